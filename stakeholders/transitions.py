"""The life of a commitment as one table: from where to where, who may, and what must hold."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stakeholders.enums import CommitmentState, Side

State = CommitmentState
EDITABLE = (State.DRAFT, State.CHANGES_REQUESTED)
"""States in which what is promised may be written; in all others it changes by asking for changes only."""
OPEN = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED, State.ACCEPTED)
"""States in which organisation and city still negotiate."""
IN_FORCE = (State.SIGNED, State.ACTIVE)
ASSESSED = (State.FULFILLED, State.PARTIALLY_FULFILLED, State.NOT_FULFILLED)
BOTH = (Side.ORGANISATION, Side.CITY)
CITY = (Side.CITY,)
PORTAL: tuple[Side, ...] = ()
"""No person makes the move by hand: it follows from requests and signatures."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move. Without `sides` it follows from signatures (`set_state`), and no person makes it by hand.

    `asks_text`: the move must be explained. `closes_changes`: no requested change may be open. `city_label` is
    what the city calls a move that means something else for it: nobody gives up the promise of another.
    """

    source: State
    to: State
    sides: tuple[Side, ...] = PORTAL
    label: Promise | str = ""
    asks_text: bool = False
    closes_changes: bool = False
    city_label: Promise | str = ""

    def label_for(self, side: str) -> str:
        """What the move is called by who speaks for this side."""
        return str(self.city_label if side == Side.CITY and self.city_label else self.label)

    @property
    def is_by_hand(self) -> bool:
        """Whether a person makes it."""
        return bool(self.sides)


def _from(
    sources: Collection[State],
    to: State,
    sides: tuple[Side, ...] = PORTAL,
    label: Promise | str = "",
    *,
    asks_text: bool = False,
    city_label: Promise | str = "",
) -> tuple[Move, ...]:
    return tuple(Move(source, to, sides, label, asks_text, city_label=city_label) for source in sources)


MOVES: tuple[Move, ...] = (
    *_from(EDITABLE, State.SUBMITTED, BOTH, _("Submit to the city")),
    *_from(
        (State.SUBMITTED, State.ACCEPTED),
        State.CHANGES_REQUESTED,
        CITY,
        _("Ask for changes"),
        asks_text=True,
    ),
    Move(State.SUBMITTED, State.ACCEPTED, CITY, _("Accept"), closes_changes=True),
    *_from(
        OPEN,
        State.WITHDRAWN,
        BOTH,
        _("Give up this commitment"),
        asks_text=True,
        city_label=_("End the negotiation"),
    ),
    Move(State.ACCEPTED, State.READY_TO_SIGN),
    Move(State.READY_TO_SIGN, State.ACCEPTED),
    Move(State.READY_TO_SIGN, State.CHANGES_REQUESTED),
    Move(State.READY_TO_SIGN, State.SIGNED),
    Move(State.READY_TO_SIGN, State.EXPIRED),
    Move(State.EXPIRED, State.ACCEPTED, CITY, _("Reopen for signature"), asks_text=True),
    Move(State.SIGNED, State.ACTIVE, CITY, _("Mark as under way")),
    *(
        move
        for to, label in (
            (State.FULFILLED, _("Record as fulfilled")),
            (State.PARTIALLY_FULFILLED, _("Record as partially fulfilled")),
            (State.NOT_FULFILLED, _("Record as not fulfilled")),
        )
        for move in _from(IN_FORCE, to, CITY, label, asks_text=True)
    ),
    *_from(ASSESSED, State.ACTIVE, CITY, _("Reopen the assessment"), asks_text=True),
    *_from((*IN_FORCE, *ASSESSED), State.WITHDRAWN),
)


def find_move(source: str, to: str) -> Move | None:
    """The move from one state to another; None where the table has none."""
    return next((move for move in MOVES if (move.source, move.to) == (source, to)), None)


def moves_from(source: str, sides: Collection[str]) -> list[Move]:
    """The moves that somebody who speaks for these sides makes by hand, in the order of the table."""
    return [move for move in MOVES if move.source == source and set(sides) & set(move.sides)]
