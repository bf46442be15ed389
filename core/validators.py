"""How a check refuses."""

from typing import Any

from django.core.exceptions import ValidationError


def refusal(field: str, message: Any, code: str) -> ValidationError:
    """An error at one field that keeps its code (Django drops the code of an error given as a plain dictionary)."""
    return ValidationError({field: ValidationError(message, code=code)})
