"""Markdown becomes plain blocks and sanitised HTML, whatever it holds."""

import time
from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from core.richtext import ATTRIBUTES, CLASSES, TAGS, parse_blocks, plain_text, render_html, runs_text


def test_parse_blocks_tells_headings_and_marks():
    assert parse_blocks("## Aria\n\nMeno *auto*, **più `bus`** e [fonti](https://example.eu).") == [
        {"kind": "heading", "level": 2, "runs": [{"text": "Aria"}]},
        {
            "kind": "paragraph",
            "runs": [
                {"text": "Meno "},
                {"text": "auto", "emphasis": True},
                {"text": ", "},
                {"text": "più ", "strong": True},
                {"text": "bus", "strong": True, "code": True},
                {"text": " e "},
                {"text": "fonti", "link": "https://example.eu"},
                {"text": "."},
            ],
        },
    ]


def test_parse_blocks_nests_lists_and_quotes():
    inner = {"kind": "paragraph", "runs": [{"text": "b"}]}
    assert parse_blocks("3. a\n   - b\n\n> b") == [
        {
            "kind": "list",
            "ordered": True,
            "start": 3,
            "items": [
                [
                    {"kind": "paragraph", "runs": [{"text": "a"}]},
                    {"kind": "list", "ordered": False, "start": 1, "items": [[inner]]},
                ]
            ],
        },
        {"kind": "quote", "blocks": [inner]},
    ]


def test_parse_blocks_reads_tables_with_their_alignment():
    assert parse_blocks("|Anno|t|\n|:-:|-:|\n|2030|5|\n|2031|\n") == [
        {
            "kind": "table",
            "align": ["center", "right"],
            "header": [[{"text": "Anno"}], [{"text": "t"}]],
            "rows": [[[{"text": "2030"}], [{"text": "5"}]], [[{"text": "2031"}], []]],
        }
    ]


def test_parse_blocks_keeps_code_rules_and_breaks():
    assert parse_blocks("a\\\nb\nc\n\n---\n\n```\nx = 1\n```\n\n[z]: https://z.eu") == [
        {"kind": "paragraph", "runs": [{"text": "a\nb c"}]},
        {"kind": "rule"},
        {"kind": "code", "text": "x = 1"},
    ]


def test_render_html_shifts_headings_and_names_links():
    text = "# A\n\n##### B\n\n[c](https://c.eu) [d](mailto:d@d.eu)"
    assert render_html(text, top_heading=3) == (
        "<h3>A</h3>\n<h6>B</h6>\n"
        '<p><a href="https://c.eu" rel="nofollow noopener noreferrer">c</a> '
        '<a href="mailto:d@d.eu" rel="nofollow noopener noreferrer">d</a></p>\n'
    )


def test_render_html_aligns_with_classes_and_gives_headers_a_scope():
    assert render_html("|A|B|\n|-|-:|\n|1|2|") == (
        '<table class="table">\n<thead>\n<tr>\n<th scope="col">A</th>\n<th class="text-end" scope="col">B</th>\n'
        '</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td class="text-end">2</td>\n</tr>\n</tbody>\n</table>\n'
    )


def test_plain_text_has_a_line_for_each_block():
    text = "# A\n\n- b\n- **c**\n\n> d\n\n|e|f|\n|-|-|\n|g|h|\n\n    i"
    assert plain_text(text) == "A\nb\nc\nd\ne f\ng h\ni"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](JaVaScRiPt&colon;alert(1))", "<p>[a](JaVaScRiPt:alert(1))</p>\n"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>\n"),
        ("[a](//evil.example)", "<p>[a](//evil.example)</p>\n"),
        ("[a](/it/esci/)", "<p>[a](/it/esci/)</p>\n"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>\n"),
        ("![alt <i>](https://x.eu/p.png)", "<p>alt &lt;i&gt;</p>\n"),
        ("`<img src=x>`", "<p><code>&lt;img src=x&gt;</code></p>\n"),
        ("```html onload=x\n<p>\n```", "<pre><code>&lt;p&gt;\n</code></pre>\n"),
        ("<!-- a --> &amp;lt;", "<p>&lt;!-- a --&gt; &amp;lt;</p>\n"),
    ],
)
def test_render_html_shows_hostile_text_as_text(text, html):
    assert render_html(text) == html


class _Seen(HTMLParser):
    """Gathers the tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[tuple[str, list]] = []

    def handle_starttag(self, tag, attrs):
        allowed = ATTRIBUTES.get(tag, set()) | ({"class"} if tag in CLASSES else set())
        allowed |= {"rel"} if tag == "a" else set()
        if tag not in TAGS or {name for name, _value in attrs} - allowed:
            self.strange.append((tag, attrs))


PIECES = [
    "<",
    ">",
    "[",
    "](",
    ")",
    "javascript:",
    "*",
    "`",
    "|",
    "-|-",
    "\n",
    "> ",
    "- ",
    "&#x6a;",
    '"',
    "<img src=x ",
    "a",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join))
def test_render_html_never_lets_a_strange_tag_or_attribute_pass(text):
    seen = _Seen()
    seen.feed(render_html(text))
    assert seen.strange == []


@pytest.mark.parametrize(
    "text",
    [
        "La città si **impegna** con [fonti](https://example.eu).\n\n" * 20_000,
        "[" * 1_000_000,
        "> " * 500_000,
        "a**" * 330_000,
        "- a\n" * 250_000,
        "|" * 1_000_000,
        "".join("  " * depth + "- a\n" for depth in range(1000)),
        "_a__b" * 200_000,
    ],
    ids=["prose", "brackets", "quotes", "stars", "items", "pipes", "nested", "underscores"],
)
@pytest.mark.parametrize("read", [parse_blocks, render_html])
def test_a_megabyte_takes_less_than_a_second_of_the_processor(read, text):
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 1


def test_a_spilt_text_keeps_its_paragraphs_and_is_escaped():
    text = "<i>*a*</i>\n\n" * 20_000
    shown = render_html(text)
    assert isinstance(shown, SafeString)
    assert shown.split("\n")[0] == "<p>&lt;i&gt;*a*&lt;/i&gt;</p>"
    assert len(parse_blocks(text)) == 20_000


def test_runs_text_joins_the_words():
    assert runs_text([{"text": "a "}, {"text": "b", "strong": True}]) == "a b"
