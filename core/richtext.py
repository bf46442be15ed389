"""Markdown as officers write it: plain blocks for papers, sanitised HTML for pages, bare text for search and e-mail."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]
Run = dict[str, Any]

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow noopener noreferrer"
TAGS = frozenset({"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a"}) | {
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
ALIGNED = {"text-align:right": "text-end", "text-align:center": "text-center"}
CLASSES = {"th": set(ALIGNED.values()), "td": set(ALIGNED.values()), "table": {"table"}}
ALIGN_WORDS = {"text-align:right": "right", "text-align:center": "center"}
LOWEST_HEADING = 6
CHARACTER_LIMIT, MARK_LIMIT = 150_000, 10_000
"""Texts with more characters or more marks are no prose but a spilt file or an attack: they keep their paragraphs and
are shown as typed. The parser needs about two seconds for a million characters and 0.1 ms for each mark."""
MARKS = re.compile(r"[\[\]()*_`<>|&\\!\n]")


class _Markdown(MarkdownIt):
    """CommonMark and tables; no raw HTML, no images, links only to the web and to mail."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table")

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Links of other schemes, and those that lead into this site, stay text."""
        try:
            return urlsplit(url).scheme.lower() in LINK_SCHEMES
        except ValueError:
            return False


_MARKDOWN = _Markdown()


def parse_blocks(markdown: str) -> list[Block]:
    """The blocks of a text as plain data.

    Kinds: `heading` (level, runs), `paragraph` (runs), `list` (ordered, start, items: blocks each), `quote` (blocks),
    `table` (align, header: runs each, rows), `code` (text), `rule`. A run is `{"text": …}` with `strong`, `emphasis`,
    `code` and `link` where they hold; a line break is a run whose text is one newline or ends in it.
    """
    if _is_spilt(markdown):
        return [{"kind": "paragraph", "runs": [{"text": text}]} for text in _bare_paragraphs(markdown)]
    return _blocks(SyntaxTreeNode(_tokens(markdown)))


def render_html(markdown: str, *, top_heading: int = 2) -> SafeString:
    """A text as sanitised HTML whose highest heading is `top_heading`, so that a page keeps its one `h1`."""
    if _is_spilt(markdown):
        return format_html_join("\n", "<p>{}</p>", ((text,) for text in _bare_paragraphs(markdown)))
    tokens = _tokens(markdown)
    _prepare(tokens, shift=top_heading - 1)
    cleaned = nh3.clean(
        _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=set(LINK_SCHEMES),
        link_rel=LINK_REL,
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned just above


def plain_text(markdown: str) -> str:
    """The words of a text without its markup, a line for each block, cells and items of a row apart by a space."""
    return "\n".join(line for line in _lines(parse_blocks(markdown)) if line)


def runs_text(runs: list[Run]) -> str:
    """The words of runs without their markup."""
    return "".join(run["text"] for run in runs)


def _tokens(markdown: str) -> list[Token]:
    """Parsed tokens; an image becomes the words that stand for it."""
    tokens = _MARKDOWN.parse(markdown)
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.type, child.tag, child.children = "text", "", None
    return tokens


def _prepare(tokens: list[Token], *, shift: int) -> None:
    """Shift headings, and say with classes and scopes what Markdown says with style attributes."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, LOWEST_HEADING)}"
        elif token.type == "table_open":
            token.attrSet("class", "table")
        elif token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style in ALIGNED:
                token.attrSet("class", ALIGNED[style])
            if token.type == "th_open":
                token.attrSet("scope", "col")


def _is_spilt(markdown: str) -> bool:
    return len(markdown) > CHARACTER_LIMIT or len(MARKS.findall(markdown)) > MARK_LIMIT


def _bare_paragraphs(markdown: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n[ \t]*\n", markdown) if part.strip()]


def _blocks(node: SyntaxTreeNode) -> list[Block]:
    return [block for child in node.children if (block := _block(child)) is not None]


def _block(node: SyntaxTreeNode) -> Block | None:
    """One block; what has no words (a link definition) is none."""
    read = _READERS.get(node.type)
    return read(node) if read else None


def _heading(node: SyntaxTreeNode) -> Block:
    return {"kind": "heading", "level": int(node.tag[1]), "runs": _inline(node)}


def _paragraph(node: SyntaxTreeNode) -> Block:
    return {"kind": "paragraph", "runs": _inline(node)}


def _quote(node: SyntaxTreeNode) -> Block:
    return {"kind": "quote", "blocks": _blocks(node)}


def _code(node: SyntaxTreeNode) -> Block:
    return {"kind": "code", "text": node.content.rstrip("\n")}


def _rule(_node: SyntaxTreeNode) -> Block:
    return {"kind": "rule"}


def _list(node: SyntaxTreeNode) -> Block:
    return {
        "kind": "list",
        "ordered": node.type == "ordered_list",
        "start": int(node.attrs.get("start", 1)),
        "items": [_blocks(item) for item in node.children],
    }


def _table(node: SyntaxTreeNode) -> Block:
    head, *bodies = node.children
    cells = head.children[0].children
    return {
        "kind": "table",
        "align": [ALIGN_WORDS.get(str(cell.attrs.get("style", "")), "left") for cell in cells],
        "header": [_inline(cell) for cell in cells],
        "rows": [[_inline(cell) for cell in row.children] for body in bodies for row in body.children],
    }


_READERS: dict[str, Callable[[SyntaxTreeNode], Block]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _code,
    "code_block": _code,
    "table": _table,
    "hr": _rule,
}


def _inline(node: SyntaxTreeNode) -> list[Run]:
    return _join([run for inline in node.children for run in _runs(inline, {})])


def _runs(node: SyntaxTreeNode, marks: Run) -> Iterator[Run]:
    """The pieces of a line with the marks that hold for them."""
    for child in node.children:
        match child.type:
            case "strong":
                yield from _runs(child, marks | {"strong": True})
            case "em":
                yield from _runs(child, marks | {"emphasis": True})
            case "link":
                yield from _runs(child, marks | {"link": str(child.attrs["href"])})
            case "code_inline":
                yield {"text": child.content} | marks | {"code": True}
            case "softbreak":
                yield {"text": " "} | marks
            case "hardbreak":
                yield {"text": "\n"} | marks
            case _:
                yield {"text": child.content} | marks


def _join(runs: list[Run]) -> list[Run]:
    """Neighbours with the same marks are one run."""
    joined: list[Run] = []
    for run in runs:
        if joined and {**joined[-1], "text": ""} == {**run, "text": ""}:
            joined[-1] = run | {"text": joined[-1]["text"] + run["text"]}
        elif run["text"]:
            joined.append(run)
    return joined


def _lines(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        for inner in (*block.get("items", ()), block.get("blocks", ())):
            yield from _lines(inner)
        if block["kind"] == "table":
            for row in (block["header"], *block["rows"]):
                yield " ".join(runs_text(cell) for cell in row).strip()
        elif "runs" in block:
            yield runs_text(block["runs"])
        else:
            yield block.get("text", "")
