"""Forms of the workbench: which instruments to compare, and under which name to keep the choice."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.web.forms.fields import RevisionField
from core.web.numbers import YearField
from molecules.models import InstrumentScenario, PolicyInstrument
from molecules.selectors.workbench import LIKELY_YEAR
from molecules.services.instrument_scenarios import FIRST_YEAR, LAST_YEAR
from molecules.web.forms.instruments import RowsField


class ChoiceForm(forms.Form):
    """Which instruments to compare, up to which year."""

    instruments = RowsField(label=_("Instruments"))
    until_year = YearField(
        label=_("Until the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, initial=LIKELY_YEAR
    )

    def __init__(
        self, data: Any = None, *, instruments: Sequence[PolicyInstrument], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["instruments"]
        if isinstance(field, RowsField):
            field.offer(instruments, [f"{one} ({one.get_kind_display()})" for one in instruments])


class SaveForm(ChoiceForm):
    """The same with a name and a note."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=120)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = RevisionField()
    field_order = ("name", "note", "instruments", "until_year", "revision")

    def __init__(
        self,
        data: Any = None,
        *,
        instruments: Sequence[PolicyInstrument],
        scenario: InstrumentScenario | None = None,
    ) -> None:
        super().__init__(data, instruments=instruments, initial=_initial(scenario))


def _initial(scenario: InstrumentScenario | None) -> dict[str, Any]:
    if scenario is None:
        return {}
    initial = {name: getattr(scenario, name) for name in ("name", "note", "until_year", "revision")}
    return initial | {"instruments": [str(pk) for pk in scenario.instruments.values_list("pk", flat=True)]}
