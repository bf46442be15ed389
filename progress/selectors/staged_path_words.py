"""The staged path in sentences, and as rows of a table for machines."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_date, format_number
from progress.selectors.staged_path import PathPage
from progress.selectors.staged_path_rows import Stage

CSV_COLUMNS = (
    "id",
    "milestone",
    "belongs_to",
    "molecules",
    "action",
    "state",
    "planned_on",
    "expected_on",
    "forecast_on",
    "reached_on",
    "late_days",
    "slack_days",
    "critical",
    "waits_for",
    "pass_rule",
    "delay_tco2e",
    "delay_eur",
    "illustrative",
    "source",
)


def path_headline(page: PathPage) -> str:
    """How many stages there are, what comes next, and how late the late ones are; of the whole path."""
    stages = page.stages
    if not stages:
        return _("%(city)s has not published any milestone of its path yet") % {"city": page.contract.city}
    count = ngettext(
        "%(number)s milestone on the way to %(year)s",
        "%(number)s milestones on the way to %(year)s",
        len(stages),
    ) % {"number": format_number(len(stages)), "year": page.ends_on.year}
    reached = sum(not (one.is_open or one.is_missed) for one in stages)
    done = ngettext("%(number)s reached", "%(number)s reached", reached) % {"number": format_number(reached)}
    return ", ".join([count, done, *_missed(stages)]) + "; " + "; ".join([_next(stages), _late(stages)])


def _missed(stages: Sequence[Stage]) -> list[str]:
    count = sum(one.is_missed for one in stages)
    words = ngettext("%(number)s missed", "%(number)s missed", count) % {"number": format_number(count)}
    return [words] if count else []


def _next(stages: Sequence[Stage]) -> str:
    coming = next((one for one in stages if one.is_open), None)
    if coming is None:
        return _("no further one is open")
    return _("next: %(name)s (%(day)s)") % {"name": coming.title, "day": format_date(coming.stands_on)}


def _late(stages: Sequence[Stage]) -> str:
    late = [one.late_days for one in stages if one.is_open and one.late_days > 0]
    if not late:
        return _("none is late")
    words = ngettext(
        "%(number)s is late, by %(days)s days at most",
        "%(number)s are late, by %(days)s days at most",
        len(late),
    )
    return words % {"number": format_number(len(late)), "days": format_number(max(late))}


def stage_words(stage: Stage) -> str:
    """Where a stage stands, in few words: its state with its day, and by how many days it is late."""
    if stage.is_missed:
        return _("missed, was due on %(day)s") % {"day": format_date(stage.due_on, "short")}
    if not stage.is_open:
        return _with_lateness(_("reached, %(day)s") % {"day": _reached_day(stage)}, stage)
    if stage.late_days > 0:
        words = _("expected on %(day)s") % {"day": format_date(stage.forecast_on, "short")}
        return _with_lateness(words, stage)
    if stage.forecast_on != stage.planned_on:
        return _("expected on %(day)s") % {"day": format_date(stage.forecast_on, "short")}
    return _("planned, %(day)s") % {"day": stage.planned_text}


def late_words(days: int) -> str:
    """A lateness in days."""
    return ngettext("%(number)s day late", "%(number)s days late", days) % {"number": format_number(days)}


def slack_words(stage: Stage) -> str:
    """How far a stage can slip before the end moves; empty where no slack follows."""
    days = stage.slack_days
    if days is None:
        return ""
    told = {"number": format_number(abs(days))}
    if days < 0:
        words = ngettext(
            "None: the end is missed by %(number)s day already",
            "None: the end is missed by %(number)s days already",
            -days,
        )
        return words % told
    return ngettext("%(number)s day", "%(number)s days", days) % told


def path_csv_rows(stages: Sequence[Stage]) -> Iterator[tuple[Any, ...]]:
    """The stages in the order of CSV_COLUMNS; unknown is None."""
    for one in stages:
        yield (
            one.id,
            one.title,
            one.scope,
            "; ".join(tie.code for tie in (*one.molecules, *one.places)),
            one.action.code if one.action else None,
            one.state,
            one.planned_on,
            one.expected_on,
            one.forecast_on if one.is_open else None,
            one.reached_on,
            None if one.is_missed else one.late_days,
            one.slack_days,
            one.is_critical,
            "; ".join(str(tie.title) for tie in one.waits_for),
            one.rule,
            one.delay.tco2e if one.delay else None,
            one.delay.eur if one.delay else None,
            one.is_illustrative,
            one.source,
        )


def _reached_day(stage: Stage) -> str:
    return format_date(stage.reached_on, "short") if stage.reached_on else stage.reached_text


def _with_lateness(words: str, stage: Stage) -> str:
    return f"{words}, {late_words(stage.late_days)}" if stage.late_days > 0 else words
