"""The supervisor restarts what dies and leaves no process behind, however it ends. Real processes, real signals."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
WAIT_SECONDS = 20.0

# Starts a child of its own, tells both numbers, then lives on; `stubborn` ones do not heed SIGTERM.
PARENT = """
import os, signal, subprocess, sys, time
name, folder, stubborn = sys.argv[1:4]
if stubborn == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
with open(f"{folder}/{name}.pids", "a") as file:
    file.write(f"{os.getpid()} {child.pid}\\n")
print("has started", flush=True)
time.sleep(600)
"""

SUPERVISOR = """
import sys
from ccc_portal.supervisor import Program, Supervisor
script, folder, stubborn = sys.argv[1:4]
programs = tuple(Program(name, (sys.executable, "-S", script, name, folder, stubborn)) for name in ("web", "worker"))
supervisor = Supervisor(programs=programs, environment={}, grace_seconds=1.0, first_delay_seconds=0.1)
sys.exit(supervisor.run())
"""


def wait_for(condition: Callable[[], bool]) -> bool:
    """Look again and again until the condition holds; False when it never did."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def runs(pid: int) -> bool:
    """Whether a process runs; one that has ended and only waits to be collected does not."""
    answer = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()[:1] not in {"", "Z"}


def read_pids(folder: Path, name: str) -> list[list[int]]:
    """For each start of a program so far: its number and its child's."""
    file = folder / f"{name}.pids"
    return (
        [[int(word) for word in line.split()] for line in file.read_text().splitlines()]
        if file.exists()
        else []
    )


def read_all_pids(folder: Path) -> list[int]:
    """Every process number that any program has told."""
    return [pid for name in ("web", "worker") for start in read_pids(folder, name) for pid in start]


Starter = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def start_supervisor(tmp_path: Path) -> Iterator[Starter]:
    """Start a supervisor over two programs and wait until both run."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    started = []

    def start(temper: str = "gentle") -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SUPERVISOR, str(script), str(tmp_path), temper]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        started.append(process)
        assert wait_for(lambda: len(read_all_pids(tmp_path)) == 4)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_supervisor_stops_everything_on_signal(
    start_supervisor: Starter, tmp_path: Path, number: int
) -> None:
    process = start_supervisor("gentle")
    process.send_signal(number)
    output, _ = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 0
    assert sorted(output.splitlines()) == [
        "portal | stopping",
        "web    | has started",
        "worker | has started",
    ]
    assert [pid for pid in read_all_pids(tmp_path) if runs(pid)] == []


def test_supervisor_kills_what_does_not_heed_the_stop(start_supervisor: Starter, tmp_path: Path) -> None:
    process = start_supervisor("stubborn")
    process.terminate()
    process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 0
    assert [pid for pid in read_all_pids(tmp_path) if runs(pid)] == []


def test_supervisor_starts_a_killed_program_again_without_its_orphans(
    start_supervisor: Starter, tmp_path: Path
) -> None:
    process = start_supervisor("gentle")
    program, child = read_pids(tmp_path, "worker")[0]
    os.kill(program, signal.SIGKILL)
    assert wait_for(lambda: len(read_pids(tmp_path, "worker")) == 2)
    assert not runs(child)
    assert len(read_pids(tmp_path, "web")) == 1
    process.terminate()
    output, _ = process.communicate(timeout=WAIT_SECONDS)
    assert "worker | ended (SIGKILL); starts again in 0.1 s" in output.splitlines()


@pytest.mark.parametrize("temper", ["gentle", "stubborn"])
def test_supervisor_killed_outright_leaves_nothing(
    start_supervisor: Starter, tmp_path: Path, temper: str
) -> None:
    process = start_supervisor(temper)
    process.kill()
    process.wait()
    assert wait_for(lambda: not any(runs(pid) for pid in read_all_pids(tmp_path)))


def test_supervisor_stops_when_nobody_reads_its_output(start_supervisor: Starter, tmp_path: Path) -> None:
    process = start_supervisor("gentle")
    assert process.stdout
    process.stdout.close()
    os.kill(read_pids(tmp_path, "web")[0][0], signal.SIGKILL)  # so that it has something to say
    assert process.wait(timeout=WAIT_SECONDS) == 0
    assert [pid for pid in read_all_pids(tmp_path) if runs(pid)] == []
