"""Dated values of a molecule's indicators, many at once: all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Indicator, IndicatorValue
from contracts.services.indicator_values import set_indicator_value
from core.models import User
from core.validators import normalise_code, refusal
from molecules.services.molecules import lock_molecule


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """The value of an indicator, named by its number, in a year; in the indicator's own unit."""

    code: str
    year: int
    value: Decimal
    source: str = ""


class RecordedValues(NamedTuple):
    """How many values were added, changed, and as before."""

    added: int
    changed: int
    same: int


@transaction.atomic
def record_indicator_values(
    *, molecule_id: UUID, figures: Sequence[IndicatorFigure], by: User
) -> RecordedValues:
    """Write values of indicators that are tied to a molecule, as drafts; what is refused stands at `rows-<index>-…`.

    A value that was validated or published stays what it was: the row that would change it is refused.
    """
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    indicators = {
        normalise_code(tie.indicator.code): tie.indicator
        for tie in molecule.indicator_links.select_related("indicator")
    }
    values = IndicatorValue.objects.filter(indicator__in=indicators.values())
    known = {(one.indicator_id, one.year): one for one in values}
    errors: dict[str, list[ValidationError]] = {}
    done = {"added": 0, "changed": 0, "same": 0}
    seen: set[tuple[str, int]] = set()
    for index, figure in enumerate(figures):
        try:
            indicator = _find(indicators, figure, seen)
            done[_write(indicator, figure, known.get((indicator.pk, figure.year)), by)] += 1
        except ValidationError as error:
            errors |= {f"rows-{index}-{name}": found for name, found in error.error_dict.items()}
    if errors:
        raise ValidationError(errors)
    return RecordedValues(**done)


def _find(
    indicators: Mapping[str, Indicator], figure: IndicatorFigure, seen: set[tuple[str, int]]
) -> Indicator:
    code = normalise_code(figure.code)
    if code not in indicators:
        raise refusal(
            "code",
            _("The indicator %(code)s is not tied to this molecule.") % {"code": figure.code},
            "unknown",
        )
    if (code, figure.year) in seen:
        raise refusal("year", _("This year stands twice for the same indicator."), "repeated")
    seen.add((code, figure.year))
    return indicators[code]


def _write(indicator: Indicator, figure: IndicatorFigure, row: IndicatorValue | None, by: User) -> str:
    source = figure.source.strip()
    if row is not None and (row.value, row.source) == (figure.value, source):
        return "same"
    set_indicator_value(indicator_id=indicator.pk, year=figure.year, value=figure.value, by=by, source=source)
    return "changed" if row is not None else "added"
