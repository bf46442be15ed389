"""The clauses that parties sign, and the places where they sign."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import PartyRole
from core.richtext import parse_blocks
from exchange.papers.headings import fit_headings
from exchange.papers.texts import language_name, pick_text
from exchange.papers.words import Extras, PaperSignature, format_iso_day

LEVEL = 3
Piece = dict[str, Any]


def clause_piece(document: Mapping[str, Any], language: str) -> Iterator[Piece]:
    """All clauses in their order, each in words of its language."""
    clauses = [
        _clause(cells, language, number)
        for number, cells in enumerate(
            (row["cells"] for row in document["tables"].get("clauses", [])), start=1
        )
    ]
    if clauses:
        yield {"kind": "clauses", "clauses": clauses}


def signature_piece(document: Mapping[str, Any], extras: Extras) -> Iterator[Piece]:
    """A place for each party, with the signature that the city has recorded where there is one."""
    parties = [row["cells"] for row in document["tables"].get("signatories", [])]
    if not parties:
        return
    yield {"kind": "heading", "level": LEVEL, "title": _("Signatures of the parties")}
    yield {
        "kind": "signatures",
        "lead": _("Each party signs the clauses above as they stand in this version."),
        "words": {"signature": _("Signature"), "place-date": _("Place and date")},
        "parties": [_party(cells, extras["signatures"]) for cells in parties],
    }


def _clause(cells: Mapping[str, Any], language: str, number: int) -> Piece:
    spoken = pick_text(cells.get("text"), language)
    notes = []
    if cells.get("party"):
        notes.append(_("Binds only: %(party)s.") % {"party": cells["party"]})
    if spoken.language != language and spoken.text:
        words = _("This text is not translated; it is in its own language: %(language)s.")
        notes.append(words % {"language": language_name(spoken.language)})
    return {
        "title": _("Clause %(number)s · %(key)s") % {"number": number, "key": cells.get("key") or number},
        "binds": " ".join(notes),
        "language": spoken.language,
        "blocks": fit_headings(parse_blocks(spoken.text), below=LEVEL),
    }


def _party(cells: Mapping[str, Any], signatures: Sequence[PaperSignature]) -> Piece:
    name = cells.get("organisation_name") or ""
    signed = [one for one in signatures if one["party"] == name]
    return {
        "organisation": name,
        "role": str(PartyRole(cells["role"]).label) if cells.get("role") in PartyRole.values else "",
        "persons": [] if signed else _persons(cells),
        "signed": "\n".join(_signed_words(one) for one in signed),
    }


def _persons(cells: Mapping[str, Any]) -> list[str]:
    """Each person who signs with the position, as far as readers may know them."""
    names = [one.strip() for one in (cells.get("person_names") or "").split(";")]
    positions = [one.strip() for one in (cells.get("person_positions") or "").split(";")]
    places = range(max(len(names), len(positions)))
    pairs = [(names[place : place + 1] or [""], positions[place : place + 1] or [""]) for place in places]
    return [
        words for name, position in pairs if (words := ", ".join(one for one in (*name, *position) if one))
    ]


def _signed_words(one: PaperSignature) -> str:
    who = ", ".join(word for word in (one["person"], one["position"]) if word)
    day = format_iso_day(one["signed_on"])
    return (
        _("Signed on paper by %(who)s on %(date)s") % {"who": who, "date": day}
        if who
        else (_("Signed on paper on %(date)s") % {"date": day})
    )
