"""Files that people send are on the disk before any row tells of them."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from core.durable_files import DurableStorage


def test_a_saved_file_its_name_and_its_folders_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    sync = os.fsync

    def note(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        sync(handle)

    monkeypatch.setattr(os, "fsync", note)
    name = DurableStorage(location=tmp_path).save("signed/2026/11/x.pdf", ContentFile(b"%PDF-1.7"))
    assert synced == [tmp_path / name, *(tmp_path / name).parents[:4]]
    assert ((tmp_path / name).read_bytes(), (tmp_path / name).parents[3]) == (b"%PDF-1.7", tmp_path)
