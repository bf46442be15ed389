"""The contract's texts as DOCX."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from bench.paper_document import make_document
from exchange.papers.docx import render_docx


def written(body, language="it"):
    document = make_document(actions=0, rows=0)
    section = {"key": "plan.summary", "body": {"it": body}, "visibility": "public", "source_language": "it"}
    made = render_docx(document | {"sections": [section]}, language=language)
    return docx.Document(io.BytesIO(made))


def shown(word):
    """Style and text of what follows the section's own heading."""
    return [(one.style.name, one.text) for one in word.paragraphs][5:]


def test_the_same_texts_give_the_same_bytes():
    document = make_document(actions=2, rows=2)
    assert render_docx(document, language="en") == render_docx(document, language="en")


def test_headings_lists_and_paragraphs_keep_their_styles():
    word = written("# Aria\n\nTesto\n\n- a\n  1. b\n\n> c")
    assert shown(word) == [
        ("Heading 4", "Aria"),
        ("Normal", "Testo"),
        ("List Bullet", "a"),
        ("List Number 2", "b"),
        ("Normal", "c"),
    ]


def test_numbers_begin_anew_in_every_list():
    word = written("3. a\n4. b\n\nx\n\n1. c")
    numberings = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]
    assert numberings[0] == numberings[1] != numberings[2]
    starts = [
        num.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val"))
        for num in word.part.numbering_part.element.num_lst
        if num.numId in numberings
    ]
    assert starts == ["3", "1"]


def test_a_link_leads_outside():
    word = written("[fonti](https://example.eu/a)")
    [link] = word.paragraphs[-1].hyperlinks
    assert (link.text, link.address) == ("fonti", "https://example.eu/a")


def test_a_table_of_a_text_has_a_header_and_its_alignment():
    [table] = written("|A|B|\n|-|-:|\n|1|2|").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "B"], ["1", "2"]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")).get(qn("w:val")) == "true"
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, 2]


def test_a_text_in_another_language_says_so():
    word = written("Testo", language="en")
    assert [text for _style, text in shown(word)] == [
        "This text is not translated; it is in its own language: Italian.",
        "Testo",
    ]


def test_the_file_says_nothing_of_this_machine():
    properties = written("Testo").core_properties
    assert (properties.author, properties.last_modified_by, properties.created.year) == (
        "Borgo",
        "Borgo",
        2000,
    )


@pytest.mark.parametrize("text", ["a\x00\x0bb", "</w:t><w:p/>", "a\ud800b", "😀 שלום"])
def test_hostile_texts_are_written_as_text(text):
    word = written(text)
    assert len(shown(word)) == 1
