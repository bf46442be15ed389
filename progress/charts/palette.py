"""Colours of the charts: chosen for contrast on white and for colour-blind readers."""

from dataclasses import dataclass
from typing import Literal

Hatch = Literal["diagonal", "back", "dots", "cross"]

TEXT = "#1A1A1A"
HEADING = "#17324D"
MUTED = "#455A6E"
LEAD = "#5A768A"
GRID = "#DDE3E8"
GROUND = "#F2F5F8"
SEA = "#E6EEF4"
COAST = "#A5B3C0"
WHITE = "#FFFFFF"
TARGET = "#B5003C"

SECTOR_COLOURS = {
    "buildings": "#003F53",
    "transport": "#8E2800",
    "energy_systems": "#5D90F4",
    "ippu": "#753597",
    "waste": "#606455",
    "afolu": "#709F4A",
    "cross_cutting": LEAD,
    "behavioural": "#7C6A58",
}
"""Colour of each sector; the first six keep a distance of 24.6 or more under any colour vision."""

STATE_COLOURS = {
    "reached": "#00663D",
    "planned": "#3F4F5E",
    "moved": "#7A4A00",
    "missed": "#B02A37",
}
"""Colour of each milestone state; never the only sign, a shape and a word go with it."""

VERDICT_COLOURS = {
    "on_track": "#00663D",
    "at_risk": "#7A4A00",
    "off_track": "#B02A37",
    "not_measured": "#3F4F5E",
}
"""Colour of each verdict; never the only sign, a shape and a word go with it."""

RAMP = ("#E3F0F2", "#A9D0D6", "#4E9AA8", "#003F53")
"""Four steps of one hue for maps, from little to much; each needs a `HEADING` border."""


@dataclass(frozen=True, slots=True)
class Paint:
    """How an area is filled and bordered; a hatch is drawn in the colour of the fill on white.

    `is_open` leaves the ground of a hatch out, so that what lies behind it shows.
    """

    fill: str
    opacity: float = 1.0
    stroke: str | None = None
    dash: str | None = None
    hatch: Hatch | None = None
    is_open: bool = False

    @property
    def ink(self) -> str:
        """Colour of a text that stands inside the area."""
        return TEXT if self.hatch or self.opacity < 1 or _luminance(self.fill) > 0.25 else WHITE


TOTAL_PAINT = Paint(HEADING)
EXISTING_PLAN_PAINT = Paint(LEAD)
MATURITY_PAINTS = {
    "project": Paint(RAMP[3]),
    "strategy": Paint(RAMP[2]),
    "enabling": Paint(RAMP[1], stroke=HEADING),
    "not_stated": Paint(RAMP[2]),
}
RUNG_PAINTS = {
    "verified": Paint(HEADING),
    "delivered": Paint(RAMP[3]),
    "under_way": Paint(RAMP[2]),
    "funded": Paint(RAMP[3], stroke=RAMP[3], hatch="diagonal"),
    "committed": Paint(RAMP[1], stroke=HEADING),
    "planned": Paint(RAMP[2], stroke=HEADING, hatch="back"),
    "idea": Paint(HEADING, stroke=HEADING, hatch="dots"),
}
"""Look of each rung from full to open: pattern as well as tint, for readers who see no colour."""

UNCOVERED_PAINT = Paint(TARGET, stroke=TARGET, dash="5 3", hatch="diagonal")
ESTIMATE_PAINT = Paint(HEADING, opacity=0.14)
SCENARIO = "#753597"
SCENARIO_PAINT = Paint(SCENARIO, hatch="dots", is_open=True)
FUNDED_PAINT = Paint(RAMP[3])
NOT_FUNDED_PAINT = Paint(RAMP[3], stroke=RAMP[3], hatch="diagonal")
FUNDING_UNKNOWN_PAINT = Paint(HEADING, stroke=HEADING, hatch="dots")
GAIN_PAINT = Paint(RAMP[3])
LOSS_PAINT = Paint(TARGET, stroke=TARGET, hatch="diagonal")


def sector_colour(sector: str) -> str:
    """Return the colour of a sector code, the neutral grey for a code without its own."""
    return SECTOR_COLOURS.get(sector, LEAD)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of a #RRGGBB colour, 0 black to 1 white."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
