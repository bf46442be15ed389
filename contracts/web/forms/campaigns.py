"""Forms of campaigns: planning one, answering a request."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import EvidenceLevel
from contracts.models import CampaignItem, City
from contracts.web.forms.reports import ReportForm
from core.web.forms import TextsFormMixin


class CampaignForm(TextsFormMixin):
    """What a campaign asks about, and when."""

    texts = {"title": _("Title")}
    required_texts = ("title",)
    field_order = ("title", "reference_year", "opens_on", "closes_on")

    reference_year = forms.IntegerField(label=_("Year it reports on"))
    opens_on = forms.DateField(label=_("Opens on"), widget=forms.DateInput)
    closes_on = forms.DateField(label=_("Closes on"), widget=forms.DateInput)


class DaysForm(forms.Form):
    """Other days for a campaign."""

    opens_on = forms.DateField(label=_("Opens on"), widget=forms.DateInput)
    closes_on = forms.DateField(label=_("Closes on"), widget=forms.DateInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class StatementForm(forms.Form):
    """What a signatory did for what it signed."""

    collects_personal_data = True

    statement = forms.CharField(
        label=_("What was done for the commitment"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What you did since the last report, with figures and days where you have them."),
    )


class OwnReportForm(ReportForm):
    """An action's report by its owner, who cannot verify it: that is the city's to say."""

    collects_personal_data = True

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data, city=city)
        level = cast("forms.ChoiceField", self.fields["evidence_level"])
        level.choices = [choice for choice in EvidenceLevel.choices if choice[0] != EvidenceLevel.VERIFIED]


def answer_form(item: CampaignItem, data: Any, *, is_own: bool) -> forms.Form:
    """The form that fits a request: an action's report, or a signatory's statement."""
    if item.action is None:
        return StatementForm(data)
    return (OwnReportForm if is_own else ReportForm)(data, city=item.campaign.contract.city)
