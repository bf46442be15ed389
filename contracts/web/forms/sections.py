"""Forms of a section: its text, who has it, reviews, comments."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.enums import CommentKind, ReviewState
from contracts.models import Section
from contracts.services.sections.comments import FROM_OUTSIDE, LONGEST_COMMENT
from contracts.tables import find_section
from contracts.web.forms.fields import RevisionField
from core.models import User

ROWS, ROWS_BELOW_A_TABLE = 18, 8


class SectionTextForm(forms.Form):
    """The text of a section in one language; what is typed keeps the blanks at the start of its lines."""

    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": ROWS, "spellcheck": "true"}),
        help_text=_(
            "Write plain paragraphs. Marks: **bold**, *italic*, ## heading, - list, [text](https://address), "
            "and tables with | between their cells."
        ),
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
    revision = RevisionField()

    def __init__(
        self, data: Any = None, *, section: Section, language: str, draft: tuple[str, int] | None = None
    ) -> None:
        body, revision = draft or (section.body.get(language, ""), section.revision)
        super().__init__(data, initial={"body": body, "language": language, "revision": revision})
        rows = ROWS_BELOW_A_TABLE if find_section(section.key).tables else ROWS
        self.fields["body"].widget.attrs |= {"lang": language, "rows": rows}


class PersonField(forms.ModelChoiceField):
    """A person of the city's team, by name; the form offers only `people`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), **kwargs)

    def offer(self, people: list[User]) -> None:
        """Let one of `people` be chosen."""
        self.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "email")


class AssignmentForm(forms.Form):
    """Who has the section in hand, and until when."""

    person = PersonField(label=_("Colleague"), required=False, empty_label=_("nobody"))
    due_on = forms.DateField(label=_("Complete by"), required=False, widget=forms.DateInput)

    def __init__(self, data: Any = None, *, section: Section, people: list[User]) -> None:
        super().__init__(data, initial={"person": section.assigned_to, "due_on": section.due_on})
        self.fields["person"].offer(people)  # type: ignore[attr-defined]  # a PersonField


class ReviewRequestForm(forms.Form):
    """Whom to ask for a review."""

    reviewer = PersonField(label=_("Who should review it?"), empty_label=_("Choose"))
    due_on = forms.DateField(label=_("Answer by"), required=False, widget=forms.DateInput)
    note = forms.CharField(
        label=_("What to look at"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is sent by e-mail with the request."),
    )

    def __init__(self, data: Any = None, *, people: list[User]) -> None:
        super().__init__(data)
        self.fields["reviewer"].offer(people)  # type: ignore[attr-defined]  # a PersonField


class ReviewAnswerForm(forms.Form):
    """Approve, or ask for changes."""

    state = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (ReviewState.APPROVED.value, _("I approve this section")),
            (ReviewState.CHANGES_REQUESTED.value, _("I ask for changes")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What should change, or what you noticed."),
    )


class CommentForm(forms.Form):
    """A remark on a section; comments of the Mission's reviewers are written down by who edits the contract."""

    text = forms.CharField(
        label=_("New comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("Kind of comment"), choices=CommentKind.choices)

    def __init__(self, data: Any = None, *, can_edit: bool) -> None:
        super().__init__(data, initial={"kind": CommentKind.COMMENT})
        offered = [kind for kind in CommentKind if can_edit or kind not in FROM_OUTSIDE]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in offered]  # type: ignore[attr-defined]  # a ChoiceField
        # The attribute maxlength would make the field component count characters on a small form beside the text.
        del self.fields["text"].widget.attrs["maxlength"]
