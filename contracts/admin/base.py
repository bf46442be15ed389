"""What the admin of every part of a contract shares."""

from operator import attrgetter
from typing import Any

from contracts.models import City, Contract
from contracts.services.checks import refresh_findings
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
        """Check the figures of the city's contract anew and have it computed anew, if it has one."""
        contract = getattr(self.city_of(row), "contract", None)
        if contract is not None:
            refresh_findings(contract=contract)
            self.send(row, contract, by)

    def send(self, row: Any, contract: Contract, by: User) -> None:
        """Send the signal of this kind of row."""
        contract_changed.send(type(row), contract_id=contract.pk, by=by)


class ContractPartAdmin(CityPartAdmin):
    """A row that belongs to a contract."""

    city_path = "contract.city"
    list_filter = ["contract"]
    list_select_related = ["contract__city"]
