"""What is not ours stays outside: no third-party file, no address of a registry, no path of one machine."""

import json
import re
import subprocess

from tests.house.sources import ROOT, our_files, read, read_if_text
from tools.house_rules import check_pins

LARGEST_BYTES = 400 * 1024
MAY_BE_LARGE = ("demo", "docs", "locale")
ONE_MACHINE = re.compile(r"(?<![\w.{}~-])/(?:home|root|work|Users|mnt)/[a-z]\w+")
REGISTRY = re.compile(
    r"(?:registry\.(?!npmjs\.org)[\w-]+\.|files\.pythonhosted\.|pypi\.org/simple|artifactory|nexus\.|"
    r"--(?:extra-)?index-url|registry\s*=\s*http)"
)


def test_lock_file_names_no_download_address() -> None:
    packages = json.loads(read(ROOT / "package-lock.json"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_python_packages_are_pinned_with_hashes() -> None:
    assert check_pins() == []


def test_built_files_are_not_in_git() -> None:
    command = ["git", "ls-files", "static/vendor", "static/collected", "node_modules", "var"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_files_are_small() -> None:
    large = [
        str(path)
        for path in our_files()
        if path.parts[0] not in MAY_BE_LARGE and (ROOT / path).stat().st_size > LARGEST_BYTES
    ]
    assert large == []


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in our text files (this file names what it looks for)."""
    paths = [path for path in our_files() if path.name != "test_third_party.py"]
    return [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in paths
        for number, line in enumerate(read_if_text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_matching(ONE_MACHINE) == []


def test_no_file_names_a_registry() -> None:
    assert lines_matching(REGISTRY) == []
