"""Fields and pieces that several forms of this room use."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.models import Action, Contract
from contracts.validators import normalise_code
from core.web.forms import TextsFormMixin

Group = tuple[Any, Sequence[str]]
CODES_LIST = "action-codes"


class GroupedFormMixin(TextsFormMixin):
    """Shows its fields in groups with a legend each; what no group names stands first."""

    groups: Sequence[Group] = ()

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


class RevisionField(forms.IntegerField):
    """The revision the form was filled from, sent back to notice a conflict."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)


CHOOSE = _("Choose")


def choices_with_blank(choices: Sequence[tuple[Any, Any]], blank: Any = CHOOSE) -> list[tuple[Any, Any]]:
    """Choices that begin with none."""
    return [("", blank), *choices]


def read_initial(row: Any, names: Sequence[str]) -> Mapping[str, Any]:
    """What a form shows of a stored row."""
    return {name: getattr(row, name) for name in names}
