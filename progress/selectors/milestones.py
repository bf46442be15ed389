"""Milestones with their moves; the old dates stay to be seen."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from contracts.enums import MilestoneState
from contracts.models import Contract, Milestone
from core.fields import TextInLanguage
from molecules.models import Molecule, MoleculeMilestone


@dataclass(frozen=True)
class MoveRow:
    """One move of a milestone."""

    from_date: date
    to_date: date
    reason: str


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone; `days_late` where it is past and not reached."""

    title: TextInLanguage
    due_on: date
    due_note: str
    state: str
    state_label: str
    reached_on: date | None
    days_late: int | None
    moves: tuple[MoveRow, ...]
    source: str
    is_illustrative: bool


def list_milestones(contract: Contract) -> QuerySet[Milestone]:
    """The milestones that every reader of a contract may know of, in order of date; of archived actions none."""
    rows = Milestone.objects.filter(Q(action=None) | Q(action__archived_at=None), city=contract.city_id)
    return without_hidden(rows).order_by("due_on", "id")


def without_hidden(rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
    """Milestones without those that only unpublished molecules have to reach: they would tell of the molecules."""
    ties = MoleculeMilestone.objects.filter(milestone=OuterRef("pk"))
    return rows.filter(~Exists(ties) | Exists(ties.filter(molecule__in=Molecule.objects.published())))


def milestone_rows(milestones: QuerySet[Milestone]) -> tuple[MilestoneRow, ...]:
    """Milestones in order of date, in two queries."""
    today = timezone.localdate()
    return tuple(_row(milestone, today) for milestone in milestones.prefetch_related("moves"))


def _row(milestone: Milestone, today: date) -> MilestoneRow:
    is_open = milestone.state in (MilestoneState.PLANNED, MilestoneState.MOVED)
    late = (today - milestone.due_on).days if is_open else 0
    return MilestoneRow(
        title=milestone.title.pick(),
        due_on=milestone.due_on,
        due_note=milestone.due_note,
        state=milestone.state,
        state_label=str(milestone.get_state_display()),
        reached_on=milestone.reached_on,
        days_late=late if late > 0 else None,
        moves=tuple(MoveRow(move.from_date, move.to_date, move.reason) for move in milestone.moves.all()),
        source=milestone.source,
        is_illustrative=milestone.is_illustrative,
    )
