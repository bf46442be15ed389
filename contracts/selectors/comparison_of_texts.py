"""What differs between the texts and the clauses of two documents, and whom changed clauses bind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from contracts.enums import PartyRole
from contracts.models import PaperSignature
from contracts.tables import SECTIONS
from core.canonical import texts_sha256
from core.text_diff import Piece, word_diff

CONTEXT_LETTERS = 160
"""How much of an unchanged passage is shown on each side of a change."""

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs in one language, as the pieces that lead from one to the other."""

    title: str
    language: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class PartyChange:
    """A party whose clauses changed: which ones, and who had signed the earlier ones on paper."""

    name: str
    clauses: list[str]
    signed_by: list[str]


def compare_texts(before: Document, after: Document) -> list[TextChange]:
    """The vision and the sections that differ, in the order of the contract."""
    old, new = ({one["key"]: one["body"] for one in document["sections"]} for document in (before, after))
    changes = text_changes(_("Vision"), before["version"].get("vision"), after["version"].get("vision"))
    for spec in SECTIONS:
        changes += text_changes(str(spec.title), old.get(spec.key), new.get(spec.key))
    return changes


def compare_clauses(before: Document, after: Document) -> dict[str, list[TextChange]]:
    """The clauses that were added, taken out, or say something else, by their key."""
    old, new = _clauses(before), _clauses(after)
    changed = {}
    for key in {**old, **new}:
        if texts_sha256(_text_of(old.get(key))) != texts_sha256(_text_of(new.get(key))):
            changed[key] = text_changes(key, _text_of(old.get(key)), _text_of(new.get(key)))
    return changed


def _clauses(document: Document) -> dict[str, Mapping[str, Any]]:
    return {row["cells"]["key"]: row["cells"] for row in document["tables"].get("clauses", [])}


def _text_of(clause: Mapping[str, Any] | None) -> Mapping[str, str]:
    return (clause or {}).get("text") or {}


def text_changes(
    title: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> list[TextChange]:
    """A translated text once for each language in which it differs."""
    pairs = [
        (code, (old or {}).get(code, ""), (new or {}).get(code, "")) for code, _name in settings.LANGUAGES
    ]
    return [
        TextChange(title, code, _shorten(word_diff(before, after)))
        for code, before, after in pairs
        if before != after
    ]


def _shorten(pieces: list[Piece]) -> list[Piece]:
    """Keep of what is the same only what stands next to a change."""
    shortened: list[Piece] = []
    for place, (kind, text) in enumerate(pieces):
        if kind != "same" or len(text) <= 2 * CONTEXT_LETTERS:
            shortened.append((kind, text))
            continue
        start = text[:CONTEXT_LETTERS] if place else ""
        end = text[-CONTEXT_LETTERS:] if place < len(pieces) - 1 else ""
        shortened.append(("same", f"{start} […] {end}"))
    return shortened


def compare_parties(
    changed: Iterable[str], before: Document, after: Document, signed: Iterable[PaperSignature]
) -> list[PartyChange]:
    """The parties that changed clauses bind, each with the people who had `signed` the earlier ones on paper."""
    keys, signatures = list(changed), list(signed)
    if not keys:
        return []
    binds = {key: _bound_by(key, before, after) for key in keys}
    found = []
    for name in _party_names((before, after), signatures):
        own = [key for key in keys if binds[key] & {"", name}]
        people = [
            one.person for one in signatures if str(one.party) == name and one.clause_hashes.keys() & set(own)
        ]
        if own:
            found.append(PartyChange(name, own, people))
    return found


def _bound_by(key: str, *documents: Document) -> set[str]:
    """The party that a clause binds alone in either document; empty where it binds all."""
    found = (_clauses(document).get(key) for document in documents)
    return {clause.get("party") or "" for clause in found if clause is not None}


def _party_names(documents: Iterable[Document], signed: Iterable[PaperSignature]) -> list[str]:
    """The signatories of both versions and whoever signed the earlier one, each once."""
    rows = [row["cells"] for document in documents for row in document["tables"].get("signatories", [])]
    listed = [
        cells.get("organisation_name", "")
        for cells in rows
        if cells.get("role") in (None, "", PartyRole.SIGNATORY)
    ]
    return [name for name in dict.fromkeys([*listed, *(str(one.party) for one in signed)]) if name]
