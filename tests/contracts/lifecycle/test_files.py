import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.enums import VersionState
from contracts.models import ContractVersion, VersionFile
from contracts.services.lifecycle import move_version
from contracts.services.version_files import add_version_file, remove_version_file
from core.models import Change, User
from tests.contracts.lifecycle.conftest import WAY, Bring
from tests.factories import PaperSignatureFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


def letter(name: str = "lettera.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 text")


def add(version: ContractVersion, by: User) -> VersionFile:
    return add_version_file(version_id=version.pk, by=by, file=letter(), title=" Lettera ")


def test_a_file_is_kept_under_a_name_of_our_own(version: ContractVersion, officer: User) -> None:
    row = add(version, officer)
    assert (row.title, row.original_name, row.size_bytes, row.visibility) == (
        "Lettera",
        "lettera.pdf",
        13,
        "internal",
    )
    assert ("lettera" in str(row.file.name), row.file.read()) == (False, b"%PDF-1.7 text")
    assert (Change.objects.latest("pk").verb, row.uploaded_by) == ("created", officer)


def test_a_file_is_checked(version: ContractVersion, officer: User) -> None:
    call = {"version_id": version.pk, "by": officer, "file": letter("a.html")}
    assert refusals(lambda: add_version_file(**call)) == {"file": ["wrong_type"]}
    assert refusals(lambda: add_version_file(**call | {"file": letter(), "kind": "x"})) == {
        "kind": ["invalid_choice"]
    }


def test_a_file_sent_by_mistake_is_taken_out(
    version: ContractVersion, officer: User, django_capture_on_commit_callbacks
) -> None:
    row = add(version, officer)
    with django_capture_on_commit_callbacks(execute=True):
        remove_version_file(file_id=row.pk, by=officer)
        assert default_storage.exists(row.file.name) is True
    assert (VersionFile.objects.count(), default_storage.exists(row.file.name)) == (0, False)


def test_what_a_signature_rests_on_stays(version: ContractVersion, officer: User) -> None:
    row = add(version, officer)
    PaperSignatureFactory(version=version, file=row)
    with pytest.raises(ValidationError):
        remove_version_file(file_id=row.pk, by=officer)


def test_what_a_step_rests_on_stays(version: ContractVersion, lead: User, bring: Bring) -> None:
    bring(version, VersionState.COUNCIL_APPROVAL)
    to, details = WAY[3]
    move_version(version_id=version.pk, to=to, by=lead, file=letter(), **details)
    with pytest.raises(ValidationError):
        remove_version_file(file_id=VersionFile.objects.get().pk, by=lead)


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_only_the_team_keeps_files(
    request: pytest.FixtureRequest, version: ContractVersion, officer: User, who: str
) -> None:
    person, row = request.getfixturevalue(who), add(version, officer)
    with pytest.raises(PermissionDenied):
        add(version, person)
    with pytest.raises(PermissionDenied):
        remove_version_file(file_id=row.pk, by=person)
