"""The mails about reports and mandates: what each is told, and who reads it in which language."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contracts.models import City, MonitoringCampaign
from core.emails import MailText, portal_address, register_mail, render_mail
from core.models import User
from stakeholders.enums import AuthorityBasis, CommitmentState, ReportState
from stakeholders.models import Commitment, CommitmentReport, Mandate, Organisation

CITY, ORGANISATION, PROMISE = "Valdoria", "Forno Esempio", "Un forno senza gas"
OF_REPORT = {
    "city": CITY,
    "organisation": ORGANISATION,
    "commitment": PROMISE,
    "action": "VAL01 Forni elettrici",
    "day": date(2026, 10, 31),
}
SENT = register_mail(
    "mail/report_sent.txt",
    sent_when=_("An organisation reports on its commitment."),
    sample=OF_REPORT
    | {
        "text": "Il forno è acceso.",
        "link": portal_address("/it/ufficio/valdoria/organizzazioni/resoconti/"),
    },
)
REVIEWED = register_mail(
    "mail/report_reviewed.txt",
    sent_when=_("The city accepts a report, asks about it or rejects it."),
    sample=OF_REPORT
    | {
        "state": ReportState.QUESTIONED.value,
        "review": "Da quale contatore viene il numero?",
        "link": portal_address("/it/organizzazione/resoconti/"),
    },
)
JUDGED = register_mail(
    "mail/commitment_judged.txt",
    sent_when=_("The city says whether a commitment was fulfilled."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "commitment": PROMISE,
        "state": CommitmentState.PARTIALLY_FULFILLED.label,
        "reason": "Due forni su tre sono elettrici.",
        "link": portal_address("/it/organizzazione/resoconti/"),
    },
)
ASKED = register_mail(
    "mail/report_asked.txt",
    sent_when=_("A monitoring campaign asks an organisation to report on its commitments."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "campaign": "Monitoraggio 2026",
        "commitments": [PROMISE],
        "until": date(2026, 12, 15),
        "link": portal_address("/it/organizzazione/resoconti/"),
    },
)
OF_MANDATE = {
    "city": CITY,
    "organisation": ORGANISATION,
    "person": "clima@valdoria.example",
    "basis": AuthorityBasis.LEGAL_REPRESENTATIVE.label,
    "office": "Titolare",
}
DECLARED = register_mail(
    "mail/mandate_declared.txt",
    sent_when=_("A person declares why they may sign for an organisation."),
    sample=OF_MANDATE | {"link": portal_address("/it/ufficio/valdoria/organizzazioni/mandati/")},
)
ANSWERED = register_mail(
    "mail/mandate_answered.txt",
    sent_when=_("The city confirms or refuses a mandate."),
    sample=OF_MANDATE | {"is_confirmed": True, "link": portal_address("/it/organizzazione/")},
)


def report_sent_text(*, report: CommitmentReport, person: User) -> MailText:
    """The news of a report, for an officer."""
    link = _lazy_address("report-review", report.commitment.contract.city.slug, report.pk)
    context = _of_report(report) | {"text": report.text, "link": link}
    return render_mail(SENT, context, person.language)


def report_reviewed_text(*, report: CommitmentReport, person: User) -> MailText:
    """What the city says to a report, for someone of the organisation."""
    link = _lazy_address("organisation-reports", report.commitment.organisation_id)
    context = _of_report(report) | {"state": str(report.state), "review": report.review, "link": link}
    return render_mail(REVIEWED, context, person.language)


def commitment_judged_text(*, commitment: Commitment, reason: str, person: User) -> MailText:
    """Whether the city takes a commitment for fulfilled, for someone of the organisation."""
    context = {
        "city": commitment.contract.city,
        "organisation": commitment.organisation.name,
        "commitment": commitment.title,
        "state": CommitmentState(commitment.state).label,
        "reason": reason,
        "link": _lazy_address("organisation-reports", commitment.organisation_id),
    }
    return render_mail(JUDGED, context, person.language)


def report_asked_text(
    *, campaign: MonitoringCampaign, organisation: Organisation, commitments: list[Commitment], person: User
) -> MailText:
    """The request for reports of a campaign, for someone of the organisation."""
    context = {
        "city": campaign.contract.city,
        "organisation": organisation.name,
        "campaign": campaign.title,
        "commitments": [one.title for one in commitments],
        "until": campaign.closes_on,
        "link": _lazy_address("organisation-reports", organisation.pk),
    }
    return render_mail(ASKED, context, person.language)


def mandate_declared_text(*, mandate: Mandate, city: City, person: User) -> MailText:
    """The news of a mandate that the city is to look at, for an officer."""
    context = _of_mandate(mandate) | {"city": city, "link": _lazy_address("mandate-list", city.slug)}
    return render_mail(DECLARED, context, person.language)


def mandate_answered_text(*, mandate: Mandate, city: City, is_confirmed: bool) -> MailText:
    """What the city says to a mandate, for its holder."""
    link = _lazy_address("organisation-home", mandate.organisation_id)
    context = _of_mandate(mandate) | {"city": city, "is_confirmed": is_confirmed, "link": link}
    return render_mail(ANSWERED, context, mandate.person.language)


def _of_report(report: CommitmentReport) -> dict[str, Any]:
    return {
        "city": report.commitment.contract.city,
        "organisation": report.commitment.organisation.name,
        "commitment": report.commitment.title,
        "action": report.action,
        "day": report.reported_on,
    }


def _of_mandate(mandate: Mandate) -> dict[str, Any]:
    return {
        "organisation": mandate.organisation.name,
        "person": mandate.person,
        "basis": AuthorityBasis(mandate.basis).label,
        "office": mandate.title,
    }


def _lazy_address(name: str, *arguments: Any) -> Any:
    """The address of a page in the language in which the mail is being written."""
    return format_lazy("{}{}", settings.PORTAL_ADDRESS, reverse_lazy(name, args=arguments))
