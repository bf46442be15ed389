"""Moving a commitment on, writing about it, and comparing its versions; in the workspace and in the office."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts.rules import can_enter_office
from contracts.web.confirming import act_and_tell
from core.web.forms import posted, save_form
from stakeholders.enums import CommitmentState, NoteKind
from stakeholders.models import Commitment, CommitmentNote, CommitmentVersion
from stakeholders.selectors.commitments import missing_before_submission, moves_for, open_changes
from stakeholders.selectors.reports import actions_of
from stakeholders.selectors.versions import differences
from stakeholders.services.negotiation import add_note, move_commitment, resolve_note
from stakeholders.transitions import Move
from stakeholders.web.commitment_places import (
    CommitmentPlace,
    Request,
    office_reading_page,
    office_writing_page,
    own_page,
    own_writing_page,
)
from stakeholders.web.forms.negotiation import MoveForm, NoteForm
from stakeholders.web.parts.negotiation import side_of
from stakeholders.web.words_of_moves import DONE, DONE_BY_CITY, HINTS


@require_http_methods(["GET", "HEAD", "POST"])
def _move(request: Request, place: CommitmentPlace, to: str) -> HttpResponse:
    """Say what a move means, ask for words where it needs them, then make it."""
    commitment = place.commitment
    move, side = _find_move(place, to), side_of(place)
    changes = open_changes(commitment).count()
    form = MoveForm(
        posted(request), move=move, has_changes=bool(changes), initial={"revision": commitment.revision}
    )

    def save(fields: dict[str, Any]) -> Commitment:
        return move_commitment(commitment_id=commitment.pk, to=to, by=request.user, side=side, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(
            request, DONE_BY_CITY.get(move.to, DONE[move.to]) if place.is_office else DONE[move.to]
        )
        return redirect(place.detail_url)
    return place.show(
        request,
        "stakeholders/commitment_move.html",
        title=move.label_for(side),
        form=form,
        intro=HINTS.get(move.to, ""),
        missing=missing_before_submission(commitment) if move.to == CommitmentState.SUBMITTED else [],
        names_no_action=move.to == CommitmentState.SUBMITTED and not actions_of(commitment).exists(),
        open_changes=changes if move.closes_changes else 0,
        changes_url=f"{place.detail_url}#notes-title",
        submit_label=move.label_for(side),
        cancel_url=place.detail_url,
    )


def _find_move(place: CommitmentPlace, to: str) -> Move:
    """The move, where this person can make it now; 404 for others, as buttons lead only to what is possible."""
    found = moves_for(place.user, place.commitment, [side_of(place)])
    move = next((one for one in found if one.to == to), None)
    if move is None:
        raise Http404(_("This step is not possible now."))
    return move


@require_http_methods(["GET", "HEAD", "POST"])
def _create_note(request: Request, place: CommitmentPlace) -> HttpResponse:
    """Add a comment or a requested change."""
    form = NoteForm(posted(request), sheets=place.commitment.sheets.all())

    def save(fields: dict[str, Any]) -> CommitmentNote:
        return add_note(commitment_id=place.commitment.pk, by=request.user, side=side_of(place), **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("Your note is added."))
        return redirect(f"{place.detail_url}#notes-title")
    return place.show(
        request,
        "contracts/form_page.html",
        title=_("Write about this commitment"),
        form=form,
        submit_label=_("Add the note"),
        cancel_url=place.detail_url,
    )


@require_POST
def _resolve_note(request: Request, place: CommitmentPlace, note: UUID) -> HttpResponse:
    """Mark a requested change as done."""
    row = get_object_or_404(place.commitment.notes.filter(kind=NoteKind.CHANGE_REQUEST), pk=note)
    if row.side != side_of(place):
        raise PermissionDenied("side")
    resolve = partial(resolve_note, note_id=row.pk, by=request.user)
    act_and_tell(request, resolve, _("The requested change is marked as done."))
    return redirect(f"{place.detail_url}#notes-title")


@require_safe
def _compare(request: Request, place: CommitmentPlace) -> HttpResponse:
    """What differs between two versions: `da` and `a` in the address, by default the newest two."""
    versions = list(place.commitment.versions.order_by("number"))
    if len(versions) < 2:
        raise Http404(_("There are no two versions to compare yet."))
    old = _chosen(versions, request.GET.get("da", ""), versions[-2])
    new = _chosen(versions, request.GET.get("a", ""), versions[-1])
    return place.show(
        request,
        "stakeholders/commitment_compare.html",
        title=_("Versions %(old)s and %(new)s") % {"old": old.number, "new": new.number},
        comparison=differences(old, new),
        versions=versions,
    )


def _chosen(versions: list[CommitmentVersion], number: str, default: CommitmentVersion) -> CommitmentVersion:
    return next((one for one in versions if str(one.number) == number), default)


commitment_move, office_commitment_move = own_writing_page(_move), office_writing_page(_move)
note_create, office_note_create = own_writing_page(_create_note), office_writing_page(_create_note)
note_resolve, office_note_resolve = own_writing_page(_resolve_note), office_writing_page(_resolve_note)
commitment_compare = own_page(_compare)
office_commitment_compare = office_reading_page(_compare, can_enter_office)
