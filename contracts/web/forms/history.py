"""The filter of the field history."""

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str]]


class HistoryFilterForm(forms.Form):
    """Which changes to show; a broken address shows everything."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    person = forms.ChoiceField(label=_("Who"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    subject = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: object, *, kinds: Choices, people: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of the address
        self.fields["kind"].choices = [("", _("everything")), *kinds]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("everyone")), *people]  # type: ignore[attr-defined]
