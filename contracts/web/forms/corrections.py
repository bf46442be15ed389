"""Forms of hints that a figure is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import CorrectionState


class CorrectionForm(forms.Form):
    """What a reader tells; the trap is a field that people do not see and programs fill."""

    collects_personal_data = True

    figure = forms.CharField(label=_("Which figure?"), max_length=300, required=False)
    message = forms.CharField(
        label=_("What looks wrong, and how do you know?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if you want an answer. It is used for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    page = forms.CharField(widget=forms.HiddenInput, max_length=300)
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse what filled the trap, without saying so."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.pop("website", ""):
            raise forms.ValidationError(_("The form could not be read. Try again."), code="trap")
        return cleaned


class CorrectionAnswerForm(forms.Form):
    """What became of a hint."""

    state = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[choice for choice in CorrectionState.choices if choice[0] != CorrectionState.OPEN],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer for the reader"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
