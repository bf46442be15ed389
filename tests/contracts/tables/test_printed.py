"""Words in the place of tonnes and years, as Milan's contract prints them."""

import pytest

from contracts.tables.printed import PrintedReduction, read_reduction, read_timeline


def told(quantification, tonnes=None, **cells):
    return PrintedReduction({"quantification": quantification, "reduction_tco2e": tonnes, **cells})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.500,5", told("quantified", "12500.5")),
        ("", told("not_estimated")),
        ("Not yet estimated", told("not_estimated", reduction_note="Not yet estimated")),
        ("N.A.", told("not_estimated", reduction_note="N.A.")),
        ("No direct impact", told("not_quantifiable", reduction_note="No direct impact")),
        ("Riservato", told("confidential", reduction_note="Riservato")),
        (
            "Included in LENDEB2",
            told("included_in", reduction_note="Included in LENDEB2", included_in="LENDEB2"),
        ),
        (
            "Inclusa in COMIEB1",
            told("included_in", reduction_note="Inclusa in COMIEB1", included_in="COMIEB1"),
        ),
        ("see annex", told("not_estimated", reduction_note="see annex")),
    ],
)
def test_reduction_tells_what_is_known(text, expected):
    assert read_reduction(text) == expected


def test_open_reduction_gives_both_readings():
    assert read_reduction("43.700^15") == PrintedReduction(
        {"quantification": "quantified", "reduction_tco2e": None}, ("43700", "43.7")
    )
    assert read_reduction("43.700^15", number_format="it") == told("quantified", "43700")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2012-2023", (2012, 2023)),
        ("2022 – 2031", (2022, 2031)),
        ("dal 2024 al 2027", (2024, 2027)),
        ("by 2025", (None, 2025)),
        ("completed in 2023", (None, 2023)),
        ("entro il 2030", (None, 2030)),
        ("from 2024", (2024, None)),
        ("a partire dal 2024", (2024, None)),
        ("2025", (None, None)),
        ("permanent", (None, None)),
    ],
)
def test_timeline_tells_years_and_keeps_its_words(text, years):
    cells = read_timeline(text)
    assert (cells.get("start_year"), cells.get("end_year"), cells["timeline_note"]) == (*years, text)


def test_empty_timeline_is_unknown():
    assert read_timeline(" ") == {"timeline_note": None}
