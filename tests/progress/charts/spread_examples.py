"""Plain data for the charts of a spread: drawn bands, likeliest values alone, neighbourhoods in every class."""

from dataclasses import replace

from progress.charts.builders.intervals import YearInterval
from progress.charts.builders.spread import SpreadBands
from progress.charts.builders.spread_map import ReachedCell, SpreadMap
from progress.charts.render import ChartData
from tests.progress.charts.examples import SOURCE

YEARS = range(2026, 2041)
BANDS = SpreadBands(
    city="Milano",
    source=SOURCE,
    likeliest_tco2e=tuple((year, 1_500.0 * (year - 2026)) for year in YEARS),
    bands=tuple(
        YearInterval(
            year=year, p10=500.0 * (year - 2026), p50=1_400.0 * (year - 2026), p90=3_000.0 * (year - 2026)
        )
        for year in YEARS
    ),
    molecules=9,
    horizon=2035,
)


def square(west: float) -> dict[str, object]:
    """A polygon of a tenth of a degree."""
    corners = [[west, 45.4], [west + 0.1, 45.4], [west + 0.1, 45.5], [west, 45.5], [west, 45.4]]
    return {"type": "Polygon", "coordinates": [corners]}


SHARES = (None, 0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06)
MAP = SpreadMap(
    city="Milano",
    source=SOURCE,
    year=2030,
    cells=tuple(
        ReachedCell(
            name=f"Quartiere {place}",
            geometry=square(9.0 + place / 10),
            saving_tco2e=1_000.0 * (share or 0.0),
            share=share,
        )
        for place, share in enumerate(SHARES)
    ),
    bounds=(0.03, 0.05),
    molecules=(square(9.35),),
    is_illustrative=True,
)
SPREAD: dict[str, ChartData] = {
    "spread": BANDS,
    "spread-likeliest": replace(BANDS, bands=(), key="spread-likeliest"),
    "spread-map": MAP,
}
SPREAD_UNKNOWN: dict[str, ChartData] = {
    "spread": replace(BANDS, likeliest_tco2e=(), bands=(), horizon=None),
    "spread-map": replace(MAP, cells=(), molecules=()),
}
