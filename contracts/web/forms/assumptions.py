"""The form of a contract's assumptions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import CostBasis, PriceBasis
from contracts.models import Contract
from contracts.web.forms.fields import EuroField, GroupedFormMixin, RevisionField, read_initial
from core.web.numbers import LocalizedDecimalField, PercentField, YearField

PLAIN_FIELDS = (
    "carbon_price_eur",
    "discount_share",
    "budget_tco2e",
    "assumptions_note",
    "cost_basis",
    "price_basis",
    "price_year",
    "revision",
)


class AssumptionsForm(GroupedFormMixin):
    """Carbon price, discount rate and emissions budget, with where they come from."""

    texts = {"assumptions_note": _("Where these figures come from")}
    long_texts = ("assumptions_note",)
    groups = (
        (_("Money"), ("carbon_price_eur", "discount_share")),
        (_("Emissions budget"), ("budget_tco2e",)),
        (_("Source"), ("assumptions_note",)),
        (_("What the costs of actions count"), ("cost_basis", "price_basis", "price_year")),
    )
    units = {"carbon_price_eur": _("€ a tonne"), "discount_share": _("% a year"), "budget_tco2e": "t CO₂e"}

    carbon_price_eur = EuroField(
        label=_("Carbon price"),
        help_text=_("What a tonne of CO₂e costs society. With it, delays are told in euros too."),
    )
    discount_share = PercentField(
        label=_("Discount rate"),
        required=False,
        help_text=_("Percent a year, from 0 to 100. With it, costs and savings of later years weigh less."),
    )
    budget_tco2e = LocalizedDecimalField(
        label=_("Emissions budget"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_("Tonnes of CO₂e that the city may still emit from the year after the baseline on."),
    )
    cost_basis = forms.ChoiceField(
        label=_("Do costs count all, or what comes on top of business as usual?"),
        choices=CostBasis.choices,
        required=False,
        help_text=_("The public page of investments says it, or warns that it is not stated."),
    )
    price_basis = forms.ChoiceField(
        label=_("How is money counted over the years?"), choices=PriceBasis.choices, required=False
    )
    price_year = YearField(label=_("Prices of the year"), required=False)
    revision = RevisionField()

    def __init__(self, data: Any = None, *, contract: Contract) -> None:
        super().__init__(data, initial=read_initial(contract, PLAIN_FIELDS))
