"""The indicators and milestones of a molecule, and those of the city that may still be tied to it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from contracts.models import Indicator, IndicatorValue, Milestone
from molecules.models import Molecule, MoleculeIndicator, MoleculeMilestone


def list_tied_indicators(molecule: Molecule) -> QuerySet[MoleculeIndicator]:
    """The indicators of a molecule by number, archived ones too, the newest value first; two queries."""
    values = Prefetch("indicator__values", IndicatorValue.objects.order_by("-year"))
    return (
        molecule.indicator_links.select_related("indicator")
        .prefetch_related(values)
        .order_by("indicator__code", "id")
    )


def list_tied_milestones(molecule: Molecule) -> QuerySet[MoleculeMilestone]:
    """The milestones of a molecule by date, in one query."""
    return molecule.milestone_links.select_related("milestone").order_by("milestone__due_on", "id")


def list_untied_indicators(molecule: Molecule) -> list[Indicator]:
    """The indicators of the city's contract that the molecule does not have yet, by number."""
    rows = Indicator.objects.filter(contract__city=molecule.city_id, archived_at=None)
    return list(rows.exclude(molecule_links__molecule=molecule).order_by("code", "id"))


def list_untied_milestones(molecule: Molecule) -> list[Milestone]:
    """The milestones of the city that the molecule does not have yet, by date."""
    rows = Milestone.objects.filter(city=molecule.city_id)
    return list(rows.exclude(molecule_links__molecule=molecule).order_by("due_on", "id"))


def value_cells(molecule: Molecule) -> Iterator[tuple[Any, ...]]:
    """Every value of a molecule's indicators in the columns of their import, whatever its state."""
    for tie in list_tied_indicators(molecule):
        for value in tie.indicator.values.all():
            yield tie.indicator.code, value.year, value.value, value.source
