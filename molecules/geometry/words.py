"""Refusals and notes of outlines as a person reads them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from molecules.geometry.refusals import Fault, Note

FAULTS = {
    Fault.TOO_LARGE: _("The file is larger than %(limit)s MB. Keep only the outline of the molecule."),
    Fault.EMPTY_FILE: _("There is nothing to read."),
    Fault.EXTENSION: _("Choose a file that ends in .geojson, .json, .gpkg or .zip (a zipped shapefile)."),
    Fault.NOT_WHAT_IT_SAYS: _("The file is not what its name says."),
    Fault.DAMAGED: _("The file cannot be read: it is damaged or not in this format."),
    Fault.ENCRYPTED: _("The file is locked with a password. Send it without one."),
    Fault.BOMB: _("The archive holds far more than an outline needs, and was not unpacked."),
    Fault.NESTED: _("The archive holds another archive. Zip the files of the shapefile alone."),
    Fault.PATH: _("The archive names files outside of itself, and was not unpacked."),
    Fault.NO_SHAPEFILE: _("The archive holds no shapefile (.shp)."),
    Fault.SEVERAL_SHAPEFILES: _("The archive holds %(count)s shapefiles. Keep only one."),
    Fault.NO_LAYER: _("The GeoPackage holds no layer with shapes."),
    Fault.SEVERAL_LAYERS: _("The GeoPackage holds %(count)s layers with areas. Keep only one."),
    Fault.NOT_POLYGONS: _("There is no area here: an outline is a polygon or several."),
    Fault.EMPTY: _("The outline has no area."),
    Fault.NOT_NUMBERS: _("The coordinates of this outline cannot be read."),
    Fault.CRS_MISSING: _(
        "The numbers are not degrees, and the coordinate system is not named. Write its EPSG code."
    ),
    Fault.CRS_UNKNOWN: _(
        "The coordinate system “%(crs)s” is not known. Save the file in WGS 84 (EPSG:4326)."
    ),
    Fault.CRS_WRONG: _("The numbers do not fit the coordinate system “%(crs)s” that is named for them."),
    Fault.TOO_MANY_CORNERS: _(
        "The outline has more than %(limit)s corners. Simplify it: a line that is true to a metre needs far fewer."
    ),
    Fault.TOO_MANY_PARTS: _("There are more than %(limit)s shapes. Keep only the outline of the molecule."),
    Fault.TOO_SLOW: _("Reading took too long, and was stopped. Simplify the outline."),
    Fault.TOO_MUCH_MEMORY: _("Reading needed too much memory, and was stopped. Simplify the outline."),
    Fault.BUSY: _("The portal is busy. Try again in a minute."),
}


def tell_fault(code: Fault, numbers: dict[str, Any]) -> str:
    """Why an outline is not taken, and what helps."""
    return str(FAULTS[code]) % numbers


def tell_note(code: str, numbers: dict[str, Any]) -> str:
    """What was done to an outline before it was taken."""
    count = numbers.get("count", 0)
    told = {
        Note.REPROJECTED: lambda: _("Its coordinates were turned from “%(crs)s” into degrees of WGS 84."),
        Note.ASSUMED_DEGREES: lambda: _(
            "No coordinate system is named: the numbers were read as degrees of WGS 84."
        ),
        Note.SWAPPED: lambda: _("Longitude and latitude were exchanged, as you asked."),
        Note.FLATTENED: lambda: _("Heights were dropped: an outline is flat."),
        Note.REPAIRED: lambda: _(
            "The line crossed itself and was repaired. Check that the shape is the one you mean."
        ),
        Note.JOINED: lambda: ngettext(
            "%(count)s shape was taken.", "%(count)s shapes were joined into one.", count
        ),
        Note.LEFT_OUT: lambda: ngettext(
            "%(count)s shape that is no area was left out.",
            "%(count)s shapes that are no areas were left out.",
            count,
        ),
    }
    return str(told[Note(code)]()) % numbers
