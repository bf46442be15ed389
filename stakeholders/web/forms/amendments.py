"""The form that amends a commitment in force."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.web.forms.fields import EuroField, RevisionField
from core.web.forms import TextsFormMixin
from core.web.numbers import LocalizedDecimalField, YearField
from stakeholders.models import Commitment

AMENDED = ("title", "statement", "start_year", "end_year", "reduction_tco2e", "investment_eur", "revision")


class AmendForm(TextsFormMixin):
    """What is promised instead; the text in force stays so until the new one is signed by everyone."""

    texts = {"title": _("Title"), "statement": _("What is promised")}
    long_texts = ("statement",)
    required_texts = ("title",)
    start_year = YearField(label=_("Start year"), required=False)
    end_year = YearField(label=_("End year"), required=False)
    reduction_tco2e = LocalizedDecimalField(label=_("Reduction a year, tonnes CO₂e"), required=False)
    investment_eur = EuroField(label=_("Investment"))
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=settings.LANGUAGES,
        help_text=_("The text in this language is what is signed."),
    )
    revision = RevisionField()
    field_order = (*AMENDED[:-1], "language")

    def __init__(self, data: Any = None, *, commitment: Commitment, language: str) -> None:
        initial = {name: getattr(commitment, name) for name in AMENDED}
        super().__init__(data, initial=initial | {"language": language})
        if commitment.sheets.exists():
            del self.fields["reduction_tco2e"]  # computed by the sheets, which an amendment does not change
        self.fields["investment_eur"].unit = "€"  # type: ignore[attr-defined]  # read by the templates of forms
