"""What published contracts print, and exactly what is found in it (domain reference, appendix)."""

from typing import Any

from contracts.tables.checks import TableFinding
from tests.contracts.tables.checking import check, emissions_row, found, gap_row

MILAN = [
    emissions_row("buildings", 2_142_674, 1_632_422, 110_143, 3_885_239),
    emissions_row("transport", 649_499, 18_697, 6_208, 674_404),
    emissions_row("waste", 6_683, 1_076, None, 7_759, _place="A1.3!B5"),
    emissions_row("", 2_798_856, 1_651_119, 117_427, 4_567_402, _place="A1.3!B6"),
]
MILAN_GAP = [
    gap_row("buildings", 3_885_239, 3_232_999, 1_358_076, 1_874_923, None, 652_240),
    gap_row("transport", 674_403, 421_403, 216_023, 205_380, None, 253_000),
    gap_row("waste", 7_760, None, None, None, None, 7_760),
    gap_row("", 4_567_402, 3_654_402, 1_574_099, 2_080_303, None, 913_000),
]
MANNHEIM_ENERGY: list[dict[str, Any]] = [
    {"sector": "buildings", "carrier": "Electricity", "scope_2": "2181000"},
    {"sector": "buildings", "carrier": "Natural gas", "scope_2": "1988000"},
    {"sector": "buildings", "carrier": "District heating", "scope_2": "2032000"},
    {"sector": "buildings", "carrier": "Oil", "scope_1": "352000"},
    {"sector": "buildings", "carrier": "Renewables", "scope_1": "1119000"},
    {"carrier": "Total", "scope_1": "1471000", "scope_2": "6201000", "total": "7672000"},
    {"sector": "transport", "carrier": "Petrol", "scope_1": "567032"},
    {"sector": "transport", "carrier": "Biopetrol", "scope_1": "25888"},
    {"sector": "transport", "carrier": "Diesel", "scope_1": "1072572"},
    {"sector": "transport", "carrier": "Biodiesel", "scope_1": "85976"},
    {"sector": "transport", "carrier": "Electricity", "scope_1": "76391"},
    {"sector": "transport", "carrier": "Others", "scope_1": "15141"},
    {"_total": True, "carrier": "Total transport", "scope_1": "1843000", "total": "1843000"},
]
MANNHEIM = [
    emissions_row("buildings", 142_850, 1_836_114, None, 1_978_964),
    emissions_row("transport", 582_344, None, None, 582_344),
    emissions_row("waste", None, None, 11_974, 11_974),
    emissions_row("ippu", None, None, 25_728, 25_728),
    emissions_row("afolu", None, None, 3_232, 3_232),
    emissions_row("", 725_194, 1_836_114, 40_934, 2_602_242),
]
MANNHEIM_FACTORS: list[dict[str, Any]] = [
    {"carrier": "Electricity", "total": "0.429", "unit": "t/MWh"},
    {"carrier": "Natural gas", "total": "0.247", "unit": "t/MWh"},
    {"carrier": "District heating", "total": "0.201442", "unit": "t/MWh"},
]
MANNHEIM_GAP = [
    gap_row("buildings", None, 1_652_087, None, None, None, 326_877),
    gap_row("transport", None, 463_077, None, None, None, 119_267),
    gap_row("waste", None, 11_974),
    gap_row("ippu", None, 25_728),
    gap_row("afolu", None, 3_232),
    gap_row("", None, 2_156_098, None, 0, None, 446_144),
]
LEIPZIG_GAP = [
    gap_row("buildings", 1_440_022, 1_036_816, 144_002, 856_013, None, 403_206),
    gap_row("transport", 801_371, 500_000, 66_142, 433_858, None, 301_371),
    gap_row("energy_systems", 860_061, 539_862, 100_000, 439_862, None, 320_199),
    gap_row("waste"),
    gap_row("afolu"),
    gap_row("", 3_111_033, 2_039_877, 310_144, 1_729_733, 897_816, 1_061_577),
]
"""Published are the first row, all sums and the total; how transport and energy part the rest is ours."""
HEIDELBERG_GAP = [gap_row("", 972_000, 774_000, None, 4_000, None, 194_000)]


def off(finding: TableFinding) -> float:
    return finding.numbers["difference_tco2e"]


def test_milan_has_waste_in_the_wrong_scope() -> None:
    second, third = check({"emissions": MILAN})
    assert [(one.check, one.severity, one.place, off(one)) for one in (second, third)] == [
        ("inventory_scope_sum", "error", "scope 2 (A1.3!B6)", 1_076.0),
        ("inventory_scope_sum", "error", "scope 3 (A1.3!B6)", -1_076.0),
    ]
    hint = {"sector": "waste", "label": "", "moved_tco2e": 1_076.0, "from_scope": 2, "to_scope": 3}
    assert (second.proposal, third.proposal) == ("move_scope", "move_scope")
    assert (hint.items() <= second.numbers.items(), hint.items() <= third.numbers.items()) == (True, True)


def test_milan_with_waste_in_its_scope_is_clean() -> None:
    rows = [*MILAN[:2], emissions_row("waste", 6_683, None, 1_076, 7_759), MILAN[3]]
    assert check({"emissions": rows}) == []


def test_milan_rounds_two_sectors_otherwise_in_the_gap_table() -> None:
    assert found({"emissions": MILAN[:3], "emissions_gap": MILAN_GAP}) == [
        ("gap_baseline_differs", "note", "transport"),
        ("gap_baseline_differs", "note", "waste"),
    ]


def test_mannheim_books_three_things_in_odd_scopes_and_its_sums_pass() -> None:
    assert found(
        {"energy_use": MANNHEIM_ENERGY, "emission_factors": MANNHEIM_FACTORS, "emissions": MANNHEIM}
    ) == [
        ("scope_fuel_as_two", "warning", "buildings, Natural gas"),
        ("scope_electricity_as_one", "warning", "transport, Electricity"),
        ("scope_process_as_three", "warning", "ippu"),
        ("scope_land_as_three", "warning", "afolu"),
    ]


def test_mannheim_counts_unknown_residuals_as_reduction() -> None:
    sectors = ("waste", "ippu", "afolu")
    alone = found({"emissions_gap": MANNHEIM_GAP})
    assert alone == [("gap_unknown_residual", "warning", sector) for sector in sectors]
    beside = found({"emissions_gap": MANNHEIM_GAP, "emissions": MANNHEIM})
    assert [one for one in beside if one[0].startswith("gap")] == alone


def test_leipzig_has_a_gap_that_is_36801_tonnes_off() -> None:
    findings = check({"emissions_gap": LEIPZIG_GAP})
    assert [(one.check, one.severity, one.place) for one in findings] == [
        ("gap_not_target_minus_existing", "error", "buildings"),
        ("gap_residual_not_baseline_minus_target", "error", "total"),
        ("gap_column_sum", "warning", "baseline_tco2e"),
        ("gap_column_sum", "error", "target_reduction_tco2e"),
        ("gap_column_sum", "warning", "residual_tco2e"),
        ("coverage_below_gap", "note", "total"),
        ("residual_above_fifth", "note", ""),
    ]
    assert [off(one) for one in findings[:5]] == [36_801.0, 9_579.0, -9_579.0, 36_801.0, -36_801.0]
    assert [one.proposal for one in findings[:3]] == ["correct_cell", "correct_row", "fill_unknown_rows"]
    mended = {"column": "target_reduction_tco2e", "found_tco2e": 1_036_816.0, "proposed_tco2e": 1_000_015.0}
    assert mended.items() <= findings[0].numbers.items()
    shares = [findings[5].numbers["coverage_share"], findings[6].numbers["residual_share"]]
    assert [round(share, 3) for share in shares] == [0.519, 0.341]


def test_heidelberg_in_whole_kilotonnes_is_off_by_four() -> None:
    findings = check({"emissions_gap": HEIDELBERG_GAP}, measures_against_bau=True)
    assert [(one.check, one.severity, one.place) for one in findings] == [
        ("gap_residual_not_baseline_minus_target", "error", "total"),
        ("target_below_four_fifths", "note", ""),
    ]
    assert off(findings[0]) == 4_000.0


def test_heidelberg_printed_in_kilotonnes_beside_tonnes_is_a_slip_of_the_unit() -> None:
    kilotonnes = [gap_row("", 918, 734, None, None, None, 184)]
    tonnes = [emissions_row("buildings", 918_279)]
    assert found({"emissions_gap": kilotonnes, "emissions": tonnes}) == [
        ("gap_unit_slip", "warning", "total")
    ]
    assert found({"emissions_gap": kilotonnes, "emissions": tonnes}, measures_against_bau=True) == []
