"""The text of a version as people read it: from its canonical JSON alone, never from rows that may have changed.

Nothing of the JSON is left out: what has no words of its own here is shown under its key.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from contracts.enums import Materiality
from core.quantities import CO2E, MINUS, NO_BREAK_SPACE
from stakeholders.documents import open_document
from stakeholders.enums import Cluster, Side
from stakeholders.models import CommitmentVersion
from stakeholders.selectors.agreed_words import label_of
from stakeholders.selectors.clauses import clause_words
from stakeholders.sheets import SHEET_FIELDS, SheetField

FIELDS: dict[str, SheetField] = {field.key: field for field in SHEET_FIELDS}
UNITS = {"t CO2e/a": f"t{NO_BREAK_SPACE}{CO2E}/a", "EUR": "€"}
WORDS = {"side": Side, "materiality": Materiality, "variant": Cluster}
ANNEXES = "annexes"
LEADING = (
    "title",
    "name",
    "statement",
    "side",
    "materiality",
    "start_year",
    "end_year",
    "quantities",
    "actions",
    "variant",
)
"""What people read first of each part; the rest follows in the order of the text."""
TECHNICAL = ("id", "slug", "schema")
"""What tells machines which row is meant: it stands apart, behind everything that people read."""
DECIMALS = ("latitude", "longitude")
SHORT = ("title", "start_year", "end_year", "quantities")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the text says; `text` may have several lines."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text under its title; a technical one holds identifiers and digests, and stands last."""

    title: str
    lines: list[Line]
    is_technical: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """A file that belongs to the text, with the digest that the text gives it."""

    name: str
    sha256: str


def agreed_parts(version: CommitmentVersion, *, opens_withheld: bool = False) -> list[Part]:
    """The whole text in the language in which it is signed; annexes stand apart (`annexes_of`).

    Withheld answers are shown to the parties (`opens_withheld`), to everyone else as their digests.
    """
    document = open_document(version) if opens_withheld else json.loads(version.canonical)
    with translation.override(version.language):
        return [part for part in _parts(document, version) if part.lines]


def annexes_of(version: CommitmentVersion) -> list[Annex]:
    """The annexes of the text."""
    return [
        Annex(name=one.get("name") or one.get("file", ""), sha256=one["sha256"])
        for one in json.loads(version.canonical).get(ANNEXES, [])
    ]


def promise_in_short(version: CommitmentVersion) -> list[Line]:
    """What is promised, from when until when, how much."""
    promise = json.loads(version.canonical)["commitment"]
    with translation.override(version.language):
        return [line for key in SHORT if key in promise for line in _lines(key, promise[key])]


def _parts(document: Mapping[str, Any], version: CommitmentVersion) -> Iterator[Part]:
    """The promise and the clauses that bind first, then who signs and the figures; what machines need comes last."""
    rest = dict(document)
    apart: list[Line] = []

    def part(title: str, content: Mapping[str, Any]) -> Part:
        shown, technical = _without_technical(content)
        apart.extend(Line(f"{title} · {label}", value) for label, value in technical)
        return Part(title, list(_all_lines(shown)))

    yield part(_("The commitment"), rest.pop("commitment", {}))
    clauses = rest.pop("clauses", [])
    yield Part(_("Clauses of the contract"), list(_clauses(clauses, version)))
    for number, party in enumerate(rest.pop("parties", []), start=1):
        yield part(_("Party %(number)s") % {"number": number}, party)
    for number, sheet in enumerate(rest.pop("sheets", []), start=1):
        yield part(_("Sheet %(number)s") % {"number": number}, sheet)
    rest.pop(ANNEXES, None)
    yield part(_("About this text"), rest)
    yield Part(_("Identifiers and digests"), [*apart, *_digests(clauses)], is_technical=True)


def _without_technical(content: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The content without what only machines read, and that, each with its label; one level deeper too."""
    shown: dict[str, Any] = {}
    technical: list[tuple[str, str]] = []
    for key, value in content.items():
        if key in TECHNICAL:
            technical.append((label_of(key), str(value)))
        elif isinstance(value, Mapping) and set(TECHNICAL) & set(value):
            shown[key] = {name: one for name, one in value.items() if name not in TECHNICAL}
            inner = [(name, str(one)) for name, one in value.items() if name in TECHNICAL]
            technical += [(f"{label_of(key)} · {label_of(name)}", one) for name, one in inner]
        else:
            shown[key] = value
    return shown, technical


def _all_lines(content: Mapping[str, Any]) -> Iterator[Line]:
    for key in _in_reading_order(content):
        yield from _lines(key, content[key])


def _in_reading_order(content: Mapping[str, Any]) -> list[str]:
    """The keys of a part: what people read first, then the questions of a sheet in their order, then the rest."""
    order = {key: place for place, key in enumerate((*LEADING, *FIELDS))}
    return sorted(content, key=lambda key: order.get(key, len(order)))


def _lines(key: str, value: Any, under: str = "") -> Iterator[Line]:
    """The lines of one key: a quantity is one line, what holds others gives a line for each."""
    label = f"{under} · {label_of(key)}" if under else label_of(key)
    if isinstance(value, Mapping) and ("value" in value or "sha256" in value) and set(value) <= ANSWER:
        yield Line(_label_of_answer(key, under), _quantity(key, value))
    elif isinstance(value, Mapping):
        inner = "" if key in ("answers", "quantities", "results") else label
        for name in _in_reading_order(value):
            yield from _lines(name, value[name], inner)
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        yield Line(label, "\n".join(_in_one_line(one) for one in value))
    else:
        yield Line(label, _words(key, value))


ANSWER = {"value", "unit", "sha256"}


def _label_of_answer(key: str, under: str) -> str:
    field = FIELDS.get(key)
    name = str(field.label) if field else label_of(key)
    return f"{under} · {name}" if under else name


def _quantity(key: str, answer: Mapping[str, Any]) -> str:
    """A value with its unit; a withheld one is told as such, with its digest."""
    if "value" not in answer:
        return _("confidential: known to the organisation and the city, here as its digest %(digest)s") % {
            "digest": answer["sha256"]
        }
    unit = str(answer.get("unit", ""))
    shown = _words(key, answer["value"], is_number=bool(unit))
    return NO_BREAK_SPACE.join(part for part in (shown, UNITS.get(unit, unit)) if part)


def _words(key: str, value: Any, *, is_number: bool = False) -> str:
    if value is None or value == "":
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key == "language":
        return str(dict(settings.LANGUAGES).get(value, value))
    if isinstance(value, list):
        return "\n".join(_words(key, one) for one in value) or _("none")
    field = FIELDS.get(key)
    choices = field.choices if field else WORDS.get(key)
    if choices is not None and value in choices.values:
        return str(choices(value).label)
    is_number = is_number or key in DECIMALS or bool(field and field.is_number)
    return _number(str(value)) if is_number else str(value)


def _number(text: str) -> str:
    """A decimal string with the marks of the language and all its figures that say something."""
    try:
        number = Decimal(text).normalize()
    except InvalidOperation:
        return text
    exponent = number.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    shown = formats.number_format(abs(number), places, force_grouping=True)
    return f"{MINUS}{shown}" if number < 0 else str(shown)


def _in_one_line(content: Any) -> str:
    """A small row, such as an action or a factor, in one line."""
    if not isinstance(content, Mapping):
        return str(content)
    amount = [_quantity("", content)] if "value" in content else []
    rest = [(key, value) for key, value in content.items() if not (amount and key in ANSWER)]
    return " · ".join([*amount, *(_words(key, value) for key, value in rest if value not in (None, ""))])


def _clauses(clauses: Iterable[Mapping[str, Any]], version: CommitmentVersion) -> Iterator[Line]:
    """The words of each clause, where the portal still has exactly those that the digest stands for."""
    texts = clause_words(version)
    for clause in clauses:
        words = texts.get((clause["key"], clause["sha256"]))
        gone = _("The portal no longer has these words; their digest stands at the end of the text.")
        yield Line(clause["key"], words.pick(version.language).text if words else gone)


def _digests(clauses: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
    """What each clause is recognised by: one digest of its words in all their languages together."""
    for clause in clauses:
        label = _("Clause “%(key)s”: digest of its words in all languages (SHA-256)")
        yield Line(label % {"key": clause["key"]}, clause["sha256"])
