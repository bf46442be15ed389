"""Forms of indicators, built from the columns of their tables, and of their values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.documents.rows import plain_value
from contracts.models import Action, Contract, Indicator, IndicatorValue
from contracts.services.table_rows.field_values import field_values
from contracts.tables import Column, ColumnKind, find_table
from contracts.web.forms.cells import CellField, make_field, unit_sign
from contracts.web.forms.fields import GroupedFormMixin, RevisionField
from core.validators import normalise_code
from core.web.numbers import LocalizedDecimalField, YearField

COLUMNS: Mapping[str, Column] = {
    column.key: column
    for table in ("indicator_cards", "indicators")
    for column in find_table(table).stored_columns
}
"""The columns of both tables of indicators; where both have one, the list's own words are taken."""
TEXTS = {key: column.label for key, column in COLUMNS.items() if column.kind == ColumnKind.TEXTS}


class IndicatorForm(GroupedFormMixin):
    """An indicator with its metadata card, new or changed."""

    texts = TEXTS
    long_texts = tuple(key for key in TEXTS if key != "name")
    required_texts = ("name",)
    groups = (
        (_("The indicator"), ("code", "name", "unit", "outcome", "actions", "is_headline")),
        (_("How it is measured"), ("definition", "calculation", "direction", "aggregation")),
        (
            _("Baseline and targets"),
            (
                "baseline_year",
                "baseline_value",
                "baseline_note",
                "target_2025",
                "target_2025_note",
                "target_2027",
                "target_2027_note",
                "target_2030",
                "target_2030_note",
            ),
        ),
        (
            _("What it tells"),
            (
                "measures_direct",
                "direct_sectors",
                "measures_indirect",
                "co_benefit",
                "used_for_pathways",
                "captured_by",
                "attribution_note",
            ),
        ),
        (
            _("Where its data come from"),
            (
                "data_source",
                "is_local_data",
                "availability",
                "interval",
                "owner",
                "deliverables",
                "other_systems",
            ),
        ),
    )

    def __init__(self, data: Any = None, *, contract: Contract, indicator: Indicator | None = None) -> None:
        self.contract = contract
        super().__init__(data, initial=_initial(indicator))
        for key, column in COLUMNS.items():
            if key in TEXTS:
                continue
            field = make_field(column)
            field.unit = unit_sign(column)  # type: ignore[attr-defined]  # read by the templates of forms
            self.fields[key] = field
            if isinstance(field, CellField):
                self.initial[key] = field.write(self.initial.get(key))
        self.fields["revision"] = RevisionField()

    def clean(self) -> dict[str, Any]:
        """The fields of an indicator, and the actions that it follows."""
        cells = super().clean()
        actions = self._find_actions(cells.pop("actions", None) or [])
        revision = cells.pop("revision", None)
        fields = field_values(
            Indicator, {key: None if value == {} else value for key, value in cells.items()}
        )
        self.cleaned_data = {**fields, "actions": actions, "revision": revision}
        return self.cleaned_data

    def _find_actions(self, codes: list[str]) -> list[Action]:
        wanted = {normalise_code(code): code for code in codes}
        found = list(Action.objects.filter(contract=self.contract, code_key__in=wanted))
        unknown = [code for key, code in wanted.items() if key not in {one.code_key for one in found}]
        if unknown:
            self.add_error(
                "actions",
                forms.ValidationError(
                    _("There is no action with the code %(code)s in this contract."),
                    code="unknown_code",
                    params={"code": ", ".join(unknown)},
                ),
            )
        return found


class IndicatorValueForm(forms.Form):
    """The value of one year."""

    year = YearField(label=_("Year"))
    value = LocalizedDecimalField(label=_("Value"), max_digits=20, decimal_places=6)
    source = forms.CharField(
        label=_("Source"), required=False, help_text=_("Which office or data set the value comes from.")
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()

    def __init__(
        self, data: Any = None, *, indicator: Indicator, value: IndicatorValue | None = None
    ) -> None:
        names = ("year", "value", "source", "note", "revision")
        super().__init__(data, initial={name: getattr(value, name) for name in names} if value else None)
        self.indicator = indicator
        self.fields["value"].unit = indicator.unit  # type: ignore[attr-defined]  # read by the templates of forms

    def clean(self) -> dict[str, Any]:
        """A year that has a value is changed from its row, so that nobody overwrites it unseen."""
        cleaned = super().clean() or self.cleaned_data
        is_new = cleaned.get("revision") is None
        if is_new and self.indicator.values.filter(year=cleaned.get("year") or 0).exists():
            self.add_error("year", _("This year has a value already: change it in its row."))
        return cleaned


class IndicatorFilterForm(forms.Form):
    """Filters of the list of indicators."""

    q = forms.CharField(label=_("Number or name"), required=False)
    which = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("all indicators")),
            ("active", _("active ones")),
            ("headline", _("headline indicators")),
            ("archived", _("archived ones")),
        ],
    )


def _initial(indicator: Indicator | None) -> dict[str, Any]:
    if indicator is None:
        return {"aggregation": Indicator._meta.get_field("aggregation").get_default()}
    plain = {key: getattr(indicator, key) for key in COLUMNS if key != "actions"}
    cells = {key: value if key in TEXTS else plain_value(value) for key, value in plain.items()}
    codes = [action.code for action in indicator.actions.order_by("code_key")]
    return {**cells, "actions": codes or None, "revision": indicator.revision}
