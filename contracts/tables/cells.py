"""Cells: from printed words to what is stored, back to words, and the check of what is stored."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.enums import NotationKey
from contracts.tables.cell_checks import DECIMALS, check_cells, limit_message
from contracts.tables.columns import SHARE
from contracts.tables.matching import choice_label, match_choice, match_choices
from contracts.tables.numbers import (
    NumberFormat,
    PrintedNumber,
    decimal_text,
    detect_number_format,
    read_number,
)
from contracts.tables.spec import Column, ColumnKind
from contracts.tables.units import unit_factor
from contracts.tables.wording import plain_words
from core.fields import Texts
from core.quantities import format_date, format_number, format_share

__all__ = ["Parsed", "check_cells", "decimal_text", "detect_number_format", "format_cell", "parse_cell"]

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNKNOWN = re.compile(
    r"^(?:[-./?]*|ne|ie|na|n\.? ?d\.?|n/d|n\.? ?a\.?|n/a|tb[acd]|t\.b\.[acd]\.?"
    r"|unknown|no data|sconosciut[oaie]|nessun dato"
    r"|(?:still )?(?:not|to be)(?: yet)? (?:known|available|stated|confirmed|(?:estimat|quantifi|calculat"
    r"|determin|defin)\w+)(?: later| yet)?"
    r"|non(?: ancora)? (?:not|disponibil|stimat|stimabil|quantificat|calcolat|determinat|definit|indicat)[oaie]"
    r"|da (?:definire|stimare|determinare|quantificare|calcolare)"
    r"|in (?:corso|fase) di (?:stima|definizione|calcolo))$"
)
_NOTATIONS = {
    NotationKey.INCLUDED_ELSEWHERE: r"^ie\b|^(included|inclus[oaie]) (elsewhere|altrove|in\b)",
    NotationKey.NOT_ESTIMATED: r"^ne$|^ne:|^not( yet)? estimated|^to be estimated|^non( ancora)? stimat|^da stimare",
    NotationKey.NOT_OCCURRING: r"^no$|^no:|^not? occurring|^non (presente|si verifica)",
    NotationKey.CONFIDENTIAL: r"^c$|^c:|^confidential|^riservat|^confidenzial",
    NotationKey.NOT_APPLICABLE: r"^na$|^na:|^not applicable|^non applicabil",
}
_YES = pgettext_lazy("cell", "yes")
_NO = pgettext_lazy("cell", "no")
_YES_WORDS = {"yes", "si", "y", "s", "true", "vero", "1", "x", "✓", "✔"}
_NO_WORDS = {"no", "n", "false", "falso", "0"}


@dataclass(frozen=True)
class Parsed:
    """What a printed cell holds: a value as it is stored, or the readings to choose from, or an error.

    All three are empty where the cell says that nothing is known.
    """

    value: Any = None
    ambiguous_readings: tuple[str | int, ...] = ()
    error: str | Promise = ""


def parse_cell(column: Column, text: str, *, number_format: NumberFormat = "auto", language: str) -> Parsed:
    """Read a printed cell of a column.

    Numbers are read in `number_format`; under "auto" a single separator before three figures leaves two readings
    unless the column's kind and limits allow only one. A cell that a spreadsheet holds as a number is given as its
    digits with "en". A translated text is written in `language`. Unknown is None, never zero.
    """
    words = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return Parsed() if not words else _PARSERS[column.kind](column, words, number_format, language)


def format_cell(column: Column, value: Any, language: str, *, fallback: bool = True) -> str:
    """A stored cell in words of a language; what is unknown is empty, and the reader says so.

    A text that is not written in the language is shown in another one unless `fallback` is off.
    """
    if value is None:
        return ""
    with translation.override(language):
        return _FORMATTERS[column.kind](column, value, language if fallback else f"={language}")


def _parse_text(_column: Column, words: str, _format: NumberFormat, _language: str) -> Parsed:
    return Parsed(words)


def _parse_texts(_column: Column, words: str, _format: NumberFormat, language: str) -> Parsed:
    return Parsed({language: words})


def _parse_number(column: Column, words: str, number_format: NumberFormat, _language: str) -> Parsed:
    number = read_number(words, number_format)
    if number is None:
        return _read_words(column, plain_words(words))
    factor = _factor(column, number)
    if factor is None:
        return Parsed(error=_("This unit does not fit the column: %(unit)s") % {"unit": number.unit})
    return _choose(column, [round(reading * factor, DECIMALS) for reading in number.readings])


def _read_words(column: Column, plain: str) -> Parsed:
    """What words in the place of a number tell."""
    if column.notation and (key := _notation_key(plain)):
        return Parsed(key)
    return Parsed() if _UNKNOWN.match(plain) else Parsed(error=_("This is not a number."))


def _notation_key(plain: str) -> str:
    return next((str(key) for key, pattern in _NOTATIONS.items() if re.search(pattern, plain)), "")


def _factor(column: Column, number: PrintedNumber) -> Decimal | None:
    if not number.unit.startswith("%"):
        return unit_factor(column, number.unit)
    return {SHARE: Decimal("0.01"), "%": Decimal(1), "": Decimal(1)}.get(column.unit)


def _choose(column: Column, amounts: list[Decimal]) -> Parsed:
    """Keep the readings that the column allows; with none left, say what is wrong with the first."""
    if column.kind == ColumnKind.INTEGER:
        amounts = [amount for amount in amounts if amount == amount.to_integral_value()]
    if not amounts:
        return Parsed(error=_("This is not a whole number."))
    allowed = [amount for amount in amounts if not limit_message(column, amount)]
    if not allowed:
        return Parsed(error=limit_message(column, amounts[0]))
    stored = tuple(
        int(amount) if column.kind == ColumnKind.INTEGER else decimal_text(amount) for amount in allowed
    )
    return Parsed(stored[0]) if len(stored) == 1 else Parsed(ambiguous_readings=stored)


def _parse_year(column: Column, words: str, _format: NumberFormat, _language: str) -> Parsed:
    plain = plain_words(words)
    if found := re.fullmatch(r"(\d{4})(?:[.,]0+)?", plain):
        year = int(found[1])
        message = limit_message(column, Decimal(year))
        return Parsed(error=message) if message else Parsed(year)
    return Parsed() if _UNKNOWN.match(plain) else Parsed(error=_("This is not a year."))


def _parse_date(_column: Column, words: str, _format: NumberFormat, _language: str) -> Parsed:
    if _UNKNOWN.match(plain_words(words)):
        return Parsed()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?", words):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", words):
        day, month, year = found.groups()
    else:
        return Parsed(error=_("Write the day as dd.mm.yyyy."))
    try:
        return Parsed(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return Parsed(error=_("This day does not exist."))


def _parse_choice(column: Column, words: str, _format: NumberFormat, _language: str) -> Parsed:
    value = match_choice(_vocabulary(column), words)
    if value is None and not _UNKNOWN.match(plain_words(words)):
        return Parsed(error=_("This word is not one of the list: %(word)s") % {"word": words})
    return Parsed(value or None)


def _parse_choices(column: Column, words: str, _format: NumberFormat, _language: str) -> Parsed:
    values, strange = match_choices(_vocabulary(column), words)
    if strange and not _UNKNOWN.match(plain_words(words)):
        return Parsed(error=_("These words are not on the list: %(words)s") % {"words": ", ".join(strange)})
    return Parsed(values or None)


def _parse_codes(_column: Column, words: str, _format: NumberFormat, _language: str) -> Parsed:
    codes = [code.strip() for code in re.split(r"[;,\n|]", words) if code.strip()]
    return Parsed() if not codes or _UNKNOWN.match(plain_words(words)) else Parsed(list(dict.fromkeys(codes)))


def _parse_yes_no(_column: Column, words: str, _format: NumberFormat, _language: str) -> Parsed:
    plain = plain_words(words)
    if plain in _YES_WORDS | _NO_WORDS:
        return Parsed(plain in _YES_WORDS)
    return Parsed() if _UNKNOWN.match(plain) else Parsed(error=_("Write yes or no."))


def _vocabulary(column: Column) -> Any:
    return column.choices


def _format_text(_column: Column, value: Any, _language: str) -> str:
    return str(value)


def _format_texts(_column: Column, value: Any, language: str) -> str:
    return value.get(language[1:], "") if language.startswith("=") else Texts(value).pick(language).text


def _format_number(column: Column, value: Any, _language: str) -> str:
    if value in NotationKey.values:
        return str(value)
    amount = Decimal(str(value))
    decimals = max(0, -int(amount.normalize().as_tuple().exponent))
    if column.unit == SHARE:
        return format_share(amount, max(0, decimals - 2))
    return format_number(amount, decimals)


def _format_date(_column: Column, value: Any, _language: str) -> str:
    return format_date(date.fromisoformat(value), "short")


def _format_choice(column: Column, value: Any, language: str) -> str:
    return choice_label(_vocabulary(column), value, language.lstrip("=")) if value else ""


def _format_choices(column: Column, value: Any, language: str) -> str:
    return "; ".join(_format_choice(column, item, language) for item in value)


def _format_codes(_column: Column, value: Any, _language: str) -> str:
    return "; ".join(value)


def _format_yes_no(_column: Column, value: Any, _language: str) -> str:
    return str(_YES if value else _NO)


_PARSERS: dict[ColumnKind, Callable[[Column, str, NumberFormat, str], Parsed]] = {
    ColumnKind.TEXT: _parse_text,
    ColumnKind.TEXTS: _parse_texts,
    ColumnKind.NUMBER: _parse_number,
    ColumnKind.INTEGER: _parse_number,
    ColumnKind.YEAR: _parse_year,
    ColumnKind.DATE: _parse_date,
    ColumnKind.CHOICE: _parse_choice,
    ColumnKind.CHOICES: _parse_choices,
    ColumnKind.CODES: _parse_codes,
    ColumnKind.BOOLEAN: _parse_yes_no,
}
_FORMATTERS: dict[ColumnKind, Callable[[Column, Any, str], str]] = {
    ColumnKind.TEXT: _format_text,
    ColumnKind.TEXTS: _format_texts,
    ColumnKind.NUMBER: _format_number,
    ColumnKind.INTEGER: _format_number,
    ColumnKind.YEAR: _format_text,
    ColumnKind.DATE: _format_date,
    ColumnKind.CHOICE: _format_choice,
    ColumnKind.CHOICES: _format_choices,
    ColumnKind.CODES: _format_codes,
    ColumnKind.BOOLEAN: _format_yes_no,
}
