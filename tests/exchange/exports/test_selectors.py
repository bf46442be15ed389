"""What exports read beside the document: sources, charts, dates, who made what."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from contracts.documents import read_document
from contracts.enums import VersionState, Visibility
from contracts.lifecycle import Candidate, frozen_part_names
from contracts.models import Contract, ContractVersion
from contracts.services.lifecycle import freeze_version
from contracts.tables import SECTIONS
from core.changes import record_change
from core.enums import ChangeVerb
from exchange.selectors.paper_extras import read_extras
from exchange.selectors.provenance import read_provenance
from exchange.selectors.public_page import section_anchor, show_parts
from exchange.selectors.published import version_date
from exchange.services.version_charts import read_charts
from exchange.workbooks import Provenance
from progress.models import ProgressSnapshot
from tests.factories import (
    ActionFactory,
    ContractFactory,
    ContractVersionFactory,
    PaperSignatureFactory,
    SnapshotFactory,
    TableRowFactory,
    UserFactory,
)


@pytest.fixture
def contract(db: None) -> Contract:
    return ContractFactory(city__slug="valdoria", version__edition="March 2024")


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    found: ContractVersion = contract.versions.get()
    return found


@pytest.fixture
def draft(contract: Contract) -> ContractVersion:
    return ContractVersionFactory(contract=contract, number=2, is_current=False, state=VersionState.DRAFT)


def test_published_row_is_published_in_its_version(version):
    row = TableRowFactory(version=version, source="Annex 1", note="Rounded", is_illustrative=True)
    assert read_provenance(version, Visibility.INTERNAL)[str(row.pk)] == Provenance(
        source="Annex 1", note="Rounded", is_illustrative=True, published_in=f"{version} (March 2024)"
    )


def test_version_without_edition_is_told_by_its_day(version):
    ContractVersion.objects.filter(pk=version.pk).update(edition="", label_on=date(2024, 10, 8))
    version.refresh_from_db()
    row = ActionFactory(contract=version.contract)
    assert read_provenance(version, Visibility.PUBLIC)[str(row.pk)].published_in == f"{version} (2024-10-08)"


def test_version_without_any_date_is_told_by_its_name(version):
    version.edition = ""
    row = ActionFactory(contract=version.contract)
    assert read_provenance(version, Visibility.PUBLIC)[str(row.pk)].published_in == str(version)


@pytest.mark.parametrize(("level", "told"), [(Visibility.INTERNAL, "Ada"), (Visibility.PARTNERS, "")])
def test_team_reads_who_entered_a_row_of_a_draft(draft, level, told):
    row = TableRowFactory(version=draft)
    change = record_change(
        ChangeVerb.CHANGED, row, city_slug="valdoria", made_by=UserFactory(name="Ada"), is_public=False
    )
    found = read_provenance(draft, level)[str(row.pk)]
    assert (found.entered_by, found.published_in) == (told, "")
    assert found.entered_on == (timezone.localdate(change.made_at) if told else None)


def test_newest_change_tells_who_entered_a_row(draft):
    row = TableRowFactory(version=draft)
    for name in ("Ada", ""):
        by = UserFactory(name=name, email=f"{name}b@valdoria.example")
        record_change(ChangeVerb.CHANGED, row, city_slug="valdoria", made_by=by)
    assert read_provenance(draft, Visibility.INTERNAL)[str(row.pk)].entered_by == "b@valdoria.example"


def test_sources_are_frozen_with_the_version(version):
    row = TableRowFactory(version=version, source="Annex 1")
    freeze_version(version=version, approved=Candidate(version))
    version.table_rows.update(source="Changed")
    assert read_provenance(version, Visibility.PUBLIC)[str(row.pk)].source == "Annex 1"


def test_version_frozen_without_sources_has_none(version):
    TableRowFactory(version=version, source="Annex 1")
    version.frozen_at = datetime(2024, 3, 1, tzinfo=UTC)
    assert read_provenance(version, Visibility.PUBLIC) == {}


@pytest.mark.parametrize("rows", [1, 20])
def test_sources_take_a_fixed_number_of_queries(draft, rows):
    TableRowFactory.create_batch(rows, version=draft)
    ActionFactory.create_batch(rows, contract=draft.contract)
    with CaptureQueriesContext(connection) as queries:
        read_provenance(draft, Visibility.INTERNAL)
    assert len(queries) == 7


def test_charts_are_those_of_the_newest_computation(version):
    SnapshotFactory(contract=version.contract)
    assert {"trajectory", "sectors", "milestones"} <= set(read_charts(version, "it"))


def test_version_that_is_not_current_has_no_charts(version, draft):
    SnapshotFactory(contract=version.contract)
    assert read_charts(draft, "it") == {}


def test_contract_without_a_computation_has_no_charts(version):
    assert read_charts(version, "it") == {}


def test_charts_are_frozen_with_the_version(version):
    freeze_version(version=version, approved=Candidate(version))
    before = {language: read_charts(version, language) for language in ("it", "en")}
    ProgressSnapshot.objects.all().delete()
    assert {language: read_charts(version, language) for language in ("it", "en")} == before
    assert {chart["language"] for chart in before["en"].values()} == {"en"}


def test_version_frozen_without_charts_has_none(version):
    version.frozen_at = datetime(2024, 3, 1, tzinfo=UTC)
    assert read_charts(version, "it") == {}


def test_rooms_above_freeze_their_parts():
    assert {"document", "progress", "provenance"} <= set(frozen_part_names())


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, None),
        ({"label_on": date(2024, 10, 8)}, date(2024, 10, 8)),
        ({"label_on": date(2024, 10, 8), "council_decided_on": date(2024, 2, 1)}, date(2024, 2, 1)),
        (
            {"submitted_at": datetime(2024, 3, 15, tzinfo=UTC), "label_on": date(2024, 10, 8)},
            date(2024, 3, 15),
        ),
        (
            {
                "frozen_at": datetime(2024, 3, 14, tzinfo=UTC),
                "submitted_at": datetime(2024, 3, 15, tzinfo=UTC),
            },
            date(2024, 3, 14),
        ),
    ],
)
def test_version_is_dated_by_what_tells_best(version, fields, day):
    for name, value in fields.items():
        setattr(version, name, value)
    assert version_date(version) == day


def test_paper_is_told_what_the_version_says(version, settings):
    settings.PORTAL_ADDRESS = "https://portal.example"
    signature = PaperSignatureFactory(version=version)
    version.council_decision, version.council_decided_on = "12/2024", date(2024, 2, 1)
    extras = read_extras(version, language="en", charts={"sectors": {}})
    assert (extras["is_draft"], extras["dated_on"], extras["council_decided_on"]) == (
        False,
        "2024-02-01",
        "2024-02-01",
    )
    assert extras["charts"] == {"en": {"sectors": {}}}
    assert extras["verification_url"] == "https://portal.example/en/c/valdoria/contratto/v1/#verification"
    assert [(one["party"], one["person"]) for one in extras["signatures"]] == [
        (signature.party.organisation_name, signature.person)
    ]
    assert extras["timestamp"] == int(version.changed_at.timestamp())


def test_paper_of_a_draft_says_so(draft):
    extras = read_extras(draft, language="it", charts={})
    assert (extras["is_draft"], extras["dated_on"], extras["council_decided_on"]) == (True, "", "")


def test_sections_have_addresses_of_their_own():
    anchors = [section_anchor(spec) for spec in SECTIONS]
    assert (len(set(anchors)), "plan-emissions" in anchors) == (len(SECTIONS), True)


def test_charts_stand_in_their_sections(version):
    document = read_document(version)
    charts = {"sectors": {"svg_wide": "<svg></svg>"}, "trajectory": {"svg_wide": ""}}
    with translation.override("en"):
        (part,) = show_parts(document, charts, "en")
    assert [(section.anchor, section.charts) for section in part.sections if section.charts] == [
        ("plan-graphics", [charts["sectors"]])
    ]
