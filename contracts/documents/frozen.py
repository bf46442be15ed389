"""What was frozen of a version."""

import json
from typing import Any

from contracts.models import ContractVersion, FrozenPart

DOCUMENT_PART = "document"
"""The name of the frozen part that holds the document."""


def frozen_document(version: ContractVersion) -> dict[str, Any] | None:
    """The document as it was frozen, in one query; None for a version that is not frozen (without a query)."""
    if version.frozen_at is None:
        return None
    content = (
        FrozenPart.objects.filter(version=version, name=DOCUMENT_PART)
        .values_list("content", flat=True)
        .first()
    )
    return None if content is None else json.loads(content)
