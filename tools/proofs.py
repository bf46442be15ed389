"""The slow proofs behind `./check --long`: where each is registered, how they are run, where results are written."""

import re
import subprocess
import sys
import time
from pathlib import Path

from tools.prepare import ROOT

SLOW_PROOFS: dict[str, str] = {
    "mutants": "tools.mutants",
    "flips": "tools.flips",
    "evidence": "tools.evidence_flips",
    "races": "tools.races",
    "protocol": "tools.protocol",
    "faults": "tools.faults",
    "kills": "tools.faults.kills",
}
"""Name -> module. The module is run with `--sample SHARE`; it is seeded, resumes what it had begun, prints how far it
is, writes its section of docs/quality.md after a whole run (`write_section`), and its exit status 0 means: it holds."""

QUALITY_PAGE = ROOT / "docs" / "quality.md"
LAST_SECTION = "What is not proven"


def replace_section(page: str, title: str, body: str) -> str:
    r"""The page with the section of this title replaced, or put before the last one; other sections stay as they are.

    >>> replace_section("# Page\n\n## What is not proven\n\nMuch.\n", "Load", "Held.")
    '# Page\n\n## Load\n\nHeld.\n\n## What is not proven\n\nMuch.\n'
    """
    section = f"## {title}\n\n{body.strip()}\n"
    start = re.search(rf"^## {re.escape(title)}\n", page, re.MULTILINE)
    if start is None:
        last = re.search(rf"^## {re.escape(LAST_SECTION)}\n", page, re.MULTILINE)
        head, tail = (page[: last.start()], page[last.start() :]) if last else (page, "")
    else:
        following = re.search(r"^## ", page[start.end() :], re.MULTILINE)
        head = page[: start.start()]
        tail = page[start.end() + following.start() :] if following else ""
    return f"{head.rstrip()}\n\n{section}" + (f"\n{tail}" if tail else "")


def write_section(title: str, body: str, *, page: Path = QUALITY_PAGE) -> None:
    """Write the results of a whole run into its section of the quality page."""
    page.write_text(replace_section(page.read_text(encoding="utf-8"), title, body), encoding="utf-8")


def unknown_names(names: list[str]) -> list[str]:
    """The names under which no slow proof is registered."""
    return sorted(set(names) - set(SLOW_PROOFS))


def run_proof(name: str, share: float) -> str:
    """Run one slow proof on a share of its cases, its output as it comes; the outcome in words."""
    print(f"=== {name} ===", flush=True)
    begun = time.monotonic()
    command = [sys.executable, "-m", SLOW_PROOFS[name], "--sample", str(share)]
    status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    return f"{'FAILED' if status else 'holds'} ({time.monotonic() - begun:.0f} s)"


def run_slow_proofs(names: list[str], share: float) -> int:
    """Run the named slow proofs, all when none is named; status 1 when one failed, 2 when a name is unknown."""
    if unknown := unknown_names(names):
        print(f"No slow proof is called {', '.join(unknown)}; there are: {', '.join(SLOW_PROOFS)}.")
        return 2
    outcomes = {name: run_proof(name, share) for name in names or SLOW_PROOFS}
    for name, outcome in outcomes.items():
        print(f"{name}: {outcome}")
    return int(any(outcome.startswith("FAILED") for outcome in outcomes.values()))
