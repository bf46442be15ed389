"""Pins every package with its hashes, for all systems: ./in-env python -m tools.pin [--upgrade]."""

import subprocess
import sys

from tools.house_rules import PIN_FILES
from tools.prepare import ROOT

COMPILE = (
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
)


def main() -> int:
    """Compile each .in file into its .txt; further arguments go to uv."""
    for name in PIN_FILES:
        subprocess.run([*COMPILE, f"{name}.in", "-o", f"{name}.txt", *sys.argv[1:]], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
