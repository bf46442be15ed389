"""The parts of a commitment's page that its negotiation fills: next steps, notes, versions."""

from dataclasses import dataclass
from typing import Any

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
    """A move that the reader can make, as a button that leads to its page."""

    move: Move
    url: str

    @property
    def look(self) -> str:
        """The class of the button: the way on stands out, giving up is named quietly."""
        if self.move.to in FORWARD:
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
    """The next steps that the table of moves allows to the reader on this side."""
    found = moves_for(place.user, place.commitment, [side_of(place)])
    return [MoveButton(move, move_url(place, move.to)) for move in found]


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
