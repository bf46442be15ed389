"""The texts of the contract as DOCX, for those who must paste them elsewhere; the tables are in the workbook."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from contracts.tables import SECTIONS, Part, SectionSpec, find_table
from core.richtext import parse_blocks
from exchange.papers.headings import fit_headings
from exchange.papers.texts import Spoken, language_name, pick_text
from exchange.papers.word_blocks import write_blocks

FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
ZIP_DATE = (2000, 1, 1, 0, 0, 0)
"""Dates that every file bears, so that the same texts give the same bytes."""
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEADING_COLOUR = RGBColor(0x17, 0x32, 0x4D)
SECTION_LEVEL = 3


def render_docx(document: Mapping[str, Any], *, language: str) -> bytes:
    """The texts of a document that is masked already; the same document gives the same bytes."""
    with translation.override(language):
        writer = _Writer(_begin(document, language), document, language)
        for part in Part:
            writer.write_part(part)
    stream = io.BytesIO()
    writer.word.save(stream)
    return _fix_dates(stream.getvalue())


def clean_xml(value: Any) -> Any:
    """Plain data without the characters that XML cannot hold."""
    if isinstance(value, str):
        return NOT_IN_XML.sub("", value)
    if isinstance(value, Mapping):
        return {key: clean_xml(one) for key, one in value.items()}
    return [clean_xml(one) for one in value] if isinstance(value, list) else value


def _begin(document: Mapping[str, Any], language: str) -> WordDocument:
    word = docx.Document()
    city = clean_xml(pick_text(document["city"]["names"], language).text)
    number = document["version"]["number"]
    title = _("%(city)s: Climate City Contract, version %(number)s") % {"city": city, "number": number}
    _describe(word, title, city, language)
    _set_styles(word, language)
    word.add_heading(title, level=0)
    word.add_paragraph(_("The texts of the contract. Its tables are in the workbook of the same version."))
    return word


def _describe(word: WordDocument, title: str, author: str, language: str) -> None:
    """What the file says of itself: nothing of this machine, and no date of today."""
    properties = word.core_properties
    properties.title, properties.author, properties.language = title, author, language
    properties.comments, properties.last_modified_by, properties.revision = "", author, 1
    properties.created = properties.modified = FIXED_DATE


def _set_styles(word: WordDocument, language: str) -> None:
    normal = word.styles["Normal"]
    normal.font.size = Pt(11)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), {"it": "it-IT", "en": "en-GB"}.get(language, language))
    normal.element.get_or_add_rPr().append(spoken)
    for level in range(1, 7):
        word.styles[f"Heading {level}"].font.color.rgb = HEADING_COLOUR


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes sections of a document at the end of a word processor's file."""

    word: WordDocument
    document: Mapping[str, Any]
    language: str

    def write_part(self, part: Part) -> None:
        """One of the three documents, without the sections that have neither text nor rows."""
        group = ""
        for place, (spec, spoken, tables) in enumerate(self._told(part)):
            if place == 0:
                self.word.add_heading(str(part.label), level=1)
            if str(spec.group) not in (group, str(part.label)):
                self.word.add_heading(str(spec.group), level=2)
            group = str(spec.group)
            level = 2 if group == str(part.label) else SECTION_LEVEL
            self.word.add_heading(f"{spec.number()} {spec.title}".strip(), level=level)
            self._write_text(spoken, level)
            for key in tables:
                self._write_table(key, level)

    def _told(self, part: Part) -> Iterator[tuple[SectionSpec, Spoken, list[str]]]:
        """Each section that has something to tell, with its text and the tables that have rows."""
        bodies = {section["key"]: section for section in self.document["sections"]}
        for spec in (section for section in SECTIONS if section.part == part):
            section = bodies.get(spec.key, {})
            spoken = pick_text(section.get("body"), self.language, section.get("source_language") or "")
            tables = [key for key in spec.tables if self.document["tables"].get(key)]
            if spoken.text.strip() or tables:
                yield spec, spoken, tables

    def _write_text(self, spoken: Spoken, level: int) -> None:
        if not spoken.text.strip():
            return
        if spoken.language != self.language:
            words = _("This text is not translated; it is in its own language: %(language)s.")
            note = words % {"language": language_name(spoken.language)}
            self.word.add_paragraph().add_run(note).italic = True
        write_blocks(self.word, clean_xml(fit_headings(parse_blocks(spoken.text), below=level)))

    def _write_table(self, key: str, level: int) -> None:
        """Clauses in full; of the other tables, where they are."""
        if key == "clauses":
            for row in self.document["tables"][key]:
                self._write_clause(clean_xml(row["cells"]), level + 1)
            return
        spec = find_table(key)
        words = _("Table in the workbook: %(table)s.")
        shown = f"{spec.number()} {spec.title}".strip()
        self.word.add_paragraph().add_run(words % {"table": shown}).italic = True

    def _write_clause(self, cells: Mapping[str, Any], level: int) -> None:
        self.word.add_heading(str(cells.get("key") or ""), level=level)
        if cells.get("party"):
            self.word.add_paragraph(_("Binds only: %(party)s.") % {"party": cells["party"]})
        self._write_text(pick_text(cells.get("text"), self.language), level)


def _fix_dates(packed: bytes) -> bytes:
    """The same archive whose files all bear one date."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return stream.getvalue()
