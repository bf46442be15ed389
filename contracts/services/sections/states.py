"""How far a section is, and who has it in hand."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import emails, rules
from contracts.enums import SectionState
from contracts.models import Section
from contracts.selectors.workspace import section_status
from contracts.services.sections.locking import lock_section, save_changed
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal


@transaction.atomic
def complete_section(*, section_id: UUID, by: User) -> Section:
    """Mark a section as complete; refused, with every reason, while something that is required is missing."""
    section = lock_section(section_id=section_id, by=by)
    missing = section_status(section.version, section.key).missing
    if missing:
        raise ValidationError([ValidationError(reason, code="missing") for reason in missing])
    if section.state != SectionState.COMPLETE:
        section.state = SectionState.COMPLETE
        save_changed(section=section, by=by)
    return section


@transaction.atomic
def reopen_section(*, section_id: UUID, by: User) -> Section:
    """Put a section back to work."""
    section = lock_section(section_id=section_id, by=by)
    if section.state != SectionState.IN_PROGRESS:
        section.state = SectionState.IN_PROGRESS
        save_changed(section=section, by=by)
    return section


@transaction.atomic
def assign_section(
    *, section_id: UUID, person: User | None, due_on: date | None, by: User, link: str = ""
) -> Section:
    """Give a section to a colleague, by a day if one is named, and write to them; None takes it back."""
    section = lock_section(section_id=section_id, by=by)
    _check_person(section, person)
    _check_due_on(section, due_on)
    is_news = person is not None and person != by and section.assigned_to_id != person.pk
    section.assigned_to, section.due_on = person, due_on if person else None
    save_changed(section=section, by=by)
    if person is not None and is_news:
        mail = emails.assignment_text(section=section, by=by, link=link)
        queue_text(to=person.email, text=mail)
    return section


def _check_person(section: Section, person: User | None) -> None:
    if person is not None and not rules.can_edit_city(person, section.version.contract.city):
        raise refusal("person", _("Choose a colleague who may change the contract."), "person")


def _check_due_on(section: Section, due_on: date | None) -> None:
    """A day in the past is refused, unless it stood there already."""
    if due_on is not None and due_on < timezone.localdate() and due_on != section.due_on:
        raise refusal("due_on", _("This day is past."), "past")
