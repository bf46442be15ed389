"""Texts of the mails this room sends, in the language of who gets them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from contracts.models import CityMembership
from core.models import User

SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and text of a mail."""

    subject: str
    body: str


def invitation_text(*, membership: CityMembership, by: User, link: str) -> MailText:
    """The invitation of someone new, with the link that opens their account."""
    return _write(
        membership,
        "mail/invitation.txt",
        {"by": by, "link": link, "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY},
    )


def welcome_text(*, membership: CityMembership, by: User, link: str) -> MailText:
    """The news for someone who has an account already; `link` is the office's address."""
    return _write(membership, "mail/welcome.txt", {"by": by, "link": link})


def _write(membership: CityMembership, template: str, context: dict[str, Any]) -> MailText:
    with override(membership.user.language):
        subject = _("%(city)s: you have been invited to the Climate City Contract portal") % {
            "city": membership.city
        }
        body = render_to_string(template, {"membership": membership, **context})
    return MailText(" ".join(subject.split()), body)
