"""Lines of an inventory that is to be published, and what must hold in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import Flow
from contracts.models import City, EmissionFactor
from contracts.services.activities import Measurement, MeasurementFields, validate_measurement
from contracts.validators import (
    validate_line,
    validate_not_negative,
    validate_notation_key,
    validate_scope,
    validate_sector,
)
from core.validators import refusal

GASES = ("co2_tonnes", "ch4_tonnes", "n2o_tonnes")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFigures:
    """One line to be published: a value in t CO2e (a removal is a positive value of a sink) or a notation key."""

    sector: str
    scope: int | None
    flow: str = Flow.SOURCE
    value_tco2e: Decimal | None = None
    notation_key: str = ""
    gpc_code: str = ""
    label: str = ""
    included_in_note: str = ""
    source_group: str = ""
    activity: Decimal | None = None
    activity_unit: str = ""
    factor: EmissionFactor | None = None
    co2_tonnes: Decimal | None = None
    ch4_tonnes: Decimal | None = None
    n2o_tonnes: Decimal | None = None

    @property
    def measurement(self) -> Measurement:
        """Activity and factor of the line."""
        return Measurement(quantity=self.activity, unit=self.activity_unit, factor=self.factor)

    @property
    def is_computed(self) -> bool:
        """Whether the value is left to activity times factor."""
        has_both = self.activity is not None and self.factor is not None
        return has_both and self.value_tco2e is None and not self.notation_key


def line_field(index: int, field: str) -> str:
    """The name under which an error of the line at `index` (from 0) is told."""
    return f"lines-{index}-{field}"


def line_checks(lines: Sequence[LineFigures], city: City) -> Iterable[tuple[Any, ...]]:
    """What must hold in each line, and that none is there twice."""
    seen: set[tuple[Any, ...]] = set()
    for index, line in enumerate(lines):
        yield validate_sector, line.sector, line_field(index, "sector")
        yield validate_scope, line.scope, line_field(index, "scope")
        yield validate_notation_key, line.notation_key, line_field(index, "notation_key")
        yield _validate_figures, line, line_field(index, "value_tco2e")
        yield validate_measurement, line.measurement, city, _measured_fields(index)
        for gas in GASES:
            yield validate_not_negative, getattr(line, gas), line_field(index, gas)
        cell = (line.sector, line.scope, line.flow, line.gpc_code, line.label)
        yield _validate_once, cell in seen, line_field(index, "sector")
        seen.add(cell)


def _validate_figures(line: LineFigures, field: str) -> None:
    """A value, a notation key, or an activity and its factor; a key beside both would hide what they tell."""
    if line.notation_key and line.activity is not None and line.factor is not None:
        raise refusal(
            field,
            _("Activity times factor is a value: leave out the notation key, or them."),
            "value_and_key",
        )
    if not line.is_computed:
        validate_line(line.value_tco2e, line.notation_key, field=field)


def _measured_fields(index: int) -> MeasurementFields:
    return MeasurementFields(
        quantity=line_field(index, "activity"),
        unit=line_field(index, "activity_unit"),
        factor=line_field(index, "factor"),
    )


def _validate_once(is_repeated: bool, field: str) -> None:  # noqa: FBT001 - the question itself is the argument
    if is_repeated:
        raise refusal(field, _("This sector and scope is there twice."), "repeated")
