"""The acceleration index of each molecule as people read it, with its controls and the figures they were matched on."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contracts.enums import Sector
from contracts.models import City
from core.quantities import format_number, format_share
from emissions.acceleration import (
    CANNOT_TELL,
    CONTROLS,
    LEAST_YEARS,
    Acceleration,
    AccelerationVerdict,
    acceleration,
)
from molecules.enums import StockFigure
from molecules.frames.acceleration_inputs import AccelerationInputs, read_acceleration_inputs
from molecules.models import Molecule, Neighbourhood

SEED = 2030
"""The same draws every time: a page that is read twice tells the same interval."""
VERDICTS: dict[AccelerationVerdict, Promise] = {
    AccelerationVerdict.FASTER: gettext_lazy("falls faster than in areas like it"),
    AccelerationVerdict.SLOWER: gettext_lazy("falls more slowly than in areas like it"),
}
LOOKS = {AccelerationVerdict.FASTER: "done", AccelerationVerdict.SLOWER: "risk"}
CSV_COLUMNS = (
    "molecule_code", "role", "area_code", "area_name", "yearly_fall_share", "index_points_a_year",
    "index_low_points_a_year", "index_high_points_a_year", "verdict", "years", "sectors", "is_illustrative",
    *(f"{figure.value}_per_km2" for figure in StockFigure),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatchedArea:
    """An area in the comparison: its code and name, its yearly fall (a share), and stock figures per km² in order."""

    code: str
    name: str
    fall: float | None
    densities: tuple[float | None, ...]

    @property
    def cells(self) -> tuple[tuple[str, bool], ...]:
        """A row of a table: the name, the fall, the figures."""
        figures = ((format_number(one, 0), True) for one in self.densities)
        return ((self.name, False), (format_share(self.fall, 1), True), *figures)


@dataclass(frozen=True, slots=True)
class AccelerationRow:
    """What can be told of one molecule.

    index, low, high: percentage points a year, None where there is none; `areas`: the molecule itself, then its
    controls, nearest first, and nothing where there are none.
    """

    molecule: Molecule
    verdict: AccelerationVerdict
    reason: str
    index: float | None
    low: float | None
    high: float | None
    areas: tuple[MatchedArea, ...]
    years: tuple[int, ...]
    sectors: str
    is_illustrative: bool

    @property
    def can_tell(self) -> bool:
        """Whether there is a verdict."""
        return self.verdict not in CANNOT_TELL

    @property
    def words(self) -> str:
        """The verdict in words."""
        return str(VERDICTS[self.verdict]) if self.can_tell else _("cannot tell yet")

    @property
    def look(self) -> str:
        """The look of the verdict's badge."""
        return LOOKS.get(self.verdict, "unknown")

    @property
    def shown_index(self) -> str:
        """The index with its sign."""
        return "" if self.index is None else format_points(self.index)

    @property
    def shown_interval(self) -> str:
        """The interval with its signs."""
        if self.low is None or self.high is None:
            return ""
        return _("%(low)s to %(high)s") % {"low": format_points(self.low), "high": format_points(self.high)}

    @property
    def shown_years(self) -> str:
        """The first and last year and how many there are."""
        if not self.years:
            return ""
        told = {"first": self.years[0], "last": self.years[-1], "number": len(self.years)}
        return (
            ngettext(
                "%(first)s (%(number)s year)", "%(first)s to %(last)s (%(number)s years)", len(self.years)
            )
            % told
        )

    @property
    def table(self) -> list[tuple[tuple[str, bool], ...]]:
        """The rows of the table of controls."""
        return [area.cells for area in self.areas]


def list_accelerations(city: City, *, include_unpublished: bool = False) -> tuple[AccelerationRow, ...]:
    """Every molecule of the city with its index or the reason why there is none, in three queries."""
    return tuple(_row(one) for one in read_acceleration_inputs(city, include_unpublished=include_unpublished))


def area_headers() -> list[tuple[str, bool]]:
    """The headers of a table of controls."""
    figures = (_("%(figure)s per km²") % {"figure": str(figure.label).capitalize()} for figure in StockFigure)
    return [
        (_("Molecule and control areas"), False),
        (_("Yearly fall"), True),
        *((figure, True) for figure in figures),
    ]


def acceleration_csv_rows(city: City, *, include_unpublished: bool = False) -> Iterator[tuple[Any, ...]]:
    """One line a molecule and one for each of its controls, in the columns of CSV_COLUMNS."""
    for row in list_accelerations(city, include_unpublished=include_unpublished):
        of_all = (
            row.verdict.value,
            " ".join(str(year) for year in row.years),
            row.sectors,
            row.is_illustrative,
        )
        own = (
            row.areas[0]
            if row.areas
            else MatchedArea("", str(row.molecule), None, (None,) * len(StockFigure))
        )
        for place, area in enumerate((own, *row.areas[1:])):
            role, figures = (
                ("control", (None,) * 3) if place else ("molecule", (row.index, row.low, row.high))
            )
            head = (row.molecule.code, role, area.code, area.name, area.fall)
            yield (*head, *figures, *of_all, *area.densities)


def format_points(points: float) -> str:
    """Percentage points with their sign, to a tenth; no sign before zero."""
    text = format_number(points, 1)
    return f"+{text}" if points > 0 and any(figure in text for figure in "123456789") else text


def _row(inputs: AccelerationInputs) -> AccelerationRow:
    found = _find(inputs)
    return AccelerationRow(
        molecule=inputs.molecule,
        verdict=found.verdict,
        reason=_tell_reason(found.verdict, inputs),
        index=_known(100.0 * found.index),
        low=_known(100.0 * found.low),
        high=_known(100.0 * found.high),
        areas=_match(found, inputs),
        years=inputs.years,
        sectors=", ".join(str(Sector(sector).label) for sector in inputs.sectors),
        is_illustrative=not inputs.illustrative.isdisjoint((str(inputs.molecule.pk), *found.controls)),
    )


def _find(inputs: AccelerationInputs) -> Acceleration:
    if not inputs.years:
        return Acceleration(AccelerationVerdict.NOT_MEASURED)
    return acceleration(str(inputs.molecule.pk), inputs.intensities, inputs.areas, seed=SEED)


def _match(found: Acceleration, inputs: AccelerationInputs) -> tuple[MatchedArea, ...]:
    """The molecule and its controls; none where there is no index."""
    if not found.controls:
        return ()
    areas: list[Molecule | Neighbourhood] = [inputs.molecule, *inputs.cells]
    rows = {str(one.pk): one for one in areas}
    falls = {str(inputs.molecule.pk): found.fall}
    falls.update({str(label): fall for label, fall in zip(found.controls, found.control_falls, strict=True)})
    return tuple(
        MatchedArea(
            rows[label].code,
            str(rows[label]),
            fall,
            tuple(_known(inputs.areas.loc[label, figure.value]) for figure in StockFigure),
        )
        for label, fall in falls.items()
    )


def _tell_reason(verdict: AccelerationVerdict, inputs: AccelerationInputs) -> str:
    """Why nothing can be told; empty where there is a verdict."""
    if verdict == AccelerationVerdict.INTERVAL_HOLDS_ZERO:
        return _("The interval holds zero: it may as well fall as fast as the areas like it.")
    if verdict == AccelerationVerdict.TOO_FEW_YEARS:
        return _("It was measured in the same sectors in fewer than %(least)s years.") % {
            "least": LEAST_YEARS
        }
    if verdict == AccelerationVerdict.TOO_FEW_CONTROLS:
        return _tell_controls(inputs)
    if verdict != AccelerationVerdict.NOT_MEASURED:
        return ""
    if not inputs.keys:
        return _("Nobody has measured what it emits.")
    keys = ", ".join(str(StockFigure(key).label) for key in inputs.keys)
    return _(
        "Its emissions are apportioned from the city by %(keys)s, not measured: "
        "they fall as the city does, by construction."
    ) % {"keys": keys}


def _tell_controls(inputs: AccelerationInputs) -> str:
    told = _(
        "Fewer than %(needed)s neighbourhoods outside molecules were measured in at least %(least)s of its years "
        "and have a stock figure in common with it."
    ) % {"needed": CONTROLS, "least": LEAST_YEARS}
    if not inputs.apportioned_cells:
        return told
    more = ngettext(
        "What %(number)s neighbourhood emits is apportioned from the city.",
        "What %(number)s neighbourhoods emit is apportioned from the city.",
        inputs.apportioned_cells,
    ) % {"number": format_number(inputs.apportioned_cells)}
    return f"{told} {more}"


def _known(value: Any) -> float | None:
    """A number, None for NaN."""
    return None if isnan(value) else float(value)
