"""What a check found in published figures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import FindingSeverity
from contracts.models.city import City
from contracts.models.contract import ContractVersion
from core.fields import TextsField
from core.models import WithId


class Finding(WithId):
    """An oddity of a figure, which stays as printed. Sentences are made from `check_name`, `proposal` and `numbers`.

    `version` is set where the figure belongs to one version; actions, indicators and inventories belong to no single
    one.
    An `explanation` says why a figure stands nevertheless: the finding keeps its id, and so its explanation, for as
    long as it is found.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="findings")
    version = models.ForeignKey(
        ContractVersion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("found in version"),
    )
    check_name = models.CharField(_("check"), max_length=60)
    severity = models.CharField(
        _("severity"), max_length=8, choices=FindingSeverity, default=FindingSeverity.WARNING
    )
    subject_kind = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.UUIDField(_("id of the thing"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    numbers = models.JSONField(_("numbers"), default=dict, blank=True)
    table = models.CharField(_("table"), max_length=60, blank=True)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    proposal = models.CharField(_("proposed mend"), max_length=60, blank=True)
    explanation = TextsField(_("why it stands"))
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("explained by"),
    )
    explained_at = models.DateTimeField(_("explained"), null=True, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["city", "check_name", "place"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="finding_subject")]

    def __str__(self) -> str:
        return f"{self.city}: {self.check_name} ({self.place})"
