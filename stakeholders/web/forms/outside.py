"""Forms of signatures that are made outside the portal: the signed file, and why an officer accepts one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.web.forms.lifecycle import DayField
from core.uploads import ACCEPTED, ENVELOPES
from stakeholders.web.forms.signing import ReasonField


class SignedFileForm(forms.Form):
    """The file as the signing program wrote it."""

    collects_personal_data = True
    file = forms.FileField(
        label=_("Signed file"),
        help_text=_("The file that your signing program saved (.pdf or .p7m), up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENVELOPES)}),
    )


class AcceptFileForm(forms.Form):
    """Why a file counts as a signature although its check could not tell."""

    reason = ReasonField(
        _("Why the city accepts this file as a signature"),
        help_text=_("Say what you compared and how. At least ten characters; it stays with the evidence."),
    )


class PaperForm(forms.Form):
    """A signature on paper: its day, its scan, and where the sheet is."""

    collects_personal_data = True
    signed_on = DayField(label=_("Signed on"))
    file = forms.FileField(
        label=_("Scan of the signed sheet"),
        help_text=_("PDF, JPG or PNG, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    reason = ReasonField(
        _("How the sheet came to the city, and where it is kept"),
        help_text=_("At least ten characters; it stays with the evidence."),
    )
