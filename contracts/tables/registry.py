"""Every section and every table, in the order of the contract."""

from contracts.tables import (
    commitments,
    investment_a,
    investment_b,
    investment_c,
    part_a_context,
    part_a_inventory,
    part_b_indicators,
    part_b_outlines,
    part_b_pathways,
    part_b_portfolio,
    part_c,
    sections_investment,
    sections_plan,
)
from contracts.tables.spec import SectionSpec, TableSpec

SECTIONS: tuple[SectionSpec, ...] = (
    *commitments.SECTIONS,
    *sections_plan.SECTIONS,
    *sections_investment.SECTIONS,
)

_BY_KEY: dict[str, TableSpec] = {
    table.key: table
    for part in (
        commitments,
        part_a_inventory,
        part_a_context,
        part_b_pathways,
        part_b_portfolio,
        part_b_outlines,
        part_b_indicators,
        part_c,
        investment_a,
        investment_b,
        investment_c,
    )
    for table in part.TABLES
}
_SECTIONS_BY_KEY: dict[str, SectionSpec] = {section.key: section for section in SECTIONS}

TABLES: tuple[TableSpec, ...] = tuple(_BY_KEY[key] for section in SECTIONS for key in section.tables)


def find_section(key: str) -> SectionSpec:
    """The description of a section; raises `KeyError`."""
    return _SECTIONS_BY_KEY[key]


def find_table(key: str) -> TableSpec:
    """The description of a table; raises `KeyError`."""
    return _BY_KEY[key]
