"""Readings of commitments that are negotiated: what is open, what is missing, what a person may do now."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from contracts.enums import CityRole
from contracts.models import Contract
from core.models import User
from stakeholders import rules
from stakeholders.documents import signable_version
from stakeholders.enums import CommitmentState, NoteKind, OrganisationRole, Side
from stakeholders.models import Commitment, CommitmentNote
from stakeholders.sheets import missing_fields
from stakeholders.transitions import Move, moves_from


def open_changes(commitment: Commitment) -> QuerySet[CommitmentNote]:
    """The requested changes that nobody has resolved yet."""
    return commitment.notes.filter(kind=NoteKind.CHANGE_REQUEST, resolved_at=None)


def missing_before_submission(commitment: Commitment) -> list[str]:
    """What a commitment still lacks before the city can judge it, in words; empty when it is complete."""
    missing = []
    if not commitment.statement:
        missing.append(_("Write what the organisation promises."))
    for sheet in commitment.sheets.all():
        if lacking := missing_fields(sheet.variant, sheet.answers):
            labels = ", ".join(str(field.label).rstrip("?") for field in lacking)
            missing.append(_("The sheet “%(title)s” lacks: %(fields)s.") % {"title": sheet, "fields": labels})
    return missing + _finished_too_early(commitment)


def _finished_too_early(commitment: Commitment) -> list[str]:
    """Projects that were finished by the end of the baseline year: what they saved is in the baseline already."""
    version = signable_version(commitment)
    baseline_year = version.baseline_year if version else None
    if baseline_year is None:
        return []
    words = _(
        "The project “%(title)s” was finished in %(end_year)s: only what was finished after the baseline year "
        "%(baseline_year)s counts."
    )
    ends = [(sheet, sheet.answers.get("end_year")) for sheet in commitment.sheets.all()]
    return [
        words % {"title": sheet, "end_year": end, "baseline_year": baseline_year}
        for sheet, end in ends
        if end is not None and end <= baseline_year
    ]


def moves_for(user: User, commitment: Commitment, sides: Iterable[str] | None = None) -> list[Move]:
    """The moves that a person can make now by hand; on a page of one side only that side's."""
    if not rules.can_edit_commitment(user, commitment):
        return []
    mine = rules.sides_of(user, commitment)
    wanted = mine if sides is None else [side for side in mine if side in set(sides)]
    return moves_from(commitment.state, wanted)


def people_of_side(commitment: Commitment, side: str) -> QuerySet[User]:
    """Who writes for a side: the city's leads and officers, or the organisation's editors and signatories."""
    if side == Side.CITY:
        roles = [CityRole.LEAD, CityRole.OFFICER]
        team = Q(city_memberships__city=commitment.contract.city_id, city_memberships__role__in=roles)
    else:
        team = Q(
            organisation_memberships__organisation=commitment.organisation_id,
            organisation_memberships__role__in=[OrganisationRole.EDITOR, OrganisationRole.SIGNATORY],
        )
    return User.objects.filter(team, is_active=True).distinct().order_by("email")


def notes_of(commitment: Commitment) -> QuerySet[CommitmentNote]:
    """The negotiation from its beginning."""
    return commitment.notes.select_related("author", "resolved_by", "sheet").order_by("written_at", "pk")


def list_commitments(contract: Contract, *, state: str = "", text: str = "") -> QuerySet[Any]:
    """The commitments of a contract with how many requested changes are open and how many sheets each has."""
    waiting = Q(notes__kind=NoteKind.CHANGE_REQUEST, notes__resolved_at=None)
    rows = contract.commitments.select_related("organisation", "contract__city").annotate(
        open_count=Count("notes", filter=waiting, distinct=True),
        sheet_count=Count("sheets", distinct=True),
    )
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(organisation__name__icontains=text)
    return rows.order_by("organisation__name", "number", "pk")


def states_of(contract: Contract) -> list[tuple[str, str, int]]:
    """The states in which commitments of a contract are, in the order of life: stored word, label, how many."""
    counts = dict(contract.commitments.order_by().values_list("state").annotate(Count("pk")))
    return [(state.value, str(state.label), counts[state]) for state in CommitmentState if state in counts]
