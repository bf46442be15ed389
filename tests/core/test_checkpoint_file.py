"""The file of checkpoints outside the database: it only grows, is made whole, and the check reads it."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from core.models import Checkpoint
from core.services.checkpoints import (
    CHECKPOINTS,
    make_checkpoint,
    published_note,
    read_notes,
    write_checkpoint_file,
)
from core.services.evidence import append_event
from core.services.evidence_checks import check_whole_log
from core.services.keys import ensure_keys
from tests.append_only import without_triggers

pytestmark = pytest.mark.django_db

STREAM = UUID("00000000-0000-7000-8000-000000000001")
TABLE = "core_checkpoint"


@pytest.fixture
def log() -> list[Checkpoint]:
    """A stream that grew, with a checkpoint after each of three steps."""
    ensure_keys()
    made = []
    for n in (1, 2, 3):
        append_event(stream=STREAM, kind="test.step", payload={"n": n})
        made.append(make_checkpoint())
    return [one for one in made if one]


def test_the_file_of_checkpoints_only_grows(log: list[Checkpoint], settings: Any, tmp_path: Path) -> None:
    settings.CHECKPOINT_FILE = str(tmp_path / "outside" / "checkpoints.log")
    path = Path(settings.CHECKPOINT_FILE)
    assert [write_checkpoint_file(), write_checkpoint_file()] == [3, 0]
    begun = path.read_text()
    assert list(map(str, read_notes(begun))) == [published_note(n) for n in (1, 2, 3)]
    append_event(stream=STREAM, kind="test.step", payload={})
    make_checkpoint()
    assert write_checkpoint_file() == 1
    assert path.read_text() == f"{begun}\n{published_note(4)}"


def test_a_file_that_was_torn_is_made_whole(log: list[Checkpoint], settings: Any, tmp_path: Path) -> None:
    settings.CHECKPOINT_FILE = str(tmp_path / "checkpoints.log")
    Path(settings.CHECKPOINT_FILE).write_text(published_note(1) + published_note(2)[:-30])
    assert write_checkpoint_file() == 2
    text = Path(settings.CHECKPOINT_FILE).read_text()
    assert [note.number for note in read_notes(text)][-2:] == [2, 3]


def test_the_check_reads_the_file_of_checkpoints(
    log: list[Checkpoint], settings: Any, tmp_path: Path
) -> None:
    settings.CHECKPOINT_FILE = str(tmp_path / "checkpoints.log")
    write_checkpoint_file()
    with without_triggers(TABLE):
        log[2].delete()
    assert [(one.stream, one.seq, one.fault) for one in check_whole_log().faults] == [
        (CHECKPOINTS, 3, "was published and is missing here")
    ]


def test_a_new_checkpoint_reaches_the_file_after_the_commit(
    settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CHECKPOINT_FILE = str(tmp_path / "checkpoints.log")
    ensure_keys()
    with django_capture_on_commit_callbacks(execute=True):
        make_checkpoint()
    assert Path(settings.CHECKPOINT_FILE).read_text() == f"\n{published_note(1)}"
