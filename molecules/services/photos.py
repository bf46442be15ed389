"""Photos of molecules: drawn anew, so that neither the place where they were taken nor the camera is kept."""

from io import BytesIO
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.validators import collect_errors
from core.fields import Texts
from core.models import User
from core.pictures import read_picture
from core.validators import refusal
from molecules.models import Molecule, MoleculePhoto
from molecules.services.figures import tell_figures
from molecules.services.molecules import lock_molecule

LARGEST_PHOTO_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 1600
QUALITY = 82
MOST_PHOTOS = 12


@transaction.atomic
def add_photo(
    *,
    molecule_id: UUID,
    by: User,
    file: UploadedFile,
    alternative: Texts,
    source: str,
    is_illustrative: bool = False,
) -> MoleculePhoto:
    """Add a photo after those that are there; its text alternative and who made it are a must."""
    molecule = lock_molecule(molecule_id=molecule_id, by=by)
    _check(alternative, source)
    count = molecule.photos.count()
    if count >= MOST_PHOTOS:
        words = _("A molecule shows at most %(most)s photos: take one out first.") % {"most": MOST_PHOTOS}
        raise refusal("file", words, "too_many")
    drawn = _draw(file)
    photo = MoleculePhoto(
        molecule=molecule,
        alternative=alternative,
        source=source.strip(),
        is_illustrative=is_illustrative,
        position=count,
    )
    photo.file.save(str(drawn.name), drawn, save=False)
    photo.save()
    tell_figures(molecule=molecule, by=by)
    return photo


@transaction.atomic
def describe_photo(
    *, photo_id: UUID, by: User, alternative: Texts, source: str, is_illustrative: bool = False
) -> MoleculePhoto:
    """Change the words of a photo."""
    photo = MoleculePhoto.objects.get(pk=photo_id)
    molecule = lock_molecule(molecule_id=photo.molecule_id, by=by)
    _check(alternative, source)
    photo.alternative, photo.source = alternative, source.strip()
    photo.is_illustrative = is_illustrative
    photo.save()
    tell_figures(molecule=molecule, by=by)
    return photo


@transaction.atomic
def remove_photo(*, photo_id: UUID, by: User) -> Molecule:
    """Take a photo out for good; its file goes once that is certain."""
    photo = MoleculePhoto.objects.get(pk=photo_id)
    molecule = lock_molecule(molecule_id=photo.molecule_id, by=by)
    storage, name = photo.file.storage, photo.file.name
    photo.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    tell_figures(molecule=molecule, by=by)
    return molecule


def _draw(file: UploadedFile) -> ContentFile:
    picture = read_picture(
        file,
        "file",
        largest_bytes=LARGEST_PHOTO_BYTES,
        too_large=_("The photo is larger than 10 MB."),
        longest_side=LONGEST_SIDE,
    )
    drawn = BytesIO()
    picture.convert("RGB").save(drawn, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(drawn.getvalue(), name=f"{uuid4()}.jpg")


def _check(alternative: Texts, source: str) -> None:
    collect_errors([(_validate_alternative, alternative), (_validate_source, source)])


def _validate_alternative(alternative: Texts) -> None:
    if not alternative:
        words = _("Say what the photo shows, for those who cannot see it.")
        raise refusal("alternative", words, "required")


def _validate_source(source: str) -> None:
    if not source.strip():
        raise refusal(
            "source", _("Say who made the photo and under which licence it may be shown."), "required"
        )
