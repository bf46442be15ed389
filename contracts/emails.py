"""The mails of this room: what each is told, and who reads it in which language."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contracts.enums import CityRole, CorrectionState, ReviewState
from contracts.models import CampaignItem, City, CityMembership, CorrectionRequest, ReviewRequest, Section
from contracts.tables import find_section
from core.emails import MailText, portal_address, register_mail, render_mail
from core.fields import Texts
from core.models import User

SECONDS_A_DAY = 86_400
CITY = "Valdoria"
PERSON = "clima@valdoria.example"
COLLEAGUE = "mobilita@valdoria.example"
PAGE = portal_address("/it/ufficio/valdoria/")
SECTION = Texts(it="Obiettivi e ambizione", en="Goals and ambition")
DAY = date(2027, 3, 31)

INVITATION = register_mail(
    "mail/invitation.txt",
    sent_when=_("Someone without an account is invited to a city's team."),
    sample={
        "by": PERSON,
        "city": CITY,
        "role": CityRole.OFFICER.label,
        "link": portal_address("/it/ufficio/invito/MQ/x-y/"),
        "days": 3,
    },
)
WELCOME = register_mail(
    "mail/welcome.txt",
    sent_when=_("Someone who has an account is added to a city's team."),
    sample={"name": COLLEAGUE, "by": PERSON, "city": CITY, "role": CityRole.READER.label, "link": PAGE},
)
ASSIGNMENT = register_mail(
    "mail/section_assignment.txt",
    sent_when=_("A section of the contract is given to a colleague."),
    sample={
        "to": COLLEAGUE,
        "by": PERSON,
        "city": CITY,
        "section": SECTION,
        "due_on": DAY,
        "link": PAGE,
    },
)
REVIEW_REQUEST = register_mail(
    "mail/review_request.txt",
    sent_when=_("A colleague is asked to review a section."),
    sample={
        "to": COLLEAGUE,
        "by": PERSON,
        "city": CITY,
        "section": SECTION,
        "due_on": DAY,
        "note": "Sono giusti gli anni di riferimento?",
        "link": PAGE,
    },
)
REVIEW_ANSWER = register_mail(
    "mail/review_answer.txt",
    sent_when=_("A colleague has reviewed a section."),
    sample={
        "to": PERSON,
        "by": COLLEAGUE,
        "city": CITY,
        "section": SECTION,
        "state": ReviewState.CHANGES_REQUESTED.label,
        "answer": "Manca la fonte.\n\nIl resto va bene.",
        "link": PAGE,
    },
)
DIGEST = register_mail(
    "mail/digest.txt",
    sent_when=_("Work waits for a member of a city's team in the morning."),
    sample={
        "user": COLLEAGUE,
        "count": 2,
        "today": DAY,
        "work": [
            (
                CITY,
                PAGE,
                [
                    SimpleNamespace(title=SECTION, text="…", due_on=DAY - timedelta(days=2), url=PAGE),
                    SimpleNamespace(title=SECTION, text="…", due_on=DAY, url=PAGE),
                ],
            )
        ],
    },
)
CAMPAIGN = register_mail(
    "mail/campaign.txt",
    sent_when=_("A monitoring campaign asks for a report, or reminds of it."),
    speaks_all=True,  # nobody knows which language its reader speaks
    sample={
        "city": CITY,
        "title": Texts(it="Monitoraggio 2026", en="Monitoring 2026"),
        "year": 2026,
        "action": "A1 Tram",
        "party": "",
        "closes_on": DAY,
        "link": PAGE,
    },
)
CORRECTION = register_mail(
    "mail/correction.txt",
    sent_when=_("A reader says that a public figure looks wrong."),
    sample={
        "city": CITY,
        "page": PAGE,
        "figure": "CO₂e 2030",
        "message": "La somma non torna.\nVedi tabella 3.",
        "link": PAGE,
    },
)
CORRECTION_ANSWER = register_mail(
    "mail/correction_answer.txt",
    sent_when=_("The city answers a reader's hint."),
    sample={
        "city": CITY,
        "message": "La somma non torna.",
        "state": CorrectionState.CORRECTED.label,
        "answer": "Grazie, è corretta.",
    },
)


def invitation_text(*, membership: CityMembership, by: User, link: str) -> MailText:
    """The invitation of someone new, with the link that opens their account."""
    days = settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY
    return _invite(INVITATION, membership, {"by": by, "link": link, "days": days})


def welcome_text(*, membership: CityMembership, by: User, link: str) -> MailText:
    """The news for someone who has an account already; `link` is the office's address."""
    return _invite(WELCOME, membership, {"name": membership.user, "by": by, "link": link})


def assignment_text(*, section: Section, by: User, link: str) -> MailText:
    """The news for a colleague that a section is theirs; `link` is the section's page."""
    return _about(ASSIGNMENT, section, section.assigned_to or by, by=by, link=link, due_on=section.due_on)


def review_request_text(*, review: ReviewRequest, link: str) -> MailText:
    """The request for a review, for who is asked; `link` is the page on which they answer."""
    told = {"by": review.requested_by, "due_on": review.due_on, "note": review.note, "link": link}
    return _about(REVIEW_REQUEST, review.section, review.reviewer, **told)


def review_answer_text(*, review: ReviewRequest, link: str) -> MailText:
    """The answer to a review, for who asked; `link` is the section's page."""
    state = ReviewState(review.state).label
    told = {"by": review.reviewer, "state": state, "answer": review.answer, "link": link}
    return _about(REVIEW_ANSWER, review.section, review.requested_by or review.reviewer, **told)


def digest_text(*, user: User, work: list[tuple[City, str, list[Any]]], today: date) -> MailText:
    """The day's open work in its reader's language; `work` holds each city, its office's path and its items."""
    told = [(city, portal_address(path), [_item(one) for one in items]) for city, path, items in work]
    count = sum(len(items) for _city, _path, items in work)
    return render_mail(DIGEST, {"user": user, "count": count, "work": told, "today": today}, user.language)


def campaign_text(*, item: CampaignItem, token: str) -> MailText:
    """The request for a report, with its link."""
    campaign = item.campaign
    context = {
        "city": campaign.contract.city,
        "title": campaign.title,
        "year": campaign.reference_year,
        "action": item.action,
        "party": item.party,
        "closes_on": campaign.closes_on,
        "link": _lazy_address("campaign-answer", token),
    }
    return render_mail(CAMPAIGN, context, "")


def correction_text(*, hint: CorrectionRequest, person: User) -> MailText:
    """The news of a reader's hint for an officer."""
    city = hint.contract.city
    context = {
        "city": city,
        "page": portal_address(hint.page),
        "figure": hint.figure,
        "message": hint.message,
        "link": _lazy_address("correction-answer", city.slug, hint.pk),
    }
    return render_mail(CORRECTION, context, person.language)


def correction_answer_text(*, hint: CorrectionRequest) -> MailText:
    """The answer for the reader, in the language of the page."""
    state = CorrectionState(hint.state).label
    context = {
        "city": hint.contract.city,
        "message": hint.message,
        "state": state,
        "answer": hint.answer,
    }
    return render_mail(CORRECTION_ANSWER, context, hint.language)


def _invite(template: str, membership: CityMembership, context: dict[str, Any]) -> MailText:
    told = {"city": membership.city, "role": CityRole(membership.role).label, **context}
    return render_mail(template, told, membership.user.language)


def _about(template: str, section: Section, to: User, **context: Any) -> MailText:
    """A mail about a section, to one of the team."""
    city, title = section.version.contract.city, find_section(section.key).title
    return render_mail(template, {"to": to, "city": city, "section": title, **context}, to.language)


def _item(item: Any) -> dict[str, Any]:
    """One thing to do, with the whole address of its page."""
    return {
        "title": item.title,
        "text": item.text,
        "due_on": item.due_on,
        "url": portal_address(item.url),
    }


def _lazy_address(name: str, *arguments: Any) -> Any:
    """The address of a page in the language in which the mail is being written."""
    return format_lazy("{}{}", settings.PORTAL_ADDRESS, reverse_lazy(name, args=arguments))
