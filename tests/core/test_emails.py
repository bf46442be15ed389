"""How a mail's text becomes its two parts."""

from typing import Any

import pytest

from core.emails import MAIL_KINDS, render_mail, render_sample, text_as_html
from core.templatetags.mail_text import quoted

HERE = "http://localhost:8000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo", "<p>One<br>\ntwo</p>"),
        ("One\n\ntwo", "<p>One</p>\n<p>two</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("* one\n  more\n* two", "<ul>\n<li>one<br>\nmore</li>\n<li>two</li>\n</ul>"),
        ("> one\n>\n> two", "<blockquote><p>one</p>\n<p>two</p></blockquote>"),
        (f"{HERE}/it/", f'<p><a href="{HERE}/it/">{HERE}/it/</a></p>'),
        (f"Page: {HERE}/it/", f'<p>Page: <a href="{HERE}/it/">{HERE}/it/</a></p>'),
        (f"Open it:\n\n{HERE}/it/", f'<p><a href="{HERE}/it/">Open it:</a><br>\n{HERE}/it/</p>'),
        ("Open it:\n\n> typed", "<p>Open it:</p>\n<blockquote><p>typed</p></blockquote>"),
        ("https://evil.example/", "<p>https://evil.example/</p>"),
        (f"> {HERE}/it/", f"<blockquote><p>{HERE}/it/</p></blockquote>"),
        (
            f'{HERE}/"onclick="x',
            f'<p><a href="{HERE}/&quot;onclick=&quot;x">{HERE}/&quot;onclick=&quot;x</a></p>',
        ),
        ("[here](https://evil.example/) **now**", "<p>[here](https://evil.example/) **now**</p>"),
    ],
)
def test_text_becomes_plain_html(text: str, expected: str) -> None:
    assert text_as_html(text) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("one", "> one"), (" one\n\ntwo \r\nthree", "> one\n>\n> two\n> three"), ("", "")],
)
def test_what_people_typed_stays_one_block(typed: str, expected: str) -> None:
    assert quoted(typed) == expected


def test_first_line_is_the_subject_and_the_rest_the_text(settings: Any) -> None:
    settings.PORTAL_ADDRESS = "https://portal.example"
    mail = render_mail(
        "mail/account_other.txt", {"subject": "One  two ", "words": "Three\n\n\n\nfour  "}, "en"
    )
    foot = "This message was written by the portal of the Climate City Contracts:\n\nhttps://portal.example/"
    assert (mail.subject, mail.body) == ("One two", f"Three\n\nfour\n\n{foot}")
    assert (mail.kind, mail.language) == ("account_other", "en")


def test_subject_cannot_be_broken_into_headers() -> None:
    values = {"subject": "Valdoria\nBcc: a@b.example", "words": "x"}
    mail = render_mail("mail/account_other.txt", values, "en")
    assert (mail.subject, mail.body.splitlines()[0]) == ("Valdoria", "Bcc: a@b.example")


def test_long_subject_is_cut() -> None:
    mail = render_mail("mail/account_other.txt", {"subject": "x" * 300, "words": "y"}, "it")
    assert mail.subject == "x" * 200


def test_mail_speaks_the_language_it_is_asked_for() -> None:
    kind = MAIL_KINDS["welcome"]
    greetings = [render_sample(kind, code).body.split()[0] for code in ("it", "en")]
    assert greetings == ["Buongiorno", "Hello"]


def test_mail_to_someone_unknown_speaks_all_languages_once_each() -> None:
    bodies = [render_sample(MAIL_KINDS["campaign"], code).body for code in ("it", "en")]
    assert bodies[0] == bodies[1]
    assert [part.split(",")[0] for part in bodies[0].split("\n\n---\n\n")] == ["Buongiorno", "Hello"]


def test_names_are_not_escaped_in_the_text_and_escaped_in_html() -> None:
    context = {"name": "Rossi & <b>", "by": "x", "city": "L'Aquila", "role": "y", "link": f"{HERE}/"}
    mail = render_mail("mail/welcome.txt", context, "en")
    assert mail.body.splitlines()[0] == "Hello Rossi & <b>,"
    assert "<p>Hello Rossi &amp; &lt;b&gt;,</p>" in mail.html
