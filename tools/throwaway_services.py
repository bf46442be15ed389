"""A PostgreSQL and a Redis that live for one test run: free ports, a folder of their own, no durability."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import redis

from ccc_portal.supervisor import Watchman
from tools.system_packages import find_servers

HOST = "127.0.0.1"
START_SECONDS = 30
NO_DURABILITY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off")


class NoServices(Exception):
    """The servers cannot be had on this machine; the message says why."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def find_owner() -> str | None:
    """Who runs PostgreSQL: it refuses root, so an unprivileged account there; None for ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def wait_until(ready: Callable[[], object], errors: type[Exception], what: str) -> None:
    """Try again until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            ready()
        except errors as error:
            if time.monotonic() > deadline:
                raise NoServices(f"{what} did not start: {error}") from error
            time.sleep(0.05)
        else:
            return


def start_postgres(programs: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Make a cluster in the folder and start its server; accounts need no password, only this machine reaches it."""
    owner, data = find_owner(), folder / "postgres"
    data.mkdir(mode=0o700)
    if owner:
        folder.chmod(0o755)
        shutil.chown(data, owner)
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-U", "ccc", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        user=owner, cwd="/", capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise NoServices(f"initdb failed: {made.stderr.strip()}")
    options = [f"listen_addresses={HOST}", "unix_socket_directories=", "shared_buffers=128MB", *NO_DURABILITY]
    with (folder / "postgres.log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *(f"-c{option}" for option in options)],
            user=owner, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def create_database(port: int) -> None:
    """Create the database `ccc` as soon as the server takes connections."""
    connection = psycopg2.connect(host=HOST, port=port, user="ccc", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE ccc")
    connection.close()


def start_redis(program: str, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start a Redis that keeps nothing on disk."""
    options = ["--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with (folder / "redis.log").open("wb") as log:
        return subprocess.Popen(
            [program, *options], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def stop(server: subprocess.Popen[bytes], ending: signal.Signals) -> None:
    """End a server by the signal that it handles itself; SIGKILL when it does not listen."""
    server.send_signal(ending)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def throwaway_services() -> Iterator[dict[str, str]]:
    """Run both servers and give the environment variables that name them; afterwards nothing is left of them."""
    servers = find_servers()
    if servers is None:
        raise NoServices("the servers are not installed and may not be installed by this account")
    memory = Path("/dev/shm")  # a disk in memory, where there is one
    folder = Path(tempfile.mkdtemp(prefix="ccc-", dir=memory if os.access(memory, os.W_OK) else None))
    watchman = Watchman(grace_seconds=2)
    started: list[tuple[subprocess.Popen[bytes], signal.Signals]] = []
    try:
        postgres_port, redis_port = free_port(), free_port()
        # A run in the background of a shell ignores SIGINT and SIGQUIT, and so do its children, but for handlers of
        # their own: Redis has one for SIGTERM, PostgreSQL one for SIGQUIT (stop at once).
        started.append((start_redis(servers[1], folder, redis_port), signal.SIGTERM))
        started.append((start_postgres(servers[0], folder, postgres_port), signal.SIGQUIT))
        for server, _ in started:
            watchman.add(server.pid)
        wait_until(lambda: create_database(postgres_port), psycopg2.OperationalError, "PostgreSQL")
        wait_until(redis.Redis(HOST, redis_port).ping, redis.ConnectionError, "Redis")
        yield {
            "DATABASE_URL": f"postgres://ccc@{HOST}:{postgres_port}/ccc",
            "CELERY_BROKER_URL": f"redis://{HOST}:{redis_port}/0",
        }
    finally:
        for server, ending in started:
            stop(server, ending)
        watchman.dismiss()
        shutil.rmtree(folder, ignore_errors=True)
