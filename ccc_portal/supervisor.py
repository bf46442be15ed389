"""Runs web server, worker and beat together: named output, restart with back-off, a stop that leaves nothing behind.

Each program leads a session of its own, so that it and all it started can be ended as one group. A small watchman
process holds the reading end of a pipe; when this process ends in whatever way, even by SIGKILL, the kernel closes the
writing end and the watchman ends every group that is left. (Linux' "parent death signal" would reach only the
programs themselves, not the processes that they started.)
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

GRACE_SECONDS = 10.0
FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 1.0, 30.0
STEADY_SECONDS = 30.0  # who ran this long starts again without delay growing


@dataclass(frozen=True)
class Program:
    """One long-running command and the name that stands before its lines."""

    name: str
    command: tuple[str, ...]


class Watchman:
    """The other end of the pipe: ends the registered process groups when its owner is gone."""

    def __init__(self, *, grace_seconds: float = GRACE_SECONDS, keep_open: tuple[int, ...] = ()) -> None:
        """Start the watchman; it holds the given files (a lock) open until it has done its work."""
        reader, self.writer = os.pipe()
        command = [
            sys.executable,
            "-SP",
            str(Path(__file__).resolve()),
            "--watch",
            str(reader),
            str(grace_seconds),
        ]
        self.process = subprocess.Popen(
            command, pass_fds=(reader, *keep_open), start_new_session=True, stdin=subprocess.DEVNULL
        )
        os.close(reader)

    def add(self, group: int) -> None:
        """Have this process group ended should the owner disappear."""
        os.write(self.writer, f"+{group}\n".encode())

    def remove(self, group: int) -> None:
        """Forget a group that has ended."""
        os.write(self.writer, f"-{group}\n".encode())

    def dismiss(self) -> None:
        """Close the pipe and wait until the watchman has ended what was left."""
        os.close(self.writer)
        self.process.wait()


def signal_group(group: int, number: int) -> bool:
    """Send a signal to every process of a group; False when none is left."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def watch(reader: int, grace_seconds: float) -> None:
    """The watchman's life: read group numbers until the pipe closes, then end those that are left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    with os.fdopen(reader) as lines:
        for line in lines:
            (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    groups = {group for group in groups if signal_group(group, signal.SIGTERM)}
    deadline = time.monotonic() + grace_seconds
    while time.monotonic() < deadline and any(signal_group(group, 0) for group in groups):
        time.sleep(0.1)
    for group in groups:
        signal_group(group, signal.SIGKILL)


@dataclass
class Supervisor:
    """Keeps programs running until it is told to stop.

    `when_started` runs once beside the programs (to wait for the web server and greet); a failure there stops nothing.
    """

    programs: tuple[Program, ...]
    environment: Mapping[str, str]
    when_started: Callable[[], Awaitable[None]] | None = None
    grace_seconds: float = GRACE_SECONDS
    first_delay_seconds: float = FIRST_DELAY_SECONDS
    keep_open: tuple[int, ...] = ()
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    watchman: Watchman = field(init=False)

    def run(self) -> int:
        """Run until Ctrl-C, SIGTERM or SIGHUP, then stop all; the exit status is 0."""
        self.watchman = Watchman(grace_seconds=self.grace_seconds, keep_open=self.keep_open)
        try:
            asyncio.run(self._run())
        finally:
            self.watchman.dismiss()
        return 0

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # `nohup` asks to outlive its terminal; an ignored SIGINT is only how shells start background commands.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self._stop)
        greeting = asyncio.ensure_future(self.when_started()) if self.when_started else None
        await asyncio.gather(*(self._keep(program) for program in self.programs))
        if greeting:
            greeting.cancel()
            await asyncio.gather(greeting, return_exceptions=True)

    def _stop(self) -> None:
        if not self.stopping.is_set():
            self.say("portal", "stopping")
            self.stopping.set()

    def say(self, name: str, text: str) -> None:
        """Print one line with its program's name; stop everything when nobody can read it any more."""
        try:
            print(f"{name:<6} | {text}", flush=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.stopping.set()

    async def _keep(self, program: Program) -> None:
        """Start one program again and again until the stop, waiting longer when it dies young."""
        delay = self.first_delay_seconds
        while not self.stopping.is_set():
            begun = time.monotonic()
            status = await self._run_once(program)
            if self.stopping.is_set():
                return
            if time.monotonic() - begun > STEADY_SECONDS:
                delay = self.first_delay_seconds
            self.say(program.name, f"ended ({describe_status(status)}); starts again in {delay:g} s")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), delay)
            delay = min(2 * delay, LONGEST_DELAY_SECONDS)

    async def _run_once(self, program: Program) -> int:
        """Run one program to its end, or to the end of the grace after a stop; nothing of its group is left."""
        process = subprocess.Popen(
            program.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.watchman.add(process.pid)
        reading = asyncio.ensure_future(self._relay(program.name, process))
        # asyncio's own Process.wait would wait for every process that holds the pipe, not for this one.
        ended = asyncio.ensure_future(asyncio.to_thread(process.wait))
        stop = asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait({ended, stop}, return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                process.terminate()  # the leader only: it knows how to let its own processes finish
                await asyncio.wait({ended}, timeout=self.grace_seconds)
        finally:
            signal_group(process.pid, signal.SIGKILL)
            stop.cancel()
        status = await ended
        await asyncio.wait({reading}, timeout=1)  # longer only if something left the group and kept the pipe
        reading.cancel()
        self.watchman.remove(process.pid)
        return status

    async def _relay(self, name: str, process: subprocess.Popen[bytes]) -> None:
        """Print what a program writes, line by line, until nothing of its group is left to write."""
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), process.stdout
        )
        rest = b""
        with contextlib.closing(transport):
            while chunk := await reader.read(65536):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    self.say(name, line.decode(errors="replace").rstrip())
        if rest:
            self.say(name, rest.decode(errors="replace"))


def describe_status(status: int) -> str:
    """An exit status in words: the signal's name, or the number."""
    return signal.Signals(-status).name if status < 0 else f"exit status {status}"


if __name__ == "__main__" and sys.argv[1:2] == ["--watch"]:
    watch(int(sys.argv[2]), float(sys.argv[3]))
