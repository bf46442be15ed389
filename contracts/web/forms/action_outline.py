"""The part of an action's form that the individual outline asks for, and who reads its figures."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import ActionScale, FieldOfAction, Visibility
from contracts.models import Action
from contracts.visibility import CONSUMPTION, MONEY, strictest
from contracts.web.forms.fields import GroupedFormMixin, choices_with_blank
from core.web.numbers import LocalizedDecimalField

OUTLINE_FIELDS = (
    "field_of_action",
    "outcome",
    "scale",
    "addressed",
    "responsible",
    "stakeholders_note",
    "comments",
    "renewable_mwh",
    "removed_energy_mwh",
    "removed_energy_note",
    "compensated_tco2e",
    "contact_email",
)
READERS: Mapping[str, tuple[str, ...]] = {"money_readers": MONEY, "energy_readers": CONSUMPTION}
"""Which fields of an action each choice of readers is about."""
AS_CONTRACT = _("whoever the contract lets read it")
READER_CHOICES = [
    ("", AS_CONTRACT),
    *((value, label) for value, label in Visibility.choices if value != Visibility.PUBLIC.value),
]


class EnergyField(LocalizedDecimalField):
    """An amount of energy a year that may be unknown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_digits=20, decimal_places=4, **kwargs)


class ActionOutlineForm(GroupedFormMixin):
    """What the outline of an action says beside its effect and cost."""

    collects_personal_data = True
    texts: Mapping[str, Any] = {
        "outcome": _("Outcome of the pathway"),
        "comments": _("Resources, timelines, milestones"),
    }
    long_texts: tuple[str, ...] = ("outcome", "comments")
    units: Mapping[str, Any] = {
        "renewable_mwh": _("MWh a year"),
        "removed_energy_mwh": _("MWh a year"),
        "compensated_tco2e": "t CO₂e",
    }

    field_of_action = forms.ChoiceField(label=_("Field of action"), required=False)
    scale = forms.ChoiceField(label=_("How far does it reach?"), choices=ActionScale.choices, required=False)
    addressed = forms.CharField(
        label=_("Addressed entities"),
        max_length=300,
        required=False,
        help_text=_("Which buildings, areas, vehicles or processes it is about."),
    )
    responsible = forms.CharField(label=_("Responsible body"), max_length=300, required=False)
    stakeholders_note = forms.CharField(
        label=_("Involved stakeholders"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact_email = forms.EmailField(
        label=_("E-mail of whoever reports on it"),
        required=False,
        help_text=_("Monitoring campaigns write to it. Only the city's team reads it."),
    )
    renewable_mwh = EnergyField(label=_("Renewable energy generated"))
    removed_energy_mwh = EnergyField(label=_("Energy removed or replaced"))
    removed_energy_note = forms.CharField(label=_("Fuel removed or replaced"), max_length=200, required=False)
    compensated_tco2e = LocalizedDecimalField(
        label=_("Emissions compensated"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_(
            "Tonnes of CO₂e a year that are balanced and not avoided; they never count as a reduction."
        ),
    )
    money_readers = forms.ChoiceField(
        label=_("Who reads the money of this action?"),
        choices=READER_CHOICES,
        required=False,
        help_text=_("Cost, funding, running cost and saving. Others read that these figures are not public."),
    )
    energy_readers = forms.ChoiceField(
        label=_("Who reads the energy of this action?"), choices=READER_CHOICES, required=False
    )

    def __init__(
        self, data: Any = None, *, initial: Mapping[str, Any] | None = None, action: Action | None = None
    ) -> None:
        self.stored_levels: Mapping[str, str] = action.field_visibility if action else {}
        super().__init__(data, initial={**(initial or {}), **_initial_readers(self.stored_levels)})
        field = action.field_of_action if action else ""
        known = choices_with_blank(FieldOfAction.choices, _("not stated"))
        own = [] if not field or field in FieldOfAction.values else [(field, field)]
        self.fields["field_of_action"].choices = [*known, *own]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Say of each field who reads it; a group that is read as the contract says is not named."""
        cleaned = super().clean()
        chosen = {name: cleaned.pop(name, "") for name in READERS}
        named = {field for fields in READERS.values() for field in fields}
        levels = {field: level for field, level in self.stored_levels.items() if field not in named}
        for name, fields in READERS.items():
            levels |= dict.fromkeys(fields, chosen[name]) if chosen[name] else {}
        cleaned["field_visibility"] = levels
        return cleaned


def _initial_readers(levels: Mapping[str, str]) -> dict[str, str]:
    """The choice that each group of fields stands for: the strictest level that one of them has."""
    chosen = {name: strictest(*(levels.get(field) for field in fields)) for name, fields in READERS.items()}
    return {name: "" if level == Visibility.PUBLIC.value else level for name, level in chosen.items()}
