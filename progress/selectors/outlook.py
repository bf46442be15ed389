"""Where a city is estimated to stand today and what may come, in words: never without its interval or its reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.quantities import format_share, format_tonnes
from progress.charts.words import format_chance
from progress.enums import NoChance, NowcastBasis
from progress.models import SnapshotForesight

INTERVAL_SHARE = 0.8
"""The interval of every estimate: eight values in ten lie inside it."""


@dataclass(frozen=True)
class Estimate:
    """The emissions of a year that nobody has measured (t CO2e), with what the trajectory asks of that year."""

    year: int
    p10: float
    p50: float
    p90: float
    trajectory_tco2e: float | None

    @property
    def interval(self) -> str:
        """The interval in words: 206-258 kt."""
        low, high = format_tonnes(self.p10, "kt", 0), format_tonnes(self.p90, "kt", 0)
        return _("%(low)s to %(high)s, %(share)s interval") % {
            "low": low,
            "high": high,
            "share": format_share(INTERVAL_SHARE),
        }

    @property
    def sentence(self) -> str:
        """The estimate against the trajectory; a difference is told only when the interval lies on one side of it."""
        said = {
            "year": self.year,
            "amount": format_tonnes(self.p50, "kt", 0, co2e=True),
            "interval": self.interval,
            "expected": format_tonnes(self.trajectory_tco2e, "kt", 0),
        }
        return self._words() % said

    def _words(self) -> str:
        if self.trajectory_tco2e is None:
            return _("Estimated for %(year)s, not measured: %(amount)s (%(interval)s).")
        if self.p10 > self.trajectory_tco2e:
            return _(
                "Estimated for %(year)s, not measured: %(amount)s (%(interval)s), above the %(expected)s of the"
                " trajectory."
            )
        if self.p90 < self.trajectory_tco2e:
            return _(
                "Estimated for %(year)s, not measured: %(amount)s (%(interval)s), below the %(expected)s of the"
                " trajectory."
            )
        return _(
            "Estimated for %(year)s, not measured: %(amount)s (%(interval)s); the trajectory, %(expected)s, lies inside"
            " the interval."
        )


@dataclass(frozen=True)
class Outlook:
    """What is estimated and expected of a contract; unknown is None and has its reason in words.

    `basis` says what the estimate rests on, or why there is none; `chance_reason` why no chance is told.
    """

    estimate: Estimate | None
    basis: str
    target_year: int | None
    chance: str | None
    chance_reason: str
    delivered_tco2e: float | None
    reported: int
    without_report: int
    last_report_on: date | None

    @property
    def chance_sentence(self) -> str:
        """The chance of the target, or why none is told."""
        if self.chance is not None:
            return _("The chance of reaching the target of %(year)s is %(chance)s.") % {
                "year": self.target_year,
                "chance": self.chance,
            }
        return _("The chance of reaching the target cannot be said: %(reason)s.") % {
            "reason": self.chance_reason
        }


def read_outlook(results: dict[str, Any], foresight: SnapshotForesight | None) -> Outlook:
    """The estimates in a snapshot's results and foresight; an engine that made none is told as such."""
    nowcast, basis = results.get("nowcast"), results.get("nowcast_reason")
    probability = foresight.content["probability"] if foresight else None
    told_on = results.get("last_report_on")
    return Outlook(
        estimate=Estimate(**nowcast, trajectory_tco2e=results["nowcast_trajectory_tco2e"])
        if nowcast
        else None,
        basis=str(NowcastBasis(basis).label) if basis else _("This has not been computed yet."),
        target_year=results["target_year"],
        chance=None if probability is None else format_chance(probability),
        chance_reason=chance_reason(foresight) if probability is None else "",
        delivered_tco2e=results.get("delivered_tco2e"),
        reported=results.get("actions_reported") or 0,
        without_report=results.get("actions_without_report") or 0,
        last_report_on=date.fromisoformat(told_on) if told_on else None,
    )


def _estimate(nowcast: dict[str, Any], trajectory_tco2e: float | None) -> Estimate:
    return Estimate(
        year=nowcast["year"],
        p10=nowcast["p10"],
        p50=nowcast["p50"],
        p90=nowcast["p90"],
        trajectory_tco2e=trajectory_tco2e,
    )


def chance_reason(foresight: SnapshotForesight | None) -> str:
    """Why no chance is told, as the end of a sentence."""
    reason = foresight.content["reason"] if foresight else ""
    return str(NoChance(reason).label) if reason else _("it has not been computed yet")
