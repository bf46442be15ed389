"""Asking for a file and making it: once for one content, safe to repeat, told in words where it fails."""

from pathlib import PurePath
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.enums import CityRole, VersionState, Visibility
from contracts.models import Contract, ContractVersion
from core.enums import JobName, JobState
from core.models import Job, User
from exchange.enums import ExportKind, ExportState
from exchange.models import ExportFile
from exchange.selectors.exports import PAUSE, Content
from exchange.services import exports
from exchange.tasks import make_export as task
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    ExportFileFactory,
    TableRowFactory,
    UserFactory,
)

QUIET = {"report": lambda done, total, step: None}


@pytest.fixture
def contract(db: None) -> Contract:
    return ContractFactory()


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    found: ContractVersion = contract.versions.get()
    return found


@pytest.fixture
def officer(contract: Contract) -> User:
    found: User = CityMembershipFactory(city=contract.city, role=CityRole.OFFICER).user
    return found


def ask(version: ContractVersion, **changes: Any) -> ExportFile:
    wanted = {"kind": ExportKind.JSON, "language": "it", "level": Visibility.PUBLIC}
    return exports.request_export(version_id=version.pk, **{**wanted, **changes})


def make(export: ExportFile) -> ExportFile:
    return exports.make_export(export_id=export.pk, **QUIET)


def freeze(version: ContractVersion) -> None:
    ContractVersion.objects.filter(pk=version.pk).update(frozen_at=timezone.now())


def files_there(*names: str) -> list[bool]:
    return [default_storage.exists(name) for name in names]


def test_request_writes_a_row_and_its_work(version, officer):
    export = ask(version, by=officer)
    job = Job.objects.get(key=str(export.pk))
    assert (export.state, export.made_by, len(export.content_sha256)) == (ExportState.WAITING, officer, 64)
    assert (job.name, job.payload, job.created_by) == (
        JobName.MAKE_EXPORT,
        {"export": str(export.pk)},
        officer,
    )


def test_same_content_is_asked_for_once(version):
    first = ask(version)
    assert ask(version) == first
    make(first)
    assert ask(version) == first
    assert Job.objects.filter(name=JobName.MAKE_EXPORT).count() == 1


@pytest.mark.parametrize("change", [{"kind": ExportKind.CSV}, {"language": "en"}])
def test_other_form_or_language_is_another_file(version, change):
    assert ask(version, **change) != ask(version)


def test_other_level_is_another_file(version, officer):
    assert ask(version, by=officer, level=Visibility.INTERNAL) != ask(version, by=officer)


def test_changed_content_is_asked_for_again(version):
    first = ask(version)
    TableRowFactory(version=version)
    assert ask(version) != first


def test_row_that_was_written_meanwhile_is_taken(version):
    first = ask(version)
    wanted = {"kind": ExportKind.JSON, "language": "it", "level": Visibility.PUBLIC}
    assert exports._create(version, first.content_sha256, None, **wanted) == first


@pytest.mark.parametrize("level", [Visibility.PARTNERS, Visibility.INTERNAL])
def test_what_is_not_public_is_for_the_team(version, level):
    with pytest.raises(PermissionDenied):
        ask(version, level=level, by=UserFactory())


def test_unpublished_version_is_for_the_team(version, officer):
    ContractVersion.objects.filter(pk=version.pk).update(state=VersionState.DRAFT)
    with pytest.raises(PermissionDenied):
        ask(version)
    assert ask(version, by=officer).state == ExportState.WAITING


@pytest.mark.parametrize("kind", [ExportKind.JSON, ExportKind.CSV, ExportKind.XLSX, ExportKind.DOCX])
def test_file_is_made_and_described(version, kind):
    export = make(ask(version, kind=kind))
    content = export.file.read()
    assert (export.state, export.size_bytes) == (ExportState.READY, len(content))
    assert (PurePath(export.file.name).stem, export.error) == (str(export.pk), "")
    assert len(export.sha256) == 64


def test_pdf_is_made(version):
    assert make(ask(version, kind=ExportKind.PDF)).file.read(5) == b"%PDF-"


def test_same_content_gives_the_same_bytes(version):
    digests = set()
    for _time in range(2):
        export = make(ask(version, kind=ExportKind.XLSX))
        digests.add(export.sha256)
        export.delete()
    assert len(digests) == 1


def test_making_twice_keeps_the_first_file(version):
    export = make(ask(version))
    assert make(export).file.name == export.file.name


def test_slower_twin_throws_its_file_away(version, django_capture_on_commit_callbacks):
    export = make(ask(version))
    name = default_storage.save("exports/twin.json", export.file)
    with django_capture_on_commit_callbacks(execute=True):
        kept = exports._write_ready(export.pk, name, "0" * 64, b"{}", timezone.now())
    assert (kept.sha256, files_there(export.file.name, name)) == (export.sha256, [True, False])


def test_digest_is_of_what_the_file_holds(version):
    export = ask(version)
    TableRowFactory(version=version)
    assert make(export).content_sha256 != export.content_sha256
    assert ask(version) == export


def test_newer_file_of_a_live_version_takes_the_place_of_older_ones(
    version, django_capture_on_commit_callbacks
):
    older = make(ask(version))
    other = make(ask(version, language="en"))
    TableRowFactory(version=version)
    with django_capture_on_commit_callbacks(execute=True):
        newer = make(ask(version))
    assert set(ExportFile.objects.all()) == {newer, other}
    assert files_there(older.file.name, newer.file.name, other.file.name) == [False, True, True]


def test_files_of_a_frozen_version_stay(version):
    older = ExportFileFactory(version=version, visibility=Visibility.PUBLIC)
    failed = ExportFileFactory(version=version, visibility=Visibility.PUBLIC, state=ExportState.FAILED)
    newer = ask(version)
    freeze(version)
    make(newer)
    assert set(ExportFile.objects.all()) == {older, newer}
    assert not ExportFile.objects.filter(pk=failed.pk).exists()


def test_failure_is_told_and_tried_again(version, settings):
    export = ask(version)
    ExportFile.objects.filter(pk=export.pk).update(kind="none")
    with pytest.raises(ValueError, match="none"):
        make(export)
    export.refresh_from_db()
    assert (export.state, export.error) == (ExportState.FAILED, exports.FAULT)
    ExportFile.objects.filter(pk=export.pk).update(kind=ExportKind.JSON)
    assert make(export).state == ExportState.READY


def test_failure_is_not_asked_for_again_at_once(version):
    export = ask(version)
    ExportFile.objects.filter(pk=export.pk).update(state=ExportState.FAILED)
    assert ask(version) == export
    ExportFile.objects.filter(pk=export.pk).update(created_at=timezone.now() - PAUSE)
    assert ask(version) != export


def test_file_goes_where_its_row_cannot_be_written(version):
    export = ask(version)
    folder = f"{timezone.now():exports/%Y/%m}"
    default_storage.save(f"{folder}/other.txt", ContentFile(b""))
    before = default_storage.listdir(folder)
    with pytest.raises(IntegrityError):
        exports._store(export.pk, Content({}, None), b"{}", timezone.now())
    assert default_storage.listdir(folder) == before


def test_task_reports_its_steps_and_ends(version):
    export = ask(version)
    job = Job.objects.get(key=str(export.pk))
    task(str(job.pk))
    job.refresh_from_db()
    export.refresh_from_db()
    assert (job.state, job.total, export.state) == (JobState.DONE, len(exports.STEPS), ExportState.READY)


@pytest.mark.parametrize("rows", [1, 30])
def test_request_and_making_take_a_fixed_number_of_queries(version, rows):
    TableRowFactory.create_batch(rows, version=version)
    with CaptureQueriesContext(connection) as asked:
        export = ask(version, kind=ExportKind.XLSX)
    with CaptureQueriesContext(connection) as made:
        make(export)
    assert (len(asked), len(made)) == (19, 25)
