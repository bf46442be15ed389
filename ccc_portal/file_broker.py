"""The broker of the embedded installation: kombu's messages in files, each put into place as a whole.

kombu opens a message under its final name and then writes it. A worker that looks in between takes an empty file and
ends with "Unrecoverable error"; on a busy machine this happens within minutes.
"""

from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A channel whose messages appear complete or not at all."""

    def _put(self, queue: Any, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # kombu names it twice
        """Write a message under a name that no queue looks for, and rename it."""
        name, folder = f"{round(monotonic() * 1000)}_{uuid4()}", Path(self.data_folder_out)
        draft = folder / f"{name}.draft"
        draft.write_text(dumps(payload), encoding="utf-8")
        draft.replace(folder / f"{name}.{queue}.msg")


class Transport(filesystem.Transport):
    """What `filesystem://` stands for once `use_whole_files` was called."""

    Channel = Channel


def use_whole_files() -> None:
    """Let `filesystem://` mean this transport in the whole process."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
