"""The mail about the evidence log: a check found what is not as it was written."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.emails import MailText, portal_address, register_mail, render_mail
from core.models import User

MOST_TOLD = 20
ALARM = register_mail(
    "mail/evidence_alarm.txt",
    sent_when=_("A check of the evidence log finds a fault that the check before it had not found."),
    sample={
        "name": "admin@portale.example",
        "faults": [
            {
                "stream": "0193d0a2-0000-7000-8000-000000000001",
                "seq": 7,
                "kind": "version.moved",
                "fault": "its content is not what its digest says",
            }
        ],
        "more": 0,
        "link": portal_address("/it/prove/"),
    },
)


def alarm_text(*, person: User, faults: Sequence[dict[str, Any]]) -> MailText:
    """What an administrator is told of new faults; the words of faults are English, as the command prints them."""
    with override(person.language):
        link = portal_address(reverse("evidence-log"))
    told = {"name": str(person), "faults": faults[:MOST_TOLD], "more": len(faults) - MOST_TOLD, "link": link}
    return render_mail(ALARM, told, person.language)
