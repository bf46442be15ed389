from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from contracts.models import Action, City, Contract
from core.enums import JobName
from core.models import Job
from tests.factories import ActionFactory, ActionReportFactory, EmissionFactorFactory
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db

FILLED = {
    "code": "COMI EB3",
    "title_it": "Pompe di calore",
    "title_en": "",
    "sector": "buildings",
    "materiality": "material",
    "flow": "source",
    "health": "unknown",
    "quantification": "quantified",
    "reduction_tco2e": "1.240,5",
    "levers": ["technology", "finance"],
    "start_year": "2024",
    "end_year": "2030",
    "cost_eur": "640000",
}


@pytest.fixture
def action(contract: Contract) -> Action:
    return ActionFactory(contract=contract, code="VAL 1", title={"it": "Teleriscaldamento", "en": "Heat"})


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *(row.pk for row in rows)])


def test_action_create_saves_and_shows_the_recomputation(office: Client, contract: Contract) -> None:
    response = office.post(address("action-create"), FILLED, follow=True)
    action = contract.actions.get()
    assert (action.code, str(action.title), action.reduction_tco2e) == (
        "COMI EB3",
        "Pompe di calore",
        Decimal("1240.5"),
    )
    assert (action.levers, action.cost_eur, action.in_existing_plan) == (
        ["technology", "finance"],
        Decimal(640_000),
        None,
    )
    job = Job.objects.get(name=JobName.RECOMPUTE_CONTRACT)
    assert response.redirect_chain == [(reverse("job-detail", args=["valdoria", job.pk]), 302)]
    assert "COMI EB3" in words(response)


@pytest.mark.parametrize(("language", "typed"), [("it", "1.240,5"), ("en", "1,240.5")])
def test_action_create_reads_numbers_in_both_languages(
    office: Client, contract: Contract, language: str, typed: str
) -> None:
    with translation.override(language):
        office.post(address("action-create"), FILLED | {"reduction_tco2e": typed})
    assert contract.actions.get().reduction_tco2e == Decimal("1240.5")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"code": ""}, {"code": 1}),
        ({"title_it": ""}, {"title_it": 1}),
        ({"sector": "magic"}, {"sector": 1}),
        ({"reduction_tco2e": "diciotto"}, {"reduction_tco2e": 1}),
        ({"reduction_tco2e": "-5"}, {"reduction_tco2e": 1}),
        ({"reduction_tco2e": ""}, {"reduction_tco2e": 1}),
        ({"start_year": "2021", "end_year": "2018"}, {"end_year": 1}),
        ({"start_year": "soon"}, {"start_year": 1}),
        ({"included_in": "NOWHERE"}, {"included_in": 1}),
        ({"levers": ["magic"]}, {"levers": 1}),
        ({"cut_share": "20"}, {"source_group": 1}),
        ({"cut_share": "120", "source_group": "cars"}, {"cut_share": 1}),
        ({"lifetime_years": "0"}, {"lifetime_years": 1}),
        ({"saving_eur": "-1", "running_cost_eur": "x"}, {"running_cost_eur": 1}),
        ({"funding_secured_eur": "-1"}, {"funding_secured_eur": 1}),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_action_create_tells_errors_and_keeps_what_was_typed(
    office: Client, contract: Contract, language: str, typed: dict[str, Any], errors: dict[str, int]
) -> None:
    wanted = FILLED | typed
    with translation.override(language):
        response = office.post(address("action-create"), wanted)
        assert (response.status_code, tells_an_error(response)) == (200, True)
    assert field_errors(response) == errors
    form = response.context["form"]
    assert {name: form[name].value() for name in wanted} == wanted
    assert (Action.objects.count(), Job.objects.count()) == (0, 0)


def test_action_edit_keeps_money_and_shared_source(office: Client, action: Action) -> None:
    ActionFactory(contract=action.contract, source_group="Auto")
    typed = {
        "source_group": "auto",
        "cut_share": "12,5",
        "funding_secured_eur": "700000",
        "running_cost_eur": "1.000",
        "saving_eur": "2.000,5",
        "lifetime_years": "20",
        "revision": "1",
    }
    response = office.post(address("action-edit", action), FILLED | typed, follow=True)
    action.refresh_from_db()
    stored = {name: getattr(action, name) for name in typed if name != "revision"}
    assert stored == {
        "source_group": "Auto",
        "cut_share": Decimal("0.125"),
        "funding_secured_eur": Decimal(700_000),
        "running_cost_eur": Decimal(1_000),
        "saving_eur": Decimal("2000.5"),
        "lifetime_years": 20,
    }
    assert [message.level_tag for message in response.context["messages"]] == ["warning", "success"]
    page = office.get(address("action-edit", action))
    assert (len(page.context["warnings"]), page.context["source_groups"]) == (1, ["Auto"])


def test_action_create_refuses_a_code_twice(office: Client, action: Action) -> None:
    response = office.post(address("action-create"), FILLED | {"code": "val1"})
    assert (field_errors(response), Action.objects.count()) == ({"code": 1}, 1)


def test_action_edit_shows_what_is_stored(office: Client, action: Action) -> None:
    including = ActionFactory(contract=action.contract, code="BIG 1")
    Action.objects.filter(pk=action.pk).update(
        included_in=including,
        reduction_tco2e=None,
        quantification="included_in",
        cost_eur=Decimal("1234567.5"),
    )
    form = office.get(address("action-edit", action)).context["form"]
    shown = {name: form[name].value() for name in ("code", "title_it", "title_en", "included_in", "cost_eur")}
    assert shown == {
        "code": "VAL 1",
        "title_it": "Teleriscaldamento",
        "title_en": "Heat",
        "included_in": "BIG 1",
        "cost_eur": "1.234.567,5",
    }


def test_action_edit_includes_by_code(office: Client, action: Action) -> None:
    including = ActionFactory(contract=action.contract, code="BIG 1")
    changes = {"quantification": "included_in", "reduction_tco2e": "", "included_in": "big1", "revision": "1"}
    office.post(address("action-edit", action), FILLED | changes)
    action.refresh_from_db()
    assert (action.included_in, action.revision) == (including, 2)


def test_action_edit_shows_a_conflict_side_by_side(office: Client, action: Action) -> None:
    office.post(address("action-edit", action), FILLED | {"revision": "1", "promoter": "Theirs"})
    mine = FILLED | {"revision": "1", "promoter": "Mine"}
    response = office.post(address("action-edit", action), mine)
    assert (response.status_code, tells_an_error(response)) == (409, True)
    differences = [(one.stored, one.typed) for one in response.context["differences"]]
    assert differences == [("Theirs", "Mine")]
    action.refresh_from_db()
    assert action.promoter == "Theirs"
    again = mine | {"revision": response.context["form"]["revision"].value()}
    assert office.post(address("action-edit", action), again).status_code == 302
    action.refresh_from_db()
    assert (action.promoter, action.revision) == ("Mine", 3)


@pytest.mark.parametrize(
    ("name", "archived_before", "archived_after"),
    [("action-archive", False, True), ("action-restore", True, False)],
)
def test_archive_and_restore_ask_first(
    office: Client, action: Action, name: str, archived_before: bool, archived_after: bool
) -> None:
    Action.objects.filter(pk=action.pk).update(archived_at=timezone.now() if archived_before else None)
    assert "VAL 1" in words(office.get(address(name, action)))
    action.refresh_from_db()
    assert action.is_archived is archived_before
    assert office.post(address(name, action)).status_code == 302
    action.refresh_from_db()
    assert action.is_archived is archived_after


def test_action_report_is_dated_and_stays(office: Client, action: Action, officer: Any) -> None:
    ActionReportFactory(action=action, note="The first half is done")
    assert "The first half is done" in words(office.get(address("action-report", action)))
    typed = {
        "reported_on": "2026-10-31",
        "share_done": "62,5",
        "spent_eur": "1.000",
        "evidence_level": "documented",
        "evidence_url": "https://city.example/report",
    }
    assert office.post(address("action-report", action), typed).status_code == 302
    report = action.reports.get(share_done=Decimal("0.625"))
    assert (report.spent_eur, report.reported_by) == (Decimal(1000), officer)


def test_action_report_shows_quantity_times_factor(office: Client, action: Action) -> None:
    factor = EmissionFactorFactory()
    typed = {
        "reported_on": "2026-10-31",
        "measured_quantity": "1.200",
        "measured_unit": "MWh",
        "factor": str(factor.pk),
        "evidence_level": "declared",
    }
    office.post(address("action-report", action), typed)
    page = words(office.get(address("action-report", action))).replace("\N{NO-BREAK SPACE}", " ")
    assert "1.200 MWh × 0,20196 t/MWh = 242 t CO₂e" in page
    response = office.post(address("action-report", action), typed | {"reduction_tco2e": "300"})
    assert field_errors(response) == {"reduction_tco2e": 1}
    assert action.reports.get().reduction_tco2e == Decimal("242.352")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"share_done": 1}),
        ({"share_done": "120"}, {"share_done": 1}),
        ({"share_done": "half"}, {"share_done": 1}),
        ({"reported_on": "tomorrow"}, {"reported_on": 1}),
        ({"reported_on": "2999-01-01", "note": "x"}, {"reported_on": 1}),
        ({"note": "x", "evidence_level": "verified"}, {"evidence_url": 1}),
        ({"measured_quantity": "5"}, {"measured_unit": 1}),
        ({"measured_unit": "MWh", "note": "x"}, {"measured_quantity": 1}),
        ({"note": "x", "factor": "1"}, {"factor": 1}),
        ({"note": "x", "evidence_url": "not an address"}, {"evidence_url": 1}),
    ],
)
def test_action_report_tells_errors_and_keeps_what_was_typed(
    office: Client, action: Action, typed: dict[str, str], errors: dict[str, int]
) -> None:
    wanted = {"reported_on": "2026-10-31", "evidence_level": "declared"} | typed
    response = office.post(address("action-report", action), wanted)
    assert (field_errors(response), tells_an_error(response)) == (errors, True)
    form = response.context["form"]
    assert {name: form[name].value() for name in wanted} == wanted
    assert action.reports.count() == 0


@pytest.fixture
def portfolio(contract: Contract) -> Contract:
    for number in range(30):
        action = ActionFactory(contract=contract, code=f"VAL {number:03}", promoter=f"Promoter {number}")
        ActionReportFactory(action=action)
    ActionFactory(contract=contract, code="OLD 1", archived_at=timezone.now(), title={"en": "Coal stoves"})
    return contract


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 31),
        ({"which": "archived"}, 1),
        ({"which": "active"}, 30),
        ({"q": "val 01"}, 10),
        ({"q": "coal"}, 1),
        ({"q": "promoter 7"}, 1),
        ({"q": "nothing like this"}, 0),
        ({"which": "magic"}, 31),
    ],
)
def test_action_list_filters(office: Client, portfolio: Contract, query: dict[str, str], count: int) -> None:
    response = office.get(address("office-action-list"), query)
    assert response.context["page"].paginator.count == count


def test_action_list_takes_few_queries(
    office: Client, portfolio: Contract, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(7):
        office.get(address("office-action-list"))


def test_action_list_links_what_can_be_done(office: Client, portfolio: Contract, city: City) -> None:
    page = office.get(address("office-action-list")).content.decode()
    archived, first = (portfolio.actions.get(code=code) for code in ("OLD 1", "VAL 000"))
    expected = [
        address("action-create"),
        address("action-restore", archived),
        address("action-edit", first),
        address("action-report", first),
    ]
    assert [url for url in expected if url in page] == expected
