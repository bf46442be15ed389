"""A PostgreSQL on disk that writes through (fsync on), and a Redis: both our own, to be killed and started again."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from ccc_portal.supervisor import Watchman
from tools.system_packages import find_servers
from tools.throwaway_services import (
    HOST,
    NoServices,
    create_database,
    find_owner,
    free_port,
    start_redis,
    stop,
    wait_until,
)

DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "jit=off", "max_connections=60")
GONE_SECONDS = 20


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL in a folder of its own; whoever holds this can end it and start it again."""

    programs: Path
    folder: Path
    port: int
    watchman: Watchman

    @property
    def url(self) -> str:
        """How the portal reaches the database."""
        return f"postgres://ccc@{HOST}:{self.port}/ccc"

    @property
    def data(self) -> Path:
        """The folder of its files."""
        return self.folder / "postgres"

    def make(self) -> None:
        """Make the files of the cluster, on the disk."""
        owner = find_owner()
        self.data.mkdir(mode=0o700)
        if owner:
            self.folder.chmod(0o755)
            shutil.chown(self.data, owner)
        command: list[str | Path] = [
            self.programs / "initdb",
            "-D",
            self.data,
            "-U",
            "ccc",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        made = subprocess.run(
            [*command, "--locale=C.UTF-8"], user=owner, cwd="/", capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise NoServices(f"initdb failed: {made.stderr.strip()}")

    def start(self) -> float:
        """Start the server, and wait until it takes connections; how many seconds that took."""
        begun = time.monotonic()
        options = [f"listen_addresses={HOST}", "unix_socket_directories=", "shared_buffers=128MB", *DURABLE]
        with (self.folder / "postgres.log").open("ab") as log:
            server = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, "-p", str(self.port), *(f"-c{one}" for one in options)],
                user=find_owner(), cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.watchman.add(server.pid)
        try:
            wait_until(self._connect, psycopg2.OperationalError, "PostgreSQL")
        except NoServices as reason:
            raise NoServices(f"{reason}\n{(self.folder / 'postgres.log').read_text()[-2000:]}") from reason
        return time.monotonic() - begun

    def end(self, number: signal.Signals, *, whole: bool = False) -> None:
        """Send a signal to the server, or at once to all its processes, and wait until nothing of it is left."""
        pid = self.pid
        if pid is None:
            return
        if whole:
            _send(pid, signal.SIGSTOP)  # it starts no more processes, of which each leads a group of its own
        everyone = [pid, *children_of(pid)]
        for one in everyone if whole else [pid]:
            _send(one, number)
        deadline = time.monotonic() + GONE_SECONDS
        while any(map(is_alive, everyone)):
            if time.monotonic() > deadline:
                raise NoServices("PostgreSQL does not end")
            time.sleep(0.02)
        self.watchman.remove(pid)
        # One that ended and that its parent did not ask for yet would pass for running.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    @property
    def pid(self) -> int | None:
        """The number of the server's first process."""
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _connect(self) -> None:
        psycopg2.connect(host=HOST, port=self.port, user="ccc", dbname="postgres", connect_timeout=3).close()


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and that nobody asked for yet does not."""
    return _state_and_parent(Path(f"/proc/{pid}/stat"))[0] not in "ZX"


def children_of(pid: int) -> list[int]:
    """The processes that a process started, and that run."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        state, parent = _state_and_parent(entry)
        if parent == pid and state not in "ZX":
            found.append(int(entry.parent.name))
    return found


def _state_and_parent(entry: Path) -> tuple[str, int]:
    try:
        state, parent = entry.read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "X", 0
    return state, int(parent)


@dataclass(frozen=True)
class Services:
    """What a portal with PostgreSQL stands on."""

    cluster: Cluster
    broker: str


@contextmanager
def services_on_disk() -> Iterator[Services]:
    """Run both servers; afterwards nothing is left of them."""
    servers = find_servers()
    if servers is None:
        raise NoServices("the servers are not installed and may not be installed by this account")
    folder = Path(tempfile.mkdtemp(prefix="ccc-faults-"))
    watchman = Watchman(grace_seconds=2)
    cluster = Cluster(servers[0], folder, free_port(), watchman)
    redis_port = free_port()
    redis = start_redis(servers[1], folder, redis_port)
    watchman.add(redis.pid)
    try:
        cluster.make()
        cluster.start()
        create_database(cluster.port)
        yield Services(cluster, f"redis://{HOST}:{redis_port}/0")
    finally:
        cluster.end(signal.SIGQUIT)
        stop(redis, signal.SIGTERM)
        watchman.dismiss()
        shutil.rmtree(folder, ignore_errors=True)
