"""What differs between the figures of two documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import Flow, Quantification
from core.quantities import format_number, format_share, format_tonnes

ACTIONS = "action_portfolio"

Document = Mapping[str, Any]
Writer = Callable[[Decimal | None], str]


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A figure in both versions, in words; `difference` is empty where one of them is unknown."""

    label: str
    before: str
    after: str
    difference: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What the difference between two portfolios comes to, and how much of the gap that is."""

    tonnes: str
    gap_share: str


def _tonnes(value: Decimal | None) -> str:
    return format_tonnes(value, "t", co2e=True, unknown=_("not stated"))


def _plain(value: Decimal | None) -> str:
    return _("not stated") if value is None else f"{value:f}"


def _share(value: Decimal | None) -> str:
    return format_share(value, unknown=_("not stated"))


def _count(value: Decimal | None) -> str:
    return format_number(value)


def _figures(document: Document) -> list[tuple[str, Decimal | None, Writer]]:
    """The figures that a version is known by."""
    aims, gap = document["version"], _gap_total(document)
    return [
        (_("Baseline year"), _number(aims.get("baseline_year")), _plain),
        (_("Baseline"), _number(aims.get("baseline_tco2e")), _tonnes),
        (_("Target year"), _number(aims.get("target_year")), _plain),
        (_("Target reduction"), _number(aims.get("target_reduction_tco2e")), _tonnes),
        (
            _("Target reduction, share of the baseline"),
            _number(aims.get("target_reduction_share")),
            _share,
        ),
        (_("Residual emissions"), _number(aims.get("residual_tco2e")), _tonnes),
        (_("Reduction by existing plans"), _number(gap.get("existing_plan_tco2e")), _tonnes),
        (_("Emissions gap"), _number(gap.get("gap_tco2e")), _tonnes),
        (_("Reduction by the portfolio, as printed"), _number(gap.get("portfolio_tco2e")), _tonnes),
        (_("Sum of the actions with tonnes"), portfolio_tco2e(document), _tonnes),
        (_("Number of actions"), Decimal(len(document["tables"].get(ACTIONS, []))), _count),
    ]


def compare_numbers(before: Document, after: Document) -> list[NumberChange]:
    """Every figure of both documents, changed or not."""
    pairs = zip(_figures(before), _figures(after), strict=True)
    return [
        NumberChange(
            label=label,
            before=write(old),
            after=write(new),
            difference=_difference(old, new, write),
            is_changed=old != new,
        )
        for (label, old, write), (_label, new, _write) in pairs
    ]


def _difference(old: Decimal | None, new: Decimal | None, write: Writer) -> str:
    if old is None or new is None or old == new:
        return ""
    if write is _plain:
        return format_number(new - old)
    text = write(new - old)
    return f"+{text}" if new > old else text


def portfolio_tco2e(document: Document) -> Decimal | None:
    """The tonnes a year of the actions that count; None where no action has any."""
    rows = [row["cells"] for row in document["tables"].get(ACTIONS, [])]
    counted = [_number(cells.get("reduction_tco2e")) for cells in rows if _counts(cells)]
    known = [tonnes for tonnes in counted if tonnes is not None]
    return sum(known, Decimal(0)) if known else None


def _counts(cells: Mapping[str, Any]) -> bool:
    """Sinks, actions of existing plans and those included in others add nothing to the portfolio."""
    return (
        cells.get("flow") != Flow.SINK
        and not cells.get("in_existing_plan")
        and cells.get("quantification") in (None, "", Quantification.QUANTIFIED)
    )


def compare_effect(before: Document, after: Document) -> Effect | None:
    """The change of the portfolio in tonnes, and as a share of the gap of the later version."""
    old, new = portfolio_tco2e(before), portfolio_tco2e(after)
    if old is None or new is None:
        return None
    change = new - old
    gap = _number(_gap_total(after).get("gap_tco2e"))
    sign = "+" if change > 0 else ""
    share = f"{sign}{format_share(change / gap)}" if gap else ""
    return Effect(f"{sign}{_tonnes(change)}", share)


def _gap_total(document: Document) -> Mapping[str, Any]:
    """The total row of the emissions-gap table; empty where it has none."""
    rows = [row["cells"] for row in document["tables"].get("emissions_gap", [])]
    return next((cells for cells in rows if not cells.get("sector")), {})


def _number(value: Any) -> Decimal | None:
    """A stored quantity; None where it is unknown or a notation key."""
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None
