"""Logos of organisations: whatever was sent is drawn anew, so that nothing but its picture is kept and shown."""

from io import BytesIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.pictures import read_picture

LARGEST_LOGO_BYTES = 1024 * 1024
LONGEST_SIDE = 800


def draw_logo(logo: UploadedFile) -> ContentFile:
    """The logo as a PNG of our own, at most 800 pixels wide and high, without the file's hidden data.

    Refused: what is no PNG or JPG by its name and its content, is larger than 1 MB or 25 megapixels, or is broken.
    """
    picture = read_picture(
        logo,
        "logo",
        largest_bytes=LARGEST_LOGO_BYTES,
        too_large=_("The logo is larger than 1 MB."),
        longest_side=LONGEST_SIDE,
    )
    drawn = BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    return ContentFile(drawn.getvalue(), name=f"{uuid4()}.png")
