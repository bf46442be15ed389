"""Printed words without what typesetting adds: accents, footnote marks, line breaks, capitals, thin spaces."""

import re
import unicodedata
from functools import lru_cache

_SUPERSCRIPTS = re.compile("[\u00b9\u00b2\u00b3\u2070-\u207e]+")
_FOOTNOTES = re.compile(r"\^\s*[({\[]?\d+[)}\]]?|\[\d{1,3}\]|\(\d{1,2}\)|[*†‡§¶]+")
_HYPHENATION = re.compile(r"(?<=[a-z])[-\u00ad]\s*\n\s*(?=[a-z])")
_STUCK_NUMBER = re.compile(r"\b(?!(?:scopes?|ambito|scopo|target|obiettivo)\d)([a-z]{5,})\d{1,2}\b")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = re.compile("[\u2018\u2019\u02bc`\u00b4]")


@lru_cache(maxsize=8192)
def plain_words(text: str) -> str:
    """The words of a header, a title or a cell in small letters, fit to be compared and searched."""
    words = _SUPERSCRIPTS.sub("", text)
    words = unicodedata.normalize("NFKD", _QUOTES.sub("'", words))
    words = "".join(letter for letter in words if not unicodedata.combining(letter)).casefold()
    words = _DASHES.sub("-", _HYPHENATION.sub("", words))
    words = _FOOTNOTES.sub(" ", _INVISIBLE.sub("", words))
    words = re.sub(r"\bco 2(?= ?(?:e|eq)?\b)", "co2", words)
    words = _STUCK_NUMBER.sub(r"\1", words)
    return " ".join(words.split()).strip(" :;,")
