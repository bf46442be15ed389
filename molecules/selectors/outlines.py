"""The outline that a person gives, read and put into words before anything is saved."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from shapely.geometry import shape

from contracts.models import City
from core.quantities import format_number, format_share
from core.validators import refusal
from molecules.charts import draw_outline
from molecules.geometry.limits import MAX_FILE_BYTES
from molecules.geometry.reading import read_outline
from molecules.geometry.refusals import Note, RefusedShape
from molecules.geometry.shaping import Outline, join_outlines
from molecules.geometry.words import tell_fault, tell_note
from molecules.models import Molecule, Neighbourhood
from molecules.validators import measure_share_outside, validate_polygon

FILE, NEIGHBOURHOODS, TEXT = "file", "neighbourhoods", "geojson"
"""Where an outline comes from; the words are the fields at which a refusal is told."""
WORTH_TELLING = 0.005
"""Share outside the city from which a person is told; less is the width of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOutline:
    """What a person gave: a file, neighbourhoods, or a text in GeoJSON, drawn or pasted."""

    origin: str
    file: UploadedFile | None = None
    neighbourhoods: Sequence[Neighbourhood] = ()
    geojson: str = ""
    epsg: int | None = None
    is_swapped: bool = False


@dataclass(frozen=True, slots=True)
class ShownOutline:
    """An outline as it will be saved: its drawing, its size in words, what was done to it, and its mark."""

    polygon: dict[str, Any]
    text: str
    size: str
    notes: tuple[str, ...]
    drawing: str

    @property
    def mark(self) -> str:
        """What tells whether a person has seen this very outline."""
        return sha256(self.text.encode()).hexdigest()[:16]


def read_given(given: GivenOutline, city: City) -> ShownOutline:
    """Read, repair and check an outline; raises `ValidationError` at the field of its origin."""
    try:
        outline = _read(given)
    except RefusedShape as refused:
        raise refusal(
            given.origin, tell_fault(refused.code, refused.numbers), refused.code.value
        ) from refused
    checked = validate_polygon(outline.geometry, near=[city], field=given.origin)
    notes = [tell_note(*note) for note in outline.notes if _is_worth_telling(note[0], given.origin)]
    return _show(checked.geometry, float(checked.area_km2), notes, city)


def show_stored(molecule: Molecule) -> ShownOutline:
    """The outline of a molecule as it is stored, with the area that is stored beside it."""
    area = None if molecule.area_km2 is None else float(molecule.area_km2)
    return _show(molecule.polygon, area, (), molecule.city)


def _read(given: GivenOutline) -> Outline:
    if given.origin == NEIGHBOURHOODS:
        return join_outlines(
            [shape(one.polygon.get("geometry", one.polygon)) for one in given.neighbourhoods]
        )
    if given.origin == FILE and given.file is not None:
        # One byte more than may be tells that there is too much, without taking all of it into memory.
        content, name = given.file.read(MAX_FILE_BYTES + 1), given.file.name or ""
    else:
        content, name = given.geojson.encode(), "text.geojson"
    return read_outline(name, content, epsg=given.epsg, is_swapped=given.is_swapped)


def _is_worth_telling(code: str, origin: str) -> bool:
    """Who draws or pastes was asked for degrees already."""
    return not (origin == TEXT and code == Note.ASSUMED_DEGREES)


def _show(geometry: dict[str, Any], area_km2: float | None, notes: Iterable[str], city: City) -> ShownOutline:
    geometry = geometry.get("geometry", geometry)
    outline = shape(geometry)
    outside = measure_share_outside(outline, city)
    told = list(notes)
    if outside is not None and outside >= WORTH_TELLING:
        told.append(
            _("%(share)s of it lies outside the boundary of the city.") % {"share": format_share(outside, 0)}
        )
    return ShownOutline(
        polygon=geometry,
        text=json.dumps({"type": geometry["type"], "coordinates": geometry["coordinates"]}),
        size=_("%(area)s km²") % {"area": format_number(area_km2, 3)},
        notes=tuple(told),
        drawing=draw_outline(geometry, city.boundary),
    )
