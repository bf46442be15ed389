"""The form of a milestone's place on the staged path."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import PassRule
from contracts.models import Indicator, Milestone
from contracts.services.staged_path import MOST_DAYS, Condition, ProofRule
from contracts.web.forms.fields import GroupedFormMixin, RevisionField, choices_with_blank
from core.web.numbers import LocalizedDecimalField

FREE_ROWS = 3
"""Empty rows for conditions that the form offers beside those that stand."""


class MilestonePlanForm(GroupedFormMixin):
    """When a milestone is expected, what proves it, and what it waits for.

    Each condition has three fields with a number; the errors of the service, which counts only the rows that were
    filled, are led back to them by `error_fields`.
    """

    expected_on = forms.DateField(
        label=_("Expected on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("As its owner sees it today. The date that was promised stays; to change it, move it."),
    )
    pass_rule = forms.ChoiceField(
        label=_("Reached when"),
        required=False,
        choices=choices_with_blank(PassRule.choices, _("nobody said")),
        help_text=_("When the rule holds, the portal says so; closing the milestone stays with you."),
    )
    pass_indicator = forms.ModelChoiceField(
        label=_("Indicator"), required=False, queryset=Indicator.objects.none(), empty_label=_("no indicator")
    )
    pass_value = LocalizedDecimalField(
        label=_("Value it has to come to"), required=False, max_digits=18, decimal_places=4
    )
    revision = RevisionField()

    def __init__(
        self, data: Any = None, *, milestone: Milestone, others: Sequence[Milestone], indicators: Any
    ) -> None:
        stood = list(milestone.conditions.select_related("before").order_by("before__due_on", "id"))
        self.others = {str(one.pk): one for one in others}
        self.rows = range(1, len(stood) + FREE_ROWS + 1)
        self.error_fields: dict[str, str] = {}
        self.groups = _groups(self.rows)
        initial: dict[str, Any] = {"revision": milestone.revision}
        initial |= {
            name: getattr(milestone, name)
            for name in ("expected_on", "pass_rule", "pass_indicator", "pass_value")
        }
        for place, one in enumerate(stood, start=1):
            initial |= {
                f"before_{place}": str(one.before_id),
                f"least_days_{place}": one.least_days,
                f"reason_{place}": one.reason,
            }
        super().__init__(data, initial=initial)
        # An empty form takes all away: only whoever saw what stands may send one.
        self.fields["revision"].required = True
        self.fields["pass_indicator"].queryset = indicators  # type: ignore[attr-defined]  # a choice of models
        choices = choices_with_blank([(key, one) for key, one in self.others.items()], _("nothing"))
        for place in self.rows:
            self.fields |= _condition_fields(place, choices)
        for field in self.fields.values():
            field.unit = getattr(field, "unit", "")  # type: ignore[attr-defined]  # read by the templates of forms

    def clean(self) -> dict[str, Any]:
        """The arguments of the service."""
        cleaned = super().clean()
        return {
            "expected_on": cleaned.get("expected_on"),
            "proof": ProofRule(
                cleaned.get("pass_rule", ""), cleaned.get("pass_indicator"), cleaned.get("pass_value")
            ),
            "conditions": self._conditions(cleaned),
            "revision": cleaned.get("revision"),
        }

    def _conditions(self, cleaned: dict[str, Any]) -> list[Condition]:
        found: list[Condition] = []
        for row in self.rows:
            before = self.others.get(cleaned.get(f"before_{row}") or "")
            days, reason = cleaned.get(f"least_days_{row}"), cleaned.get(f"reason_{row}", "")
            if before is None:
                if days or reason:
                    self.add_error(f"before_{row}", _("Choose the milestone that has to come before."))
                continue
            found.append(Condition(before, days or 0, reason))
            place = len(found)
            self.error_fields |= {f"{name}_{place}": f"{name}_{row}" for name in ("before", "least_days")}
        return found


def _groups(rows: range) -> list[tuple[Any, tuple[str, ...]]]:
    waits = [
        (
            _("Waits for (%(place)s)") % {"place": place},
            (f"before_{place}", f"least_days_{place}", f"reason_{place}"),
        )
        for place in rows
    ]
    return [
        (_("When it is expected"), ("expected_on",)),
        (_("What proves it"), ("pass_rule", "pass_indicator", "pass_value")),
        *waits,
    ]


def _condition_fields(place: int, choices: Any) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        f"before_{place}": forms.ChoiceField(
            label=_("Milestone that comes before"), required=False, choices=choices
        ),
        f"least_days_{place}": forms.IntegerField(
            label=_("Days between the two at least"),
            required=False,
            min_value=0,
            max_value=MOST_DAYS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        ),
        f"reason_{place}": forms.CharField(label=_("Why"), required=False, max_length=300),
    }
    return fields
