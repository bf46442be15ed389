"""Work on bytes of strangers in a short-lived process of its own, which cannot take the server with it.

The module that is run reads its input from standard input and writes its result to standard output, both bytes. It
gets no secret of ours: its environment holds the search paths and the language, nothing else.
"""

import os
import resource
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
MAX_OUTPUT_BYTES = 256 * 2**20
MEMORY_EXIT = 71
"""Exit status of a child that ran out of memory (EX_OSERR of sysexits)."""
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "COVERAGE_PROCESS_START")
SINGLE_THREADED = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


class Reason(StrEnum):
    """Why a limited process brought no result."""

    TIME = "time"
    MEMORY = "memory"
    FAILED = "failed"


class LimitedProcessError(Exception):
    """A limited process was stopped or failed; `detail` is the end of what it wrote to standard error.

    `cpu_seconds` is the processor time it had: little of it where the machine was too busy to let it run.
    """

    def __init__(self, reason: Reason, detail: str = "", cpu_seconds: float = 0.0) -> None:
        super().__init__(f"{reason}: {detail}".removesuffix(": "))
        self.reason = reason
        self.detail = detail
        self.cpu_seconds = cpu_seconds


def run_limited(
    module: str,
    stdin_bytes: bytes,
    *,
    memory_bytes: int,
    seconds: int,
    wall_seconds: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """What `python -m module` writes for this input, within a bound of memory, processor and wall-clock time.

    `wall_seconds` may be more than `seconds` of the processor, for work that must get done on a busy machine too.
    Raises `LimitedProcessError`. Input and output pass through nameless files, so that neither side waits for the
    other and the size of the output has a limit too.
    """
    command = [sys.executable, "-m", "core.limited_process", module, str(memory_bytes), str(seconds)]
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as taken,
        tempfile.TemporaryFile() as told,
    ):
        used_before = _cpu_of_children()
        given.write(stdin_bytes)
        given.seek(0)
        process = subprocess.Popen(
            command,
            stdin=given,
            stdout=taken,
            stderr=told,
            cwd=ROOT,
            env=kept | SINGLE_THREADED | {"PYTHONDONTWRITEBYTECODE": "1"} | dict(environment or {}),
            start_new_session=True,
        )
        status = _wait(process, wall_seconds or seconds)
        if status != 0:
            raise LimitedProcessError(_reason(status), _tail(told), _cpu_of_children() - used_before)
        taken.seek(0)
        return taken.read()


def limit_this_process(*, memory_bytes: int, seconds: int) -> None:
    """Bind this process, for the rest of its life, to so much memory and processor time; it leaves no core file."""
    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, MAX_OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def main(arguments: list[str]) -> None:
    """Limit this process, then run the module that is named."""
    module, memory_bytes, seconds = arguments
    limit_this_process(memory_bytes=int(memory_bytes), seconds=int(seconds))
    sys.argv = [module]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except MemoryError:
        sys.exit(MEMORY_EXIT)


def _wait(process: subprocess.Popen[bytes], seconds: int) -> int:
    """The exit status; a process that takes too long is ended with all it started."""
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _cpu_of_children() -> float:
    """The processor time of all children that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _reason(status: int) -> Reason:
    """What an exit status says; libraries in Rust and C abort when memory is refused to them."""
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return Reason.TIME
    if status in (MEMORY_EXIT, -signal.SIGABRT, -signal.SIGSEGV):
        return Reason.MEMORY
    return Reason.FAILED


def _tail(told: IO[bytes]) -> str:
    told.seek(0)
    return told.read()[-2000:].decode(errors="replace").strip()


if __name__ == "__main__":
    main(sys.argv[1:])
