"""The document as JSON text."""

import json
from collections.abc import Mapping
from typing import Any


def write_json(document: Mapping[str, Any]) -> bytes:
    """The document with sorted keys and one value a line, as UTF-8; its canonical form has the digest that is told."""
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
