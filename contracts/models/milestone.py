"""Milestones on the way to the target year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import MilestoneState, PassRule
from contracts.models.action import Action
from contracts.models.city import City
from contracts.models.indicator import Indicator
from contracts.querysets import MilestoneQuerySet
from core.fields import TextsField, quantity_field, share_field
from core.models import Revised, Sourced, WithId


class Milestone(Revised, Sourced):
    """A dated milestone of a city, of one of its actions, or (without a city) of the whole Mission.

    `pass_rule` says what proves it: an indicator that comes to `pass_value` (in the direction it should move), or an
    accepted report. `due_note` keeps a date printed with less than a day's precision ("2022-01"); `due_on` is then its
    first day.
    """

    city = models.ForeignKey(City, models.CASCADE, null=True, blank=True, related_name="milestones")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="milestones")
    title = TextsField(_("title"))
    due_on = models.DateField(_("due on"))
    due_note = models.CharField(_("date, as printed"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MilestoneState, default=MilestoneState.PLANNED
    )
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    effect_share = share_field(_("share of the action's full effect once reached"))
    expected_on = models.DateField(_("expected on, as its owner sees it now"), null=True, blank=True)
    pass_rule = models.CharField(_("reached when"), max_length=10, choices=PassRule, blank=True)
    pass_indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("indicator")
    )
    pass_value = quantity_field(_("value of the indicator"))

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effect_share__isnull=True) | Q(effect_share__range=(0, 1)),
                name="milestone_effect_share_0_to_1",
                violation_error_message=_("A share lies between 0 and 1."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class MilestoneMove(WithId):
    """A milestone was moved: the old date and the reason stay."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="moves")
    from_date = models.DateField(_("old date"))
    to_date = models.DateField(_("new date"))
    reason = models.TextField(_("reason"))
    moved_at = models.DateTimeField(_("moved"), auto_now_add=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("move of a milestone")
        verbose_name_plural = _("moves of milestones")
        ordering = ["milestone", "moved_at"]

    def __str__(self) -> str:
        return f"{self.from_date} → {self.to_date}"


class MilestoneDependency(WithId):
    """A milestone cannot come before another one, and not sooner than `least_days` after it."""

    before = models.ForeignKey(Milestone, models.CASCADE, related_name="followers")
    after = models.ForeignKey(Milestone, models.CASCADE, related_name="conditions")
    least_days = models.PositiveIntegerField(_("days between them at least"), default=0)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dependency of milestones")
        verbose_name_plural = _("dependencies of milestones")
        ordering = ["before", "after"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="milestone_dependency_once"),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")),
                name="milestone_not_before_itself",
                violation_error_message=_("A milestone cannot wait for itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
