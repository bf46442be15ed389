"""Pictures that people send: whatever was sent is drawn anew, so that nothing but its picture is kept and shown."""

from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from core.uploads import check_upload
from core.validators import refusal

KINDS = (".png", ".jpg", ".jpeg")
ACCEPTED = ",".join(KINDS)
"""What a file field of a picture offers to choose from."""
MOST_PIXELS = 25_000_000
NO_PICTURE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What Pillow raises for files that are broken or pretend to be a picture."""


def read_picture(
    file: UploadedFile, field: str, *, largest_bytes: int, too_large: str, longest_side: int
) -> Image.Image:
    """The pixels of a picture, upright, at most `longest_side` wide and high, without the file's hidden data.

    Refused at `field`: what is no PNG or JPG by its name and its content, is larger than `largest_bytes` (said in the
    words of `too_large`) or than 25 megapixels, or is broken.
    """
    if PurePosixPath((file.name or "").lower()).suffix not in KINDS:
        raise refusal(field, _("Choose a PNG or JPG file."), "wrong_type")
    if (file.size or 0) > largest_bytes:
        raise refusal(field, too_large, "too_large")
    check_upload(file, field)
    try:
        return _read(file, field, longest_side)
    except NO_PICTURE as error:
        raise refusal(field, _("This picture cannot be read: save it anew."), "broken") from error


def _read(file: UploadedFile, field: str, longest_side: int) -> Image.Image:
    """The pixels in colours that a PNG keeps; the size is judged before any is read."""
    with Image.open(file, formats=["PNG", "JPEG"]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise refusal(field, _("The picture has more than 25 megapixels: send a smaller one."), "pixels")
        upright = ImageOps.exif_transpose(opened)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((longest_side, longest_side))
    picture.info = {}
    return picture
