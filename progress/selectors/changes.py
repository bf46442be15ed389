"""What changed lately in a city's public things."""

from dataclasses import dataclass
from datetime import datetime

from contracts.models import City
from core.models import Change

SHOWN = 30


@dataclass(frozen=True)
class ChangeRow:
    """One change; who made it stays inside the office."""

    made_at: datetime
    verb: str
    summary: str


def list_changes(city: City) -> tuple[ChangeRow, ...]:
    """The latest changes of a city, in one query."""
    rows = Change.objects.filter(city_slug=city.slug, is_public=True).order_by("-made_at")[:SHOWN]
    return tuple(ChangeRow(row.made_at, str(row.get_verb_display()), str(row.summary)) for row in rows)
