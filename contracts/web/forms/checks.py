"""Forms of the page of the check."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import FindingSeverity
from contracts.models import Finding
from contracts.selectors.finding_cards import SEVERITIES
from contracts.tables import Part
from contracts.web.forms.fields import choices_with_blank
from core.web.forms import TextsFormMixin

OPEN, EXPLAINED = "open", "explained"


class FindingFilterForm(forms.Form):
    """What the list of findings shows; the address carries it."""

    severity = forms.ChoiceField(
        label=_("Severity"),
        required=False,
        choices=choices_with_blank([(one.value, FindingSeverity(one).label) for one in SEVERITIES], _("all")),
    )
    part = forms.ChoiceField(
        label=_("Document"), required=False, choices=choices_with_blank(Part.choices, _("all"))
    )
    explained = forms.ChoiceField(
        label=_("Explanation"),
        required=False,
        choices=choices_with_blank([(OPEN, _("not explained yet")), (EXPLAINED, _("explained"))], _("all")),
    )


class ExplanationForm(TextsFormMixin):
    """Why a finding stands, in each language."""

    texts = {"explanation": _("Why it stands")}
    long_texts = ("explanation",)

    def __init__(self, data: Any = None, *, finding: Finding) -> None:
        super().__init__(data, initial={"explanation": finding.explanation})
