"""Small steps from printed words to what the portal stores."""

from typing import Any

from core.fields import Texts

ENGLISH = "en"
"""The contracts were published in English; the portal's own language is Italian."""
ITALIAN = "it"
"""What the cities write themselves, of their molecules, packages and instruments, is Italian."""


def texts(*, en: str = "", it: str = "", other: str = "") -> Texts:
    """A text in the languages it exists in; `other` is one whose language the data do not name (BCP 47: und)."""
    return Texts({code: text for code, text in (("it", it), ("en", en), ("und", other)) if text})


def cite(row: dict[str, Any]) -> str:
    """The source of a row with the place inside it."""
    return ", ".join(part for part in (row.get("source", ""), row.get("source_locator", "")) if part)
