"""What a check found in published figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import FindingSeverity
from contracts.models.city import City
from core.models import WithId


class Finding(WithId):
    """An oddity of a published figure, which stays as printed. The sentence is made from `check_name` and `numbers`."""

    city = models.ForeignKey(City, models.CASCADE, related_name="findings")
    check_name = models.CharField(_("check"), max_length=60)
    severity = models.CharField(
        _("severity"), max_length=8, choices=FindingSeverity, default=FindingSeverity.WARNING
    )
    subject_kind = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.UUIDField(_("id of the thing"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    numbers = models.JSONField(_("numbers"), default=dict, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["city", "check_name", "place"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="finding_subject")]

    def __str__(self) -> str:
        return f"{self.city}: {self.check_name} ({self.place})"
