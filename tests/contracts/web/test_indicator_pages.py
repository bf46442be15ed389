"""The officers' pages of indicators and their values."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract, Indicator
from tests.factories import ActionFactory, IndicatorFactory, IndicatorValueFactory
from tests.pages import field_errors, words

pytestmark = pytest.mark.django_db

FILLED = {
    "code": "5",
    "name_it": "Fotovoltaico",
    "unit": "MWh",
    "direction": "increase",
    "aggregation": "latest",
    "is_headline": "true",
    "baseline_year": "2021",
    "baseline_value": "3.150,5",
    "target_2030": "59.170",
    "target_2025_note": "tbd",
    "interval": "P1Y",
}


@pytest.fixture
def indicator(contract: Contract) -> Indicator:
    return IndicatorFactory(contract=contract, code="I1", name={"it": "Tetti", "en": "Roofs"})


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *rows])


def test_indicator_form_saves_the_card_and_the_actions(office: Client, contract: Contract) -> None:
    ActionFactory(contract=contract, code="EB 1")
    office.post(address("indicator-create"), FILLED | {"actions": "eb1"})
    one = contract.indicators.get()
    assert (one.code, str(one.name), one.baseline_year, one.baseline_value, one.target_2030) == (
        "5",
        "Fotovoltaico",
        2021,
        Decimal("3150.5"),
        Decimal(59_170),
    )
    assert (one.target_2025, one.target_2025_note, one.is_headline) == (None, "tbd", True)
    assert [action.code for action in one.actions.all()] == ["EB 1"]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"code": ""}, {"code": 1}),
        ({"name_it": ""}, {"name_it": 1}),
        ({"baseline_value": "tanto"}, {"baseline_value": 1}),
        ({"interval": "ogni anno"}, {"interval": 1}),
        ({"actions": "XX9"}, {"actions": 1}),
        ({"code": "i1"}, {"code": 1}),
    ],
)
def test_indicator_form_tells_what_is_wrong(
    office: Client, indicator: Indicator, typed: dict[str, str], errors: dict[str, int]
) -> None:
    assert field_errors(office.post(address("indicator-create"), FILLED | typed)) == errors
    assert Indicator.objects.count() == 1


def test_indicator_is_changed_from_what_is_stored(office: Client, indicator: Indicator) -> None:
    action = ActionFactory(contract=indicator.contract, code="EB1")
    indicator.actions.add(action)
    form = office.get(address("indicator-edit", indicator.pk)).context["form"]
    shown = {bound.name: bound.value() for _legend, fields in form.grouped() for bound in fields}
    typed = {name: "" if value is None else value for name, value in shown.items()}
    office.post(
        address("indicator-edit", indicator.pk),
        typed | {"revision": "1", "unit": "kWh", "is_headline": "false"},
    )
    indicator.refresh_from_db()
    assert (indicator.unit, str(indicator.name), list(indicator.actions.all())) == ("kWh", "Tetti", [action])


def test_indicator_that_someone_else_changed_is_compared(office: Client, indicator: Indicator) -> None:
    Indicator.objects.update(revision=2, unit="GWh")
    answer = office.post(address("indicator-edit", indicator.pk), FILLED | {"revision": "1"})
    assert (answer.status_code, "GWh" in words(answer)) == (409, True)


@pytest.mark.parametrize(
    ("page", "archived", "after"), [("archive", None, True), ("restore", "2026-01-01T00:00Z", False)]
)
def test_indicator_is_archived_and_restored_after_a_question(
    office: Client, indicator: Indicator, page: str, archived: Any, after: bool
) -> None:
    Indicator.objects.update(archived_at=archived)
    url = address(f"indicator-{page}", indicator.pk)
    assert "I1?" in words(office.get(url))
    office.post(url)
    assert (Indicator.objects.get().archived_at is not None) is after


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["I1", "I2"]),
        ("?which=headline", ["I2"]),
        ("?which=archived", ["I3"]),
        ("?which=", ["I1", "I2", "I3"]),
        ("?q=tetti", ["I1"]),
        ("?q=i2&which=active", ["I2"]),
    ],
)
def test_list_shows_what_is_looked_for(
    office: Client, indicator: Indicator, query: str, codes: list[str]
) -> None:
    IndicatorFactory(contract=indicator.contract, code="I2", is_headline=True)
    IndicatorFactory(contract=indicator.contract, code="I3", archived_at="2026-01-01T00:00Z")
    answer = office.get(address("indicator-list") + query)
    assert [row.indicator.code for row in answer.context["rows"]] == codes


def test_list_needs_the_same_queries_for_any_number_of_values(
    office: Client, indicator: Indicator, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = address("indicator-list")
    office.get(url)
    IndicatorValueFactory(indicator=indicator)
    with django_assert_num_queries(9):
        office.get(url)
    for _more in range(3):
        IndicatorValueFactory(indicator__contract=indicator.contract)
    with django_assert_num_queries(9):
        office.get(url)


def test_list_as_a_file_has_a_row_a_value(office: Client, indicator: Indicator) -> None:
    for year in (2024, 2025):
        IndicatorValueFactory(indicator=indicator, year=year)
    IndicatorFactory(contract=indicator.contract, code="I2")
    text = office.get(address("indicator-csv")).getvalue().decode()
    rows = [line.split(",") for line in text.splitlines()[1:]]
    assert [(row[0], row[11], row[13]) for row in rows] == [
        ("I1", "2025", "draft"),
        ("I1", "2024", "draft"),
        ("I2", "", ""),
    ]


def test_value_is_written_changed_and_moved(office: Client, indicator: Indicator) -> None:
    url = address("indicator-values", indicator.pk)
    office.post(url, {"year": "2025", "value": "4.090,5", "source": "AMAT"})
    row = indicator.values.get()
    assert (row.value, row.source, row.state) == (Decimal("4090.5"), "AMAT", "draft")
    shown = office.get(f"{url}?anno=2025").context["form"]
    assert (shown["year"].value(), shown["revision"].value()) == (2025, 1)
    office.post(url, {"year": "2025", "value": "5", "revision": "1"})
    for step in ("submitted", "validated", "published"):
        office.post(address("indicator-value-move", indicator.pk, row.pk, step))
    row.refresh_from_db()
    assert (row.value, row.state) == (Decimal(5), "published")


def test_year_that_has_a_value_is_not_overwritten_unseen(office: Client, indicator: Indicator) -> None:
    IndicatorValueFactory(indicator=indicator, year=2025, value=7)
    answer = office.post(address("indicator-values", indicator.pk), {"year": "2025", "value": "5"})
    assert field_errors(answer) == {"year": 1}
    assert indicator.values.get().value == 7


def test_value_that_someone_else_changed_is_sent_again_knowingly(
    office: Client, indicator: Indicator
) -> None:
    IndicatorValueFactory(indicator=indicator, year=2025, revision=3)
    url = address("indicator-values", indicator.pk)
    answer = office.post(url, {"year": "2025", "value": "5", "revision": "1"})
    assert (answer.status_code, answer.context["form"]["revision"].value()) == (409, "3")


def test_step_that_a_value_cannot_take_is_told(office: Client, indicator: Indicator) -> None:
    row = IndicatorValueFactory(indicator=indicator)
    answer = office.post(address("indicator-value-move", indicator.pk, row.pk, "published"), follow=True)
    row.refresh_from_db()
    assert (row.state, row.get_state_display() in words(answer)) == ("draft", True)
