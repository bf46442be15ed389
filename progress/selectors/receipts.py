"""Every figure that has a receipt: where it stands in a snapshot, its formula and what it is computed from."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contracts.enums import Maturity
from progress.enums import Rung

Words = str | Promise
TONNES, SHARE, SIGNED, YEAR, COUNT, MONEY, FLAG, WORD, DAY, RATIO = (
    "tonnes", "share", "signed", "year", "count", "money", "flag", "verdict", "day", "ratio",
)  # fmt: skip
RESULTS, FORESIGHT = "results", "foresight"

PROMISE = ("promise",)
GAP = ("promise", "gap")
MEASURED = ("promise", "inventories", "lines")
CLAIMS = ("gap", "actions", "lines")
EVIDENCE = ("actions", "reports", "milestones", "commitments")
TODAY = ("inventories", "lines", "reports", "proxies")
AHEAD = ("promise", "gap", "inventories", "actions", "reports", "milestones", "commitments", "proxies")
LATE = ("actions", "reports", "milestones", "assumptions")


@dataclass(frozen=True, slots=True)
class Part:
    """A number that belongs to a figure: its words, how it is written, and where it stands."""

    label: Words
    kind: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `path` leads to it in the results or the foresight; `blocks` name the inputs it follows from."""

    key: str
    label: Words
    kind: str
    path: tuple[str, ...]
    formula: str
    blocks: tuple[str, ...]
    group: Words
    stored_in: str = RESULTS
    parts: tuple[Part, ...] = ()

    def read(self, content: dict[str, Any] | None) -> Any:
        """The stored value, None where it is unknown."""
        return read_path(content, self.path)


def read_path(content: Any, path: tuple[str, ...]) -> Any:
    """What stands at the end of a path of keys, None where it breaks off."""
    for name in path:
        if not isinstance(content, dict):
            return None
        content = content.get(name)
    return content


_PROMISED, _MEASURED, _PORTFOLIO = _("Promise"), _("Measured"), _("Portfolio")
_BY_RUNG, _BY_MATURITY, _COUNTS = _("Coverage by rung"), _("Coverage by maturity"), _("Number of actions")
_TODAY, _AHEAD, _LATE, _SUMMED = _("Today"), _("What lies ahead"), _("Delay"), _("Cumulative emissions")


def _listed(group: Words, blocks: tuple[str, ...], *rows: tuple[str, Words, str, str]) -> tuple[Figure, ...]:
    """Figures of one group that stand under their own key in the results: key, words, kind, formula."""
    return tuple(
        Figure(key, label, kind, (key,), formula, blocks, group) for key, label, kind, formula in rows
    )


_STANDING = (
    *_listed(
        _PROMISED,
        PROMISE,
        ("baseline_year", _("Baseline year"), YEAR, "printed"),
        ("baseline_tco2e", _("Baseline"), TONNES, "printed"),
        ("target_year", _("Target year"), YEAR, "printed"),
        ("target_reduction_tco2e", _("Promised reduction"), TONNES, "printed"),
        ("target_tco2e", _("Target"), TONNES, "f10"),
        ("residual_tco2e", _("Residual emissions"), TONNES, "f10"),
        ("residual_share", _("Residual emissions, share of the baseline"), SHARE, "f10"),
        ("residual_exceeds_20_percent", _("More than a fifth of the baseline is left"), FLAG, "f10"),
        ("original_rate_tco2e", _("Reduction needed each year from the baseline on"), TONNES, "f18"),
    ),
    *_listed(
        _PROMISED,
        GAP,
        ("existing_plan_tco2e", _("Reduction by existing plans"), TONNES, "printed"),
        ("gap_tco2e", _("Emissions gap"), TONNES, "f11"),
    ),
    *_listed(
        _MEASURED,
        MEASURED,
        ("inventory_year", _("Year of the newest comparable inventory"), YEAR, "f9"),
        ("observed_tco2e", _("Measured emissions"), TONNES, "f9"),
        ("trajectory_tco2e", _("Trajectory in the year of the inventory"), TONNES, "f17"),
        ("deviation_share", _("Deviation from the trajectory"), SIGNED, "f18"),
        ("progress_share", _("Progress"), SHARE, "f18"),
        ("verdict", _("Verdict"), WORD, "f18"),
        ("required_rate_tco2e", _("Reduction needed each year from now on"), TONNES, "f18"),
    ),
)

_PORTFOLIO_FIGURES = (
    *_listed(
        _PORTFOLIO,
        CLAIMS,
        ("isolated_tco2e", _("Claimed tonnes"), TONNES, "f15"),
        ("credited_tco2e", _("Credited tonnes"), TONNES, "f15"),
        ("contested_tco2e", _("Contested tonnes"), TONNES, "f15"),
        ("sinks_tco2e", _("Removals by sinks"), TONNES, "f11"),
        ("sinks_actions", _("Actions that are sinks"), COUNT, "f11"),
        ("rows_are_complete", _("The rows of the portfolio are complete"), FLAG, "f11"),
    ),
    *_listed(
        _PORTFOLIO,
        GAP,
        ("portfolio_printed_tco2e", _("Portfolio, as printed"), TONNES, "printed"),
        ("portfolio_printed_share", _("Portfolio as printed, share of the gap"), SHARE, "f11"),
    ),
    *_listed(
        _PORTFOLIO,
        EVIDENCE,
        ("delivered_tco2e", _("Delivered tonnes"), TONNES, "delivered"),
        ("actions_reported", _("Actions with a report"), COUNT, "delivered"),
        ("actions_without_report", _("Actions without a report"), COUNT, "delivered"),
        ("last_report_on", _("Newest report"), DAY, "delivered"),
    ),
)

_RUNGS = tuple(
    Figure(
        f"coverage_{rung.value}",
        format_lazy("{}: {}", _BY_RUNG, rung.label),
        TONNES,
        ("coverage_by_rung", rung.value, "tco2e"),
        "rungs",
        (*EVIDENCE, "gap"),
        _BY_RUNG,
        parts=(
            Part(_("Share of the gap"), SHARE, ("coverage_by_rung", rung.value, "share_of_gap")),
            Part(_("Actions that stand on this rung"), COUNT, ("coverage_by_rung", rung.value, "actions")),
        ),
    )
    for rung in Rung
)

_MATURITIES = tuple(
    Figure(
        f"coverage_maturity_{maturity.value}",
        format_lazy("{}: {}", _BY_MATURITY, maturity.label),
        TONNES,
        ("coverage_by_maturity", maturity.value, "tco2e"),
        "f11",
        CLAIMS,
        _BY_MATURITY,
        parts=(
            Part(_("Share of the gap"), SHARE, ("coverage_by_maturity", maturity.value, "share_of_gap")),
            Part(_("Actions"), COUNT, ("coverage_by_maturity", maturity.value, "actions")),
            Part(_("Actions whose tonnes count"), COUNT, ("coverage_by_maturity", maturity.value, "counted")),
        ),
    )
    for maturity in Maturity
)

_ACTION_COUNTS = tuple(
    Figure(
        f"actions_{name}",
        format_lazy("{}: {}", _COUNTS, label),
        COUNT,
        ("actions", name),
        "f11",
        ("actions",),
        _COUNTS,
    )
    for name, label in {
        "total": _("All actions"),
        "counted": _("Actions whose tonnes count"),
        "sink": _("Sinks"),
        "included_in": _("Included in another action"),
        "existing_plan": _("Part of an existing plan"),
        "not_estimated": _("Not estimated"),
        "not_quantifiable": _("Not quantifiable"),
        "enabling": _("Enabling"),
        "confidential": _("Confidential"),
    }.items()
)

_NOW = (
    Figure(
        "nowcast",
        _("Estimate of today's emissions"),
        TONNES,
        ("nowcast", "p50"),
        "nowcast",
        TODAY,
        _TODAY,
        parts=(
            Part(_("Year"), YEAR, ("nowcast", "year")),
            Part(_("Lower end of the interval (80%)"), TONNES, ("nowcast", "p10")),
            Part(_("Upper end of the interval (80%)"), TONNES, ("nowcast", "p90")),
            Part(_("Year of the last inventory it starts from"), YEAR, ("level", "measured_year")),
            Part(_("Emissions from which futures are drawn"), TONNES, ("level", "tco2e")),
            Part(_("Spread of its logarithm"), RATIO, ("level", "log_sd")),
            Part(_("Spread of the logarithm of one year's change"), RATIO, ("level", "yearly_log_sd")),
        ),
    ),
    *_listed(
        _TODAY,
        (*PROMISE, *TODAY),
        ("nowcast_trajectory_tco2e", _("Trajectory in the year of the estimate"), TONNES, "f17"),
        ("nowcast_deviation_share", _("Deviation of the estimate from the trajectory"), SIGNED, "f18"),
    ),
)

_DELAYS = (
    Figure("delay_tco2e", _("Cost of delay so far"), TONNES, ("delay", "tco2e"), "delay", LATE, _LATE, parts=(
        Part(_("Late actions"), COUNT, ("delay", "actions")),
        Part(_("Late milestones"), COUNT, ("delay", "milestones")),
        Part(_("Actions whose delay is unknown"), COUNT, ("delay", "unknown")),
    )),
    Figure("delay_eur", _("Cost of delay so far, in euros"), MONEY, ("delay", "eur"), "delay", LATE, _LATE),
)  # fmt: skip

_SUMS = (
    *_listed(
        _SUMMED,
        PROMISE,
        ("cumulative_trajectory_tco2e", _("Cumulative emissions of the trajectory"), TONNES, "f19"),
    ),
    *(
        Figure(
            f"cumulative_{name}",
            label,
            TONNES,
            ("cumulative", name),
            formula,
            blocks,
            _SUMMED,
            parts=(
                Part(_("First year of the sum"), YEAR, ("cumulative", "from_year")),
                Part(_("Last year of the sum"), YEAR, ("cumulative", "to_year")),
                Part(_("The trajectory over these years"), TONNES, ("cumulative", "trajectory_tco2e")),
            ),
        )
        for name, label, formula, blocks in (
            ("emitted_tco2e", _("Emitted so far"), "f19", TODAY),
            ("planned_tco2e", _("Cumulative emissions if all that is planned comes"), "f19", AHEAD),
            ("flat_tco2e", _("Cumulative emissions if nothing more is done"), "f19", TODAY),
            ("budget_tco2e", _("Carbon budget of the city"), "printed", ("assumptions",)),
        )
    ),
)

_CHANCES = (
    Figure(
        "probability", _("Chance of reaching the target"), SHARE, ("probability",), "chance", AHEAD, _AHEAD,
        FORESIGHT,
        (
            Part(_("Standard error of the draws"), RATIO, ("probability_se",)),
            Part(_("Actions that are drawn"), COUNT, ("actions",)),
            Part(_("Actions without tonnes, left out"), COUNT, ("without_tonnes",)),
            Part(_("Actions without years, left out"), COUNT, ("without_dates",)),
            Part(_("The reduction by existing plans is known"), FLAG, ("knows_existing_plan",)),
        ),
    ),
    Figure(
        "cheapest_cost_eur", _("Cost of the cheapest set that closes the gap"), MONEY, ("cheapest", "cost_eur"),
        "cheapest", (*CLAIMS, "commitments"), _AHEAD, FORESIGHT,
        (
            Part(_("Credit of the funded and the chosen actions"), TONNES, ("cheapest", "credited_tco2e")),
            Part(_("What the chosen actions add"), TONNES, ("cheapest", "added_tco2e")),
            Part(_("It closes the gap"), FLAG, ("cheapest", "closes_gap")),
            Part(_("What is missing even with all actions"), TONNES, ("cheapest", "missing_tco2e")),
            Part(_("No cheaper set exists"), FLAG, ("cheapest", "is_exact")),
            Part(_("Actions to choose from"), COUNT, ("cheapest", "candidates")),
            Part(_("Actions without a known cost, left out"), COUNT, ("cheapest", "without_cost")),
            Part(_("Actions without tonnes, left out"), COUNT, ("cheapest", "without_tonnes")),
        ),
    ),
)  # fmt: skip

_ALL = (
    *_STANDING, *_PORTFOLIO_FIGURES, *_RUNGS, *_MATURITIES, *_ACTION_COUNTS, *_NOW, *_CHANCES, *_DELAYS, *_SUMS,
)  # fmt: skip
FIGURES = {figure.key: figure for figure in _ALL}
"""Every figure by its key, which is the word in the address of its receipt."""
