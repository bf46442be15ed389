"""The parts of a commitment's page that its negotiation fills: next steps, notes, versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from stakeholders import rules
from stakeholders.enums import CommitmentState, NoteKind, Side
from stakeholders.models import CommitmentNote, CommitmentVersion
from stakeholders.selectors.commitments import moves_for, notes_of, open_changes
from stakeholders.transitions import OPEN, Move
from stakeholders.web.commitment_places import CommitmentPlace
from stakeholders.web.forms.negotiation import NoteForm

FORWARD = (CommitmentState.SUBMITTED, CommitmentState.ACCEPTED)
"""Moves that lead on: theirs is the main button."""


@dataclass(frozen=True, slots=True)
class MoveButton:
    """A move that the reader can make, as a button that leads to its page; `is_way_on` is not so behind another."""

    move: Move
    url: str
    label: str
    is_way_on: bool = True

    @property
    def look(self) -> str:
        """The class of the button: the way on stands out, giving up is named quietly."""
        if self.move.to in FORWARD and self.is_way_on:
            return "btn btn-primary"
        return (
            "link-action link-danger"
            if self.move.to == CommitmentState.WITHDRAWN
            else "btn btn-outline-primary"
        )


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One entry of the negotiation; `resolve_url` where the reader says that a requested change is done."""

    note: CommitmentNote
    resolve_url: str

    @property
    def is_open(self) -> bool:
        """Whether it is a requested change that is not done yet."""
        return self.note.kind == NoteKind.CHANGE_REQUEST and self.note.resolved_at is None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One frozen version; `compare_url` leads to what differs from the version before."""

    version: CommitmentVersion
    compare_url: str


def side_of(place: CommitmentPlace) -> Side:
    """For whom one speaks on these pages."""
    return Side.CITY if place.is_office else Side.ORGANISATION


def may_speak(place: CommitmentPlace) -> bool:
    """Whether the reader writes for the side of these pages."""
    return side_of(place) in rules.sides_of(place.user, place.commitment)


def move_url(place: CommitmentPlace, to: str) -> str:
    """The page of a move."""
    return place.url("commitment-move", to)


def moves_part(place: CommitmentPlace) -> list[MoveButton]:
    """The next steps that the table of moves allows to the reader on this side, none that can only be refused."""
    side = side_of(place)
    has_changes = open_changes(place.commitment).exists()
    return [
        MoveButton(move, move_url(place, move.to), move.label_for(side), is_way_on=not has_changes)
        for move in moves_for(place.user, place.commitment, [side])
        if not (has_changes and move.closes_changes)
    ]


def way_on(place: CommitmentPlace, signing_part: Mapping[str, Any], changes: int) -> tuple[str, str]:
    """The main next step that is no move, as its address and its label: writing what is asked, asking to sign."""
    if signing_part["ask_url"]:
        return signing_part["ask_url"], _("Ask for signatures")
    if changes and not place.is_office and place.may_write:
        return place.url("commitment-edit"), _("Change title and statement")
    return "", ""


def notes_part(place: CommitmentPlace) -> dict[str, Any]:
    """The negotiation from its beginning, and the form to go on with it."""
    speaks, side = may_speak(place), side_of(place)
    rows = [
        NoteRow(note, place.url("note-resolve", note.pk) if speaks and _may_resolve(note, side) else "")
        for note in notes_of(place.commitment)
    ]
    return {
        "rows": rows,
        "open": open_changes(place.commitment).count(),
        "form": NoteForm(sheets=place.commitment.sheets.all(), auto_id="note_%s") if speaks else None,
        "url": place.url("note-create"),
        "negotiates": place.commitment.state in OPEN,
    }


def versions_part(place: CommitmentPlace) -> list[VersionRow]:
    """The frozen versions, newest first."""
    versions = list(place.commitment.versions.select_related("created_by").order_by("-number"))
    older: list[CommitmentVersion | None] = [*versions[1:], None][: len(versions)]
    return [
        VersionRow(one, _compare_url(place, before.number, one.number) if before else "")
        for one, before in zip(versions, older, strict=True)
    ]


def _may_resolve(note: CommitmentNote, side: str) -> bool:
    return note.kind == NoteKind.CHANGE_REQUEST and note.resolved_at is None and note.side == side


def _compare_url(place: CommitmentPlace, old: int, new: int) -> str:
    return f"{place.url('commitment-compare')}?da={old}&a={new}"
