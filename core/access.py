"""The one place where a rule stops a request or a service."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from core.models import Revised


def require(rule: Callable[[Any, Any], bool], user: Any, thing: Any) -> None:
    """Raise `PermissionDenied` unless the rule holds."""
    if not rule(user, thing):
        raise PermissionDenied(rule.__name__)


class Conflict(ValidationError):
    """Someone else changed the row in the meantime."""

    code = "conflict"


def check_revision(row: Revised, revision: int | None) -> None:
    """Raise `Conflict` when the form was filled from an older state of the row (optimistic locking)."""
    if revision is not None and row.revision != revision:
        raise Conflict(
            _(
                "Someone else changed this in the meantime (revision %(now)s, yours was %(yours)s). "
                "Your text is kept below: compare it with the current state and save again."
            )
            % {"now": row.revision, "yours": revision},
            code=Conflict.code,
        )
