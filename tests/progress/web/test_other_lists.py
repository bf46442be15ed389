"""Signatories, organisations, molecules, money, home, data."""

import csv
import re
from decimal import Decimal

import pytest

from contracts.enums import PartyRole
from core.changes import record_change
from core.enums import ChangeVerb
from progress.services.snapshots import record_progress
from tests import factories
from tests.progress.web.conftest import read_page

PARTIES = "/en/c/milano/firmatari/"


def party_names(client, query=""):
    html = client.get(f"{PARTIES}{query}").content.decode()
    return [
        re.sub(r"<[^>]+>", "", cell).strip()
        for cell in re.findall(r'<th scope="row">(.*?)</th>', html, re.DOTALL)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Bocconi", "A2A S.p.A."]),
        ("?role=promoter", ["Bocconi"]),
        ("?q=a2a", ["A2A S.p.A."]),
        ("?cluster=university", []),
        ("?sort=name", ["Bocconi", "A2A S.p.A."]),
        ("?role=king", ["Bocconi", "A2A S.p.A."]),
    ],
)
def test_party_list_filters_and_sorts_like_its_download(client, milano, query, expected):
    factories.ContractPartyFactory(
        contract=milano.contract, organisation_name="Bocconi", role=PartyRole.PROMOTER, position=9_999
    )
    answer = client.get(f"/en/c/milano/firmatari.csv{query}")
    rows = csv.DictReader(b"".join(answer.streaming_content).decode().splitlines())
    assert (party_names(client, query), [row["organisation"] for row in rows]) == (expected, expected)


def test_party_list_puts_each_role_under_its_heading_and_sorts_inside_it(client, milano):
    factories.ContractPartyFactory(contract=milano.contract, organisation_name="Zanichelli")
    factories.ContractPartyFactory(
        contract=milano.contract, organisation_name="Bocconi", role=PartyRole.PROMOTER
    )
    html = read_page(client, f"{PARTIES}?sort=-name").html
    heads = re.findall(r'<th scope="rowgroup" colspan="4">(.*?)</th>', html)
    assert (heads, party_names(client, "?sort=-name")) == (
        ["Promoters", "Signatories"],
        ["Bocconi", "Zanichelli", "A2A S.p.A."],
    )


def test_party_list_that_goes_on_repeats_the_heading(client, milano):
    factories.ContractPartyFactory.create_batch(30, contract=milano.contract)
    html = read_page(client, f"{PARTIES}?page=2").html
    assert re.findall(r'<th scope="rowgroup" colspan="4">(.*?)</th>', html) == ["Signatories"]


def test_party_list_says_that_a_listing_is_no_signature(client, milano):
    assert "not a signature given in this portal" in read_page(client, PARTIES).text


def test_organisation_page_knows_names_listings_actions_and_promises(client, milano):
    text = read_page(client, f"{PARTIES}{milano.organisation.pk}/").text
    wanted = ["Also known as: A2A", "Milan : signatory", "EB1", str(milano.commitment.title["en"])]
    assert [words for words in wanted if words not in text] == []


def test_organisation_of_another_contract_is_not_found_here(client, milano):
    assert client.get(f"{PARTIES}{factories.OrganisationFactory().pk}/").status_code == 404


def test_organisation_page_hides_listings_in_contracts_that_are_not_public(client, milano):
    hidden = factories.ContractPartyFactory(contract__version__state="draft")
    milano.organisation.listings.add(hidden)
    page = read_page(client, f"{PARTIES}{milano.organisation.pk}/")
    assert (str(hidden.contract.city) in page.text) is False


def test_molecule_page_flags_what_is_illustrative(client, milano):
    text = read_page(client, f"/en/c/milano/molecole/{milano.molecule.pk}/").text
    wanted = [
        "the polygon is illustrative",
        "76,417 t CO₂e",
        "nobody has measured them",
        "22,657",
        "304,597 t",
    ]
    assert [words for words in wanted if words not in text] == []


def test_molecule_of_another_city_is_not_found_here(client, milano):
    other = factories.MoleculeFactory()
    assert client.get(f"/en/c/milano/molecole/{other.pk}/").status_code == 404


def test_investments_are_summed_within_a_table_only(client, milano):
    milano.contract.funding_lines.all().delete()
    for scheme, amount in [("A", 1_000_000), ("A", 2_500_000), ("B", 4_000_000), ("C", 1), ("C", None)]:
        factories.FundingLineFactory(
            contract=milano.contract, scheme=scheme, amount_eur=None if amount is None else Decimal(amount)
        )
    text = read_page(client, "/en/c/milano/investimenti/").text
    assert re.findall(r"Sum of this table ([\d,]+)", text) == ["3,500,000", "4,000,000"]
    assert "Only 1 of 2 rows have an amount" in text


def test_home_lists_contracts_training_and_other_cities_apart(client, milano):
    factories.ContractFactory(city=factories.CityFactory(slug="valdoria", is_training=True))
    factories.CityFactory(slug="gozo", names={"en": "Gozo"}, country_code="MT")
    page = read_page(client, "/en/")
    first, training, others = (
        page.html.index('href="/en/c/milano/"'),
        page.html.index('href="/en/c/valdoria/"'),
        page.html.index('href="/en/c/gozo/"'),
    )
    assert first < training < others
    assert [
        words
        for words in ("4,567,402 (2021)", "80%", "14.6% (projects)", "not measured", "Malta")
        if words not in page.text
    ] == []


def test_home_without_any_city_says_so(client, db):
    assert "No contract has been loaded yet." in read_page(client, "/en/").text


def test_data_page_keeps_series_apart_and_tells_changes(client, milano):
    other = factories.InventoryFactory(series__city=milano.city, year=2013, reported_total_tco2e=None)
    record_change(ChangeVerb.CHANGED, milano.project, city_slug="milano", summary="EB1 retrofit")
    page = read_page(client, "/en/c/milano/dati/")
    assert page.html.count("<caption>") == 4
    assert [
        words
        for words in (
            str(other.series.title["en"]),
            "EB1 retrofit",
            "not published by sector",
            "series of the baseline",
        )
        if words not in page.text
    ] == []


def test_data_page_shows_the_planned_reduction_of_each_year_as_a_plan(client, milano):
    page = read_page(client, "/en/c/milano/dati/")
    section = page.html.split('id="planned"')[1].split("</section>")[0]
    years = re.findall(r'<th scope="row">(\d{4})</th>', section)
    assert (years, "a plan, not a report of what was done" in page.text) == (
        [str(year) for year in range(2022, 2031)],
        True,
    )


def test_data_page_says_that_the_planned_reduction_of_undated_actions_is_not_known(client, milano):
    milano.contract.actions.update(start_year=None, end_year=None)
    record_progress(contract_ids=[milano.contract.pk])
    page = read_page(client, "/en/c/milano/dati/")
    assert "the planned reduction of each year is not known" in page.text


def test_home_tells_the_milestones_of_the_whole_mission_only(client, milano):
    factories.MilestoneFactory(city=None, action=None, title={"en": "112 cities announced"})
    text = read_page(client, "/en/").text
    own = str(milano.city.milestones.get().title["en"])
    assert ("112 cities announced" in text, own in text) == (True, False)


@pytest.mark.parametrize(("path", "rows"), [("divario.csv", 1), ("inventari.csv", 1)])
def test_downloads_have_a_row_each(client, milano, path, rows):
    lines = b"".join(client.get(f"/it/c/milano/{path}").streaming_content).decode().splitlines()
    assert len(lines) == rows + 1
