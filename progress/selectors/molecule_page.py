"""The public page of a molecule: what it is, what it emits and wants to emit, what happens in it and who does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import Contract, Indicator, Milestone
from contracts.visibility import mask_for
from molecules.models import LocalEmission, Molecule, MoleculePhoto, PolicyInstrument, SpreadRun
from molecules.rules import can_see_published
from molecules.selectors.basis import basis_words
from molecules.selectors.instruments import list_instruments_of
from progress.charts.builders.molecule_path import MoleculePath
from progress.charts.model import RenderedChart
from progress.charts.render import render_chart
from progress.selectors.actions import ActionRow, action_rows, current_ledger, list_actions
from progress.selectors.dashboard import Tile
from progress.selectors.indicators import list_public_indicators
from progress.selectors.milestones import MilestoneRow, milestone_rows, without_hidden
from progress.selectors.molecule_figures import MEASURED, MoleculeFigures, read_figures
from progress.selectors.molecule_words import list_notes, list_tiles, tell_molecule
from stakeholders.models import ActionParty

SPREAD_YEARS = (2030, 2035)
SEVERAL_SOURCES = 3


@dataclass(frozen=True)
class InterventionRow:
    """An action in the molecule with its part here (0-1), None where nobody knows it."""

    row: ActionRow
    part: float | None
    is_stated: bool


@dataclass(frozen=True)
class ActorRow:
    """An organisation that carries actions of the molecule."""

    id: UUID
    name: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class SpreadYear:
    """What may spread from the molecule in a year, t CO2e: in nine of ten draws more than P10, in one more than P90."""

    year: int
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True)
class MoleculePage:
    """What the page of a molecule shows."""

    molecule: Molecule
    figures: MoleculeFigures
    sentence: str
    tiles: tuple[Tile, ...]
    notes: tuple[str, ...]
    basis: str
    parent: Molecule | None
    origin: Molecule | None
    baseline: tuple[LocalEmission, ...]
    sources: tuple[str, ...]
    chart: RenderedChart | None
    interventions: tuple[InterventionRow, ...]
    instruments: tuple[PolicyInstrument, ...]
    positions: tuple[str, ...]
    actors: tuple[ActorRow, ...]
    milestones: tuple[MilestoneRow, ...]
    indicators: tuple[tuple[Indicator, Any], ...]
    photos: tuple[MoleculePhoto, ...]
    spread: tuple[SpreadYear, ...]


def find_molecule(contract: Contract, user: Any, pk: UUID) -> Molecule | None:
    """A molecule of the contract's city that the reader may see, with what it belongs to."""
    rows = contract.city.molecules.visible_to(user).select_related("parent__city", "replicated_from__city")
    found: Molecule | None = rows.filter(pk=pk).first()
    return found


def read_molecule_page(contract: Contract, user: Any, pk: UUID) -> MoleculePage | None:
    """A molecule that the reader may see with all that hangs on it, else None; a fixed number of queries."""
    molecule = find_molecule(contract, user, pk)
    if molecule is None:
        return None
    (figures,) = read_figures(contract, [molecule])
    interventions = _interventions(contract, user, figures)
    path, baseline = molecule_path(figures), tuple(molecule.local_emissions.order_by("-year", "sector"))
    return MoleculePage(
        molecule=molecule,
        figures=figures,
        sentence=tell_molecule(figures),
        tiles=list_tiles(figures),
        notes=tuple(list_notes(figures)),
        basis=basis_words(molecule),
        parent=_open_one(molecule.parent, user),
        origin=_open_one(molecule.replicated_from, user),
        baseline=baseline,
        sources=_tell_row_sources(baseline),
        chart=render_chart(path, get_language() or "it") if path else None,
        interventions=interventions,
        instruments=tuple(list_instruments_of(molecule)),
        positions=_positions(molecule),
        actors=_actors(interventions),
        milestones=_milestones(molecule),
        indicators=_indicators(contract, user, molecule),
        photos=tuple(molecule.photos.all()),
        spread=_spread(molecule),
    )


def molecule_path(figures: MoleculeFigures) -> MoleculePath | None:
    """The plain data of the trajectory, None where neither emissions nor targets are known."""
    if not figures.years and not figures.targets:
        return None
    measured = [(one.year, one.tonnes) for one in figures.years if one.year and one.basis == MEASURED]
    others = [(one.year, one.tonnes) for one in figures.years if one.year and one.basis != MEASURED]
    return MoleculePath(
        molecule=str(figures.molecule),
        source=_tell_sources(figures),
        measured=tuple(measured),
        shared_out=tuple(others),
        targets=tuple((one.year, float(one.emissions_tco2e)) for one in figures.targets),
        has_gaps=len({one.sectors for one in figures.years}) > 1,
        is_illustrative=any(one.is_illustrative for one in figures.years)
        or any(one.is_illustrative for one in figures.targets),
    )


def _tell_sources(figures: MoleculeFigures) -> str:
    said = dict.fromkeys(one.source for one in figures.targets if one.source)
    if not said:
        return _("The sources stand under the table of emissions by sector.")
    shown = "; ".join(list(said)[:SEVERAL_SOURCES])
    return _("Source of the targets: %(sources)s") % {"sources": shown}


def _tell_row_sources(rows: Sequence[LocalEmission]) -> tuple[str, ...]:
    """Each source once, with the years that rest on it."""
    years: dict[str, set[int]] = {}
    for row in rows:
        years.setdefault(row.source or _("not known"), set()).add(row.year)
    return tuple(
        _("Source of %(years)s: %(source)s") % {"years": ", ".join(map(str, sorted(of))), "source": source}
        for source, of in years.items()
    )


def _interventions(contract: Contract, user: Any, figures: MoleculeFigures) -> tuple[InterventionRow, ...]:
    actions = list_actions(contract, user).filter(interventions__molecule=figures.molecule).distinct()
    rows = action_rows(actions.order_by("code_key"), mask_for(user, contract), current_ledger(contract))
    stated = set(figures.molecule.interventions.exclude(share=None).values_list("action_id", flat=True))
    return tuple(InterventionRow(row, figures.parts.get(str(row.id)), row.id in stated) for row in rows)


def _open_one(other: Molecule | None, user: Any) -> Molecule | None:
    """Another molecule where the reader may see it."""
    return other if other is not None and can_see_published(user, other) else None


def _positions(molecule: Molecule) -> tuple[str, ...]:
    notes = molecule.interventions.exclude(position_note="").values_list("position_note", flat=True)
    return tuple(sorted(set(notes)))


def _actors(interventions: Sequence[InterventionRow]) -> tuple[ActorRow, ...]:
    """The organisations that carry the actions, by name."""
    codes = {one.row.id: one.row.code for one in interventions}
    parties = ActionParty.objects.filter(action__in=codes).select_related("organisation")
    found: dict[UUID, tuple[str, list[str]]] = {}
    for part in parties.order_by("organisation__name", "action__code_key"):
        found.setdefault(part.organisation_id, (part.organisation.name, []))[1].append(codes[part.action_id])
    return tuple(ActorRow(key, name, tuple(dict.fromkeys(of))) for key, (name, of) in found.items())


def _milestones(molecule: Molecule) -> tuple[MilestoneRow, ...]:
    """Its own milestones, and those of the actions that happen in it but for those of unpublished molecules alone."""
    of_actions = without_hidden(Milestone.objects.filter(action__interventions__molecule=molecule))
    ties = Q(molecule_links__molecule=molecule) | Q(pk__in=of_actions.order_by().values("pk"))
    return milestone_rows(Milestone.objects.filter(ties).distinct().order_by("due_on"))


def _indicators(contract: Contract, user: Any, molecule: Molecule) -> tuple[tuple[Indicator, Any], ...]:
    """The indicators that are measured here, as far as they are open, each with its newest published value."""
    linked = set(molecule.indicator_links.values_list("indicator_id", flat=True))
    if not linked:
        return ()
    rows = list_public_indicators(contract, user)
    return tuple((one, next(iter(one.values.all()), None)) for one in rows if one.pk in linked)


def _spread(molecule: Molecule) -> tuple[SpreadYear, ...]:
    """What the newest finished computation says of this molecule, nothing where there is none."""
    runs = SpreadRun.objects.filter(city=molecule.city_id, finished_at__isnull=False)
    results = runs.order_by("-finished_at").values_list("results", flat=True).first() or {}
    bands = (results.get("bands") or {}).get("by_molecule_tco2e", {}).get(str(molecule.pk))
    if not bands:
        return ()
    years = results["years"]
    return tuple(
        SpreadYear(year, *(float(bands[name][years.index(year)]) for name in ("p10", "p50", "p90")))
        for year in SPREAD_YEARS
        if year in years
    )
