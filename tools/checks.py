"""What `./check` does: every check of the house at once, one line each, and the output of those that failed."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.api_document import OUR_RULES, NoLinter, lint_document
from tools.house_rules import check_licences, check_pins, check_secrets
from tools.prepare import ROOT
from tools.proofs import run_slow_proofs


class NotRun(Exception):
    """A check that cannot be made here; the message says why."""


@dataclass(frozen=True)
class Result:
    """The outcome of one check."""

    name: str
    state: str
    seconds: float
    output: str


def run_tool(*command: str) -> list[str]:
    """Run a tool of the environment; its output is the finding when it fails."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "ccc_portal.settings.test", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return (
        [f"{done.stdout}{done.stderr}".strip() or f"exit status {done.returncode}"] if done.returncode else []
    )


def check_translations() -> list[str]:
    """Every message has its Italian text."""
    if not list(ROOT.glob("*/management/commands/messages.py")):
        raise NotRun("the command 'messages' is not there yet")
    return run_tool("manage.py", "messages", "--check")


def check_api() -> list[str]:
    """The OpenAPI document keeps our rules: what it promises, it says in full."""
    try:
        return lint_document(OUR_RULES)
    except NoLinter as reason:
        raise NotRun(str(reason)) from reason


CHECKS: dict[str, Callable[[], list[str]]] = {
    "format": partial(run_tool, "-m", "ruff", "format", "--check", "--quiet", "."),
    "lint": partial(run_tool, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."),
    "types": partial(run_tool, "-m", "mypy"),
    "imports": partial(
        run_tool, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ),
    "templates": partial(run_tool, "-m", "djlint", "templates", "--lint", "--quiet"),
    "migrations": partial(run_tool, "manage.py", "makemigrations", "--check", "--dry-run"),
    "translations": check_translations,
    "deployment": partial(
        run_tool, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"
    ),
    "api": check_api,
    "pins": check_pins,
    "licences": check_licences,
    "secrets": check_secrets,
}


def run_check(name: str) -> Result:
    """Make one check and time it."""
    begun = time.monotonic()
    try:
        findings = CHECKS[name]()
    except NotRun as reason:
        return Result(name, "not run", time.monotonic() - begun, str(reason))
    return Result(name, "FAILED" if findings else "ok", time.monotonic() - begun, "\n".join(findings))


def run_all() -> int:
    """Make every check, as many at once as there are cores; status 1 when one failed."""
    results = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(run_check, CHECKS):
            results.append(result)
            if result.output:
                print(result.output)
            print(f"{result.state:<7} {result.name} ({result.seconds:.1f} s)", flush=True)
    failed = [result.name for result in results if result.state == "FAILED"]
    print(f"Failed: {', '.join(failed)}." if failed else "Every check that was run holds.")
    return int(bool(failed))


def lint_with_italian_rules(ruleset: Path) -> int:
    """Lint the OpenAPI document with the Italian ruleset; it says 'not run' where that or the linter is missing."""
    if not ruleset.is_file():
        print(f"Italian API rules: not run: the file {ruleset} is not there.")
        return 0
    try:
        findings = lint_document(ruleset.resolve())
    except NoLinter as reason:
        print(f"Italian API rules: not run: {reason}.")
        return 0
    print(*findings, "FAILED Italian API rules" if findings else "ok Italian API rules: no finding", sep="\n")
    return int(bool(findings))


def main() -> int:
    """Choose between the quick checks, the slow proofs and the Italian rules."""
    parser = argparse.ArgumentParser(prog="./check", description="Check everything that needs no test run.")
    parser.add_argument("--long", nargs="*", metavar="NAME", help="run the slow proofs, or those named")
    parser.add_argument(
        "--sample", type=float, default=1.0, metavar="SHARE", help="share of their cases, 0-1"
    )
    parser.add_argument("--italian-rules", type=Path, metavar="FILE", help="lint the API with this ruleset")
    arguments = parser.parse_args()
    if not 0 < arguments.sample <= 1:
        parser.error("a share is above 0 and at most 1")
    if arguments.long is not None:
        return run_slow_proofs(arguments.long, arguments.sample)
    if arguments.italian_rules is not None:
        return lint_with_italian_rules(arguments.italian_rules)
    return run_all()


if __name__ == "__main__":
    sys.exit(main())
