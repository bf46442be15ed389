"""Our own files, as the tests of the house read them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ccc_portal", "exchange", "progress", "stakeholders", "molecules", "contracts", "core", "emissions")


@cache
def our_files() -> tuple[Path, ...]:
    """Every file that git holds or would take, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(sorted({Path(name) for name in done.stdout.split("\0") if name and (ROOT / name).is_file()}))


def files_under(*folders: str, suffix: str) -> list[Path]:
    """Our files of one kind inside some folders, relative to the root."""
    return [path for path in our_files() if path.parts[0] in folders and path.suffix == suffix]


def read(path: Path) -> str:
    """The text of one of our files."""
    return (ROOT / path).read_text(encoding="utf-8")


def read_if_text(path: Path) -> str:
    """The text of one of our files, empty for a picture and the like."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", "replace")


def python_files(*folders: str) -> list[Path]:
    """Modules written by hand: no migrations."""
    return [path for path in files_under(*folders, suffix=".py") if "migrations" not in path.parts]


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(read(path), str(path))


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return (
        node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def public_functions(path: Path) -> list[ast.FunctionDef]:
    """The functions that other modules may call."""
    return [
        node
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def run_python(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that sees nothing of this process but what `env` gives it."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **env},
        capture_output=True,
        text=True,
        check=False,
    )
