"""Where to repeat a package: neighbourhoods ranked, the best choice under a budget, and what it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isinf, isnan
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.selectors.effect import PortfolioEffect, portfolio_effect
from contracts.selectors.versions import current_version
from core.quantities import format_number, format_tonnes
from emissions.replication import CELL_COLUMNS, Replication, choose_cells, rank_cells
from molecules.frames.replication_inputs import Question, ReplicationInputs, read_replication_inputs
from molecules.models import Molecule, Neighbourhood

CSV_COLUMNS = (
    "neighbourhood_code", "neighbourhood", "is_chosen", "reason", "most_like_molecule_code", "fit", "fit_rank",
    "tonnes_per_million_eur", "value_rank", "saving_tco2e", "sum_tco2e", "full_tco2e", "cost_eur", "share_inside",
    "start_year", "until_year",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A neighbourhood in the ranking; figures are None where unknown, `reason` says why it is taken or not."""

    cell: Neighbourhood
    origin: Molecule | None
    is_chosen: bool
    can_be_chosen: bool
    reason: str
    fit: float | None
    fit_rank: int | None
    tonnes_per_million_eur: float | None
    value_rank: int | None
    saving_tco2e: float | None
    sum_tco2e: float | None
    full_tco2e: float | None
    cost_eur: float | None
    share_inside: float


@dataclass(frozen=True, slots=True)
class ReplicationPlan:
    """The ranking, best first, and the choice under the budget with its totals; `missing` says what nobody stated.

    saving_tco2e: in the year looked at; sum_tco2e: from the start to that year; full_tco2e: a year, once all have
    adopted that ever will. bound_tco2e: no choice saves more in that year. effect: the gap as the contract prints it.
    """

    question: Question
    budget_eur: Decimal
    rows: tuple[PlannedCell, ...]
    saving_tco2e: float
    sum_tco2e: float
    full_tco2e: float
    cost_eur: float
    bound_tco2e: float
    is_best: bool
    effect: PortfolioEffect | None
    assumptions: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def chosen(self) -> tuple[PlannedCell, ...]:
        """The neighbourhoods of the choice, best first."""
        return tuple(row for row in self.rows if row.is_chosen)

    @property
    def share_of_gap(self) -> float | None:
        """What part of the printed gap the choice saves in the year looked at; None without a gap."""
        gap = self.effect.gap_tco2e if self.effect else None
        return self.saving_tco2e / float(gap) if gap and gap > 0 else None


def read_replication_plan(
    city: City, question: Question, *, budget_eur: Decimal, least_fit: float = 0.0
) -> ReplicationPlan:
    """Rank the neighbourhoods and choose the best set under the budget, in a fixed number of queries."""
    inputs = read_replication_inputs(city, question)
    table = inputs.table[list(CELL_COLUMNS)].astype("float64")
    found = choose_cells(table, budget_eur=float(budget_eur), least_fit=least_fit)
    ranked = rank_cells(table)
    chosen = inputs.table.loc[found.chosen]
    return ReplicationPlan(
        question=question,
        budget_eur=budget_eur,
        rows=tuple(_rows(inputs, ranked, found, question)),
        saving_tco2e=found.saving_tco2e,
        sum_tco2e=float(chosen["sum_tco2e"].sum()),
        full_tco2e=float(chosen["full_tco2e"].sum()),
        cost_eur=found.cost_eur,
        bound_tco2e=found.bound_tco2e,
        is_best=found.is_best,
        effect=_read_effect(city),
        assumptions=tuple(_tell_assumptions(inputs, question)),
        missing=tuple(_tell_missing(inputs, question)),
    )


def replication_csv_rows(plan: ReplicationPlan) -> Iterator[tuple[Any, ...]]:
    """The ranking in the columns of CSV_COLUMNS."""
    years = (plan.question.start_year, plan.question.until_year)
    for row in plan.rows:
        origin = row.origin.code if row.origin else None
        head = (row.cell.code, str(row.cell), row.is_chosen, row.reason, origin, row.fit, row.fit_rank)
        value = None if row.tonnes_per_million_eur == float("inf") else row.tonnes_per_million_eur
        saved = (row.saving_tco2e, row.sum_tco2e, row.full_tco2e, row.cost_eur, row.share_inside)
        yield (*head, value, row.value_rank, *saved, *years)


def _read_effect(city: City) -> PortfolioEffect | None:
    contract = getattr(city, "contract", None)
    return portfolio_effect(current_version(contract), contract=contract) if contract else None


def _rows(
    inputs: ReplicationInputs, ranked: pd.DataFrame, found: Replication, question: Question
) -> Iterator[PlannedCell]:
    places = {str(cell.pk): place for place, cell in enumerate(inputs.cells)}
    chosen = set(found.chosen)
    for label, rank in ranked.iterrows():
        place = places[str(label)]
        figures = inputs.table.iloc[place]
        why = found.left_out.get(label)
        yield PlannedCell(
            cell=inputs.cells[place],
            origin=inputs.origins[place],
            is_chosen=label in chosen,
            can_be_chosen=why is None,
            reason=_tell_reason(why, figures, question, is_chosen=label in chosen),
            fit=_known(rank["fit"]),
            fit_rank=_whole(rank["fit_rank"]),
            tonnes_per_million_eur=_known(rank["tonnes_per_million_eur"]),
            value_rank=_whole(rank["value_rank"]),
            saving_tco2e=_known(figures["saving_tco2e"]),
            sum_tco2e=_known(figures["sum_tco2e"]),
            full_tco2e=_known(figures["full_tco2e"]),
            cost_eur=_known(figures["cost_eur"]),
            share_inside=float(figures["share_inside"]),
        )


def _tell_reason(why: str | None, figures: "pd.Series[Any]", question: Question, *, is_chosen: bool) -> str:
    """Why a neighbourhood is taken, or why not."""
    if why is None:
        return _("taken") if is_chosen else _("others save more")
    if why == "no_saving" and figures["share_inside"] == 1:
        return _("lies in a molecule already")
    if why.endswith("_unknown") and not figures["has_stock"]:
        return _("nobody knows how much of the stock stands there")
    return {
        "fit_too_small": _("less alike than asked for"),
        "no_saving": _("nothing would be saved there by %(year)s") % {"year": question.until_year},
        "unlikeness_unknown": _("no stock figure in common with a molecule of the package"),
        "saving_tco2e_unknown": _("what it emits is not known"),
        "cost_eur_unknown": _("its cost is not known"),
    }[why]


def _tell_assumptions(inputs: ReplicationInputs, question: Question) -> Iterator[str]:
    years = {"start": question.start_year, "until": question.until_year}
    yield (
        _(
            "Each neighbourhood is looked at as if the package began there in %(start)s: it spreads among its stock "
            "by the likeliest parameters of the package, the later the less the neighbourhood is like the molecule."
        )
        % years
    )
    yield (
        _(
            "The fit is one minus the unlikeness by the stock figures per km². The cost is that of all units that will "
            "ever adopt the package, also after %(until)s; the tonnes per euro are those of %(until)s."
        )
        % years
    )
    yield _(
        "What lies inside a molecule is its own work: that part of a neighbourhood neither saves nor costs here."
    )
    yield _("The tonnes of two neighbourhoods can be added: they share no stock.")
    if inputs.emissions is not None:
        yield _(
            "No neighbourhood saves more than it emits, and what it emits is apportioned by residents from the city's "
            "inventory of %(year)s (%(tonnes)s), not measured."
        ) % {
            "year": inputs.emissions.inventory.year,
            "tonnes": format_tonnes(inputs.emissions.emissions_tco2e, co2e=True),
        }
    if question.package.is_illustrative:
        yield _("The values of this package are illustrative, and so is every figure here.")


def _tell_missing(inputs: ReplicationInputs, question: Question) -> Iterator[str]:
    if not inputs.cells:
        yield _("The city is not cut into neighbourhoods yet, so there is nothing to rank.")
    if not inputs.is_usable:
        yield _("This package lacks a parameter of its spread, so what it saves is not known.")
    if question.package.cost_eur is None:
        yield _(
            "Nobody has stated what a unit of this package costs, so nothing can be chosen under a budget."
        )
    if inputs.emissions is None:
        yield _(
            "The city has no published inventory with a total, so what a neighbourhood can save is not known."
        )
    elif inputs.cells and not any(inputs.origins):
        yield _("No molecule tries this package out, so nothing can be said of the fit.")
    unknown = int((inputs.table["has_stock"] == False).sum())  # noqa: E712  # an unknown flag is neither
    if unknown:
        yield _("Neighbourhoods whose stock is not known: %(number)s.") % {"number": format_number(unknown)}


def _known(value: Any) -> float | None:
    """A number, None for NaN."""
    return None if isnan(value) else float(value)


def _whole(value: Any) -> int | None:
    """A rank, None where there is none."""
    return None if isnan(value) or isinf(value) else int(value)
