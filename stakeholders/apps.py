"""Registration of the room with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StakeholdersConfig(AppConfig):
    """The room `stakeholders`."""

    name = "stakeholders"
    verbose_name = _("Stakeholders")

    def ready(self) -> None:
        """Freeze the commitments with every version that is submitted; say who is a partner of a contract."""
        frozen, rules = import_module("stakeholders.frames"), import_module("stakeholders.rules")
        import_module("contracts.lifecycle").register_frozen_part("commitments", frozen.freeze_commitments)
        import_module("contracts.visibility").register_partner_rule("organisations", rules.is_partner)
        import_module("stakeholders.services.personal_rows").register_rows()
        import_module("stakeholders.services.retention_rows").register_rows()
        import_module("stakeholders.receivers")
        import_module("stakeholders.services.versions").register_proofs()
        import_module("stakeholders.services.statements").register_proofs()
        import_module("stakeholders.services.sealing").register_proofs()
        import_module("stakeholders.services.resealing").register_documents()
