"""What an organisation promises."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.enums import Materiality
from contracts.models import Action, Contract
from core.fields import TextsField, euro_field, tonnes_field, year_field
from core.models import Revised, Sourced
from stakeholders.enums import CommitmentState
from stakeholders.models.organisation import Organisation
from stakeholders.querysets import CommitmentQuerySet


class Commitment(Revised, Sourced):
    """An organisation's own promise in a contract, material or immaterial, tied to actions."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="commitments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")
    title = TextsField(_("title"))
    statement = TextsField(_("statement"))
    materiality = models.CharField(
        _("material or immaterial"), max_length=10, choices=Materiality, default=Materiality.MATERIAL
    )
    actions = models.ManyToManyField(
        Action, related_name="commitments", blank=True, verbose_name=_("actions it covers")
    )
    start_year = year_field(_("start year"))
    end_year = year_field(_("end year"))
    reduction_tco2e = tonnes_field(_("reduction, t CO2e a year"))
    investment_eur = euro_field(_("investment, EUR"))
    state = models.CharField(
        _("state"), max_length=20, choices=CommitmentState, default=CommitmentState.DRAFT
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn from"), null=True, blank=True)
    is_named = models.BooleanField(_("the organisation is named in public"), default=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["contract", "organisation__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reduction_tco2e__isnull=True) | Q(reduction_tco2e__gte=0),
                name="commitment_reduction_not_negative",
                violation_error_message=_("A reduction is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                name="commitment_years_in_order",
                violation_error_message=_("The end year is not before the start year."),
            ),
            models.UniqueConstraint(fields=["contract", "number"], name="commitment_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.title}"

    @property
    def public_party(self) -> str:
        """Who promises, as everyone reads it: some organisations wish not to be named."""
        return self.organisation.name if self.is_named else gettext("an organisation that is not named")

    @property
    def public_name(self) -> str:
        """What the public feed of changes calls it: by its title alone where its organisation is not named."""
        return str(self) if self.is_named else str(self.title)
