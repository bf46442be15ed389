"""Officers' pages of exports."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from contracts.enums import CityRole, VersionState, Visibility
from contracts.models import Contract, ContractVersion
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import Change, Job
from core.web.job_rows import STOP_POLLING
from exchange.enums import ExportKind, ExportState
from exchange.models import ExportFile
from exchange.services.exports import FAULT
from exchange.tasks import make_export
from tests.browsers import sign_in
from tests.factories import (
    CityFactory,
    CityMembershipFactory,
    ContractFactory,
    ContractVersionFactory,
    ExportFileFactory,
)
from tests.pages import field_errors, tells_an_error, words

WANTED = {"version": "1", "kind": "json", "language": "it", "level": "internal"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def contract(db: None) -> Contract:
    return ContractFactory(city__slug="valdoria")


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    found: ContractVersion = contract.versions.get()
    return found


@pytest.fixture
def office(contract: Contract) -> Client:
    return sign_in(CityMembershipFactory(city=contract.city, role=CityRole.READER).user)


def address(name: str, *arguments: object) -> str:
    return reverse(name, args=["valdoria", *arguments])


def finish_work() -> None:
    for job in Job.objects.filter(name="exchange.make_export"):
        make_export(str(job.pk))


def test_list_offers_every_version_and_shows_every_file(office, contract, version):
    ContractVersionFactory(contract=contract, number=2, is_current=False, state=VersionState.DRAFT)
    made = ExportFileFactory(version=version)
    ExportFileFactory()
    response = office.get(address("export-list"))
    assert [number for number, _label in response.context["form"].fields["version"].choices] == [2, 1]
    assert [row.pk for row in response.context["rows"]] == [made.pk]
    assert f'href="{address("export-file", made.pk)}"' in response.content.decode()


def test_list_without_files_says_so(office):
    assert "No file yet" in words(office.get(address("export-list")))


def test_file_is_asked_for_followed_and_downloaded(office, version):
    page = office.post(address("export-create"), WANTED, follow=True)
    (row,) = page.context["rows"]
    follow = address("export-row", row.pk)
    assert (row.is_open, f'hx-get="{follow}"' in page.content.decode()) == (True, True)
    assert office.get(follow).status_code == 200
    finish_work()
    done = office.get(follow)
    assert (done.status_code, "Download" in words(done)) == (STOP_POLLING, True)
    response = office.get(address("export-file", row.pk))
    assert b"".join(response.streaming_content).startswith(b"{")
    assert response["Content-Disposition"] == 'attachment; filename="valdoria-v1-it.json"'
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == ("nosniff", "sandbox")


def test_file_that_is_there_is_only_shown(office, version):
    office.post(address("export-create"), WANTED)
    finish_work()
    page = office.post(address("export-create"), WANTED, follow=True)
    assert "nothing has changed since it was made" in words(page)
    assert ExportFile.objects.count() == 1


@pytest.mark.parametrize("name", ["version", "kind", "language", "level"])
def test_form_refuses_what_is_not_offered(office, version, name):
    response = office.post(address("export-create"), {**WANTED, name: "9"})
    assert (field_errors(response), tells_an_error(response)) == ({name: 1}, True)


def test_progress_is_told_step_by_step(office, version):
    office.post(address("export-create"), WANTED)
    Job.objects.update(state="running", done=1, total=3, step="Writing the file")
    told = words(office.get(address("export-row", ExportFile.objects.get().pk)))
    assert ("Writing the file" in told, "1 of 3" in told) == (True, True)


@pytest.mark.parametrize(
    ("hours", "told"),
    [((-1, None), True), ((1, None), False), ((-1, -2), False), ((-2, -1), True)],
)
def test_file_made_before_the_latest_change_says_so(office, version, hours, told):
    made, frozen = hours
    record_change(ChangeVerb.CHANGED, version, city_slug="valdoria", summary="Vision")
    changed_at = Change.objects.latest("made_at").made_at
    record_change(ChangeVerb.CHANGED, version, city_slug="another-city", summary="Vision")
    frozen_at = changed_at + timedelta(hours=frozen) if frozen else None
    ContractVersion.objects.filter(pk=version.pk).update(frozen_at=frozen_at)
    ExportFileFactory(version=version, made_at=changed_at + timedelta(hours=made))
    Change.objects.filter(city_slug="another-city").update(made_at=changed_at + timedelta(hours=9))
    assert ("Made before the latest change" in words(office.get(address("export-list")))) == told


def test_file_is_as_old_as_what_was_read_for_it(office, version):
    office.post(address("export-create"), WANTED)
    finish_work()
    assert "Made before the latest change" not in words(office.get(address("export-list")))
    record_change(ChangeVerb.CHANGED, version, city_slug="valdoria", summary="Vision")
    assert "Made before the latest change" in words(office.get(address("export-list")))


def test_failure_is_told_in_words(office, version):
    ExportFileFactory(version=version, state=ExportState.FAILED, error=FAULT, file="")
    assert FAULT in words(office.get(address("export-list")))


def test_file_that_is_not_ready_is_not_there(office, version):
    waiting = ExportFileFactory(version=version, state=ExportState.WAITING, file="")
    assert office.get(address("export-file", waiting.pk)).status_code == 404


def test_files_of_another_city_are_not_there(office):
    other = ExportFileFactory()
    urls = [address("export-file", other.pk), address("export-row", other.pk)]
    assert [office.get(url).status_code for url in urls] == [404, 404]


def test_city_without_a_contract_has_no_exports(db):
    city = CityFactory(slug="valdoria")
    browser = Client()
    browser.force_login(CityMembershipFactory(city=city).user)
    assert browser.get(address("export-list")).status_code == 404


def test_list_takes_a_fixed_number_of_queries(office, version):
    counts = []
    for rows in (1, 20):
        for state in (ExportState.READY, ExportState.WAITING):
            ExportFileFactory.create_batch(rows, version=version, state=state, kind=ExportKind.CSV)
        with CaptureQueriesContext(connection) as queries:
            office.get(address("export-list"))
        counts.append(len(queries))
    assert counts == [10, 10]


def test_levels_are_offered_in_words(office, version):
    choices = office.get(address("export-list")).context["form"].fields["level"].choices
    assert [value for value, _label in choices] == Visibility.values
