"""Why an outline is not read, and what was done to one that was: codes and their numbers, without Django."""

from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """Every reason for which an outline is refused."""

    TOO_LARGE = "too_large"
    EMPTY_FILE = "empty_file"
    EXTENSION = "extension"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    NESTED = "nested"
    PATH = "path"
    NO_SHAPEFILE = "no_shapefile"
    SEVERAL_SHAPEFILES = "several_shapefiles"
    NO_LAYER = "no_layer"
    SEVERAL_LAYERS = "several_layers"
    NOT_POLYGONS = "not_polygons"
    EMPTY = "empty"
    NOT_NUMBERS = "not_numbers"
    CRS_MISSING = "crs_missing"
    CRS_UNKNOWN = "crs_unknown"
    CRS_WRONG = "crs_wrong"
    TOO_MANY_CORNERS = "too_many_corners"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    BUSY = "busy"


class Note(StrEnum):
    """What was done to an outline before it was taken."""

    REPROJECTED = "reprojected"
    ASSUMED_DEGREES = "assumed_degrees"
    SWAPPED = "swapped"
    FLATTENED = "flattened"
    REPAIRED = "repaired"
    JOINED = "joined"
    LEFT_OUT = "left_out"


class RefusedShape(Exception):
    """An outline that is not taken, with the code of the reason and its numbers."""

    def __init__(self, code: Fault, **numbers: Any) -> None:
        super().__init__(f"{code} {numbers or ''}".strip())
        self.code = Fault(code)
        self.numbers = numbers
