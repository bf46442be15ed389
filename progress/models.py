"""Are we keeping the promise? Computed once by a worker, stored with its inputs, read by pages."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from core.models import WithId
from progress.enums import Verdict


class ProgressSnapshot(WithId):
    """A contract's computed progress, with the inputs it came from.

    Keyed by contract, hash of the inputs and engine version: computing the same thing again stores nothing new.
    History is kept; `is_current` marks the one that pages show, `confirmed_at` when it last came out the same.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="snapshots")
    as_of = models.DateField(_("as of"))
    engine_version = models.CharField(_("engine version"), max_length=20)
    input_hash = models.CharField(_("hash of the inputs"), max_length=64)
    result_hash = models.CharField(_("hash of the results"), max_length=64)
    inputs = models.JSONField(_("inputs"), encoder=DjangoJSONEncoder)
    results = models.JSONField(_("results"))
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    is_current = models.BooleanField(_("shown"), default=True)
    computed_at = models.DateTimeField(_("computed"))
    confirmed_at = models.DateTimeField(_("last confirmed"))

    class Meta:
        verbose_name = _("progress snapshot")
        verbose_name_plural = _("progress snapshots")
        ordering = ["contract", "-computed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "input_hash", "engine_version"], name="snapshot_once_per_input"
            ),
            models.UniqueConstraint(
                fields=["contract"], condition=Q(is_current=True), name="snapshot_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract} {self.as_of}: {self.verdict}"


class SnapshotChart(WithId):
    """A chart of a snapshot in one language: the finding, two drawings, the Plotly figure, the table, the CSV."""

    snapshot = models.ForeignKey(ProgressSnapshot, models.CASCADE, related_name="charts")
    name = models.SlugField(_("chart"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("chart of a snapshot")
        verbose_name_plural = _("charts of snapshots")
        ordering = ["snapshot", "language", "position"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "name", "language"], name="chart_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
