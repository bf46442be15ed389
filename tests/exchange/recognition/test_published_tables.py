"""Tables with real figures, in both generations and both number formats."""

from typing import Any

import pytest

from tests.exchange.recognition.sheets import cells, checks, only, recognise

MILAN_ENGLISH = """Table A-1.3: GHG emissions by source sectors
Base year;2021
Unit: tCO2e/year
;Scope 1;Scope 2;Scope 3;Total
Buildings;2,142,674;1,632,422;110,143;3,885,239
Transport;649,499;18,697;6,208;674,404
Waste;6,683;1,076;-;7,759
Total;2,798,856;1,651,119;117,427;4,567,402
"""
MILAN_ITALIAN = """Tabella A-1.3 Emissioni di gas serra per settore;;;;
Settore;Emissioni (tCO2e/anno);;;
;Ambito 1;Ambito 2;Ambito 3;Totale
Edifici;2.142.674;1.632.422;110.143;3.885.239
Trasporti;649.499;18.697;6.208;674.404
Rifiuti;6.683;1.076;-;7.759
Totale;2.798.856;1.651.119;117.427;4.567.402
Fonte: Comune
"""
MANNHEIM = """A-1.1 Final energy use by source sectors
Base year: 2020
Unit: MWh/year

Sector\tScope 1\tScope 2\tScope 3\tTotal
Buildings
Electricity\t\t2181000\t\t2181000
Gas\t\t1988000\t\t1988000
District heating\t\t2032000\t\t2032000
Oil\t352000\t\t\t352000
Renewables\t1119000\t\t\t1119000
Sum\t1471000\t6201000\t\t7672000
Transport
Petrol\t567032\t\t\t567032
Biopetrol\t25888\t\t\t25888
Diesel\t1072572\t\t\t1072572
Biodiesel\t85976\t\t\t85976
Electricity\t76391\t\t\t76391
Others\t15141\t\t\t15141
Sum\t1843000\t\t\t1843000

A-1.4 GHG emissions by source sectors
tCO2e/year\tScope 1\tScope 2\tScope 3\tTotal
Buildings\t142850\t1836114\t\t1978964
Transport\t582344\t\t\t582344
Waste\t\t\t11974\t11974
IPPU\t\t\t25728\t25728
AFOLU\t\t\t3232\t3232
Total\t725194\t1836114\t40934\t2602242

A-2.3 Emissions gap
\tBaseline emissions\tResidual/offsetting\tEmissions reduction target\tExisting strategies\tEmissions gap
Buildings\t1978964\t326877\t1652087\t1652087\t0
Transport\t582344\t119267\t463077\t463077\t0
Waste\t11974\tunknown\t11974\t11974\t0
IPPU\t25728\tunknown\t25728\t25728\t0
AFOLU\t3232\tunknown\t3232\t3232\t0
Total\t2602242\t446144\t2156098\t2156098\t0
"""
GAP_HEADS = (
    "(1) Baseline emissions",
    "(2) Emissions reduction target",
    "(3) Emissions reduction in other Action Plans, strategies",
    "(4) Emissions gap",
    "(5) Emissions reduction through the CCC Action Plan to address the gap",
    "(6) Residual emissions",
)
LEIPZIG: Any = [
    ["Stationary energy", 1440022, 1036816, 144002, 856013, 892814, 403206],
    ["Transport", 801371, 560000, 60000, 500000, 500000, 241371],
    ["IPPU", 860061, 480000, "-", 480000, 480000, 380061],
    ["Waste", *["No data"] * 6],
    ["AFOLU", *["No data"] * 6],
    ["Total", 3111033, 2039877, 204002, 1836013, 1872814, 1061577],
]


def draw_leipzig(book: Any) -> None:
    """Six quantities, each absolute and in percent, under merged headers."""
    sheet = book.add_worksheet("A-2.1")
    sheet.merge_range("A1:M1", "Table A-2.1: Emissions gap")
    sheet.merge_range("A2:A3", "Sector")
    for number, head in enumerate(GAP_HEADS):
        sheet.merge_range(1, 1 + 2 * number, 1, 2 + 2 * number, head)
        sheet.write_row(2, 1 + 2 * number, ["(absolute)\nt CO2e", "(%)"])
    for number, (name, *amounts) in enumerate(LEIPZIG):
        sheet.write_row(3 + number, 0, [name, *(cell for amount in amounts for cell in (amount, 50))])
    sheet.write(10, 0, "* No data are known of waste and land use.")


@pytest.mark.parametrize(("printed", "header"), [(MILAN_ENGLISH, 4), (MILAN_ITALIAN, 3)])
def test_milan_is_read_and_its_waste_found_in_the_wrong_scope(printed, header):
    table = only(printed)
    assert (table.table, table.generation, table.ambiguous) == ("emissions", "v2", [])
    assert cells(table, "sector", "scope_1", "scope_2", "scope_3") == [
        ("buildings", "2142674", "1632422", "110143"),
        ("transport", "649499", "18697", "6208"),
        ("waste", "6683", "1076", None),
    ]
    found = [(check, place) for check, place in checks(table) if check == "inventory_scope_sum"]
    last = header + 4
    assert found == [("inventory_scope_sum", f"t!C{last}"), ("inventory_scope_sum", f"t!D{last}")]


def test_mannheim_is_three_tables_of_the_first_generation():
    tables = recognise(MANNHEIM)
    assert [(table.table, table.generation, len(table.rows), len(table.totals)) for table in tables] == [
        ("energy_use", "v1", 11, 2),
        ("emissions", "v1", 5, 1),
        ("emissions_gap", "v1", 5, 1),
    ]
    energy, emissions, gap = tables
    assert cells(energy, "sector", "carrier", "scope_2")[1] == ("buildings", "Gas", "1988000")
    assert cells(energy, "sector", "carrier", "scope_1")[9] == ("transport", "Electricity", "76391")
    assert cells(gap, "sector", "residual_tco2e", "target_reduction_tco2e")[2] == ("waste", None, "11974")
    assert ("scope_fuel_as_two", "t!C8") in checks(energy)
    assert ("scope_electricity_as_one", "t!B18") in checks(energy)
    assert [place for check, place in checks(emissions) if check == "scope_process_as_three"] == ["t!D27"]


def test_leipzig_has_two_row_headers_and_a_gap_off_by_36801_t():
    table = only(draw_leipzig)
    assert (table.table, table.generation, len(table.rows)) == ("emissions_gap", "v2", 5)
    assert [cell.letter for cell in table.header if cell.column] == ["A", "B", "D", "F", "H", "J", "L"]
    assert cells(table, "sector", "gap_tco2e", "existing_plan_tco2e")[2] == ("ippu", "480000", None)
    found = [notice for notice in table.notices if notice.check == "gap_not_target_minus_existing"]
    assert found[0].place == "'A-2.1'!H4, 'A-2.1'!D4, 'A-2.1'!F4"
    assert found[0].numbers["difference_tco2e"] == 36801


def test_heidelberg_in_thousands_of_tonnes_is_converted_and_told():
    table = only(
        """A-2.3: Emissions gap (kt CO2e/year)
\tBAU 2030\tResidual emissions\tTarget\tExisting strategies\tEmissions gap
Buildings\t972\t194\t774\t770\t4
"""
    )
    assert cells(table, "baseline_tco2e", "gap_tco2e") == [("972000", "4000")]
    told = [notice for notice in table.notices if notice.check == "import_unit_converted"]
    assert [(notice.numbers["factor"], notice.place) for notice in told] == [("1000", "t!2")]
