"""The text of a section, one language at a time."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.enums import SectionState
from contracts.models import ContractVersion, Section
from contracts.services.checks import refresh_findings
from contracts.services.sections.locking import lock_section, save_changed
from contracts.tables import SECTIONS
from core.access import Conflict
from core.models import User
from core.richtext import CHARACTER_LIMIT
from core.validators import refusal


def ensure_sections(version: ContractVersion) -> dict[str, Section]:
    """The sections of a version by key; those that are missing are made, with their usual visibility."""
    found = {section.key: section for section in version.sections.all()}
    missing = [spec for spec in SECTIONS if spec.key not in found]
    if missing:
        Section.objects.bulk_create(
            [Section(version=version, key=spec.key, visibility=spec.visibility) for spec in missing],
            ignore_conflicts=True,
        )
        found = {section.key: section for section in version.sections.all()}
    return found


@transaction.atomic
def save_section(*, section_id: UUID, body: str, language: str, revision: int | None, by: User) -> Section:
    """Write the text of a section in one language; the draft of `by` in that language is gone afterwards.

    Raises `core.access.Conflict` when somebody saved the text of that language after `revision`. The first language
    that is written is the section's source language; a text that is emptied puts a complete section back to work.
    """
    section = lock_section(section_id=section_id, by=by)
    _check_language(language)
    _check_text(section, language, revision)
    text = _tidy(body)
    if not section.body:
        section.source_language = language
    section.body = type(section.body)(
        {**section.body, language: text} if text else _without(section, language)
    )
    if section.state == SectionState.TODO or (section.state == SectionState.COMPLETE and not section.body):
        section.state = SectionState.IN_PROGRESS
    section.text_revisions = {**section.text_revisions, language: section.revision + 1}
    save_changed(section=section, by=by)
    section.drafts.filter(author=by, language=language).delete()
    refresh_findings(contract=section.version.contract)
    return section


def _check_language(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise refusal("language", _("Choose one of the portal's languages."), "language")


def _check_text(section: Section, language: str, revision: int | None) -> None:
    """Two people who write in two languages do not collide, nor does who only changed the state or a date."""
    saved_at = section.text_revisions.get(language, 0)
    if revision is not None and saved_at > revision:
        raise Conflict(
            _(
                "Someone else changed this in the meantime (revision %(now)s, yours was %(yours)s). "
                "Your text is kept below: compare it with the current state and save again."
            )
            % {"now": saved_at, "yours": revision},
            code=Conflict.code,
        )


def _tidy(body: str) -> str:
    """A text with plain line ends and without space at its end; one that is no prose any more is refused."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip()
    if len(text) > CHARACTER_LIMIT:
        raise refusal(
            "body",
            _(
                "The text has %(count)s characters; a section holds at most %(limit)s. Put the rest into an annex."
            )
            % {"count": len(text), "limit": CHARACTER_LIMIT},
            "too_long",
        )
    return text


def _without(section: Section, language: str) -> dict[str, str]:
    return {code: text for code, text in section.body.items() if code != language}
