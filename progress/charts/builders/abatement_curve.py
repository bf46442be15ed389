"""The marginal abatement cost curve: which actions save how many tonnes at which cost."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number, format_share
from progress.charts.model import Block, BlockPlot, Chart, Column, Table
from progress.charts.palette import FUNDED_PAINT, FUNDING_UNKNOWN_PAINT, NOT_FUNDED_PAINT, Paint
from progress.charts.words import DisplayUnit, display_unit, in_tonnes

PAINTS: dict[bool | None, Paint] = {
    True: FUNDED_PAINT,
    False: NOT_FUNDED_PAINT,
    None: FUNDING_UNKNOWN_PAINT,
}
CEILING_FACTOR = 2.5
"""A block is cut when it rises this many times over the cost below which nine tonnes in ten are saved."""
TONNES_BELOW_CEILING_SHARE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class AbatementBlock:
    """An action with tonnes a year in the target year and its cost (F20); `is_funded` is None where not known."""

    code: str
    title: str
    reduction_tco2e: float
    cost_eur_per_tco2e: float
    is_funded: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbatementCurve:
    """The actions whose tonnes and cost are known, and how many others there are.

    `is_discount_assumed` where the city sets no rate; `are_tonnes_credited` where overlaps are taken out already.
    """

    city: str
    source: str
    target_year: int
    discount_share: float | None
    blocks: tuple[AbatementBlock, ...] = ()
    actions_without_cost: int = 0
    actions_without_lifetime: int = 0
    actions_without_tonnes: int = 0
    actions_not_public: int = 0
    is_discount_assumed: bool = False
    are_tonnes_credited: bool = False
    key: str = "abatement_curve"


def build_abatement_curve(data: AbatementCurve) -> Chart:
    """Return the chart of the abatement costs in the active language."""
    blocks = sorted(
        (block for block in data.blocks if block.reduction_tco2e > 0),
        key=lambda block: (block.cost_eur_per_tco2e, block.code),
    )
    unit = display_unit(sum(block.reduction_tco2e for block in blocks))
    plot = _plot(data, blocks, unit)
    return Chart(
        key=data.key,
        title=_finding(data, blocks),
        subtitle=_subtitle(data, unit),
        source=data.source,
        description=_description(blocks),
        table=_table(blocks),
        plot=plot,
        notes=tuple(_notes(data, plot)),
        span="full",
    )


def _finding(data: AbatementCurve, blocks: list[AbatementBlock]) -> str:
    values = {"city": data.city, "total": _tonnes_of(blocks)}
    if not blocks:
        return (
            _(
                "What a tonne avoided costs in %(city)s cannot be said: no action states its tonnes, its costs, what it"
                " saves and its lifetime"
            )
            % values
        )
    saving = [block for block in blocks if block.cost_eur_per_tco2e < 0]
    open_ones = [block for block in blocks if block.is_funded is False]
    values |= {
        "count": format_number(len(saving), 0),
        "saved": _tonnes_of(saving),
        "open": _tonnes_of(open_ones),
        "cheapest": _cost(blocks[0]),
        "dearest": _cost(blocks[-1]),
    }
    clauses = [_first_clause(len(saving), len(blocks))]
    if open_ones:
        clauses.append(_("%(open)s a year still without funding"))
    elif all(block.is_funded for block in blocks):
        clauses.append(_("all of them funded"))
    return "; ".join(clause % values for clause in clauses)


def _first_clause(saving: int, total: int) -> str:
    """Return what the costs say: savings, or the range from the cheapest to the dearest tonne."""
    if saving:
        return ngettext(
            "%(count)s action saves money while it avoids %(saved)s a year",
            "%(count)s actions save money while they avoid %(saved)s a year",
            saving,
        )
    if total == 1:
        return _("The only action with a known cost avoids a tonne for %(cheapest)s")
    return _("No action saves money: a tonne avoided costs from %(cheapest)s to %(dearest)s")


def _tonnes_of(blocks: Iterable[AbatementBlock]) -> str:
    return in_tonnes(sum(block.reduction_tco2e for block in blocks))


def _cost(block: AbatementBlock) -> str:
    digits = 0 if abs(block.cost_eur_per_tco2e) >= 10 else 1
    return _("%(cost)s €/t") % {"cost": format_number(block.cost_eur_per_tco2e, digits)}


def _subtitle(data: AbatementCurve, unit: DisplayUnit) -> str:
    values = {"unit": unit.name, "year": data.target_year, "rate": format_share(data.discount_share)}
    if data.discount_share is None:
        return (
            _(
                "Cost of a tonne avoided and %(unit)s avoided in %(year)s. The discount rate is not stated. Numbers"
                " refer to the table."
            )
            % values
        )
    return (
        _(
            "Cost of a tonne avoided and %(unit)s avoided in %(year)s, at a discount rate of %(rate)s. Numbers refer"
            " to the table."
        )
        % values
    )


def _plot(data: AbatementCurve, blocks: list[AbatementBlock], unit: DisplayUnit) -> BlockPlot | None:
    if not blocks:
        return None
    drawn, reached = [], 0.0
    for position, block in enumerate(blocks, 1):
        end = reached + unit.convert(block.reduction_tco2e)
        paint, height = PAINTS[block.is_funded], block.cost_eur_per_tco2e
        drawn.append(Block(str(position), f"{block.code} {block.title}".strip(), reached, end, height, paint))
        reached = end
    kinds = {block.is_funded for block in blocks}
    legend = tuple((name, PAINTS[kind]) for kind, name in _funding_names().items() if kind in kinds)
    words = _("%(unit)s avoided in %(year)s, added up") % {"unit": unit.name, "year": data.target_year}
    return BlockPlot(tuple(drawn), words, _("€ per t CO₂e avoided"), legend, _ceiling(blocks))


def _funding_names() -> dict[bool | None, str]:
    return {True: _("funded"), False: _("not funded"), None: _("funding not known")}


def _ceiling(blocks: list[AbatementBlock]) -> float | None:
    """Return the cost at which the drawing ends, so that one dear action does not flatten all others."""
    total, reached, usual = sum(block.reduction_tco2e for block in blocks), 0.0, 0.0
    for block in blocks:
        reached += block.reduction_tco2e
        usual = block.cost_eur_per_tco2e
        if reached >= TONNES_BELOW_CEILING_SHARE * total:
            break
    limit = CEILING_FACTOR * max(usual, abs(blocks[0].cost_eur_per_tco2e))
    return limit if 0 < limit < blocks[-1].cost_eur_per_tco2e else None


def _notes(data: AbatementCurve, plot: BlockPlot | None) -> list[str]:
    notes = [_overlap_note(data)]
    if data.is_discount_assumed:
        notes.append(_("The city sets no discount rate: this one is our assumption."))
    if plot and plot.ceiling is not None:
        notes.append(
            _("Blocks that rise above the drawing are cut; their cost is written on them and in the table.")
        )
    return notes + _left_out_notes(data)


def _overlap_note(data: AbatementCurve) -> str:
    if data.are_tonnes_credited:
        return _(
            "The tonnes are those that each action is credited with: what several actions claim counts once."
        )
    return _(
        "The blocks do not add effects between actions: each stands for its action alone, so tonnes may overlap."
    )


def _left_out_notes(data: AbatementCurve) -> list[str]:
    """Return how many actions are not drawn, and why."""
    notes = []
    if data.actions_without_cost:
        text = ngettext(
            "%(count)s action has tonnes but no cost and is not drawn.",
            "%(count)s actions have tonnes but no cost and are not drawn.",
            data.actions_without_cost,
        )
        notes.append(text % {"count": format_number(data.actions_without_cost, 0)})
    if data.actions_not_public:
        text = ngettext(
            "%(count)s action has money that is not public and is not drawn.",
            "%(count)s actions have money that is not public and are not drawn.",
            data.actions_not_public,
        )
        notes.append(text % {"count": format_number(data.actions_not_public, 0)})
    if data.actions_without_lifetime:
        text = ngettext(
            "%(count)s action has a cost, but not its lifetime, running cost and saving, and is not drawn.",
            "%(count)s actions have a cost, but not their lifetime, running cost and saving, and are not drawn.",
            data.actions_without_lifetime,
        )
        notes.append(text % {"count": format_number(data.actions_without_lifetime, 0)})
    if data.actions_without_tonnes:
        text = ngettext(
            "%(count)s action has no estimate of its effect and is not drawn.",
            "%(count)s actions have no estimate of their effect and are not drawn.",
            data.actions_without_tonnes,
        )
        notes.append(text % {"count": format_number(data.actions_without_tonnes, 0)})
    return notes


def _description(blocks: list[AbatementBlock]) -> str:
    rows = (
        f"{position}. {block.title}: {_cost(block)}, {in_tonnes(block.reduction_tco2e)}"
        for position, block in enumerate(blocks, 1)
    )
    return "; ".join(rows) or _("No figures are published.")


def _table(blocks: list[AbatementBlock]) -> Table:
    names = _funding_names()
    columns = (
        Column("number", _("Number"), "number"),
        Column("code", _("Code")),
        Column("action", _("Action")),
        Column("cost_eur_per_tco2e", _("Cost (€ per t CO₂e)"), "number", digits=1),
        Column("reduction_tco2e", _("Avoided a year (t CO₂e)"), "tonnes"),
        Column("funding", _("Funding")),
    )
    rows = (
        (
            position,
            block.code,
            block.title,
            block.cost_eur_per_tco2e,
            block.reduction_tco2e,
            names[block.is_funded],
        )
        for position, block in enumerate(blocks, 1)
    )
    return Table(columns, tuple(rows))
