"""How long the addresses of readers and of those who were asked are kept."""

from core.services.retention import register_retention


def register_rows() -> None:
    """Register hints that were answered, and requests of campaigns that were."""
    for label, address in (
        ("contracts.CorrectionRequest", "email"),
        ("contracts.CampaignItem", "contact_email"),
    ):
        register_retention(label, since="answered_at", period="contact", wipe={address: ""})
