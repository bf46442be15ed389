"""A whole installation of its own for tests that start and kill real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.db import connection

from tests.kept_tables import copy_tables, template_name

_INSTALLATIONS = count()
ROOT = Path(__file__).resolve().parents[1]
ANSWER = """
import json, sys
import django
django.setup()
from django.apps import apps
models = {model.__name__: model for model in apps.get_models()}
for line in sys.stdin:
    print(json.dumps(eval(json.loads(line), models)), flush=True)
"""
"""One process that answers every question: starting Django for each would take longer than the work that is watched."""


class Installation:
    """A data folder, a database and a broker of its own; commands and processes run in it."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.env = {
            **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "CELERY_BROKER_URL")},
            "DJANGO_SETTINGS_MODULE": "ccc_portal.settings.embedded",
            "CCC_DATA": str(folder),
            **env,
        }
        self._listener: subprocess.Popen[str] | None = None

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end and return what it printed; fails when the command does."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, expression: str) -> Any:
        """The JSON value of a Python expression inside the installation (models of every room are at hand)."""
        if self._listener is None:
            self._listener = subprocess.Popen(
                [sys.executable, "-c", ANSWER],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._listener.stdin
        assert self._listener.stdout
        self._listener.stdin.write(json.dumps(expression) + "\n")
        self._listener.stdin.flush()
        return json.loads(self._listener.stdout.readline())

    def close(self) -> None:
        """End the process that answers."""
        if self._listener is not None:
            self._listener.communicate(timeout=10)

    @contextmanager
    def process(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process in a group of its own; what is left of the group is killed at the end."""
        with (self.folder / "process.log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield child
            finally:
                kill_group(child)


def kill_group(child: subprocess.Popen[bytes]) -> None:
    """`kill -9` of a process and all its children at once."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait(timeout=10)


def wait_until(holds: Callable[[], bool], *, seconds: float, what: str | Callable[[], str]) -> None:
    """Wait for something to hold, or fail saying what did not."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"not within {seconds:.0f} s: {what if isinstance(what, str) else what()}")
        time.sleep(0.05)


def _own_broker_number() -> str:
    """A numbered part of Redis that no other installation has: a worker beside it would take its news."""
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return str(2 + process * 6 + next(_INSTALLATIONS) % 6)


@contextmanager
def new_installation(folder: Path, **env: str) -> Iterator[Installation]:
    """An installation on the kind of database the suite runs on; a PostgreSQL database is dropped at the end.

    Its tables are there: copied, for making them anew takes half a minute of the processor.
    """
    if connection.vendor == "sqlite":
        copy_tables(folder / "portal.sqlite3")
        with closing(Installation(folder, **env)) as one:
            yield one
        return
    name = f"ccc_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_name()}"')
    try:
        urls = {
            "DATABASE_URL": _with_path(os.environ["DATABASE_URL"], name),
            "CELERY_BROKER_URL": _with_path(os.environ["CELERY_BROKER_URL"], _own_broker_number()),
        }
        with closing(Installation(folder, **urls, **env)) as one:
            yield one
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _with_path(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))
