"""The personal data of this room."""

from django.utils.translation import gettext_lazy as _

from core.services.personal_data import Treatment, register_personal

WORK = _("It tells where figures of the contract came from, with an account that has no name any more.")
FILE = _("The file is the city's; who asked for it is not needed.")


def register_rows() -> None:
    """Register the rows of people."""
    register_personal("exchange.ImportRun", "made_by", treatment=Treatment.KEEP, reason=WORK)
    register_personal("exchange.ExportFile", "made_by", treatment=Treatment.PSEUDONYMISE, reason=FILE)
