"""Rendered parts of published versions, kept until the content changes, so that long contracts open at once."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import caches

from contracts.models import ContractVersion
from exchange.selectors.published import content_token

Kept = TypeVar("Kept")
SECONDS = 600
"""How long a part is kept at most: what a command loads without telling the change feed shows after that."""


def keep(version: ContractVersion, *names: object, make: Callable[[], Kept]) -> Kept:
    """What `make` returns, kept under `names` for as long as the version's content stays as it is."""
    words = ":".join(map(str, ("published", content_token(version), *names)))
    kept: Kept = caches["pages"].get_or_set(sha256(words.encode()).hexdigest(), make, SECONDS)  # type: ignore[assignment]  # what `make` gives
    return kept
