"""Files that must outlive a power cut: whole and on the disk under their name, or not there at all."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage

MODE = 0o644


class DurableStorage(FileSystemStorage):
    """The store of all files that people send: when a save returns, the file and its name are on the disk."""

    def _save(self, name: str, content: File) -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]  # Django's hook, unknown to the stubs
        path, root = Path(self.path(kept)), Path(self.location)
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        for folder in path.parents:  # the folders of a new month are new too
            _sync_folder(folder)
            if folder == root:
                break
        return kept


def write_durably(name: str, content: bytes) -> None:
    """Keep bytes in the store under a name of ours; when this returns they are on the disk.

    Whoever reads the name meanwhile finds the whole file or none. A row that names the file is written afterwards,
    so that no row ever points at nothing.
    """
    path = store_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), MODE)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def remove_file(name: str) -> None:
    """Delete a file of the store that no row names; one that is not there is none the less gone."""
    (store_folder() / name).unlink(missing_ok=True)


def store_folder() -> Path:
    """The folder of the store."""
    return Path(settings.MEDIA_ROOT)


def _sync_folder(folder: Path) -> None:
    """Wait until the name of a file is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
