"""The form of a series of inventories."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import FactorApproach, ScopeCoverage
from contracts.models import InventorySeries
from contracts.web.forms.fields import RevisionField, read_initial

PLAIN_FIELDS = ("approach", "scopes", "method", "revision")


def approach_field() -> forms.ChoiceField:
    """Which emission factors a series uses."""
    return forms.ChoiceField(
        label=_("Emission factors"),
        choices=FactorApproach.choices,
        required=False,
        help_text=_("Factors of combustion and of the life cycle are never compared without saying so."),
    )


def scopes_field() -> forms.ChoiceField:
    """Which scopes a series covers."""
    return forms.ChoiceField(label=_("Scopes covered"), choices=ScopeCoverage.choices, required=False)


class SeriesForm(forms.Form):
    """What the inventories of a series cover."""

    approach = approach_field()
    scopes = scopes_field()
    method = forms.CharField(
        label=_("Method"), max_length=120, required=False, help_text=_("For example GPC BASIC.")
    )
    revision = RevisionField()

    def __init__(self, data: Any = None, *, series: InventorySeries) -> None:
        super().__init__(data, initial=dict(read_initial(series, PLAIN_FIELDS)))
