"""Judging a mutant: which tests are asked, and what their answer means."""

import json
import os
import selectors
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tools.mutants.mutations import Mutant, mutated_tree
from tools.mutants.sandbox import SCIENCE, TESTS, MutatedModule, imported_names, module_name, run_tests

PASSED, FAILED, NO_TESTS = 0, 1, 5
ENDED = -1
TIME_LIMIT, CRASH = "time limit", "crash"
WALL_FACTOR = 8
"""How many seconds may pass for each second of CPU time, on a machine that does other things too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run of tests said: pytest's exit status (ENDED where it gave none), first failure, CPU seconds."""

    status: int
    first_failure: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Question:
    """Tests to be asked about a mutant (None: about the science as it is), within a limit of CPU seconds.

    `previous_killer` is asked alone before: a mutant that was killed once usually falls to the same test again.
    """

    mutant: Mutant | None
    targets: tuple[str, ...]
    cpu_seconds: int
    previous_killer: str = ""


class SuiteFiles:
    """The files of tests of the copied science, and which of them can see a module through their imports."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(
            path.relative_to(folder) for name in (SCIENCE, TESTS) for path in (folder / name).rglob("*.py")
        )
        self._imports = {module_name(path): imported_names(folder / path) for path in paths}
        self._files = [path for path in paths if path.name.startswith("test_")]

    def own_and_others(self, module: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The files named after a module, and all others that can see it."""
        name = module_name(Path(module))
        seen = [path for path in self._files if name in self._reached(module_name(path))]
        own = [path for path in seen if f"{path.stem}_".startswith(f"test_{Path(module).stem}_")]
        return tuple(map(str, own)), tuple(str(path) for path in seen if path not in own)

    def _reached(self, name: str) -> set[str]:
        """Every module of ours that importing one imports, the packages above included."""
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current not in reached and current in self._imports:
                reached.add(current)
                waiting += [*self._imports[current], current.rpartition(".")[0]]
        return reached


def ask(question: Question) -> Answer:
    """Ask all the tests of a question, the previous killer alone first; called in the copy (`prepare_process`)."""
    mutated = load_mutated(question.mutant) if question.mutant else None
    seconds = 0.0
    if question.previous_killer.split("::")[0] in question.targets:
        answer = ask_tests((question.previous_killer,), mutated, question.cpu_seconds)
        if answer.status in (FAILED, ENDED):
            return answer
        seconds = answer.seconds
    answer = ask_tests(question.targets, mutated, question.cpu_seconds)
    return Answer(answer.status, answer.first_failure, answer.seconds + seconds)


def load_mutated(mutant: Mutant) -> MutatedModule:
    """The module of a mutant, compiled with its change."""
    path = Path(mutant.module)
    tree = mutated_tree(mutant.module, path.read_text("utf-8"), mutant.number)
    return MutatedModule(module_name(path), tree, path.absolute())


def is_killed(answer: Answer) -> bool:
    """Whether tests noticed: one failed, the module could not be imported, or they did not end in time."""
    return answer.status not in (PASSED, NO_TESTS)


def ask_tests(targets: Sequence[str], mutated: MutatedModule | None, cpu_seconds: int) -> Answer:
    """Run tests in a forked child, which is ended by force when it takes too long."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _answer_as_child(writing, targets, mutated, cpu_seconds)
    os.close(writing)
    try:
        message = _read_until(reading, time.monotonic() + WALL_FACTOR * cpu_seconds)
    finally:
        os.kill(
            child, signal.SIGKILL
        )  # it has answered, or it must not go on; until waited for, the id is its own
        _, status, usage = os.wait4(child, 0)
        os.close(reading)
    seconds = usage.ru_utime + usage.ru_stime
    if message:
        said, first_failure = json.loads(message)
        return Answer(said, first_failure, seconds)
    in_time = message is not None and os.WTERMSIG(status) != signal.SIGXCPU
    return Answer(ENDED, CRASH if in_time else TIME_LIMIT, seconds)


def _answer_as_child(
    writing: int, targets: Sequence[str], mutated: MutatedModule | None, cpu_seconds: int
) -> NoReturn:
    """Run tests without a word on the terminal, send their answer and end."""
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    try:
        os.write(writing, json.dumps(run_tests(targets, mutated, cpu_seconds)).encode())
    finally:
        os._exit(0)


def _read_until(reading: int, end: float) -> bytes | None:
    """Everything written into a pipe; None when its writer is not done in time."""
    content = b""
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        while selector.select(max(0.0, end - time.monotonic())):
            if not (part := os.read(reading, 65536)):
                return content
            content += part
    return None
