"""Forms of API credentials."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from exchange.enums import ApiScope
from exchange.services.credentials import USUAL_DAYS

LIVES = (30, USUAL_DAYS, 180, 365)
OVERLAPS = (0, 1, 3, 7)


def days_field(
    label: Any, choices: tuple[int, ...], initial: int, help_text: Any = ""
) -> forms.TypedChoiceField:
    """A choice among numbers of days."""
    words = [
        (days, ngettext_lazy("%(days)s day", "%(days)s days", days) % {"days": days}) for days in choices
    ]
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=words, initial=initial, widget=forms.RadioSelect, help_text=help_text
    )


class CredentialForm(forms.Form):
    """What a new key is called, what it may do, from where and for how long."""

    label = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("Tells which system uses it, for example “Regional dashboard”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=ApiScope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as the system needs. No credential can sign or approve anything."),
    )
    ip_ranges = forms.CharField(
        label=_("Addresses it may be used from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_("One address or range a line, for example 192.0.2.0/24. Empty means from anywhere."),
    )
    days = days_field(_("It ends after"), LIVES, USUAL_DAYS)

    def clean_ip_ranges(self) -> list[str]:
        """The ranges one by one; the service judges them."""
        return str(self.cleaned_data["ip_ranges"]).replace(",", " ").split()


class RotationForm(forms.Form):
    """How long the new key lives, and how long the old one beside it."""

    days = days_field(_("The new one ends after"), LIVES, USUAL_DAYS)
    overlap_days = days_field(
        _("The old one works for another"),
        OVERLAPS,
        OVERLAPS[-1],
        _("Time to give the new one to the system. With 0 days the old one ends at once."),
    )
