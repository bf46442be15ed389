"""What a Climate City Contract consists of: one declarative description of each section and each table."""

from contracts.tables.registry import SECTIONS, TABLES, find_section, find_table
from contracts.tables.spec import Column, ColumnKind, Generation, Part, SectionSpec, TableSpec

__all__ = [
    "SECTIONS",
    "TABLES",
    "Column",
    "ColumnKind",
    "Generation",
    "Part",
    "SectionSpec",
    "TableSpec",
    "find_section",
    "find_table",
]
