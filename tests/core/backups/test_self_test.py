"""The doctor tells each fault."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.enums import JobName, JobState, MailState
from core.models import EvidenceEvent, Job, Mail
from core.services.evidence import append_event
from core.services.self_test import Level, examine_portal, judge_clock, judge_disk
from tests.append_only import without_triggers
from tests.core.backups.portals import STREAM, fill_portal, use_folder
from tests.migrations import forget_newest_migration

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A healthy portal with a backup of now."""
    use_folder(settings, tmp_path / "portal")
    fill_portal(tmp_path / "portal")
    (tmp_path / "portal" / "last_backup.json").write_text(json.dumps({"at": timezone.now().isoformat()}))
    return tmp_path / "portal"


def errors() -> list[str]:
    return [finding.name for finding in examine_portal() if finding.level == Level.ERROR]


def change_event(folder: Path) -> None:
    with without_triggers("core_evidenceevent"):
        EvidenceEvent.objects.filter(stream=STREAM, seq=1).update(payload='{"n":7}')


def leave_job(folder: Path) -> None:
    job = Job.objects.create(name=JobName.SEND_MAIL, state=JobState.PENDING)
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(hours=1))


def leave_mail(folder: Path) -> None:
    mail = Mail.objects.create(to="a@b.example", subject="x", body="x", state=MailState.WAITING)
    Mail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - timedelta(hours=2))


FAULTS: dict[str, Callable[[Path], object]] = {
    "keys": lambda folder: (folder / "keys").chmod(0o755),
    "evidence": change_event,
    "jobs": leave_job,
    "mails": leave_mail,
    "backup": lambda folder: (folder / "last_backup.json").unlink(),
}


def test_a_healthy_portal_has_no_error(folder: Path) -> None:
    assert errors() == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_by_its_name(name: str, folder: Path) -> None:
    FAULTS[name](folder)
    assert errors() == [name]


def levels(name: str) -> list[tuple[Level, str]]:
    return [(finding.level, finding.text) for finding in examine_portal() if finding.name == name]


def test_a_migration_that_is_not_applied_is_told(folder: Path) -> None:
    forget_newest_migration()
    assert levels("migrations") == [(Level.ERROR, "1 not applied: manage.py migrate")]


def test_events_that_wait_for_a_checkpoint_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_event(stream=STREAM, kind="x", payload={})
    later = timezone.now() + timedelta(hours=4)
    monkeypatch.setattr(timezone, "now", lambda: later)
    (told,) = levels("checkpoint")
    assert told == (Level.ERROR, "events have waited more than 3 hours for a checkpoint: does beat run?")


def test_work_that_failed_is_a_warning(folder: Path) -> None:
    Job.objects.create(name=JobName.SEND_MAIL, state=JobState.FAILED, finished_at=timezone.now())
    Mail.objects.create(to="a@b.example", subject="x", body="x", state=MailState.FAILED)
    assert [levels("jobs"), levels("mails")] == [
        [(Level.WARNING, "1 failed within a day")],
        [(Level.WARNING, "1 failed or perhaps not sent")],
    ]


def test_a_lost_key_is_told(folder: Path) -> None:
    for path in (folder / "keys").rglob("*.key"):
        path.unlink()
    assert levels("keys")[0][0] == Level.ERROR


def test_a_test_that_cannot_be_made_is_an_error(folder: Path) -> None:
    (folder / "last_backup.json").write_text("{}")
    assert levels("backup") == [(Level.ERROR, "cannot be tested: KeyError: 'at'")]


def test_missing_triggers_are_told(folder: Path) -> None:
    with without_triggers("core_checkpoint"):
        assert errors() == ["triggers"]


def test_the_command_ends_with_status_1(folder: Path, capsys: Any) -> None:
    call_command("doctor")
    (folder / "last_backup.json").unlink()
    capsys.readouterr()
    with pytest.raises(CommandError):
        call_command("doctor", json=True)
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_disk_and_clock_have_limits() -> None:
    assert [judge_disk(free * 2**30)[0] for free in (0, 2, 9)] == [Level.ERROR, Level.WARNING, Level.GOOD]
    assert [judge_clock(seconds)[0] for seconds in (-3, 0.5)] == [Level.ERROR, Level.GOOD]
