"""Short makers of columns, and the columns that many tables share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import Level, Sector
from contracts.tables.spec import Column, ColumnKind, Generation, Text

TONNES = "t CO₂e"
TONNES_A_YEAR = "t CO₂e/a"
EURO = "EUR"
SHARE = "share"
FIRST_YEAR, LAST_YEAR = 1990, 2100


def text(key: str, label: Text, *patterns: str, **options: Any) -> Column:
    """A text that is the same in every language."""
    return Column(key, label, ColumnKind.TEXT, patterns=patterns, **options)


def texts(key: str, label: Text, *patterns: str, **options: Any) -> Column:
    """A text that is translated."""
    return Column(key, label, ColumnKind.TEXTS, patterns=patterns, **options)


def number(key: str, label: Text, unit: str, *patterns: str, **options: Any) -> Column:
    """A quantity in a unit."""
    return Column(key, label, ColumnKind.NUMBER, unit, patterns=patterns, **options)


def integer(key: str, label: Text, *patterns: str, **options: Any) -> Column:
    """A whole number, not negative unless the options say so."""
    return Column(key, label, ColumnKind.INTEGER, patterns=patterns, **{"low": 0, **options})


def year(key: str, label: Text, *patterns: str, **options: Any) -> Column:
    """A calendar year."""
    limits = {"low": FIRST_YEAR, "high": LAST_YEAR}
    return Column(key, label, ColumnKind.YEAR, patterns=patterns, **{**limits, **options})


def choice(key: str, label: Text, words: type[models.Choices], *patterns: str, **options: Any) -> Column:
    """One word of a vocabulary."""
    return Column(key, label, ColumnKind.CHOICE, choices=words, patterns=patterns, **options)


def choices(key: str, label: Text, words: type[models.Choices], *patterns: str, **options: Any) -> Column:
    """Several words of a vocabulary."""
    return Column(key, label, ColumnKind.CHOICES, choices=words, patterns=patterns, **options)


def codes(key: str, label: Text, *patterns: str, **options: Any) -> Column:
    """Codes of actions of the contract."""
    return Column(key, label, ColumnKind.CODES, patterns=patterns, **options)


def yes_no(key: str, label: Text, *patterns: str, **options: Any) -> Column:
    """Yes or no."""
    return Column(key, label, ColumnKind.BOOLEAN, patterns=patterns, **options)


def both(name: str) -> dict[str, str]:
    """A number that both generations of the template print."""
    return {Generation.V1: name, Generation.V2: name}


def swapped(v1: str, v2: str) -> dict[str, str]:
    """A number that differs between the generations."""
    return {Generation.V1: v1, Generation.V2: v2}


def sector(**options: Any) -> Column:
    """The sector of a row."""
    patterns = (
        r"\b(source |emission )?sectors?\b(?! and stakeholder)",
        r"\b(macro-?)?settor[ei]\b",
        r"\bambito di emissione",
    )
    return choice("sector", _("Sector"), Sector, *patterns, **options)


def scope_pattern(name: str) -> str:
    """The header of one scope alone: "Scope 1", "Ambito 1", "Scopo I", never "Scope 1+2"."""
    roman = "i" * int(name)
    others = r"(?!\s*(?:[,&+/-]|and|e|ed)\s*(?:scope|ambito|scopo)?\s*[123i])"
    return rf"\b(?:scope|ambito|scopo)s?[\s-]*(?:{name}|{roman})\b{others}"


def scopes(unit: str) -> tuple[Column, ...]:
    """One quantity per scope, and their sum for checks."""
    labels = {"1": _("Scope 1"), "2": _("Scope 2"), "3": _("Scope 3")}
    amounts = [
        number(f"scope_{name}", label, unit, scope_pattern(name), notation=True)
        for name, label in labels.items()
    ]
    return (
        *amounts,
        number(
            "total",
            _("Total"),
            unit,
            r"\btotal[ei]?\b",
            r"\bsomma\b",
            r"\bsum\b",
            computed=True,
            notation=True,
        ),
    )


def data_source() -> Column:
    """Where a figure comes from."""
    return text("data_source", _("Source of the data"), r"\b(data )?sources?\b(?! sector)", r"\bfont[ei]\b")


def data_quality() -> Column:
    """How good the data are."""
    return choice(
        "data_quality",
        _("Quality of the data"),
        Level,
        r"\bdata quality\b",
        r"\bquality of (the )?data\b",
        r"\bqualita (dei |del )?dat[io]\b",
    )
