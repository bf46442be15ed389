"""Forms of the officers' scenarios."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import ActionState
from contracts.models import Action, Contract
from contracts.web.forms.fields import ActionCodeField, RevisionField, choices_with_blank, read_initial
from core.quantities import NOT_KNOWN, format_tonnes
from core.web.numbers import LocalizedDecimalField
from progress.models import Scenario, ScenarioChange

CANCELLED = _("“Cancelled” counts the action as if it had never been, with what it has delivered.")
CHANGED_FIELDS = ("start_year", "end_year", "reduction_tco2e", "state")


class ScenarioForm(forms.Form):
    """The name of a scenario and what it is for."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("For example: the tram one year later.")
    )
    note = forms.CharField(
        label=_("What question does it answer?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = RevisionField()

    def __init__(self, data: Any = None, *, scenario: Scenario | None = None) -> None:
        names = ("title", "note", "revision")
        super().__init__(data, initial=dict(read_initial(scenario, names)) if scenario else None)


class ScenarioChangeForm(forms.Form):
    """What an action would be; each field says what the plan has."""

    action = ActionCodeField(label=_("Action"), help_text=_("Its code; the list offers codes and titles."))
    start_year = forms.IntegerField(label=_("Start year"), required=False, widget=forms.TextInput)
    end_year = forms.IntegerField(label=_("End year"), required=False, widget=forms.TextInput)
    reduction_tco2e = LocalizedDecimalField(
        label=_("Reduction a year"), required=False, max_digits=16, decimal_places=4
    )
    state = forms.ChoiceField(
        label=_("State"),
        help_text=CANCELLED,
        choices=choices_with_blank([one for one in ActionState.choices if one[0]], _("as planned")),
        required=False,
    )
    revision = RevisionField()

    def __init__(
        self,
        data: Any = None,
        *,
        contract: Contract,
        scenario: Scenario,
        change: ScenarioChange | None = None,
        code: str = "",
    ) -> None:
        stored = read_initial(change, CHANGED_FIELDS) if change else {"action": code}
        super().__init__(data, initial={**stored, "revision": scenario.revision})
        cast("ActionCodeField", self.fields["action"]).contract = contract
        self.fields["reduction_tco2e"].unit = "t CO₂e"  # type: ignore[attr-defined]  # read by the templates
        for name in ("start_year", "end_year"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        if change:
            del self.fields["action"]
            self._tell_plan(change.action)

    def _tell_plan(self, action: Action) -> None:
        """Say under each field what the plan has."""
        tonnes = format_tonnes(
            action.reduction_tco2e, "t", co2e=True, unknown=str(action.get_quantification_display())
        )
        planned = {
            "start_year": str(action.start_year or NOT_KNOWN),
            "end_year": str(action.end_year or NOT_KNOWN),
            "reduction_tco2e": tonnes,
            "state": str(action.get_state_display()),
        }
        for name, value in planned.items():
            told = _("Planned: %(value)s. Empty: as planned.") % {"value": value}
            self.fields[name].help_text = f"{told} {self.fields[name].help_text}".strip()
