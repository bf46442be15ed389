"""Rules, incentives and disincentives that carry molecules, their versions, and saved choices of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Action, City
from core.fields import TextsField, euro_field
from core.models import Revised, Sourced, WithId
from molecules.enums import InstrumentKind, Payer
from molecules.models.molecule import Molecule
from molecules.querysets import PublishableQuerySet


class PolicyInstrument(Revised, Sourced):
    """A rule, incentive or disincentive; without molecules it holds in the whole city.

    Its effect on the spread of packages has the units of `emissions.instruments` and, in `effect_source`, its source.
    `budget_eur` is what the city's budget gains in a year (negative: pays); null where nobody said.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="instruments")
    code = models.CharField(_("code"), max_length=40)
    names = TextsField(_("names"))
    plain_words = TextsField(_("in plain words"))
    kind = models.CharField(_("kind"), max_length=12, choices=InstrumentKind)
    legal_basis = models.CharField(_("legal basis"), max_length=400)
    amount = models.DecimalField(_("amount or rate"), max_digits=16, decimal_places=4, null=True, blank=True)
    amount_unit = models.CharField(_("unit of the amount"), max_length=60, blank=True)
    molecules = models.ManyToManyField(
        Molecule, related_name="instruments", blank=True, verbose_name=_("molecules it applies to")
    )
    actions = models.ManyToManyField(
        Action, related_name="instruments", blank=True, verbose_name=_("actions it applies to")
    )
    in_force_from = models.DateField(_("in force from"))
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    saturation_points = models.DecimalField(
        _("added to the saturation (-1 to 1)"), max_digits=7, decimal_places=6, default=0
    )
    rise_factor = models.DecimalField(
        _("factor of the years of the rise"), max_digits=9, decimal_places=6, default=1
    )
    start_shift_years = models.DecimalField(
        _("years added to the start"), max_digits=6, decimal_places=3, default=0
    )
    effect_source = models.TextField(_("source of the effect"))
    budget_eur = euro_field(_("effect on the city's budget, EUR a year"))
    payer = models.CharField(_("who pays"), max_length=8, choices=Payer)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy instrument")
        verbose_name_plural = _("policy instruments")
        ordering = ["city", "code"]
        constraints = [
            models.UniqueConstraint(fields=["city", "code"], name="instrument_code_once"),
            models.CheckConstraint(
                condition=Q(saturation_points__range=(-1, 1)) & Q(rise_factor__gt=0),
                name="instrument_effect_possible",
                violation_error_message=_("The effect is outside what is possible."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="instrument_days_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.names) or self.code


class InstrumentVersion(WithId):
    """A policy instrument as it stood after a change."""

    instrument = models.ForeignKey(PolicyInstrument, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    values = models.JSONField(_("values"))
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a policy instrument")
        verbose_name_plural = _("versions of policy instruments")
        ordering = ["instrument", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.number}"


class InstrumentScenario(Revised):
    """A choice of policy instruments that somebody wants to look at together up to a year."""

    city = models.ForeignKey(City, models.CASCADE, related_name="instrument_scenarios")
    name = models.CharField(_("name"), max_length=120)
    instruments = models.ManyToManyField(PolicyInstrument, related_name="scenarios", blank=True)
    until_year = models.PositiveSmallIntegerField(_("until the year"))
    note = models.TextField(_("note"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("scenario of instruments")
        verbose_name_plural = _("scenarios of instruments")
        ordering = ["city", "name"]
        constraints = [models.UniqueConstraint(fields=["city", "name"], name="instrument_scenario_once")]

    def __str__(self) -> str:
        return self.name
