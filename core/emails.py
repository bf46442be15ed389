"""How mails are written: one text template for each kind; the HTML part is made from the text, word for word.

A template's first line is the subject. Blocks are parted by an empty line: a paragraph, a list (lines that begin with
`* `), a quotation of what a person typed (`> `, by the filter `quoted`). An address of the portal at the end of a line
becomes a link; after a paragraph that ends in a colon the link bears that paragraph's words. Nothing else has a
meaning, so no name and no title can change how a mail looks, and addresses that people typed are no links.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

LONGEST_SUBJECT = 200
LINE_END = SafeString("<br>\n")
BETWEEN_LANGUAGES = "\n\n---\n\n"
ADDRESS = re.compile(r"^(?P<words>.*?)(?P<address>https?://\S+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MailText:
    """A mail that is written: its subject and both its parts; `language` is empty when it speaks all of them."""

    subject: str
    body: str
    html: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class MailKind:
    """One kind of mail: its template, when it is sent, and values to show it with."""

    template: str
    sent_when: Promise
    sample: Mapping[str, Any]
    speaks_all: bool

    @property
    def name(self) -> str:
        """The word by which rows and addresses call it."""
        return Path(self.template).stem


@dataclass(frozen=True, slots=True)
class _Letter:
    """The same mail in one language."""

    language: str
    subject: str
    text: str
    html: SafeString


MAIL_KINDS: dict[str, MailKind] = {}
"""Every kind of mail by its name; each room's `emails` module brings its own in when Django starts."""


def register_mail(
    template: str, *, sent_when: Promise, sample: Mapping[str, Any], speaks_all: bool = False
) -> str:
    """Bring a kind of mail in, and return its template; values that read differently in each language are lazy."""
    kind = MailKind(template, sent_when, sample, speaks_all)
    MAIL_KINDS[kind.name] = kind
    return template


def render_mail(template: str, context: Mapping[str, Any], language: str) -> MailText:
    """Write a mail in a language; with an empty one in all of them, one below the other."""
    languages = [language] if language else [code for code, _name in settings.LANGUAGES]
    letters = [_write_letter(template, context, code) for code in languages]
    return MailText(
        subject=letters[0].subject,
        body=BETWEEN_LANGUAGES.join(letter.text for letter in letters),
        html=render_to_string("mail/layout.html", {"letters": letters}),
        kind=Path(template).stem,
        language=language,
    )


def render_sample(kind: MailKind, language: str) -> MailText:
    """A mail as it would look, with its sample values."""
    return render_mail(kind.template, kind.sample, "" if kind.speaks_all else language)


def portal_address(path: Any) -> str:
    """The whole address of a page; a worker knows no request that could tell it."""
    return f"{settings.PORTAL_ADDRESS}{path}"


def text_as_html(text: str) -> SafeString:
    """The HTML part of a text, with the same words in the same order."""
    return format_html_join("\n", "{}", ((block,) for block in _html_blocks(_blocks(text))))


def _write_letter(template: str, context: Mapping[str, Any], language: str) -> _Letter:
    with override(language):
        written = render_to_string(template, dict(context)).strip()
        foot = render_to_string("mail/_foot.txt", {"address": portal_address("/")}).strip()
    subject, _line_end, body = written.partition("\n")
    text = "\n\n".join([*_blocks(body), foot])
    return _Letter(language, " ".join(subject.split())[:LONGEST_SUBJECT], text, text_as_html(text))


def _blocks(text: str) -> list[str]:
    """The blocks of a text, without the empty lines and ends of lines that templates leave behind."""
    tidy = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return [block.strip("\n") for block in re.split(r"\n{2,}", tidy) if block.strip()]


def _html_blocks(blocks: list[str]) -> Iterator[SafeString]:
    """Each block as HTML; one that ends in a colon joins the address below it."""
    place = 0
    while place < len(blocks):
        block, below = blocks[place], blocks[place + 1 : place + 2]
        if block.endswith(":") and "\n" not in block and below and _is_ours(below[0]):
            yield format_html('<p><a href="{}">{}</a><br>\n{}</p>', below[0], block, below[0])
            place += 1
        elif block.startswith(">"):
            lines = [line.removeprefix(">").strip() for line in block.splitlines()]
            yield format_html("<blockquote>{}</blockquote>", _paragraphs("\n".join(lines)))
        elif block.startswith("* "):
            items = re.split(r"^\* ", block, flags=re.MULTILINE)[1:]
            yield format_html(
                "<ul>\n{}\n</ul>", format_html_join("\n", "<li>{}</li>", ((_lines(one),) for one in items))
            )
        else:
            yield format_html("<p>{}</p>", _lines(block))
        place += 1


def _paragraphs(text: str) -> SafeString:
    """What a person typed: paragraphs without links."""
    breaks = [format_html_join(LINE_END, "{}", ((x,) for x in one.splitlines())) for one in _blocks(text)]
    return format_html_join("\n", "<p>{}</p>", ((one,) for one in breaks))


def _lines(block: str) -> SafeString:
    """The lines of a block; an address of the portal at the end of one is a link."""
    return format_html_join(LINE_END, "{}", ((_line(line.strip()),) for line in block.strip().splitlines()))


def _line(line: str) -> SafeString | str:
    found = ADDRESS.match(line)
    if found is None or not _is_ours(found["address"]):
        return line
    return format_html('{}<a href="{}">{}</a>', found["words"], found["address"], found["address"])


def _is_ours(text: str) -> bool:
    """Whether a text is one address, and leads into this portal."""
    return text.startswith(portal_address("/")) and len(text.split()) == 1
