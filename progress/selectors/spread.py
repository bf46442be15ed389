"""A city's spread as charts and scripts draw it: the same numbers, classes and legend everywhere."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import City
from core.quantities import format_date, format_tonnes
from molecules.selectors.spread_figures import HORIZONS, SpreadCell, SpreadFigures
from progress.charts.builders.intervals import YearInterval
from progress.charts.builders.spread import SpreadBands
from progress.charts.builders.spread_map import ReachedCell, SpreadMap, paint_share, share_bounds, share_words
from progress.selectors.features import make_feature

MOLECULE_COLUMNS = ("molecule", "year", "likeliest_tco2e", "p10_tco2e", "p50_tco2e", "p90_tco2e")
CELL_COLUMNS = ("code", "neighbourhood", "year", "saving_tco2e", "share_of_emissions")


def first_shown_year(figures: SpreadFigures) -> int:
    """The year that the map begins with: the first horizon that the run reaches, else its last year."""
    return next(iter(figures.horizon_years), figures.years[-1])


def is_illustrative(figures: SpreadFigures) -> bool:
    """Whether any input of what is shown is illustrative."""
    packages = {one.molecule.package for one in figures.molecules if one.molecule.package}
    parameters = chain.from_iterable(package.parameters.all() for package in packages)
    rows = chain((one.molecule for one in figures.molecules), packages, parameters, _cells(figures))
    drawn = all(one.molecule.has_official_polygon for one in figures.molecules)
    return not drawn or any(row.is_illustrative for row in rows)


def bands_data(city: City, figures: SpreadFigures) -> SpreadBands:
    """The bands of all molecules together, as the chart takes them."""
    bands = (
        YearInterval(year=one.year, p10=one.p10, p50=one.p50, p90=one.p90)
        for one in figures.total
        if one.p10 is not None and one.p50 is not None and one.p90 is not None
    )
    return SpreadBands(
        city=str(city),
        source=source_line(figures),
        likeliest_tco2e=tuple((one.year, one.likeliest) for one in figures.total),
        bands=tuple(bands),
        molecules=len(figures.molecules) + figures.withdrawn,
        horizon=HORIZONS[-1] if HORIZONS[-1] in figures.years else None,
        is_illustrative=is_illustrative(figures),
    )


def map_data(city: City, figures: SpreadFigures, year: int) -> SpreadMap:
    """The neighbourhoods in a year of the run, as the map takes them."""
    place = figures.years.index(year)
    return SpreadMap(
        city=str(city),
        source=source_line(figures),
        year=year,
        cells=tuple(_reached(one, place) for one in figures.cells),
        bounds=read_bounds(figures),
        molecules=tuple(one.molecule.polygon for one in figures.molecules),
        is_illustrative=is_illustrative(figures),
    )


def read_bounds(figures: SpreadFigures) -> tuple[float, ...]:
    """The bounds of the classes, the same in every year: those of the horizons, or of the last year."""
    places = [figures.years.index(year) for year in figures.horizon_years] or [-1]
    shares = (one.shares[place] for one in figures.cells for place in places)
    return share_bounds(tuple(share for share in shares if share is not None))


def spread_shapes(city: City, figures: SpreadFigures) -> dict[str, Any]:
    """A GeoJSON collection: boundary, neighbourhoods with look and words of each year, outlines of the molecules."""
    bounds = read_bounds(figures)
    place = figures.years.index(first_shown_year(figures))
    features = [_cell_feature(one, bounds, place) for one in figures.cells]
    features += [
        make_feature(str(one.molecule.pk), one.molecule.polygon, name=str(one.molecule), outline=True)
        for one in figures.molecules
    ]
    if city.boundary:
        features.insert(0, make_feature("boundary", city.boundary, name=str(city), boundary=True))
    return {"type": "FeatureCollection", "features": features}


def cell_words(one: SpreadCell, place: int) -> str:
    """What is saved in a neighbourhood in the year at `place`, with its share."""
    share = one.shares[place]
    if not one.saving_tco2e[place]:
        return share_words(share)
    return f"{share_words(share)} ({format_tonnes(one.saving_tco2e[place])})"


def cell_rows(figures: SpreadFigures) -> Iterator[tuple[object, ...]]:
    """The likeliest saving of each neighbourhood and year in the columns of `CELL_COLUMNS`."""
    for one in figures.cells:
        for year, saving, share in zip(figures.years, one.saving_tco2e, one.shares, strict=True):
            yield one.cell.code, str(one.cell), year, saving, share


def molecule_rows(figures: SpreadFigures) -> Iterator[tuple[object, ...]]:
    """The savings of each public molecule and year in the columns of `MOLECULE_COLUMNS`."""
    for member in figures.molecules:
        for one in member.years:
            yield str(member.molecule), one.year, one.likeliest, one.p10, one.p50, one.p90


def source_line(figures: SpreadFigures) -> str:
    """When and with what the run was computed, and the beginning of its fingerprint."""
    return _("Computed by the portal on %(date)s, engine %(engine)s, inputs %(fingerprint)s.") % {
        "date": format_date(timezone.localdate(figures.run.made_at)),
        "engine": figures.run.engine_version,
        "fingerprint": figures.run.inputs_sha256[:12],
    }


def _cells(figures: SpreadFigures) -> Iterator[Any]:
    return (one.cell for one in figures.cells)


def _reached(one: SpreadCell, place: int) -> ReachedCell:
    return ReachedCell(
        name=str(one.cell),
        geometry=one.cell.polygon,
        saving_tco2e=one.saving_tco2e[place],
        share=one.shares[place],
    )


def _cell_feature(one: SpreadCell, bounds: tuple[float, ...], place: int) -> dict[str, Any]:
    fills = [paint_share(share, bounds).fill for share in one.shares]
    notes = [cell_words(one, position) for position in range(len(fills))]
    return make_feature(
        str(one.cell.pk),
        one.cell.polygon,
        name=str(one.cell),
        note=notes[place],
        fill=fills[place],
        fills=fills,
        notes=notes,
    )
