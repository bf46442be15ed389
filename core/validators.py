"""How a check refuses, and what codes are compared by."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters but for blanks and line ends, and halves of surrogate pairs: no one can read them, UTF-8 has no
way to write the halves, PostgreSQL keeps no null character."""


def refusal(field: str, message: Any, code: str) -> ValidationError:
    """An error at one field that keeps its code (Django drops the code of an error given as a plain dictionary)."""
    return ValidationError({field: ValidationError(message, code=code)})


def validate_signs(value: Any, field: str) -> None:
    """Refuse a text, or a text anywhere in plain data, that holds signs which cannot be stored."""
    if any(UNSTORABLE.search(text) for text in _texts_in(value)):
        raise refusal(field, _("This text holds signs that cannot be stored."), "signs")


def _texts_in(value: Any) -> Iterable[str]:
    """Every text of plain data, keys included."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        return (text for pair in value.items() for one in pair for text in _texts_in(one))
    if isinstance(value, list | tuple):
        return (text for one in value for text in _texts_in(one))
    return ()


def normalise_code(code: str) -> str:
    """A code without case and spaces: "CoMI EB3" and "COMIEB3" are one."""
    return "".join(code.split()).upper()
