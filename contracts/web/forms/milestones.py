"""Forms of milestones."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import MilestoneState
from contracts.models import City, Milestone
from contracts.web.forms.fields import ActionCodeField, RevisionField
from core.web.forms import TextsFormMixin
from core.web.numbers import PercentField


class MilestoneForm(TextsFormMixin):
    """A new milestone."""

    texts = {"title": _("What is to be reached")}
    required_texts = ("title",)
    field_order = ("title", "due_on", "action", "effect_share", "source", "note")

    due_on = forms.DateField(label=_("Date"), widget=forms.DateInput)
    action = ActionCodeField(
        label=_("Action it belongs to"),
        required=False,
        help_text=_("Its code; leave empty for the whole city."),
    )
    effect_share = PercentField(
        label=_("Share of the action's full effect once reached"),
        required=False,
        help_text=_(
            "Percent, from 0 to 100. It counts as delivered when the milestone is closed as reached."
        ),
    )
    source = forms.CharField(label=_("Source"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data)
        cast("ActionCodeField", self.fields["action"]).contract = getattr(city, "contract", None)


class MoveForm(forms.Form):
    """Another date for a milestone."""

    to_date = forms.DateField(label=_("New date"), widget=forms.DateInput)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is shown on the public page together with the old date."),
    )
    revision = RevisionField()

    def __init__(self, data: Any = None, *, milestone: Milestone) -> None:
        super().__init__(data, initial={"to_date": milestone.due_on, "revision": milestone.revision})


class CloseForm(forms.Form):
    """How a milestone ended."""

    state = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (MilestoneState.REACHED.value, MilestoneState.REACHED.label),
            (MilestoneState.MISSED.value, MilestoneState.MISSED.label),
        ],
        widget=forms.RadioSelect,
    )
    reached_on = forms.DateField(
        label=_("Reached on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Only for a milestone that was reached."),
    )
    revision = RevisionField()

    def __init__(self, data: Any = None, *, milestone: Milestone) -> None:
        super().__init__(data, initial={"revision": milestone.revision})
