"""The published contract: versions, whole texts, tables, files."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from contracts.documents import DOCUMENT_PART, document_sha256
from contracts.enums import VersionState
from contracts.lifecycle import Candidate
from contracts.models import Contract, ContractVersion
from contracts.services.lifecycle import freeze_version
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import Job
from core.web.job_rows import STOP_POLLING
from exchange.enums import ExportState
from exchange.models import ExportFile
from exchange.services.version_charts import read_charts
from exchange.tasks import make_export
from tests.factories import (
    ActionFactory,
    ContractFactory,
    ContractVersionFactory,
    SectionFactory,
    SnapshotFactory,
    TableRowFactory,
)
from tests.pages import page_title, words


@pytest.fixture
def contract(db: None) -> Contract:
    return ContractFactory(city__slug="valdoria", city__names={"it": "Valdoria", "en": "Valdoria"})


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    found: ContractVersion = contract.versions.get()
    return found


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def address(name: str, *arguments: Any) -> str:
    return reverse(name, args=["valdoria", *arguments])


def open_version(client: Client, number: int = 1) -> Any:
    return client.get(address("contract-version-public", number))


def finish_work() -> None:
    for job in Job.objects.filter(name="exchange.make_export"):
        make_export(str(job.pk))


@pytest.mark.usefixtures("english")
def test_list_shows_published_versions_newest_first(client, contract, version):
    ContractVersionFactory(contract=contract, number=2, is_current=False, state=VersionState.DRAFT)
    ContractVersionFactory(contract=contract, number=3, is_current=False, state=VersionState.SUBMITTED)
    response = client.get(address("contract-document"))
    assert [line.version.number for line in response.context["versions"]] == [3, 1]
    assert page_title(response).startswith("Climate City Contract")


@pytest.mark.usefixtures("english")
def test_list_tells_changes_of_public_things_alone(client, contract):
    record_change(ChangeVerb.CHANGED, contract, city_slug="valdoria", summary="Shown")
    record_change(ChangeVerb.CHANGED, contract, city_slug="valdoria", summary="Hidden", is_public=False)
    record_change(ChangeVerb.CHANGED, contract, city_slug="elsewhere", summary="Elsewhere")
    page = client.get(address("contract-document")).context["page"]
    assert [str(change.summary) for change in page] == ["Shown"]


@pytest.mark.usefixtures("english")
def test_changes_come_in_pages(client, contract):
    for number in range(30):
        record_change(ChangeVerb.CHANGED, contract, city_slug="valdoria", summary=f"Change {number}")
    page = client.get(address("contract-document"), {"page": 2}).context["page"]
    assert [str(change.summary) for change in page] == [f"Change {number}" for number in (4, 3, 2, 1, 0)]


@pytest.mark.usefixtures("english")
def test_version_can_be_read_and_linked_by_section(client, version):
    SectionFactory(version=version, key="plan.summary", body={"en": "# Aim\n\nNet *zero*."})
    TableRowFactory(version=version, table="barriers", cells={"system": "Energy"})
    html = open_version(client).content.decode()
    assert '<h3 id="plan-summary">' in html
    assert 'href="#plan-summary"' in html
    assert "<h4>Aim</h4>" in html
    assert "Net <em>zero</em>." in html
    assert 'id="table-barriers"' in html


@pytest.mark.usefixtures("english")
def test_text_in_another_language_says_so(client, version):
    SectionFactory(version=version, key="plan.summary", body={"it": "Il traguardo."})
    html = open_version(client).content.decode()
    assert "Text only in Italian." in html
    assert '<div class="prose" lang="it"><p>Il traguardo.</p>' in html


def test_text_in_the_readers_language_is_taken(client, version):
    SectionFactory(version=version, key="plan.summary", body={"it": "Il traguardo.", "en": "The aim."})
    html = open_version(client).content.decode()
    assert ("Il traguardo." in html, "The aim." in html, 'lang="it"><p>' in html) == (True, False, False)


@pytest.mark.usefixtures("english")
def test_what_is_not_public_is_left_out_and_named(client, contract, version):
    SectionFactory(version=version, key="plan.outlook", body={"en": "Secret"}, visibility="internal")
    Contract.objects.filter(pk=contract.pk).update(field_visibility={"action.cost_eur": "internal"})
    ActionFactory(contract=contract, code="A1", cost_eur="1234567")
    response = open_version(client)
    text = words(response)
    assert ("Secret" in text, "1,234,567" in text, "not public" in text) == (False, False, True)
    assert "Not public in this version: Outlook and next steps" in text


@pytest.mark.usefixtures("english")
def test_digest_is_that_of_the_json_file(client, version):
    SectionFactory(version=version, key="plan.summary", body={"en": "Aim"})
    shown = open_version(client).content.decode()
    url = address("contract-json", 1, "en")
    client.get(url)
    finish_work()
    document = json.loads(b"".join(client.get(url).streaming_content))
    assert document_sha256(document) in shown


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.INTERNAL_REVIEW, VersionState.WITHDRAWN])
def test_unpublished_version_is_not_there(client, contract, state):
    ContractVersionFactory(contract=contract, number=2, is_current=False, state=state)
    urls = [
        address("contract-version-public", 2),
        address("contract-table", 2, "barriers"),
        address("contract-table-csv", 2, "barriers"),
        address("contract-pdf", 2, "it"),
    ]
    assert [client.get(url).status_code for url in urls] == [404] * 4


def test_change_shows_at_once(client, version):
    row = TableRowFactory(version=version, table="barriers", cells={"system": "Energia"})
    assert "Mobilità" not in words(open_version(client))
    row.cells = {"system": "Mobilità"}
    row.save()
    record_change(ChangeVerb.CHANGED, row, city_slug="valdoria", is_public=False)
    assert "Mobilità" in words(open_version(client))


@pytest.mark.parametrize("rows", [1, 60])
def test_pages_take_a_fixed_number_of_queries(client, version, rows):
    TableRowFactory.create_batch(rows, version=version, table="barriers")
    ActionFactory.create_batch(rows, contract=version.contract)
    urls = [address("contract-document"), address("contract-version-public", 1)]
    urls.append(address("contract-table", 1, "barriers"))
    counts = []
    for url in urls:
        cache.clear()
        client.get(url)
        for _first_and_kept in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
            cache.clear()
    assert counts == [3, 3, 4, 16, 6, 17]


@pytest.mark.usefixtures("english")
def test_long_table_is_cut_and_linked_to_its_own_page(client, version):
    for number in range(60):
        TableRowFactory(
            version=version, table="barriers", position=number, cells={"system": f"System {number}"}
        )
    html = open_version(client).content.decode()
    url = address("contract-table", 1, "barriers")
    assert ("System 49" in html, "System 50" in html, f'href="{url}"' in html) == (True, False, True)
    rest = words(client.get(url, {"page": 2}))
    assert ("System 49" in rest, "System 50" in rest, "51 to 60 of 60" in rest) == (False, True, True)


def test_table_can_be_downloaded(client, version):
    TableRowFactory(
        version=version, table="barriers", cells={"system": "=Energia", "description": {"it": "a"}}
    )
    response = client.get(address("contract-table-csv", 1, "barriers"))
    header, row = b"".join(response.streaming_content).decode().splitlines()
    told = dict(zip(header.split(","), row.split(","), strict=True))
    assert {name: value for name, value in told.items() if value} == {
        "system": "'=Energia",
        "description_it": "a",
    }


def test_chart_is_drawn_with_its_data(client, version):
    SnapshotFactory(contract=version.contract)
    url = address("contract-chart-csv", 1, "trajectory")
    assert f'href="{url}"' in open_version(client).content.decode()
    response = client.get(url)
    assert response["Content-Disposition"] == 'attachment; filename="valdoria-v1-trajectory.csv"'
    assert response.content.decode() == read_charts(version, "it")["trajectory"]["csv"]


def test_chart_that_is_not_there_is_told(client, version):
    assert client.get(address("contract-chart-csv", 1, "sectors")).status_code == 404


@pytest.mark.parametrize("table", ["none", "barriers"])
def test_table_that_is_not_there_is_told(client, version, table):
    assert client.get(address("contract-table", 1, table)).status_code == 404
    assert client.get(address("contract-table-csv", 1, table)).status_code == 404


def test_file_is_made_once_and_handed_out(client, version):
    url = address("contract-xlsx", 1, "it")
    waiting = [client.get(url) for _time in range(2)]
    finish_work()
    response = client.get(url)
    content = b"".join(response.streaming_content)
    export = ExportFile.objects.get()
    assert [one.status_code for one in waiting] == [202, 202]
    assert (export.state, export.made_by, len(content)) == (ExportState.READY, None, export.size_bytes)
    assert {name: response[name] for name in ("Content-Disposition", "X-Content-Type-Options", "ETag")} == {
        "Content-Disposition": 'attachment; filename="valdoria-v1-it.xlsx"',
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{export.sha256}"',
    }


@pytest.mark.usefixtures("english")
def test_page_of_a_file_asks_until_it_is_there(client, version):
    url = address("contract-json", 1, "en")
    first = client.get(url)
    assert f'hx-get="{url}"' in first.content.decode()
    htmx = {"HTTP_HX_REQUEST": "true"}
    assert client.get(url, **htmx).status_code == 200
    finish_work()
    last = client.get(url, **htmx)
    assert (last.status_code, f'href="{url}"' in last.content.decode()) == (STOP_POLLING, True)


@pytest.mark.usefixtures("english")
def test_failure_is_told_in_words(client, version):
    url = address("contract-json", 1, "en")
    client.get(url)
    ExportFile.objects.update(
        state=ExportState.FAILED,
        error="The file could not be made. The portal tries again by itself; its administrators see the error.",
    )
    assert "The portal tries again by itself" in words(client.get(url))


def test_unknown_language_is_not_there(client, version):
    assert client.get(address("contract-pdf", 1, "xx")).status_code == 404


def test_lost_file_is_told(client, version):
    url = address("contract-json", 1, "it")
    client.get(url)
    finish_work()
    ExportFile.objects.update(file="exports/gone.json")
    assert client.get(url).status_code == 404


@pytest.mark.usefixtures("english")
def test_frozen_version_shows_its_digest_and_never_changes(client, version):
    TableRowFactory(version=version, table="barriers", cells={"system": "Energy"})
    frozen = freeze_version(version=version, approved=Candidate(version))[DOCUMENT_PART]
    version.table_rows.update(cells={"system": "Mobility"})
    cache.clear()
    text = words(open_version(client))
    assert ("Energy" in text, "Mobility" in text, frozen in text) == (True, False, True)
    assert frozen in words(client.get(address("contract-document")))
