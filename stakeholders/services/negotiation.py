"""Organisation and city negotiate a commitment: what is said about it, and its moves from state to state."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal, validate_signs
from stakeholders import rules, signals
from stakeholders.enums import CommitmentState, NoteKind, Side
from stakeholders.models import ActionSheet, Commitment, CommitmentNote
from stakeholders.negotiation_emails import TEMPLATES, move_text, note_text
from stakeholders.selectors.commitments import missing_before_submission, open_changes, people_of_side
from stakeholders.services.outcomes import tell_outcome
from stakeholders.services.versions import freeze_locked, language_to_freeze, lock_commitment
from stakeholders.transitions import ASSESSED, OPEN, Move, find_move

State = CommitmentState
BY_HAND = (NoteKind.COMMENT, NoteKind.CHANGE_REQUEST)
NOTE_OF_MOVE = {
    State.SUBMITTED: NoteKind.SUBMISSION,
    State.CHANGES_REQUESTED: NoteKind.CHANGE_REQUEST,
    State.ACCEPTED: NoteKind.ACCEPTANCE,
}


@transaction.atomic
def move_commitment(
    *,
    commitment_id: UUID,
    to: str,
    by: User,
    text: str = "",
    revision: int | None = None,
    side: str = "",
) -> Commitment:
    """Move a commitment as the table of `transitions` allows to this person, and write it into the negotiation.

    Submitting freezes a version. `side` chooses for whom a person acts who belongs to both.

    Refused: a move that the table does not have, a missing explanation, acceptance
    while a requested change is open, submission of what is not complete.
    """
    commitment = lock_commitment(commitment_id)
    require(rules.can_edit_commitment, by, commitment)
    check_revision(commitment, revision)
    move, side = _find_move(commitment, to, by, side)
    text = text.strip()
    validate_signs(text, "text")
    _check_move(commitment, move, text)
    if to == State.SUBMITTED:
        _submit(commitment, by, side)
    kind = NOTE_OF_MOVE.get(move.to, NoteKind.COMMENT)
    if text or kind in (NoteKind.SUBMISSION, NoteKind.ACCEPTANCE):
        _note(commitment, by, side=side, text=text, kind=kind)
    set_state(commitment=commitment, to=to, by=by)
    if to in TEMPLATES:
        _tell_other_side(commitment, side, text)
    if to in ASSESSED:
        tell_outcome(commitment=commitment, reason=text, by=by)
    return commitment


def set_state(
    *,
    commitment: Commitment,
    to: str,
    by: User | None = None,
    signed_on: date | None = None,
    withdrawn_on: date | None = None,
) -> Commitment:
    """Set the state of a locked commitment, inside a transaction, as services of signatures do without a person.

    Refused: a move that the table does not have. A day that is given is kept; progress is computed anew.
    """
    was = State(commitment.state)
    if find_move(was, to) is None:
        raise _no_such_move(commitment, to)
    commitment.state = State(to)
    commitment.signed_on = signed_on or commitment.signed_on
    commitment.withdrawn_on = withdrawn_on or commitment.withdrawn_on
    commitment.revision += 1
    commitment.save(update_fields=["state", "signed_on", "withdrawn_on", "revision", "changed_at"])
    is_public = bool({was, State(to)} & set(State.public()))
    record_change(
        ChangeVerb.CHANGED,
        commitment,
        city_slug=commitment.contract.city.slug,
        summary=lambda: commitment.public_name,
        made_by=by,
        is_public=is_public,
    )
    signals.commitment_changed.send(
        Commitment, contract_id=commitment.contract_id, commitment_id=commitment.pk, by=by
    )
    return commitment


@transaction.atomic
def add_note(
    *,
    commitment_id: UUID,
    by: User,
    text: str,
    kind: str = NoteKind.COMMENT,
    sheet: ActionSheet | None = None,
    field: str = "",
    side: str = "",
) -> CommitmentNote:
    """Say something about a commitment, or ask for a change, which stays open until its own side resolves it.

    The other side gets a mail; of changes that the city notes while it reads, it hears all at once with the move.
    `side` chooses for whom a person speaks who belongs to both; by default for the organisation.
    """
    commitment = lock_commitment(commitment_id)
    require(rules.can_edit_commitment, by, commitment)
    mine = rules.sides_of(by, commitment)
    if side and side not in mine:
        raise PermissionDenied("side")
    text = text.strip()
    if not text:
        raise refusal("text", _("Write what you want to say."), "required")
    validate_signs(text, "text")
    if kind not in BY_HAND:
        raise refusal("kind", _("Choose a comment or a requested change."), "kind")
    if kind == NoteKind.CHANGE_REQUEST and commitment.state not in OPEN:
        raise refusal("kind", _("Nobody negotiates this commitment any more: write a comment."), "closed")
    if sheet is not None and sheet.commitment_id != commitment.pk:
        raise refusal("sheet", _("Choose a sheet of this commitment."), "sheet")
    note = _note(commitment, by, side=side or mine[0], text=text, kind=kind, sheet=sheet, field=field)
    if not _is_told_with_move(note):
        _tell_of_note(note, by)
    return note


@transaction.atomic
def resolve_note(*, note_id: UUID, by: User) -> CommitmentNote:
    """Say that a requested change is done; only the side that asked for it says so. Twice is once."""
    commitment = lock_commitment(
        CommitmentNote.objects.values_list("commitment_id", flat=True).get(pk=note_id)
    )
    note = CommitmentNote.objects.select_for_update(of=("self",)).get(pk=note_id)
    require(rules.can_edit_commitment, by, commitment)
    if note.side not in rules.sides_of(by, commitment):
        raise PermissionDenied("side")
    if note.kind != NoteKind.CHANGE_REQUEST:
        raise ValidationError(_("Only requested changes are resolved."), code="kind")
    if note.resolved_at is None:
        _resolve([note], by)
    return note


def _find_move(commitment: Commitment, to: str, by: User, wanted: str) -> tuple[Move, str]:
    """The move and the side that makes it; unless one is wanted, the organisation where the person is of both."""
    move = find_move(commitment.state, to)
    if move is None or not move.is_by_hand:
        raise _no_such_move(commitment, to)
    mine = rules.sides_of(by, commitment)
    sides = [side for side in mine if side in move.sides and wanted in ("", side)]
    if not sides:
        raise PermissionDenied("side")
    return move, sides[0]


def _check_move(commitment: Commitment, move: Move, text: str) -> None:
    waiting = open_changes(commitment).count()
    if move.asks_text and not text and not (move.to == State.CHANGES_REQUESTED and waiting):
        raise refusal("text", _("Say in a few words why."), "required")
    if move.closes_changes and waiting:
        raise ValidationError(
            ngettext(
                "%(count)s requested change is still open: resolve it before you accept.",
                "%(count)s requested changes are still open: resolve them before you accept.",
                waiting,
            )
            % {"count": waiting},
            code="open_changes",
        )
    if move.to == State.SUBMITTED and (missing := missing_before_submission(commitment)):
        raise ValidationError([ValidationError(words, code="incomplete") for words in missing])


def _submit(commitment: Commitment, by: User, side: str) -> None:
    """Freeze what is submitted, in the language of the version before; wishes of the same side are met by it."""
    newest = commitment.versions.order_by("-number").first()
    language = language_to_freeze(commitment, newest.language if newest else by.language)
    freeze_locked(commitment=commitment, by=by, language=language)
    _resolve(open_changes(commitment).filter(side=side), by)


def _tell_other_side(commitment: Commitment, side: str, text: str) -> None:
    """Write to who speaks for the other side: the city's leads and officers, or the organisation's people."""
    changes = [one.text for one in open_changes(commitment)]
    other = Side.ORGANISATION if side == Side.CITY else Side.CITY
    for person in people_of_side(commitment, other):
        mail = move_text(commitment=commitment, person=person, side=other, text=text, changes=changes)
        queue_text(to=person.email, text=mail)


def _is_told_with_move(note: CommitmentNote) -> bool:
    """Whether the city still has to send its requested changes: the mail of that move tells them all."""
    is_reading = find_move(note.commitment.state, State.CHANGES_REQUESTED) is not None
    return note.kind == NoteKind.CHANGE_REQUEST and note.side == Side.CITY and is_reading


def _tell_of_note(note: CommitmentNote, by: User) -> None:
    other = Side.ORGANISATION if note.side == Side.CITY else Side.CITY
    for person in people_of_side(note.commitment, other).exclude(pk=by.pk):
        queue_text(to=person.email, text=note_text(note=note, person=person, side=other))


def _note(commitment: Commitment, by: User, **fields: Any) -> CommitmentNote:
    newest = commitment.versions.order_by("-number").first()
    note = CommitmentNote(
        commitment=commitment, version_number=newest.number if newest else None, author=by, **fields
    )
    note.full_clean()
    note.save()
    return note


def _resolve(notes: Iterable[CommitmentNote], by: User) -> None:
    for note in notes:
        note.resolved_by, note.resolved_at = by, timezone.now()
        note.save(update_fields=["resolved_by", "resolved_at"])


def _no_such_move(commitment: Commitment, to: str) -> ValidationError:
    words: dict[str, Any] = {
        "state": commitment.get_state_display(),
        "to": State(to).label if to in State.values else to,
    }
    return ValidationError(
        _("This commitment is %(state)s: it cannot become %(to)s now.") % words, code="no_such_move"
    )
