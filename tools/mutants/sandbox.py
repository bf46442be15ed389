"""A copy of the science and its tests, unmoved by edits during a long run, and how a child process tests it there."""

import ast
import ctypes
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import shutil
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

from tools.prepare import ROOT

SCIENCE, TESTS = "emissions", "tests/emissions"
MEMORY_BYTES = 6 * 1024**3
PR_SET_PDEATHSIG = 1
PYTEST_OPTIONS = (
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "--import-mode=importlib",
    "--override-ini",
    "addopts=",
)


class FirstFailure:
    """A plugin of pytest that keeps the first test, or file, that failed."""

    node: str = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep a test that failed."""
        if report.failed:
            self.node = self.node or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep a file that could not be read."""
        if report.failed:
            self.node = self.node or report.nodeid


class MutatedModule(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives the mutated code when its module is imported."""

    def __init__(self, name: str, tree: ast.Module, origin: Path) -> None:
        self.name, self.origin = name, str(origin)
        self.code = compile(tree, self.origin, "exec")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for the mutated module only."""
        if fullname != self.name:
            return None
        folder = [str(Path(self.origin).parent)] if self.origin.endswith("__init__.py") else None
        spec = importlib.util.spec_from_loader(
            fullname, self, origin=self.origin, is_package=folder is not None
        )
        if spec is not None and folder is not None:
            spec.submodule_search_locations = folder
        return spec

    def get_code(self, fullname: str) -> CodeType:
        """The mutated code."""
        return self.code

    def get_source(self, fullname: str) -> None:
        """There is no text of it."""


def copy_sources(folder: Path) -> None:
    """Copy science and tests; whatever else a test may read is linked."""
    (folder / "tests").mkdir()
    ignore = shutil.ignore_patterns("__pycache__")
    for name in (SCIENCE, TESTS):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("pyproject.toml", "tests/__init__.py"):
        shutil.copy(ROOT / name, folder / name)
    for source in [*ROOT.iterdir(), *(ROOT / "tests").iterdir()]:
        target = folder / source.relative_to(ROOT)
        if not target.exists() and not source.name.startswith((".", "__pycache__", "var")):
            target.symlink_to(source)


def imported_names(path: Path) -> set[str]:
    """The modules that a file imports, by their full names; for `from a import b` both a and a.b."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def module_name(path: Path) -> str:
    """The dotted name of a module, from its path relative to the root."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def prepare_process(folder: Path) -> None:
    """Import once everything that is not ours, so that children start in milliseconds, and make Hypothesis repeatable.

    Without its example database, shrinking and health checks: nothing that an earlier mutant or a busy machine left
    decides about a later one.
    """
    os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    os.chdir(folder)
    sys.path[:0] = [str(folder)]
    files = [*(folder / SCIENCE).rglob("*.py"), *(folder / TESTS).rglob("*.py")]
    for name in sorted(set().union(*map(imported_names, files))):
        if not (folder / name.split(".", maxsplit=1)[0]).exists() and _is_module(name):
            importlib.import_module(name)
    phases = (Phase.explicit, Phase.generate)
    checks = list(HealthCheck)
    settings.register_profile(
        "mutants", database=None, derandomize=True, deadline=None, phases=phases, suppress_health_check=checks
    )
    settings.load_profile("mutants")


def end_with_parent() -> None:
    """Let this process end when the one that forked it does, however that ends (Linux; elsewhere by its time limit)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run_tests(targets: Iterable[str], mutated: MutatedModule | None, cpu_seconds: int) -> tuple[int, str]:
    """Run tests in this process, which is a child that ends afterwards: pytest's exit status and the first failure."""
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    if mutated is not None:
        sys.meta_path.insert(0, mutated)
    found, folder = FirstFailure(), Path.cwd()
    places = [
        "-c",
        str(folder / "pyproject.toml"),
        "--rootdir",
        str(folder),
        "--confcutdir",
        str(folder / TESTS),
    ]
    status = pytest.main([*PYTEST_OPTIONS, *places, *targets], plugins=[found])
    return int(status), found.node


def _is_module(name: str) -> bool:
    """Whether a name is that of a module, and not of something inside one."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, AttributeError, ValueError):
        return False
