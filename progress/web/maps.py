"""What the pages with a map share: the legend in HTML and the drawing of the cities."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from progress.charts.builders.cities_map import CitiesMap, CityPlace, legend_marks
from progress.charts.drawings.legend import draw_key
from progress.charts.model import Mark, RenderedChart
from progress.charts.palette import Paint
from progress.charts.render import render_chart
from progress.selectors.home import CityRow
from progress.selectors.outline import read_outline


@dataclass(frozen=True)
class LegendRow:
    """One look on the map with its words; scripts draw the points with the picture of their key."""

    key: str
    words: str
    picture: str


def list_legend(looks: Iterable[tuple[str, Paint | Mark]]) -> list[LegendRow]:
    """The rows of a legend, for the map that scripts draw; the drawing has its own."""
    return [
        LegendRow(key="" if isinstance(look, Paint) else look, words=words, picture=draw_key(look))
        for words, look in looks
    ]


def list_places(cities: Iterable[CityRow]) -> tuple[CityPlace, ...]:
    """The cities that have a place and a verdict."""
    return tuple(
        CityPlace(name=row.name, longitude=row.longitude, latitude=row.latitude, verdict=row.verdict)
        for row in cities
        if row.longitude is not None and row.latitude is not None and row.verdict
    )


def list_verdict_legend(places: tuple[CityPlace, ...]) -> list[LegendRow]:
    """The verdicts that the map of the cities shows."""
    return list_legend(legend_marks(places))


@lru_cache(maxsize=16)
def draw_cities(places: tuple[CityPlace, ...], language: str) -> RenderedChart | None:
    """The map as a drawing, for first paint, print and readers without scripts; None without places."""
    if not places:
        return None
    return render_chart(CitiesMap(source="", cities=places, outline=read_outline()), language)
