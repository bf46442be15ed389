"""The stored charts of a snapshot as figures of a paper."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

PLACES: dict[str, Sequence[str]] = {
    "plan.target": ["trajectory"],
    "plan.graphics": ["sectors"],
    "plan.gap": ["gap-waterfall"],
    "plan.portfolio": ["actions-summary"],
    "plan.outlook": ["milestones"],
}
"""Which charts stand in which section."""

SPOKEN = re.compile(r"<(title|desc)[^>]*>.*?</\1>", re.DOTALL)
WIDTH = re.compile(r'<svg[^>]* width="(\d+)"')
FULL_WIDTH = 900
NARROWEST_SHARE = 0.6
SUBSCRIPT = '<tspan baseline-shift="sub" font-size="70%">2</tspan>'
"""The typeface has no ₂; without this a whole line of a drawing would be set in another face."""
DESCRIPTION = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


def chart_pieces(section_key: str, charts: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The drawings of a section with the words that stand for them; a chart with nothing to draw is left out."""
    for name in PLACES.get(section_key, ()):
        chart = charts.get(name)
        if chart and chart["svg_wide"]:
            yield {
                "kind": "chart",
                "title": chart["title"],
                "subtitle": chart["subtitle"],
                "svg": SPOKEN.sub("", chart["svg_wide"]).replace("₂", SUBSCRIPT),
                "share": _width_share(chart["svg_wide"]),
                "alt": _alternative_text(chart),
                "notes": [one for one in (*chart["notes"], chart["source"]) if one],
            }


def _alternative_text(chart: Mapping[str, Any]) -> str:
    """What the drawing says of itself, else its title."""
    found = DESCRIPTION.search(chart["svg_wide"])
    return unescape(found[1]) if found else f"{chart['title']}. {chart['subtitle']}"


def _width_share(svg: str) -> float:
    """How much of the line a drawing takes: half charts are drawn for half a page."""
    found = WIDTH.search(svg)
    return 1.0 if found is None else max(NARROWEST_SHARE, min(1.0, int(found[1]) / FULL_WIDTH))
