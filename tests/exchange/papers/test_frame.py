"""What a paper is made of, before it is typeset."""

from django.utils import translation

from bench.paper_document import make_document, make_extras
from contracts.tables import SECTIONS, find_section
from core.richtext import parse_blocks
from exchange.papers.charts import chart_pieces
from exchange.papers.frame import build_paper, turn_together
from exchange.papers.headings import fit_headings
from exchange.papers.signing import clause_piece, signature_piece
from exchange.papers.words import closing_page, cover_page, running_lines


def paragraph(text, **marks):
    return {"kind": "paragraph", "runs": [{"text": text, **marks}]}


def headings(paper):
    entries = [entry for part in paper["parts"] for entry in part["entries"]]
    flat = [one for entry in entries for one in entry.get("pieces", [entry])]
    return [one["title"] for one in flat if one["kind"] == "heading"]


def levels(markdown, below):
    return [block["level"] for block in fit_headings(parse_blocks(markdown), below=below)]


def test_fit_headings_skips_no_level():
    assert levels("# a\n\n### b\n\n###### c\n\n## d\n\n# e", below=3) == [4, 5, 6, 5, 4]


def test_fit_headings_never_goes_below_the_lowest():
    assert levels("# a\n\n## b\n\n### c\n\n#### d", below=4) == [5, 6, 6, 6]


def test_fit_headings_makes_strong_paragraphs_inside_quotes_and_items():
    [quote, items] = fit_headings(parse_blocks("> # a\n\n- # b"), below=2)
    assert quote["blocks"] == [paragraph("a", strong=True)]
    assert items["items"] == [[paragraph("b", strong=True)]]


def test_sections_stand_in_the_order_of_the_contract():
    paper = build_paper(make_document(actions=2, rows=2), language="en", extras=make_extras())
    told = headings(paper)
    with translation.override("en"):
        wanted = [f"{spec.number('v2')} {spec.title}".strip() for spec in SECTIONS]
    assert [title for title in told if title in wanted] == wanted


def test_sections_bear_the_numbers_of_the_generation():
    paper = build_paper(make_document(actions=2, rows=2), language="en", extras=make_extras(generation="v1"))
    told = headings(paper)
    with translation.override("en"):
        title = f"A-2.3 {find_section('plan.gap').title}"
    assert told.count(title) == 1


def test_an_empty_document_has_no_parts():
    paper = build_paper(
        make_document(actions=0, rows=0) | {"sections": []}, language="en", extras=make_extras(charts={})
    )
    assert paper["parts"] == []


def test_withheld_sections_are_told_on_the_last_page():
    document = make_document(actions=0, rows=0) | {"withheld": ["plan.costs", "plan.gap"]}
    with translation.override("en"):
        lead = closing_page(document, make_extras(), "en", "0" * 64)["lead"]
    assert lead[1] == "2 sections are not in this paper because its readers may not see them."


def test_a_chart_keeps_its_own_words_and_needs_a_drawing():
    chart = {"title": "T", "subtitle": "S", "source": "F", "notes": ["n"], "svg_wide": ""}
    drawn = chart | {
        "svg_wide": '<svg width="450"><title>T</title><desc>A &lt; B</desc><text>CO₂e</text></svg>'
    }
    [piece] = chart_pieces("plan.gap", {"gap-waterfall": drawn, "sectors": drawn})
    assert (piece["alt"], piece["share"], piece["notes"]) == ("A < B", 0.6, ["n", "F"])
    assert piece["svg"] == (
        '<svg width="450"><text>CO<tspan baseline-shift="sub" font-size="70%">2</tspan>e</text></svg>'
    )
    assert list(chart_pieces("plan.gap", {"gap-waterfall": chart})) == []


def test_clauses_say_whom_they_bind_and_in_which_language():
    cells = {"key": "aria", "party": "ATM", "text": {"it": "Ci impegniamo."}}
    document = {"tables": {"clauses": [{"id": "1", "cells": cells, "hidden": {}}]}}
    with translation.override("en"):
        [piece] = clause_piece(document, "en")
    assert piece["clauses"] == [
        {
            "title": "Clause 1 · aria",
            "binds": "Binds only: ATM. This text is not translated; it is in its own language: Italian.",
            "language": "it",
            "blocks": [paragraph("Ci impegniamo.")],
        }
    ]


def test_a_recorded_signature_takes_the_place_of_the_line():
    cells = [
        {
            "organisation_name": "ATM",
            "role": "signatory",
            "person_names": "A; B",
            "person_positions": "President",
        },
        {"organisation_name": "Acque", "role": "signatory", "person_names": "C", "person_positions": None},
    ]
    document = {"tables": {"signatories": [{"id": "1", "cells": one, "hidden": {}} for one in cells]}}
    signed = {"party": "Acque", "person": "C", "position": "", "signed_on": "2026-03-02"}
    with translation.override("en"):
        _heading, piece = signature_piece(document, make_extras(signatures=[signed]))
    shown = [(one["organisation"], one["persons"], one["signed"]) for one in piece["parties"]]
    assert shown == [
        ("ATM", ["A, President", "B"], ""),
        ("Acque", [], "Signed on paper by C on 2 March 2026"),
    ]


def test_turned_neighbours_share_their_pages_and_take_their_headings_along():
    a, b, c = ({"kind": "heading", "level": 3, "title": title} for title in "abc")
    text, wide = {"kind": "text"}, {"kind": "table", "turned": True}
    assert turn_together([a, text, b, wide, c, wide, text, wide]) == [
        a,
        text,
        {"kind": "turned", "pieces": [b, wide, c, wide]},
        text,
        {"kind": "turned", "pieces": [wide]},
    ]


def facts(document, **others):
    with translation.override("en"):
        return [
            (one["label"], one["value"]) for one in cover_page(document, make_extras(**others), "en")["facts"]
        ]


def test_what_is_not_known_of_a_version_is_not_on_its_cover():
    document = make_document(actions=0, rows=1)
    assert facts(document, dated_on="", council_decision="") == [("Version", "2"), ("State", "submitted")]
    with translation.override("en"):
        foot = running_lines(document, make_extras(dated_on=""), "0123456789abcdef")["foot"]
    assert foot == "Version 2 · submitted · 0123456789ab"


def test_the_cover_counts_the_parties_that_signed():
    signed = {"party": "ATM", "person": "A", "position": "", "signed_on": "2026-03-02"}
    told = facts(make_document(actions=0, rows=3), signatures=[signed, signed | {"person": "B"}])
    assert told[-2:] == [
        ("Council decision", "14 of 20 February 2026"),
        ("Signatures", "1 of 3 parties have signed"),
    ]
