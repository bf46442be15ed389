"""`./check --long mutants`: a seeded sample of mutants of `emissions`, judged by tests/emissions."""

import argparse
import multiprocessing
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tools.mutants.judge import PASSED, Answer, Question, SuiteFiles, ask, is_killed
from tools.mutants.mutations import Mutant, all_mutants, draw_sample
from tools.mutants.report import Outcome, find_faults, find_stale, read_reasons, write_body
from tools.mutants.results import Results, hash_sources
from tools.mutants.sandbox import SCIENCE, copy_sources, end_with_parent, prepare_process
from tools.proofs import write_section

SEED, SAMPLE_SIZE, PROCESSES, TOLD_EVERY = 2030, 500, 2, 25
CLEAN_LIMIT_SECONDS, LIMIT_FROM_SECONDS, LIMIT_FACTOR = 600, 20, 10

Asker = Callable[[Sequence[Question]], Iterator[tuple[Question, Answer]]]


class CannotJudge(Exception):
    """There is nothing to mutate, or the tests fail without any mutation and so say nothing."""


class Clock:
    """How long files of tests take when nothing is mutated, which sets the limits of mutants."""

    def __init__(self, ask_all: Asker) -> None:
        self._ask_all = ask_all
        self._seconds: dict[str, float] = {}

    def measure(self, files: Iterable[str]) -> None:
        """Run files that were not run yet on the science as it is; `CannotJudge` when one fails."""
        new = sorted(set(files) - set(self._seconds))
        questions = [Question(None, (file,), CLEAN_LIMIT_SECONDS) for file in new]
        for question, answer in self._ask_all(questions):
            if answer.status != PASSED:
                raise CannotJudge(
                    f"{answer.first_failure or question.targets[0]} fails without any mutation."
                )
            self._seconds[question.targets[0]] = answer.seconds

    def limit_for(self, files: tuple[str, ...]) -> int:
        """CPU seconds after which a mutant counts as hung: ten times what the files take, 20 s at least."""
        return max(LIMIT_FROM_SECONDS, int(LIMIT_FACTOR * sum(self._seconds[file] for file in files)))


def judge_sample(sample: list[Mutant], tests: SuiteFiles, results: Results, ask_all: Asker) -> None:
    """Judge what is not judged yet: all mutants by the tests of their module, then the rest by all that can see it."""
    clock, spent = Clock(ask_all), dict.fromkeys((mutant.key for mutant in sample), 0.0)
    waiting = [mutant for mutant in sample if mutant.key not in results.judged]
    for stage, title in enumerate(("tests of its module", "all other tests")):
        files = {mutant.key: tests.own_and_others(mutant.module)[stage] for mutant in waiting}
        clock.measure(file for names in files.values() for file in names)
        questions = [
            Question(
                mutant,
                files[mutant.key],
                clock.limit_for(files[mutant.key]),
                results.killers.get(mutant.key, ""),
            )
            for mutant in waiting
            if files[mutant.key]
        ]
        print(f"{len(questions)} mutants to be judged by {title}.", flush=True)
        for number, (question, answer) in enumerate(ask_all(questions), 1):
            mutant = question.mutant
            assert mutant is not None
            spent[mutant.key] += answer.seconds
            if is_killed(answer):
                results.add(
                    mutant.key, is_killed=True, killed_by=answer.first_failure, seconds=spent[mutant.key]
                )
            if number % TOLD_EVERY == 0:
                print(f"  {number} of {len(questions)} asked", flush=True)
        waiting = [mutant for mutant in waiting if mutant.key not in results.judged]
    for mutant in waiting:
        results.add(mutant.key, is_killed=False, killed_by="", seconds=spent[mutant.key])


def answer_question(question: Question) -> tuple[Question, Answer]:
    """A question with its answer, in a process of the pool."""
    return question, ask(question)


def run_sample(share: float, module: str | None) -> tuple[Outcome, set[str]]:
    """Draw the sample, judge it in a copy of the sources: the outcome, and the keys of all possible mutants."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        copy_sources(folder)
        prepare_process(folder)
        possible = [one for one in all_mutants(folder, SCIENCE) if module in (None, Path(one.module).stem)]
        if not possible:
            raise CannotJudge(f"There is nothing to mutate in {module or SCIENCE}.")
        whole = draw_sample(possible, seed=SEED, size=SAMPLE_SIZE)
        sample = whole[: max(1, round(share * len(whole)))]
        results = Results(hash_sources(folder))
        with multiprocessing.get_context("fork").Pool(PROCESSES, end_with_parent) as pool:
            judge_sample(
                sample,
                SuiteFiles(folder),
                results,
                lambda questions: pool.imap_unordered(answer_question, questions),
            )
            pool.close()
            pool.join()
    judged = {mutant.key: results.judged[mutant.key] for mutant in sample}
    minutes = sum(judgement.seconds for judgement in judged.values()) / 60
    ordered = sorted(sample, key=lambda mutant: (mutant.module, mutant.number))
    outcome = Outcome(SEED, ordered, judged, read_reasons(), len(possible), minutes)
    return outcome, {mutant.key for mutant in possible}


def main() -> int:
    """Run a share of the sample; a whole run is written into docs/quality.md. Status 1 when the proof fails."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutants", description="Mutation testing of emissions."
    )
    parser.add_argument("--sample", type=float, default=1.0, metavar="SHARE", help="share of the 500, 0-1")
    parser.add_argument("--module", metavar="NAME", help="mutate this module only; writes no page")
    arguments = parser.parse_args()
    is_whole = arguments.sample == 1 and arguments.module is None
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        outcome, possible = run_sample(arguments.sample, arguments.module)
    except CannotJudge as reason:
        print(reason)
        return 1
    except KeyboardInterrupt:
        print("Broken off. What was judged is kept; the next run goes on from there.")
        return 130
    print(
        f"{outcome.killed} of {len(outcome.mutants)} mutants killed ({outcome.score:.1%}), seed {outcome.seed}."
    )
    if is_whole:
        write_section("Mutants", write_body(outcome))
        print("\n".join(find_stale(outcome, possible)))
    faults = find_faults(outcome, is_whole=is_whole)
    print("\n".join(faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
