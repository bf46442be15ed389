"""Forms of packages: what they are, and each parameter of their spread as a range with its source."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import Sector
from contracts.web.forms.fields import EuroField, GroupedFormMixin, RevisionField, choices_with_blank
from core.web.numbers import LocalizedDecimalField, PercentField
from molecules.enums import PackageParameterName, StockFigure
from molecules.models import Package
from molecules.services.packages import StatedRange, range_field

PARTS = {"low": _("Least"), "likely": _("Likeliest"), "high": _("Greatest")}
PLAIN_FIELDS = (
    "code",
    "names",
    "plain_words",
    "sector",
    "stock_figure",
    "cost_eur",
    "cost_source",
    "note",
    "is_illustrative",
    "revision",
)
HINTS = {
    PackageParameterName.SATURATION: _("Percent of the stock that has adopted it in the end."),
    PackageParameterName.RISE_YEARS: _(
        "How long a neighbourhood takes from the first adopters to nearly all."
    ),
    PackageParameterName.KM_PER_YEAR: _("How fast it travels from the molecule through the city."),
    PackageParameterName.YEARS_PER_DIFFERENCE: _(
        "How much later it comes to a neighbourhood that resembles the molecule in nothing."
    ),
    PackageParameterName.ABATEMENT: _("What one unit of stock saves in a year once it has adopted it."),
}


class PackageForm(GroupedFormMixin):
    """A package with its parameters; `cleaned_data["ranges"]` are those that are stated."""

    texts = {"names": _("Name"), "plain_words": _("What it is, in plain words")}
    long_texts = ("plain_words",)
    required_texts = ("names",)
    groups = (
        (
            _("The package"),
            ("code", "names", "plain_words", "sector", "stock_figure", "cost_eur", "cost_source", "note"),
        ),
        *(
            (name.label, tuple(range_field(name, part) for part in (*PARTS, "source")))
            for name in PackageParameterName
        ),
        (_("What readers are told"), ("is_illustrative",)),
    )

    code = forms.CharField(label=_("Code"), max_length=40)
    sector = forms.ChoiceField(label=_("Sector"), choices=choices_with_blank(Sector.choices))
    stock_figure = forms.ChoiceField(
        label=_("Counted in"),
        choices=choices_with_blank(StockFigure.choices),
        help_text=_("One unit of it adopts the package, saves its tonnes and costs its euros."),
    )
    cost_eur = EuroField(label=_("Cost per unit of stock"))
    cost_source = forms.CharField(label=_("Source of the cost"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    is_illustrative = forms.BooleanField(
        label=_("The values are illustrative"),
        required=False,
        help_text=_("Pages then say so beside every figure of this package."),
    )
    revision = RevisionField()
    units = {"cost_eur": "€"}

    def __init__(self, data: Any = None, *, package: Package | None = None) -> None:
        super().__init__(data, initial=_initial(package))
        for name in PackageParameterName:
            self._add_range(name)

    def clean(self) -> dict[str, Any]:
        """Gather the ranges; one that is begun must be whole, one that is left empty is not stated."""
        cleaned = super().clean()
        cleaned["ranges"] = [one for name in PackageParameterName if (one := self._take_range(name, cleaned))]
        return cleaned

    def _add_range(self, name: PackageParameterName) -> None:
        kind = PercentField if name == PackageParameterName.SATURATION else LocalizedDecimalField
        for part, label in PARTS.items():
            self.fields[range_field(name, part)] = kind(
                label=label,
                required=False,
                max_digits=14,
                decimal_places=6,
                help_text=HINTS[name] if part == "low" else "",
            )
        self.fields[range_field(name, "source")] = forms.CharField(
            label=_("Source"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    def _take_range(self, name: PackageParameterName, cleaned: dict[str, Any]) -> StatedRange | None:
        values = {part: cleaned.pop(range_field(name, part), None) for part in (*PARTS, "source")}
        missing = [part for part in PARTS if values[part] is None]
        if len(missing) == len(PARTS) and not values["source"]:
            return None
        for part in missing:
            if range_field(name, part) not in self.errors:
                self.add_error(range_field(name, part), _("Give all three values, or leave all empty."))
        return None if missing else StatedRange(name=name, **values)


def _initial(package: Package | None) -> dict[str, Any]:
    if package is None:
        return {}
    initial = {name: getattr(package, name) for name in PLAIN_FIELDS}
    for row in package.parameters.all():
        initial |= {range_field(row.name, part): getattr(row, part) for part in (*PARTS, "source")}
    return initial
