"""The words that describe sections and tables; editor, import, export, documents and checks all follow them.

A **cell** is stored as JSON: a text as a string, a translated text as `{"it": …, "en": …}`, a quantity as a decimal
string ("1076.5") or a notation key ("NE"), a choice as its stored value, several choices or codes as a list, a day as
ISO text, yes or no as a boolean, a year or a whole number as an integer. What is unknown is null or absent, never
zero. A quantity in the unit "share" is stored between 0 and 1, one in "%" between 0 and 100.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.enums import Visibility

Text = str | Promise


class Part(models.TextChoices):
    """The linked documents of a contract."""

    COMMITMENTS = "commitments", _("Commitments")
    ACTION_PLAN = "action_plan", _("Action plan")
    INVESTMENT_PLAN = "investment_plan", _("Investment plan")


class Generation(StrEnum):
    """Generation of the NetZeroCities template; both are views of the same data."""

    V1 = "v1"
    V2 = "v2"


class ColumnKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    """One text, the same in every language (a name, a code)."""
    TEXTS = "texts"
    """A text that is translated."""
    NUMBER = "number"
    """A decimal quantity in the column's unit, or a notation key where `notation` is set."""
    INTEGER = "integer"
    YEAR = "year"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    CODES = "codes"
    """Codes of actions of the contract."""
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Column:
    """One column: `patterns` are regular expressions of its headers as cities print them.

    They are searched in the header without accents, footnote marks, line breaks and capitals (`recognise`). A
    `computed` column is printed and checked (a sum, a figure of another table) and never stored from this table.
    """

    key: str
    label: Text
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    choices: type[models.Choices] | None = None
    patterns: tuple[str, ...] = ()
    required: bool = False
    hint: Text = ""
    notation: bool = False
    visibility: str = Visibility.PUBLIC
    low: float | None = None
    high: float | None = None
    computed: bool = False

    @property
    def is_number(self) -> bool:
        """Whether cells are right-aligned quantities."""
        return self.kind in (ColumnKind.NUMBER, ColumnKind.INTEGER)


@dataclass(frozen=True)
class TableSpec:
    """One table of the contract.

    `numbers` is the number that each generation prints ("A-1.3" and "A-1.4" are swapped between them, so that tables
    are recognised by `patterns` of their titles and by their headers, never by the number alone). `store` names where
    the rows live: "cells" for rows of `TableRow`, else the entity that computes. `identity` names the columns that
    make a row the same row again.
    """

    key: str
    section: str
    title: Text
    numbers: dict[str, str]
    patterns: tuple[str, ...]
    columns: tuple[Column, ...]
    store: str = "cells"
    identity: tuple[str, ...] = ()
    total_row: bool = False
    checks: tuple[str, ...] = ()
    hint: Text = ""
    edit_url: str = ""

    def number(self, generation: str = Generation.V2) -> str:
        """The table's number in a generation, empty where that generation does not have it."""
        return self.numbers.get(generation, "")

    def column(self, key: str) -> Column:
        """The column of that key; raises `KeyError`."""
        return {column.key: column for column in self.columns}[key]

    @property
    def stored_columns(self) -> tuple[Column, ...]:
        """The columns that rows of this table keep."""
        return tuple(column for column in self.columns if not column.computed)


@dataclass(frozen=True)
class SectionSpec:
    """One page of the editor: a text, tables, or both.

    A required section needs rows where it has tables and a text where it has none; `why` tells the reason.
    """

    key: str
    part: str
    group: Text
    title: Text
    numbers: dict[str, str] = field(default_factory=dict)
    has_text: bool = True
    tables: tuple[str, ...] = ()
    required: bool = False
    why: Text = ""
    hint: Text = ""
    visibility: str = Visibility.PUBLIC

    def number(self, generation: str = Generation.V2) -> str:
        """The module's number in a generation, empty where that generation does not have it."""
        return self.numbers.get(generation, "")
