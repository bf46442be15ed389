"""Printed cells become stored ones, and back; what is unknown is never zero."""

import pytest

from contracts.tables import Column, ColumnKind, find_table
from contracts.tables.cells import Parsed, detect_number_format, format_cell, parse_cell

TONNES = find_table("emissions").column("scope_1")
REDUCTION = find_table("action_portfolio").column("reduction_tco2e")
SHARE = find_table("action_portfolio").column("cut_share")
COST = find_table("action_outlines").column("cost_eur")
RESIDUAL_COST = find_table("residual_emissions").column("cost_eur")
YEARS = find_table("cost_interventions").column("lifetime_years")
YEAR = find_table("action_portfolio").column("start_year")
PERCENT = find_table("ip_capital_planning").column("covered_percent")
TYPOLOGY = find_table("action_portfolio").column("typology")
SECTOR = find_table("emissions").column("sector")
SECTORS = find_table("action_portfolio").column("other_sectors")
LEVERS = find_table("action_outlines").column("levers")
GASES = find_table("target_boundary").column("gases")
COVERAGE = find_table("target_boundary").column("scope_1")
CODES = find_table("indicators").column("actions")
HEADLINE = find_table("indicator_cards").column("is_headline")
NAME = find_table("policies").column("name")
PROMOTER = find_table("action_portfolio").column("promoter")
TARGET = find_table("indicators").column("target_2030")
DAY = Column("day", "Day", ColumnKind.DATE)


def value_of(column, text, number_format="auto", language="it"):
    return parse_cell(column, text, number_format=number_format, language=language)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4.567.402", "4567402"),
        ("4,567,402", "4567402"),
        ("1076.5", "1076.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1'234.50", "1234.5"),
        ("1’234", "1234"),
        ("0.617", "0.617"),
        (",5", "0.5"),
        ("0", "0"),
        ("-0", "0"),
        ("−12,5", "-12.5"),
        ("(1.234,0)", "-1234"),
        ("12*", "12"),
        ("12 (1)", "12"),
        ("4.370.043^15", "4370043"),
        ("12¹⁵", "12"),
        ("12[3]", "12"),
        ("ca. 12,5", "12.5"),
        ("1.5E+06", "1500000"),
        ("12 kt", "12000"),
        ("3,5 ktCO2eq", "3500"),
        ("12 t CO₂e/a", "12"),
        ("500 kg", "0.5"),
        ("1.2345678901234567", "1.234567890123"),
    ],
)
def test_unambiguous_number_is_read_without_asking(text, value):
    assert value_of(TONNES, text) == Parsed(value)


@pytest.mark.parametrize(
    ("text", "readings", "italian", "english"),
    [
        ("74.617", ("74617", "74.617"), "74617", "74.617"),
        ("74,438", ("74438", "74.438"), "74.438", "74438"),
        ("43.700^15", ("43700", "43.7"), "43700", "43.7"),
        ("(1.234)", ("-1234", "-1.234"), "-1234", "-1.234"),
    ],
)
def test_single_separator_before_three_figures_is_ambiguous(text, readings, italian, english):
    assert value_of(TONNES, text) == Parsed(ambiguous_readings=readings)
    assert value_of(TONNES, text, "it") == Parsed(italian)
    assert value_of(TONNES, text, "en") == Parsed(english)


def test_kind_and_limits_of_the_column_settle_what_is_ambiguous():
    assert value_of(YEARS, "1.500") == Parsed(1500)
    assert value_of(PERCENT, "12.125") == Parsed("12.125")
    assert value_of(PERCENT, "12.125", "it").value is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "-", "–", ".", "n.d.", "N.A.", "n/a", "tbd", "T.B.D.", "?", "No data", "nessun dato"),
        *("unknown", "da definire", "in corso di stima", "not available", "non disponibile", "not yet known"),
    ],
)
@pytest.mark.parametrize("column", [TONNES, REDUCTION, YEAR, TYPOLOGY, SECTORS, CODES, HEADLINE, DAY])
def test_unknown_stays_unknown(column, text):
    assert value_of(column, text) == Parsed()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("NE", "NE"),
        ("Not yet estimated", "NE"),
        ("non stimato", "NE"),
        ("to be estimated later", "NE"),
        ("NO", "NO"),
        ("not occurring", "NO"),
        ("IE", "IE"),
        ("incluso altrove", "IE"),
        ("Included in waste", "IE"),
        ("C", "C"),
        ("riservato", "C"),
        ("NA", "NA"),
        ("non applicabile", "NA"),
    ],
)
def test_notation_key_stands_where_the_column_allows_it(text, key):
    assert value_of(TONNES, text) == Parsed(key)
    assert value_of(REDUCTION, text).value is None


@pytest.mark.parametrize(
    ("column", "text", "error"),
    [
        (REDUCTION, "many", "This is not a number."),
        (REDUCTION, "1.23.4", "This is not a number."),
        (REDUCTION, "1.234,5,6", "This is not a number."),
        (REDUCTION, "12 34", "This is not a number."),
        (REDUCTION, "7" * 200, "This is not a number."),
        (REDUCTION, "7" * 15, "This number is too large."),
        (REDUCTION, "12%", "This unit does not fit the column: %"),
        (REDUCTION, "12 MWh", "This unit does not fit the column: MWh"),
        (RESIDUAL_COST, "-5", "This must be at least 0."),
        (SHARE, "120%", "This must be at most 1."),
        (YEARS, "1.5", "This is not a whole number."),
        (YEAR, "soon", "This is not a year."),
        (YEAR, "1066", "This must be at least 1990."),
        (DAY, "31.02.2026", "This day does not exist."),
        (DAY, "May 2026", "Write the day as dd.mm.yyyy."),
        (TYPOLOGY, "gadget", "This word is not one of the list: gadget"),
        (SECTORS, "Transport; magic", "These words are not on the list: magic"),
        (HEADLINE, "maybe", "Write yes or no."),
    ],
)
def test_what_cannot_be_read_says_why(column, text, error):
    parsed = value_of(column, text, language="en")
    assert (parsed.value, parsed.ambiguous_readings, str(parsed.error)) == (None, (), error)


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (SHARE, "14,6%", "0.146"),
        (SHARE, "0,146", "0.146"),
        (PERCENT, "14,6 %", "14.6"),
        (PERCENT, "14,6", "14.6"),
        (TARGET, "45%", "45"),
        (COST, "2,6 mln €", "2600000"),
        (COST, "€ 1.000.000", "1000000"),
        (COST, "€ 3,3 miliardi", "3300000000"),
        (COST, "300 k€", "300000"),
        (YEAR, "2030", 2030),
        (YEAR, "2030.0", 2030),
        (DAY, "5.3.2024", "2024-03-05"),
        (DAY, "05/03/2024", "2024-03-05"),
        (DAY, "2024-03-05 00:00:00", "2024-03-05"),
        (TYPOLOGY, "MOL", "MOL"),
        (TYPOLOGY, "PRI", "PRJ"),
        (TYPOLOGY, "Enabling action", "ENB"),
        (TYPOLOGY, "not stated", None),
        (SECTORS, "Buildings; Trasporti", ["buildings", "transport"]),
        (SECTORS, "Edifici, rifiuti", ["buildings", "waste"]),
        (SECTORS, "Agriculture, forestry and land use", ["afolu"]),
        (LEVERS, "technology/infrastructure; finance & funding", ["technology", "finance"]),
        (GASES, "CO₂, CH4 e N2O", ["CO2", "CH4", "N2O"]),
        (SECTOR, "Energia stazionaria", "buildings"),
        (SECTOR, "Processi industriali e uso dei prodotti (IPPU)", "ippu"),
        (SECTOR, "Waste & wastewater", "waste"),
        (COVERAGE, "Included", "included"),
        (COVERAGE, "non incluso", "not_included"),
        (COVERAGE, "n/a", "not_applicable"),
        (CODES, "COMIEB1; COMIEB2, COMIEB1", ["COMIEB1", "COMIEB2"]),
        (HEADLINE, "Sì", True),
        (HEADLINE, "no", False),
        (NAME, " Piano\r\nAria\x00 ", {"it": "Piano\nAria"}),
        (PROMOTER, "A2A", "A2A"),
    ],
)
def test_cell_is_read_as_its_column_says(column, text, value):
    assert value_of(column, text) == Parsed(value)


@pytest.mark.parametrize(
    ("texts", "number_format"),
    [
        (["4.567.402", "74,438", "74.617"], "it"),
        (["12,5", "n.d."], "it"),
        (["1,234.5", "74,438"], "en"),
        (["12.5", "1,234,567"], "en"),
        (["12,5", "12.5"], None),
        (["74,438", "74.617", "12"], None),
        (["1 234,5"], "it"),
        ([], None),
    ],
)
def test_number_format_is_told_by_unambiguous_numbers(texts, number_format):
    assert detect_number_format(texts) == number_format


@pytest.mark.parametrize(
    ("column", "value", "italian", "english"),
    [
        (TONNES, "4567402.5", "4.567.402,5", "4,567,402.5"),
        (TONNES, "-12", "\u221212", "\u221212"),
        (TONNES, "NE", "NE", "NE"),
        (SHARE, "0.146", "14,6%", "14.6%"),
        (YEAR, 2030, "2030", "2030"),
        (YEARS, 1500, "1.500", "1,500"),
        (DAY, "2026-11-22", "22.11.2026", "22.11.2026"),
        (GASES, ["CO2", "CH4"], "CO₂; CH₄", "CO₂; CH₄"),
        (CODES, ["A1", "A2"], "A1; A2", "A1; A2"),
        (TYPOLOGY, "", "", ""),
        (TYPOLOGY, None, "", ""),
        (NAME, {"it": "Piano"}, "Piano", "Piano"),
    ],
)
def test_cell_is_written_in_the_language_of_the_reader(column, value, italian, english):
    assert (format_cell(column, value, "it"), format_cell(column, value, "en")) == (italian, english)


def test_missing_translation_is_left_out_on_demand():
    assert format_cell(NAME, {"it": "Piano"}, "en", fallback=False) == ""
    assert format_cell(NAME, {"it": "Piano"}, "it", fallback=False) == "Piano"


def test_yes_and_no_are_words():
    assert [format_cell(HEADLINE, value, "en") for value in (True, False)] == ["yes", "no"]
