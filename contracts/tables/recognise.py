"""Which table a printed title belongs to, and which column a printed header belongs to.

Titles decide, numbers only break ties: the two generations of the template number their tables differently.
"""

import re
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation

from contracts.tables.registry import TABLES
from contracts.tables.spec import Column, Generation, TableSpec, Text
from contracts.tables.wording import plain_words

Candidate = tuple[str, Generation | None, float]

_LONGEST = 300
_OWN_WORDS: dict[int, tuple[Text, frozenset[str]]] = {}
_PLAN_NUMBER = re.compile(r"\b([iabc]) ?- ?([1-4]) ?[.-] ?([1-9])(?![\d.]*\d)")
_INVESTMENT_NUMBER = re.compile(r"\bip ?-? ?([abc]) ?-? ?([1-3])\b")
_LEADING = re.compile(
    r"^(?:(?:table|tab\.?|tabella|tavola|module|modulo|section|sezione|figure|box)\b[\s.:-]*)?"
    r"(?:(?:ip ?- ?)?[iabc] ?-? ?\d(?: ?[.-] ?\d+)*[a-z]?(?![a-z])|\d+(?:\.\d+)*\.?(?= ))?[\s.:)-]*"
)
_NUMBER_BONUS, _OTHER_NUMBER, _NUMBER_ALONE = 0.1, -0.15, 0.2
_FLOOR, _CEILING = 0.15, 1.0
_PERCENT = re.compile(r"(?<![\d ])%|(?<!\d) %|\bpercent|^%")
_CORNER = re.compile(
    r"|(base ?year|anno base|anno|year|unit[as]?|unita di misura|baseline)?[ :]*(\d{4})?[ ,;(\[]*"
    r"((in )?(k?t ?(co2)?(e|eq)?|[mg]wh)( ?[/ ] ?(y|yr|year|a|anno))?)?[ )\]]*"
)
_AMOUNT = re.compile(r"\bt\b|\bk?t ?co2|tonn|\bmwh\b|€|\beur\b")


def recognise_title(text: str) -> list[Candidate]:
    """The tables that a title may announce, best first, with the generation its number tells and a score (0-1)."""
    words = plain_words(text[:_LONGEST])
    title = _LEADING.sub("", words, count=1)
    number = _find_number(words)
    found = [
        (spec.key, _generation(spec, number), round(score, 4))
        for spec in TABLES
        if (score := _score_title(spec, words, title, number)) >= _FLOOR
    ]
    return sorted(found, key=lambda candidate: -candidate[2])


def recognise_columns(spec: TableSpec, headers: Sequence[str] | Mapping[int, str]) -> dict[int, str]:
    """Column keys by the index of the header; each column is given once, to the header that fits it best.

    A header of percentages is only given to a column of percentages.
    """
    pairs = list(headers.items() if isinstance(headers, Mapping) else enumerate(headers))
    fits = [
        (score, -position, -index, index, column.key)
        for index, header in pairs
        for position, column in enumerate(spec.columns)
        if (score := score_header(column, header)) > 0
    ]
    found: dict[int, str] = {}
    for _score, _position, _order, index, key in sorted(fits, reverse=True):
        if index not in found and key not in found.values():
            found[index] = key
    if corner := _find_corner(spec, dict(pairs), found):
        found |= corner
    return dict(sorted(found.items()))


def _find_corner(spec: TableSpec, headers: Mapping[int, str], found: Mapping[int, str]) -> dict[int, str]:
    """The sector column often has no header, or the base year or the unit in its place."""
    first = min(headers, default=0)
    if first in found or not found or "sector" in found.values() or "sector" not in _keys(spec):
        return {}
    return {first: "sector"} if _CORNER.fullmatch(plain_words(headers[first][:_LONGEST])) else {}


def _keys(spec: TableSpec) -> set[str]:
    return {column.key for column in spec.columns}


def score_header(column: Column, header: str) -> float:
    """How well a header fits a column, 0-1: 1 for its own label or key, else how much of the header is explained."""
    words = plain_words(header[:_LONGEST])
    if not words or _tells_percent_of(column, words):
        return 0.0
    if header.strip() == column.key or words in _own_words(column.label):
        return _CEILING
    bare = _without_unit(words)
    if bare in _own_words(column.label):
        return 0.99
    return 0.95 * max((_coverage(pattern, bare) for pattern in column.patterns), default=0.0)


def _tells_percent_of(column: Column, words: str) -> bool:
    """Whether the header counts percent and the column does not."""
    if column.unit in ("%", "share") or not column.is_number:
        return False
    return bool(_PERCENT.search(words)) and not _AMOUNT.search(words)


def _without_unit(words: str) -> str:
    """Take units and explanations in brackets away unless nothing else is there."""
    bare = " ".join(re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}", " ", words).split()).strip(" :;,=-+")
    return bare or words


def _coverage(pattern: str, words: str) -> float:
    """The share of the words that a pattern explains, never below a third where it is found at all."""
    found = re.search(pattern, words)
    if found is None or not found[0].strip():
        return 0.0
    return max(0.34, len(found[0].strip()) / len(words))


def _score_title(spec: TableSpec, words: str, title: str, number: str) -> float:
    known = set(spec.numbers.values())
    bonus = 0.0
    if number:
        bonus = _NUMBER_BONUS if number in known else _OTHER_NUMBER
    if title in _own_words(spec.title) or title == spec.key:
        return _CEILING + min(bonus, 0.0)
    score = max(_coverage_of_title(pattern, text) for pattern in spec.patterns for text in (title, words))
    if not score:
        return _NUMBER_ALONE if bonus > 0 else 0.0
    return min(0.99, max(0.0, score + bonus))


def _coverage_of_title(pattern: str, title: str) -> float:
    found = re.search(pattern, title)
    if found is None:
        return 0.0
    return 0.3 + 0.6 * len(found[0].strip()) / len(title)


def _find_number(words: str) -> str:
    """The template's number in a title, in its usual form; empty where there is none."""
    if found := _INVESTMENT_NUMBER.search(words):
        return f"IP-{found[1].upper()}{found[2]}"
    found = _PLAN_NUMBER.search(words)
    return f"{found[1].upper()}-{found[2]}.{found[3]}" if found else ""


def _generation(spec: TableSpec, number: str) -> Generation | None:
    told = [generation for generation in Generation if number and spec.numbers.get(generation) == number]
    return told[0] if len(told) == 1 else None


def _own_words(label: Text) -> frozenset[str]:
    """The label in every language of the portal; kept by identity, for a lazy text equals others by language."""
    kept = _OWN_WORDS.get(id(label))
    if kept is None or kept[0] is not label:
        kept = _OWN_WORDS[id(label)] = (label, frozenset(map(plain_words, _translations(label))))
    return kept[1]


def _translations(label: Text) -> list[str]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(label))
    return found
