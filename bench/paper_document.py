"""A contract made up as a document, every table filled; nothing of it is shown to anyone."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any

from contracts.tables import SECTIONS, TABLES, Column, ColumnKind, TableSpec
from exchange.papers.words import Extras

TEXT = (
    "la città si impegna a ridurre le emissioni di gas serra con azioni integrate su edifici mobilità energia e "
    "rifiuti insieme a imprese università cittadine e cittadini nella transizione ecologica dei quartieri"
)
WORDS = TEXT.split()
LONG_TEXTS = {"description": 45, "outcome": 30, "definition": 25}
SHORT_TEXT, SHORT_TEXTS = 3, 9
PARAGRAPHS, PARAGRAPH_WORDS = 6, 90
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 300" width="900" height="300" '
    'font-family="Titillium Web, Arial, sans-serif"><title>Emissioni</title><desc>Da 100 a 20.</desc>'
    '<line x1="20" y1="20" x2="880" y2="280" stroke="#17324D" stroke-width="3"/>'
    '<text x="30" y="20" font-size="14">kt CO₂e all’anno</text></svg>'
)


def make_document(*, actions: int, rows: int = 12) -> dict[str, Any]:
    """A contract with so many actions, and so many rows in each of its other tables."""
    return {
        "format": "ccc-document/1",
        "city": {"slug": "borgo", "names": {"it": "Borgo", "en": "Borgo"}},
        "version": {
            "number": 2,
            "state": "submitted",
            "edition": "",
            "frozen_at": "2026-03-01T10:00:00+00:00",
            "vision": {"it": "Una città che respira.", "en": "A city that breathes."},
        },
        "sections": [
            {
                "key": spec.key,
                "body": {"it": _body(place), "en": _body(place)} if place % 2 else {"it": _body(place)},
                "visibility": "public",
                "source_language": "it",
            }
            for place, spec in enumerate(SECTIONS)
            if spec.has_text
        ],
        "tables": {
            spec.key: list(_rows(spec, actions if spec.store == "actions" else rows)) for spec in TABLES
        },
        "clauses": [],
        "factors": [],
    }


def make_extras(**others: Any) -> Extras:
    """What a paper of such a document tells beside it."""
    chart = {
        "title": "Emissioni da 100 a 20 kt",
        "subtitle": "In kt CO₂e all’anno.",
        "source": "Fonte: inventario.",
        "notes": [],
        "svg_wide": DRAWING,
    }
    names = ("trajectory", "sectors", "gap-waterfall", "actions-summary", "milestones")
    extras: Extras = {
        "title": {"it": "Contratto climatico di Borgo", "en": "Climate City Contract of Borgo"},
        "is_draft": False,
        "is_training": False,
        "dated_on": "2026-03-01",
        "timestamp": 1_772_359_200,
        "generation": "v2",
        "charts": {language: dict.fromkeys(names, chart) for language in ("it", "en")},
        "signatures": [],
        "council_decision": "14",
        "council_decided_on": "2026-02-20",
        "verification_url": "https://portal.example/it/c/borgo/contratto/v2/#verification",
    }
    return {**extras, **others}  # type: ignore[typeddict-item]  # the caller names keys of extras


def _rows(spec: TableSpec, number: int) -> Iterator[dict[str, Any]]:
    for place in range(number):
        cells = {column.key: _cell(column, place, at) for at, column in enumerate(spec.columns)}
        if "code" in cells:
            cells["code"] = f"AZ{place + 1:03d}"
        yield {"id": str(place), "cells": cells, "hidden": {}}


def _cell(column: Column, place: int, at: int) -> Any:
    """Every third cell is unknown, as in published contracts."""
    if (place + at) % 3 == 0 and not column.required:
        return None
    return CELLS[column.kind](column, place * 7 + at)


def _word(column: Column, seed: int) -> str:
    words = [value for value in column.choices.values if value] if column.choices else [""]
    return words[seed % len(words)]


def _number(column: Column, seed: int) -> str:
    return f"0.{seed % 100:02d}" if column.unit == "share" else f"{seed * 137}.{seed % 10}"


def _texts(column: Column, seed: int) -> dict[str, str]:
    words = _words(LONG_TEXTS.get(column.key, SHORT_TEXTS), seed)
    return {"it": words, "en": words}


CELLS: dict[ColumnKind, Callable[[Column, int], Any]] = {
    ColumnKind.TEXT: lambda _column, seed: _words(SHORT_TEXT, seed),
    ColumnKind.TEXTS: _texts,
    ColumnKind.NUMBER: _number,
    ColumnKind.INTEGER: lambda _column, seed: seed % 400,
    ColumnKind.YEAR: lambda _column, seed: 2020 + seed % 11,
    ColumnKind.DATE: lambda _column, _seed: "2026-03-01",
    ColumnKind.BOOLEAN: lambda _column, seed: seed % 2 == 0,
    ColumnKind.CODES: lambda _column, _seed: ["AZ001", "AZ002"],
    ColumnKind.CHOICE: _word,
    ColumnKind.CHOICES: lambda column, seed: [_word(column, seed)],
}


def _words(number: int, seed: int) -> str:
    return " ".join(islice(cycle(WORDS), seed % len(WORDS), seed % len(WORDS) + number)).capitalize()


def _body(seed: int) -> str:
    paragraphs = [_words(PARAGRAPH_WORDS, seed + place) + "." for place in range(PARAGRAPHS)]
    return "\n\n".join(
        [*paragraphs[:3], "## Le priorità", "- edifici\n- mobilità\n  - tram", *paragraphs[3:]]
    )
