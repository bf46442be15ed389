"""The contract as PDF: what is printed, what it promises to those who listen, and that nothing in it runs."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from bench.paper_document import make_document, make_extras
from contracts.documents import document_sha256
from core.typesetting import PaperFailed
from exchange.papers.frame import build_paper
from exchange.papers.pdf import render_pdf, typeset_paper


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def one_section(body, **languages):
    document = make_document(actions=0, rows=0)
    section = {
        "key": "plan.summary",
        "body": languages or {"it": body},
        "visibility": "public",
        "source_language": "it",
    }
    return document | {"sections": [section]}


def with_policies(*names):
    document = make_document(actions=0, rows=0) | {"sections": []}
    rows = [
        {"id": str(place), "cells": {"name": {"it": name}}, "hidden": {}} for place, name in enumerate(names)
    ]
    return document | {"tables": {"policies": rows}}


@pytest.fixture(scope="module")
def document():
    whole = make_document(actions=3, rows=2)
    return whole | {"sections": whole["sections"][::6]}


@pytest.fixture(scope="module")
def pdf(document):
    return render_pdf(document, language="it", extras=make_extras())


def test_the_same_version_gives_the_same_bytes(document, pdf):
    assert render_pdf(document, language="it", extras=make_extras()) == pdf


def test_the_file_is_tagged_and_says_its_language(pdf):
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert root["/Lang"] == "it"


def test_the_file_claims_both_standards(pdf):
    told = read(pdf).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told


def _tags(node, found):
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for one in node:
            _tags(one, found)
    elif isinstance(node, dict):
        found.append(node)
        _tags(node.get("/K", []), found)
    return found


def test_tables_headings_and_drawings_are_tagged(pdf):
    tags = _tags(read(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    kinds = {tag.get("/S") for tag in tags}
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/H3", "/L", "/P", "/Figure", "/Caption"} <= kinds
    assert {tag.get("/Alt") for tag in tags if tag.get("/S") == "/Figure"} == {"Da 100 a 20."}
    headers = [tag for tag in tags if tag.get("/S") == "/TH"]
    assert {str(tag["/A"][0].get_object().get("/Scope")) for tag in headers} == {"/Column"}


def test_cover_sections_and_last_page_are_printed(document, pdf):
    first, contents, last = (read(pdf).pages[place].extract_text() for place in (0, 1, -1))
    assert "Borgo" in first
    assert "1 marzo 2026" in first
    assert document_sha256(document) in last
    assert "https://portal.example/it/c/borgo/contratto/v2/#verification" in last
    assert "A-2.1" in contents


def test_draft_and_training_are_said_on_every_page():
    extras = make_extras(is_draft=True, is_training=True)
    pages = read(render_pdf(one_section("Testo"), language="en", extras=extras)).pages
    assert [page.extract_text().lower().count("draft") > 0 for page in pages] == [True] * len(pages)
    assert ["invented" in page.extract_text() for page in pages] == [True] * len(pages)


def test_a_missing_translation_is_printed_in_its_own_language_and_says_so():
    printed = text_of(render_pdf(one_section("Solo italiano."), language="en", extras=make_extras()))
    assert "Solo italiano." in printed
    assert "not translated" in printed


def test_a_translation_that_is_there_is_printed_alone():
    document = one_section("", it="Testo italiano.", en="English text.")
    printed = text_of(render_pdf(document, language="en", extras=make_extras()))
    assert "English text." in printed
    assert "Testo italiano." not in printed


HOSTILE = [
    '#read("/etc/passwd")',
    '#import "style.typ": *',
    "= Titolo <etichetta> @etichetta $x$ *b* `c`",
    "\\u{41} \\ #{} [[",
]


def test_markup_of_the_typesetter_is_printed_as_it_was_typed():
    printed = text_of(render_pdf(with_policies(*HOSTILE), language="it", extras=make_extras()))
    squeezed = "".join(printed.replace("\u200b", "").split())
    assert [text for text in HOSTILE if "".join(text.split()) not in squeezed] == []


def test_what_no_font_has_is_printed_as_its_code_point():
    printed = text_of(
        render_pdf(with_policies("a😀b", "c日d", "e\ue000f"), language="it", extras=make_extras())
    )
    for shown in ("a[U+1F600]b", "c[U+65E5]d", "e[U+E000]f"):
        assert shown in printed


def test_control_characters_and_other_scripts_do_not_break_a_paper():
    names = ("a\x00\x07b", "שלום", "مرحبا", "\u202ec\u202c", "d\u200d\ufeffe")
    printed = text_of(render_pdf(with_policies(*names), language="it", extras=make_extras()))
    assert "ab" in printed
    assert "שלום" in printed or "םולש" in printed


def test_half_a_character_does_not_break_a_paper():
    paper = build_paper(one_section("Testo"), language="it", extras=make_extras())
    entries = [{"kind": "note", "text": "a\ud800b"}]
    pdf = typeset_paper(paper | {"parts": [{"title": "Parte", "entries": entries}]}, timestamp=0)
    assert "a?b" in text_of(pdf)


def test_a_megabyte_in_a_cell_is_cut_with_a_word():
    printed = text_of(render_pdf(with_policies("#" * 1_000_000), language="en", extras=make_extras()))
    assert "cut here" in " ".join(printed.split())


def test_a_megabyte_of_text_is_not_cut():
    paper = build_paper(one_section("parola " * 150_000), language="en", extras=make_extras())
    [text] = [one for one in paper["parts"][0]["entries"] if one["kind"] == "text"]
    assert sum(len(run["text"]) for block in text["blocks"] for run in block["runs"]) == 150_000 * 7 - 1


def test_a_runaway_is_stopped_with_a_clear_error():
    paper = build_paper(one_section("Testo"), language="en", extras=make_extras())
    blocks = [{"kind": "paragraph", "runs": [{"text": "word " * 200}]}] * 20_000
    entries = [{"kind": "text", "language": "en", "blocks": blocks}]
    with translation.override("en"), pytest.raises(PaperFailed) as stopped:
        typeset_paper(
            paper | {"parts": [{"title": "Part", "entries": entries}]},
            timestamp=0,
            seconds=2,
            wall_seconds=10,
        )
    assert (
        str(stopped.value) == "The paper takes too long to typeset. Shorten its longest texts and try again."
    )


def test_what_the_typesetter_refuses_is_told_to_the_administrator():
    with translation.override("en"), pytest.raises(PaperFailed) as refused:
        typeset_paper({"language": "it", "title": "x"}, timestamp=0)
    assert str(refused.value) == "The paper could not be typeset; the administrators see why."
    assert "dictionary does not contain key" in refused.value.detail
