"""Texts, tables, clauses and indicators of the demonstration's contracts, and the training city's work in progress."""

import json

import pytest

from ccc_portal.demo.accounts import OFFICER, ensure_accounts
from ccc_portal.demo.loader import load_demo
from contracts.enums import CampaignState, FindingSeverity, VersionState
from contracts.models import (
    Contract,
    ContractVersion,
    CorrectionRequest,
    Finding,
    FrozenPart,
    MonitoringCampaign,
    Section,
)
from contracts.selectors.open_work import list_open_work
from contracts.selectors.workspace import completeness
from core.models import DatasetLoad, EvidenceEvent, EvidenceHead, User
from core.services.evidence import check_evidence
from tests.append_only import without_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def version_of(slug: str, number: int = 1) -> ContractVersion:
    return ContractVersion.objects.get(contract__city__slug=slug, number=number)


def test_training_contract_is_complete_and_without_error() -> None:
    missing = {row.spec.key: row.missing for row in completeness(version_of("valdoria")) if row.missing}
    assert missing == {}
    assert not Finding.objects.filter(city__slug="valdoria", severity=FindingSeverity.ERROR).exists()


def test_published_texts_of_a_real_city_name_their_source() -> None:
    texts = [
        text for row in Section.objects.filter(version=version_of("milano")) for text in row.body.values()
    ]
    assert len(texts) == 12
    assert [text for text in texts if "marzo 2024" not in text and "March 2024" not in text] == []


def test_every_published_version_is_frozen_once() -> None:
    published = ContractVersion.objects.filter(state__in=VersionState.public())
    documents = FrozenPart.objects.filter(name="document").values_list("version", flat=True)
    assert sorted(documents) == sorted(published.values_list("pk", flat=True))


def test_every_part_that_was_loaded_is_proven_by_an_event() -> None:
    told = [json.loads(one.payload) for one in EvidenceEvent.objects.filter(kind="version.frozen")]
    proven = {
        (one["version"], name, digest) for one in told for name, digest in one["details"]["parts"].items()
    }
    parts = FrozenPart.objects.filter(version__number=1).values_list("version", "name", "sha256")
    assert proven == {(str(version), name, digest) for version, name, digest in parts}
    assert (len(told), check_evidence().faults) == (Contract.objects.count(), ())


def test_parts_that_were_loaded_are_missed_when_they_change() -> None:
    part = FrozenPart.objects.get(version=version_of("valdoria"), name="document")
    with without_triggers("contracts_frozenpart"):
        FrozenPart.objects.filter(pk=part.pk).update(content="{}")
    assert [one.fault for one in check_evidence().faults] == [
        "the frozen part document is not what was frozen"
    ]


def test_loading_again_adds_events_only_where_parts_have_none() -> None:
    before = EvidenceEvent.objects.count()
    DatasetLoad.objects.update(sha256="of other files")
    load_demo()
    assert EvidenceEvent.objects.count() == before
    forget_events()
    DatasetLoad.objects.update(sha256="of other files again")
    load_demo()
    assert (EvidenceEvent.objects.count(), check_evidence().faults) == (Contract.objects.count(), ())


def forget_events() -> None:
    """As a portal that was loaded before events were written of it."""
    with without_triggers("core_evidenceevent"):
        EvidenceEvent.objects.all().delete()
    EvidenceHead.objects.all().delete()


def test_training_city_has_work_in_progress_once() -> None:
    ensure_accounts()
    ensure_accounts()
    officer = User.objects.get(email=OFFICER)
    second = version_of("valdoria", 2)
    states = sorted(MonitoringCampaign.objects.values_list("state", flat=True))
    assert (second.state, states, CorrectionRequest.objects.count()) == (
        VersionState.CO_CREATION,
        [CampaignState.OPEN, CampaignState.PUBLISHED],
        1,
    )
    kinds = [item.kind for item in list_open_work(officer, second.contract.city)]
    assert sorted(kinds) == ["city", "city", "mine", "mine"]
