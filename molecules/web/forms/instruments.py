"""The form of a policy instrument: what it is, where it holds, what it is expected to change and on what ground."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.models import Action
from contracts.web.forms.fields import EuroField, Group, GroupedFormMixin, RevisionField, choices_with_blank
from core.validators import normalise_code
from core.web.numbers import LocalizedDecimalField, PercentField
from molecules.enums import InstrumentKind, Payer
from molecules.models import Molecule, PolicyInstrument
from molecules.services.instruments import VERSIONED


class RowsField(forms.MultipleChoiceField):
    """Rows of the city, chosen by ticking them; the value is the rows."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Sequence[Any], labels: Sequence[str]) -> None:
        """Let these rows be chosen."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = list(zip(self.rows, labels, strict=True))

    def clean(self, value: Any) -> list[Any]:
        """The chosen rows."""
        return [self.rows[key] for key in super().clean(value)]


class ActionCodesField(forms.CharField):
    """Actions of the contract, chosen by their codes with commas between them; the value is the actions."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.actions: dict[str, Action] = {}

    def clean(self, value: Any) -> list[Action]:
        """The actions with these codes, each once."""
        codes = [code.strip() for code in super().clean(value).split(",") if code.strip()]
        unknown = [code for code in codes if normalise_code(code) not in self.actions]
        if unknown:
            raise ValidationError(
                _("There is no action with these codes in the contract: %(codes)s."),
                code="unknown_code",
                params={"codes": ", ".join(unknown)},
            )
        return list(
            {action.pk: action for code in codes if (action := self.actions[normalise_code(code)])}.values()
        )


class InstrumentForm(GroupedFormMixin):
    """An instrument; changing one asks for the reason, which its version keeps."""

    texts = {"names": _("Name"), "plain_words": _("What it does, in plain words")}
    long_texts = ("plain_words",)
    required_texts = ("names", "plain_words")
    groups: Sequence[Group] = (
        (
            _("The instrument"),
            ("code", "names", "plain_words", "kind", "legal_basis", "amount", "amount_unit"),
        ),
        (_("Where and when it holds"), ("molecules", "actions", "in_force_from", "in_force_until")),
        (
            _("What it is expected to change in the spread"),
            ("saturation_points", "rise_factor", "start_shift_years", "effect_source"),
        ),
        (_("Money"), ("budget_eur", "payer")),
        (_("What readers are told"), ("source", "note", "is_illustrative", "reason")),
    )
    units = {"saturation_points": _("points"), "start_shift_years": _("years"), "budget_eur": _("€ a year")}

    code = forms.CharField(label=_("Code"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=choices_with_blank(InstrumentKind.choices))
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=400,
        help_text=_("For example an article of the rules of the city's plan, or a decision of the council."),
    )
    amount = LocalizedDecimalField(label=_("Amount or rate"), required=False, max_digits=16, decimal_places=4)
    amount_unit = forms.CharField(
        label=_("Unit of the amount"),
        required=False,
        max_length=60,
        help_text=_("For example €/m², € per dwelling, percent of the charges."),
    )
    molecules = RowsField(
        label=_("Molecules it applies to"), help_text=_("Tick none where it holds in the whole city.")
    )
    actions = ActionCodesField(
        label=_("Actions it applies to"), help_text=_("Their codes, with commas between them.")
    )
    in_force_from = forms.DateField(label=_("In force from"), widget=forms.DateInput)
    in_force_until = forms.DateField(
        label=_("In force until"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Empty: without an end."),
    )
    saturation_points = PercentField(
        label=_("Added to the saturation"),
        max_digits=9,
        decimal_places=4,
        help_text=_("Percentage points, −100 to 100. Write 0 where it does not change the saturation."),
    )
    rise_factor = LocalizedDecimalField(
        label=_("Factor of the years of the rise"),
        max_digits=9,
        decimal_places=6,
        help_text=_(
            "0.5 halves the years from the first adopters to nearly all. Write 1 where they do not change."
        ),
    )
    start_shift_years = LocalizedDecimalField(
        label=_("Added to the start"),
        max_digits=6,
        decimal_places=3,
        help_text=_("Negative: packages begin earlier. Write 0 where the start does not change."),
    )
    effect_source = forms.CharField(
        label=_("Source of the effect"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A study, a case, or that it is assumed, by whom and why. It is shown with the effect."),
    )
    budget_eur = EuroField(
        label=_("Effect on the city's budget"),
        help_text=_("Negative: the budget pays. 0: it neither pays nor gains. Empty: not known."),
    )
    payer = forms.ChoiceField(label=_("Who pays"), choices=choices_with_blank(Payer.choices))
    source = forms.CharField(
        label=_("Source of the other values"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    is_illustrative = forms.BooleanField(
        label=_("The values are illustrative"),
        required=False,
        help_text=_("Pages then say so beside every figure of this instrument."),
    )
    reason = forms.CharField(
        label=_("Reason of the change"),
        max_length=400,
        help_text=_("It stands with the version; once the instrument is public, everyone reads it."),
    )
    revision = RevisionField()

    def __init__(
        self,
        data: Any = None,
        *,
        molecules: Sequence[Molecule],
        actions: Sequence[Action],
        instrument: PolicyInstrument | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(instrument))
        places = self.fields["molecules"]
        if isinstance(places, RowsField):
            places.offer(molecules, [str(one) for one in molecules])
        codes = self.fields["actions"]
        if isinstance(codes, ActionCodesField):
            codes.actions = {one.code_key: one for one in actions}
        if instrument is None:
            del self.fields["reason"]
            self.groups = tuple(
                (legend, tuple(name for name in names if name != "reason")) for legend, names in self.groups
            )


def _initial(instrument: PolicyInstrument | None) -> dict[str, Any]:
    if instrument is None:
        return {}
    initial = {name: getattr(instrument, name) for name in (*VERSIONED, "revision")}
    return initial | {
        "molecules": [str(pk) for pk in instrument.molecules.values_list("pk", flat=True)],
        "actions": ", ".join(instrument.actions.order_by("code_key").values_list("code", flat=True)),
    }
