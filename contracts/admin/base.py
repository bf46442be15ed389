"""What the admin of every part of a contract shares."""

from operator import attrgetter
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from contracts.models import City
from contracts.signals import contract_changed
from core.admin import PublicAdmin
from core.models import User


class CityPartAdmin(PublicAdmin):
    """A row that belongs to a city; `city_path` leads there from the row."""

    city_path = "city"

    def city_of(self, row: Any) -> City | None:
        """The city of the row; None for what belongs to the whole Mission."""
        city: City | None = attrgetter(self.city_path)(row)
        return city

    def city_slug(self, row: Any) -> str:
        """The city's short name for the change row."""
        city = self.city_of(row)
        return city.slug if city else ""

    def tell(self, row: Any, by: User) -> None:
        """Have the contract of the city computed anew, if it has one."""
        try:
            contract_id = self.city_of(row).contract.pk  # type: ignore[union-attr]  # caught below
        except (AttributeError, ObjectDoesNotExist):
            return
        contract_changed.send(type(row), contract_id=contract_id, by=by)


class ContractPartAdmin(CityPartAdmin):
    """A row that belongs to a contract."""

    city_path = "contract.city"
    list_filter: tuple[str, ...] = ("contract",)
    list_select_related: tuple[str, ...] = ("contract__city",)
