"""A document as a paper: everything its templates need, in words of one language; decided here, printed there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from contracts.documents import document_sha256
from contracts.tables import SECTIONS, Part, SectionSpec, find_table
from core.richtext import parse_blocks
from exchange.papers.charts import chart_pieces
from exchange.papers.headings import fit_headings
from exchange.papers.signing import clause_piece, signature_piece
from exchange.papers.tables import Piece, table_pieces
from exchange.papers.texts import language_name, pick_text
from exchange.papers.words import Extras, closing_page, cover_page, running_lines

SECTION_LEVEL = 3
Document = dict[str, Any]


def build_paper(document: Document, *, language: str, extras: Extras) -> dict[str, Any]:
    """The paper of a document in a language; the same document and extras give the same paper."""
    with translation.override(language):
        digest = document_sha256(document)
        return {
            "language": language,
            "words": {"contents": _("Contents")},
            **_properties(document, extras),
            "running": running_lines(document, extras, digest),
            "cover": cover_page(document, extras, language),
            "parts": list(_parts(document, extras, language)),
            "closing": closing_page(document, extras, language, digest),
        }


def _properties(document: Document, extras: Extras) -> dict[str, Any]:
    """What the file says of itself, and the words that stand on every page."""
    city = pick_text(document["city"]["names"], translation.get_language() or "").text
    number = document["version"]["number"]
    return {
        "title": _("%(city)s: Climate City Contract, version %(number)s") % {"city": city, "number": number},
        "author": city,
        "keywords": [_("Climate City Contract"), city],
        "description": _("Commitments, action plan and investment plan of the city."),
        "strip": str(_("Training city: everything is invented")) if extras["is_training"] else "",
        "draft": str(_("Draft")) if extras["is_draft"] else "",
    }


def _parts(document: Document, extras: Extras, language: str) -> Iterator[dict[str, Any]]:
    """The three documents in the order of the contract, without those that hold nothing."""
    bodies = {section["key"]: section for section in document["sections"]}
    for part in Part:
        sections = [section for section in SECTIONS if section.part == part]
        told = [
            (spec, pieces)
            for spec in sections
            if (pieces := list(_section_pieces(spec, bodies.get(spec.key), document, extras, language)))
        ]
        if told:
            yield {
                "title": str(part.label),
                "entries": turn_together(_entries(part, told, extras["generation"])),
            }


def _entries(part: Part, told: Sequence[tuple[SectionSpec, list[Piece]]], generation: str) -> Iterator[Piece]:
    """Headings and pieces in order; a group that is the whole part needs no heading of its own."""
    for group, members in groupby(told, key=lambda one: str(one[0].group)):
        alone = group == str(part.label)
        if not alone:
            yield {"kind": "heading", "level": 2, "title": group}
        for spec, pieces in members:
            title = f"{spec.number(generation)} {spec.title}".strip()
            yield {"kind": "heading", "level": 2 if alone else SECTION_LEVEL, "title": title}
            yield from pieces


def turn_together(entries: Iterable[Piece]) -> list[Piece]:
    """Neighbours that need the wide side of the sheet share their turned pages, with the headings right above them."""
    laid: list[Piece] = []
    for entry in entries:
        if not entry.get("turned"):
            laid.append(entry)
            continue
        headings: list[Piece] = []
        while laid and laid[-1]["kind"] == "heading":
            headings.insert(0, laid.pop())
        if laid and laid[-1]["kind"] == "turned":
            laid[-1]["pieces"] += [*headings, entry]
        else:
            laid.append({"kind": "turned", "pieces": [*headings, entry]})
    return laid


def _section_pieces(
    spec: SectionSpec, section: Mapping[str, Any] | None, document: Document, extras: Extras, language: str
) -> Iterator[Piece]:
    """Text, charts, tables and what parties sign, as far as the document has them."""
    if section:
        yield from _text_pieces(spec, section, language)
    yield from chart_pieces(spec.key, extras["charts"].get(language, {}))
    for key in spec.tables:
        if key == "clauses":
            yield from clause_piece(document, language)
        else:
            rows = document["tables"].get(key, [])
            yield from table_pieces(find_table(key), rows, language=language, generation=extras["generation"])
    if spec.key == "commitments.contract":
        yield from signature_piece(document, extras)


def _text_pieces(spec: SectionSpec, section: Mapping[str, Any], language: str) -> Iterator[Piece]:
    spoken = pick_text(section["body"], language, section.get("source_language") or "")
    if not spoken.text.strip():
        return
    if spoken.language != language:
        words = _("This text is not translated; it is in its own language: %(language)s.")
        yield {"kind": "note", "text": words % {"language": language_name(spoken.language)}}
    below = 2 if str(spec.group) == str(Part(spec.part).label) else SECTION_LEVEL
    blocks = fit_headings(parse_blocks(spoken.text), below=below)
    yield {"kind": "text", "language": spoken.language, "blocks": blocks}
