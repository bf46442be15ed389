"""How the verdict itself changed from snapshot to snapshot."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_date, format_number, format_share
from progress.charts.builders.change_reasons import ChangeReason
from progress.charts.model import Chart, Column, Event, EventPlot, Mark, Table
from progress.enums import Verdict

MARKS: dict[str, Mark] = {
    Verdict.ON_TRACK: "on_track",
    Verdict.AT_RISK: "at_risk",
    Verdict.OFF_TRACK: "off_track",
    Verdict.NOT_MEASURED: "not_measured",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPoint:
    """What a snapshot said: its day, verdict, share of the reduction asked by then and inventory judged.

    `reason` is a `ChangeReason` or words of the active language: why this snapshot differs.
    """

    date: dt.date
    verdict: str
    progress_share: float | None = None
    inventory_year: int | None = None
    reason: str = ""

    @property
    def saying(self) -> tuple[str, float | None, int | None]:
        """What the snapshot says; two snapshots that say the same are drawn once."""
        share = self.progress_share
        return self.verdict, None if share is None else round(share, 3), self.inventory_year

    @property
    def reason_words(self) -> str:
        """Why the snapshot differs, in the active language."""
        if self.reason in ChangeReason.values:
            return str(ChangeReason(self.reason).label)
        return self.reason or str(ChangeReason.NOT_KNOWN.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictHistory:
    """The verdicts on a city, in any order."""

    city: str
    source: str
    as_of: dt.date
    points: tuple[VerdictPoint, ...]
    key: str = "verdict_history"


def build_verdict_history(data: VerdictHistory) -> Chart:
    """Return the chart of the verdicts in the active language."""
    points = sorted(data.points, key=lambda point: (point.date, point.reason))
    drawn = [
        point for index, point in enumerate(points) if not index or point.saying != points[index - 1].saying
    ]
    events = tuple(_event(point) for point in drawn)
    rows = "; ".join(f"{event.when_text}: {event.word}, {event.name}" for event in events)
    return Chart(
        key=data.key,
        title=_finding(data, points),
        subtitle=_(
            "What each computation said: verdict, share of the reduction asked by then, inventory and what was new."
        ),
        source=data.source,
        description=rows or _("No verdict has been computed yet."),
        table=_table(points),
        plot=EventPlot(events, data.as_of, _("today")) if events else None,
        notes=_notes(len(points) - len(drawn)),
        span="full",
    )


def _finding(data: VerdictHistory, points: list[VerdictPoint]) -> str:
    if not points:
        return _("No verdict on %(city)s has been computed yet") % {"city": data.city}
    turns = [here for before, here in pairwise(points) if before.verdict != here.verdict]
    values = {
        "city": data.city,
        "verdict": _word(points[-1]),
        "day": format_date(points[0].date if not turns else turns[-1].date),
    }
    if not turns:
        return (
            _("The verdict on %(city)s has been “%(verdict)s” since the first computation of %(day)s")
            % values
        )
    before = points[points.index(turns[-1]) - 1]
    values |= {"before": _word(before), "reason": turns[-1].reason_words}
    if len(turns) == 1:
        return (
            _("The verdict on %(city)s turned from “%(before)s” to “%(verdict)s” on %(day)s: %(reason)s")
            % values
        )
    values["times"] = format_number(len(turns), 0)
    return (
        _(
            "The verdict on %(city)s changed %(times)s times, last on %(day)s from “%(before)s” to “%(verdict)s”:"
            " %(reason)s"
        )
        % values
    )


def _word(point: VerdictPoint) -> str:
    return str(Verdict(point.verdict).label)


def _event(point: VerdictPoint) -> Event:
    return Event(
        when=point.date,
        when_text=format_date(point.date, "short"),
        name=_name(point),
        mark=MARKS[point.verdict],
        word=_word(point),
    )


def _name(point: VerdictPoint) -> str:
    """Return inventory, progress and reason as one line."""
    reason = point.reason_words
    parts = [reason[:1].upper() + reason[1:]]
    if point.inventory_year is not None:
        parts.append(_("inventory of %(year)s") % {"year": point.inventory_year})
    if point.progress_share is not None:
        parts.append(
            _("%(share)s of the reduction asked by then") % {"share": format_share(point.progress_share, 0)}
        )
    return ", ".join(parts)


def _notes(repeated: int) -> tuple[str, ...]:
    if not repeated:
        return ()
    text = ngettext(
        "%(count)s further computation said the same as the one before it; it stands in the table alone.",
        "%(count)s further computations said the same as the ones before them; they stand in the table alone.",
        repeated,
    )
    return (text % {"count": format_number(repeated, 0)},)


def _table(points: list[VerdictPoint]) -> Table:
    columns = (
        Column("date", _("Date"), "date"),
        Column("verdict", _("Verdict")),
        Column("progress_share", _("Share of the reduction asked by then"), "share", _("not measured")),
        Column("inventory_year", _("Inventory"), "year", _("not measured")),
        Column("reason", _("What was new")),
    )
    rows = (
        (point.date, _word(point), point.progress_share, point.inventory_year, point.reason_words)
        for point in points
    )
    return Table(columns, tuple(rows))
