"""Registration of the room with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The room `core`."""

    name = "core"
    verbose_name = _("People and background work")

    def ready(self) -> None:
        """Bring every room's mails in; have what becomes of keys proven with the log, and keys made if asked."""
        autodiscover_modules("emails", "account_emails", "evidence_emails", "seal_emails")
        import_module("core.receivers").connect_keys(self)
        import_module("core.services.personal_rows").register_rows()
        import_module("core.services.retention_rows").register_rows()
        import_module("core.web.session_limits")  # hears who signs in
