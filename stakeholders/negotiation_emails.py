"""The mails of the negotiation of a commitment: what each is told, and who reads it in which language."""

from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.emails import MailText, portal_address, register_mail, render_mail
from core.models import User
from stakeholders.enums import CommitmentState, NoteKind, Side
from stakeholders.models import Commitment, CommitmentNote, CommitmentVersion

TOLD = {
    "city": "Valdoria",
    "organisation": "Forno Esempio",
    "commitment": "Un forno senza gas",
    "number": 1,
    "text": "Ora con la misura del contatore.",
    "link": portal_address("/it/organizzazione/"),
}
SUBMITTED = register_mail(
    "mail/commitment_submitted.txt",
    sent_when=_("A commitment is submitted to the city, for the first time or after changes."),
    sample=TOLD,
)
CHANGES_REQUESTED = register_mail(
    "mail/commitment_changes_requested.txt",
    sent_when=_("The city asks an organisation to change its commitment."),
    sample=TOLD | {"changes": ["Scrivete anche il consumo prima dei lavori."]},
)
ACCEPTED = register_mail(
    "mail/commitment_accepted.txt",
    sent_when=_("The city accepts a commitment; it can be signed then."),
    sample=TOLD,
)
GIVEN_UP = register_mail(
    "mail/commitment_given_up.txt",
    sent_when=_("One side gives up a commitment before it was signed."),
    sample=TOLD | {"by_city": False, "text": "Il forno chiude."},
)
NOTE = register_mail(
    "mail/commitment_note.txt",
    sent_when=_("The other side writes about a commitment, or asks for a change."),
    sample=TOLD | {"writer": "Forno Esempio", "is_request": False, "is_refusal": False},
)
AMENDED = register_mail(
    "mail/commitment_amended.txt",
    sent_when=_("An organisation proposes an amendment of a commitment in force."),
    sample=TOLD | {"version": 2},
)
TEMPLATES = {
    CommitmentState.SUBMITTED: SUBMITTED,
    CommitmentState.CHANGES_REQUESTED: CHANGES_REQUESTED,
    CommitmentState.ACCEPTED: ACCEPTED,
    CommitmentState.WITHDRAWN: GIVEN_UP,
}
"""The mail of each move that the other side hears of."""


def move_text(*, commitment: Commitment, person: User, side: str, text: str, **told: Any) -> MailText:
    """The news of a move for a person of this side; only of moves that `TEMPLATES` names."""
    context = _context(commitment, person, side) | {"text": text, "by_city": side != Side.CITY, **told}
    return render_mail(TEMPLATES[CommitmentState(commitment.state)], context, person.language)


def note_text(*, note: CommitmentNote, person: User, side: str) -> MailText:
    """What the other side has written, for a person of this side."""
    commitment = note.commitment
    writer = commitment.organisation.name if side == Side.CITY else commitment.contract.city
    told = {
        "text": note.text,
        "writer": writer,
        "is_request": note.kind == NoteKind.CHANGE_REQUEST,
        "is_refusal": note.kind == NoteKind.REFUSAL,
    }
    return render_mail(NOTE, _context(commitment, person, side) | told, person.language)


def amendment_text(*, version: CommitmentVersion, person: User) -> MailText:
    """What an officer is told of an amendment that an organisation proposes."""
    context = _context(version.commitment, person, Side.CITY) | {"version": version.number}
    return render_mail(AMENDED, context, person.language)


def _context(commitment: Commitment, person: User, side: str) -> dict[str, Any]:
    """What every mail tells: whose commitment it is, and where a person of this side reads it."""
    city = commitment.contract.city
    if side == Side.CITY:
        link = _lazy_address("commitment-office", city.slug, commitment.pk)
    else:
        link = _lazy_address("commitment-detail", commitment.organisation_id, commitment.pk)
    return {
        "city": city,
        "organisation": commitment.organisation.name,
        "commitment": commitment.title.pick(person.language).text,
        "number": commitment.number,
        "link": link,
    }


def _lazy_address(name: str, *arguments: Any) -> Any:
    """The address of a page in the language in which the mail is being written."""
    return format_lazy("{}{}", settings.PORTAL_ADDRESS, reverse_lazy(name, args=arguments))
