"""The page on forecast and risk: delays with since when, the cheapest set, words for what is not known."""

import re
from datetime import date
from decimal import Decimal

import pytest

from progress.models import ProgressSnapshot, SnapshotForesight
from progress.services.foresight import foresee_snapshot
from progress.services.snapshots import record_progress
from tests import factories
from tests.progress.web.conftest import read_page

PAGE = "/en/c/milano/previsione/"


@pytest.fixture
def foreseen(milano):
    """Milano with a late milestone and a foresight."""
    milano.contract.carbon_price_eur = 80
    milano.contract.save()
    milano.late = factories.ActionFactory(
        contract=milano.contract, code="LATE", reduction_tco2e=Decimal(1_000), start_year=2022, end_year=2024
    )
    factories.MilestoneFactory(
        city=milano.city,
        action=milano.late,
        title={"en": "Boilers out"},
        due_on=date(2024, 12, 31),
        effect_share=Decimal(1),
        state="missed",
    )
    compute(milano)
    return milano


def compute(milano):
    record_progress(contract_ids=[milano.contract.pk], as_of=date(2026, 11, 22))
    foresee_snapshot(snapshot_id=ProgressSnapshot.objects.get(is_current=True).pk)


def set_foresight(**changes):
    SnapshotForesight.objects.update(content=factories.make_foresight(**changes))


def test_forecast_names_what_is_late_since_when_and_at_what_cost(client, foreseen):
    html = read_page(client, PAGE).html
    section = html.split('id="delays"')[1].split("</section>")[0]
    rows = [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)
    ]
    late = next(row for row in rows if row[0].startswith("LATE") and row[-1] == "its milestones")
    assert [cell.replace("\xa0", " ").replace("&nbsp;", " ") for cell in late[1:]] == [
        "31.12.2024",
        "22 months",
        "1,833 t",
        "146,639 €",
        "its milestones",
    ]
    assert "not reached yet" in section


def test_forecast_without_a_carbon_price_has_no_euros(client, foreseen):
    foreseen.contract.carbon_price_eur = None
    foreseen.contract.save()
    compute(foreseen)
    text = read_page(client, PAGE).text
    assert ("The city sets no carbon price" in text, "Cost, €" in text) == (True, False)


def test_forecast_counts_the_actions_that_nobody_reports_on(client, milano):
    text = read_page(client, PAGE).text
    assert "No dated report and no milestone shows an action late" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"closes_gap": True},
            "1 action closes the gap for 2 mln €: it adds 5 kt CO₂e a year to what is funded or begun.",
        ),
        ({"closes_gap": True, "actions": []}, "What is funded or begun closes the gap on paper"),
        (
            {"missing_tco2e": 12_000.0},
            (
                "The gap stays open: even with the 1 action without funding whose cost is known, for 2 mln €,"
                " 12 kt CO₂e a year are missing."
            ),
        ),
        (
            {"candidates": 0, "actions": [], "cost_eur": 0.0, "missing_tco2e": 12_000.0},
            "The gap stays open: 12 kt CO₂e a year are missing, and no action without funding has a known cost.",
        ),
        ({"is_exact": True}, "The search is exact: no cheaper set does as much."),
        ({"is_exact": False}, "The search was broken off: a cheaper set may exist."),
        ({"without_cost": 3}, "3 actions without funding have no known cost and are left out."),
        ({"without_tonnes": 1}, "1 action without funding has no known tonnes and is left out."),
    ],
)
def test_forecast_says_what_the_cheapest_set_does(client, foreseen, changes, words):
    cheapest = {
        "actions": [str(foreseen.late.pk)],
        "cost_eur": 2_000_000.0,
        "credited_tco2e": 9_000.0,
        "added_tco2e": 5_000.0,
        "closes_gap": False,
        "missing_tco2e": 1.0,
        "is_exact": True,
        "candidates": 1,
        "without_cost": 0,
        "without_tonnes": 0,
    }
    set_foresight(cheapest=cheapest | changes)
    assert words in read_page(client, PAGE).text.replace("\xa0", " ")


def test_forecast_without_a_set_says_why(client, foreseen):
    set_foresight(cheapest=None)
    assert "It cannot be said: the gap is not known" in read_page(client, PAGE).text


def test_forecast_of_a_contract_without_maturity_tells_no_chance(client, milano):
    milano.contract.actions.update(maturity="not_stated")
    compute(milano)
    text = read_page(client, PAGE).text
    assert (
        "The chance of reaching the target cannot be said: the contract does not publish how mature" in text
    )
    assert "the published rows of the actions are only a part of the portfolio" in text


def test_forecast_before_anything_is_computed_says_so(client, milano):
    ProgressSnapshot.objects.all().delete()
    page = read_page(client, PAGE)
    assert (page.status, "<figure" in page.html) == (200, False)


def test_forecast_puts_its_parts_in_the_order_of_its_links(client, foreseen):
    html = read_page(client, PAGE).html
    links = re.findall(r'<li><a href="#([\w-]+)">', html)
    places = [html.index(f'id="{link}"') for link in links]
    assert (links, places) == (
        ["projection", "cumulative", "drivers", "delays", "abatement_curve", "verdict_history"],
        sorted(places),
    )


def test_chart_without_a_drawing_and_without_rows_is_a_sentence(client, foreseen):
    html = read_page(client, PAGE).html
    part = html.split('id="abatement_curve"')[0].rsplit("<", 1)[1]
    assert (part.startswith("section"), "cannot be said: no action states its tonnes" in html) == (True, True)


def test_forecast_needs_six_queries_however_much_is_late(client, foreseen, django_assert_num_queries):
    for _more in range(3):
        factories.MilestoneFactory(
            city=foreseen.city,
            action=factories.ActionFactory(contract=foreseen.contract, start_year=2021, end_year=2022),
            due_on=date(2023, 1, 1),
            effect_share=Decimal(1),
        )
    compute(foreseen)
    client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)


def test_links_to_receipts_lead_to_receipts(client, foreseen):
    html = "".join(client.get(url).content.decode() for url in ("/en/c/milano/", PAGE))
    links = set(re.findall(r'class="receipt-link" href="([^"]+)"', html))
    assert len(links) > 10
    assert [link for link in sorted(links) if client.get(link).status_code != 200] == []
