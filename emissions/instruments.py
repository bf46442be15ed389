"""Rules, incentives and disincentives: what each changes in the spread of molecules, and what a tonne of it costs."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from emissions.columns import Floats, to_floats, to_years
from emissions.diffusion import City, spread
from emissions.errors import Bools, EmissionsError, faulty_rows

INSTRUMENT_COLUMNS: Final = (
    "saturation_points", "rise_factor", "start_shift_years", "from_year", "until_year", "budget_eur",
)  # fmt: skip
"""Added to the saturation, -1 to 1; times the years of the rise, above 0; added to the start, years; decimal years in
force (NaN: no end); EUR a year to the city's budget, negative where the city pays, NaN where nobody said."""


@dataclass(frozen=True, slots=True)
class InstrumentEffects:
    """The spread with and without instruments, t years and k instruments.

    without_tco2e, with_tco2e (t,): t CO2e a year saved in all cells together, without any and with all of them.
    instruments: index of the input; `alone_tco2e` (added by it alone to none) and `last_tco2e` (lost when it alone is
    taken away from all), t CO2e summed over the years; `budget_eur` over the same years; `eur_per_tonne`, what the
    city pays for a tonne of `last_tco2e` (negative: it earns), NaN where it saves nothing or the budget is unknown.
    alone_by_year_tco2e, last_by_year_tco2e, budget_by_year_eur (k, t): the same, year by year.
    """

    without_tco2e: Floats
    with_tco2e: Floats
    instruments: pd.DataFrame
    alone_by_year_tco2e: Floats
    last_by_year_tco2e: Floats
    budget_by_year_eur: Floats

    def costs_until(self, n_years: int) -> Floats:
        """What the city pays (k,) for a tonne of `last_tco2e` over the first years, EUR/t; NaN as `eur_per_tonne`."""
        return _cost_per_tonne(
            self.budget_by_year_eur[:, :n_years].sum(axis=1), self.last_by_year_tco2e[:, :n_years].sum(axis=1)
        )


def compare_instruments(
    packages: pd.DataFrame, instruments: pd.DataFrame, targets: Bools, city: City, years: npt.ArrayLike
) -> InstrumentEffects:
    """Compare the spread with and without each of k instruments, over consecutive whole years.

    Formula: `apply_instruments`, then `spread`; alone = sum(spread with it - without any), last = sum(spread with all
    - with all but it). The two differ where instruments help or replace each other; neither adds up to the total.

    Inputs: packages of m molecules; instruments (k), unique labels (INSTRUMENT_COLUMNS); targets (k, m): which
    molecules an instrument applies to; city; years (t,), each a year after the one before.
    Output: `InstrumentEffects`.
    Errors: those of `apply_instruments` and `spread`; years that leave one out.
    Source: incremental cost-effectiveness, as domain.md F20 for actions, from the side of the city's budget.
    """
    calendar = to_years(years)
    if (np.diff(calendar) != 1).any():
        raise EmissionsError("years", "the years do not follow one another")
    horizon = float(calendar[-1])

    def saved(in_use: Bools) -> Floats:
        changed = apply_instruments(packages, instruments[in_use], targets[in_use], until_year=horizon)
        total: Floats = spread(changed, city, calendar).saving_tco2e.sum(axis=(0, 1))
        return total

    one_each = np.eye(len(instruments), dtype=np.bool_)
    nothing, everything = (
        saved(np.zeros(len(instruments), np.bool_)),
        saved(np.ones(len(instruments), np.bool_)),
    )
    shape = (len(instruments), len(calendar))
    alone = np.array([saved(only) - nothing for only in one_each]).reshape(shape)
    last = np.array([everything - saved(~only) for only in one_each]).reshape(shape)
    budget = to_floats(instruments["budget_eur"])[:, None] * _years_in_force(instruments, calendar) + 0.0
    sums = {name: part.sum(axis=1) for name, part in (("alone", alone), ("last", last), ("budget", budget))}
    table = {
        "alone_tco2e": sums["alone"],
        "last_tco2e": sums["last"],
        "budget_eur": sums["budget"],
        "eur_per_tonne": _cost_per_tonne(sums["budget"], sums["last"]),
    }
    return InstrumentEffects(
        nothing, everything, pd.DataFrame(table, index=instruments.index), alone, last, budget
    )


def _cost_per_tonne(budget_eur: Floats, saved_tco2e: Floats) -> Floats:
    """What a tonne costs; where the budget is 0 it is 0, without a sign."""
    cost = np.full_like(saved_tco2e, np.nan)
    return np.divide(0.0 - budget_eur, saved_tco2e, out=cost, where=saved_tco2e > 0)


def apply_instruments(
    packages: pd.DataFrame, instruments: pd.DataFrame, targets: Bools, *, until_year: float
) -> pd.DataFrame:
    """Change the parameters of m packages by k instruments.

    Formula: with w, the share of the time from a package's start to `until_year` in which an instrument is in force,
    saturation + sum(w points) within 0-1, rise x product(factor^w), start + sum(w shift). An instrument that begins
    halfway so counts for half: an assumption, because a wave has one saturation and one rise.

    Inputs: packages; instruments (k) (INSTRUMENT_COLUMNS); targets (k, m). Output: packages with the same index.
    Errors: `EmissionsError` with the row for a missing or infinite effect, points outside -1 to 1, a factor not above
    0, an end before the beginning; a table of targets of another shape.

    >>> packages = pd.DataFrame({"package": ["retrofit"], "start_year": [2026.0], "saturation": [0.5],
    ...     "rise_years": [8.0], "km_per_year": [2.0], "years_per_difference": [3.0], "abatement_tco2e": [1.5]})
    >>> bonus = pd.DataFrame([[0.2, 0.25, -1.0, 2031.0, None, -1e6]], columns=list(INSTRUMENT_COLUMNS))
    >>> changed = apply_instruments(packages, bonus, np.array([[True]]), until_year=2036.0)
    >>> changed[["saturation", "rise_years", "start_year"]].values.tolist()
    [[0.6, 4.0, 2025.5]]
    """
    effects = read_effects(instruments)
    check_targets(targets, len(instruments), len(packages))
    names = ("start_year", "saturation", "rise_years")
    columns = {name: to_floats(packages[name]) for name in names}
    return packages.assign(**change_columns(columns, effects, targets, until_year=until_year))


def change_columns(
    columns: dict[str, Floats], effects: dict[str, Floats], targets: Bools, *, until_year: float
) -> dict[str, Floats]:
    """The changed parameters (m,) of `apply_instruments` from columns and effects that were read before."""
    start = columns["start_year"]
    weight = targets * _share_in_force(effects, start, until_year)
    saturation = columns["saturation"] + (weight * effects["saturation_points"][:, None]).sum(axis=0)
    return {
        "saturation": np.clip(saturation, 0.0, 1.0),
        "rise_years": columns["rise_years"] * (effects["rise_factor"][:, None] ** weight).prod(axis=0),
        "start_year": start + (weight * effects["start_shift_years"][:, None]).sum(axis=0),
    }


def check_targets(targets: Bools, n_instruments: int, n_packages: int) -> None:
    """Refuse a table of targets of another shape than (k, m)."""
    if targets.shape != (n_instruments, n_packages):
        raise EmissionsError("targets", f"the shape is {targets.shape}, not {(n_instruments, n_packages)}")


def read_effects(instruments: pd.DataFrame) -> dict[str, Floats]:
    """Read the columns of k instruments (INSTRUMENT_COLUMNS); without an end they are in force for ever."""
    columns = {name: to_floats(instruments[name]) for name in INSTRUMENT_COLUMNS}
    columns["until_year"] = np.where(np.isnan(columns["until_year"]), np.inf, columns["until_year"])
    finite = ("saturation_points", "rise_factor", "start_shift_years", "from_year")
    faulty_rows(
        {f"{name} is missing or infinite": ~np.isfinite(columns[name]) for name in finite}
        | {
            "saturation_points is not between -1 and 1": np.abs(columns["saturation_points"]) > 1,
            "rise_factor is not above 0": columns["rise_factor"] <= 0,
            "until_year is before from_year": columns["until_year"] < columns["from_year"],
            "budget_eur is infinite": np.isinf(columns["budget_eur"]),
        },
        labels=instruments.index,
    )
    return columns


def _share_in_force(effects: dict[str, Floats], start: Floats, until_year: float) -> Floats:
    """Share (k, m) of the time from each package's start to the horizon in which an instrument is in force."""
    first = np.maximum(effects["from_year"][:, None], start)
    last = np.minimum(effects["until_year"], until_year)[:, None]
    span = np.maximum(until_year - start, 0.0)
    share: Floats = np.divide(
        np.maximum(last - first, 0.0), span, out=np.zeros((len(last), len(start))), where=span > 0
    )
    return share


def _years_in_force(instruments: pd.DataFrame, calendar: Floats) -> Floats:
    """Part (k, t) of each calendar year, 0-1, in which an instrument is in force."""
    effects = read_effects(instruments)
    first = np.maximum(effects["from_year"][:, None], calendar)
    last = np.minimum(effects["until_year"][:, None], calendar + 1.0)
    in_force: Floats = np.maximum(last - first, 0.0)
    return in_force
