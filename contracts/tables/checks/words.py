"""Texts made comparable: without accents, capitals and punctuation."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def plain_words(text: str) -> str:
    """The words of a text in lower case without accents.

    >>> plain_words("Riqualificazione – Città, Est")
    'riqualificazione citta est'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall("".join(c for c in letters if not unicodedata.combining(c))))
