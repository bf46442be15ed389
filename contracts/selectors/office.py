"""What the officers' pages list, each in one query."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from contracts.enums import ActionState, InventoryState, MilestoneState
from contracts.models import (
    Action,
    City,
    CityMembership,
    Contract,
    ContractVersion,
    Inventory,
    InventoryLine,
    Milestone,
)

REPORT_EVERY = timedelta(days=365)
"""An action that runs is expected to be reported once a year."""

ENDED = (ActionState.COMPLETED, ActionState.CANCELLED, ActionState.ON_HOLD)
OPEN_MILESTONES = (MilestoneState.PLANNED, MilestoneState.MOVED)


def list_actions(contract: Contract, *, text: str = "", which: str = "") -> QuerySet[Action]:
    """Actions of a contract, archived ones too, with `last_reported_on`; `which` is "active", "archived" or all."""
    actions = contract.actions.annotate(last_reported_on=Max("reports__reported_on")).order_by("code_key")
    if which:
        actions = actions.filter(archived_at__isnull=which == "active")
    if text:
        actions = actions.filter(
            Q(code__icontains=text)
            | Q(title__it__icontains=text)
            | Q(title__en__icontains=text)
            | Q(promoter__icontains=text)
        )
    return actions


def actions_without_report(contract: Contract, today: date) -> QuerySet[Action]:
    """Actions that run this year and have no report of the last twelve months, largest first."""
    return (
        contract.actions.active()
        .exclude(state__in=ENDED)
        .filter(Q(start_year__isnull=True) | Q(start_year__lte=today.year))
        .filter(Q(end_year__isnull=True) | Q(end_year__gte=today.year))
        .annotate(last_reported_on=Max("reports__reported_on"))
        .filter(Q(last_reported_on=None) | Q(last_reported_on__lt=today - REPORT_EVERY))
        .largest_first()
    )


def list_milestones(city: City) -> QuerySet[Milestone]:
    """All milestones of a city with their action, their moves, what proves them and what they wait for."""
    rows = city.milestones.select_related("action", "pass_indicator").order_by("due_on", "id")
    return rows.prefetch_related("moves", "conditions__before")


def overdue_milestones(city: City, today: date) -> QuerySet[Milestone]:
    """Milestones whose date is past and that nobody closed, oldest first."""
    return city.milestones.filter(state__in=OPEN_MILESTONES, due_on__lt=today).order_by("due_on", "id")


def next_milestones(city: City, today: date) -> QuerySet[Milestone]:
    """Milestones still to come, soonest first."""
    return city.milestones.filter(state__in=OPEN_MILESTONES, due_on__gte=today).order_by("due_on", "id")


def list_inventories(city: City) -> QuerySet[Inventory]:
    """All inventories of a city, each series apart, newest year first."""
    return (
        Inventory.objects.filter(series__city=city)
        .select_related("series")
        .order_by("series__code", "-year", "state", "-published_at")
    )


def action_codes(city: City) -> QuerySet[Action]:
    """Codes and titles that a field for an action's code offers; archived actions are not among them."""
    return Action.objects.active().filter(contract__city=city).order_by("code_key").only("code", "title")


def source_groups(city: City) -> list[str]:
    """Shared sources that the city's actions and inventories name already, by name."""
    of_actions = Action.objects.filter(contract__city=city).values_list("source_group")
    of_lines = InventoryLine.objects.filter(inventory__series__city=city).values_list("source_group")
    names = of_actions.order_by().union(of_lines.order_by())
    return sorted({name for (name,) in names if name}, key=str.casefold)


def latest_comparable_year(city: City) -> int | None:
    """The newest year with a published inventory of the baseline's own series: others cannot tell the progress."""
    baseline = ContractVersion.objects.filter(contract__city=city, is_current=True).values("baseline_series")
    published = Inventory.objects.filter(series__in=baseline, state=InventoryState.PUBLISHED)
    newest: int | None = published.aggregate(year=Max("year"))["year"]
    return newest


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of the team as the list shows them."""

    membership: CityMembership
    has_accepted: bool
    is_me: bool


def list_colleagues(city: City, me: object) -> list[Colleague]:
    """The team of a city by name."""
    team = city.memberships.select_related("user").order_by("user__name", "user__email")
    return [Colleague(one, one.user.has_usable_password(), one.user == me) for one in team]
