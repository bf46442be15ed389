"""With and without policy instruments, side by side: tonnes by the years that count, the city's euros, who pays."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from contracts.models import City
from core.quantities import NO_BREAK_SPACE, NOT_KNOWN, format_number
from emissions.instruments import InstrumentEffects
from molecules.frames.instruments import compare_in_city, read_targets
from molecules.frames.spread_inputs import SpreadInputs, read_spread_inputs
from molecules.models import InstrumentScenario, PolicyInstrument
from molecules.selectors.instrument_words import has_effect

YEARS_OF_THE_PLAN = (2030, 2035)
LIKELY_YEAR = 2035
WHOLE_EUROS_FROM = 100


@dataclass(frozen=True, slots=True)
class InstrumentFigures:
    """What one instrument does from the first year on to the end of `year`; None where it is not known.

    `alone_tco2e` is added by it alone to none, `last_tco2e` lost when it alone is taken away from all.
    """

    instrument: PolicyInstrument
    alone_tco2e: float | None
    last_tco2e: float | None
    budget_eur: float | None
    eur_per_tonne: float | None

    @property
    def price(self) -> str:
        """Euros of the city's budget for a tonne, or why there is none."""
        return _tell_price(self.last_tco2e, self.eur_per_tonne)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The city from the first year on to the end of `year`, t CO2e; `yearly` figures are those of that year alone."""

    year: int
    without_tco2e: float
    with_tco2e: float
    yearly_without_tco2e: float
    yearly_with_tco2e: float
    budget_eur: float | None
    rows: tuple[InstrumentFigures, ...]

    @property
    def difference_tco2e(self) -> float:
        """What all instruments add together."""
        return self.with_tco2e - self.without_tco2e

    @property
    def yearly_difference_tco2e(self) -> float:
        """The same in that year alone."""
        return self.yearly_with_tco2e - self.yearly_without_tco2e

    @property
    def eur_per_tonne(self) -> float | None:
        """What the city pays for a tonne of the difference; None where it is not known or nothing is saved."""
        if self.budget_eur is None or self.difference_tco2e <= 0:
            return None
        return (0.0 - self.budget_eur) / self.difference_tco2e

    @property
    def price(self) -> str:
        """Euros of the city's budget for a tonne, or why there is none."""
        return _tell_price(self.difference_tco2e, self.eur_per_tonne)


@dataclass(frozen=True, slots=True)
class InstrumentComparison:
    """A comparison up to `until_year`; without `years` nothing could be computed, and `missing` says why."""

    instruments: tuple[PolicyInstrument, ...]
    until_year: int
    first_year: int
    years: tuple[YearFigures, ...]
    remarks: tuple[str, ...]
    assumptions: tuple[str, ...]
    missing: tuple[str, ...]
    is_illustrative: bool


def compare_for_city(
    city: City, instruments: Sequence[PolicyInstrument], *, until_year: int
) -> tuple[InstrumentComparison, SpreadInputs]:
    """Compare the spread of the published molecules with and without instruments, in a fixed number of queries."""
    inputs = read_spread_inputs(city, until_year=until_year)
    effects = compare_in_city(inputs, instruments) if inputs.is_ready else None
    places = _count_places(inputs, instruments)
    compared = InstrumentComparison(
        instruments=tuple(instruments),
        until_year=until_year,
        first_year=inputs.years[0],
        years=tuple(
            _read_year(year, inputs.years[0], effects, instruments, places)
            for year in _shown_years(until_year)
        )
        if effects
        else (),
        remarks=tuple(_tell_remarks(inputs, instruments, places)),
        assumptions=(*inputs.assumptions, *_tell_assumptions()),
        missing=inputs.missing,
        is_illustrative=bool(_illustrative_names(inputs, instruments)),
    )
    return compared, inputs


def list_scenarios(city: City) -> QuerySet[InstrumentScenario]:
    """The saved scenarios of a city with `instrument_count`, in one query."""
    rows = city.instrument_scenarios.select_related("made_by")
    return rows.annotate(instrument_count=Count("instruments")).order_by("name")


def _shown_years(until_year: int) -> list[int]:
    return sorted({year for year in (*YEARS_OF_THE_PLAN, until_year) if year <= until_year})


def _count_places(inputs: SpreadInputs, instruments: Sequence[PolicyInstrument]) -> list[int]:
    """How many of the molecules that spread each instrument applies to."""
    return [int(row.sum()) for row in read_targets(instruments, inputs.molecules)]


def _read_year(
    year: int,
    first_year: int,
    effects: InstrumentEffects,
    instruments: Sequence[PolicyInstrument],
    places: Sequence[int],
) -> YearFigures:
    n_years = max(year - first_year + 1, 0)
    without, with_all = effects.without_tco2e[:n_years], effects.with_tco2e[:n_years]
    costs = effects.costs_until(n_years)
    budgets = effects.budget_by_year_eur[:, :n_years].sum(axis=1)
    rows = []
    for place, instrument in enumerate(instruments):
        # What applies to nothing that spreads is not computed: its effect is not known, it is not zero.
        known = places[place] > 0
        rows.append(
            InstrumentFigures(
                instrument=instrument,
                alone_tco2e=float(effects.alone_by_year_tco2e[place, :n_years].sum()) if known else None,
                last_tco2e=float(effects.last_by_year_tco2e[place, :n_years].sum()) if known else None,
                budget_eur=_known(budgets[place]),
                eur_per_tonne=_known(costs[place]) if known else None,
            )
        )
    return YearFigures(
        year=year,
        without_tco2e=float(without.sum()),
        with_tco2e=float(with_all.sum()),
        yearly_without_tco2e=float(without[-1]) if n_years else 0.0,
        yearly_with_tco2e=float(with_all[-1]) if n_years else 0.0,
        budget_eur=_known(budgets.sum()),
        rows=tuple(rows),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _tell_price(saved_tco2e: float | None, eur_per_tonne: float | None) -> str:
    if eur_per_tonne is not None:
        digits = 0 if abs(eur_per_tonne) >= WHOLE_EUROS_FROM else None
        return f"{format_number(eur_per_tonne, digits)}{NO_BREAK_SPACE}€/t"
    if saved_tco2e is not None and saved_tco2e <= 0:
        return _("none: it saves nothing")
    return str(NOT_KNOWN)


def _tell_assumptions() -> Iterator[str]:
    yield _(
        "Figures are those of the likeliest parameters, added up from the first year to the end of the year named."
    )
    yield _(
        "“Alone” is what an instrument adds where there is no other; “beside the others” is what would be lost if it "
        "alone were taken away. Instruments help and replace one another, so neither adds up to the whole."
    )
    yield _(
        "An instrument that begins or ends on the way counts for the part of the time in which it is in force."
    )
    yield _(
        "Euros per tonne are those of the city's budget alone, not discounted: what others pay is not in them."
    )
    yield _("Only published molecules spread here, as in the computation of the spread.")


def _tell_remarks(
    inputs: SpreadInputs, instruments: Sequence[PolicyInstrument], places: Sequence[int]
) -> Iterator[str]:
    """What whoever reads the figures must know of these instruments and packages."""
    lists = {
        _(
            "These values are illustrative, and so are the figures that follow from them: %(names)s."
        ): _illustrative_names(inputs, instruments),
        _(
            "These instruments apply to no molecule that spreads a package, so what they save is not known: %(names)s."
        ): [str(one) for one, count in zip(instruments, places, strict=True) if not count],
        _("These instruments are stated to change nothing in how packages spread: %(names)s."): [
            str(one) for one in instruments if not has_effect(one)
        ],
        _("Nobody has said what these instruments mean for the city's budget: %(names)s."): [
            str(one) for one in instruments if one.budget_eur is None
        ],
    }
    yield from (sentence % {"names": ", ".join(names)} for sentence, names in lists.items() if names)


def _illustrative_names(inputs: SpreadInputs, instruments: Sequence[PolicyInstrument]) -> list[str]:
    """The instruments, then the packages, of which something is illustrative."""
    packages = {one.package for one in inputs.molecules if one.package}
    illustrative = (
        one
        for one in packages
        if one.is_illustrative or any(row.is_illustrative for row in one.parameters.all())
    )
    return [
        *(str(one) for one in instruments if one.is_illustrative),
        *(str(one) for one in sorted(illustrative, key=lambda one: one.code)),
    ]
