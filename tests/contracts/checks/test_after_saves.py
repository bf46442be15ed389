"""What a save breaks or mends is found in the same transaction, with a fixed number of queries."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from contracts.enums import VersionState
from contracts.models import City, Contract, ContractVersion, Finding, Milestone, Section
from contracts.services.lifecycle import move_version, start_revision
from contracts.services.milestones import create_milestone, move_milestone
from contracts.services.sections import ensure_sections, save_section
from core.fields import Texts
from core.models import User
from tests.factories import (
    ActionFactory,
    CityFactory,
    CityMembershipFactory,
    EmissionsGapRowFactory,
    MilestoneFactory,
)

pytestmark = pytest.mark.django_db

SLIP = "Il divario è di 2080 tCO2eq."
QUERIES = {"section": 29, "milestone": 32}


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    found = contract.versions.get()
    found.state = VersionState.DRAFT
    found.save()
    return found


@pytest.fixture
def gap_text(version: ContractVersion) -> Section:
    """The section about the gap, of a contract whose gap is 2,080,303 t."""
    EmissionsGapRowFactory(version=version, sector="", gap_tco2e=Decimal(2_080_303))
    return ensure_sections(version)["plan.gap"]


@pytest.fixture
def halfway(contract: Contract) -> Milestone:
    """The first of two milestones of an action, of which the later is to reach more."""
    action = ActionFactory(contract=contract)
    steps = [
        MilestoneFactory(city=contract.city, action=action, due_on=date(year, 6, 30), effect_share=share)
        for year, share in ((2027, Decimal("0.3")), (2028, Decimal("0.6")))
    ]
    return steps[0]


def found(check: str) -> list[str]:
    """The places of what a check found, as it is stored."""
    return sorted(Finding.objects.filter(check_name=check).values_list("place", flat=True))


def write(section: Section, body: str, by: User) -> None:
    save_section(section_id=section.pk, body=body, language="it", revision=None, by=by)


def move(milestone: Milestone, year: int, by: User) -> None:
    move_milestone(milestone_id=milestone.pk, by=by, to_date=date(year, 6, 30), reason="Gara deserta")


def test_saved_text_shows_and_hides_its_unit_slip(gap_text: Section, officer: User) -> None:
    write(gap_text, SLIP, officer)
    assert found("unit_words") == ["plan.gap: 2080 tCO2eq"]
    write(gap_text, SLIP.replace("2080", "2.080.303"), officer)
    assert found("unit_words") == []


def test_moved_milestone_shows_and_hides_a_falling_effect(halfway: Milestone, officer: User) -> None:
    move(halfway, 2029, officer)
    assert len(found("milestone_effect_falls")) == 1
    move(halfway, 2026, officer)
    assert found("milestone_effect_falls") == []


def test_new_milestone_is_checked_at_once(halfway: Milestone, city: City, officer: User) -> None:
    create_milestone(
        city=city,
        by=officer,
        title=Texts({"it": "Collaudo"}),
        due_on=date(2029, 1, 1),
        action=halfway.action,
        effect_share=Decimal("0.5"),
    )
    assert len(found("milestone_effect_falls")) == 1


def test_milestone_of_a_city_without_a_contract_has_nothing_to_check() -> None:
    city = CityFactory()
    officer = CityMembershipFactory(city=city, role="officer").user
    create_milestone(city=city, by=officer, title=Texts({"it": "Gara"}), due_on=date(2029, 1, 1))
    assert Finding.objects.count() == 0


def test_revision_is_checked_when_it_begins(gap_text: Section, lead: User) -> None:
    write(gap_text, SLIP, lead)
    first = gap_text.version
    ContractVersion.objects.filter(pk=first.pk).update(state=VersionState.RETURNED_MINOR)
    second = start_revision(version_id=first.pk, by=lead)
    assert [
        one.version for one in Finding.objects.filter(check_name="unit_words").order_by("version__number")
    ] == [
        first,
        second,
    ]
    write(second.sections.get(key="plan.gap"), "", lead)
    assert [one.version for one in Finding.objects.filter(check_name="unit_words")] == [first]


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_of_saves_do_not_depend_on_rows(
    gap_text: Section,
    halfway: Milestone,
    officer: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    actions: list[Any] = ActionFactory.create_batch(rows, contract=halfway.action.contract, start_year=2026)
    MilestoneFactory.create_batch(rows, action=actions[0], effect_share=Decimal("0.5"))
    with django_assert_num_queries(QUERIES["section"]):
        write(gap_text, "Il divario.", officer)
    with django_assert_num_queries(QUERIES["milestone"]):
        move(halfway, 2026, officer)


def test_findings_of_a_revision_are_gone_when_it_is_withdrawn(gap_text: Section, lead: User) -> None:
    first = gap_text.version
    ContractVersion.objects.filter(pk=first.pk).update(state=VersionState.RETURNED_MINOR)
    second = start_revision(version_id=first.pk, by=lead)
    write(second.sections.get(key="plan.gap"), SLIP, lead)
    assert [one.version for one in Finding.objects.filter(check_name="unit_words")] == [second]
    move_version(version_id=second.pk, to=VersionState.WITHDRAWN, by=lead, note="Si resta alla prima.")
    assert Finding.objects.filter(check_name="unit_words").count() == 0
