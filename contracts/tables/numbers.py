"""Numbers as contracts print them, in Italian and English, and the question which of the two it was."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

NumberFormat = Literal["auto", "it", "en"]

_LONGEST = 120
_SPACES = re.compile("[\\s\u00a0\u2000-\u200a\u202f\u205f]+")
_MARKS = re.compile(r"\^\s*[({\[]?\d+[)}\]]?|\[\d{1,3}\]|[*†‡§¶\u00b9\u00b2\u00b3\u2070-\u2079]+")
_BARE = re.compile("-?[0-9][0-9.,]*")
_TRAILING_NOTE = re.compile(r"(?<=\d)\s*\(\d{1,2}\)\s*$")
_ABOUT = re.compile(r"^(?:~|≈|circa|ca\.?|c\.a\.?|about|approx\.?)\s*", re.IGNORECASE)
_PARTS = re.compile(
    r"^(?P<before>[€$]|eur[o]?)?\s*(?P<sign>[+-]?)\s*(?P<before_too>€)?\s*"
    r"(?P<figures>[0-9.,](?:[0-9.,' ]*[0-9])?(?:e[+-]?[0-9]{1,2})?)\s*(?P<unit>[^0-9].*)?$",
    re.IGNORECASE,
)
_DECIMAL_OF = {"it": ",", "en": "."}


@dataclass(frozen=True)
class PrintedNumber:
    """What figures may mean: one reading, two where a single separator leaves it open, and the unit behind them."""

    readings: tuple[Decimal, ...]
    unit: str = ""
    decimal_sign: str = ""


def decimal_text(value: Decimal) -> str:
    """A quantity as it is stored in cells and documents: no exponent, no zeros at the end."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def read_number(text: str, number_format: NumberFormat = "auto") -> PrintedNumber | None:
    """Read a printed number; None where the text is not one.

    Cells that a spreadsheet holds as numbers are no printed numbers: hand their digits over with "en".
    """
    if len(text) > _LONGEST:
        return None
    shown = text if _BARE.fullmatch(text) else _clean(text)
    negative = shown.startswith("(") and shown.endswith(")")
    found = _PARTS.match(shown[1:-1].strip() if negative else shown)
    if found is None:
        return None
    amounts, sign = _read_figures(found["figures"].lower(), number_format)
    if not amounts:
        return None
    factor = -1 if negative or found["sign"] == "-" else 1
    unit = " ".join(filter(None, (found["before"], found["before_too"], found["unit"]))).strip()
    return PrintedNumber(tuple(factor * amount for amount in amounts), unit, sign)


def detect_number_format(texts: Iterable[str]) -> Literal["it", "en"] | None:
    """The format that the unambiguous numbers among the texts are written in; None where none tells or two disagree."""
    seen = {number.decimal_sign for text in texts if (number := read_number(text))} - {""}
    if seen == {","}:
        return "it"
    return "en" if seen == {"."} else None


def _clean(text: str) -> str:
    """Take footnote marks, odd spaces, dashes and apostrophes away."""
    shown = _MARKS.sub("", text.strip())
    shown = unicodedata.normalize("NFKC", _SPACES.sub(" ", shown))
    shown = re.sub("[\u2019\u02bc`\u00b4]", "'", re.sub("[\u2010-\u2015\u2212]", "-", shown)).strip()
    return _ABOUT.sub("", _TRAILING_NOTE.sub("", shown))


def _read_figures(figures: str, number_format: NumberFormat) -> tuple[tuple[Decimal, ...], str]:
    """The possible amounts, and the decimal sign where the figures themselves give it away."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?e[+-]?[0-9]+", figures):
        return (Decimal(figures),), ""
    if re.search("[ ']", figures):
        return _read_spaced(figures)
    signs = [letter for letter in figures if letter in ".,"]
    if not signs:
        return ((Decimal(figures),), "") if figures.isdecimal() else ((), "")
    if len(signs) == 1:
        return _read_single(figures, signs[0], number_format)
    if len(set(signs)) == 1:
        grouped = re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(signs[0])}[0-9]{{3}})+", figures)
        amounts = (Decimal(figures.replace(signs[0], "")),) if grouped else ()
        return amounts, _other(signs[0]) if grouped else ""
    return _read_mixed(figures, signs)


def _read_spaced(figures: str) -> tuple[tuple[Decimal, ...], str]:
    """Thousands set apart by spaces or apostrophes leave any other sign to be the decimal one."""
    if not re.fullmatch(r"[0-9]{1,3}(?:( |')[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?", figures):
        return (), ""
    sign = next((letter for letter in figures if letter in ".,"), "")
    return (Decimal(re.sub("[ ']", "", figures).replace(",", ".")),), sign


def _read_single(figures: str, sign: str, number_format: NumberFormat) -> tuple[tuple[Decimal, ...], str]:
    """One separator: open where three figures follow one to three that do not begin with zero."""
    whole, rest = figures.split(sign)
    if not rest:
        return (), ""
    as_decimal = Decimal(f"{whole or '0'}.{rest}")
    if not re.fullmatch("[1-9][0-9]{0,2}", whole) or len(rest) != 3:
        return (as_decimal,), sign
    as_group = Decimal(whole + rest)
    if number_format == "auto":
        return (as_group, as_decimal), ""
    return (as_decimal if sign == _DECIMAL_OF[number_format] else as_group,), ""


def _read_mixed(figures: str, signs: list[str]) -> tuple[tuple[Decimal, ...], str]:
    """Both separators: the last one is the decimal sign and stands once."""
    group, sign = signs[0], signs[-1]
    if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+{re.escape(sign)}[0-9]+", figures):
        return (), ""
    return (Decimal(figures.replace(group, "").replace(sign, ".")),), sign


def _other(sign: str) -> str:
    return "," if sign == "." else "."
