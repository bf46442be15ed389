"""The form of a new contract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import City
from core.web.forms import TextsFormMixin


class NewContractForm(TextsFormMixin):
    """A city of the Mission that has no contract here, or a new city, and what the contract starts from."""

    texts = {"city_names": _("Name of the new city"), "title": _("Title of the contract")}
    field_order = ("city", "city_names", "country_code", "title", "baseline_year", "target_year")

    city = forms.ModelChoiceField(
        City.objects.none(),
        label=_("City of the Mission"),
        required=False,
        empty_label=_("A city that is not in the list"),
    )
    country_code = forms.CharField(
        label=_("Country of the new city"),
        max_length=2,
        min_length=2,
        initial="IT",
        help_text=_("Two letters, for example IT."),
    )
    baseline_year = forms.IntegerField(
        label=_("Baseline year"),
        required=False,
        help_text=_("The year of the inventory the target rests on."),
    )
    target_year = forms.IntegerField(label=_("Target year"), initial=2030)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = City.objects.filter(contract=None)  # type: ignore[attr-defined]
