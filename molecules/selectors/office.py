"""What the officers' pages of molecules list."""

from django.db.models import Count, Q, QuerySet

from contracts.models import City
from molecules.models import Molecule, Neighbourhood

WHICH = ("", "public", "own", "archived")


def list_office_molecules(city: City, *, which: str = "") -> QuerySet[Molecule]:
    """Molecules of a city with `action_count`, in one query.

    `which` is "public", "own" (of the team alone), "archived", or "" for all that are not archived.
    """
    rows = city.molecules.filter(archived_at__isnull=which != "archived")
    if which in ("public", "own"):
        rows = rows.filter(published_at__isnull=which == "own")
    active = Q(actions__archived_at=None)
    return rows.annotate(action_count=Count("actions", filter=active, distinct=True)).order_by("code")


def list_neighbourhoods(city: City) -> list[Neighbourhood]:
    """The neighbourhoods of a city to choose from, without their polygons, in one query."""
    return list(city.neighbourhoods.defer("polygon").order_by("code"))
