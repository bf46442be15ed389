"""Forms of the negotiation of a commitment: a move with its explanation, a note, the filter of the list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.enums import CommitmentState, NoteKind
from stakeholders.models import ActionSheet
from stakeholders.transitions import Move

LONGEST = 4000


class MoveForm(forms.Form):
    """What the other side is told with a move; required where nothing else explains it."""

    text = forms.CharField(
        label=_("Message to the other side"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, move: Move, has_changes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if move.asks_text:
            self.fields["text"].label = _("Why")
            # requested changes that are open say why already
            self.fields["text"].required = not (has_changes and move.to == CommitmentState.CHANGES_REQUESTED)


class NoteForm(forms.Form):
    """A comment or a requested change, about the commitment or one of its sheets."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in (NoteKind.COMMENT, NoteKind.CHANGE_REQUEST)],
        initial=NoteKind.COMMENT,
        help_text=_("A requested change stays open until whoever asked for it says that it is done."),
    )
    sheet = forms.ModelChoiceField(
        label=_("About"),
        queryset=ActionSheet.objects.none(),
        required=False,
        empty_label=_("the whole commitment"),
    )
    text = forms.CharField(
        label=_("Text"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, sheets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sheets.exists():
            self.fields["sheet"].queryset = sheets  # type: ignore[attr-defined]  # a choice of rows
        else:
            self.fields.pop("sheet")


class CommitmentFilterForm(forms.Form):
    """By state and by the name of the organisation."""

    stato = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Organisation"), required=False, max_length=100)

    def __init__(self, *args: Any, states: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stato"].choices = [("", _("all states")), *states]  # type: ignore[attr-defined]
