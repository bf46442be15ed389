"""Registration of the room with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoleculesConfig(AppConfig):
    """The room `molecules`."""

    name = "molecules"
    verbose_name = _("Molecules")

    def ready(self) -> None:
        """Register what the portal asks every room for; keep the field history of what officers edit."""
        models = import_module("molecules.models")
        import_module("core.history").watch(
            models.Intervention, models.Molecule, models.MoleculeIndicator, models.MoleculeMilestone
        )
        import_module("molecules.services.personal_rows").register_rows()
        import_module("molecules.services.restoring").register_fields()
