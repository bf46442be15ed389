"""Finding the word of a vocabulary that a printed word means."""

import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation

from contracts.tables.aliases import ALIASES
from contracts.tables.wording import plain_words


@lru_cache(maxsize=4096)
def match_choice(words: type[models.Choices], text: str) -> str | None:
    """The stored value that a text means: by value, by label in any language, by a usual other word.

    None where nothing fits or where several words would.
    """
    exact = next((value for value in _values(words) if value == text.strip()), None)
    plain = plain_words(text)
    if exact is not None or not plain:
        return exact
    by_label = _labels(words).get(plain)
    return _match_alias(words, plain) if by_label is None else by_label


def match_choices(words: type[models.Choices], text: str) -> tuple[list[str], list[str]]:
    """The stored values that a list means, in the vocabulary's order, and the parts nobody knows.

    Parts stand apart by semicolons or lines, else by commas, slashes or "and".
    """
    found: set[str] = set()
    strange: list[str] = []
    for part in re.split(r"[;\n|•]", text):
        whole = match_choice(words, part)
        parts = re.split(r"[,/+]|\band\b|\be\b|&", part) if whole is None else [part]
        for piece in filter(str.strip, parts):
            value = match_choice(words, piece)
            strange += [piece.strip()] if value is None else []
            found |= set() if value is None else {value}
    return [value for value in _values(words) if value in found], strange


def choice_label(words: type[models.Choices], value: str, language: str) -> str:
    """The label of a stored value in a language; the value itself where the vocabulary does not know it."""
    with translation.override(language):
        return str(dict(words.choices).get(value, value))


def _values(words: type[models.Choices]) -> list[Any]:
    return list(words.values)


@lru_cache(maxsize=64)
def _labels(words: type[models.Choices]) -> dict[str, str]:
    """Stored values by plain label and by plain value, in every language of the portal."""
    found = {plain_words(str(value)): value for value in words.values if value}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {plain_words(str(label)): value for value, label in words.choices}
    return found


def _match_alias(words: type[models.Choices], plain: str) -> str | None:
    hits = [value for value, pattern in ALIASES.get(words, {}).items() if re.search(pattern, plain)]
    return hits[0] if len(hits) == 1 else None
