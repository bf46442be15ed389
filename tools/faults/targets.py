"""What is killed at random: web servers, the worker and the database; each as a whole or one process of it."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tools.faults.portal import Lost, Process, Web
from tools.faults.services import Cluster, children_of, is_alive

POOL = 3
"""A worker that works: the first process and two that carry out tasks."""


@dataclass(frozen=True)
class Target:
    """Something that can be killed, once it is ready; it is whole again, or will be, when `strike` returns."""

    kind: str
    is_ready: Callable[[], bool]
    strike: Callable[[random.Random], str]


def target_web(web: Web) -> Target:
    """A web server: its own process starts another for the one that died; dead as a whole, it is started again."""

    def is_ready() -> bool:
        try:
            return web.ask("/health", seconds=1).status == 200
        except Lost:
            return False

    return Target("web", is_ready, lambda draw: _strike_process(web, draw))


def target_worker(worker: Process) -> Target:
    """The worker with beat."""

    def is_ready() -> bool:
        return worker.child is not None and len(children_of(worker.child.pid)) >= POOL - 1

    return Target("worker", is_ready, lambda draw: _strike_process(worker, draw))


def target_beat(beat: Process) -> Target:
    """The clock of the worker."""

    def is_ready() -> bool:
        return beat.child is not None and is_alive(beat.child.pid)

    def strike(_draw: random.Random) -> str:
        beat.kill()
        beat.start()
        return "beat"

    return Target("worker", is_ready, strike)


def target_database(cluster: Cluster) -> Target:
    """The database: one of its processes, after which it starts all of them anew, or the whole server."""

    def strike(draw: random.Random) -> str:
        pid = cluster.pid
        inner = children_of(pid) if pid else []
        if inner and draw.random() < 0.5:
            _kill(draw.choice(inner))
            return "one process of the database"
        cluster.end(signal.SIGKILL, whole=True)
        cluster.start()
        return "the whole database"

    return Target("database", lambda: cluster.pid is not None, strike)


def wait_ready(target: Target, *, seconds: float) -> bool:
    """Whether a target is ready before the time is over."""
    deadline = time.monotonic() + seconds
    while not target.is_ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _strike_process(process: Process, draw: random.Random) -> str:
    inner = children_of(process.child.pid) if process.child else []
    name = "worker" if not isinstance(process, Web) else "web server"
    if inner and draw.random() < 0.5:
        _kill(draw.choice(inner))
        return f"one process of the {name}"
    process.kill()
    process.start()
    return f"the whole {name}"


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
