import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.enums import FindingSeverity, SectionState, VersionState
from contracts.models import ContractVersion, TableRow
from contracts.selectors.workspace import (
    SectionStatus,
    by_part,
    completeness,
    section_status,
    sections_in_order,
)
from contracts.services.sections import add_comment, ensure_sections, resolve_comment
from contracts.tables import SECTIONS, Generation
from core.models import User
from tests.factories import ActionFactory, ContractFactory, FindingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> ContractVersion:
    return ContractFactory(version__state=VersionState.DRAFT).versions.get()


def status(version: ContractVersion, key: str) -> SectionStatus:
    return section_status(version, key)


def test_completeness_of_an_empty_version_is_all_to_do(version: ContractVersion) -> None:
    found = completeness(version)
    assert [one.spec for one in found] == list(sections_in_order(Generation.V2))
    assert {one.state for one in found} == {SectionState.TODO}
    assert {one.spec.required: bool(one.missing) for one in found} == {True: True, False: False}


def test_section_with_rows_has_begun_and_lacks_nothing(version: ContractVersion) -> None:
    assert status(version, "plan.barriers").missing != []
    TableRow.objects.create(version=version, table="barriers", cells={"system": {"it": "Case"}})
    begun = status(version, "plan.barriers")
    assert (begun.state, begun.missing, begun.rows, begun.look) == (SectionState.IN_PROGRESS, [], 1, "draft")
    assert not begun.is_complete


def test_missing_names_the_table_and_the_reason(version: ContractVersion) -> None:
    with translation.override("en"):
        missing = status(version, "plan.portfolio").missing
    assert missing == ["The table “Action portfolio” has no rows. The portfolio is what closes the gap."]


def test_by_part_counts_required_sections_that_are_complete(version: ContractVersion) -> None:
    goal = ensure_sections(version)["commitments.goal"]
    goal.body, goal.state = {"it": "Neutrali."}, SectionState.COMPLETE
    goal.save()
    priorities = ensure_sections(version)["commitments.priorities"]
    priorities.state = SectionState.COMPLETE
    priorities.save()
    parts = by_part(completeness(version))
    required = sum(spec.required and spec.part == "commitments" for spec in SECTIONS)
    assert [part.part for part in parts] == ["commitments", "action_plan", "investment_plan"]
    assert (parts[0].complete, parts[0].required) == (1, required)


def test_errors_of_the_version_and_of_the_contract_count_at_their_table(
    version: ContractVersion,
) -> None:
    city, other = version.contract.city, ContractFactory().versions.get()
    for found_in, severity in (
        (version, FindingSeverity.ERROR),
        (None, FindingSeverity.ERROR),
        (other, FindingSeverity.ERROR),
        (version, FindingSeverity.WARNING),
    ):
        FindingFactory(city=city, version=found_in, severity=severity, table="emissions_gap")
    FindingFactory(city=city, severity=FindingSeverity.ERROR, table="")
    assert status(version, "plan.gap").errors == 2
    assert by_part(completeness(version))[1].errors == 2


def test_open_comments_count_until_they_are_resolved(version: ContractVersion, officer: User) -> None:
    version.contract.city.memberships.create(user=officer, role="officer")
    for _number in range(2):
        comment = add_comment(version=version, section_key="plan.gap", text="Perché?", by=officer)
    resolve_comment(comment_id=comment.pk, by=officer)
    assert status(version, "plan.gap").open_comments == 1
    assert by_part(completeness(version))[1].open_comments == 1


def test_completeness_takes_as_many_queries_for_many_rows_as_for_few(
    version: ContractVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(11):
        completeness(version)
    ensure_sections(version)
    ActionFactory.create_batch(30, contract=version.contract)
    TableRow.objects.bulk_create(TableRow(version=version, table="barriers") for _number in range(30))
    with django_assert_num_queries(11):
        completeness(version)


def test_sections_in_order_follow_the_numbers_of_the_generation() -> None:
    orders = {one: [spec.key for spec in sections_in_order(one)] for one in Generation}
    keys = sorted(spec.key for spec in SECTIONS)
    assert [sorted(order) for order in orders.values()] == [keys, keys]
    places = {one: keys.index for one, keys in orders.items()}
    assert places[Generation.V2]("plan.emissions") < places[Generation.V2]("plan.activity")
    assert places[Generation.V1]("plan.activity") < places[Generation.V1]("plan.emissions")
