"""What differs between two versions of a commitment: texts word by word, figures old and new, the rest by name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.enums import Materiality
from contracts.selectors.comparison_of_numbers import NumberChange
from contracts.selectors.comparison_of_texts import TextChange
from core.fields import Texts
from core.quantities import CO2E, NO_BREAK_SPACE, format_number
from core.text_diff import word_diff
from stakeholders.documents import open_document
from stakeholders.models import CommitmentVersion
from stakeholders.selectors.clauses import Words, clause_words
from stakeholders.sheets import SHEET_FIELDS

UNITS = {"t CO2e/a": f"t{NO_BREAK_SPACE}{CO2E}/a", "EUR": "€"}
PROMISE: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "statement": gettext_lazy("Statement"),
    "materiality": gettext_lazy("material or immaterial"),
    "start_year": gettext_lazy("start year"),
    "end_year": gettext_lazy("end year"),
}
QUANTITIES: dict[str, Promise] = {
    "reduction_tco2e": gettext_lazy("Reduction a year"),
    "investment_eur": gettext_lazy("Investment"),
}
FIELDS = {field.key: field for field in SHEET_FIELDS}
PROSE = ("title", "statement")
SHORT = 12
"""So many letters and more make an answer a text that is compared word by word."""
DIGEST_START = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a version says: a text, a quantity with its unit, or a word."""

    label: str
    value: str
    unit: str = ""
    is_number: bool = False
    is_text: bool = False
    language: str = ""
    """Where it is not that of the version."""

    @property
    def shown(self) -> str:
        """The value as people read it."""
        if not self.is_number:
            return self.value
        unit = UNITS.get(self.unit, self.unit)
        return NO_BREAK_SPACE.join(part for part in (format_number(Decimal(self.value)), unit) if part)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Something that was changed, added (`before` is empty) or removed (`after` is empty)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """What leads from version `a` to version `b`."""

    a: CommitmentVersion
    b: CommitmentVersion
    texts: list[TextChange]
    numbers: list[NumberChange]
    values: list[ValueChange]

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return not (self.texts or self.numbers or self.values)


def differences(old: CommitmentVersion, new: CommitmentVersion) -> VersionComparison:
    """Compare two versions, withheld answers included: for the organisation and the city."""
    before, after = _items(old), _items(new)
    found = VersionComparison(old, new, [], [], [])
    for key in [*before, *(key for key in after if key not in before)]:
        was, now = before.get(key), after.get(key)
        if was != now:
            _add(found, was, now)
    return found


def _add(found: VersionComparison, was: Item | None, now: Item | None) -> None:
    one = now or was
    if one is None:
        return
    before, after = was.value if was else "", now.value if now else ""
    if one.is_number:
        found.numbers.append(_number_change(one, was, now))
    elif one.is_text and max(len(before), len(after)) > SHORT:
        language = one.language or found.b.language
        found.texts.append(TextChange(one.label, language, word_diff(before, after)))
    else:
        found.values.append(ValueChange(one.label, before, after))


def _number_change(one: Item, was: Item | None, now: Item | None) -> NumberChange:
    difference = ""
    if was and now and was.unit == now.unit:
        change = Decimal(now.value) - Decimal(was.value)
        sign = "+" if change > 0 else ""
        difference = sign + Item(one.label, str(change), one.unit, is_number=True).shown
    unknown = _("not stated")
    return NumberChange(
        label=one.label,
        before=was.shown if was else unknown,
        after=now.shown if now else unknown,
        difference=difference,
        is_changed=True,
    )


def _items(version: CommitmentVersion) -> dict[str, Item]:
    """Everything that the document of a version says, by its place in it."""
    document, words = open_document(version), clause_words(version)
    return {place: item for place, item in _walk(document, words) if item.value}


def _walk(document: Mapping[str, Any], words: Words) -> Iterator[tuple[str, Item]]:
    yield from _promise(document["commitment"])
    for sheet in document["sheets"]:
        yield from _sheet(sheet)
    yield from _frame(document, words)


def _promise(promise: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
    """What is promised, and with which actions."""
    for key, label in PROMISE.items():
        yield key, Item(str(label), _word(key, promise[key]), is_text=key in PROSE)
    for key, label in QUANTITIES.items():
        yield key, _quantity(str(label), promise["quantities"][key])
    for row in promise["actions"]:
        yield f"action/{row['code']}", Item(_("Action %(code)s") % row, row["title"] or row["code"])


def _frame(document: Mapping[str, Any], words: Words) -> Iterator[tuple[str, Item]]:
    """What the promise stands in: the contract, its clauses, files, parties."""
    version = document["contract"]["version"]
    yield "contract", Item(_("Version of the contract"), "" if version is None else str(version))
    for row in document["clauses"]:
        yield from _clause(row, words.get((row["key"], row["sha256"])))
    for row in document["annexes"]:
        place = f"annex/{row['name']}/{row['file']}"
        yield place, Item(_("File %(name)s") % row, f"{row['file']} ({_short(row['sha256'])})")
    for row in document["parties"]:
        for key in ("name", "legal_form", "tax_code"):
            yield f"{row['side']}/{key}", Item(_("Party"), row.get(key, ""))


def _clause(row: Mapping[str, Any], words: Texts | None) -> Iterator[tuple[str, Item]]:
    """A clause in each of its languages, or its digest where the portal does not have these words any more."""
    place, label = f"clause/{row['key']}", _("Clause %(key)s") % row
    if words is None:
        yield place, Item(label, _short(row["sha256"]))
        return
    for code, text in words.items():
        yield f"{place}/{code}", Item(label, text, is_text=True, language=code)


def _sheet(sheet: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
    """What one sheet says; its title tells the reader which one."""
    place, title = f"sheet/{sheet['id']}", sheet["title"]
    yield place, Item(_("Sheet"), title)
    where = sheet["place"] or {}
    yield f"{place}/place", Item(f"{title}: {_('place')}", ", ".join(where.values()))
    for key, answer in sheet["answers"].items():
        field = FIELDS.get(key)
        label = f"{title}: {field.label if field else key}"
        yield f"{place}/{key}", _answer(label, key, answer)
    yield (
        f"{place}/reduction",
        _quantity(f"{title}: {_('Computed reduction')}", sheet["results"]["reduction"]),
    )


def _answer(label: str, key: str, answer: Mapping[str, Any]) -> Item:
    if "value" not in answer:
        return Item(label, _short(answer["sha256"]))
    if answer.get("unit"):
        return _quantity(label, answer)
    value = answer["value"]
    return Item(label, _word(key, value), is_text=isinstance(value, str))


def _quantity(label: str, quantity: Mapping[str, Any] | None) -> Item:
    if quantity is None:
        return Item(label, "", is_number=True)
    return Item(label, str(quantity["value"]), quantity["unit"], is_number=True)


def _word(key: str, value: Any) -> str:
    """A stored word as people read it; the empty text where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _joined(_word(key, one) for one in value)
    field = FIELDS.get(key)
    choices = Materiality if key == "materiality" else field.choices if field else None
    if choices is not None and value in choices.values:
        return str(choices(value).label)
    return str(value)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


def _short(digest: str) -> str:
    return f"{digest[:DIGEST_START]}…"
