"""The cities of the portal on a map, with their verdicts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.quantities import format_number
from progress.charts.builders.geometry import Geometry, rings_of
from progress.charts.model import Chart, Column, MapPlot, MapShape, Mark, Table
from progress.enums import Verdict

MARKS: dict[str, Mark] = {
    Verdict.ON_TRACK: "on_track",
    Verdict.AT_RISK: "at_risk",
    Verdict.OFF_TRACK: "off_track",
    Verdict.NOT_MEASURED: "not_measured",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPlace:
    """A city with its position and its verdict (`progress.enums.Verdict`)."""

    name: str
    longitude: float
    latitude: float
    verdict: str
    population: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitiesMap:
    """Cities to show, over an optional outline (GeoJSON Polygon or MultiPolygon) of the countries around them."""

    source: str
    cities: tuple[CityPlace, ...]
    outline: Geometry | None = None
    key: str = "cities-map"


def build_cities_map(data: CitiesMap) -> Chart:
    """Return the map of the cities in the active language."""
    shapes = tuple(
        MapShape(city.name, position=(city.longitude, city.latitude), mark=MARKS[city.verdict])
        for city in data.cities
    )
    land = rings_of(data.outline) if data.outline else ()
    return Chart(
        key=data.key,
        title=_finding(data.cities),
        subtitle=_("Cities with a Climate City Contract, by the verdict on their last comparable inventory."),
        source=data.source,
        description="; ".join(f"{city.name}: {_verdict_word(city.verdict)}" for city in data.cities)
        or _("No cities are published."),
        table=_table(data.cities),
        plot=MapPlot((), shapes, marks=legend_marks(data.cities), land=land) if shapes else None,
        span="full",
    )


def legend_marks(cities: tuple[CityPlace, ...]) -> tuple[tuple[str, Mark], ...]:
    """Return the verdicts that the map shows, in words, with their marks."""
    present = [verdict for verdict in Verdict if any(city.verdict == verdict for city in cities)]
    return tuple((_verdict_word(verdict), MARKS[verdict]) for verdict in present)


def _finding(cities: tuple[CityPlace, ...]) -> str:
    if not cities:
        return _("No city has published its contract yet")
    measured = [city for city in cities if city.verdict != Verdict.NOT_MEASURED]
    on_track = sum(city.verdict == Verdict.ON_TRACK for city in cities)
    values = {
        "total": format_number(len(cities), 0),
        "measured": format_number(len(measured), 0),
        "on_track": format_number(on_track, 0),
    }
    if not measured:
        return (
            _("None of the %(total)s cities can be judged yet: comparable inventories are missing") % values
        )
    text = ngettext(
        "%(measured)s city out of %(total)s can be judged today; on track: %(on_track)s",
        "%(measured)s cities out of %(total)s can be judged today; on track: %(on_track)s",
        len(measured),
    )
    return text % values


def _verdict_word(verdict: str) -> str:
    return str(Verdict(verdict).label)


def _table(cities: tuple[CityPlace, ...]) -> Table:
    columns = (
        Column("city", _("City")),
        Column("verdict", _("Verdict")),
        Column("population", _("Residents"), "number", _("not known")),
    )
    return Table(columns, tuple((city.name, _verdict_word(city.verdict), city.population) for city in cities))
