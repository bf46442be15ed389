"""The personal data of this room."""

from django.utils.translation import gettext_lazy as _

from core.services.personal_data import Treatment, register_personal

WORK = _("It is work for the city; its figures need no author.")


def register_rows() -> None:
    """Register the rows of people."""
    register_personal("progress.Scenario", "created_by", treatment=Treatment.PSEUDONYMISE, reason=WORK)
