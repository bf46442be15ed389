"""Photos of molecules: drawn anew, described, taken out."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.fields import Texts
from molecules.services.photos import MOST_PHOTOS, add_photo, describe_photo, remove_photo
from tests.factories import CityMembershipFactory, MoleculeFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db
SHOWN = Texts({"it": "La piazza con gli alberi", "en": "The square with its trees"})


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def officer():
    return CityMembershipFactory()


@pytest.fixture
def molecule(officer):
    return MoleculeFactory(city=officer.city)


def picture(size=(2_400, 1_200), kind="JPEG", name="foto.jpg"):
    drawn, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Camera of nobody"
    Image.new("RGB", size, "green").save(drawn, kind, exif=exif)
    return SimpleUploadedFile(name, drawn.getvalue())


def add(molecule, officer, **fields):
    given = {"file": picture(), "alternative": SHOWN, "source": "City, CC BY 4.0."}
    return add_photo(molecule_id=molecule.pk, by=officer.user, **given | fields)


def test_a_photo_is_drawn_anew_without_what_the_camera_wrote(molecule, officer):
    photo = add(molecule, officer)
    with photo.file.open("rb") as kept, Image.open(kept) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (1600, 800), {})
    assert add(molecule, officer).position == 1


def test_a_photo_needs_words_and_its_maker(molecule, officer):
    assert refusals(lambda: add(molecule, officer, alternative=Texts({}), source=" ")) == {
        "alternative": ["required"],
        "source": ["required"],
    }
    wrong = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>")
    assert refusals(lambda: add(molecule, officer, file=wrong)) == {"file": ["wrong_content"]}
    large = SimpleUploadedFile("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(11 * 1024 * 1024))
    assert refusals(lambda: add(molecule, officer, file=large)) == {"file": ["too_large"]}
    assert molecule.photos.count() == 0


def test_a_molecule_shows_a_dozen_photos(molecule, officer):
    for _ in range(MOST_PHOTOS):
        add(molecule, officer, file=picture(size=(4, 4), kind="PNG", name="a.png"))
    assert refusals(lambda: add(molecule, officer)) == {"file": ["too_many"]}


def test_the_file_goes_with_its_photo(molecule, officer, media, django_capture_on_commit_callbacks):
    photo = add(molecule, officer)
    describe_photo(photo_id=photo.pk, by=officer.user, alternative=Texts({"it": "Un cortile"}), source="X")
    assert str(molecule.photos.get()) == "Un cortile"
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo_id=photo.pk, by=officer.user)
    assert [path for path in media.rglob("*") if path.is_file()] == []
