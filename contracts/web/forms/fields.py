"""Fields and pieces that several forms of this room use."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.models import Action, Contract, EmissionFactor
from contracts.selectors.factors import factor_label
from core.validators import normalise_code
from core.web.forms import TextsFormMixin
from core.web.numbers import LocalizedDecimalField

Group = tuple[Any, Sequence[str]]
CODES_LIST = "action-codes"
SOURCE_GROUPS_LIST = "source-groups"
UNITS_LIST = "units"


class GroupedFormMixin(TextsFormMixin):
    """Shows its fields in groups with a legend each; what no group names stands first.

    `units` are written in a box after the fields that they name.
    """

    groups: Sequence[Group] = ()
    units: Mapping[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, unit in self.units.items():
            self.fields[name].unit = unit  # type: ignore[attr-defined]  # read by the templates of forms

    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Legend and fields of each group; a text stands for its fields in all languages."""
        named = {part for _legend, names in self.groups for name in names for part in self.parts_of(name)}
        rest = [self[name] for name in self.fields if name not in named]
        shown = [
            (legend, [self[part] for name in names for part in self.parts_of(name)])
            for legend, names in self.groups
        ]
        return [("", rest), *shown] if rest else shown


class ActionCodeField(forms.CharField):
    """An action of the contract, chosen by its code; the page offers the codes in a list."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": CODES_LIST, "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **kwargs)
        self.contract: Contract | None = None

    def clean(self, value: Any) -> Any:
        """The action with this code, None when the field is empty."""
        code = super().clean(value)
        if not code:
            return None
        actions = Action.objects.filter(contract=self.contract, code_key=normalise_code(code))
        action = actions.select_related("contract").first()
        if action is None:
            raise ValidationError(
                _("There is no action with the code %(code)s in this contract."),
                code="unknown_code",
                params={"code": code},
            )
        return action


class EuroField(LocalizedDecimalField):
    """An amount of euros that may be unknown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_digits=16, decimal_places=2, **kwargs)


class SourceGroupField(forms.CharField):
    """A source of emissions that several actions share, in free words; the page offers those in use."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": SOURCE_GROUPS_LIST, "autocomplete": "off"})
        super().__init__(required=False, max_length=60, widget=widget, **kwargs)


class UnitField(forms.CharField):
    """The unit of a quantity; the page offers those that factors can be multiplied with."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": UNITS_LIST, "autocomplete": "off"})
        super().__init__(required=False, max_length=20, widget=widget, **kwargs)


class FactorField(forms.ChoiceField):
    """An emission factor, chosen from those of the city and the general ones; the value is the factor."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.factors: Mapping[str, EmissionFactor] = {}

    def offer(self, factors: Sequence[EmissionFactor], choices: Sequence[tuple[Any, Any]]) -> None:
        """Let one of `factors` be chosen; `choices` are made once for all fields of a page."""
        self.factors = {str(factor.pk): factor for factor in factors}
        self.choices = choices

    def clean(self, value: Any) -> Any:
        """The chosen factor, None when there is none."""
        chosen = super().clean(value)
        return self.factors[chosen] if chosen else None


def factor_choices(factors: Sequence[EmissionFactor]) -> list[tuple[Any, Any]]:
    """Choices of factors, those of the city first."""
    of_city = [(str(one.pk), factor_label(one)) for one in factors if one.city_id]
    general = [(str(one.pk), factor_label(one)) for one in factors if not one.city_id]
    groups = ((_("Of this city"), of_city), (_("General"), general))
    return [("", _("no factor")), *((name, found) for name, found in groups if found)]


class RevisionField(forms.IntegerField):
    """The revision the form was filled from, sent back to notice a conflict."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)


class RevisionForm(forms.Form):
    """A question about a row: nothing to fill, but the revision that the question was asked of."""

    revision = RevisionField()


CHOOSE = _("Choose")


def choices_with_blank(choices: Sequence[tuple[Any, Any]], blank: Any = CHOOSE) -> list[tuple[Any, Any]]:
    """Choices that begin with none."""
    return [("", blank), *choices]


def read_initial(row: Any, names: Sequence[str]) -> Mapping[str, Any]:
    """What a form shows of a stored row."""
    return {name: getattr(row, name) for name in names}
