"""What a city's figures say, in one sentence each; every verdict has its own words."""

from typing import Any

from django.utils.translation import gettext as _

from core.quantities import format_months, format_share, format_tonnes
from progress.enums import Verdict
from progress.selectors.coverage import Coverage


def headline(city: str, results: dict[str, Any], coverage: Coverage) -> str:
    """How far the city is, in one sentence."""
    words = _headline_words(results)
    observed, baseline = results["observed_tco2e"], results["baseline_tco2e"]
    cut = 1 - observed / baseline if observed is not None and baseline else None
    said = {
        "city": city,
        "year": results["inventory_year"],
        "baseline_year": results["baseline_year"],
        "target_year": results["target_year"],
        "cut": format_share(cut),
        "rise": format_share(-cut if cut is not None else None),
        "target": format_share(target_share(results)),
        "deviation": format_share(_absolute(results["deviation_share"])),
    }
    if results["verdict"] == Verdict.NOT_MEASURED:
        return f"{words % said} {_coverage_sentence(coverage)}".strip()
    return words % said


def _headline_words(results: dict[str, Any]) -> str:
    verdict, rose = results["verdict"], (results["progress_share"] or 0) < 0
    if verdict == Verdict.ON_TRACK:
        return _(
            "By %(year)s %(city)s had cut %(cut)s of its emissions of %(baseline_year)s: "
            "it is on track for %(target)s less in %(target_year)s."
        )
    if verdict == Verdict.AT_RISK:
        return _(
            "By %(year)s %(city)s had cut %(cut)s of its emissions of %(baseline_year)s, "
            "%(deviation)s above its trajectory: the target for %(target_year)s is at risk."
        )
    if verdict == Verdict.OFF_TRACK and rose:
        return _(
            "By %(year)s the emissions of %(city)s had risen by %(rise)s on %(baseline_year)s, "
            "%(deviation)s above its trajectory: it is off track for %(target_year)s."
        )
    if verdict == Verdict.OFF_TRACK:
        return _(
            "By %(year)s %(city)s had cut %(cut)s of its emissions of %(baseline_year)s, "
            "%(deviation)s above its trajectory: it is off track for %(target_year)s."
        )
    return _("%(city)s has promised %(target)s less emissions by %(target_year)s.")


def _coverage_sentence(coverage: Coverage) -> str:
    if coverage.is_printed and coverage.printed_share is not None:
        return _("The contract says that its actions cover %(share)s of the gap.") % {
            "share": format_share(coverage.printed_share)
        }
    if coverage.share is not None:
        return _("Its projects cover %(share)s of the gap.") % {"share": format_share(coverage.share)}
    return _("How much of the gap its actions cover is not known.")


def verdict_reason(results: dict[str, Any], age_months: int | None) -> str:
    """Why the verdict is what it is, with the figures behind it."""
    said = {
        "year": results["inventory_year"],
        "baseline_year": results["baseline_year"],
        "observed": format_tonnes(results["observed_tco2e"], "t", 0, co2e=True),
        "trajectory": format_tonnes(results["trajectory_tco2e"], "t", 0, co2e=True),
        "progress": format_share(results["progress_share"]),
        "age": format_months(age_months),
    }
    if results["verdict"] != Verdict.NOT_MEASURED:
        return (
            _(
                "The inventory of %(year)s says %(observed)s; the trajectory asks for %(trajectory)s in that year. "
                "%(progress)s of the reduction due by then was reached."
            )
            % said
        )
    if results["baseline_year"] is None:
        return _("The contract gives no baseline that progress could be measured against.")
    if age_months is None:
        return (
            _(
                "No inventory after %(baseline_year)s can be compared with the baseline, so progress is not measured."
            )
            % said
        )
    return (
        _(
            "No inventory after %(baseline_year)s can be compared with the baseline, so progress is not measured. "
            "The last comparable inventory, of %(year)s, is %(age)s old."
        )
        % said
    )


def target_share(results: dict[str, Any]) -> float | None:
    """The promised reduction as a share of the baseline."""
    reduction, baseline = results["target_reduction_tco2e"], results["baseline_tco2e"]
    return reduction / baseline if reduction is not None and baseline else None


def _absolute(value: float | None) -> float | None:
    return None if value is None else abs(value)
