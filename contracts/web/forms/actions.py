"""The form of an action, and the filters of the officers' list."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    ActionHealth,
    ActionState,
    Flow,
    Lever,
    Materiality,
    PromoterType,
    Quantification,
    Sector,
    Typology,
)
from contracts.models import Action, Contract
from contracts.validators import MONEY_FIELDS
from contracts.web.forms.action_outline import OUTLINE_FIELDS, ActionOutlineForm
from contracts.web.forms.fields import (
    ActionCodeField,
    EuroField,
    RevisionField,
    SourceGroupField,
    choices_with_blank,
    read_initial,
)
from core.web.numbers import LocalizedDecimalField, PercentField, YearField

PLAIN_FIELDS = (
    "code",
    "title",
    "description",
    "sector",
    "subcategory",
    "typology",
    "materiality",
    "levers",
    "flow",
    "quantification",
    "reduction_tco2e",
    "in_existing_plan",
    "start_year",
    "end_year",
    *MONEY_FIELDS,
    "lifetime_years",
    "source_group",
    "cut_share",
    "promoter",
    "promoter_type",
    "state",
    "health",
    "source",
    "note",
    *OUTLINE_FIELDS,
    "revision",
)


class ActionForm(ActionOutlineForm):
    """An action of a contract, new or changed."""

    texts = {"title": _("Title"), "description": _("What is done"), **ActionOutlineForm.texts}
    long_texts = ("description", *ActionOutlineForm.long_texts)
    required_texts = ("title",)
    groups = (
        (
            _("The action"),
            ("code", "title", "description", "typology", "materiality", "sector", "subcategory", "levers"),
        ),
        (
            _("Effect on emissions"),
            (
                "quantification",
                "reduction_tco2e",
                "included_in",
                "flow",
                "in_existing_plan",
                "compensated_tco2e",
            ),
        ),
        (_("Shared source"), ("source_group", "cut_share")),
        (_("Time"), ("start_year", "end_year", "lifetime_years")),
        (_("Money"), (*MONEY_FIELDS, "money_readers")),
        (
            _("Energy"),
            ("renewable_mwh", "removed_energy_mwh", "removed_energy_note", "energy_readers"),
        ),
        (
            _("Outline"),
            ("field_of_action", "outcome", "scale", "addressed", "stakeholders_note", "comments"),
        ),
        (
            _("Who, and where it stands"),
            ("promoter", "promoter_type", "responsible", "contact_email", "state", "health"),
        ),
        (_("Source"), ("source", "note")),
    )
    units = {
        "reduction_tco2e": "t CO₂e",
        "cut_share": "%",
        "lifetime_years": _("years"),
        "cost_eur": "€",
        "funding_secured_eur": "€",
        "funding_requested_eur": "€",
        "running_cost_eur": _("€ a year"),
        "saving_eur": _("€ a year"),
        **ActionOutlineForm.units,
    }

    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("As the contract writes it, for example COMI EB3.")
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=choices_with_blank(Sector.choices))
    subcategory = forms.CharField(label=_("Sub-category"), max_length=120, required=False)
    typology = forms.ChoiceField(label=_("Kind of action"), choices=Typology.choices, required=False)
    materiality = forms.ChoiceField(
        label=_("Material or immaterial"), choices=Materiality.choices, widget=forms.RadioSelect
    )
    levers = forms.MultipleChoiceField(
        label=_("Levers"), choices=Lever.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    quantification = forms.ChoiceField(
        label=_("Is the effect quantified?"), choices=Quantification.choices, widget=forms.RadioSelect
    )
    reduction_tco2e = LocalizedDecimalField(
        label=_("Reduction at full effect"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_("Tonnes of CO₂e a year, only for a quantified action."),
    )
    included_in = ActionCodeField(
        label=_("Included in the action"),
        required=False,
        help_text=_("Code of the action whose figure contains this one."),
    )
    flow = forms.ChoiceField(
        label=_("Does it avoid or remove emissions?"), choices=Flow.choices, widget=forms.RadioSelect
    )
    in_existing_plan = forms.NullBooleanField(
        label=_("Is it already part of an existing plan?"),
        required=False,
        widget=forms.NullBooleanSelect,
    )
    source_group = SourceGroupField(
        label=_("Source it shares with other actions"),
        help_text=_(
            "What the action cuts together with others, for example “district heating” or “cars”. Actions that "
            "name the same source cut the same emissions, so their tonnes are not simply added. Choose a name that "
            "is in use, or write a new one; leave it empty when no other action cuts the same emissions."
        ),
    )
    cut_share = PercentField(
        label=_("Cut of this source"),
        required=False,
        help_text=_("Percent of the source's emissions that the action alone would cut, if it is stated so."),
    )
    start_year = YearField(label=_("Start year"), required=False)
    end_year = YearField(label=_("End year"), required=False)
    lifetime_years = forms.IntegerField(
        label=_("Lifetime"),
        required=False,
        widget=forms.TextInput,
        help_text=_("For how many years the effect lasts, from 1 to 100."),
    )
    cost_eur = EuroField(label=_("Cost"), help_text=_("VAT excluded."))
    funding_secured_eur = EuroField(
        label=_("Funding secured"), help_text=_("What is granted or stands in a budget.")
    )
    funding_requested_eur = EuroField(
        label=_("Funding requested"),
        help_text=_("What was asked for and is not decided yet; zero where nothing was asked for."),
    )
    running_cost_eur = EuroField(
        label=_("Running cost"), help_text=_("What it costs each year once it runs.")
    )
    saving_eur = EuroField(label=_("Saving"), help_text=_("What it saves each year, for example energy."))
    promoter = forms.CharField(
        label=_("Promoter"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    promoter_type = forms.ChoiceField(
        label=_("Kind of promoter"), choices=PromoterType.choices, required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=ActionState.choices, required=False)
    health = forms.ChoiceField(label=_("Does it keep its time?"), choices=ActionHealth.choices)
    source = forms.CharField(
        label=_("Source of the figures"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()

    def __init__(self, data: Any = None, *, contract: Contract, action: Action | None = None) -> None:
        super().__init__(data, initial=_initial(action), action=action)
        cast("ActionCodeField", self.fields["included_in"]).contract = contract


class ActionFilterForm(forms.Form):
    """Filters of the officers' list of actions."""

    q = forms.CharField(label=_("Code, title or promoter"), required=False)
    which = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all actions")), ("active", _("active ones")), ("archived", _("archived ones"))],
    )


def _initial(action: Action | None) -> dict[str, Any]:
    if action is None:
        return {
            "materiality": Materiality.MATERIAL,
            "quantification": Quantification.NOT_ESTIMATED,
            "flow": Flow.SOURCE,
            "health": ActionHealth.UNKNOWN,
        }
    including = action.included_in
    return {**read_initial(action, PLAIN_FIELDS), "included_in": including.code if including else ""}
