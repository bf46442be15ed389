"""What waits for a person: on the home page, in the daily mail, in the calendar."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from contracts.enums import CampaignState, CityRole, CommentKind, ReviewState, SectionState, VersionState
from contracts.models import Comment, ReviewRequest, VersionApproval
from contracts.selectors.calendar import deadlines_of, milestones_of, write_calendar
from contracts.selectors.open_work import list_open_work
from contracts.services.daily import defer_daily_work
from contracts.services.digests import send_digests
from contracts.services.sections import ensure_sections
from core.enums import JobName
from core.models import Job, Mail, User
from core.services.preferences import renew_calendar_key
from tests.factories import (
    CampaignItemFactory,
    CityMembershipFactory,
    ContractFactory,
    CorrectionRequestFactory,
    MilestoneFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def version():
    return ContractFactory(version__state=VersionState.DRAFT).versions.get()


@pytest.fixture
def city(version):
    return version.contract.city


@pytest.fixture
def officer(city):
    return CityMembershipFactory(city=city, role=CityRole.OFFICER, user__language="en").user


@pytest.fixture
def section(version, officer):
    found = ensure_sections(version)["plan.summary"]
    found.assigned_to, found.due_on = officer, TODAY - timedelta(days=1)
    found.save()
    return found


def kinds(user, city):
    return [item.kind for item in list_open_work(user, city)]


def test_nothing_waits_for_a_newcomer(city, officer):
    assert list_open_work(officer, city) == []


def test_own_section_waits_until_it_is_complete(city, officer, section):
    item = list_open_work(officer, city)[0]
    assert (item.kind, item.is_late(TODAY), item.is_late(TODAY - timedelta(days=2))) == ("mine", True, False)
    section.state = SectionState.COMPLETE
    section.save()
    assert kinds(officer, city) == []


def test_section_of_a_closed_version_does_not_wait(city, officer, section):
    section.version.state = VersionState.SUBMITTED
    section.version.save()
    assert kinds(officer, city) == []


def test_open_comments_of_an_own_section_are_counted(version, city, officer, section):
    for resolved_at in (None, None, timezone.now()):
        Comment.objects.create(
            version=version,
            section_key=section.key,
            kind=CommentKind.CHANGE_REQUEST,
            text="?",
            resolved_at=resolved_at,
        )
    with override("en"):
        assert list_open_work(officer, city)[0].text == "2 open comments."


def test_review_waits_for_the_reviewer_and_its_answer_for_who_asked(city, officer, section):
    reviewer = CityMembershipFactory(city=city).user
    section.assigned_to = None
    section.save()
    review = ReviewRequest.objects.create(section=section, reviewer=reviewer, requested_by=officer)
    assert (kinds(reviewer, city), kinds(officer, city)) == (["review"], [])
    review.state = ReviewState.CHANGES_REQUESTED
    review.save()
    assert (kinds(reviewer, city), kinds(officer, city)) == ([], ["answered"])


def test_version_in_review_waits_for_those_who_have_not_approved(version, city, officer):
    version.state = VersionState.INTERNAL_REVIEW
    version.save()
    VersionApproval.objects.create(version=version, person=officer, content_sha256="0" * 64)
    assert (kinds(officer, city), kinds(CityMembershipFactory(city=city).user, city)) == ([], ["review"])


def test_campaign_and_hints_wait_for_everyone(version, city, officer):
    CampaignItemFactory(campaign__contract=version.contract, campaign__state=CampaignState.OPEN)
    CorrectionRequestFactory(contract=version.contract)
    assert kinds(officer, city) == ["city", "city"]


def test_what_is_due_first_stands_first_and_queries_stay_few(
    version, city, officer, section, django_assert_num_queries
):
    for key in ("plan.introduction", "plan.process"):
        other = ensure_sections(version)[key]
        other.assigned_to, other.due_on = officer, TODAY if key == "plan.process" else None
        other.save()
    with django_assert_num_queries(6):
        items = list_open_work(officer, city)
    assert [item.due_on for item in items] == [TODAY - timedelta(days=1), TODAY, None]


def test_digest_goes_once_a_day_to_who_wants_it_and_has_work(city, officer, section):
    CityMembershipFactory(city=city)
    assert [send_digests(today=TODAY), send_digests(today=TODAY)] == [1, 0]
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (officer.email, "1 thing waits for you in the Climate City Contract")
    assert "/en/ufficio/" in mail.body
    assert send_digests(today=TODAY + timedelta(days=1)) == 1


def test_who_switched_it_off_gets_no_digest(city, officer, section):
    User.objects.update(wants_digest=False)
    assert (send_digests(today=TODAY), Mail.objects.count()) == (0, 0)


def test_day_begins_with_its_jobs():
    defer_daily_work(today=TODAY)
    assert sorted(Job.objects.values_list("name", "key")) == [
        (JobName.RUN_CAMPAIGNS, "2026-11-22"),
        (JobName.SEND_DIGESTS, "2026-11-22"),
        (JobName.WARN_OF_CREDENTIALS, "2026-11-22"),
        (JobName.RUN_INVITATIONS, "2026-11-22"),
    ]


def test_calendar_holds_own_deadlines_of_own_cities(version, city, officer, section):
    MilestoneFactory(city=city, due_on=date(2027, 5, 1), title={"it": "Tetti"})
    MilestoneFactory()
    campaign = CampaignItemFactory(
        campaign__contract=version.contract, campaign__state=CampaignState.OPEN
    ).campaign
    ReviewRequest.objects.create(section=section, reviewer=officer, due_on=TODAY)
    days = sorted(one.day for one in deadlines_of(officer))
    assert days == sorted([section.due_on, TODAY, campaign.closes_on, date(2027, 5, 1)])


def test_calendar_is_one_that_programs_read(city):
    MilestoneFactory(city=city, due_on=date(2027, 5, 1), title={"it": "Tetti; e\naltro"})
    content = write_calendar("Tappe", milestones_of(city.milestones.all()))
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert (event["dtstart"].dt, "Tetti; e\naltro" in str(event["summary"])) == (date(2027, 5, 1), True)
    assert content == write_calendar("Tappe", milestones_of(city.milestones.all()))


def test_feed_opens_with_its_secret_alone(client, officer, section):
    key = renew_calendar_key(user=officer)
    page = client.get(reverse("calendar-feed", args=[key]))
    assert (page.status_code, page["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    renew_calendar_key(user=officer)
    assert client.get(reverse("calendar-feed", args=[key])).status_code == 404


def test_milestones_of_a_public_contract_are_everyones(client):
    contract = ContractFactory()
    hidden = ContractFactory(version__state=VersionState.DRAFT)
    codes = [
        client.get(reverse("milestone-calendar", args=[one.city.slug])).status_code
        for one in (contract, hidden)
    ]
    assert codes == [200, 404]


def test_person_chooses_mail_and_calendar(client, officer):
    client.force_login(officer)
    url = reverse("my-settings")
    client.post(url, {})
    client.post(url, {"calendar": "1"})
    officer.refresh_from_db()
    assert (officer.wants_digest, len(officer.calendar_key) > 30) == (False, True)
    assert officer.calendar_key in client.get(url).content.decode()
