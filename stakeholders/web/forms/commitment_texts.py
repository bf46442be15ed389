"""Forms of a commitment: what is promised, when, and the files beside it."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.enums import Materiality, Visibility
from contracts.models import Action, Contract
from contracts.web.forms.fields import CODES_LIST, EuroField, RevisionField
from contracts.web.forms.lifecycle import UploadField
from core.validators import normalise_code
from core.web.forms import TextsFormMixin
from core.web.numbers import YearField
from stakeholders.enums import Cluster
from stakeholders.models import ActionSheet, Commitment, Organisation

FILE_READERS = (
    (Visibility.INTERNAL, _("The organisation and the city")),
    (Visibility.PUBLIC, _("It may be published with the commitment")),
)
PROMISED = ("title", "statement", "materiality", "start_year", "end_year", "investment_eur", "revision")


class ActionCodesField(forms.CharField):
    """Actions of the contract, by their codes with semicolons between them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": CODES_LIST, "autocomplete": "off"})
        super().__init__(required=False, max_length=1000, widget=widget, **kwargs)
        self.contract: Contract | None = None

    def clean(self, value: Any) -> Any:
        """The actions with these codes, in their order."""
        codes = [code.strip() for code in re.split(r"[;,\s]+", super().clean(value)) if code.strip()]
        found = Action.objects.filter(contract=self.contract, archived_at=None)
        by_code = {one.code_key: one for one in found.select_related("contract")}
        if strange := [code for code in codes if normalise_code(code) not in by_code]:
            raise ValidationError(
                _("There is no action with the code %(code)s in this contract."),
                code="unknown_code",
                params={"code": ", ".join(strange)},
            )
        return [by_code[key] for key in dict.fromkeys(map(normalise_code, codes))]


class CommitmentForm(TextsFormMixin):
    """What an organisation promises; the tonnes come from its action sheets."""

    texts = {"title": _("Title"), "statement": _("What is promised")}
    long_texts = ("statement",)
    required_texts = ("title",)
    materiality = forms.ChoiceField(
        label=_("Kind of commitment"),
        choices=Materiality.choices,
        initial=Materiality.MATERIAL,
        widget=forms.RadioSelect,
        help_text=_("Material: works and purchases. Immaterial: rules, training, research, time."),
    )
    start_year = YearField(label=_("Start year"), required=False)
    end_year = YearField(label=_("End year"), required=False)
    investment_eur = EuroField(label=_("Investment"))
    actions = ActionCodesField(
        label=_("Actions of the contract"),
        help_text=_("Codes of the actions that this commitment carries, with semicolons between them."),
    )
    revision = RevisionField()
    field_order: tuple[str, ...] = (
        "title",
        "statement",
        "materiality",
        "start_year",
        "end_year",
        "investment_eur",
        "actions",
    )

    def __init__(self, data: Any = None, *, contract: Contract, commitment: Commitment | None = None) -> None:
        super().__init__(data, initial=_shown(commitment) if commitment else {})
        self.fields["actions"].contract = contract  # type: ignore[attr-defined]
        self.fields["investment_eur"].unit = "€"  # type: ignore[attr-defined]  # read by the templates of forms


class OwnCommitmentForm(CommitmentForm):
    """A new commitment, and the city that it is made to."""

    contract = forms.ModelChoiceField(label=_("City"), queryset=Contract.objects.none(), empty_label=None)
    field_order = ("contract", *CommitmentForm.field_order)

    def __init__(self, data: Any = None, *, contract: Contract, contracts: Any) -> None:
        super().__init__(data, contract=contract)
        field = self.fields["contract"]
        field.queryset = contracts  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: str(one.city)  # type: ignore[attr-defined]
        field.initial = contract.pk
        if len(contracts) == 1:
            field.widget = forms.HiddenInput()


class OfficeCommitmentForm(CommitmentForm):
    """A new commitment that officers write on behalf of an organisation."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    field_order = ("organisation", *CommitmentForm.field_order)

    def __init__(self, data: Any = None, *, contract: Contract, organisations: Any, chosen: Any) -> None:
        super().__init__(data, contract=contract)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["organisation"].initial = chosen


class SheetForm(TextsFormMixin):
    """A new action sheet: its title, and which questions it asks."""

    texts = {"title": _("Title of the project")}
    required_texts = ("title",)
    variant = forms.ChoiceField(
        label=_("Form for"),
        choices=Cluster.choices,
        required=False,
        help_text=_("Each cluster is asked its own questions; developers are also asked areas and plants."),
    )
    field_order = ("title", "variant")


class AttachmentForm(forms.Form):
    """A file beside a commitment."""

    collects_personal_data = True
    file = UploadField(label=_("File"))
    title = forms.CharField(label=_("What it shows"), max_length=200, required=False)
    sheet = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=ActionSheet.objects.none(),
        required=False,
        empty_label=_("The whole commitment"),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=FILE_READERS,
        initial=Visibility.INTERNAL,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, files: Any, *, commitment: Commitment, chosen: Any = None) -> None:
        super().__init__(data, files, initial={"sheet": chosen})
        self.fields["sheet"].queryset = commitment.sheets.all()  # type: ignore[attr-defined]


def _shown(commitment: Commitment) -> Mapping[str, Any]:
    codes = "; ".join(action.code for action in commitment.actions.all())
    return {name: getattr(commitment, name) for name in PROMISED} | {"actions": codes}
