"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    """The room `contracts`."""

    name = "contracts"
    verbose_name = _("Contracts")

    def ready(self) -> None:
        """Keep the field history of every row that officers edit, and guard the life of versions."""
        from contracts import models  # noqa: PLC0415 - models are there only when Django is ready
        from contracts.selectors.version_guards import register_lifecycle  # noqa: PLC0415 - the same
        from contracts.services import personal_rows, retention_rows  # noqa: PLC0415 - the same
        from core.history import watch  # noqa: PLC0415 - the same

        watch(
            models.Action,
            models.City,
            models.Clause,
            models.Contract,
            models.ContractParty,
            models.ContractVersion,
            models.EmissionsGapRow,
            models.Indicator,
            models.IndicatorValue,
            models.Inventory,
            models.InventoryLine,
            models.InventorySeries,
            models.Milestone,
            models.MonitoringCampaign,
            models.Objective,
            models.Pathway,
            models.ProxyValue,
            models.Section,
            models.TableRow,
            models.TargetBoundary,
        )
        register_lifecycle()
        personal_rows.register_rows()
        retention_rows.register_rows()
