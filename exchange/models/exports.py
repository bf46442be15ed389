"""A version on its way out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import ContractVersion
from core.models import WithId
from exchange.enums import ExportKind, ExportState


class ExportFile(WithId):
    """A file made of a version for one reader's level; the same frozen version gives the same bytes."""

    version = models.ForeignKey(ContractVersion, models.CASCADE, related_name="exports")
    kind = models.CharField(_("form"), max_length=4, choices=ExportKind)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    visibility = models.CharField(_("for"), max_length=8)
    content_sha256 = models.CharField(_("digest of the content"), max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=ExportState, default=ExportState.WAITING)
    error = models.TextField(_("error"), blank=True)
    file = models.FileField(_("file"), upload_to="exports/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveIntegerField(_("size, bytes"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["version", "kind", "language"], name="export_of_version")]

    def __str__(self) -> str:
        return f"{self.version}: {self.kind} {self.language}"
