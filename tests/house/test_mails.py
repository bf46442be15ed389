"""Every mail is registered with a sample, speaks both languages, and says the same in both its parts."""

import html
import re
from collections import Counter
from pathlib import Path

import allauth
import pytest
from django.conf import settings

from core.account_emails import NOTICES, TEMPLATES
from core.emails import MAIL_KINDS, MailText, render_sample
from tests.house.sources import files_under

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SAMPLES = [(name, language) for name in sorted(MAIL_KINDS) for language in LANGUAGES]
HEARD = re.compile(r"<(\w+)([^>]*)>")
ALLOWED = {
    "a": r' href="http://localhost:8000/[^"]*"',
    "div": r' lang="(it|en)"',
    "html": r' lang="(it|en)"',
    "meta": r' (charset="utf-8"|name="viewport" content="width=device-width, initial-scale=1")',
} | dict.fromkeys(("head", "title", "body", "p", "br", "hr", "ul", "li", "blockquote"), "")
THEIRS_UNUSED = {
    "account/email/account_already_exists": "nobody registers alone",
    "account/email/unknown_account": "an address that is not ours gets no mail",
}


def sample(name: str, language: str) -> MailText:
    """A mail with its sample values."""
    return render_sample(MAIL_KINDS[name], language)


def words_of(markup: str) -> Counter[str]:
    """What a reader hears of the body of a page, marks of quotations and lists aside."""
    body = markup.partition("<body>")[2]
    return Counter(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_every_template_of_a_mail_is_registered() -> None:
    texts = [path for path in files_under("templates", suffix=".txt") if path.parts[1] == "mail"]
    assert {path.stem for path in texts if not path.stem.startswith("_")} == set(MAIL_KINDS)


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_both_parts_say_the_same(name: str, language: str) -> None:
    mail = sample(name, language)
    marks = re.compile(r"^(> ?|\* |---$)", re.MULTILINE)
    assert words_of(mail.html) == Counter(marks.sub("", mail.body).split())


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_html_is_plain_and_fetches_nothing(name: str, language: str) -> None:
    tags = HEARD.findall(sample(name, language).html.removeprefix("<!doctype html>"))
    assert [tag for tag, told in tags if not re.fullmatch(ALLOWED.get(tag, "never"), told)] == []


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_values_are_filled_in_and_blocks_stand_apart(name: str, language: str) -> None:
    mail = sample(name, language)
    assert re.findall(r"\{[{%]|%\(|None|\n{3}|[ \t]$", f"{mail.subject}\n{mail.body}", re.MULTILINE) == []
    assert 0 < len(mail.subject) <= 200
    assert len(mail.subject.splitlines()) == 1


@pytest.mark.parametrize("name", sorted(MAIL_KINDS))
def test_languages_are_named_in_the_html(name: str) -> None:
    named = {code: re.findall(r'lang="(\w+)"', sample(name, code).html) for code in LANGUAGES}
    if MAIL_KINDS[name].speaks_all:
        assert named == {code: [LANGUAGES[0], *LANGUAGES] for code in LANGUAGES}
    else:
        assert named == {code: [code, code] for code in LANGUAGES}


def test_every_mail_of_the_sign_in_library_has_words_of_ours() -> None:
    folders = Path(allauth.__file__).parent.glob("templates/*/email")
    theirs = {
        f"{folder.parent.name}/email/{path.name.removesuffix('_message.txt')}"
        for folder in folders
        for path in folder.glob("*_message.txt")
    }
    base = {"account/email/base"}
    assert theirs - base - NOTICES.keys() - TEMPLATES.keys() == set(THEIRS_UNUSED)
