"""The staged path as one printed page (A3), tagged, typeset in a limited process."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

from core.typesetting import typeset

TEMPLATES = Path(__file__).parent / "templates"
SPOKEN = re.compile(r"<(title|desc)[^>]*>.*?</\1>", re.DOTALL)
SUBSCRIPT = '<tspan baseline-shift="sub" font-size="70%">2</tspan>'
"""The typeface has no ₂; without this a whole line of a drawing would be set in another face."""


def render_path_sheet(
    *, title: str, lead: str, facts: list[str], notes: list[str], svg: str, alt: str, language: str, day: date
) -> bytes:
    """The PDF (PDF/A-2a and PDF/UA-1) of the sheet; the same arguments give the same bytes. Raises `PaperFailed`."""
    paper = {
        "title": title,
        "lead": lead,
        "facts": facts,
        "notes": notes,
        "svg": SPOKEN.sub("", svg).replace("₂", SUBSCRIPT),
        "alt": alt,
        "language": language,
    }
    moment = datetime.combine(day, time(), UTC)
    return typeset(TEMPLATES, paper, timestamp=int(moment.timestamp()), main="staged_path.typ")
