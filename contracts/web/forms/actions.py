"""Forms of actions and of reports on them."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    ActionHealth,
    ActionState,
    EvidenceLevel,
    Flow,
    Lever,
    Materiality,
    PromoterType,
    Quantification,
    Sector,
    Typology,
)
from contracts.models import Action, Contract
from contracts.web.forms.fields import (
    ActionCodeField,
    GroupedFormMixin,
    RevisionField,
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
    "cost_eur",
    "promoter",
    "promoter_type",
    "state",
    "health",
    "source",
    "note",
    "revision",
)


class ActionForm(GroupedFormMixin):
    """An action of a contract, new or changed."""

    texts = {"title": _("Title"), "description": _("What is done")}
    long_texts = ("description",)
    required_texts = ("title",)
    groups = (
        (
            _("The action"),
            ("code", "title", "description", "typology", "materiality", "sector", "subcategory", "levers"),
        ),
        (
            _("Effect on emissions"),
            ("quantification", "reduction_tco2e", "included_in", "flow", "in_existing_plan"),
        ),
        (_("Time and money"), ("start_year", "end_year", "cost_eur")),
        (_("Who, and where it stands"), ("promoter", "promoter_type", "state", "health")),
        (_("Source"), ("source", "note")),
    )

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
    start_year = YearField(label=_("Start year"), required=False)
    end_year = YearField(label=_("End year"), required=False)
    cost_eur = LocalizedDecimalField(
        label=_("Cost"), required=False, max_digits=16, decimal_places=2, help_text=_("Euro, VAT excluded.")
    )
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
        super().__init__(data, initial=_initial(action))
        cast("ActionCodeField", self.fields["included_in"]).contract = contract


class ReportForm(forms.Form):
    """A dated report of an action's progress."""

    reported_on = forms.DateField(
        label=_("State of progress on"), widget=forms.DateInput, initial=timezone.localdate
    )
    share_done = PercentField(
        label=_("Share done"), required=False, help_text=_("Percent of the whole action, from 0 to 100.")
    )
    reduction_tco2e = LocalizedDecimalField(
        label=_("Reduction reached"),
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text=_("Tonnes of CO₂e a year, measured or estimated by who carries the action."),
    )
    spent_eur = LocalizedDecimalField(
        label=_("Spent so far"), required=False, max_digits=16, decimal_places=2, help_text=_("Euro.")
    )
    note = forms.CharField(label=_("What was done"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    evidence_level = forms.ChoiceField(
        label=_("What stands behind this report?"),
        choices=EvidenceLevel.choices,
        initial=EvidenceLevel.DECLARED,
        widget=forms.RadioSelect,
    )
    evidence_url = forms.URLField(
        label=_("Address of the evidence"),
        required=False,
        assume_scheme="https",
        help_text=_("A public document, for example https://www.comune.example/atti/123."),
    )


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
