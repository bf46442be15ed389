"""What makes two spellings the name of one organisation."""

import re
import unicodedata
from functools import lru_cache

SHORT_FORMS = "spa srl srls scpa scarl scrl scs snc sas sgr sci ets aps odv asd onlus plc ltd gmbh"
LONG_FORMS = "societabenefit impresasociale soccoop soccoopa scooppa socconspa soccooppa"
LEGAL_FORMS = frozenset(f"{SHORT_FORMS} {LONG_FORMS}".split())
"""Ends of names that say only in which form the organisation is registered."""

_LONGEST_FORM = 3


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name without case, accents, punctuation, spaces, bracketed words and legal form.

    >>> name_key("A2A S.p.A.") == name_key("A2A")
    True
    >>> name_key("S.A.C.B.O. S.p.a."), name_key("Verde 21"), name_key("Cinecittà S.p.A.")
    ('sacbo', 'verde21', 'cinecitta')
    """
    outside_brackets = re.sub(r"\([^)]*\)", " ", name)
    words = _words(outside_brackets) or _words(name)
    return "".join(_drop_legal_forms(words))


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"\w+", re.sub(r"[.'’`_]", "", letters))


def _drop_legal_forms(words: list[str]) -> list[str]:
    """Drop legal forms from the end, one after another, but never the whole name."""
    for length in range(1, _LONGEST_FORM + 1):
        if len(words) > length and "".join(words[-length:]) in LEGAL_FORMS:
            return _drop_legal_forms(words[:-length])
    return words
