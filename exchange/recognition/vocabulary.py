"""What titles and headers say: the words of `contracts.tables`, asked quickly and often."""

import re
from dataclasses import dataclass
from functools import lru_cache

from contracts.tables import TABLES, find_table
from contracts.tables.recognise import recognise_columns, recognise_title, score_header

LONGEST_HEADER = 160
SURE_TITLE = 0.5
"""A title of which a third is explained; less is a sentence that mentions the words."""
NUMBERED_TITLE = 0.35
CLOSE = 0.1
NUMBER = re.compile(r"\b(?:IP\s?-?\s?[ABC]\s?-?\s?[123]|[IABC]\s?-\s?[1-4]\s?[.-]\s?[1-9])\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """What a title was taken for; `tables` are the best one and those that fit nearly as well."""

    text: str
    tables: tuple[str, ...]
    generations: tuple[str, ...]
    has_number: bool

    @property
    def table(self) -> str:
        """The table that fits best."""
        return self.tables[0]

    def generation_of(self, table: str) -> str:
        """The generation of the template that the title's number tells for a table, empty where it tells none."""
        return dict(zip(self.tables, self.generations, strict=True)).get(table, "")


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading | None:
    """The table that a title names; None for any other text."""
    if not text or len(text) > 2 * LONGEST_HEADER:
        return None
    has_number = bool(NUMBER.search(text))
    found = recognise_title(text)
    if not found or found[0][2] < (NUMBERED_TITLE if has_number else SURE_TITLE):
        return None
    near = [candidate for candidate in found if candidate[2] >= found[0][2] - CLOSE]
    return Heading(
        text,
        tuple(key for key, _generation, _score in near),
        tuple(generation.value if generation else "" for _key, generation, _score in near),
        has_number,
    )


@lru_cache(maxsize=8192)
def columns_named(text: str) -> frozenset[tuple[str, str]]:
    """Every table and column that a header may stand for."""
    if not text or len(text) > LONGEST_HEADER:
        return frozenset()
    return frozenset(
        (table.key, column.key)
        for table in TABLES
        for column in table.columns
        if score_header(column, text) > 0
    )


def tables_named(headers: tuple[str, ...]) -> dict[str, int]:
    """How many columns of each table the headers name."""
    named: dict[str, set[str]] = {}
    for text in headers:
        for table, column in columns_named(text):
            named.setdefault(table, set()).add(column)
    return {table: len(columns) for table, columns in named.items()}


@lru_cache(maxsize=2048)
def columns_of(table: str, headers: tuple[str, ...]) -> tuple[str | None, ...]:
    """The column of each header, None where it is none of the table's; no column twice."""
    found = recognise_columns(find_table(table), {at: text for at, text in enumerate(headers) if text})
    return tuple(found.get(at) for at in range(len(headers)))
