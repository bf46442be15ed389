"""Forms of reports on commitments, of what the city says to them, and of the filter of their list."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.enums import EvidenceLevel
from contracts.models import Action, City
from contracts.selectors.factors import usable_factors
from contracts.web.forms.fields import FactorField, UnitField, factor_choices
from contracts.web.forms.lifecycle import DayField, UploadField
from core.web.numbers import LocalizedDecimalField, PercentField
from stakeholders.enums import ReportState

EVERY_STATE = _("all states")
DECISIONS = (
    (ReportState.ACCEPTED.value, _("Accept: it counts as a report of the action")),
    (ReportState.QUESTIONED.value, _("Ask: the organisation answers with a new report")),
    (ReportState.REJECTED.value, _("Reject: it does not count")),
)


class CommitmentReportForm(forms.Form):
    """How far an action of a commitment is."""

    collects_personal_data = True
    error_fields = {"action": "action_id"}
    action_id = forms.ChoiceField(label=_("Action"))
    reported_on = DayField(label=_("State of progress on"), initial=timezone.localdate)
    share_done = PercentField(
        label=_("Share done"),
        required=False,
        help_text=_("Percent of the whole action, from 0 to 100. Leave it empty where you do not know it."),
    )
    quantity = LocalizedDecimalField(
        label=_("Measured quantity"),
        required=False,
        max_digits=18,
        decimal_places=4,
        help_text=_("What was measured in a year, for example the energy that is no longer used."),
    )
    unit = UnitField(label=_("Unit of the quantity"), help_text=_("For example MWh."))
    text = forms.CharField(
        label=_("What was done"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    file = UploadField(label=_("Evidence file"), required=False)
    is_file_public = forms.BooleanField(
        label=_("Everyone may download this file once the city has accepted the report"), required=False
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, actions: Sequence[Action], chosen: str = ""
    ) -> None:
        super().__init__(data, files, initial={"action_id": chosen})
        choices = [(str(one.pk), str(one)) for one in actions]
        cast("forms.ChoiceField", self.fields["action_id"]).choices = choices


class ReportReviewForm(forms.Form):
    """What the city says to a report."""

    to = forms.ChoiceField(label=_("What do you say?"), choices=DECISIONS, widget=forms.RadioSelect)
    review = forms.CharField(
        label=_("Your words for the organisation"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Your question, or why you reject the report. With an acceptance they may stay empty."),
    )
    evidence_level = forms.ChoiceField(
        label=_("What stands behind it, once accepted?"),
        choices=EvidenceLevel.choices,
        initial=EvidenceLevel.DECLARED,
        widget=forms.RadioSelect,
    )
    factor = FactorField(
        label=_("Emission factor"),
        help_text=_("Tonnes for each unit of the measured quantity; without it the tonnes stay unknown."),
    )

    def __init__(self, data: Any = None, *, city: City, has_quantity: bool, has_evidence: bool) -> None:
        level = EvidenceLevel.DOCUMENTED if has_evidence else EvidenceLevel.DECLARED
        super().__init__(data, initial={"evidence_level": level})
        if has_quantity:
            factors = list(usable_factors(city))
            cast("FactorField", self.fields["factor"]).offer(factors, factor_choices(factors))
        else:
            del self.fields["factor"]


class ReportFilterForm(forms.Form):
    """Which reports to show; a broken address shows all."""

    stato = forms.ChoiceField(
        label=_("State"), choices=[("", EVERY_STATE), *ReportState.choices], required=False
    )
    q = forms.CharField(label=_("Words in the name"), required=False, max_length=100)
