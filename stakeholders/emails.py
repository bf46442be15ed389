"""The mails of this room: what each is told, and who reads it in which language."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.emails import MailText, portal_address, register_mail, render_mail
from core.enums import UploadReason
from core.models import User
from stakeholders.enums import OrganisationRole, RequestKind, SignatureRoute
from stakeholders.models import Application, ExternalSignedFile, Invitation, RequestSigner, SigningRequest

CITY, ORGANISATION, PERSON = "Valdoria", "Forno Esempio", "clima@valdoria.example"
ASKED = {
    "city": CITY,
    "organisation": ORGANISATION,
    "name": "",
    "by": PERSON,
    "role": OrganisationRole.EDITOR.label,
    "message": "Ci vediamo martedì.\n\nA presto.",
    "until": datetime(2027, 3, 31, 12, tzinfo=UTC),
    "link": portal_address("/it/organizzazione/invito/x-y/"),
}
INVITATION = register_mail(
    "mail/organisation_invitation.txt",
    sent_when=_("Someone is invited to act for an organisation."),
    sample=ASKED,
)
REMINDER = register_mail(
    "mail/organisation_reminder.txt",
    sent_when=_("An invitation to act for an organisation still waits, every five days."),
    sample=ASKED,
)
APPLICATION = register_mail(
    "mail/application.txt",
    sent_when=_("An organisation asks to take part in a city's contract."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "name": "",
        "text": "Vorremmo allacciare il forno al teleriscaldamento.",
        "link": portal_address("/it/ufficio/valdoria/organizzazioni/richieste/"),
    },
)
REFUSAL = register_mail(
    "mail/application_refused.txt",
    sent_when=_("The city refuses an organisation's request to take part."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "name": "",
        "answer": "La sede è fuori dal comune.",
    },
)
SIGNING = {
    "city": CITY,
    "organisation": ORGANISATION,
    "title": "Forni elettrici",
    "is_withdrawal": False,
    "kind": RequestKind.SIGN.value,
    "is_outside": False,
    "name": "",
    "until": datetime(2027, 3, 31, 12, tzinfo=UTC),
    "by": PERSON,
    "signed_at": datetime(2027, 3, 1, 9, 30, tzinfo=UTC),
    "reason": "La seconda scheda non è corretta.",
    "code": "1234 5678",
    "link": portal_address("/it/firma/x-y/leggi/"),
}


class MailKindOfSigning(StrEnum):
    """The mails that an act of signing sends; the value is the name of the template."""

    ASKED = "mail/signing_asked.txt"
    REMINDER = "mail/signing_reminder.txt"
    CODE = "mail/signing_code.txt"
    SIGNED = "mail/signing_signed.txt"
    DECLINED = "mail/signing_declined.txt"
    EXPIRED = "mail/signing_expired.txt"
    CANCELLED = "mail/signing_cancelled.txt"
    HANDED_OVER = "mail/signing_handed_over.txt"


SENT_WHEN = {
    MailKindOfSigning.ASKED: _("Someone is asked to sign a commitment."),
    MailKindOfSigning.REMINDER: _("A signature is still missing, every five days."),
    MailKindOfSigning.CODE: _("A signer asks for the code that confirms the signature."),
    MailKindOfSigning.SIGNED: _("Someone signed: to the signers who were asked and the officer."),
    MailKindOfSigning.DECLINED: _("A signer declined: to the signers who were asked and the officer."),
    MailKindOfSigning.EXPIRED: _("The time to sign is over: to the signers who were asked and the officer."),
    MailKindOfSigning.CANCELLED: _("The city cancels a request: to the signers who were asked."),
    MailKindOfSigning.HANDED_OVER: _("A signer hands the signature to a colleague: to the officer."),
}
SIGNING_MAILS = {
    kind: register_mail(kind, sent_when=words, sample=SIGNING) for kind, words in SENT_WHEN.items()
}


FILE_WAITS = register_mail(
    "mail/signing_file_waits.txt",
    sent_when=_("A file signed outside came of which the check alone cannot tell: to the city's officers."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "title": "Forni elettrici",
        "name": "",
        "by": PERSON,
        "reasons": [UploadReason.REWRITTEN.label],
        "link": portal_address("/it/ufficio/valdoria/firme-impegni/x-y/file/x-z/"),
    },
)


def signing_text(
    *,
    kind: MailKindOfSigning,
    request: SigningRequest,
    to: User,
    about: RequestSigner | None = None,
    token: str = "",
    code: str = "",
) -> MailText:
    """A mail about a request for signatures, for one person; `about` is the slot whose news it tells."""
    commitment = request.version.commitment
    context = {
        "city": commitment.contract.city,
        "organisation": commitment.organisation.name,
        "title": commitment.title,
        "is_withdrawal": request.kind == RequestKind.WITHDRAW,
        "kind": str(request.kind),
        "is_outside": request.minimum_route != SignatureRoute.PORTAL,
        "name": to.name,
        "until": request.expires_at,
        "by": about.person if about else request.opened_by,
        "signed_at": about.ended_at if about else None,
        "reason": about.declined_reason if about else request.reason,
        "code": code,
        "link": _slot_address(token) if token else "",
    }
    return render_mail(SIGNING_MAILS[kind], context, to.language)


def file_waits_text(*, file: ExternalSignedFile, request: SigningRequest, person: User) -> MailText:
    """The news, for an officer, of a file that waits for a decision."""
    commitment = request.version.commitment
    city = commitment.contract.city
    context = {
        "city": city,
        "organisation": commitment.organisation.name,
        "title": commitment.title,
        "name": person.name,
        "by": file.uploaded_by,
        "reasons": [UploadReason(one).label for one in file.report["reasons"]],
        "link": _lazy_address("request-accept", city.slug, request.pk, file.pk),
    }
    return render_mail(FILE_WAITS, context, person.language)


def invitation_text(*, invitation: Invitation, token: str, is_reminder: bool) -> MailText:
    """The invitation, or the reminder of it, with the link that opens it."""
    context = {
        "city": invitation.contract.city,
        "organisation": invitation.organisation.name,
        "name": invitation.contact_name,
        "by": invitation.invited_by,
        "role": OrganisationRole(invitation.role).label,
        "message": invitation.message,
        "until": invitation.expires_at,
        "link": _lazy_address("invitation-open", token),
    }
    return render_mail(REMINDER if is_reminder else INVITATION, context, invitation.language)


def application_text(*, application: Application, person: User) -> MailText:
    """The news of an application for an officer."""
    city = application.contract.city
    context = {
        "city": city,
        "organisation": application.organisation_name,
        "name": application.contact_name,
        "text": application.text,
        "link": _lazy_address("application-list", city.slug),
    }
    return render_mail(APPLICATION, context, person.language)


def application_refused_text(*, application: Application) -> MailText:
    """The refusal of an application with the city's reason, for who applied."""
    context = {
        "city": application.contract.city,
        "organisation": application.organisation_name,
        "name": application.contact_name,
        "answer": application.answer,
    }
    return render_mail(REFUSAL, context, application.language)


def _slot_address(token: str) -> Any:
    return _lazy_address("signing-read", token)


def _lazy_address(name: str, *arguments: Any) -> Any:
    """The address of a page in the language in which the mail is being written."""
    return format_lazy("{}{}", settings.PORTAL_ADDRESS, reverse_lazy(name, args=arguments))
