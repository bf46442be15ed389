"""Every verdict has its sentence, made from the numbers."""

import pytest
from django.utils import translation

from progress.selectors.coverage import read_coverage
from progress.selectors.sentences import headline, verdict_reason
from tests.factories import make_results

MEASURED = {
    "inventory_year": 2023,
    "baseline_tco2e": 1_283_174.0,
    "observed_tco2e": 1_147_952.0,
    "trajectory_tco2e": 1_055_054.0,
    "deviation_share": 0.08805,
    "progress_share": 0.593,
    "target_reduction_tco2e": 1_026_539.2,
}


def say(**changes):
    results = make_results(**changes)
    with translation.override("en"):
        return headline("Padova", results, read_coverage(results))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"verdict": "off_track"},
            (
                "By 2023 Padova had cut 10.5% of its emissions of 2021, 8.8% above its trajectory: "
                "it is off track for 2030."
            ),
        ),
        (
            {"verdict": "at_risk", "deviation_share": 0.02},
            (
                "By 2023 Padova had cut 10.5% of its emissions of 2021, 2% above its trajectory: "
                "the target for 2030 is at risk."
            ),
        ),
        (
            {"verdict": "on_track"},
            "By 2023 Padova had cut 10.5% of its emissions of 2021: it is on track for 80% less in 2030.",
        ),
        (
            {"verdict": "off_track", "observed_tco2e": 1_411_491.4, "progress_share": -0.2},
            (
                "By 2023 the emissions of Padova had risen by 10% on 2021, 8.8% above its trajectory: "
                "it is off track for 2030."
            ),
        ),
    ],
)
def test_headline_of_a_measured_city_tells_cut_and_deviation(changes, sentence):
    assert say(**MEASURED | changes) == sentence


def test_headline_without_measurement_tells_promise_and_projects():
    assert say() == "Padova has promised 80% less emissions by 2030. Its projects cover 14.6% of the gap."


def test_headline_without_maturity_tells_what_the_contract_prints():
    coverage = {
        "not_stated": {"tco2e": 5_000.0, "share_of_gap": 0.1, "actions": 217, "counted": 114},
    }
    assert say(coverage_by_maturity=coverage, portfolio_printed_share=0.75) == (
        "Padova has promised 80% less emissions by 2030. The contract says that its actions cover 75% of the gap."
    )


def test_headline_without_any_coverage_says_that_it_is_not_known():
    assert say(coverage_by_maturity={}, portfolio_printed_share=None) == (
        "Padova has promised 80% less emissions by 2030. How much of the gap its actions cover is not known."
    )


@pytest.mark.parametrize(
    ("changes", "age", "sentence"),
    [
        (
            {},
            58,
            (
                "No inventory after 2021 can be compared with the baseline, so progress is not measured. "
                "The last comparable inventory, of 2021, is 58 months old."
            ),
        ),
        ({}, None, "No inventory after 2021 can be compared with the baseline, so progress is not measured."),
        (
            {"baseline_year": None},
            None,
            "The contract gives no baseline that progress could be measured against.",
        ),
        (
            MEASURED | {"verdict": "off_track"},
            34,
            (
                "The inventory of 2023 says 1,147,952 t CO₂e; the trajectory asks for 1,055,054 t CO₂e in that year. "
                "59.3% of the reduction due by then was reached."
            ),
        ),
    ],
)
def test_verdict_reason_says_why(changes, age, sentence):
    with translation.override("en"):
        assert verdict_reason(make_results(**changes), age).replace("\N{NO-BREAK SPACE}", " ") == sentence
