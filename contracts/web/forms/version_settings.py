"""Forms of what a version aims at, and of who reads its documents and fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts import visibility
from contracts.enums import GapReference, GeographicBoundary, Visibility
from contracts.models import ContractVersion, InventorySeries
from contracts.tables import TABLES, Part, find_table
from contracts.web.forms.fields import GroupedFormMixin, RevisionField, read_initial
from core.web.numbers import LocalizedDecimalField, PercentField, YearField

PLAIN_FIELDS = (
    "edition",
    "vision",
    "baseline_year",
    "baseline_series",
    "baseline_tco2e",
    "target_year",
    "target_reduction_tco2e",
    "target_reduction_share",
    "residual_tco2e",
    "residual_share",
    "gap_reference",
    "geographic_boundary",
    "revision",
)
TONNES = "t CO₂e"
ACTION_COSTS = tuple(
    dict.fromkeys(
        f"action.{column.key}"
        for table in TABLES
        if table.store == "actions"
        for column in table.columns
        if column.key.endswith("_eur") or column.key == "cost_note"
    )
)
CONSUMPTION = (
    *(
        f"{key}.{column.key}"
        for key in ("energy_use", "activity")
        for column in find_table(key).columns
        if column.is_number
    ),
    *(f"action.{name}" for name in visibility.CONSUMPTION),
)
FIELD_GROUPS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "costs": (_("Costs and funding of actions"), ACTION_COSTS),
    "consumption": (_("Energy use and activity"), CONSUMPTION),
}
"""Fields that cities keep to themselves, by the names under which a document masks them."""


def tonnes(label: Any) -> LocalizedDecimalField:
    """A quantity in tonnes that may be unknown."""
    return LocalizedDecimalField(label=label, required=False, max_digits=16, decimal_places=4)


class VersionForm(GroupedFormMixin):
    """Target, baseline and vision of a version."""

    texts = {"vision": _("Vision")}
    long_texts = ("vision",)
    groups = (
        (_("This version"), ("edition", "vision")),
        (_("Baseline"), ("baseline_year", "baseline_series", "baseline_tco2e", "gap_reference")),
        (
            _("Target"),
            (
                "target_year",
                "target_reduction_tco2e",
                "target_reduction_share",
                "residual_tco2e",
                "residual_share",
            ),
        ),
        (_("Boundary"), ("geographic_boundary",)),
    )
    units = {
        "baseline_tco2e": TONNES,
        "target_reduction_tco2e": TONNES,
        "residual_tco2e": TONNES,
        "target_reduction_share": "%",
        "residual_share": "%",
    }

    edition = forms.CharField(label=_("Edition"), required=False, max_length=80)
    baseline_year = YearField(label=_("Baseline year"), required=False)
    baseline_series = forms.ModelChoiceField(
        label=_("Inventory of the baseline"),
        required=False,
        queryset=InventorySeries.objects.none(),
        empty_label=_("not chosen"),
        help_text=_("The series of inventories against which the target is measured."),
    )
    baseline_tco2e = tonnes(_("Baseline"))
    gap_reference = forms.ChoiceField(label=_("The gap is measured against"), choices=GapReference.choices)
    target_year = YearField(label=_("Target year"))
    target_reduction_tco2e = tonnes(_("Target reduction"))
    target_reduction_share = PercentField(
        label=_("Target reduction, percent of the baseline"), required=False
    )
    residual_tco2e = tonnes(_("Residual emissions"))
    residual_share = PercentField(label=_("Residual emissions, percent of the baseline"), required=False)
    geographic_boundary = forms.ChoiceField(
        label=_("Geographic boundary"), choices=GeographicBoundary.choices, required=False
    )
    revision = RevisionField()

    def __init__(self, data: Any = None, *, version: ContractVersion) -> None:
        super().__init__(data, initial=read_initial(version, PLAIN_FIELDS))
        series = InventorySeries.objects.filter(city=version.contract.city_id)
        self.fields["baseline_series"].queryset = series  # type: ignore[attr-defined]  # a model choice


class VisibilityForm(forms.Form):
    """Who reads the documents of a version, and fields that companies keep to themselves."""

    revision = RevisionField()

    def __init__(self, data: Any = None, *, version: ContractVersion) -> None:
        super().__init__(data, initial={"revision": version.revision})
        for part in Part:
            self._add(part.value, part.label, version.part_visibility.get(part.value))
        stored = version.contract.field_visibility
        for name, (label, fields) in FIELD_GROUPS.items():
            self._add(name, label, stored.get(fields[0]))

    def _add(self, name: str, label: Any, value: str | None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=Visibility.choices, initial=value or Visibility.PUBLIC.value
        )

    def answers(self) -> dict[str, Any]:
        """What the service is told."""
        chosen = self.cleaned_data
        return {
            "part_visibility": {part.value: chosen[part.value] for part in Part},
            "field_visibility": {
                field: chosen[name] for name, (_label, fields) in FIELD_GROUPS.items() for field in fields
            },
            "revision": chosen["revision"],
        }
