"""The personal data of this room."""

from django.utils.translation import gettext_lazy as _

from core.services.personal_data import Treatment, register_personal

WORK = _("It is work for the city; what was chosen and computed needs no author.")


def register_rows() -> None:
    """Register the rows of people."""
    for label in ("InstrumentVersion", "InstrumentScenario", "SpreadRun"):
        register_personal(f"molecules.{label}", "made_by", treatment=Treatment.PSEUDONYMISE, reason=WORK)
