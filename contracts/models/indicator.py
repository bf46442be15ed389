"""Indicators of monitoring, evaluation and learning (tables B-3.1 and B-3.2) and their values."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.enums import IndicatorAggregation, IndicatorDirection, IndicatorValueState
from contracts.models.action import Action
from contracts.models.contract import Contract
from core.fields import TextsField, quantity_field, year_field
from core.models import Revised, Sourced


class Indicator(Revised, Sourced):
    """One indicator with its metadata card; a target that is not a number stays in its note, as printed."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="indicators")
    code = models.CharField(_("number"), max_length=30)
    name = TextsField(_("name"))
    outcome = TextsField(_("outcome or impact it measures"))
    actions = models.ManyToManyField(
        Action, related_name="indicators", blank=True, verbose_name=_("actions it follows")
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    definition = TextsField(_("definition"))
    calculation = TextsField(_("calculation"))
    direction = models.CharField(
        _("should rise or fall"), max_length=8, choices=IndicatorDirection, blank=True
    )
    aggregation = models.CharField(
        _("how values become one"),
        max_length=10,
        choices=IndicatorAggregation,
        default=IndicatorAggregation.LATEST,
    )
    is_headline = models.BooleanField(_("headline indicator"), default=False)
    measures_direct = models.BooleanField(_("measures direct impacts"), null=True, blank=True)
    direct_sectors = models.CharField(_("in which sectors"), max_length=300, blank=True)
    measures_indirect = models.BooleanField(_("measures indirect impacts"), null=True, blank=True)
    co_benefit = models.CharField(_("which co-benefit"), max_length=300, blank=True)
    used_for_pathways = models.CharField(_("used for which pathways or actions"), max_length=500, blank=True)
    captured_by = models.CharField(
        _("captured by CDP, SCIS or the Covenant of Mayors"), max_length=300, blank=True
    )
    data_source = models.CharField(_("source of the data"), max_length=500, blank=True)
    is_local_data = models.CharField(_("local or national"), max_length=120, blank=True)
    availability = models.CharField(_("expected availability"), max_length=300, blank=True)
    interval = models.CharField(
        _("interval of collection (ISO 8601, for example P2Y)"), max_length=20, blank=True
    )
    deliverables = models.CharField(_("deliverables"), max_length=500, blank=True)
    other_systems = models.CharField(_("other systems that use it"), max_length=300, blank=True)
    owner = models.CharField(_("who collects it"), max_length=300, blank=True)
    attribution_note = TextsField(_("what else moves it"))
    baseline_year = year_field(_("baseline year"))
    baseline_value = quantity_field(_("baseline value"))
    baseline_note = models.CharField(_("baseline, as printed"), max_length=200, blank=True)
    target_2025 = quantity_field(_("target 2025"))
    target_2025_note = models.CharField(_("target 2025, as printed"), max_length=200, blank=True)
    target_2027 = quantity_field(_("target 2027"))
    target_2027_note = models.CharField(_("target 2027, as printed"), max_length=200, blank=True)
    target_2030 = quantity_field(_("target 2030"))
    target_2030_note = models.CharField(_("target 2030, as printed"), max_length=200, blank=True)
    archived_at = models.DateTimeField(
        pgettext_lazy("indicator", "archived"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["contract", "code"]
        constraints = [models.UniqueConstraint(fields=["contract", "code"], name="indicator_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IndicatorValue(Revised, Sourced):
    """A value of an indicator for a year."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(_("year"))
    value = quantity_field(_("value"))
    state = models.CharField(
        _("state"), max_length=10, choices=IndicatorValueState, default=IndicatorValueState.DRAFT
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        ordering = ["indicator", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="indicator_value_once_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}: {self.value}"
