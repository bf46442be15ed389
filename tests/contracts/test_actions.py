from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from contracts.enums import Flow, Maturity, Quantification
from contracts.models import Action, ActionReport, Contract, Finding
from contracts.selectors.office import source_groups
from contracts.selectors.warnings import action_warnings
from contracts.services.actions import (
    archive_action,
    create_action,
    maturity_of,
    restore_action,
    update_action,
)
from contracts.services.checks import refresh_findings
from contracts.services.reports import report_action
from core.access import Conflict
from core.enums import JobName, JobState
from core.models import Change, Job, User
from tests.factories import ActionFactory, ContractFactory, InventoryFactory, InventoryLineFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

FIELDS: dict[str, Any] = {
    "code": "COMI EB3",
    "title": {"it": "Pompe di calore"},
    "sector": "buildings",
    "typology": "PRJ",
    "quantification": Quantification.QUANTIFIED,
    "reduction_tco2e": Decimal("1240.5"),
    "start_year": 2024,
    "end_year": 2030,
}


@pytest.fixture
def action(contract: Contract) -> Action:
    return ActionFactory(contract=contract, code="VAL 1")


def last_change() -> tuple[str, str, Any]:
    change = Change.objects.latest("made_at")
    return change.verb, change.city_slug, change.made_by


def open_jobs(contract: Contract) -> int:
    return Job.objects.filter(
        name=JobName.RECOMPUTE_CONTRACT, key=str(contract.pk), state=JobState.PENDING
    ).count()


@pytest.mark.parametrize(
    ("typology", "maturity"),
    [
        ("MOL", Maturity.PROJECT),
        ("NET", Maturity.PROJECT),
        ("PRJ", Maturity.PROJECT),
        ("STR", Maturity.STRATEGY),
        ("ENB", Maturity.ENABLING),
        ("LEVER", Maturity.NOT_STATED),
        ("", Maturity.NOT_STATED),
    ],
)
def test_maturity_follows_from_the_published_typology(typology: str, maturity: Maturity) -> None:
    assert maturity_of(typology) == maturity


def test_create_action_stores_tells_and_asks_for_a_recomputation(contract: Contract, officer: User) -> None:
    action = create_action(contract=contract, by=officer, **FIELDS)
    action.refresh_from_db()
    assert (action.code, action.code_key, action.maturity) == ("COMI EB3", "COMIEB3", Maturity.PROJECT)
    assert (action.reduction_tco2e, action.revision) == (Decimal("1240.5"), 1)
    assert last_change() == ("created", "valdoria", officer)
    assert open_jobs(contract) == 1


@pytest.mark.django_db(transaction=True)
def test_action_change_and_job_are_rolled_back_together(contract: Contract, officer: User) -> None:
    with transaction.atomic():
        create_action(contract=contract, by=officer, **FIELDS)
        transaction.set_rollback(True)
    assert (Action.objects.count(), Change.objects.count(), Job.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"sector": "magic"}, {"sector": ["sector"]}),
        ({"start_year": 2021, "end_year": 2018}, {"end_year": ["year_order"]}),
        ({"start_year": 1800}, {"start_year": ["year"]}),
        ({"reduction_tco2e": Decimal(-1)}, {"reduction_tco2e": ["negative"]}),
        ({"reduction_tco2e": None}, {"reduction_tco2e": ["no_tonnes"]}),
        ({"quantification": Quantification.NOT_ESTIMATED}, {"reduction_tco2e": ["tonnes"]}),
        ({"cost_eur": Decimal(-1)}, {"cost_eur": ["negative"]}),
        ({"code": "val1"}, {"code": ["unique"]}),
        ({"flow": "elsewhere"}, {"flow": ["invalid_choice"]}),
    ],
)
def test_create_action_refuses(
    action: Action, officer: User, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert (
        refusals(lambda: create_action(contract=action.contract, by=officer, **FIELDS | changes)) == refused
    )
    assert (Action.objects.count(), Change.objects.count(), Job.objects.count()) == (1, 0, 0)


def test_create_action_keeps_a_code_that_another_contract_has(contract: Contract, officer: User) -> None:
    ActionFactory(contract=ContractFactory(), code="COMI EB3")
    assert create_action(contract=contract, by=officer, **FIELDS).code_key == "COMIEB3"


def test_update_action_counts_the_revision_up(action: Action, officer: User) -> None:
    changed = update_action(action_id=action.pk, by=officer, revision=1, title={"en": "Heat pumps"})
    assert (changed.revision, str(changed.title)) == (2, "Heat pumps")
    assert last_change() == ("changed", "valdoria", officer)
    assert open_jobs(action.contract) == 1


def test_update_action_settles_what_was_found(action: Action, officer: User) -> None:
    Action.objects.filter(pk=action.pk).update(start_year=2021, end_year=2018)
    refresh_findings(contract=action.contract)
    assert Finding.objects.filter(subject_id=action.pk).count() == 1
    update_action(action_id=action.pk, by=officer, end_year=2028)
    assert Finding.objects.filter(subject_id=action.pk).count() == 0


def test_update_action_refuses_who_was_overtaken(action: Action, officer: User) -> None:
    update_action(action_id=action.pk, by=officer, revision=1, promoter="Theirs")
    with pytest.raises(Conflict):
        update_action(action_id=action.pk, by=officer, revision=1, promoter="Mine")
    action.refresh_from_db()
    assert (action.promoter, action.revision) == ("Theirs", 2)


def test_update_action_may_remove_emissions(action: Action, officer: User) -> None:
    assert update_action(action_id=action.pk, by=officer, flow=Flow.SINK).flow == Flow.SINK


def test_update_action_includes_in_another(action: Action, officer: User) -> None:
    other = ActionFactory(contract=action.contract)
    included = {"quantification": Quantification.INCLUDED_IN, "reduction_tco2e": None, "included_in": other}
    assert update_action(action_id=action.pk, by=officer, **included).included_in == other


def test_update_action_refuses_a_circle(action: Action, officer: User) -> None:
    first = ActionFactory(contract=action.contract, included_in=action, reduction_tco2e=None)
    second = ActionFactory(contract=action.contract, included_in=first, reduction_tco2e=None)
    included = {"quantification": Quantification.INCLUDED_IN, "reduction_tco2e": None}
    for other in (action, first, second, ActionFactory()):
        refused = refusals(
            lambda other=other: update_action(action_id=action.pk, by=officer, included_in=other, **included)
        )
        assert refused == {"included_in": ["included_in"]}


def test_archive_and_restore_keep_everything(action: Action, officer: User) -> None:
    archived = archive_action(action_id=action.pk, by=officer)
    assert (archived.is_archived, archived.revision, last_change()[0]) == (True, 2, "archived")
    restored = restore_action(action_id=action.pk, by=officer)
    assert (restored.is_archived, restored.revision, last_change()[0]) == (False, 3, "restored")
    assert open_jobs(action.contract) == 2


def test_archiving_twice_changes_nothing_more(action: Action, officer: User) -> None:
    restore_action(action_id=action.pk, by=officer)
    archive_action(action_id=action.pk, by=officer)
    assert archive_action(action_id=action.pk, by=officer).revision == 2
    assert Change.objects.count() == 1


def test_report_action_keeps_earlier_reports(action: Action, officer: User) -> None:
    day = date(2026, 6, 30)
    report_action(action_id=action.pk, by=officer, reported_on=day, share_done=Decimal("0.25"))
    latest = report_action(
        action_id=action.pk,
        by=officer,
        reported_on=day,
        share_done=Decimal("0.5"),
        evidence_level="documented",
        evidence_url="https://city.example/report",
    )
    assert [report.share_done for report in action.reports.order_by("created_at")] == [
        Decimal("0.25"),
        Decimal("0.5"),
    ]
    assert (latest.reported_by, last_change()[0], open_jobs(action.contract)) == (officer, "changed", 2)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, {"share_done": ["empty"]}),
        ({"note": "  "}, {"share_done": ["empty"]}),
        ({"share_done": Decimal("1.1")}, {"share_done": ["share"]}),
        ({"reduction_tco2e": Decimal(-1)}, {"reduction_tco2e": ["negative"]}),
        ({"spent_eur": Decimal(-1)}, {"spent_eur": ["negative"]}),
        ({"note": "Done", "evidence_level": "verified"}, {"evidence_url": ["evidence"]}),
        ({"note": "Done", "evidence_level": "sworn"}, {"evidence_url": ["evidence"]}),
        (
            {"note": "Done", "evidence_level": "sworn", "evidence_url": "https://city.example"},
            {"evidence_level": ["invalid_choice"]},
        ),
    ],
)
def test_report_action_refuses(
    action: Action, officer: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    day = date(2026, 6, 30)
    assert (
        refusals(lambda: report_action(action_id=action.pk, by=officer, reported_on=day, **fields)) == refused
    )
    assert (ActionReport.objects.count(), Job.objects.count()) == (0, 0)


def test_report_action_refuses_the_future(action: Action, officer: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused = refusals(
        lambda: report_action(action_id=action.pk, by=officer, reported_on=tomorrow, note="Done")
    )
    assert refused == {"reported_on": ["future"]}


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_actions_are_changed_by_officers_only(
    request: pytest.FixtureRequest, action: Action, who: str
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        create_action(contract=action.contract, by=person, **FIELDS)
    with pytest.raises(PermissionDenied):
        update_action(action_id=action.pk, by=person, promoter="Mine")
    with pytest.raises(PermissionDenied):
        archive_action(action_id=action.pk, by=person)
    with pytest.raises(PermissionDenied):
        restore_action(action_id=action.pk, by=person)
    with pytest.raises(PermissionDenied):
        report_action(action_id=action.pk, by=person, reported_on=date(2026, 6, 30), note="Done")
    assert Change.objects.count() == 0


def test_one_shared_source_keeps_one_spelling(contract: Contract, officer: User) -> None:
    ActionFactory(contract=contract, source_group="District heating")
    inventory = InventoryFactory(series__city=contract.city)
    InventoryLineFactory(inventory=inventory, source_group="cars")
    ActionFactory(source_group="CARS")
    action = ActionFactory(contract=contract)
    spelled = [
        update_action(action_id=action.pk, by=officer, source_group=typed).source_group
        for typed in (" district  HEATING ", "Cars", "homes", " ")
    ]
    assert spelled == ["District heating", "cars", "homes", ""]
    assert source_groups(contract.city) == ["cars", "District heating"]


@pytest.mark.parametrize(
    ("cost", "funding", "count"), [(None, 5, 0), (5, None, 0), (5, 5, 0), (5, 6, 1), (0, 1, 1)]
)
def test_funding_above_cost_is_a_warning(cost: int | None, funding: int | None, count: int) -> None:
    assert len(action_warnings(Action(cost_eur=cost, funding_secured_eur=funding))) == count


@pytest.mark.parametrize(("requested", "count"), [(None, 0), (Decimal(40), 0), (Decimal(41), 1)])
def test_secured_and_requested_money_beyond_the_cost_is_odd(requested: Any, count: int) -> None:
    action = Action(cost_eur=Decimal(100), funding_secured_eur=Decimal(60), funding_requested_eur=requested)
    assert len(action_warnings(action)) == count
