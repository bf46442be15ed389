"""Lints the OpenAPI document with a ruleset of Spectral, which is installed beside the environment at first use."""

import shutil
import subprocess
from functools import partial
from pathlib import Path

from tools.prepare import ROOT, VENV, StepFailed, call, find_node, run_step

RULES = ROOT / "tools" / "api_rules"
OUR_RULES = RULES / "ccc-api.spectral.yaml"
DOCUMENT = ROOT / "docs" / "openapi.yaml"
LINTER = VENV / "api_rules"
SPECTRAL = LINTER / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"


class NoLinter(Exception):
    """The linter cannot be had here; the message says why."""


def lint_document(ruleset: Path) -> list[str]:
    """What a ruleset finds in the document, hints too; raises `NoLinter` without a registry or the linter."""
    wanted = [RULES / "package.json", RULES / "package-lock.json", RULES / ".npmrc"]
    try:
        npm = find_node()
        run_step("linter of the API", wanted, partial(_install, npm, wanted), stamps=LINTER / "stamps")
    except (StepFailed, OSError) as failed:
        raise NoLinter(str(failed).splitlines()[0]) from failed
    node = shutil.which("node") or npm[0]
    command: list[str | Path] = [
        node,
        SPECTRAL,
        "lint",
        DOCUMENT,
        "--ruleset",
        ruleset,
        "--fail-severity",
        "hint",
        "--quiet",
    ]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return [f"{done.stdout}{done.stderr}".strip()] if done.returncode else []


def _install(npm: list[str], files: list[Path]) -> None:
    LINTER.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(file, LINTER)
    call([*npm, "ci", "--prefix", LINTER, "--ignore-scripts", "--no-audit", "--no-fund"])
