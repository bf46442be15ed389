"""Translations: none doubtful, and placeholders that fit; `./check` finds the missing ones."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message

from tests.house.sources import ROOT

CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@cache
def read_catalogue(path: Path) -> Catalog:
    """One language."""
    with path.open("rb") as file:
        return pofile.read_po(file, locale=path.parts[-3])


def forms_of(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The singular and plural forms of a message."""
    return [text or ""] if isinstance(text, str) or text is None else list(text)


def placeholders_differ(message: Message) -> bool:
    """Whether a translated form asks for another value than the original, or a plural form lacks one."""
    if not message.id or not any(forms_of(message.string)):
        return False
    originals = [sorted(PLACEHOLDER.findall(form)) for form in forms_of(message.id)]
    return any(sorted(PLACEHOLDER.findall(form)) not in originals for form in forms_of(message.string))


def test_every_language_has_a_catalogue() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["it"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_translation_is_doubtful(path: Path) -> None:
    catalogue = read_catalogue(path)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_have_the_placeholders_of_their_original(path: Path) -> None:
    assert [message.id for message in read_catalogue(path) if placeholders_differ(message)] == []
