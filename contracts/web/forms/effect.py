"""What the form of an action says of its effect, read while it is being typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import Flow, Quantification, Typology
from contracts.selectors.effect import Claim
from contracts.services.actions import maturity_of
from core.web.numbers import LocalizedDecimalField


class EffectForm(forms.Form):
    """The fields of an action that decide what it adds; `action` names the stored one, whose figures are left out."""

    action = forms.UUIDField(required=False)
    reduction_tco2e = LocalizedDecimalField(
        label=_("Reduction at full effect"), required=False, max_digits=16, decimal_places=4, min_value=0
    )
    quantification = forms.ChoiceField(choices=Quantification.choices, required=False)
    flow = forms.ChoiceField(choices=Flow.choices, required=False)
    typology = forms.ChoiceField(choices=Typology.choices, required=False)
    in_existing_plan = forms.NullBooleanField(required=False)
    included_in = forms.CharField(max_length=40, required=False)

    def read_claim(self) -> Claim:
        """What the form says; call it after `is_valid`."""
        data = self.cleaned_data
        return Claim(
            reduction_tco2e=data["reduction_tco2e"],
            maturity=maturity_of(data["typology"]),
            quantification=data["quantification"],
            flow=data["flow"] or Flow.SOURCE,
            in_existing_plan=data["in_existing_plan"],
            is_included=bool(data["included_in"].strip()),
        )
