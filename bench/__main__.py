"""`python -m bench [NAME …] --json`: run benchmarks in a throw-away database."""

import argparse
import json
import os
import sys
import tempfile
from importlib import import_module
from typing import Any

NAMES = ["recompute"]


def main() -> int:
    """Run the named benchmarks (all without names) and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(NAMES)}")
    parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")
    parser.add_argument("--contracts", type=int, default=1000)
    parser.add_argument("--actions", type=int, default=150)
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    told = {name: _run(name, options) for name in options.names or NAMES}
    if options.json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        for name, figures in told.items():
            sys.stdout.write(f"{name}\n")
            sys.stdout.writelines(f"  {key:32} {value}\n" for key, value in figures.items())
    return 0


def _run(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """Run one benchmark in a database of its own (DATABASE_URL chooses another server's)."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CCC_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccc_portal.settings.embedded")
        database = import_module("bench.database")
        with database.throw_away_database():
            figures: dict[str, Any] = import_module(f"bench.{name}").run(
                contracts=options.contracts, actions=options.actions
            )
    return figures


if __name__ == "__main__":
    sys.exit(main())
