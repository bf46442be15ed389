"""What stands in a whole city, for sharing out its emissions to an area."""

from dataclasses import dataclass

from django.db.models import Count, F, Sum
from django.db.models.functions import Abs
from django.utils.translation import gettext as _

from contracts.models import City
from molecules.enums import StockFigure


@dataclass(frozen=True, slots=True)
class CityStock:
    """A stock figure of a whole city and where it comes from."""

    amount: int
    source: str


def read_city_stock(city: City, figure: StockFigure, year: int) -> CityStock | None:
    """A stock figure of the city, None where nobody knows it.

    Residents are those counted nearest to the year; other figures are the sum of the neighbourhoods, where every
    one of them states it.
    """
    if figure == StockFigure.RESIDENTS:
        counted = city.populations.exclude(year=None).annotate(apart=Abs(F("year") - year))
        newest = counted.order_by("apart", "-year").first()
        if newest is not None:
            return CityStock(newest.residents, _("residents of the city in %(year)s") % {"year": newest.year})
    said = city.neighbourhoods.aggregate(
        total=Sum(figure.value), stated=Count(figure.value), count=Count("pk")
    )
    if not said["total"] or said["stated"] < said["count"]:
        return None
    return CityStock(said["total"], _("sum of the city's neighbourhoods"))
