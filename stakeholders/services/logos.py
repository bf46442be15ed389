"""Logos of organisations: whatever was sent is drawn anew, so that nothing but its picture is kept and shown."""

from io import BytesIO
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from core.uploads import check_upload
from core.validators import refusal

LARGEST_LOGO_BYTES = 1024 * 1024
LOGO_KINDS = (".png", ".jpg", ".jpeg")
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 800
NO_PICTURE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What Pillow raises for files that are broken or pretend to be a picture."""


def draw_logo(logo: UploadedFile) -> ContentFile:
    """The logo as a PNG of our own, at most 800 pixels wide and high, without the file's hidden data.

    Refused: what is no PNG or JPG by its name and its content, is larger than 1 MB or 25 megapixels, or is broken.
    """
    if PurePosixPath((logo.name or "").lower()).suffix not in LOGO_KINDS:
        raise refusal("logo", _("Choose a PNG or JPG file."), "wrong_type")
    if (logo.size or 0) > LARGEST_LOGO_BYTES:
        raise refusal("logo", _("The logo is larger than 1 MB."), "too_large")
    check_upload(logo, "logo")
    try:
        picture = _read(logo)
    except NO_PICTURE as error:
        raise refusal("logo", _("This picture cannot be read: save it anew."), "broken") from error
    drawn = BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    return ContentFile(drawn.getvalue(), name=f"{uuid4()}.png")


def _read(logo: UploadedFile) -> Image.Image:
    """The pixels of a picture, upright, in colours that a PNG keeps; its size is judged before any is read."""
    with Image.open(logo, formats=["PNG", "JPEG"]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise refusal("logo", _("The picture has more than 25 megapixels: send a smaller one."), "pixels")
        upright = ImageOps.exif_transpose(opened)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info = {}
    return picture
