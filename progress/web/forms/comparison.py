"""What a reader chooses on the page that compares cities; the address can be shared."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.charts.builders.city_multiples import Indicator
from progress.selectors.comparison import BASES, COMMON_FACTORS

INDICATORS = (
    ("index", _("own baseline = 100")),
    ("per_resident", _("tonnes a resident")),
    ("against_trajectory", _("against the own trajectory")),
)
BASE_CHOICES = (
    ("", _("as published")),
    *((base, _("gases weighed by %(base)s") % {"base": base}) for base in BASES if base != COMMON_FACTORS),
    (COMMON_FACTORS, _("common factors of combustion")),
)


class ComparisonForm(forms.Form):
    """Indicator, the city to compare with, and the common base."""

    indicatore = forms.ChoiceField(label=_("Indicator"), choices=INDICATORS, required=False)
    con = forms.ChoiceField(label=_("Compare with"), required=False)
    base = forms.ChoiceField(label=_("Base"), choices=BASE_CHOICES, required=False)

    def __init__(self, data: Any = None, *, cities: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        choose = cast("forms.ChoiceField", self.fields["con"])
        choose.choices = [("", _("the city most others match")), *cities]


class Choice(NamedTuple):
    """What the address asks for: indicator, short name of a city, common base."""

    indicator: Indicator
    reference: str
    base: str


def read_choice(data: Mapping[str, str]) -> Choice:
    """Read the address; a word that is none of ours asks for nothing."""
    indicator, base = data.get("indicatore", ""), data.get("base", "")
    return Choice(
        indicator=cast("Indicator", indicator if indicator in dict(INDICATORS) else "index"),
        reference=data.get("con", ""),
        base=base if base in BASES else "",
    )
