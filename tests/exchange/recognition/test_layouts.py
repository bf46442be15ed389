"""Layouts that cities use: forms, groups, sides, merged cells, units, notes."""

from typing import Any

import pytest

from tests.exchange.recognition.sheets import cells, checks, only, recognise, write_rows

PORTFOLIO = """B-2.1 Portafoglio di azioni;;;;;;;
Ambito di intervento;Tipologia;Codice;Titolo dell'azione;Riduzione delle emissioni (tCO2e/anno);Tempi;Proponente
Energia ed edifici;MOL;CoMIEB3;Scuole;43.700^15;2022-2031;Comune
;NET;A2A EB1;Teleriscaldamento;74,438;entro il 2025;A2A
;PRJ;LENDEB2;Quartiere;Non ancora stimato;permanente;Privati
Mobilità;STR;COMI Mobi5;Metro;Inclusa in LENDEB2;2012-2023;Comune
Mobilità;ENB;COMIMobi6;Bici;Nessun impatto diretto;;Comune
Verde;PRJ;COMIGREEN14;Alberi;74.617;dal 2024;
Totale;;;;4.567.402;;
"""
OUTLINE: list[list[Any]] = [
    ["Action outline", "Action name", "%s"],
    ["", "Action number", "%s"],
    ["", "Action type", "Technical"],
    ["", "Action description", "Replace all boilers"],
    ["Reference to impact pathway", "Field of action", "Built environment"],
    ["", "Systemic lever", "Technology/Infrastructure"],
    ["Implementation", "Responsible bodies/person for implementation", "City"],
    ["", "Involved stakeholders", "Utilities"],
    ["Impact & cost", "Generated renewable energy (if applicable)", 1200],
    ["", "Removed/substituted energy, volume or fuel type", "3 GWh of gas"],
    ["", "GHG emissions reduction estimate (total) per emission source sector", 1500],
    ["", "Total costs and costs by CO2e unit", 2500000],
]


def test_portfolio_in_italian_is_read_with_what_it_says_in_words():
    table = only(PORTFOLIO, language="it")
    assert cells(table, "code", "reduction_tco2e", "quantification", "included_in") == [
        ("COMIEB3", "43700", "quantified", None),
        ("A2AEB1", "74.438", "quantified", None),
        ("LENDEB2", None, "not_estimated", None),
        ("COMIMOBI5", None, "included_in", "LENDEB2"),
        ("COMIMOBI6", None, "not_quantifiable", None),
        ("COMIGREEN14", "74617", "quantified", None),
    ]
    assert cells(table, "field_of_action", "sector", "start_year", "end_year") == [
        ("built_environment", "buildings", 2022, 2031),
        ("built_environment", "buildings", None, 2025),
        ("built_environment", "buildings", None, None),
        ("mobility", "transport", 2012, 2023),
        ("mobility", "transport", None, None),
        ("green", "afolu", 2024, None),
    ]


def test_cells_below_a_closed_table_are_a_table_of_their_own():
    tables = recognise(f"{PORTFOLIO}\n\nColour;Smell\nred;rose\nblue;sea\n")
    assert [(table.table, len(table.rows), table.place) for table in tables] == [
        ("action_portfolio", 6, "t!A2:G9"),
        ("", 0, "t!A12:B14"),
    ]


def test_numbers_with_one_mark_are_doubts_where_the_table_contradicts_itself():
    table = only(PORTFOLIO, language="it")
    assert [(cell.place, cell.text, cell.readings, cell.proposal) for cell in table.ambiguous] == [
        ("t!E3", "43.700^15", ("43700", "43.7"), "43700"),
        ("t!E4", "74,438", ("74438", "74.438"), "74.438"),
        ("t!E8", "74.617", ("74617", "74.617"), "74617"),
    ]


@pytest.mark.parametrize(("number_format", "tonnes"), [("it", "74.438"), ("en", "74438")])
def test_a_chosen_number_format_leaves_no_doubt(number_format, tonnes):
    table = only(PORTFOLIO.replace("4.567.402", ""), number_format=number_format, language="it")
    assert (table.ambiguous, table.rows[1].cells["reduction_tco2e"]) == ([], tonnes)


def test_forms_on_sheets_of_their_own_are_rows_of_one_table():
    def draw(book: Any) -> None:
        for code, title in (("A1", "Heat pumps"), ("A2", "Trams")):
            sheet = book.add_worksheet(f"Action {code}")
            sheet.merge_range("A1:C1", "B-2.2: Individual action outlines")
            rows = [list(row) for row in OUTLINE]
            rows[0][2], rows[1][2] = title, code
            write_rows(sheet, rows, top=1)

    table = only(draw)
    assert (table.table, table.is_form) == ("action_outlines", True)
    assert cells(table, "code", "field_of_action", "reduction_tco2e", "cost_eur") == [
        ("A1", "built_environment", "1500", "2500000"),
        ("A2", "built_environment", "1500", "2500000"),
    ]
    assert table.rows[1].places["code"] == "'Action A2'!C3"
    assert table.rows[0].cells["removed_energy_note"] == "3 GWh of gas"
    assert [row.errors for row in table.rows] == [{}, {}]


def test_forms_below_one_another_are_rows_of_one_table():
    rows = [list(row) for _number in range(3) for row in OUTLINE]

    def draw(book: Any) -> None:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            row[2] = f"Title {number}" if row[1] == "Action name" else row[2]
            row[2] = f"A{number}" if row[1] == "Action number" else row[2]
        write_rows(sheet, [["B-2.2 Individual action outlines"], *rows])

    assert cells(only(draw), "code") == [("A1",), ("A13",), ("A25",)]


def test_a_table_on_its_side_is_turned():
    table = only(
        """Emissions gap
Sector;Buildings;Transport;Total
Baseline emissions;100;200;300
Target reduction;80;160;240
Existing strategies;10;20;30
Emissions gap;70;140;210
Residual emissions;20;40;60
"""
    )
    assert cells(table, "sector", "baseline_tco2e", "gap_tco2e") == [
        ("buildings", "100", "70"),
        ("transport", "200", "140"),
    ]
    assert [row.cells["baseline_tco2e"] for row in table.totals] == ["300"]
    assert table.rows[1].places["gap_tco2e"] == "t!C6"


def test_tables_side_by_side_are_two():
    def draw(book: Any) -> None:
        rows = [
            ["Barrier", "Typology", "Description", None, "Policy", "Objective", "Description"],
            ["No money", "funding", "Budgets end", None, "Tax", "Cleaner air", "From 2025"],
        ]
        write_rows(book.add_worksheet("S"), rows)

    assert [(table.table, table.place) for table in recognise(draw)] == [
        ("ip_barriers", "S!A1:C2"),
        ("ip_policies", "S!E1:G2"),
    ]


def test_headings_between_signatories_are_their_category():
    table = only(
        """Name of the institution;Sector/Area;Legal form;Name of the responsible person;Position
City-owned companies;;;;
Energy company;Energy;S.p.A.;First Person;President
Transport company;Mobility;S.p.A.;First Person, Second Person;President, Director
Universities;;;;
University;Research;Public body;;Rector
"""
    )
    assert cells(table, "organisation_name", "category", "role") == [
        ("Energy company", "City-owned companies", "signatory"),
        ("Transport company", "City-owned companies", "signatory"),
        ("University", "Universities", "signatory"),
    ]


def test_group_and_sub_header_make_one_column():
    table = only(
        """Table B-3.1: Monitoring, evaluation and learning
Outcomes/ impacts addressed;Action/ project;Indicator No. (unique identifier);Indicator name;Target values;;
;;;;2025;2027;2030
Less gas;A1;1.1;Share of heat pumps;10%;20%;50%
"""
    )
    assert cells(table, "code", "actions", "target_2025", "target_2027", "target_2030") == [
        ("1.1", ["A1"], "10", "20", "50")
    ]


def test_merged_groups_are_filled_but_merged_numbers_are_not():
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("S")
        write_rows(
            sheet,
            [
                ["A-1.1 Final energy use by source sectors (GWh)"],
                ["Sector", "Energy carrier", "Scope 1", "Scope 2", "Scope 3"],
                ["Buildings", "Gas", 12],
                [None, "Oil", None],
                ["Transport", "Diesel", 3],
            ],
        )
        sheet.merge_range("A3:A4", "Buildings")
        sheet.merge_range("C3:C4", 12)

    table = only(draw)
    assert cells(table, "sector", "carrier", "scope_1") == [
        ("buildings", "Gas", "12000"),
        ("buildings", "Oil", None),
        ("transport", "Diesel", "3000"),
    ]
    assert ("import_merged_number", "S!C4") in checks(table)


def test_long_lists_of_sub_sectors_keep_their_names():
    table = only(
        """GHG emissions inventory 2021
GPC ref;Sub-sector;Scope 1;Scope 2;Scope 3;Total
I.1;Residential buildings;100000;50000;;150000
I.2;Commercial and institutional buildings;20000;30000;;50000
II.1;On-road transportation;300000;1000;;301000
;Total;420000;81000;;501000
"""
    )
    assert cells(table, "sector", "label") == [
        ("buildings", "Residential buildings"),
        ("buildings", "Commercial and institutional buildings"),
        ("transport", "On-road transportation"),
    ]
    assert table.unrecognised_columns == ["GPC ref"]


def test_a_sector_that_its_parts_make_is_a_sum():
    table = only(
        """A-1.4 GHG emissions by source sectors
Sector;Scope 1;Scope 2;Scope 3
Buildings;30;10;
Homes;20;4;
Offices;10;6;
Transport;7;;
of which buses;2;;
AFOLU (sinks);-5;;
Total;32;10;
"""
    )
    assert cells(table, "sector", "label", "flow", "scope_1") == [
        ("buildings", "Homes", None, "20"),
        ("buildings", "Offices", None, "10"),
        ("transport", None, None, "7"),
        ("afolu", None, "sink", "5"),
    ]
    assert [row.place for row in table.totals] == ["t!3", "t!9"]
    assert ("import_details_left_out", "t!7") in checks(table)


def test_details_that_make_less_than_their_sector_are_left_out():
    table = only(
        """A-1.4 GHG emissions by source sectors
Sector;Scope 1;Scope 2;Scope 3
Buildings;30;;
Homes;20;;
Transport;7;;
"""
    )
    assert cells(table, "sector", "scope_1") == [("buildings", "30"), ("transport", "7")]
    assert ("import_details_left_out", "t!3") in checks(table)


def test_rows_of_numbering_units_and_repeated_headers_are_no_data():
    table = only(
        """A-2.1 Emissions gap
Sector;Baseline emissions;Target reduction;Existing strategies;Emissions gap
;(1);(2);(3);(4)
;t;t;t;t
Buildings;100;80;10;70

Sector;Baseline emissions;Target reduction;Existing strategies;Emissions gap
Transport;50;40;10;30
(1) as of 2021
"""
    )
    assert cells(table, "sector", "gap_tco2e") == [("buildings", "70"), ("transport", "30")]
