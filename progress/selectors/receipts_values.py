"""Writing the values of receipts for people, and saying what is missing where there is none."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.enums import Withheld
from core.quantities import (
    format_date,
    format_money,
    format_number,
    format_share,
    format_signed_share,
    format_tonnes,
)
from progress.enums import NoChance, NowcastBasis, Verdict
from progress.models import ProgressSnapshot
from progress.selectors.ledger_rows import label_of
from progress.selectors.receipts import FORESIGHT, Figure

NEEDS_A_MEASUREMENT = (
    "observed_tco2e",
    "trajectory_tco2e",
    "deviation_share",
    "progress_share",
    "required_rate_tco2e",
)


def write_value(kind: str, value: Any) -> str:
    """A stored value in the active language; unknown in words, never as zero."""
    if value is None or isinstance(value, Withheld):
        return _("not known") if value is None else str(value)
    if kind == "flag":
        return _("yes") if value else _("no")
    if kind == "verdict":
        return label_of(Verdict, str(value))
    if kind == "year":
        return str(value)
    if kind == "day":
        return format_date(date.fromisoformat(str(value)))
    return _write_number(kind, value)


def _write_number(kind: str, value: float) -> str:
    if kind == "tonnes":
        return format_tonnes(value, "t", co2e=True)
    if kind == "share":
        return format_share(value)
    if kind == "signed":
        return format_signed_share(value)
    if kind == "money":
        return format_money(value)
    return format_number(value, 4 if kind == "ratio" else 0)


def explain_missing(figure: Figure, snapshot: ProgressSnapshot, foresight: dict[str, Any] | None) -> str:
    """Why a figure is unknown, in one sentence."""
    results = snapshot.results
    if figure.stored_in == FORESIGHT:
        return _explain_foresight(figure, foresight)
    if figure.key in NEEDS_A_MEASUREMENT:
        return _("No inventory of a year after the baseline can be compared with it, so nothing is measured.")
    if figure.key.startswith("nowcast"):
        return label_of(NowcastBasis, results.get("nowcast_reason") or "no_inventory")
    if figure.key.startswith("coverage_"):
        return _("No action here has tonnes that are known.")
    return _EXPLANATIONS.get(figure.key, _explain_inputs)()


def _explain_foresight(figure: Figure, foresight: dict[str, Any] | None) -> str:
    if foresight is None:
        return _("It has not been computed for this snapshot yet.")
    reason = foresight.get("reason")
    if reason:
        return _("It cannot be told: %(reason)s.") % {"reason": label_of(NoChance, reason)}
    return _("An input that it needs is not known.")


def _explain_inputs() -> str:
    return _("An input that it needs is not published. The inputs below say which.")


def _explain_price() -> str:
    return _("The city has set no price for a tonne, or no delay is known.")


def _explain_delay() -> str:
    return _("No report and no dated milestone tells what is late.")


def _explain_budget() -> str:
    return _("The city has set no carbon budget.")


def _explain_reports() -> str:
    return _("No action has a dated report.")


def _explain_portfolio() -> str:
    return _("The contract prints no total of its portfolio.")


def _explain_sinks() -> str:
    return _("The portfolio has no sink with a number.")


_EXPLANATIONS = {
    "delay_eur": _explain_price,
    "delay_tco2e": _explain_delay,
    "cumulative_budget_tco2e": _explain_budget,
    "delivered_tco2e": _explain_reports,
    "last_report_on": _explain_reports,
    "portfolio_printed_tco2e": _explain_portfolio,
    "portfolio_printed_share": _explain_portfolio,
    "sinks_tco2e": _explain_sinks,
}
