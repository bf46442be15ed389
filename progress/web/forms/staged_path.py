"""What the staged path can be narrowed to: an address that can be shared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.selectors.staged_path_rows import Stage

EVERYTHING = ("", _("all"))
SCOPES = (
    EVERYTHING,
    ("contract", _("the contract and the city")),
    ("molecule", _("a molecule")),
    ("action", _("an action")),
)


class PathFilterForm(forms.Form):
    """Whose stages to show; the choices are those that some stage has."""

    scope = forms.ChoiceField(label=_("Milestones of"), choices=SCOPES, required=False)
    molecule = forms.ChoiceField(label=_("Molecule"), required=False)
    action = forms.ChoiceField(label=_("Action"), required=False)

    def __init__(self, *args: Any, stages: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        molecules = {tie.code: tie.name for one in stages for tie in (*one.molecules, *one.places)}
        actions = {one.action.code: f"{one.action.code} {one.action.title}" for one in stages if one.action}
        for name, choices in (("molecule", molecules), ("action", actions)):
            if choices:
                field: Any = self.fields[name]
                field.choices = [EVERYTHING, *sorted(choices.items(), key=lambda choice: choice[1])]
            else:
                del self.fields[name]

    def narrow(self, stages: Sequence[Stage]) -> tuple[Stage, ...]:
        """The stages that were asked for; all of them where the question makes no sense."""
        asked = self.cleaned_data if self.is_valid() else {}
        return tuple(
            one
            for one in stages
            if asked.get("scope", "") in ("", one.scope)
            and _names(asked.get("molecule"), [tie.code for tie in (*one.molecules, *one.places)])
            and _names(asked.get("action"), [one.action.code] if one.action else [])
        )


def _names(asked: str | None, codes: list[str]) -> bool:
    return not asked or asked in codes
