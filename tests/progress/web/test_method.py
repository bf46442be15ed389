"""The method page: every formula with a worked example that the engine computes, in both languages."""

import re

import pytest
from django.utils import translation

from emissions.delivery import ADJUSTMENTS, RUNG_ASSUMPTIONS
from progress.selectors.method import read_method
from progress.selectors.method_assumptions import ADJUSTMENT_WORDS, RUNG_REASONS
from progress.selectors.method_examples import (
    compute_actions,
    compute_ahead,
    compute_data,
    compute_standing,
)
from progress.selectors.method_texts import FORMULAS
from progress.selectors.receipts import FIGURES
from tests.progress.web.conftest import read_page


@pytest.mark.parametrize("language", ["it", "en"])
def test_method_page_has_an_anchor_for_every_formula(client, db, language):
    page = read_page(client, f"/{language}/metodo/")
    anchors = re.findall(r'<h2 id="([\w-]+)">', page.html)
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)
    assert [name for name in anchors if name != "assumptions"] == [
        key for key in FORMULAS if key != "printed"
    ]


def test_method_page_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/it/metodo/")


def test_every_formula_is_used_by_a_receipt_or_a_page_of_its_own():
    pages = {"f13": "planned years", "comparison": "comparison page", "restatement": "data page"}
    assert FORMULAS.keys() - {figure.formula for figure in FIGURES.values()} == pages.keys()


def test_every_example_has_all_its_numbers():
    with translation.override("en"):
        examples = {section.formula.anchor: section.example for section in read_method().sections}
    assert [anchor for anchor, text in examples.items() if "%(" in text or "nan" in text] == []
    assert examples["f18"] == (
        "The inventory of 2024 says 75,000\xa0t, the line 68,000\xa0t. Progress is 78.1%: at risk."
    )


def test_examples_come_out_as_by_hand():
    standing, actions = compute_standing(), compute_actions()
    assert (standing["target"], standing["trajectory"], standing["gap"]) == (20_000, 68_000, 50_000)
    assert (standing["ramp"], standing["coverage_share"], standing["cumulative"]) == (10_000, 0.4, 560_000)
    assert (actions["pumps"], actions["walls"], actions["contested"]) == (26_400, 17_600, 6_000)
    assert (actions["pumps_shapley"], actions["walls_shapley"]) == (27_000, 17_000)
    assert (actions["rung_verified"], actions["rung_delivered"], actions["rung_open"]) == (
        4_000,
        8_000,
        8_000,
    )
    assert actions["delivered"] == 12_000


def test_examples_of_what_lies_ahead_come_out_as_by_hand():
    ahead, data = compute_ahead(), compute_data()
    assert (ahead["p50"], ahead["extra"], ahead["extra_eur"]) == (976_750, 17_500, 1_400_000)
    assert (ahead["set_count"], ahead["set_tonnes"], ahead["set_eur"]) == (2, 60_000, 10_000_000)
    assert 0.2 < float(ahead["chance_share"]) < 0.35
    assert (data["gross"], data["net"], data["is_comparable"]) == (110_000, 109_000, "False")
    assert (data["activity"], data["factor"]) == (2_050, 1_050)


def test_assumptions_give_the_reasons_of_the_engine():
    with translation.override("en"):
        rungs = {rung: str(words) for rung, words in RUNG_REASONS.items()}
        adjustments = {kind: str(words) for kind, (_label, words) in ADJUSTMENT_WORDS.items()}
    assert rungs == {row.rung.value: row.reason for row in RUNG_ASSUMPTIONS}
    assert adjustments == {row.kind: row.reason for row in ADJUSTMENTS}


def test_data_page_leads_to_the_method(client, milano):
    assert 'href="/en/metodo/#f15"' in read_page(client, "/en/c/milano/dati/").html
