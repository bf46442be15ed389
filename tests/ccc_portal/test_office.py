from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from contracts.enums import CityRole, MilestoneState, VersionState
from contracts.models import Action, City, Contract, InventorySeries
from core.changes import record_change
from core.enums import ChangeVerb, JobName, JobState
from core.jobs import claim_job, defer
from core.models import Job, User
from tests.browsers import sign_in
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    CityFactory,
    CityMembershipFactory,
    CommitmentFactory,
    CommitmentReportFactory,
    ContractFactory,
    ContractVersionFactory,
    FindingFactory,
    InventoryFactory,
    InventorySeriesFactory,
    MilestoneFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return CityFactory(slug="valdoria", names={"it": "Valdoria", "en": "Valdoria"})


@pytest.fixture
def contract(city: City) -> Contract:
    return ContractFactory(city=city)


@pytest.fixture
def officer(city: City) -> User:
    return CityMembershipFactory(city=city, role=CityRole.OFFICER).user


@pytest.fixture
def office(officer: User) -> Client:
    return sign_in(officer)


@pytest.fixture
def job(contract: Contract) -> Job:
    return defer(JobName.RECOMPUTE_CONTRACT, key=str(contract.pk))


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *(row.pk for row in rows)])


def open_home(office: Client) -> Any:
    return office.get(address("officer-home"))


def recent_year() -> int:
    return timezone.localdate().year - 1


def test_home_tells_of_reports_that_wait_and_leads_to_ones_own_organisation(
    office: Client, officer: User, contract: Contract
) -> None:
    report = CommitmentReportFactory(commitment__contract=contract)
    own = report.commitment.organisation
    OrganisationMembershipFactory(organisation=own, user=officer)
    page = open_home(office).content.decode()
    assert address("office-report-list") in page
    assert reverse("organisation-home", args=[own.pk]) in page


def test_home_tells_of_submitted_commitments_and_leads_to_them(office: Client, contract: Contract) -> None:
    CommitmentFactory(contract=contract, state="draft")
    assert "?stato=submitted" not in open_home(office).content.decode()
    CommitmentFactory.create_batch(2, contract=contract, state="submitted")
    with translation.override("en"):
        alerts = open_home(office).context["alerts"]
    [alert] = [one for one in alerts if one.url.endswith("?stato=submitted")]
    assert alert.title == "2 commitments wait for the city's answer"
    assert office.get(alert.url).context["page"].paginator.count == 2


def test_start_leads_to_the_only_city(office: Client, contract: Contract) -> None:
    assert office.get(reverse("officer-start"))["Location"] == address("officer-home")


def test_start_lists_the_cities_of_who_has_several(office: Client, officer: User, contract: Contract) -> None:
    other = ContractFactory().city
    CityMembershipFactory(city=other, user=officer)
    ContractFactory()
    response = office.get(reverse("officer-start"))
    assert {one.pk for one in response.context["cities"]} == {contract.city_id, other.pk}


def test_start_tells_who_has_no_city_what_to_do(client: Client) -> None:
    client.force_login(UserFactory())
    response = client.get(reverse("officer-start"))
    assert (response.status_code, response.context["cities"]) == (200, [])
    assert reverse("home") in response.content.decode()


def test_start_asks_to_sign_in(client: Client) -> None:
    url = reverse("officer-start")
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


def baseline_series(contract: Contract) -> InventorySeries:
    """The series that the contract is measured by."""
    series: InventorySeries = InventorySeriesFactory(city=contract.city)
    contract.versions.update(baseline_series=series)
    return series


def test_home_says_when_nothing_is_late(office: Client, contract: Contract) -> None:
    InventoryFactory(series=baseline_series(contract), year=recent_year())
    response = open_home(office)
    assert (response.context["alerts"], response.context["overdue"]) == ([], [])


def test_home_tells_late_milestones(office: Client, city: City, contract: Contract) -> None:
    today = timezone.localdate()
    late = MilestoneFactory(city=city, due_on=today - timedelta(days=61), title={"it": "Gara bus"})
    moved = MilestoneFactory(city=city, due_on=today - timedelta(days=1), state=MilestoneState.MOVED)
    MilestoneFactory(city=city, due_on=today - timedelta(days=5), state=MilestoneState.REACHED)
    coming = MilestoneFactory(city=city, due_on=today)
    context = open_home(office).context
    assert (context["overdue"], list(context["upcoming"])) == ([late, moved], [coming])
    alert = context["alerts"][0]
    assert (alert.kind, alert.url) == ("late", address("milestone-list"))
    assert ["Gara bus" in alert.text, "61" in alert.text] == [True, True]


@pytest.mark.parametrize(("years_ago", "alerts"), [(None, 1), (1, 0), (2, 0), (4, 1)])
def test_home_tells_the_age_of_the_inventory(
    office: Client, city: City, contract: Contract, years_ago: int | None, alerts: int
) -> None:
    if years_ago is not None:
        year = timezone.localdate().year - years_ago
        InventoryFactory(series=baseline_series(contract), year=year)
    InventoryFactory(
        series=InventorySeriesFactory(city=city), year=timezone.localdate().year
    )  # another method
    found = [one for one in open_home(office).context["alerts"] if one.url == address("inventory-create")]
    assert len(found) == alerts


def test_home_lists_running_actions_without_a_recent_report(office: Client, contract: Contract) -> None:
    today = timezone.localdate()
    year = today.year

    def make(code: str, **changes: Any) -> Action:
        return ActionFactory(contract=contract, code=code, **{"start_year": year, "end_year": year} | changes)

    make("NEVER", reduction_tco2e=1)
    ActionReportFactory(action=make("LONG AGO"), reported_on=today - timedelta(days=400))
    make("NO YEARS", start_year=None, end_year=None, reduction_tco2e=None)
    ActionReportFactory(action=make("REPORTED"), reported_on=today - timedelta(days=30))
    make("NOT YET", start_year=year + 1, end_year=year + 2)
    make("OVER", start_year=year - 3, end_year=year - 1)
    make("DONE", state="completed")
    make("ARCHIVED", archived_at=timezone.now())
    silent = open_home(office).context["silent"]
    assert [action.code for action in silent] == ["LONG AGO", "NEVER", "NO YEARS"]


def test_home_shows_findings_jobs_and_changes(office: Client, city: City, officer: User, job: Job) -> None:
    FindingFactory(city=city, place="VAL-052")
    record_change(ChangeVerb.CHANGED, city, city_slug=city.slug, summary="Teleriscaldamento", made_by=officer)
    merged = defer(JobName.RECOMPUTE_CONTRACT, key=job.key)
    Job.objects.filter(pk=merged.pk).update(state=JobState.MERGED, merged_into=job)
    response = open_home(office)
    assert [row.pk for row in response.context["jobs"]] == [job.pk]
    page = words(response)
    assert ["VAL-052" in page, "Teleriscaldamento" in page, str(officer) in page] == [True] * 3


def test_home_tells_a_finding_once_when_a_draft_has_it_too(
    office: Client, city: City, contract: Contract
) -> None:
    current = contract.versions.get()
    draft = ContractVersionFactory(contract=contract, number=2, state=VersionState.DRAFT, is_current=False)
    for version, place in ((None, "shared"), (current, "mended"), (current, "copied"), (draft, "copied")):
        FindingFactory(city=city, version=version, place=place)
    told = [finding.place for finding in open_home(office).context["findings"]]
    assert told == ["copied", "shared"]


def test_home_of_a_reader_offers_no_change(client: Client, city: City, contract: Contract) -> None:
    reader = CityMembershipFactory(city=city, role=CityRole.READER).user
    MilestoneFactory(city=city, due_on=date(2024, 1, 1))
    client.force_login(reader)
    page = client.get(address("officer-home")).content.decode()
    assert [address(name) in page for name in ("action-create", "milestone-create")] == [False, False]


@pytest.mark.parametrize("count", [1, 6])
def test_home_takes_few_queries(
    office: Client,
    city: City,
    contract: Contract,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    MilestoneFactory.create_batch(count, city=city, due_on=date(2024, 1, 1))
    ActionFactory.create_batch(count, contract=contract)
    FindingFactory.create_batch(count, city=city)
    with django_assert_max_num_queries(27):
        open_home(office)


@pytest.mark.parametrize("language", ["it", "en"])
def test_job_page_follows_the_work(office: Client, job: Job, language: str) -> None:
    run = claim_job(job.pk)
    assert run is not None
    run.report(1, 3, "Drawing the charts")
    with translation.override(language):
        page = office.get(address("job-detail", job)).content.decode()
        row = address("job-row", job)
    assert [mark in page for mark in (f'hx-get="{row}"', 'hx-trigger="every 2s"', 'max="3" value="1"')] == [
        True,
        True,
        True,
    ]


def test_job_row_is_asked_again_while_the_work_runs(office: Client, job: Job) -> None:
    claim_job(job.pk)
    response = office.get(address("job-row", job))
    assert (response.status_code, "every 2s" in response.content.decode()) == (200, True)


@pytest.mark.parametrize(("state", "leads_on"), [(JobState.DONE, True), (JobState.FAILED, False)])
def test_job_row_ends_with_286(office: Client, job: Job, state: JobState, leads_on: bool) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, error="ValueError: secret of the house")
    response = office.get(address("job-row", job))
    page = response.content.decode()
    assert (response.status_code, "hx-trigger" in page) == (286, False)
    assert (reverse("city-dashboard", args=["valdoria"]) in page) is leads_on
    assert "secret of the house" not in page


def test_job_row_of_a_merged_job_shows_the_one_that_took_it_over(office: Client, job: Job) -> None:
    later = defer(JobName.RECOMPUTE_CONTRACT, key=job.key)
    run = claim_job(later.pk)
    assert run is not None
    run.report(2, 3, "Drawing the charts")
    job.refresh_from_db()
    assert job.state == JobState.MERGED
    response = office.get(address("job-row", job))
    assert (response.status_code, 'value="2"' in response.content.decode()) == (200, True)
    run.finish()
    assert office.get(address("job-row", job)).status_code == 286


def test_job_row_is_not_cached(office: Client, job: Job) -> None:
    assert "no-cache" in office.get(address("job-row", job))["Cache-Control"]
