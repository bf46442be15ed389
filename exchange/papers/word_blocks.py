"""Blocks of core.richtext as paragraphs, lists and tables of a word processor."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

DEEPEST_LIST = 3
"""The list styles that the word processor's own template has."""
LINK_COLOUR = RGBColor(0x00, 0x59, 0xB3)
ALIGNMENTS = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER, "left": None}
MONOSPACED = "Courier New"
INDENT = Cm(0.75)


def write_blocks(word: WordDocument, blocks: Sequence[Mapping[str, Any]], *, indent: int = 0) -> None:
    """Write blocks at the end of the document."""
    for block in blocks:
        match block["kind"]:
            case "heading":
                _write_runs(word.add_heading(level=block["level"]), block["runs"])
            case "paragraph":
                _write_runs(_indented(word.add_paragraph(), indent), block["runs"])
            case "list":
                _write_list(word, block, depth=1)
            case "quote":
                write_blocks(word, block["blocks"], indent=indent + 1)
            case "table":
                _write_table(word, block)
            case "code":
                _indented(word.add_paragraph(), indent).add_run(block["text"]).font.name = MONOSPACED
            case _:
                word.add_paragraph()


def _indented(paragraph: Paragraph, indent: int) -> Paragraph:
    if indent:
        paragraph.paragraph_format.left_indent = INDENT * indent
    return paragraph


def _write_list(word: WordDocument, block: Mapping[str, Any], *, depth: int) -> None:
    """A list of its own: numbers begin anew where the text says so, and go on in no other list."""
    kind = "List Number" if block["ordered"] else "List Bullet"
    shown = min(depth, DEEPEST_LIST)
    style = kind if shown == 1 else f"{kind} {shown}"
    numbering = _new_numbering(word, style, block["start"]) if block["ordered"] else None
    for item in block["items"]:
        _write_item(word, item, style, numbering, depth)


def _write_item(
    word: WordDocument, item: Sequence[Mapping[str, Any]], style: str, numbering: int | None, depth: int
) -> None:
    """An item's first paragraph carries the mark; what follows is indented below it."""
    marked, rest = (item[0]["runs"], item[1:]) if item and item[0]["kind"] == "paragraph" else ([], item)
    paragraph = word.add_paragraph(style=style)
    if numbering is not None:
        _number(paragraph, numbering)
    _write_runs(paragraph, marked)
    for block in rest:
        if block["kind"] == "list":
            _write_list(word, block, depth=depth + 1)
        else:
            write_blocks(word, [block], indent=depth)


def _new_numbering(word: WordDocument, style: str, start: int) -> int:
    """The id of a numbering that looks like the style's own and begins at `start`."""
    own = word.styles[style].element.pPr.numPr.numId.val
    numbering = word.part.numbering_part.element
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == own)
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(val=start)
    return int(fresh.numId)


def _number(paragraph: Paragraph, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - the library has no other way
    properties.get_or_add_numId().val = numbering
    properties.get_or_add_ilvl().val = 0


def _write_table(word: WordDocument, block: Mapping[str, Any]) -> None:
    table = word.add_table(rows=0, cols=len(block["header"]), style="Table Grid")
    for place, row in enumerate([block["header"], *block["rows"]]):
        cells = table.add_row().cells
        for cell, runs, align in zip(cells, row, block["align"], strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = ALIGNMENTS[align]
            _write_runs(paragraph, [run | {"strong": True} for run in runs] if place == 0 else runs)
    _repeat_header(table.rows[0])
    word.add_paragraph()


def _repeat_header(row: Any) -> None:
    """Mark the first row as header, for those who listen and for tables over several pages."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - the library has no other way


def _write_runs(paragraph: Paragraph, runs: Sequence[Mapping[str, Any]]) -> None:
    for one in runs:
        run = paragraph.add_run(one["text"])
        run.bold, run.italic = one.get("strong"), one.get("emphasis")
        if one.get("code"):
            run.font.name, run.font.size = MONOSPACED, Pt(10)
        if "link" in one:
            _link(paragraph, run, one["link"])


def _link(paragraph: Paragraph, run: Run, address: str) -> None:
    """Put a run into a link to an address outside the document."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run.font.color.rgb, run.font.underline = LINK_COLOUR, True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    element = run._r  # noqa: SLF001 - the library has no other way
    link.append(deepcopy(element))
    paragraph._p.replace(element, link)  # noqa: SLF001 - the library has no other way
