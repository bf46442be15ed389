"""The form with which anyone verifies a document: its code, or the file itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.uploads import LARGEST_BYTES
from core.validators import refusal
from stakeholders.tokens import read_verify_code


class VerifyForm(forms.Form):
    """A code, a file, or both."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=80,
        help_text=_("25 letters and digits in five groups, at the foot of every page of the document."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("PDF file"),
        required=False,
        help_text=_("At most 20 MB. The file is read and forgotten: nothing of it is kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_code(self) -> str:
        """The code as the portal writes it."""
        typed = str(self.cleaned_data["code"]).strip()
        code = read_verify_code(typed)
        if typed and not code:
            raise forms.ValidationError(_("This is not a code: 25 letters and digits in five groups."))
        return code

    def clean_file(self) -> Any:
        """The file, unless it is too large."""
        file = self.cleaned_data.get("file")
        if file and file.size > LARGEST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        given = super().clean() or {}
        if not self.errors and not given.get("code") and not given.get("file"):
            raise refusal("code", _("Give the code, or choose the file."), "required")
        return given
