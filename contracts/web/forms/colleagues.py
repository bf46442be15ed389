"""Forms of the team: inviting, roles, accepting."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from contracts.enums import CityRole
from core.validators import refusal

ROLE_HINT = _("A lead also invites colleagues; an officer changes the contract; a reader only looks.")


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    collects_personal_data = True

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=CityRole.choices,
        initial=CityRole.OFFICER,
        widget=forms.RadioSelect,
        help_text=ROLE_HINT,
    )


class RoleForm(forms.Form):
    """Another role for a colleague."""

    role = forms.ChoiceField(
        label=_("Role"), choices=CityRole.choices, widget=forms.RadioSelect, help_text=ROLE_HINT
    )


class AcceptForm(forms.Form):
    """The invited person's name and password."""

    collects_personal_data = True

    name = forms.CharField(
        label=_("Name and surname"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )
    password_again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords; the second one is not needed any more."""
        cleaned = super().clean() or self.cleaned_data
        again = cleaned.pop("password_again", None)
        if again is not None and again != cleaned.get("password", again):
            raise refusal("password_again", _("The two passwords are not the same."), "different")
        return cleaned
