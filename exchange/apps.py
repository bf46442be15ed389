"""The room of what leaves and enters: imports, exports, the contract as a document, the API."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Imports, exports and the API."""

    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        """Freeze the sources of rows with every version that is submitted: its workbook tells them for ever."""
        provenance = import_module("exchange.selectors.provenance")
        import_module("contracts.lifecycle").register_frozen_part(
            provenance.PROVENANCE, provenance.read_sources
        )
        import_module("core.history").watch(import_module("exchange.models").ApiCredential)
        import_module("exchange.services.personal_rows").register_rows()
        import_module("exchange.emails")
