"""The personal data of this room."""

from django.utils.translation import gettext_lazy as _

from core.services.personal_data import Treatment, register_personal

WORK = _("It tells where figures of the contract came from, with an account that has no name any more.")
FILE = _("The file is the city's; who asked for it is not needed.")
KEY = _("The key is the city's or the organisation's; without who answers for it, it does not work.")


def register_rows() -> None:
    """Register the rows of people."""
    register_personal("exchange.ImportRun", "made_by", treatment=Treatment.KEEP, reason=WORK)
    secret = ("secret_sha256",)
    for name, treatment in (("responsible", Treatment.PSEUDONYMISE), ("created_by", Treatment.KEEP)):
        register_personal("exchange.ApiCredential", name, treatment=treatment, reason=KEY, secret=secret)
    register_personal("exchange.ExportFile", "made_by", treatment=Treatment.PSEUDONYMISE, reason=FILE)
