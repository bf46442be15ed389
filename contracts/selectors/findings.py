"""Sentences about what a check found, in the active language."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.enums import Sector
from contracts.models import Finding
from core.quantities import format_money, format_number, format_share, format_tonnes

SENTENCES: dict[str, Promise] = {
    "action_end_before_start": gettext_lazy(
        "The timeline of action %(code)s is printed as %(start_year)s–%(end_year)s: it ends before it starts."
    ),
    "action_negative_cost": gettext_lazy(
        "Action %(code)s is printed with a negative cost of %(cost_eur)s, that is a saving."
    ),
    "action_rows_incomplete": gettext_lazy(
        "The contract counts %(printed)s actions, %(listed)s of them could be listed one by one: "
        "sums of their tonnes are incomplete."
    ),
    "signatory_count_differs": gettext_lazy(
        "The city counts %(printed)s signatories, the contract lists %(listed)s."
    ),
    "residual_above_fifth": gettext_lazy(
        "The target leaves %(residual_tco2e)s in the target year, %(residual_share)s of the baseline: "
        "more than the 20%% that the Mission expects."
    ),
    "gap_sink_row": gettext_lazy(
        "The row “%(sector)s” of the emissions-gap table starts from a sink (%(baseline_tco2e)s): "
        "its figures are absorption, not emissions."
    ),
    "gap_target_above_baseline": gettext_lazy(
        "In the row “%(sector)s” of the emissions-gap table the target reduction (%(target_tco2e)s) "
        "is larger than the baseline (%(baseline_tco2e)s)."
    ),
    "gap_negative_residual": gettext_lazy(
        "In the row “%(sector)s” of the emissions-gap table the residual emissions are negative "
        "(%(residual_tco2e)s)."
    ),
    "gap_negative_gap": gettext_lazy(
        "In the row “%(sector)s” of the emissions-gap table the gap is negative (%(gap_tco2e)s)."
    ),
    "gap_not_target_minus_existing": gettext_lazy(
        "In the row “%(sector)s” the printed gap of %(printed_tco2e)s is not the target less the existing plans "
        "(%(computed_tco2e)s): the difference is %(difference_tco2e)s."
    ),
    "gap_residual_not_baseline_minus_target": gettext_lazy(
        "In the row “%(sector)s” the printed residual of %(printed_tco2e)s is not the baseline less the target "
        "(%(computed_tco2e)s): the difference is %(difference_tco2e)s."
    ),
    "gap_column_sum": gettext_lazy(
        "In the column “%(column)s” of the emissions-gap table the printed total of %(printed_tco2e)s "
        "is not the sum of its rows (%(computed_tco2e)s): the difference is %(difference_tco2e)s."
    ),
    "gap_baseline_differs": gettext_lazy(
        "For “%(sector)s” the emissions-gap table prints a baseline of %(printed_tco2e)s, "
        "the inventory %(inventory_tco2e)s."
    ),
    "inventory_scope_sum": gettext_lazy(
        "The printed total of scope %(scope)s in the inventory of %(year)s (%(printed_tco2e)s) is not the sum of "
        "its column (%(computed_tco2e)s): the difference is %(difference_tco2e)s."
    ),
    "inventory_total_differs": gettext_lazy(
        "The printed total of %(reported_tco2e)s is not the sum of the lines (%(lines_tco2e)s): "
        "the difference is %(difference_tco2e)s."
    ),
    "inventory_detail_sum": gettext_lazy(
        "In the inventory of %(year)s the sub-sectors of “%(sector)s” add up to %(computed_tco2e)s, "
        "the sector is printed with %(printed_tco2e)s."
    ),
    "inventory_activity_product": gettext_lazy(
        "In the inventory of %(year)s “%(sector)s” is printed with %(printed_tco2e)s, but its activity times its "
        "emission factor is %(computed_tco2e)s: the difference is %(difference_tco2e)s."
    ),
    "inventory_total_only": gettext_lazy(
        "The inventory of %(year)s is published as a total only, not by sector."
    ),
}
"""One sentence for each check; a test holds that none is missing."""

WRONG_COLUMN = gettext_lazy(
    "The row “%(sector)s” is as large as the difference: its value probably stands in the wrong column."
)
COLUMNS = {
    "baseline_tco2e": gettext_lazy("baseline"),
    "target_reduction_tco2e": gettext_lazy("target reduction"),
    "existing_plan_tco2e": gettext_lazy("reduction by existing plans"),
    "gap_tco2e": gettext_lazy("emissions gap"),
    "portfolio_tco2e": gettext_lazy("reduction by the portfolio"),
    "residual_tco2e": gettext_lazy("residual emissions"),
}


def describe(finding: Finding) -> str:
    """What a finding says, as a sentence with numbers in the active language.

    A check that has no sentence is told by its name and numbers.
    """
    numbers = finding.numbers
    shown = {name: _show(name, value, numbers) for name, value in numbers.items()}
    if finding.check_name not in SENTENCES:
        told = ", ".join(f"{name}: {value}" for name, value in shown.items())
        return _("%(check)s (%(numbers)s)") % {"check": finding.check_name.replace("_", " "), "numbers": told}
    sentence = str(SENTENCES[finding.check_name]) % shown
    if finding.check_name == "inventory_scope_sum" and numbers.get("sector"):
        return f"{sentence} {str(WRONG_COLUMN) % shown}"
    return sentence


def _show(name: str, value: Any, numbers: dict[str, Any]) -> str:
    """A value in words, by the unit at the end of its name."""
    if name == "sector":
        return numbers.get("label") or _sector_name(value)
    if name == "column":
        return str(COLUMNS[value])
    for suffix, write in _WRITERS.items():
        if name.endswith(suffix):
            return write(value)
    return str(value)


def _sector_name(value: str) -> str:
    return str(Sector(value).label) if value else _("total")


def _tonnes(value: float | str) -> str:
    return format_tonnes(Decimal(str(value)), unit="t", co2e=True)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "_tco2e": _tonnes,
    "_share": format_share,
    "_eur": format_money,
    "printed": format_number,
    "listed": format_number,
}
