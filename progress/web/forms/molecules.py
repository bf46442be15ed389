"""What the addresses of the molecules' map may ask for."""

import math
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from progress.charts.builders.molecule_layer import LAYERS
from progress.selectors.molecule_layers import Box

CORNERS = 4


def read_layer(query: QueryDict) -> str:
    """The layer that the address asks for; one that is not there gives the first."""
    asked = query.get("layer", "")
    return asked if asked in LAYERS else LAYERS[0]


def read_box(query: QueryDict) -> Box | None:
    """The box of `bbox=west,south,east,north`, None without one; raises `ValidationError` for one without sense."""
    asked: Any = query.get("bbox")
    if asked is None:
        return None
    try:
        corners = [float(part) for part in asked.split(",")]
    except ValueError as error:
        raise _no_box() from error
    if len(corners) != CORNERS or not all(map(math.isfinite, corners)):
        raise _no_box()
    west, south, east, north = corners
    if west > east or south > north:
        raise _no_box()
    return west, south, east, north


def _no_box() -> ValidationError:
    return ValidationError(
        _("Write bbox as four numbers: west, south, east and north in degrees."), code="bbox"
    )
