"""Rows of the public change feed."""

from core.enums import ChangeVerb
from core.models import Change, User, WithId


def record_change(
    verb: ChangeVerb, subject: WithId, *, city_slug: str = "", summary: str = "", made_by: User | None = None
) -> Change:
    """Write a change row; call it inside the transaction of the change."""
    return Change.objects.create(
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        city_slug=city_slug,
        summary=summary[:300],
        made_by=made_by if made_by and made_by.is_authenticated else None,
    )
