"""Keys that the portal seals and signs with; only what is public stands here, the private halves are files."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.enums import KeyPurpose, KeyState
from core.models.base import WithId


class PortalKey(WithId):
    """A key of the portal with its certificate; every signature names its `key_id`.

    `key_id` is the beginning of the SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal digits.
    """

    key_id = models.CharField(_("key"), max_length=32, unique=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=KeyPurpose)
    certificate = models.TextField(_("certificate (PEM)"))
    chain = models.TextField(_("certificates above it (PEM)"), blank=True)
    not_before = models.DateTimeField(_("valid from"))
    not_after = models.DateTimeField(_("valid until"))
    state = models.CharField(_("state"), max_length=12, choices=KeyState, default=KeyState.ACTIVE)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.TextField(_("why it was revoked"), blank=True)

    class Meta:
        verbose_name = _("key of the portal")
        verbose_name_plural = _("keys of the portal")
        ordering = ["purpose", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"], condition=Q(state=KeyState.ACTIVE), name="one_active_key_a_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.key_id}"


class Checkpoint(WithId):
    """The whole evidence log at one moment in one digest, signed and published; rows only grow.

    `note` is the canonical JSON text that is signed: number, size, root, time, digest of the checkpoint before, key.
    The leaves of the root (RFC 6962) are the heads of all streams in the order of their ids.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("when"))
    size = models.PositiveIntegerField(_("streams"))
    events = models.PositiveIntegerField(_("events"))
    root_sha256 = models.CharField(_("root"), max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    heads = models.TextField(help_text=_("The leaves: canonical JSON of [stream, number, digest]."))
    note = models.TextField(_("signed text"))
    sha256 = models.CharField(_("digest of the signed text"), max_length=64)
    key = models.ForeignKey(PortalKey, models.PROTECT, related_name="checkpoints")
    signature = models.TextField(_("signature (base64)"))

    class Meta:
        verbose_name = _("checkpoint of the evidence log")
        verbose_name_plural = _("checkpoints of the evidence log")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.root_sha256[:16]}"


class EvidenceCheck(WithId):
    """What a check of the whole evidence log came to; while the newest found a fault, nothing new is sealed."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    streams = models.PositiveIntegerField(_("streams"))
    events = models.PositiveIntegerField(_("events"))
    faults = models.JSONField(_("faults"), default=list, blank=True)

    class Meta:
        verbose_name = _("check of the evidence log")
        verbose_name_plural = _("checks of the evidence log")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {len(self.faults)}"
