"""What `./test` does: the suite on SQLite, then again on a throw-away PostgreSQL with a real Redis."""

import argparse
import os
import subprocess
import sys

from tools.prepare import ROOT
from tools.system_packages import find_chromium, find_pdfsig
from tools.throwaway_services import NoServices, throwaway_services

WORKERS = (
    os.cpu_count() or 1
) + 1  # one more than cores: a fifth of the time a worker waits for a server or browser
IN_PARALLEL = ("-n", str(WORKERS), "--dist", "loadfile")  # a file's tests stay together
COVERED_PERCENT = 95
SURE_PERCENT = (
    99  # 100 is the aim: what came in with keys, backups and organisations lacks about 60 lines of 11,600
)
SURE_PLACES = "emissions/*,*/services/*,*/services.py,*/rules.py,*/rules/*,*/validators.py,*/validators/*"
KNOWS_THE_DATABASE = (
    "core"  # the only room with lines of its own for PostgreSQL: the second half measures it alone
)
NO_TESTS = 5  # pytest's exit status when the arguments select no test


def parse_arguments() -> tuple[argparse.Namespace, list[str]]:
    """The options of ./test; what it does not know goes to pytest."""
    parser = argparse.ArgumentParser(
        prog="./test", description="Run the suite; further arguments go to pytest.", allow_abbrev=False
    )
    parser.add_argument(
        "--fast", action="store_true", help="SQLite only, no browser, no slow tests, no coverage"
    )
    parser.add_argument("--no-postgres", action="store_true", help="SQLite only")
    parser.add_argument("--no-browser", action="store_true", help="leave out the tests that need a browser")
    return parser.parse_known_args()


def count_browser_tests() -> int:
    """How many tests need a browser."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-m", "browser"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return sum(int(line.rsplit(": ", 1)[1]) for line in listed.splitlines() if ".py: " in line)


def choose_markers(arguments: argparse.Namespace, chromium: str | None) -> list[str]:
    """Leave out what was not wanted or cannot run here, and say so."""
    if arguments.fast:
        print("Left out, as asked: tests that are slow, need a browser or another database.", flush=True)
        return ["-m", "not browser and not slow"]
    if chromium is None:
        why = "as asked" if arguments.no_browser else "no Chromium here and none could be installed"
        print(f"{count_browser_tests()} browser tests are NOT RUN: {why}.", flush=True)
        return ["-m", "not browser"]
    return []


def run_pytest(title: str, options: list[str], environment: dict[str, str]) -> int:
    """Run the suite once under a title."""
    print(f"\n=== {title} ===", flush=True)
    command = [sys.executable, "-m", "pytest", *IN_PARALLEL, *options]
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


def run_on_sqlite(options: list[str], environment: dict[str, str]) -> str:
    """The first half, in words: passed, failed."""
    bare = {
        name: value
        for name, value in environment.items()
        if name not in {"DATABASE_URL", "CELERY_BROKER_URL"}
    }
    return tell(run_pytest("SQLite", options, bare))


def run_on_postgres(options: list[str], environment: dict[str, str]) -> str:
    """The second half, in words; 'not run' with the reason where the servers cannot be had.

    What cannot come out otherwise on another database runs once, in the first half, or CI would take more than its 40
    minutes: tests that pytest-django lets make no query or that look at the code (tests/database_use.py), and walks in
    the browser, which try pages, scripts and styles. A `-m` of whoever calls still decides.
    """
    print("\nWalks in the browser and tests without the database ran in the half on SQLite.", flush=True)
    try:
        with throwaway_services() as services:
            chosen = ["--database-only", "-m", "not browser", *options]
            return tell(run_pytest("PostgreSQL and Redis", chosen, environment | services))
    except NoServices as reason:
        return f"NOT RUN: {reason}"


def tell(status: int) -> str:
    """The exit status of pytest in words."""
    return {0: "passed", NO_TESTS: "no test selected"}.get(status, f"FAILED (pytest's exit status {status})")


def report_coverage() -> str:
    """Print what is not covered, and say whether the floors hold."""
    report = [sys.executable, "-m", "coverage", "report"]
    print("\n=== Coverage with branches, both halves together ===", flush=True)
    overall = subprocess.run([*report, f"--fail-under={COVERED_PERCENT}"], cwd=ROOT, check=False).returncode
    print("\n--- science, services, rules, validators ---", flush=True)
    sure = subprocess.run(
        [*report, f"--include={SURE_PLACES}", f"--fail-under={SURE_PERCENT}"], cwd=ROOT, check=False
    ).returncode
    return "FAILED (below its floor)" if overall or sure else "passed"


def run_suite(arguments: argparse.Namespace, pytest_arguments: list[str]) -> dict[str, str]:
    """Run what was asked for; the outcome of each part in words."""
    chromium = None if arguments.fast or arguments.no_browser else find_chromium()
    environment = dict(os.environ) | ({"CCC_CHROMIUM": chromium} if chromium else {})
    options = choose_markers(arguments, chromium) + pytest_arguments
    if not arguments.fast and find_pdfsig() is None:
        print(
            "The two tests with poppler's pdfsig are NOT RUN: it is not here and cannot be installed.",
            flush=True,
        )
    with_coverage = not (arguments.fast or pytest_arguments)
    outcomes = {"SQLite": run_on_sqlite(["--cov", "--cov-report="] * with_coverage + options, environment)}
    if arguments.fast or arguments.no_postgres:
        outcomes["PostgreSQL and Redis"] = "not run, as asked"
    else:
        measure = [f"--cov={KNOWS_THE_DATABASE}", "--cov-append", "--cov-report="] * with_coverage
        outcomes["PostgreSQL and Redis"] = run_on_postgres(measure + options, environment)
    if with_coverage:
        outcomes["Coverage"] = report_coverage()
    return outcomes


def main() -> int:
    """Run the suite and say at the end what each part came to."""
    outcomes = run_suite(*parse_arguments())
    print()
    for part, outcome in outcomes.items():
        print(f"{part}: {outcome}")
    return int(any(outcome.startswith("FAILED") for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
