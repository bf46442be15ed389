"""Texts of a document in the language of a paper, and words that narrow columns can break."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings

LONG_WORD = re.compile(r"\S{19,}")
BREAK_AFTER = re.compile(r"([/\\_.@:;,?&=+-])(?=\S)")
LONGEST_PIECE = 18
BREAK = "\u200b"


class Spoken(NamedTuple):
    """A text and the language it is really in."""

    text: str
    language: str


def pick_text(texts: Mapping[str, str] | str | None, language: str, source: str = "") -> Spoken:
    """The text in `language`; where it is missing, in its source language, else in the first that has it."""
    if not isinstance(texts, Mapping):
        return Spoken(texts or "", language)
    codes = (language, source, *(code for code, _name in settings.LANGUAGES), *sorted(texts))
    return next((Spoken(texts[code], code) for code in codes if texts.get(code)), Spoken("", language))


def say(spoken: Spoken, language: str) -> str | dict[str, str]:
    """As the templates want it: a string, or the words with their language where it is another one."""
    if spoken.language == language:
        return spoken.text
    return {"text": spoken.text, "language": spoken.language}


def break_long_words(text: str) -> str:
    """Let addresses and endless words break: after their punctuation, else every few characters."""
    return LONG_WORD.sub(lambda found: _break(found[0]), text) if len(text) > LONGEST_PIECE else text


def _break(word: str) -> str:
    pieces = BREAK_AFTER.sub(rf"\1{BREAK}", word).split(BREAK)
    return BREAK.join(
        BREAK.join(piece[start : start + LONGEST_PIECE] for start in range(0, len(piece), LONGEST_PIECE))
        for piece in pieces
    )


def language_name(code: str) -> Any:
    """The name of a language, in the active one."""
    return dict(settings.LANGUAGES).get(code, code)
