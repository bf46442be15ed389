"""The life of a version: approvals, transitions, files, signatures on paper, and what was frozen."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import FileKind, VersionState
from contracts.models.contract import ContractVersion
from contracts.models.files import AddedFile
from contracts.models.party import ContractParty
from core.fields import TextsField
from core.models import WithId


class Clause(WithId):
    """A text that parties sign, with the digest of its canonical text; `party` is set where it binds one alone."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="clauses")
    key = models.CharField(_("key"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    party = models.ForeignKey(
        ContractParty,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="clauses",
        verbose_name=_("binds only"),
    )
    text = TextsField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["version", "position", "key"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="clause_once_per_version")]

    def __str__(self) -> str:
        return f"{self.version}: {self.key}"


class VersionApproval(WithId):
    """One person approves exactly the content with this digest; a later change of content makes it void.

    `part_digests` keeps the digest of each section and table, so that it can be told what changed since.
    """

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="approvals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content_sha256 = models.CharField(max_length=64)
    part_digests = models.JSONField(default=dict, editable=False)
    approved_at = models.DateTimeField(_("approved"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval of a version")
        verbose_name_plural = _("approvals of versions")
        ordering = ["approved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person", "content_sha256"], name="approval_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.person}"


class VersionTransition(WithId):
    """A step in the life of a version, with what was recorded on the way; also an event of the evidence log."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="transitions")
    from_state = models.CharField(_("from"), max_length=20, choices=VersionState)
    to_state = models.CharField(_("to"), max_length=20, choices=VersionState)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    event_seq = models.PositiveIntegerField(_("number in the evidence log"), null=True, blank=True)

    class Meta:
        verbose_name = _("transition of a version")
        verbose_name_plural = _("transitions of versions")
        ordering = ["version", "made_at"]

    def __str__(self) -> str:
        return f"{self.version}: {self.from_state} → {self.to_state}"


class VersionFile(AddedFile):
    """A file that belongs to a version."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=16, choices=FileKind, default=FileKind.ANNEX)
    file = models.FileField(_("file"), upload_to="versions/%Y/%m/")

    class Meta:
        verbose_name = _("file of a version")
        verbose_name_plural = _("files of versions")
        ordering = ["version", "uploaded_at"]


class PaperSignature(WithId):
    """A party signed on paper: recorded by the city, with the scan where there is one, and the clauses it covers."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="paper_signatures")
    party = models.ForeignKey(ContractParty, models.PROTECT, related_name="paper_signatures")
    person = models.CharField(_("who signed"), max_length=200)
    position = models.CharField(_("position"), max_length=200, blank=True)
    signed_on = models.DateField(_("signed on"))
    file = models.ForeignKey(VersionFile, models.SET_NULL, null=True, blank=True, related_name="+")
    clause_hashes = models.JSONField(_("clauses signed"), default=dict)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("signature on paper")
        verbose_name_plural = _("signatures on paper")
        ordering = ["version", "signed_on"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party", "person"], name="paper_signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.signed_on}"


class FrozenPart(WithId):
    """A part of a frozen version as canonical JSON text; never changed (triggers refuse it)."""

    version = models.ForeignKey(ContractVersion, models.PROTECT, related_name="frozen_parts")
    name = models.CharField(_("part"), max_length=40)
    content = models.TextField(_("content"))
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("frozen"), auto_now_add=True)

    class Meta:
        verbose_name = _("frozen part of a version")
        verbose_name_plural = _("frozen parts of versions")
        ordering = ["version", "name"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="frozen_part_once")]

    def __str__(self) -> str:
        return f"{self.version}: {self.name}"
