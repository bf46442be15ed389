"""Every public page: its language, one heading, a title of its own, a fixed number of queries."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.progress.web.conftest import read_page

PAGES = {
    "home": 6,
    "city-dashboard": 12,
    "city-forecast": 5,
    "action-list": 5,
    "action-detail": 17,
    "party-list": 9,
    "organisation-detail": 15,
    "molecule-list": 10,
    "molecule-detail": 22,
    "molecule-comparison": 10,
    "investment-list": 6,
    "city-data": 18,
    "ledger": 6,
    "receipt": 14,
    "receipt-list": 5,
}
"""Each page with the queries it needs for a reader who is not signed in."""


def address(name, milano, language):
    """The address of a page of the fixture's city."""
    subjects = {
        "action-detail": milano.project,
        "organisation-detail": milano.organisation,
        "molecule-detail": milano.molecule,
    }
    args = [] if name == "home" else [milano.city.slug]
    if name in subjects:
        args.append(subjects[name].pk)
    if name == "receipt":
        args.append("gap_tco2e")
    with translation.override(language):
        return reverse(name, args=args)


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_has_its_language_and_one_heading(client, milano, name, language):
    page = read_page(client, address(name, milano, language))
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)


@pytest.mark.parametrize("language", ["it", "en"])
def test_pages_have_titles_of_their_own(client, milano, language):
    titles = [read_page(client, address(name, milano, language)).title for name in PAGES]
    assert len(set(titles)) == len(PAGES)


@pytest.mark.parametrize(("name", "queries"), PAGES.items())
def test_page_needs_a_fixed_number_of_queries(client, milano, name, queries, django_assert_num_queries):
    for _more in range(3):
        action = factories.ActionFactory(contract=milano.contract)
        factories.InterventionFactory(molecule__city=milano.city, action=action)
        factories.ContractPartyFactory(contract=milano.contract)
        factories.InventoryFactory(series__city=milano.city)
        factories.CommitmentFactory(contract=milano.contract, actions=[milano.project])
        factories.ContractFactory()
    factories.MilestoneFactory(city=None, action=None)
    url = address(name, milano, "it")
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize("name", PAGES)
def test_page_obeys_the_content_security_policy(client, milano, name):
    html = read_page(client, address(name, milano, "it")).html
    assert re.findall(r'\sstyle="|\son\w+="|<script>|<style', html) == []


@pytest.mark.parametrize("name", PAGES)
def test_page_never_groups_the_digits_of_a_year(client, milano, name):
    assert re.findall(r"\b2\.0[0-4]\d\b", read_page(client, address(name, milano, "it")).text) == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "home"])
def test_page_of_a_contract_that_is_not_public_is_not_found(client, milano, name):
    milano.contract.versions.update(state="draft")
    expected = 200 if name == "city-dashboard" else 404
    assert client.get(address(name, milano, "it")).status_code == expected


def test_dashboard_of_a_draft_shows_nothing_of_it(client, milano):
    milano.contract.versions.update(state="draft")
    page = read_page(client, "/it/c/milano/")
    assert ("4.567.402" in page.text, "empty" in page.html) == (False, True)


def test_unknown_city_is_not_found(client, db):
    assert client.get("/it/c/atlantide/").status_code == 404


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
