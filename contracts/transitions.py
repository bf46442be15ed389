"""The life of a version as one table: from where to where, who may, what must be there, what is asked."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.enums import CityRole, FileKind, VersionState

State = VersionState
TEAM = (CityRole.LEAD, CityRole.OFFICER)
LEAD = (CityRole.LEAD,)


class Need(StrEnum):
    """Names of this room's guards; upper rooms register further ones in `contracts.lifecycle`."""

    SECTIONS_COMPLETE = "sections_complete"
    APPROVED_BY_TWO = "approved_by_two"
    SIGNED_ON_PAPER = "signed_on_paper"
    NO_ERRORS = "no_errors"


class Ask(StrEnum):
    """What a person is asked on the way."""

    COUNCIL_DECISION = "council_decision"
    COUNCIL_DECIDED_ON = "council_decided_on"
    LABEL_ON = "label_on"


@dataclass(frozen=True, slots=True)
class Transition:
    """One step. `needs` are guards, `asks` must be answered, a file of `file_kind` may be given.

    `is_back`: the text may change again, so approvals become void. `is_automatic`: no one makes the step by hand.
    """

    source: State
    to: State
    label: Promise
    hint: Promise | str = ""
    roles: tuple[CityRole, ...] = TEAM
    needs: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    file_kind: FileKind | None = None
    needs_note: bool = False
    is_back: bool = False
    is_automatic: bool = False

    @property
    def freezes(self) -> bool:
        """Whether the version never changes again after this step."""
        return self.to == State.SUBMITTED and not self.is_automatic


LIFE = (
    State.DRAFT,
    State.CO_CREATION,
    State.INTERNAL_REVIEW,
    State.COUNCIL_APPROVAL,
    State.OPEN_FOR_SIGNATURE,
    State.SIGNED,
    State.SUBMITTED,
    State.PRE_VALIDATION,
    State.UNDER_REVIEW,
    State.LABELLED,
    State.IN_IMPLEMENTATION,
)
"""The way that a contract is meant to go."""
FROZEN = (
    State.SUBMITTED,
    State.PRE_VALIDATION,
    State.RETURNED_MINOR,
    State.DEFERRED,
    State.UNDER_REVIEW,
    State.REVISION_REQUESTED,
    State.LABELLED,
    State.IN_IMPLEMENTATION,
    State.IN_REVISION,
)
"""States of a version that was submitted and is not closed."""
REVISABLE = (State.RETURNED_MINOR, State.DEFERRED, State.REVISION_REQUESTED, State.IN_REVISION)
"""States from which a next version is made."""
APPROVABLE = (State.INTERNAL_REVIEW, State.COUNCIL_APPROVAL, State.OPEN_FOR_SIGNATURE, State.SIGNED)
"""States in which people approve the content; actions belong to the contract and may change in all of them."""
SIGNABLE = (State.OPEN_FOR_SIGNATURE, State.SIGNED, *FROZEN)
"""States in which signatures are recorded: the contract stays open to new parties."""
CLOSED = (State.SUPERSEDED, State.WITHDRAWN, State.ARCHIVED)

_FORWARD = (
    Transition(
        State.DRAFT, State.CO_CREATION, _("Open for co-creation"), _("Departments write their sections.")
    ),
    Transition(
        State.CO_CREATION,
        State.INTERNAL_REVIEW,
        _("Send to the internal review"),
        _("Two people of the city read the whole contract and approve it."),
    ),
    Transition(
        State.INTERNAL_REVIEW,
        State.COUNCIL_APPROVAL,
        _("Send to the council"),
        _("The text is closed: from here it can only be sent back."),
        needs=(Need.SECTIONS_COMPLETE, Need.APPROVED_BY_TWO),
    ),
    Transition(
        State.COUNCIL_APPROVAL,
        State.OPEN_FOR_SIGNATURE,
        _("Open for signature"),
        _("The council has decided: the parties may sign."),
        roles=LEAD,
        needs=(Need.APPROVED_BY_TWO,),
        asks=(Ask.COUNCIL_DECISION, Ask.COUNCIL_DECIDED_ON),
        file_kind=FileKind.COUNCIL_DECISION,
    ),
    Transition(
        State.OPEN_FOR_SIGNATURE,
        State.SIGNED,
        _("Close the round of signatures"),
        _("Further parties may still sign later."),
        roles=LEAD,
        needs=(Need.SIGNED_ON_PAPER,),
    ),
    Transition(
        State.SIGNED,
        State.SUBMITTED,
        _("Submit and freeze"),
        _("The version is frozen as it is now and stays readable for ever; it becomes the current version."),
        roles=LEAD,
        needs=(Need.SECTIONS_COMPLETE, Need.NO_ERRORS, Need.APPROVED_BY_TWO, Need.SIGNED_ON_PAPER),
    ),
    Transition(State.SUBMITTED, State.PRE_VALIDATION, _("Pre-validation has begun")),
    Transition(State.PRE_VALIDATION, State.UNDER_REVIEW, _("The formal review has begun")),
    Transition(
        State.UNDER_REVIEW,
        State.LABELLED,
        _("Record the Mission Label"),
        roles=LEAD,
        asks=(Ask.LABEL_ON,),
        file_kind=FileKind.LABEL_LETTER,
    ),
    Transition(State.LABELLED, State.IN_IMPLEMENTATION, _("Implementation has begun")),
)
_BRANCHES = (
    Transition(
        State.PRE_VALIDATION,
        State.RETURNED_MINOR,
        _("It came back for minor edits"),
        file_kind=FileKind.REVIEW_REPORT,
    ),
    Transition(
        State.PRE_VALIDATION,
        State.DEFERRED,
        _("It was deferred to the next window"),
        file_kind=FileKind.REVIEW_REPORT,
    ),
    Transition(State.DEFERRED, State.PRE_VALIDATION, _("Pre-validation has begun again")),
    Transition(
        State.UNDER_REVIEW,
        State.REVISION_REQUESTED,
        _("The reviewers ask for a revision"),
        file_kind=FileKind.REVIEW_REPORT,
    ),
    Transition(State.LABELLED, State.IN_REVISION, _("Begin the revision"), roles=LEAD),
    Transition(State.IN_IMPLEMENTATION, State.IN_REVISION, _("Begin the revision"), roles=LEAD),
    Transition(State.IN_REVISION, State.IN_IMPLEMENTATION, _("Give up the revision"), roles=LEAD),
)


def _back(source: State, to: State, roles: tuple[CityRole, ...] = TEAM) -> Transition:
    return Transition(
        source,
        to,
        _("Send back, the text must change"),
        _("Approvals become void."),
        roles=roles,
        needs_note=True,
        is_back=True,
    )


_BACK = (
    _back(State.CO_CREATION, State.DRAFT),
    _back(State.INTERNAL_REVIEW, State.CO_CREATION),
    _back(State.COUNCIL_APPROVAL, State.CO_CREATION, LEAD),
    _back(State.OPEN_FOR_SIGNATURE, State.CO_CREATION, LEAD),
    _back(State.SIGNED, State.CO_CREATION, LEAD),
)
_OUT = tuple(
    Transition(source, State.WITHDRAWN, _("Withdraw this version"), roles=LEAD, needs_note=True)
    for source in (*LIFE[:-2], State.RETURNED_MINOR, State.DEFERRED, State.REVISION_REQUESTED)
)
_REPLACED = tuple(
    Transition(source, State.SUPERSEDED, _("Replaced by a newer version"), is_automatic=True)
    for source in FROZEN
)
_BROUGHT_BACK = tuple(
    Transition(State.SUPERSEDED, to, _("Current again: the newer version was withdrawn"), is_automatic=True)
    for to in FROZEN
)
_ARCHIVE = tuple(
    Transition(source, State.ARCHIVED, _("Put in the archive"), roles=LEAD)
    for source in (State.SUPERSEDED, State.WITHDRAWN)
)
TRANSITIONS = (*_FORWARD, *_BRANCHES, *_BACK, *_OUT, *_REPLACED, *_BROUGHT_BACK, *_ARCHIVE)
"""Every step that a version can make."""


def steps_from(state: str) -> list[Transition]:
    """The steps that people may make from a state, the way forward first."""
    return [one for one in TRANSITIONS if one.source == state and not one.is_automatic]


def find_step(source: str, to: str) -> Transition | None:
    """The step between two states; None where a version does not go that way."""
    return next((one for one in TRANSITIONS if (one.source, one.to) == (source, to)), None)
