"""The personal data of this room, and why someone cannot be erased yet."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.enums import CityRole
from contracts.models import City
from core.models import User
from core.services.personal_data import Treatment, register_erasure_guard, register_personal

SIGNED = gettext_lazy("It belongs to what was decided or signed, and is evidence (article 17(3) GDPR).")
WORK = gettext_lazy("It is work for the city, kept with an account that has no name any more.")
OWN = gettext_lazy("It was for this person alone.")
ROLE = gettext_lazy("It only says what the person may do.")
KEPT = {
    "contracts.VersionApproval": (("person",), SIGNED),
    "contracts.VersionTransition": (("made_by",), SIGNED),
    "contracts.VersionFile": (("uploaded_by",), SIGNED),
    "contracts.PaperSignature": (("recorded_by",), SIGNED),
    "contracts.ReviewRequest": (("reviewer", "requested_by"), SIGNED),
    "contracts.MilestoneMove": (("moved_by",), WORK),
    "contracts.ActionReport": (("reported_by",), WORK),
    "contracts.CorrectionRequest": (("answered_by",), WORK),
    "contracts.Finding": (("explained_by",), WORK),
    "contracts.IndicatorValue": (("written_by",), WORK),
    "contracts.Section": (("changed_by",), WORK),
    "contracts.Comment": (("author", "resolved_by"), WORK),
}
ADDRESSES = {
    "contracts.Action": "contact_email",
    "contracts.ContractParty": "contact_email",
    "contracts.CampaignItem": "contact_email",
    "contracts.CorrectionRequest": "email",
}


def register_rows() -> None:
    """Register the rows of people."""
    for label, (names, reason) in KEPT.items():
        for name in names:
            register_personal(label, name, treatment=Treatment.KEEP, reason=reason)
    register_personal("contracts.CityMembership", "user", treatment=Treatment.ERASE, reason=ROLE)
    register_personal("contracts.SectionDraft", "author", treatment=Treatment.ERASE, reason=OWN)
    register_personal("contracts.SectionPresence", "person", treatment=Treatment.ERASE, reason=OWN)
    register_personal("contracts.Section", "assigned_to", treatment=Treatment.PSEUDONYMISE, reason=WORK)
    for label, name in ADDRESSES.items():
        register_personal(
            label,
            name,
            treatment=Treatment.PSEUDONYMISE,
            reason=WORK,
            wipe={name: ""},
            by_address=True,
        )
    register_erasure_guard(explain_last_lead)


def explain_last_lead(user: User) -> str:
    """Why the last lead of a city is not erased: nobody could invite colleagues any more."""
    led = City.objects.filter(memberships__user=user, memberships__role=CityRole.LEAD)
    alone = [
        city for city in led if not city.memberships.filter(role=CityRole.LEAD).exclude(user=user).exists()
    ]
    if not alone:
        return ""
    names = ", ".join(str(city) for city in alone)
    return _("You are the last lead of %(cities)s: make someone else lead first.") % {"cities": names}
