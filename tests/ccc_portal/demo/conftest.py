"""Copies of the demonstration data that tests may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ccc_portal.demo.sources import DEMO_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may break."""
    return Path(shutil.copytree(DEMO_FOLDER, tmp_path / "demo"))


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replace a text that stands exactly once in a file of the copy."""

    def replace_once(file: str, old: str, new: str) -> None:
        content = (folder / file).read_text()
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {file}"
        (folder / file).write_text(content.replace(old, new))

    return replace_once
