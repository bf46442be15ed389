"""Indicators as everyone reads them."""

import csv
import io

import pytest

from contracts.models import Contract, ContractVersion, Indicator
from tests import factories
from tests.progress.web.conftest import read_page

LIST = "/en/c/milano/indicatori/"


@pytest.fixture
def indicator(milano):
    """Roofs with a baseline, a target, a published value and a draft."""
    one = factories.IndicatorFactory(
        contract=milano.contract,
        code="I1",
        name={"it": "Tetti", "en": "Roofs"},
        unit="MWh",
        definition={"en": "Energy of all roofs."},
        direction="increase",
        baseline_year=2021,
        baseline_value=3_150,
        target_2025_note="tbd",
        target_2030=59_170,
    )
    one.actions.add(milano.project)
    factories.IndicatorValueFactory(indicator=one, year=2024, value=22_660, state="published")
    factories.IndicatorValueFactory(indicator=one, year=2025, value=77_777, state="validated")
    factories.IndicatorFactory(contract=milano.contract, code="I9", archived_at="2026-01-01T00:00Z")
    return one


def test_list_shows_published_values_only(client, indicator):
    text = read_page(client, LIST).text
    told = ("Roofs", "3,150", "tbd", "59,170", "22,660", "77,777", "I9")
    assert [words for words in told if words not in text] == ["77,777", "I9"]


def test_file_has_published_values_only(client, indicator):
    text = client.get("/en/c/milano/indicatori.csv").getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["code"], row["year"], row["value"], row["target_2030"]) for row in rows] == [
        ("I1", "2024", "22660", "59170")
    ]


def test_page_has_the_card_the_chart_and_the_actions(client, indicator):
    page = read_page(client, f"{LIST}{indicator.pk}/")
    told = (
        "22,660 MWh in 2024; the target for 2030 is 59,170 MWh",
        "Energy of all roofs.",
        "should rise",
        "EB1",
    )
    assert [words for words in told if words not in page.text.replace("\u00a0", " ")] == []
    assert ("<svg" in page.html, "77,777" in page.text) == (True, False)


def test_page_without_a_published_value_says_so(client, indicator):
    indicator.values.all().delete()
    assert "No value is published yet" in read_page(client, f"{LIST}{indicator.pk}/").text


def test_page_of_an_indicator_without_any_number_has_no_drawing(client, milano):
    one = factories.IndicatorFactory(contract=milano.contract)
    factories.IndicatorValueFactory(indicator=one, year=2024, value=5, state="published")
    one.values.all().delete()
    assert "There is no drawing" in read_page(client, f"{LIST}{one.pk}/").text


def test_newest_value_after_the_last_target_stands_alone(client, indicator):
    Indicator.objects.update(target_2030=None)
    text = read_page(client, f"{LIST}{indicator.pk}/").text.replace("\u00a0", " ")
    assert "22,660 MWh in 2024" in text
    assert "the target for" not in text


def test_archived_and_unknown_indicators_are_not_found(client, indicator):
    archived = Indicator.objects.get(code="I9")
    assert client.get(f"{LIST}{archived.pk}/").status_code == 404


@pytest.mark.parametrize("column", ["indicator.target_2030", "indicators.target_2030"])
def test_hidden_columns_are_told_in_words(client, indicator, column):
    Contract.objects.update(field_visibility={column: "partners", "indicator_cards.definition": "internal"})
    text = read_page(client, f"{LIST}{indicator.pk}/").text
    assert ("Definition not public" in text, "59,170" in text) == (True, False)
    assert "not public" in read_page(client, LIST).text
    assert "59170" not in client.get("/en/c/milano/indicatori.csv").getvalue().decode()


@pytest.mark.parametrize("what", ["part", "section"])
def test_indicators_of_a_withheld_section_are_nobody_s(client, indicator, what):
    if what == "part":
        ContractVersion.objects.update(part_visibility={"action_plan": "partners"})
    else:
        factories.SectionFactory(
            version=ContractVersion.objects.get(), key="plan.indicators", visibility="internal"
        )
    assert "Indicators will appear here" in read_page(client, LIST).text
    assert client.get(f"{LIST}{indicator.pk}/").status_code == 404


def test_list_needs_the_same_queries_for_any_number(client, indicator, django_assert_num_queries):
    client.get(LIST)
    for _more in range(3):
        factories.IndicatorValueFactory(indicator__contract=indicator.contract, state="published")
    with django_assert_num_queries(6):
        client.get(LIST)
