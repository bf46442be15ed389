"""The form of the planner of replications."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import City
from contracts.web.forms.fields import EuroField
from core.web.numbers import PercentField, YearField
from molecules.frames.replication_inputs import Question

TARGET_YEAR, LAST_YEAR = 2030, 2050


class ReplicationForm(forms.Form):
    """What the planner is asked; `question` is what it was asked, once the form is valid."""

    package: Any = forms.ModelChoiceField(
        label=_("Package of measures"), queryset=None, empty_label=_("Choose")
    )
    molecule: Any = forms.ModelChoiceField(
        label=_("Repeated from"),
        queryset=None,
        required=False,
        empty_label=_("the molecule of the package that is most alike"),
        help_text=_("The fit is measured against it."),
    )
    budget = EuroField(label=_("Budget"), min_value=0)
    fit = PercentField(
        label=_("Least fit"),
        required=False,
        help_text=_("Percent. Neighbourhoods that are less alike are left out."),
    )
    start = YearField(label=_("Begins in the year"), max_value=LAST_YEAR)
    until = YearField(label=_("Look at the year"), max_value=LAST_YEAR)

    def __init__(self, data: Any = None, *, city: City) -> None:
        first = timezone.localdate().year
        super().__init__(data, initial={"start": first + 1, "until": max(TARGET_YEAR, first + 1)})
        packages = (
            city.packages.filter(archived_at=None).select_related("city").prefetch_related("parameters")
        )
        self.fields["package"].queryset = packages.order_by("code")  # type: ignore[attr-defined]  # a model's field
        self.fields["molecule"].queryset = city.molecules.filter(archived_at=None).order_by("code")  # type: ignore[attr-defined]  # as above
        self.fields["budget"].required = True

    def clean_fit(self) -> Decimal | None:
        """A share between nothing and all."""
        share: Decimal | None = self.cleaned_data["fit"]
        if share is not None and not 0 <= share <= 1:
            raise ValidationError(_("Enter a percentage between 0 and 100."), code="share")
        return share

    def clean_start(self) -> int:
        """No package begins in a year that is over."""
        year: int = self.cleaned_data["start"]
        if year < timezone.localdate().year:
            raise ValidationError(_("This year is over."), code="past")
        return year

    def clean(self) -> dict[str, Any]:
        """Look at no year before the start."""
        cleaned = super().clean() or self.cleaned_data
        start, until = cleaned.get("start"), cleaned.get("until")
        if start and until and until < start:
            self.add_error("until", _("Look at the year in which it begins, or at a later one."))
        return cleaned

    @property
    def question(self) -> Question:
        """What is asked of the planner."""
        asked = self.cleaned_data
        return Question(asked["package"], asked["molecule"], asked["start"], asked["until"])
