"""Messages in files: a reader never meets half of one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest
from kombu.connection import Connection
from kombu.simple import SimpleQueue

from ccc_portal import file_broker

MESSAGES = 300


OpenQueue = Callable[[], SimpleQueue]


@pytest.fixture
def open_queue(tmp_path: Path) -> Iterator[OpenQueue]:
    """Ends of one queue, each with a connection of its own (kombu remembers queues by name, whatever their folder)."""
    folders = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out", "control_folder")}
    with ExitStack() as stack:

        def open_one() -> SimpleQueue:
            options = folders | {"polling_interval": 0.001}
            connection = stack.enter_context(Connection("filesystem://", transport_options=options))
            return stack.enter_context(connection.SimpleQueue(tmp_path.name))

        yield open_one


def test_filesystem_stands_for_whole_files(open_queue: OpenQueue) -> None:
    assert isinstance(open_queue().channel.connection, file_broker.Transport)


def test_unfinished_message_is_not_seen(open_queue: OpenQueue, tmp_path: Path) -> None:
    queue = open_queue()
    (tmp_path / "1_x.draft").write_text("{")
    queue.put("whole")
    assert (queue.get(timeout=5).payload, queue.qsize()) == ("whole", 0)


def test_reader_and_writer_at_once_lose_nothing(open_queue: OpenQueue) -> None:
    reader, writer = open_queue(), open_queue()
    thread = Thread(target=lambda: [writer.put(number) for number in range(MESSAGES)])
    thread.start()
    taken = [reader.get(timeout=20).payload for _ in range(MESSAGES)]
    thread.join()
    assert sorted(taken) == list(range(MESSAGES))
