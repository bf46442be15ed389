"""What waits for one person in one city: sections, reviews, approvals, campaigns, hints of readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.enums import (
    CampaignItemState,
    CampaignState,
    CorrectionState,
    ReviewState,
    SectionState,
    VersionState,
)
from contracts.models import (
    City,
    ContractVersion,
    CorrectionRequest,
    MonitoringCampaign,
    ReviewRequest,
    Section,
)
from contracts.tables import find_section
from core.models import User

OPEN_COMMENTS = Q(version__comments__section_key=F("key"), version__comments__resolved_at=None)
"""Comments on a section that nobody has resolved."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do, with the page on which it is done; `kind` is mine, review, answered or city."""

    kind: str
    title: str
    text: str
    url: str
    due_on: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether its day is past."""
        return self.due_on is not None and self.due_on < today


def list_open_work(user: User, city: City) -> list[WorkItem]:
    """Everything that waits for `user` in `city`, what is due first on top; seven queries at most."""
    items = [
        *_sections_of(user, city),
        *_reviews_for(user, city),
        *_answers_for(user, city),
        *_approvals_for(user, city),
        *_campaigns(city),
        *_corrections(city),
    ]
    return sorted(items, key=lambda item: (item.due_on is None, item.due_on or date.max))


def _sections_of(user: User, city: City) -> Iterator[WorkItem]:
    """Sections that are mine and not complete, with the changes asked for in them."""
    asked = Count("version__comments", filter=OPEN_COMMENTS, distinct=True)
    mine = (
        Section.objects.filter(
            version__contract__city=city, assigned_to=user, version__state__in=VersionState.editable()
        )
        .exclude(state=SectionState.COMPLETE)
        .annotate(request_count=asked)
    )
    for section in mine:
        count = section.request_count
        text = (
            ngettext("%(count)s open comment.", "%(count)s open comments.", count) % {"count": count}
            if count
            else section.get_state_display()
        )
        yield WorkItem("mine", _title(section.key), text, _section_url(city, section.key), section.due_on)


def _reviews_for(user: User, city: City) -> Iterator[WorkItem]:
    rows = ReviewRequest.objects.filter(
        reviewer=user, state=ReviewState.OPEN, section__version__contract__city=city
    ).select_related("section", "requested_by")
    for row in rows:
        text = _("%(person)s asks for your review.") % {"person": row.requested_by or _("A colleague")}
        url = _section_url(city, row.section.key)
        yield WorkItem("review", _title(row.section.key), text, url, row.due_on)


def _answers_for(user: User, city: City) -> Iterator[WorkItem]:
    """Reviews that I asked for and that ask for changes, until the section is complete."""
    rows = (
        ReviewRequest.objects.filter(
            requested_by=user, state=ReviewState.CHANGES_REQUESTED, section__version__contract__city=city
        )
        .exclude(section__state=SectionState.COMPLETE)
        .select_related("section", "reviewer")
    )
    for row in rows:
        text = _("%(person)s asks for changes.") % {"person": row.reviewer}
        yield WorkItem("answered", _title(row.section.key), text, _section_url(city, row.section.key))


def _approvals_for(user: User, city: City) -> Iterator[WorkItem]:
    waiting = ContractVersion.objects.filter(contract__city=city, state=VersionState.INTERNAL_REVIEW).exclude(
        approvals__person=user
    )
    for version in waiting:
        url = reverse("contract-version", args=[city.slug, version.number])
        yield WorkItem(
            "review",
            _("Version %(number)s waits for approval") % {"number": version.number},
            _("Two people of the team approve it before it goes to the council."),
            url,
        )


def _campaigns(city: City) -> Iterator[WorkItem]:
    waiting = Count("items", filter=Q(items__state=CampaignItemState.WAITING))
    rows = MonitoringCampaign.objects.filter(contract__city=city, state=CampaignState.OPEN)
    for campaign in rows.annotate(waiting_count=waiting).filter(waiting_count__gt=0):
        count = campaign.waiting_count
        text = ngettext("%(count)s report is missing.", "%(count)s reports are missing.", count)
        url = reverse("campaign-detail", args=[city.slug, campaign.pk])
        yield WorkItem("city", str(campaign.title), text % {"count": count}, url, campaign.closes_on)


def _corrections(city: City) -> Iterator[WorkItem]:
    count = CorrectionRequest.objects.filter(contract__city=city, state=CorrectionState.OPEN).count()
    if count:
        text = ngettext(
            "%(count)s reader says that a figure is wrong.",
            "%(count)s readers say that a figure is wrong.",
            count,
        )
        yield WorkItem(
            "city",
            _("Hints of readers"),
            text % {"count": count},
            reverse("correction-list", args=[city.slug]),
        )


def _title(key: str) -> str:
    return str(find_section(key).title)


def _section_url(city: City, key: str) -> str:
    return reverse("section-edit", args=[city.slug, key])
