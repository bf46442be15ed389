"""The form of a report on an action."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.enums import EvidenceLevel
from contracts.models import City
from contracts.selectors.factors import usable_factors
from contracts.web.forms.fields import EuroField, FactorField, UnitField, factor_choices
from core.web.numbers import LocalizedDecimalField, PercentField


class ReportForm(forms.Form):
    """A dated report of an action's progress."""

    reported_on = forms.DateField(
        label=_("State of progress on"), widget=forms.DateInput, initial=timezone.localdate
    )
    share_done = PercentField(
        label=_("Share done"), required=False, help_text=_("Percent of the whole action, from 0 to 100.")
    )
    reduction_tco2e = LocalizedDecimalField(
        label=_("Reduction reached"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_(
            "Tonnes of CO₂e a year, measured or estimated by who carries the action. "
            "Leave it empty where a quantity and a factor stand below: it is their product."
        ),
    )
    measured_quantity = LocalizedDecimalField(
        label=_("Measured quantity"),
        required=False,
        max_digits=18,
        decimal_places=6,
        help_text=_("What was measured in a year, for example the energy that is no longer used."),
    )
    measured_unit = UnitField(label=_("Unit of the quantity"), help_text=_("For example MWh."))
    factor = FactorField(
        label=_("Emission factor"), help_text=_("Tonnes for each unit of the quantity; its unit must fit.")
    )
    spent_eur = EuroField(label=_("Spent so far"))
    note = forms.CharField(label=_("What was done"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    evidence_level = forms.ChoiceField(
        label=_("What stands behind this report?"),
        choices=EvidenceLevel.choices,
        initial=EvidenceLevel.DECLARED,
        widget=forms.RadioSelect,
    )
    evidence_url = forms.URLField(
        label=_("Address of the evidence"),
        required=False,
        assume_scheme="https",
        help_text=_("A public document, for example https://www.comune.example/atti/123."),
    )

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data)
        factors = list(usable_factors(city))
        cast("FactorField", self.fields["factor"]).offer(factors, factor_choices(factors))
