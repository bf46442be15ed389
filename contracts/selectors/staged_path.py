"""Which open milestones are proven by their rule; whether they are closed is a person's to say."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from contracts.enums import IndicatorDirection, IndicatorValueState, MilestoneState, PassRule
from contracts.models import ActionReport, City, IndicatorValue, Milestone
from core.quantities import format_date, format_number, format_share

OPEN_STATES = (MilestoneState.PLANNED, MilestoneState.MOVED)
LOOKED_AT = (IndicatorValueState.VALIDATED, IndicatorValueState.PUBLISHED)
WHOLE = Decimal(1)


def find_proofs(milestones: Iterable[Milestone]) -> dict[UUID, str]:
    """For each open milestone whose rule holds, what proves it in words; at most two queries.

    A rule by an indicator holds when its newest value that was validated or published has come to the value in the
    direction in which it should move; a rule by a report holds when a report of the action says that the milestone's
    share of the action is done (all of it, where the milestone has no share).
    """
    rows = [one for one in milestones if one.state in OPEN_STATES]
    values = _newest_values([one for one in rows if one.pass_rule == PassRule.INDICATOR])
    reports = _newest_reports([one for one in rows if one.pass_rule == PassRule.REPORT])
    proofs = {one.pk: _by_indicator(one, values) or _by_report(one, reports) for one in rows}
    return {key: words for key, words in proofs.items() if words}


def rule_words(milestone: Milestone) -> str:
    """What proves a milestone, as its team reads it; empty where nobody said."""
    if milestone.pass_rule == PassRule.REPORT:
        return _("Reached when a report of its action says that %(share)s is done.") % {
            "share": format_share(_wanted_share(milestone), 0)
        }
    indicator = milestone.pass_indicator
    if milestone.pass_rule != PassRule.INDICATOR or indicator is None or milestone.pass_value is None:
        return ""
    told = {"indicator": indicator, "value": _with_unit(milestone.pass_value, indicator.unit)}
    if indicator.direction == IndicatorDirection.DECREASE:
        return _("Reached when the indicator %(indicator)s falls to %(value)s.") % told
    return _("Reached when the indicator %(indicator)s rises to %(value)s.") % told


def list_conditions_to_choose(city: City, milestone: Milestone) -> Sequence[Milestone]:
    """The milestones that another one of the city could wait for, by date: all but itself and the missed ones."""
    rows = city.milestones.exclude(pk=milestone.pk).exclude(state=MilestoneState.MISSED)
    return list(rows.order_by("due_on", "id"))


def _by_indicator(milestone: Milestone, values: Mapping[UUID, IndicatorValue]) -> str:
    newest = values.get(milestone.pass_indicator_id) if milestone.pass_indicator_id else None
    goal, indicator = milestone.pass_value, milestone.pass_indicator
    if milestone.pass_rule != PassRule.INDICATOR or newest is None or goal is None or indicator is None:
        return ""
    value = newest.value
    falls = indicator.direction == IndicatorDirection.DECREASE
    if value is None or (value > goal if falls else value < goal):
        return ""
    return _("%(indicator)s stood at %(value)s in %(year)s.") % {
        "indicator": indicator,
        "value": _with_unit(value, indicator.unit),
        "year": newest.year,
    }


def _by_report(milestone: Milestone, reports: Mapping[UUID, ActionReport]) -> str:
    report = reports.get(milestone.action_id) if milestone.action_id else None
    if milestone.pass_rule != PassRule.REPORT or report is None or report.share_done is None:
        return ""
    if report.share_done < _wanted_share(milestone):
        return ""
    return _("The report of %(day)s (%(evidence)s) says that %(share)s is done.") % {
        "day": format_date(report.reported_on),
        "evidence": report.get_evidence_level_display(),
        "share": format_share(report.share_done, 0),
    }


def _newest_values(milestones: Sequence[Milestone]) -> dict[UUID, IndicatorValue]:
    ids = {one.pass_indicator_id for one in milestones}
    rows = IndicatorValue.objects.filter(indicator__in=ids, state__in=LOOKED_AT).exclude(value=None)
    return {row.indicator_id: row for row in rows.order_by("year")} if ids else {}


def _newest_reports(milestones: Sequence[Milestone]) -> dict[UUID, ActionReport]:
    """The newest report of each action: what was said before it is overtaken."""
    ids = {one.action_id for one in milestones if one.action_id}
    rows = ActionReport.objects.filter(action__in=ids).exclude(share_done=None)
    return {row.action_id: row for row in rows.order_by("reported_on", "created_at")} if ids else {}


def _wanted_share(milestone: Milestone) -> Decimal:
    return WHOLE if milestone.effect_share is None else milestone.effect_share


def _with_unit(value: Decimal, unit: str) -> str:
    digits = -int(value.normalize().as_tuple().exponent)
    number = format_number(value, max(0, digits))
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number
