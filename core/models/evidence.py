"""The evidence log: few, permanent, chained events; triggers refuse to change or delete them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import WithId


class EvidenceHead(models.Model):
    """The newest event of a stream; locked while the next one is written."""

    stream = models.UUIDField(primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("head of an evidence stream")
        verbose_name_plural = _("heads of evidence streams")
        ordering = ["stream"]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class EvidenceEvent(WithId):
    """One event of a stream; `payload` is canonical JSON text, `sha256` binds it to the event before."""

    stream = models.UUIDField(_("stream"))
    seq = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("kind"), max_length=60)
    payload = models.TextField(_("payload"))
    previous_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event of the evidence log")
        verbose_name_plural = _("events of the evidence log")
        ordering = ["stream", "seq"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="evidence_dense")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}: {self.kind}"
