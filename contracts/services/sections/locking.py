"""Finding a section that a person may change, locked for the rest of the transaction."""

from uuid import UUID

from contracts import rules
from contracts.models import Section
from contracts.tables import find_section
from contracts.validators import validate_editable
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User


def lock_section(*, section_id: UUID, by: User) -> Section:
    """Lock a section that `by` may change; raises `ValidationError` where its version does not change any more."""
    section = (
        Section.objects.select_for_update(of=("self",))
        .select_related("version__contract__city")
        .get(pk=section_id)
    )
    require(rules.can_edit_city, by, section.version.contract.city)
    validate_editable(section.version)
    return section


def save_changed(*, section: Section, by: User) -> None:
    """Save a section as its next revision and tell it in the office's history: a draft is not public."""
    section.revision += 1
    section.changed_by = by
    section.full_clean(validate_unique=False, validate_constraints=False)
    section.save()
    record_change(
        ChangeVerb.CHANGED,
        section,
        city_slug=section.version.contract.city.slug,
        summary=find_section(section.key).title,
        made_by=by,
        is_public=False,
    )
