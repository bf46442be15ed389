"""Forms of a molecule's photos."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.pictures import ACCEPTED
from core.web.forms import TextsFormMixin


class PhotoWordsForm(TextsFormMixin):
    """The words of a photo: what it shows, who made it."""

    texts = {"alternative": _("What the photo shows")}
    required_texts = ("alternative",)
    field_order = ("file", "alternative", "source", "is_illustrative")

    source = forms.CharField(
        label=_("Who made it, and the licence"),
        max_length=300,
        help_text=_("For example: City of Milano, CC BY 4.0."),
    )
    is_illustrative = forms.BooleanField(
        label=_("This picture is illustrative"),
        help_text=_("A drawing or a picture of another place."),
        required=False,
    )


class PhotoForm(PhotoWordsForm):
    """A new photo."""

    file = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "PNG or JPG, up to 10 MB. It is drawn anew: neither the place where it was taken nor the camera is kept."
        ),
    )
