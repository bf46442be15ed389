"""The form of one step of an action sheet, built from the declared questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.tables.cell_checks import Message
from contracts.web.forms.cells import CellField, make_field, unit_sign
from contracts.web.forms.fields import ActionCodeField, RevisionField
from core.web.forms import TextsFormMixin
from core.web.numbers import LocalizedDecimalField
from stakeholders.models import ActionSheet
from stakeholders.sheets import ImpactSector, SheetField, Step, fields_of, keep_known

TITLE, PLACE, ACTION = "title", ("latitude", "longitude"), "action"
LEGENDS: dict[str, Any] = {"": "", "results": _("Other results")} | dict(ImpactSector.choices)
NEEDED = _("Needed before the commitment is submitted.")
ENDINGS = ("_before", "_after")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under a legend, in rows; `folds` where most sheets leave it empty, `is_open` where this one does not."""

    legend: str | Promise
    rows: list[list[forms.BoundField]]
    folds: bool = False
    is_open: bool = True


class CoordinateField(LocalizedDecimalField):
    """Degrees with decimals; comma and point both begin the decimals, for no coordinate has thousands."""

    example = Decimal("45.464204")
    default_error_messages = {"invalid": _("Enter degrees with decimals, for example %(example)s.")}

    def __init__(self, limit: int, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=-limit, max_value=limit, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django itself does
        """Read degrees and keep six decimals, a tenth of a metre."""
        if value is None or isinstance(value, Decimal):
            return value
        typed = str(value).strip().replace(",", ".").replace("−", "-")
        if not typed:
            return None
        try:
            number = Decimal(typed)
            return number.quantize(Decimal("0.000001")) if abs(number) < 1000 else number
        except InvalidOperation as error:
            message = self.error_messages["invalid"]
            params = {"example": self._write(self.example)}
            raise ValidationError(message, code="invalid", params=params) from error


class SheetStepForm(TextsFormMixin):
    """One step of a sheet. Nothing is required: what is `needed` is only marked until the commitment is submitted.

    The first step also asks the title, the place on the map and the action of the contract.
    """

    def __init__(self, data: Any = None, *, sheet: ActionSheet, step: str) -> None:
        self.questions: tuple[SheetField, ...] = fields_of(sheet.variant, step)
        self.asks_place = step == Step.CONTEXT
        if self.asks_place:
            self.texts = {TITLE: _("Title of the project")}
            self.required_texts = (TITLE,)
        super().__init__(data, initial={**sheet.answers, **self._own(sheet), "revision": sheet.revision})
        for question in self.questions:
            self._ask(question)
        if self.asks_place:
            self._ask_place(sheet)
        secret = [(one.key, one.label) for one in self.questions if one.can_be_confidential]
        self.fields["confidential"] = forms.MultipleChoiceField(
            choices=secret, required=False, widget=forms.MultipleHiddenInput
        )
        self.initial["confidential"] = sheet.confidential
        self.fields["revision"] = RevisionField()

    def clean(self) -> dict[str, Any]:
        """A place has two numbers or none."""
        cleaned = super().clean()
        given = [name for name in PLACE if cleaned.get(name) is not None]
        if len(given) == 1 and not any(name in self.errors for name in PLACE):
            missing = next(name for name in PLACE if name not in given)
            message = _("Give both numbers of a place on the map.")
            self.add_error(missing, ValidationError(message, code="half_place"))
        return cleaned

    def read_answers(self) -> dict[str, Any]:
        """The answers without an error, as they are stored; None where nothing was said."""
        keys = [one.key for one in self.questions if one.key not in self.errors]
        return dict.fromkeys(keys) | keep_known({key: self.cleaned_data.get(key) for key in keys})

    def read_fields(self) -> dict[str, Any]:
        """Title, place and action, those without an error."""
        if not self.asks_place:
            return {}
        names = [] if any(part in self.errors for part in self.parts_of(TITLE)) else [TITLE]
        names += [] if any(name in self.errors for name in PLACE) else PLACE
        names += [] if ACTION in self.errors else [ACTION]
        return {name: self.cleaned_data.get(name) for name in names}

    def read_confidential(self) -> list[str] | None:
        """The questions that only the city reads; None where the choice cannot be read."""
        return None if "confidential" in self.errors else list(self.cleaned_data["confidential"])

    def keep_revision(self, revision: int) -> None:
        """Let the page that comes back be saved again: what was valid is saved already."""
        data = cast("QueryDict", self.data).copy()
        data["revision"] = str(revision)
        self.data = data

    def tell_faults(self, faults: dict[str, Message]) -> None:
        """Show what the service refused at its question."""
        for key, message in faults.items():
            self.add_error(key if key in self.fields else None, str(message))

    def grouped(self) -> list[Group]:
        """Legend and fields of each group; what is asked before and after stands in one row."""
        groups: list[Group] = []
        if self.asks_place:
            groups.append(Group("", [[self[part]] for part in self.parts_of(TITLE)]))
        for area in dict.fromkeys(one.area for one in self.questions):
            asked = [one for one in self.questions if one.area == area]
            rows = [[self[one.key] for one in row] for row in _pair(asked)]
            is_open = area == ImpactSector.BUILDINGS or any(self._is_said(one.key) for one in asked)
            groups.append(Group(LEGENDS[area], rows, folds=bool(area), is_open=is_open))
        return groups

    def _is_said(self, name: str) -> bool:
        return bool(self[name].errors or self[name].value())

    def _own(self, sheet: ActionSheet) -> dict[str, Any]:
        action = sheet.action.code if sheet.action else ""
        own = {TITLE: sheet.title, "latitude": sheet.latitude, "longitude": sheet.longitude, ACTION: action}
        return own if self.asks_place else {}

    def _ask(self, question: SheetField) -> None:
        field = make_field(question)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 2
        if question.needed:
            field.help_text = f"{field.help_text} {NEEDED}".strip()
        field.unit = unit_sign(question)  # type: ignore[attr-defined]  # read by the templates of forms
        field.needed = question.needed  # type: ignore[attr-defined]
        field.secret = question.can_be_confidential  # type: ignore[attr-defined]
        self.fields[question.key] = field
        if isinstance(field, CellField):
            self.initial[question.key] = field.write(self.initial.get(question.key))

    def _ask_place(self, sheet: ActionSheet) -> None:
        self.fields["latitude"] = CoordinateField(90, label=_("Latitude"))
        self.fields["longitude"] = CoordinateField(180, label=_("Longitude"))
        action = ActionCodeField(
            label=_("Action of the contract"), required=False, help_text=_("Its code, where there is one.")
        )
        action.contract = sheet.commitment.contract
        self.fields[ACTION] = action


def _pair(questions: Sequence[SheetField]) -> list[list[SheetField]]:
    """The questions in rows: those before and after beside one another."""
    rows: list[list[SheetField]] = []
    for question in questions:
        last = rows[-1][-1].key if rows else ""
        if question.key.endswith(ENDINGS[1]) and last == question.key.removesuffix(ENDINGS[1]) + ENDINGS[0]:
            rows[-1].append(question)
        else:
            rows.append([question])
    return rows
