"""A portal of real processes: web servers and workers that can be killed, and browsers that ask them."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from tools.faults.services import Cluster, is_alive
from tools.prepare import ROOT
from tools.throwaway_services import HOST, free_port

READY_SECONDS = 60
TOKEN = "f" * 32
"""Cookie and form tell the same: what the portal asks for against forged forms."""
WORKER = "celery --quiet --app ccc_portal worker --loglevel warning --without-gossip --without-mingle"
BEAT = "celery --quiet --app ccc_portal beat --loglevel warning --pidfile="
Lost = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What a browser got."""

    status: int
    location: str = ""
    retry_after: str = ""
    body: str = ""


class Process:
    """A program in a group of its own."""

    def __init__(self, command: list[str], *, log: Path, **env: str) -> None:
        self.command, self.log, self.env = command, log, env
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, if it does not run."""
        if self.child is not None and is_alive(self.child.pid):
            return
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [sys.executable, "-m", *self.command], cwd=ROOT, env=os.environ | self.env,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """`kill -9` of all its processes at once."""
        if self.child is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()


class Web(Process):
    """A web server on a free port."""

    def __init__(self, folder: Path, *, workers: int = 1, **env: str) -> None:
        self.port = free_port()
        given = f"granian --interface wsgi --host {HOST} --port {self.port} --workers {workers} --blocking-threads 8"
        steady = " --respawn-failed-workers --no-access-log ccc_portal.wsgi:application"
        super().__init__((given + steady).split(), log=folder / "web.log", **env)

    def ask(
        self,
        path: str,
        *,
        session: str = "",
        fields: dict[str, str] | None = None,
        seconds: float = 40,
    ) -> Answer:
        """Get a page, or send a form; raises one of `Lost` where no answer comes."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=seconds)
        headers = {"Cookie": f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
        try:
            connection.request("GET" if fields is None else "POST", path, body, headers)
            got = connection.getresponse()
            text = got.read().decode(errors="replace")
        finally:
            connection.close()
        return Answer(got.status, got.headers.get("Location", ""), got.headers.get("Retry-After", ""), text)

    def wait(self) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + READY_SECONDS
        while True:
            with suppress(*Lost):
                if self.ask("/health", seconds=2).status == 200:
                    return
            if time.monotonic() > deadline:
                raise TimeoutError(f"the web server does not answer: see {self.log}")
            time.sleep(0.05)


QUICK = {"CCC_JOB_LEASE_SECONDS": "20", "CCC_JOB_SWEEP_SECONDS": "1", "EMAIL_TIMEOUT": "1"}
"""So soon what a killed worker left is looked after; a mail in its hands after twenty times the last."""


def worker_of(folder: Path) -> Process:
    """A worker with two processes."""
    return Process([*WORKER.split(), "--concurrency", "2"], log=folder / "worker.log", **QUICK)


def beat_of(folder: Path) -> Process:
    """What sends the jobs again that wait too long."""
    return Process([*BEAT.split(), "--schedule", str(folder / "beat")], log=folder / "worker.log", **QUICK)


@dataclass
class Portal:
    """The portal under test: its folder, its database, and a web server that no case may end."""

    database: str
    folder: Path
    cluster: Cluster | None
    broker: str
    share: float = 1.0

    def __post_init__(self) -> None:
        self.web = Web(self.folder, workers=2)
        self.web.start()
        self.web.wait()

    def close(self) -> None:
        """End the web server."""
        self.web.kill()

    @property
    def server(self) -> Cluster:
        """The database server; there is one on PostgreSQL only."""
        if self.cluster is None:
            raise RuntimeError("SQLite has no server")
        return self.cluster

    def mend(self) -> None:
        """Start again what a broken case has left dead."""
        connection.close()
        if self.cluster is not None and self.cluster.pid is None:
            self.cluster.start()

    @contextmanager
    def another_web(self, **env: str) -> Iterator[Web]:
        """One more web server, for as long as the block lasts."""
        web = Web(self.folder, workers=1, **env)
        web.start()
        try:
            web.wait()
            yield web
        finally:
            web.kill()

    @contextmanager
    def worker(self) -> Iterator[None]:
        """A worker and beat, for as long as the block lasts."""
        programs = (worker_of(self.folder), beat_of(self.folder))
        for program in programs:
            program.start()
        try:
            yield
        finally:
            for program in programs:
                program.kill()
