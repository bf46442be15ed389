from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from contracts import signals
from contracts.enums import VersionState
from contracts.models import Contract, ContractVersion
from contracts.services.versions import set_visibility, update_version
from core.access import Conflict
from core.models import Change, Job, User
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    contract.versions.update(state=VersionState.DRAFT)
    return contract.versions.select_related("contract").get()


@pytest.fixture
def heard() -> Any:
    """Names of the signals that were sent."""
    names: list[str] = []

    def note_change(**_kwargs: Any) -> None:
        names.append("contract_changed")

    def note_publication(**_kwargs: Any) -> None:
        names.append("version_published")

    signals.contract_changed.connect(note_change)
    signals.version_published.connect(note_publication)
    yield names
    signals.contract_changed.disconnect(note_change)
    signals.version_published.disconnect(note_publication)


def test_update_version_counts_up_and_tells(
    version: ContractVersion, officer: User, heard: list[str]
) -> None:
    changed = update_version(
        version_id=version.pk, by=officer, revision=1, target_reduction_share=Decimal("0.85")
    )
    assert (changed.revision, changed.target_reduction_share) == (2, Decimal("0.85"))
    assert (Change.objects.get().verb, heard) == ("changed", ["contract_changed"])
    assert list(Job.objects.values_list("key", flat=True)) == [str(version.contract_id)]


def test_a_version_that_parties_sign_does_not_change(version: ContractVersion, officer: User) -> None:
    ContractVersion.objects.filter(pk=version.pk).update(state=VersionState.OPEN_FOR_SIGNATURE)
    with pytest.raises(ValidationError) as refused:
        update_version(version_id=version.pk, by=officer, target_year=2035)
    assert refused.value.code == "not_editable"


@pytest.mark.parametrize("name", ["state", "is_current", "submitted_at", "council_decision", "lost"])
def test_the_life_of_a_version_is_not_written_here(
    version: ContractVersion, officer: User, name: str
) -> None:
    with pytest.raises(TypeError):
        update_version(version_id=version.pk, by=officer, **{name: None})


def see(version: ContractVersion, by: User, **changes: Any) -> ContractVersion:
    told: dict[str, Any] = {"part_visibility": {}, "field_visibility": {}}
    return set_visibility(version_id=version.pk, by=by, **told | changes)


def test_set_visibility_keeps_only_what_is_not_public(version: ContractVersion, officer: User) -> None:
    Contract.objects.update(field_visibility={"party.contact_email": "internal"})
    ContractVersion.objects.update(state=VersionState.LABELLED)
    see(version, officer, part_visibility={"investment_plan": "internal", "action_plan": "public"})
    seen = see(version, officer, field_visibility={"action.cost_eur": "partners"}, revision=2)
    assert seen.part_visibility == {"investment_plan": "internal"}
    stored = Contract.objects.get().field_visibility
    assert stored == {"party.contact_email": "internal", "action.cost_eur": "partners"}
    see(version, officer, field_visibility=dict.fromkeys(stored, "public"))
    assert (Contract.objects.get().field_visibility, Change.objects.count()) == ({}, 3)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"part_visibility": {"lost": "public"}}, {"part_visibility": ["visibility"]}),
        ({"part_visibility": {"action_plan": "lost"}}, {"part_visibility": ["visibility"]}),
        ({"field_visibility": {"action.cost_eur": "lost"}}, {"field_visibility": ["visibility"]}),
        ({"field_visibility": {"": "public"}}, {"field_visibility": ["visibility"]}),
    ],
)
def test_set_visibility_refuses(
    version: ContractVersion, officer: User, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: see(version, officer, **changes)) == refused


def test_set_visibility_notices_who_was_quicker(
    version: ContractVersion, officer: User, reader: User
) -> None:
    see(version, officer, revision=1)
    with pytest.raises(Conflict):
        see(version, officer, revision=1)
    with pytest.raises(PermissionDenied):
        see(version, reader)


@pytest.mark.django_db(transaction=True)
def test_version_change_and_job_are_rolled_back_together(version: ContractVersion, officer: User) -> None:
    with transaction.atomic():
        update_version(version_id=version.pk, by=officer, target_year=2035)
        transaction.set_rollback(True)
    version.refresh_from_db()
    assert (version.target_year, Change.objects.count(), Job.objects.count()) == (2030, 0, 0)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"target_reduction_share": Decimal("1.2")}, {"target_reduction_share": ["target"]}),
        ({"target_reduction_share": Decimal("-0.1")}, {"target_reduction_share": ["target"]}),
        ({"residual_share": Decimal("1.2")}, {"residual_share": ["share"]}),
        ({"target_reduction_tco2e": Decimal(5_000_000)}, {"target_reduction_tco2e": ["target"]}),
        ({"target_reduction_tco2e": Decimal(-1)}, {"target_reduction_tco2e": ["negative"]}),
        ({"residual_tco2e": Decimal(-1)}, {"residual_tco2e": ["negative"]}),
        ({"investment_eur": Decimal(-1)}, {"investment_eur": ["negative"]}),
        ({"target_year": 2021}, {"target_year": ["year_order"]}),
        ({"target_year": 2200}, {"target_year": ["year"]}),
        ({"baseline_year": 1800}, {"baseline_year": ["year"]}),
        ({"gap_reference": "lost"}, {"gap_reference": ["invalid_choice"]}),
    ],
)
def test_update_version_refuses(
    version: ContractVersion, officer: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: update_version(version_id=version.pk, by=officer, **fields)) == refused
    assert (Change.objects.count(), Job.objects.count()) == (0, 0)


def test_unknown_figures_stay_unknown(version: ContractVersion, officer: User) -> None:
    unknown = dict.fromkeys(("baseline_year", "baseline_tco2e", "target_reduction_tco2e", "residual_tco2e"))
    changed = update_version(version_id=version.pk, by=officer, **unknown)
    assert [getattr(changed, name) for name in unknown] == [None] * 4


def test_who_was_overtaken_is_told(version: ContractVersion, officer: User) -> None:
    update_version(version_id=version.pk, by=officer, revision=1, target_year=2031)
    with pytest.raises(Conflict):
        update_version(version_id=version.pk, by=officer, revision=1, target_year=2032)


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_versions_are_changed_by_officers_only(
    request: pytest.FixtureRequest, version: ContractVersion, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        update_version(version_id=version.pk, by=request.getfixturevalue(who), target_year=2031)
