"""Canonical JSON: the same content is always the same text, so that its digest can be kept and compared."""

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def canonical_json(content: Any) -> str:
    """The content as JSON with sorted keys and no spaces, after RFC 8785; raises `TypeError` for a float.

    A float has no one way to be written: quantities are whole numbers or decimal strings.
    """
    return json.dumps(_checked(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_sha256(content: Any) -> str:
    """The digest of the canonical JSON in UTF-8."""
    return sha256(canonical_json(content).encode()).hexdigest()


def texts_sha256(texts: Mapping[str, str]) -> str:
    """The digest of a translated text in all its languages; what reads the same has the same digest.

    Accents are composed, line ends are one sign, spaces at the ends of lines are dropped. A language without a text
    counts as absent.
    """
    return canonical_sha256({code: plain for code, text in texts.items() if (plain := plain_lines(text))})


def plain_lines(text: str) -> str:
    """A text as it is digested: composed, with plain line ends, without spaces around it and at the ends of lines."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip()


def _checked(content: Any) -> Any:
    """The content as it is, refused where it could be written in more than one way."""
    if content is None or isinstance(content, str | bool | int):
        return content
    if isinstance(content, Mapping):
        if wrong := [key for key in content if not isinstance(key, str)]:
            raise TypeError(f"Keys of canonical JSON are texts, not {wrong[0]!r}.")
        return {key: _checked(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_checked(value) for value in content]
    raise TypeError(f"Canonical JSON has no {type(content).__name__}: {content!r}.")
