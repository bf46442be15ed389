"""The personal data of this room: most of it belongs to signatures."""

from django.utils.translation import gettext_lazy as _

from core.services.personal_data import Treatment, register_personal

SIGNED = _("It belongs to what was promised or signed, and is evidence (article 17(3) GDPR).")
WORK = _("It is work for the contract, kept with an account that has no name any more.")
ROLE = _("It only says what the person may do.")
KEPT = {
    "stakeholders.Mandate": (("confirmed_by",), SIGNED),
    "stakeholders.SigningRequest": (("opened_by",), SIGNED),
    "stakeholders.RequestSigner": (("person",), SIGNED),
    "stakeholders.ExternalSignedFile": (("uploaded_by", "accepted_by"), SIGNED),
    "stakeholders.CommitmentVersion": (("created_by",), SIGNED),
    "stakeholders.Invitation": (("invited_by", "accepted_by"), WORK),
    "stakeholders.Application": (("answered_by",), WORK),
    "stakeholders.Attachment": (("uploaded_by",), WORK),
    "stakeholders.CommitmentNote": (("author", "resolved_by"), WORK),
    "stakeholders.CommitmentReport": (("author", "reviewer"), WORK),
}
OF_SLOTS = {
    "stakeholders.SignatureRecord": ("idempotency_key",),
    "stakeholders.IdentityProof": ("code_hmac", "subject_sha256"),
}
"""Rows that belong to the person of their slot, and what of them is never told."""
SECRETS = ("token_sha256",)


def register_rows() -> None:
    """Register the rows of people."""
    for label, (names, reason) in KEPT.items():
        for name in names:
            register_personal(label, name, treatment=Treatment.KEEP, reason=reason, secret=SECRETS)
    register_personal(
        "stakeholders.Mandate", "person", treatment=Treatment.KEEP, reason=SIGNED, wipe={"tax_code": ""}
    )
    for label, secret in OF_SLOTS.items():
        register_personal(label, "signer__person", treatment=Treatment.KEEP, reason=SIGNED, secret=secret)
    register_personal("stakeholders.OrganisationMembership", "user", treatment=Treatment.ERASE, reason=ROLE)
    for label in ("stakeholders.Invitation", "stakeholders.Application"):
        register_personal(
            label,
            "email",
            treatment=Treatment.PSEUDONYMISE,
            reason=WORK,
            wipe={"email": "", "contact_name": ""},
            secret=SECRETS,
            by_address=True,
        )
