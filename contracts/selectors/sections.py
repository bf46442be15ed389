"""What stands on the page of one section beside its text: who works on it, remarks, reviews, drafts."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from contracts.enums import CityRole, ReviewState
from contracts.models import City, Comment, ContractVersion, ReviewRequest, Section, SectionDraft
from core.models import User

HERE_FOR = timedelta(seconds=90)
"""The page tells every 30 seconds that it is open; whoever missed three times has gone."""
_WORDS = re.compile(r"\w+(?:['’\-.,]\w+)*")


@dataclass(frozen=True, slots=True)
class LanguageText:
    """The text of a section in one language."""

    code: str
    name: str
    text: str
    is_source: bool
    is_older: bool
    words: int


def count_words(text: str) -> int:
    """How many words a text has; a number with its marks is one."""
    return len(_WORDS.findall(text))


def texts_of(section: Section) -> list[LanguageText]:
    """The text in each language of the portal; a translation that was saved before the original is older."""
    saved, source = section.text_revisions, section.source_language
    return [
        LanguageText(
            code=code,
            name=str(name),
            text=(text := section.body.get(code, "")),
            is_source=code == source,
            is_older=bool(text) and code != source and saved.get(code, 0) < saved.get(source, 0),
            words=count_words(text),
        )
        for code, name in settings.LANGUAGES
    ]


def comments_of(version: ContractVersion, key: str) -> list[Comment]:
    """The remarks on a section, open ones first, each part from old to new."""
    found = version.comments.filter(section_key=key).select_related("author", "resolved_by")
    return sorted(found, key=lambda one: one.resolved_at is not None)


def reviews_of(section: Section) -> list[ReviewRequest]:
    """The reviews that were asked for, newest first; those taken back are left out."""
    found = section.reviews.exclude(state=ReviewState.WITHDRAWN)
    return list(found.select_related("reviewer", "requested_by").order_by("-requested_at", "-id"))


def people_here(section: Section, me: User) -> list[str]:
    """Names of the others who have the section open now."""
    since = timezone.now() - HERE_FOR
    here = section.presences.filter(seen_at__gte=since).exclude(person=me).select_related("person")
    return [str(one.person) for one in here.order_by("person__name", "person__email")]


def own_draft(section: Section, me: User, language: str) -> SectionDraft | None:
    """What the person typed and did not save, where it differs from the stored text."""
    draft = section.drafts.filter(author=me, language=language).first()
    is_news = draft is not None and draft.body.rstrip() != section.body.get(language, "").rstrip()
    return draft if is_news else None


def team_of(city: City, *, editors_only: bool = False) -> list[User]:
    """The people of the city's team by name; `editors_only` leaves readers out."""
    roles = [CityRole.LEAD, CityRole.OFFICER] if editors_only else CityRole.values
    team = User.objects.filter(is_active=True, city_memberships__city=city, city_memberships__role__in=roles)
    return list(team.order_by("name", "email"))
