"""Forms of what officers do beside asking for signatures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from stakeholders.web.forms.signing import WithdrawForm


class RefuseAmendmentForm(forms.Form):
    """Why the city does not ask for signatures under an amendment."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The organisation reads it."),
    )


class CityWithdrawForm(WithdrawForm):
    """The same for the city, and who signs it."""

    error_fields = {"signers": "city_signer", "role_title": "city_title"}
    city_signer = forms.ModelChoiceField(
        label=_("Who signs for the city"), queryset=User.objects.none(), empty_label=None
    )
    city_title = forms.CharField(
        label=_("Office held in the city"),
        max_length=200,
        help_text=_("For example: councillor for climate."),
    )

    def __init__(self, data: Any = None, *, officers: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["city_signer"].queryset = officers  # type: ignore[attr-defined]  # a choice of rows
