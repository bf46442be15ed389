"""The mails of this room."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.emails import MailText, portal_address, register_mail, render_mail
from core.models import User
from exchange.models import ApiCredential

ENDING = register_mail(
    "mail/credential_ending.txt",
    sent_when=_("An API credential ends in 14 days, in 3 days, tomorrow."),
    sample={
        "to": "clima@valdoria.example",
        "owner": "Valdoria",
        "label": "Cruscotto regionale",
        "public_id": "k7m2qa5c",
        "responsible": "mobilita@valdoria.example",
        "ends_on": date(2027, 3, 31),
        "link": portal_address("/it/ufficio/valdoria/credenziali/"),
    },
)


def ending_text(*, credential: ApiCredential, person: User) -> MailText:
    """The warning that a key ends, for who answers for it or may replace it."""
    context = {
        "to": person,
        "owner": credential.owner,
        "label": credential.label,
        "public_id": credential.public_id,
        "responsible": credential.responsible or "",
        "ends_on": timezone.localdate(credential.expires_at),
        "link": _page_of(credential),
    }
    return render_mail(ENDING, context, person.language)


def _page_of(credential: ApiCredential) -> Any:
    """Where the key can be replaced; an organisation's people come to its own pages."""
    if credential.city is not None:
        path = reverse_lazy("credential-list", args=[credential.city.slug])
    else:
        path = reverse_lazy("organisation-home", args=[credential.organisation_id])
    return format_lazy("{}{}", settings.PORTAL_ADDRESS, path)
