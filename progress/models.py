"""Are we keeping the promise? Computed once by a worker, stored with its inputs, read by pages."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import ActionState
from contracts.models import Action, Contract
from core.fields import tonnes_field, year_field
from core.models import Revised, WithId
from progress.enums import Verdict


class ProgressSnapshot(WithId):
    """A contract's computed progress, with the inputs it came from.

    Keyed by contract, hash of the inputs and engine version: computing the same thing again stores nothing new.
    History is kept; `is_current` marks the one that pages show, `confirmed_at` when it last came out the same.
    `ledger` says for every action what it claims, what it is credited, and on which rung of evidence it stands.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="snapshots")
    as_of = models.DateField(_("as of"))
    engine_version = models.CharField(_("engine version"), max_length=20)
    input_hash = models.CharField(_("hash of the inputs"), max_length=64)
    result_hash = models.CharField(_("hash of the results"), max_length=64)
    inputs = models.JSONField(_("inputs"), encoder=DjangoJSONEncoder)
    results = models.JSONField(_("results"))
    ledger = models.JSONField(_("ledger"), default=dict)
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


class SnapshotForesight(WithId):
    """What a snapshot lets one expect: chance of the target, what moves it, the cheapest set that closes the gap.

    Drawn with a seed that comes from the inputs, so that anyone can draw the same numbers again.
    """

    snapshot = models.OneToOneField(ProgressSnapshot, models.CASCADE, related_name="foresight")
    seed = models.PositiveBigIntegerField(_("seed"))
    draws = models.PositiveIntegerField(_("draws"))
    content = models.JSONField(_("content"))
    computed_at = models.DateTimeField(_("computed"), auto_now_add=True)

    class Meta:
        verbose_name = _("foresight of a snapshot")
        verbose_name_plural = _("foresights of snapshots")
        ordering = ["snapshot"]

    def __str__(self) -> str:
        return str(self.snapshot)


class SnapshotChart(WithId):
    """A chart of a snapshot in one language: the finding, two drawings, the Plotly figure, the table, the CSV."""

    snapshot = models.ForeignKey(ProgressSnapshot, models.CASCADE, related_name="charts")
    name = models.SlugField(_("chart"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    content = models.JSONField(_("content"))
    mask_digest = models.CharField(_("digest of what it hides"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("chart of a snapshot")
        verbose_name_plural = _("charts of snapshots")
        ordering = ["snapshot", "language", "position"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "name", "language"], name="chart_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Scenario(Revised):
    """A what-if of a city's officers: the plan with some actions changed. Nothing real changes.

    `results` holds what the same arithmetic makes of it, beside the plan it was compared with.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="scenarios")
    title = models.CharField(_("title"), max_length=120)
    note = models.TextField(_("note"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    base = models.ForeignKey(
        ProgressSnapshot,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="scenarios",
        verbose_name=_("compared with"),
    )
    results = models.JSONField(_("results"), default=dict, blank=True)
    computed_at = models.DateTimeField(_("computed"), null=True, blank=True)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["contract", "-created_at"]
        constraints = [models.UniqueConstraint(fields=["contract", "title"], name="scenario_title_once")]

    def __str__(self) -> str:
        return self.title


class ScenarioChange(WithId):
    """What a scenario changes in one action; what is empty stays as planned."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="changes")
    action = models.ForeignKey(Action, models.CASCADE, related_name="+")
    start_year = year_field(_("start year"))
    end_year = year_field(_("end year"))
    reduction_tco2e = tonnes_field(_("reduction, t CO2e a year"))
    state = models.CharField(_("state"), max_length=12, choices=ActionState, blank=True)

    class Meta:
        verbose_name = _("change of a scenario")
        verbose_name_plural = _("changes of scenarios")
        ordering = ["scenario", "action"]
        constraints = [models.UniqueConstraint(fields=["scenario", "action"], name="scenario_action_once")]

    def __str__(self) -> str:
        return f"{self.scenario}: {self.action.code}"
