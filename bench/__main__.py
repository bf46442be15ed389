"""`python -m bench [NAME …] --json`: run benchmarks, each in a process and with a database of its own."""

import argparse
import json
import os
import sys
import time

from bench.report import as_markdown, as_text
from bench.sizes import Figures, Sizes
from bench.stage import run_apart

NAMES = [
    "recompute",
    "contract",
    "impacts",
    "foresight",
    "spread",
    "api_list",
    "papers",
    "seals",
    "workers",
    "visible",
    "scale",
]
NEED_SERVERS = {"workers", "visible"}


def main() -> int:
    """Run the named benchmarks, all without names, and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(NAMES)}")
    parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")
    parser.add_argument("--markdown", action="store_true", help="tables as in docs/speed.md")
    parser.add_argument(
        "--quick", action="store_true", help="leave out what takes minutes (10,000 contracts)"
    )
    parser.add_argument("--contracts", type=int, default=1000)
    parser.add_argument("--actions", type=int, default=150)
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    sizes = Sizes(contracts=options.contracts, actions=options.actions, quick=options.quick)
    told = {name: _run(name, sizes) for name in options.names or NAMES}
    if options.json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.write(as_markdown(told) if options.markdown else as_text(told))
    return 0


def _run(name: str, sizes: Sizes) -> Figures:
    """Run one benchmark; how busy the machine was stands beside its figures."""
    start = time.monotonic()
    figures = run_apart(name, sizes, needs_servers=name in NEED_SERVERS)
    return figures | {
        "load_average": round(os.getloadavg()[0], 1),
        "seconds_taken": round(time.monotonic() - start, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
