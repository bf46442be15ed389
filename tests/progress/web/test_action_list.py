"""The list of actions: filters, sorting, pages, download, and what is not shown."""

import csv
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from progress.models import ProgressSnapshot
from tests import factories
from tests.progress.web.conftest import read_page

LIST = "/en/c/milano/azioni/"


def codes(client, query=""):
    """The codes in the order of the page."""
    html = client.get(f"{LIST}{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)


def download(client, query=""):
    """The rows of the download."""
    response = client.get(f"/en/c/milano/azioni.csv{query}")
    return list(csv.DictReader(b"".join(response.streaming_content).decode().splitlines()))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["EB1", "EB2", "GR1", "TR1"]),
        ("?q=tram", ["TR1"]),
        ("?q=azione+eb2", ["EB2"]),
        ("?q=tr1", ["TR1"]),
        ("?q=no-such-word", []),
        ("?sector=transport", ["TR1"]),
        ("?maturity=strategy", ["TR1"]),
        ("?quantification=included_in", ["EB2"]),
        ("?state=none", ["EB1", "EB2", "GR1", "TR1"]),
        ("?state=completed", []),
        ("?rung=idea", ["TR1"]),
        ("?rung=verified", []),
        ("?promoter_type=stakeholder", []),
        ("?sort=-code", ["TR1", "GR1", "EB2", "EB1"]),
        ("?sort=title", ["TR1", "EB1", "EB2", "GR1"]),
        ("?sort=reduction", ["GR1", "EB1", "TR1", "EB2"]),
        ("?sort=-reduction", ["TR1", "EB1", "GR1", "EB2"]),
        ("?sort=sector&maturity=strategy", ["TR1"]),
        ("?sort=no-such-way", ["EB1", "EB2", "GR1", "TR1"]),
    ],
)
def test_action_list_filters_and_sorts(client, milano, query, expected):
    assert codes(client, query) == expected
    assert [row["code"] for row in download(client, query)] == expected


def test_action_list_finds_the_actions_of_a_molecule(client, milano):
    assert codes(client, f"?molecule={milano.molecule.code}") == ["EB1"]


@pytest.mark.parametrize(
    "query", ["?sector=magic", "?molecule=x", "?maturity=%00", "?state=1%27--", "?rung=top"]
)
def test_action_list_tells_a_bad_filter_and_shows_the_rest(client, milano, query):
    page = read_page(client, f"{LIST}{query}")
    assert (page.status, "error-summary" in page.html, codes(client, query)) == (
        200,
        True,
        ["EB1", "EB2", "GR1", "TR1"],
    )


def test_action_list_survives_a_search_for_nothing_readable(client, milano):
    assert read_page(client, f"{LIST}?q=%00&page=abc").status == 200


def test_action_list_has_25_rows_a_page_and_the_download_has_all(client, milano):
    factories.ActionFactory.create_batch(30, contract=milano.contract)
    assert (len(codes(client)), len(codes(client, "?page=2")), len(download(client))) == (25, 9, 34)


def test_action_list_of_a_page_too_far_shows_the_last(client, milano):
    assert codes(client, "?page=99") == codes(client)


def test_action_list_marks_the_sorted_column(client, milano):
    html = read_page(client, f"{LIST}?sort=-code").html
    assert re.findall(r'aria-sort="(\w+)"', html) == ["descending"]


def test_action_list_links_the_download_of_the_filtered_rows(client, milano):
    html = read_page(client, f"{LIST}?sector=transport&page=1").html
    assert 'href="/en/c/milano/azioni.csv?sector=transport"' in html


def test_action_list_says_in_words_what_has_no_number(client, milano):
    factories.ActionFactory(contract=milano.contract, code="ZZ1", reduction_tco2e=None, is_illustrative=True)
    text = read_page(client, LIST).text
    assert [
        words
        for words in (
            "included in another action (EB1)",
            "not estimated",
            "(illustrative)",
            "removed by a sink",
        )
        if words not in text
    ] == []


def test_action_csv_runs_nothing_and_keeps_numbers(client, milano):
    factories.ActionFactory(
        contract=milano.contract, code="AA1", title={"it": "=1+1", "en": "@x"}, reduction_tco2e=Decimal("1.5")
    )
    row = download(client)[0]
    assert (row["title_it"], row["title_en"], row["reduction_tco2e"], row["cost_eur"]) == (
        "'=1+1",
        "'@x",
        "1.5",
        "",
    )


def test_action_list_and_csv_show_what_is_credited_beside_what_is_declared(client, milano):
    rows = {row["code"]: row for row in download(client)}
    told = [(rows[code]["reduction_tco2e"], rows[code]["credited_tco2e"]) for code in ("TR1", "EB2", "GR1")]
    assert told == [("1568000", "1568000"), ("", "0"), ("9005", "0")]
    assert (rows["TR1"]["rung"], rows["EB2"]["credit_reason"], rows["GR1"]["credit_reason"]) == (
        "idea",
        "included_in",
        "sink",
    )


def test_action_list_has_no_rungs_before_anything_is_computed(client, milano):
    ProgressSnapshot.objects.all().delete()
    page = read_page(client, f"{LIST}?rung=idea")
    assert ('name="rung"' in page.html, codes(client), download(client)[0]["rung"]) == (
        False,
        ["EB1", "EB2", "GR1", "TR1"],
        "",
    )


def test_archived_action_is_the_teams_only(client, milano):
    milano.project.archived_at = timezone.now()
    milano.project.save()
    url = f"{LIST}{milano.project.pk}/"
    assert (codes(client), client.get(url).status_code) == (["EB2", "GR1", "TR1"], 404)
    client.force_login(factories.CityMembershipFactory(city=milano.city).user)
    assert (codes(client), client.get(url).status_code) == (["EB1", "EB2", "GR1", "TR1"], 200)


def test_action_of_another_city_is_not_found_here(client, milano):
    other = factories.ActionFactory()
    assert client.get(f"{LIST}{other.pk}/").status_code == 404


def test_only_the_team_sees_the_link_to_edit(client, milano):
    url = f"{LIST}{milano.project.pk}/"
    assert "Edit the action" not in read_page(client, url).text
    client.force_login(factories.CityMembershipFactory(city=milano.city).user)
    assert "Edit the action" in read_page(client, url).text


def test_action_page_shows_promise_place_and_result(client, milano):
    text = read_page(client, f"{LIST}{milano.project.pk}/").text
    wanted = [
        "304,597 t CO₂e",
        "A2A S.p.A.",
        "Half of the roofs are done.",
        "50%",
        "declared",
        str(milano.molecule),
    ]
    assert [words for words in wanted if words not in text] == []


def test_action_page_shows_what_includes_it_and_its_findings(client, milano):
    page = read_page(client, f"{LIST}{milano.included.pk}/")
    assert f'/en/c/milano/azioni/{milano.project.pk}/"' in page.html
    assert "is printed as 2021–2018: it ends before it starts" in page.text


def test_unsigned_commitment_is_not_public(client, milano):
    milano.commitment.state = "draft"
    milano.commitment.save()
    url = f"{LIST}{milano.project.pk}/"
    assert str(milano.commitment.title) not in read_page(client, url).text
