"""Forms of who is named in public."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Commitment


class NamingForm(forms.Form):
    """Beside which promises an organisation is named; none is an answer too."""

    named = forms.MultipleChoiceField(
        label=_("The organisation is named in public beside"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only promises that were signed are public at all."),
    )

    def __init__(self, data: Any = None, *, commitments: Iterable[Commitment]) -> None:
        rows = list(commitments)
        super().__init__(data, initial={"named": [str(one.pk) for one in rows if one.is_named]})
        self.fields["named"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.title} ({one.contract.city}, {one.get_state_display()})") for one in rows
        ]


class SignerNamingForm(forms.Form):
    """Whether a city names in public the persons who sign."""

    is_on = forms.BooleanField(
        label=_("Name in public the persons who sign from now on, with their office."), required=False
    )
