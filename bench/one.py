"""`python -m bench.one NAME SIZES`: one benchmark in this process; `python -m bench` starts it."""

import json
import sys
from importlib import import_module

import django

from bench.sizes import Sizes


def main() -> None:
    """Run the named benchmark with its kind of database and print its figures as JSON."""
    name, sizes = sys.argv[1], Sizes(**json.loads(sys.argv[2]))
    django.setup()
    benchmark = import_module(f"bench.{name}")
    with benchmark.DATABASE():
        figures = benchmark.run(sizes)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
