"""The columns of a workbook with many sheets: what tells whose they are, then every question of a cluster."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from contracts.tables import Column, ColumnKind
from contracts.tables.wording import plain_words
from stakeholders.sheets.answers import fields_of

KEY, ORGANISATION, CONFIDENTIAL, ACTION = "key", "organisation", "confidential", "action"
TITLES = {
    "title": _("Title of the project"),
    "commitment": _("Commitment"),
    "statement": _("What is promised"),
}
"""Texts that have a column in each language."""
PLACE = (
    Column("latitude", _("Latitude"), ColumnKind.NUMBER, low=-90, high=90),
    Column("longitude", _("Longitude"), ColumnKind.NUMBER, low=-180, high=180),
)
HINTS = {
    KEY: _("Your own number of the row: importing it again changes the same sheet."),
    ORGANISATION: _("Its name as the portal knows it."),
    "commitment": _("Empty: the title of the project. Rows with the same words belong to one commitment."),
    CONFIDENTIAL: _("Headers of columns that only the city reads, with semicolons between them."),
}


def frame_columns() -> tuple[Column, ...]:
    """The columns that stand before the questions."""
    texts = (
        Column(f"{name}_{code}", label, hint=HINTS.get(name, "") if code == settings.LANGUAGES[0][0] else "")
        for name, label in TITLES.items()
        for code, _language in settings.LANGUAGES
    )
    return (
        Column(KEY, _("Key"), hint=HINTS[KEY]),
        Column(ORGANISATION, _("Organisation"), hint=HINTS[ORGANISATION]),
        *texts,
        *PLACE,
        Column(ACTION, _("Action of the contract")),
        Column(CONFIDENTIAL, _("Only for the city"), hint=HINTS[CONFIDENTIAL]),
    )


def import_columns(variant: str) -> tuple[Column, ...]:
    """All columns of the workbook of a cluster."""
    return (*frame_columns(), *fields_of(variant))


def header_of(column: Column, language: str) -> str:
    """The header of a column in a language, with the language of a text or the unit of a quantity."""
    with translation.override(language):
        name, _mark, code = column.key.rpartition("_")
        words = f"{column.label} [{code}]" if name in TITLES else str(column.label)
        return f"{words} [{column.unit}]" if column.unit else words


@cache
def keys_by_header(variant: str) -> dict[str, str]:
    """The column of each header, in every language, and under its own key."""
    columns = import_columns(variant)
    by_words = {
        plain_words(header_of(column, code)): column.key
        for code, _language in settings.LANGUAGES
        for column in columns
    }
    return by_words | {column.key: column.key for column in columns}


def find_column(variant: str, words: str) -> str:
    """The column that a header means; empty where none does."""
    return keys_by_header(variant).get(plain_words(words), "")


def template_rows(variant: str) -> list[list[str]]:
    """The first rows of the workbook to fill in: its headers in every language."""
    columns = import_columns(variant)
    return [[header_of(column, code) for column in columns] for code, _language in settings.LANGUAGES]


def template_words(variant: str) -> Iterator[list[str]]:
    """What stands on the second page of the workbook: the allowed words and hints of each column."""
    codes = [code for code, _language in settings.LANGUAGES]
    yield [code.upper() for code in codes for _part in ("column", "words")]
    for column in import_columns(variant):
        rows = [(header_of(column, code), _words_of(column, code)) for code in codes]
        if any(words for _header, words in rows):
            yield [part for row in rows for part in row]


def _words_of(column: Column, language: str) -> str:
    with translation.override(language):
        if column.choices is not None:
            return "; ".join(str(label) for value, label in column.choices.choices if value != "")
        if column.kind == ColumnKind.BOOLEAN:
            return str(_("yes or no"))
        return str(column.hint)
