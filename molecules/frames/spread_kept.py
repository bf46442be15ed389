"""The inputs of a spread as they are stored beside its results, and their fingerprint."""

from typing import Any

from core.canonical import canonical_sha256
from molecules.frames.spread_inputs import SpreadInputs

Content = dict[str, Any]


def keep_inputs(inputs: SpreadInputs) -> Content:
    """The inputs as they are stored and fingerprinted: every number as exact text, every row by its id."""
    ranges = {
        name: {
            str(label): {column: _exact(value) for column, value in row.items()}
            for label, row in getattr(inputs.ranges, name).to_dict("index").items()
        }
        for name in ("low", "likely", "high")
    }
    city = inputs.cells_of_city
    arrays = {
        name: [[_exact(one) for one in row] for row in getattr(city, name).tolist()]
        for name in ("distance_km", "difference", "stock")
    }
    return {
        "molecules": [str(one.pk) for one in inputs.molecules],
        "cells": [str(one.pk) for one in inputs.cells],
        "years": list(inputs.years),
        "ranges": ranges,
        "remaining_tco2e": [_exact(row[0]) for row in city.remaining_tco2e.tolist()],
        **arrays,
    }


def fingerprint_inputs(inputs: SpreadInputs) -> str:
    """The SHA-256 of the inputs as they are stored."""
    return canonical_sha256(keep_inputs(inputs))


def _exact(value: float | str) -> str:
    return value if isinstance(value, str) else repr(float(value))
