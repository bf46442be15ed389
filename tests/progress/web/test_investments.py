"""The public page of investments, its filters and its downloads."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest

from contracts.models import Contract
from tests import factories
from tests.progress.web.conftest import read_page

PAGE = "/en/c/milano/investimenti/"
FILE = "/en/c/milano/investimenti"


@pytest.fixture
def money(milano):
    """Milano with a tram that lacks money, a funded roof, and a hidden plant."""
    for code, sector, cost, secured, fields in (
        ("TRAM", "transport", 9_000_000, 4_000_000, {"promoter": "ATM", "promoter_type": "stakeholder"}),
        ("ROOF", "buildings", 2_000_000, 2_000_000, {"title": {"en": "=1+1"}}),
        ("PLANT", "waste", 7_000_000, 0, {"field_visibility": {"cost_eur": "partners"}}),
    ):
        factories.ActionFactory(
            contract=milano.contract,
            code=code,
            sector=sector,
            cost_eur=Decimal(cost),
            funding_secured_eur=Decimal(secured),
            funding_requested_eur=Decimal(1_000_000) if code == "TRAM" else Decimal(0),
            end_year=2029,
            lifetime_years=30,
            **fields,
        )
    return milano


def download(client, query=""):
    text = client.get(f"{FILE}.csv{query}").getvalue().decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_page_tells_what_is_missing_and_what_is_not_public(client, money):
    text = read_page(client, PAGE).text
    tram, plant = text.split("Action TRAM")[1][:400], text.split("Action PLANT")[1][:400]
    assert "9 mln € 4 mln € 1 mln € 4 mln €" in tram
    assert "not public 0 € 0 € not public" in plant
    assert "1 action lacks money" in text


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?money=needed", ["TRAM"]),
        ("?sector=waste", ["PLANT"]),
        ("?owner_type=stakeholder", ["TRAM"]),
        ("?owner_type=none", []),
        ("?sector=transport&money=needed", ["TRAM"]),
    ],
)
def test_filters_leave_the_same_rows_on_page_and_in_file(client, money, query, codes):
    page = read_page(client, PAGE + query).html
    shown = [row["code"] for row in download(client, query)]
    assert (shown, [code for code in ("TRAM", "PLANT", "ROOF") if f">{code}</a>" in page]) == (codes, codes)


def test_filter_that_makes_no_sense_is_told_and_leaves_all(client, money):
    page = read_page(client, f"{PAGE}?sector=magic")
    assert (page.status, "error-summary" in page.html) == (200, True)
    assert len(download(client, "?sector=magic")) == len(download(client))


def test_file_writes_numbers_unknown_and_hidden_figures_apart(client, money):
    rows = {row["code"]: row for row in download(client)}
    names = ("cost_eur", "missing_eur")
    assert [tuple(rows[code][name] for name in names) for code in ("TRAM", "PLANT", "EB1")] == [
        ("9000000", "4000000"),
        ("not public", "not public"),
        ("", ""),
    ]


def test_workbook_has_numbers_as_numbers_and_texts_never_as_formulas(client, money):
    answer = client.get(f"{FILE}.xlsx?sector=buildings")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = {row[0].value: row for row in book["Actions"].iter_rows(min_row=2)}
    title, cost = rows["ROOF"][1], rows["ROOF"][8]
    assert (title.value, title.data_type, title.quotePrefix) == ("=1+1", "s", True)
    assert (cost.value, cost.data_type) == (2_000_000, "n")
    assert "TRAM" not in rows
    assert book["Read me"]["A2"].value == "The contract does not say whether costs are total or incremental."


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (
            {"cost_basis": "total", "price_basis": "cash", "price_year": 2024},
            "Costs are the whole cost of an action. Money is counted when it is paid. Prices are those of 2024.",
        ),
        (
            {"cost_basis": "incremental", "price_basis": "NPV"},
            (
                "Costs are what an action costs on top of business as usual. "
                "Money is discounted to its net present value."
                " The year of the prices is not stated."
            ),
        ),
    ],
)
def test_page_says_what_the_money_counts(client, money, basis, words):
    Contract.objects.filter(pk=money.contract.pk).update(**basis)
    page = read_page(client, PAGE)
    assert (words in page.text, "Total or incremental?" in page.text) == (True, False)


def test_page_warns_where_the_basis_is_not_stated(client, money):
    assert "Total or incremental?" in read_page(client, PAGE).text


def test_printed_sums_that_differ_are_told_with_their_difference(client, money):
    money.contract.actions.filter(code="PLANT").update(field_visibility={})
    money.contract.versions.update(investment_eur=20_000_000)
    text = read_page(client, PAGE).text
    assert (
        "Total investment as printed: 20 mln €, against 18 mln € of the actions; difference 2 mln €." in text
    )


def test_printed_sums_are_withheld_where_a_hidden_cost_would_follow(client, money):
    money.contract.versions.update(investment_eur=20_000_000, investment_note="20 millions in all")
    text = read_page(client, PAGE).text
    assert "Total investment as printed: not shown: too few actions." in text
    assert [words for words in ("20 mln", "20 millions", "1,000,000 €") if words in text] == []


def test_printed_total_that_the_contract_hides_is_not_public(client, money):
    money.contract.actions.filter(code="PLANT").update(field_visibility={})
    money.contract.versions.update(investment_eur=20_000_000)
    rules = {"version.investment_eur": "internal", "funding_line.amount_eur": "internal"}
    Contract.objects.filter(pk=money.contract.pk).update(field_visibility=rules)
    text = read_page(client, PAGE).text
    assert ("Total investment as printed: not public." in text, "1,000,000 €" in text) == (True, False)


def test_contract_without_any_money_says_so(client, milano):
    assert "No action of this contract states what it costs" in read_page(client, PAGE).text


def test_contract_without_actions_and_tables_says_so(client, db):
    contract = factories.ContractFactory()
    assert (
        "Investments will appear here" in read_page(client, f"/en/c/{contract.city.slug}/investimenti/").text
    )
