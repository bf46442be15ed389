"""Organisations as the published contract lists them; never portal signatures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.enums import PartyRole
from contracts.models.contract import Contract
from core.models import Sourced, WithId


class ContractParty(Sourced, WithId):
    """An organisation listed in the published contract, in the words printed there."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    organisation_name = models.CharField(_("organisation"), max_length=300)
    role = models.CharField(_("role"), max_length=14, choices=PartyRole)
    category = models.CharField(_("category, as printed"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=80, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=200, blank=True)
    scope_of_action = models.CharField(_("scope of action"), max_length=500, blank=True)
    persons = models.JSONField(
        _("people who sign"), default=list, blank=True, help_text=_("List of {name, position}")
    )
    contact_email = models.EmailField(_("e-mail of whoever reports for it"), blank=True)
    printed_state = models.CharField(_("state, as printed"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("party of the contract")
        verbose_name_plural = _("parties of the contract")
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="party_once_per_position")
        ]

    def __str__(self) -> str:
        return self.organisation_name
