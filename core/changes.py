"""Rows of the change feed, with what each change did to every field."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise

from core.enums import ChangeVerb
from core.fields import Texts
from core.history import differences, record_fields
from core.models import Change, User, WithId

LONGEST = 300
Summary = str | Promise | Texts | Model | Callable[[], str]
"""What a change is about: words, a thing that has a name, or what makes a sentence in the active language."""


def record_change(
    verb: ChangeVerb,
    subject: WithId,
    *,
    city_slug: str = "",
    summary: Summary | None = None,
    made_by: User | None = None,
    is_public: bool = True,
) -> Change:
    """Write a change row and the history of its fields, inside the transaction and after the row is saved.

    The summary, which is the subject's name where nothing else is told, is kept in every language of the portal.
    With the verb "removed", call it before the row is deleted. What belongs to a draft or a review is not public:
    it stays in the office's history. What a machine did in a person's name says through which credential.
    """
    person = made_by if made_by and made_by.is_authenticated else None
    change = Change.objects.create(
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        city_slug=city_slug,
        summary=_in_every_language(subject if summary is None else summary),
        made_by=person,
        via=person.delegation.label if person and person.delegation else "",
        is_public=is_public,
    )
    record_fields(change, differences(subject, is_leaving=verb == ChangeVerb.REMOVED))
    return change


def _in_every_language(summary: Summary) -> Texts:
    """The summary as each reader will read it: the thing may be gone by then."""
    tell: Callable[[], Any] = summary if callable(summary) else summary.__str__
    told = Texts()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = str(tell())[:LONGEST]
    return told
