"""What is written in a language is read back as it was."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from contracts.enums import Gas, Lever, NotationKey, Sector, Typology
from contracts.tables import Column, ColumnKind, find_table
from contracts.tables.cells import Parsed, format_cell, parse_cell

TONNES = find_table("emissions").column("scope_1")
SHARE = find_table("action_portfolio").column("cut_share")
YEARS = find_table("cost_interventions").column("lifetime_years")
YEAR = find_table("action_portfolio").column("start_year")
PERCENT = find_table("ip_capital_planning").column("covered_percent")
TYPOLOGY = find_table("action_portfolio").column("typology")
SECTORS = find_table("action_portfolio").column("other_sectors")
LEVERS = find_table("action_outlines").column("levers")
GASES = find_table("target_boundary").column("gases")
CODES = find_table("indicators").column("actions")
HEADLINE = find_table("indicator_cards").column("is_headline")
NAME = find_table("policies").column("name")
PROMOTER = find_table("action_portfolio").column("promoter")
DAY = Column("day", "Day", ColumnKind.DATE)
languages = st.sampled_from(["it", "en"])

amounts = st.decimals(
    min_value=Decimal(-(10**13)), max_value=Decimal(10**13), places=6, allow_nan=False, allow_infinity=False
)
words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
values = st.one_of(
    st.tuples(st.just(TONNES), st.one_of(amounts, st.sampled_from(NotationKey.values))),
    st.tuples(st.just(SHARE), st.decimals(0, 1, places=6)),
    st.tuples(st.just(PERCENT), st.decimals(0, 100, places=4)),
    st.tuples(st.just(YEARS), st.integers(0, 10**9)),
    st.tuples(st.just(YEAR), st.integers(1990, 2100)),
    st.tuples(st.just(DAY), st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)),
    st.tuples(st.just(TYPOLOGY), st.sampled_from([value for value in Typology.values if value])),
    st.tuples(st.just(SECTORS), st.sets(st.sampled_from(Sector.values), min_size=1)),
    st.tuples(st.just(LEVERS), st.sets(st.sampled_from(Lever.values), min_size=1)),
    st.tuples(st.just(GASES), st.sets(st.sampled_from(Gas.values), min_size=1)),
    st.tuples(st.just(HEADLINE), st.booleans()),
    st.tuples(st.just(PROMOTER), words),
    st.tuples(st.just(CODES), st.just(["COMIEB1", "A2AEB1"])),
)


def stored(column, value):
    """The value as cells keep it."""
    if isinstance(value, Decimal):
        text = format(value, "f").rstrip("0").rstrip(".")
        return "0" if text in ("-0", "") else text
    return sorted(value, key=column.choices.values.index) if isinstance(value, set) else value


@given(values, languages)
def test_what_is_written_is_read_back(pair, language):
    column, value = pair
    cell = stored(column, value)
    text = format_cell(column, cell, language)
    assert parse_cell(column, text, number_format=language, language=language) == Parsed(cell)


@given(words, languages)
def test_translated_text_is_read_back(text, language):
    assert parse_cell(NAME, format_cell(NAME, {language: text}, language), language=language) == Parsed(
        {language: text}
    )
