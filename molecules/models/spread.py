"""Computed spreads of a city's molecules."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models import City
from core.models import WithId


class SpreadRun(WithId):
    """What the molecules of a city may save beyond themselves: inputs as they were, results, how many draws are done.

    `results` is empty until the first band exists; the newest finished run of a city is what its pages show.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="spread_runs")
    inputs = models.JSONField(_("inputs"))
    inputs_sha256 = models.CharField(_("fingerprint of the inputs"), max_length=64)
    results = models.JSONField(_("results"), default=dict)
    draws_done = models.PositiveIntegerField(_("draws done"), default=0)
    draws = models.PositiveIntegerField(_("draws"))
    seed = models.PositiveBigIntegerField(_("seed"))
    engine_version = models.CharField(_("version of the engine"), max_length=20)
    made_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("computed spread")
        verbose_name_plural = _("computed spreads")
        ordering = ["city", "-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.city} {self.made_at:%Y-%m-%d %H:%M}"
