"""What somebody types before saving, and who has a section open."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from contracts import rules
from contracts.models import Section, SectionDraft, SectionPresence
from contracts.services.sections.locking import lock_section
from core.access import require
from core.models import User
from core.richtext import CHARACTER_LIMIT


@transaction.atomic
def save_draft(*, section_id: UUID, body: str, language: str, base_revision: int, by: User) -> SectionDraft:
    """Keep what `by` has typed so far; nobody else reads it, and it counts as nothing until it is saved."""
    section = lock_section(section_id=section_id, by=by)
    typed = body.replace("\r\n", "\n").replace("\x00", "")[:CHARACTER_LIMIT]
    draft, _is_new = SectionDraft.objects.update_or_create(
        section=section,
        author=by,
        language=language,
        defaults={"body": typed, "base_revision": base_revision},
    )
    return draft


@transaction.atomic
def discard_draft(*, section_id: UUID, language: str, by: User) -> None:
    """Throw away one's own draft."""
    SectionDraft.objects.filter(section=section_id, author=by, language=language).delete()


@transaction.atomic
def touch_presence(*, section_id: UUID, by: User) -> None:
    """Note that `by` has the section open now."""
    section = Section.objects.select_related("version__contract__city").get(pk=section_id)
    require(rules.can_enter_office, by, section.version.contract.city)
    SectionPresence.objects.update_or_create(section=section, person=by, defaults={"seen_at": timezone.now()})
