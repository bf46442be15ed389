"""Forms of the editor: what a molecule is, and the actions placed in it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from contracts.models import City
from contracts.web.forms.fields import (
    ActionCodeField,
    GroupedFormMixin,
    RevisionField,
    choices_with_blank,
    read_initial,
)
from core.web.numbers import LocalizedDecimalField, PercentField
from molecules.enums import MoleculeKind, MoleculeState
from molecules.models import Molecule

PLAIN_FIELDS = (
    "code",
    "names",
    "kind",
    "state",
    "started_on",
    "parent",
    "replicated_from",
    "residents",
    "residents_note",
    "dwellings",
    "floor_area_m2",
    "jobs",
    "package",
    "spread_from",
    "spread_earliest",
    "spread_latest",
    "spread_source",
    "source",
    "note",
    "is_illustrative",
    "revision",
)
STOCK = ("residents", "residents_note", "dwellings", "floor_area_m2", "jobs")
SPREAD = ("package", "spread_earliest", "spread_from", "spread_latest", "spread_source")


class RowField(forms.ChoiceField):
    """A row of the city, chosen by its name; its value is the row, or None."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.rows: dict[str, Model] = {}

    def offer(self, rows: Sequence[Model], blank: Any) -> None:
        """Let one of these rows be chosen."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = choices_with_blank([(key, str(row)) for key, row in self.rows.items()], blank)

    def prepare_value(self, value: Any) -> Any:
        """A row is shown by its key."""
        return str(value.pk) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        """The chosen row."""
        return self.rows.get(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another row was chosen."""
        return str(self.prepare_value(initial) or "") != str(data or "")


def _decimal_year(label: Any, **kwargs: Any) -> LocalizedDecimalField:
    return LocalizedDecimalField(label=label, required=False, max_digits=6, decimal_places=2, **kwargs)


def _count(label: Any) -> LocalizedDecimalField:
    return LocalizedDecimalField(label=label, required=False, max_digits=12, decimal_places=0)


class MoleculeForm(GroupedFormMixin):
    """What a molecule is and what stands in it; its outline has a form of its own."""

    texts = {"names": _("Name")}
    required_texts = ("names",)
    groups = (
        (_("The molecule"), ("code", "names", "kind", "state", "started_on", "parent", "replicated_from")),
        (_("What stands in it"), STOCK),
        (_("What spreads from it"), SPREAD),
        (_("What readers are told"), ("source", "note", "is_illustrative")),
    )

    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Short and lasting, for example mol-19.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MoleculeKind.choices)
    state = forms.ChoiceField(label=_("State"), choices=MoleculeState.choices)
    started_on = forms.DateField(label=_("Started on"), required=False, widget=forms.DateInput)
    parent = RowField(label=_("Part of"))
    replicated_from = RowField(label=_("Replicated from"))
    residents = _count(_("Residents"))
    residents_note = forms.CharField(
        label=_("Note on the residents"),
        required=False,
        max_length=200,
        help_text=_("Whether they were counted or estimated, when, and by whom."),
    )
    dwellings = _count(_("Dwellings"))
    floor_area_m2 = _count(_("Floor area"))
    jobs = _count(_("Jobs"))
    package = RowField(label=_("Package of measures"))
    spread_earliest = _decimal_year(
        _("It spreads at the earliest from"), help_text=_("A year, for example 2027.5.")
    )
    spread_from = _decimal_year(_("It most likely spreads from"))
    spread_latest = _decimal_year(_("It spreads at the latest from"))
    spread_source = forms.CharField(
        label=_("What the start rests on"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(
        label=_("Source of the figures"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    is_illustrative = forms.BooleanField(
        label=_("The figures are illustrative"),
        required=False,
        help_text=_("Pages then say so beside every figure of this molecule."),
    )
    revision = RevisionField()
    units = {"floor_area_m2": "m²"}

    def __init__(self, data: Any = None, *, city: City, molecule: Molecule | None = None) -> None:
        super().__init__(data, initial=read_initial(molecule, PLAIN_FIELDS) if molecule else {})
        others = list(city.molecules.filter(archived_at=None).defer("polygon").order_by("code"))
        others = [one for one in others if molecule is None or one.pk != molecule.pk]
        packages = list(city.packages.filter(archived_at=None).order_by("code"))
        cast("RowField", self.fields["parent"]).offer(others, _("stands alone"))
        cast("RowField", self.fields["replicated_from"]).offer(others, _("from none"))
        cast("RowField", self.fields["package"]).offer(packages, _("none yet"))


class InterventionForm(forms.Form):
    """An action of the contract and the share of it that happens in the molecule."""

    action = ActionCodeField(
        label=_("Action"), help_text=_("Its code; the field offers those of the contract.")
    )
    share = PercentField(
        label=_("Share of the action in this molecule"),
        required=False,
        max_digits=9,
        decimal_places=6,
        help_text=_(
            "Percent of its effect, or nothing where nobody knows. An action that is there gets the new share."
        ),
    )

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data)
        cast("ActionCodeField", self.fields["action"]).contract = getattr(city, "contract", None)
        self.fields["share"].unit = "%"  # type: ignore[attr-defined]  # read by the templates of forms
