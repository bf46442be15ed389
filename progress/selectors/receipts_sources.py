"""Where the inputs of a receipt come from: the sources and dates of the rows that the portal has today."""

from typing import Any

from django.utils.functional import cached_property

from contracts.models import Action, ActionReport, Contract, ContractVersion, ProxyValue
from core.quantities import format_date
from progress.selectors.inventories import published_inventories
from progress.selectors.milestones import list_milestones
from stakeholders.models import Commitment


class Sources:
    """Sources of one contract's rows, each kind read when it is first asked for, in one query."""

    def __init__(self, contract: Contract, user: Any) -> None:
        self.contract = contract
        self.user = user

    @cached_property
    def _current(self) -> ContractVersion | None:
        return self.contract.versions.filter(is_current=True).first()

    @property
    def version(self) -> tuple[str, str]:
        """Source and date of the contract's current version."""
        version = self._current
        return (version.source, version.document_date_note) if version else ("", "")

    @cached_property
    def gap(self) -> str:
        """The source of the total row of the gap table."""
        row = self._current.gap_rows.filter(sector="").first() if self._current else None
        return row.source if row else ""

    @cached_property
    def inventories(self) -> dict[tuple[str, int], tuple[str, str]]:
        """Source and day of publication, by series and year."""
        rows = published_inventories(self.contract.city).select_related("series")
        return {
            (row.series.code, row.year): (row.source, format_date(row.published_at, "short", unknown=""))
            for row in rows
        }

    @cached_property
    def actions(self) -> dict[str, tuple[str, str]]:
        """Source and day of the last change, by id."""
        rows = Action.objects.visible_to(self.user).filter(contract=self.contract)
        return {
            str(pk): (source, format_date(changed_at, "short"))
            for pk, source, changed_at in rows.values_list("pk", "source", "changed_at")
        }

    @cached_property
    def reports(self) -> dict[tuple[str, str], str]:
        """The organisation that reported, by action and day."""
        rows = ActionReport.objects.filter(action__contract=self.contract)
        return {
            (str(action), day.isoformat()): name
            for action, day, name in rows.values_list("action_id", "reported_on", "organisation_name")
        }

    @cached_property
    def milestones(self) -> dict[str, tuple[str, str]]:
        """Title and source of those that readers may know of, by id."""
        rows = list_milestones(self.contract)
        return {str(row.pk): (str(row.title), row.source) for row in rows}

    @cached_property
    def commitments(self) -> dict[str, tuple[str, str, str]]:
        """Organisation with title, source and day of the last change of those the reader may see, by id."""
        rows = Commitment.objects.visible_to(self.user).filter(contract=self.contract)
        return {
            str(row.pk): (
                f"{row.public_party}: {row.title}",
                row.source,
                format_date(row.changed_at, "short"),
            )
            for row in rows.select_related("organisation")
        }

    @cached_property
    def proxies(self) -> dict[tuple[str, int, int | None], tuple[str, str]]:
        """Unit and source, by kind, year and month."""
        rows = ProxyValue.objects.filter(city=self.contract.city_id)
        return {
            (kind, year, month): (unit, source)
            for kind, year, month, unit, source in rows.values_list("kind", "year", "month", "unit", "source")
        }
