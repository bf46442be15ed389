"""Cities beside each other: what may stand on one scale, and each of the others against itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.quantities import format_share
from emissions.trajectory import trajectory_at
from progress.charts.builders.city_multiples import CityMultiples, CityPanel, Indicator, LeftOut
from progress.charts.builders.own_paths import OwnPath, OwnPaths
from progress.selectors.comparison.guard import (
    compare_with,
    count_matches,
    describe_series,
)
from progress.selectors.comparison.rebase import Rebased, rebase_series
from progress.selectors.comparison.series import CitySeries, read_city_series

RESIDENTS_YEARS_APART = 2
"""Residents this many years from the inventory still stand for its year."""

CSV_COLUMNS = (
    "city",
    "series",
    "indicator",
    "year",
    "value",
    "kind",
    "on_common_scale",
    "baseline_year",
    "scopes",
    "approach",
    "gwp_set",
    "gases",
    "boundary_sectors",
    "newest_year",
    "rebased_to",
)


@dataclass(frozen=True, slots=True)
class ComparedCity:
    """A city in the comparison: by which series, what that counts, what differs, what became of the rebase.

    `is_on_scale` when it is drawn together with others; a reference that nobody may stand beside is not.
    """

    row: CitySeries
    stated: dict[str, str]
    differences: tuple[str, ...]
    is_reference: bool
    is_on_scale: bool
    rebase_note: str

    @property
    def is_comparable(self) -> bool:
        """Whether it may stand on one scale with the reference."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page of the comparison; `multiples` and `own_paths` are the plain data of its two charts."""

    reference: CitySeries | None
    cities: tuple[ComparedCity, ...]
    choices: tuple[tuple[str, str], ...]
    multiples: CityMultiples | None
    own_paths: OwnPaths | None
    indicator: Indicator

    @property
    def matching(self) -> int:
        """How many cities may stand beside the reference."""
        return sum(city.is_comparable and not city.is_reference for city in self.cities)


def read_comparison(
    user: Any, *, indicator: Indicator = "index", reference: str = "", base: str = ""
) -> Comparison:
    """Compare the cities that the reader may see with one of them, by default the one that most can stand beside.

    The training city is invented: it is compared only where it is asked for. Six queries; seven with a common base,
    eight with common factors.
    """
    found = read_city_series(user, longest=indicator == "index")
    choices = tuple((row.slug, row.city) for row in found)
    rows = [row for row in found if row.years and (not row.is_training or row.slug == reference)]
    rebased = rebase_series(rows, base) if base else [Rebased(row, None, is_there=False) for row in rows]
    rows = [each.series for each in rebased]
    chosen = _choose_reference(rows, reference)
    if chosen is None:
        return Comparison(None, (), choices, None, None, indicator)
    differences = compare_with(rows, chosen)
    has_match = sum(not reasons for reasons in differences.values()) > 1
    cities = tuple(
        ComparedCity(
            row=each.series,
            stated=describe_series(each.series),
            differences=differences[each.series.slug],
            is_reference=each.series.slug == chosen.slug,
            is_on_scale=has_match and not differences[each.series.slug],
            rebase_note=_rebase_note(each) if base else "",
        )
        for each in rebased
    )
    return Comparison(
        reference=chosen,
        cities=cities,
        choices=choices,
        multiples=_multiples(cities, chosen, indicator),
        own_paths=_own_paths(cities),
        indicator=indicator,
    )


def comparison_rows(page: Comparison) -> Iterator[tuple[Any, ...]]:
    """Exactly what the page shows, one value a row, each with what it counts."""
    for city in page.cities:
        indicator: Indicator = page.indicator if city.is_on_scale else "index"
        panel = _panel(city.row, indicator)
        values = [(year, value, "measured") for year, value in panel.values]
        if panel.target_year is not None and panel.target_value is not None and panel.values:
            values.append((panel.target_year, panel.target_value, "target"))
        newest = city.row.newest
        for year, value, kind in values:
            yield (
                city.row.slug,
                city.row.title,
                indicator,
                year,
                round(value, 6),
                kind,
                city.is_on_scale,
                city.row.base_year,
                city.row.scopes,
                city.row.approach,
                newest.gwp_set if newest else "",
                newest.gases if newest else "",
                " ".join(sorted(city.row.sectors)),
                newest.year if newest else None,
                city.row.rebased_to,
            )


def _choose_reference(rows: Sequence[CitySeries], slug: str) -> CitySeries | None:
    """The city that was asked for, else the one beside which most others may stand, the longest series first."""
    asked = next((row for row in rows if row.slug == slug), None)
    if asked is not None or not rows:
        return asked
    matches = count_matches(rows)
    return max(rows, key=lambda row: (matches[row.slug], len(row.years)))


def _multiples(cities: Sequence[ComparedCity], reference: CitySeries, indicator: Indicator) -> CityMultiples:
    return CityMultiples(
        source=_("Inventories that the cities published; the table below says what each counts."),
        indicator=indicator,
        panels=tuple(_panel(city.row, indicator) for city in cities if city.is_comparable),
        ours=reference.city,
        left_out=tuple(
            LeftOut(city=city.row.city, reasons=city.differences) for city in cities if not city.is_comparable
        ),
    )


def _own_paths(cities: Sequence[ComparedCity]) -> OwnPaths:
    return OwnPaths(
        source=_("Inventories that the cities published; the table below says what each counts."),
        paths=tuple(
            OwnPath(panel=_panel(city.row, "index"), series=city.row.title)
            for city in cities
            if not city.is_on_scale
        ),
    )


def _panel(row: CitySeries, indicator: Indicator) -> CityPanel:
    """A city by an indicator; years for which it cannot be said are left out."""
    measure: Callable[[CitySeries, int, float], float | None] = MEASURES[indicator]
    values = [(year, measure(row, year, total)) for year, total in row.totals]
    return CityPanel(
        city=row.city,
        values=tuple((year, value) for year, value in values if value is not None),
        baseline_year=row.base_year,
        target_year=row.target_year,
        target_value=_target(row, indicator),
    )


def _index(row: CitySeries, _year: int, total_tco2e: float) -> float | None:
    return 100.0 * total_tco2e / row.base_tco2e if row.base_tco2e else None


def _per_resident(row: CitySeries, year: int, total_tco2e: float) -> float | None:
    residents = _residents(row, year)
    return total_tco2e / residents if residents else None


def _against_trajectory(row: CitySeries, year: int, total_tco2e: float) -> float | None:
    if row.base_year is None or row.base_tco2e is None or row.target_share is None or year <= row.base_year:
        return None
    line = trajectory_at(
        baseline_year=[row.base_year],
        target_year=[row.target_year],
        baseline_tco2e=[row.base_tco2e],
        target_tco2e=[row.base_tco2e * row.target_share],
        year=[year],
        errors="mask",
    )
    expected = float(line[0])
    return (total_tco2e - expected) / expected if expected > 0 else None


MEASURES: dict[Indicator, Callable[[CitySeries, int, float], float | None]] = {
    "index": _index,
    "per_resident": _per_resident,
    "against_trajectory": _against_trajectory,
}


def _target(row: CitySeries, indicator: Indicator) -> float | None:
    """The promise in the indicator's unit, of the series that it was made in; a resident as of the newest count."""
    if row.target_share is None or not row.is_baseline_series:
        return None
    if indicator == "index":
        return 100.0 * row.target_share
    if indicator == "per_resident" and row.base_tco2e is not None and row.residents:
        return row.base_tco2e * row.target_share / row.residents[max(row.residents)]
    return None


def _residents(row: CitySeries, year: int) -> int | None:
    """The residents of a year, or of the nearest counted year that is near enough."""
    near = [each for each in row.residents if abs(each - year) <= RESIDENTS_YEARS_APART]
    return row.residents[min(near, key=lambda each: (abs(each - year), each))] if near else None


def _rebase_note(rebased: Rebased) -> str:
    if rebased.is_there and rebased.series.rebased_to:
        return _("brought to the common base in full")
    if rebased.is_there:
        return _("counts in this base already")
    if rebased.share:
        return _(
            "%(share)s of the newest inventory could be brought there; a total needs all of it, and the baseline too"
        ) % {"share": format_share(rebased.share)}
    return _(
        "cannot be brought there: tonnes of each gas, or activities with their factors, are not published"
    )
