"""What a service refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError


def refusals(call: Callable[[], Any]) -> dict[str, list[str | None]]:
    """The fields a call refuses, with the codes of their errors."""
    with pytest.raises(ValidationError) as refused:
        call()
    return {field: [error.code for error in errors] for field, errors in refused.value.error_dict.items()}
