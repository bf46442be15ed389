"""Forms of the life of a version: a step, a file, a comment from outside, a signature on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.enums import CommentKind, FileKind, Visibility
from contracts.models import Contract, ContractParty
from contracts.tables import SECTIONS
from contracts.transitions import Ask, Transition
from contracts.web.forms.fields import choices_with_blank
from core.uploads import ACCEPTED

FILE_HINT = _("PDF, JPG or PNG, up to 20 MB.")


class DayField(forms.DateField):
    """A day as people write it."""

    widget = forms.DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Day, month and year, for example 8.10.2026."))
        super().__init__(**kwargs)


class UploadField(forms.FileField):
    """A file that the service checks by its content."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", FILE_HINT)
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPTED}), **kwargs)


class StepForm(forms.Form):
    """What one step asks; `source` is the state that the person saw."""

    source = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, step: Transition) -> None:
        super().__init__(data, files, initial={"source": step.source.value})
        self.fields |= {ask.value: _ANSWERS[ask]() for ask in step.asks}
        if step.file_kind:
            self.fields["file"] = UploadField(label=FileKind(step.file_kind).label, required=False)
        self.fields["note"] = forms.CharField(
            label=_("Why the text must change") if step.is_back else _("Note"),
            required=step.needs_note,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


_ANSWERS = {
    Ask.COUNCIL_DECISION: lambda: forms.CharField(label=_("Number of the council's decision"), max_length=80),
    Ask.COUNCIL_DECIDED_ON: lambda: DayField(label=_("Decided on")),
    Ask.LABEL_ON: lambda: DayField(label=_("Label awarded on")),
}


class FileForm(forms.Form):
    """A file of a version."""

    file = UploadField(label=_("File"))
    kind = forms.ChoiceField(label=_("What it is"), choices=FileKind.choices, initial=FileKind.ANNEX)
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    visibility = forms.ChoiceField(
        label=_("Who may read it"), choices=Visibility.choices, initial=Visibility.INTERNAL
    )


class ReviewersCommentForm(forms.Form):
    """What the Mission's reviewers said of a section."""

    section_key = forms.ChoiceField(label=_("Section"))
    kind = forms.ChoiceField(
        label=_("Where it comes from"),
        choices=[(one.value, one.label) for one in (CommentKind.PRE_VALIDATION, CommentKind.FORMAL_REVIEW)],
    )
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, kind: str = CommentKind.PRE_VALIDATION) -> None:
        super().__init__(data, initial={"kind": kind})
        titles = [(spec.key, spec.title) for spec in SECTIONS]
        self.fields["section_key"].choices = choices_with_blank(titles)  # type: ignore[attr-defined]  # a choice field


class SignatureForm(forms.Form):
    """A signature on paper."""

    party = forms.ModelChoiceField(
        label=_("Party"), queryset=ContractParty.objects.none(), empty_label=_("Choose")
    )
    person = forms.CharField(label=_("Who signed"), max_length=200)
    position = forms.CharField(label=pgettext_lazy("person", "Position"), required=False, max_length=200)
    signed_on = DayField(label=_("Signed on"))
    file = UploadField(label=_("Scan of the signed page"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, contract: Contract, party: Any = None) -> None:
        super().__init__(data, files, initial={"party": party})
        self.fields["party"].queryset = contract.parties.all()  # type: ignore[attr-defined]  # a model choice
