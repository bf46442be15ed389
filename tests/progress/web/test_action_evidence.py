"""An action shows what it is credited, what stands behind it, and never takes time that passed for progress."""

import re
from datetime import date
from decimal import Decimal

import pytest

from progress.models import ProgressSnapshot, SnapshotForesight
from progress.services.foresight import foresee_snapshot
from progress.services.snapshots import record_progress
from tests import factories
from tests.progress.web.conftest import read_page

LIST = "/en/c/milano/azioni/"


def recompute(milano):
    record_progress(contract_ids=[milano.contract.pk], as_of=date(2026, 11, 22))


def page_of(client, action):
    return read_page(client, f"{LIST}{action.pk}/")


def ladder(client, action):
    """The rungs of the page with their evidence, the current one marked."""
    html = page_of(client, action).html.split('class="timeline"')[1].split("</ol>")[0]
    steps = re.findall(r"<li (.*?)>\s*<span class=\"timeline-time\">(.*?)</span>(.*?)</li>", html, re.DOTALL)
    return [(label.split(":")[0], "aria-current" in looks, text.strip()) for looks, label, text in steps]


def test_ladder_marks_the_rung_and_tells_the_evidence_of_each(client, milano):
    action = factories.ActionFactory(
        contract=milano.contract,
        code="FUND",
        start_year=2022,
        end_year=2026,
        state="",
        cost_eur=Decimal(1_000),
        funding_secured_eur=Decimal(2_000),
    )
    recompute(milano)
    assert [(label, now, text.replace("\xa0", " ")) for label, now, text in ladder(client, action)] == [
        ("Idea", False, "It is listed in the contract."),
        ("Planned", False, "It has its years: 2022–2026."),
        ("Committed (signed)", False, "No evidence of its own."),
        ("Funded", True, "2,000 € are secured for a cost of 1,000 €."),
        ("Under way", False, "No evidence yet."),
        ("Delivered (reported)", False, "No evidence yet."),
        ("Verified", False, "No evidence yet."),
    ]


def test_ladder_of_a_reported_action_names_its_report_and_who_signed(client, milano):
    told = {label: text for label, _now, text in ladder(client, milano.project)}
    assert told["Committed (signed)"] == "Signed for by: A2A S.p.A."
    assert re.sub(r"\d+ \w+ \d{4}", "DAY", told["Delivered (reported)"]) == (
        "50% of its effect is delivered by the report of DAY."
    )


def test_cancelled_action_stands_on_no_rung(client, milano):
    milano.project.state = "cancelled"
    milano.project.save()
    recompute(milano)
    text = page_of(client, milano.project).text
    assert "stands on no rung" in text
    assert "nothing: the action is cancelled" in text


def test_action_without_a_report_says_so_whatever_its_years(client, milano):
    action = factories.ActionFactory(contract=milano.contract, code="OLD", start_year=2015, end_year=2020)
    recompute(milano)
    text = page_of(client, action).text
    assert "no report yet, so nothing is known to be delivered" in text
    assert "No report yet. Time that has passed is not progress" in text


def test_action_with_a_report_names_its_day(client, milano):
    day = milano.project.reports.first().reported_on
    assert f"No report since {day.day} {day:%B %Y}." in page_of(client, milano.project).text


def test_action_that_shares_a_source_says_what_is_contested_and_why(client, milano):
    for code, tonnes in (("S1", 400), ("S2", 200)):
        shared = factories.ActionFactory(
            contract=milano.contract, code=code, source_group="boilers", reduction_tco2e=Decimal(tonnes)
        )
    inventory = milano.city.inventory_series.get().inventories.get()
    factories.InventoryLineFactory(inventory=inventory, value_tco2e=Decimal(300), source_group="boilers")
    recompute(milano)
    text = page_of(client, shared).text
    assert "Contested" in text
    assert "in part: " in text


@pytest.mark.parametrize(
    ("money", "words"),
    [
        ({}, "Not computed: it needs the cost"),
        (
            {"cost_eur": 1_000, "running_cost_eur": 0, "saving_eur": 0, "lifetime_years": 1},
            "at a discount rate of 3.5% (our assumption: the city sets none)",
        ),
        (
            {"cost_eur": 1_000, "running_cost_eur": 0, "saving_eur": 5_000, "lifetime_years": 1},
            "Below zero: it saves more money than it costs.",
        ),
    ],
)
def test_action_tells_what_a_tonne_costs_or_what_is_missing(client, milano, money, words):
    milano.contract.actions.filter(pk=milano.project.pk).update(**money)
    assert words in page_of(client, milano.project).text


def test_action_tells_its_part_in_the_chance(client, milano):
    snapshot = ProgressSnapshot.objects.get(is_current=True)
    driver = {
        "action": str(milano.project.pk),
        "code": "EB1",
        "difference": 0.1,
        "if_whole": 0.175,
        "if_not": 0.075,
        "swing_tco2e": 1.0,
    }
    factories.ForesightFactory(snapshot=snapshot, content=factories.make_foresight(drivers=[driver]))
    assert "is 18% with the action delivered in full and 8% without it: +10 percentage points" in (
        page_of(client, milano.project).text
    )
    assert "not among the ten actions" in page_of(client, milano.included).text
    SnapshotForesight.objects.update(content=factories.make_foresight(probability=None, reason="no_level"))
    assert "It cannot be said: no inventory says where the city stands today." in (
        page_of(client, milano.project).text
    )


def test_organisation_shows_its_exact_part_of_the_credit(client, milano):
    milano.project.parties.update(share=Decimal("0.333333"))
    for _other in range(2):
        factories.ActionPartyFactory(action=milano.project, share=Decimal("0.333333"))
    recompute(milano)
    html = read_page(client, f"/en/c/milano/firmatari/{milano.organisation.pk}/").html
    cells = [
        " ".join(cell.replace("&nbsp;", " ").split())
        for cell in re.findall(r'<td class="number">(.*?)</td>', html)
    ]
    assert [cell.replace("\xa0", " ") for cell in cells] == ["304,597 t", "33.3%", "101,532 t"]


def test_organisation_whose_shares_are_not_stated_has_no_tonnes_of_its_own(client, milano):
    milano.project.parties.update(share=None)
    text = read_page(client, f"/en/c/milano/firmatari/{milano.organisation.pk}/").text
    assert "not stated not known" in text


def test_commitment_shows_what_is_claimed_and_what_is_credited(client, milano):
    foresee_snapshot(snapshot_id=ProgressSnapshot.objects.get(is_current=True).pk)
    text = read_page(client, f"/en/c/milano/firmatari/{milano.organisation.pk}/").text
    assert re.search(r"Claimed: [\d,]+.t\. Credited through its actions: [\d,]+.t\.", text)
