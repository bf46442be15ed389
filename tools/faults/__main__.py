"""`./check --long faults`: faults are made on purpose, on PostgreSQL (on disk, fsync on) and on SQLite.

Each case prints its promise, how the fault was made, what was seen and the verdict; all of it stands as JSON in
`var/long/faults.json`. `./in-env python -m tools.faults --only 1 17 --on PostgreSQL` plays some.
"""

import argparse
import json
import sys
from typing import Any

from tools.faults.children import play_in
from tools.faults.services import Cluster, services_on_disk
from tools.prepare import ROOT
from tools.proofs import write_section
from tools.throwaway_services import NoServices

RESULTS = ROOT / "var" / "long" / "faults.json"
EXPECTED = {*range(1, 10), 14, 16, 17, *range(22, 28), 29}
OF_SERVERS = {16, 17}
"""Only a database that is a server restarts and crashes."""
DATABASES = ("PostgreSQL", "SQLite")


def play_on(
    database: str, arguments: argparse.Namespace, *, url: str, broker: str, cluster: Cluster | None
) -> list[dict[str, Any]]:
    """Play the cases in a process of its own; their outcomes."""
    options = ["--share", str(arguments.sample)]
    if arguments.only:
        options += ["--only", *map(str, arguments.only)]
    print(f"\n=== {database} ===", flush=True)
    told = play_in("tools.faults.play", options, url=url, broker=broker, cluster=cluster)
    played: list[dict[str, Any]] = told or []
    return played


def play_all(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """Play on each database that was asked for."""
    outcomes: list[dict[str, Any]] = []
    if "PostgreSQL" in arguments.on:
        with services_on_disk() as services:
            cluster = services.cluster
            outcomes += play_on(
                "PostgreSQL", arguments, url=cluster.url, broker=services.broker, cluster=cluster
            )
    if "SQLite" in arguments.on:
        outcomes += play_on("SQLite", arguments, url="", broker="filesystem://", cluster=None)
    return outcomes


def find_missing(outcomes: list[dict[str, Any]], arguments: argparse.Namespace) -> list[str]:
    """The cases that were to be played and were not, as when their process died in the middle."""
    asked = set(arguments.only or EXPECTED)
    played = {(one["number"], one["database"]) for one in outcomes}
    expected = {(number, name) for name in arguments.on for number in asked}
    expected -= {(number, "SQLite") for number in OF_SERVERS}
    return [f"{number} on {name}" for number, name in sorted(expected - played)]


def as_table(outcomes: list[dict[str, Any]]) -> str:
    """The section of the quality page: one row for each fault."""
    lines = [
        "`./check --long faults`, on PostgreSQL (on disk, `fsync` on) and on SQLite; nothing passes by a skip.",
        "",
        "| Fault | Promise | PostgreSQL | SQLite |",
        "|---|---|---|---|",
    ]
    for number in sorted({one["number"] for one in outcomes}):
        mine = {one["database"]: one for one in outcomes if one["number"] == number}
        first = next(iter(mine.values()))
        cells = [mine[name]["verdict"] if name in mine else "does not apply" for name in DATABASES]
        lines.append(
            f"| {number} {first['title']} ({first['injection']}) | {first['promise']} | {' | '.join(cells)} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Play, print the verdicts once more, keep them; status 1 when a promise was broken or a case not played."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults", description=__doc__)
    parser.add_argument(
        "--sample", type=float, default=1.0, metavar="SHARE", help="share of repetitions, 0-1"
    )
    parser.add_argument("--only", type=int, nargs="*", metavar="NUMBER", help="these faults only")
    parser.add_argument(
        "--on", nargs="*", choices=DATABASES, default=list(DATABASES), help="these databases only"
    )
    arguments = parser.parse_args()
    try:
        outcomes = play_all(arguments)
    except NoServices as reason:
        print(f"not run: {reason}")
        return 1
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(outcomes, indent=1, ensure_ascii=False))
    print("\n=== verdicts ===")
    for one in outcomes:
        print(f"{one['verdict']:<7} {one['number']:>2} {one['database']:<10} {one['title']}")
    missing = find_missing(outcomes, arguments)
    if missing:
        print(f"NOT PLAYED: {', '.join(missing)}")
    is_whole = arguments.sample == 1 and not arguments.only and len(arguments.on) == len(DATABASES)
    is_broken = bool(missing) or any(one["verdict"] != "holds" for one in outcomes)
    if is_whole and not is_broken:
        write_section("Faults", as_table(outcomes))
    return int(is_broken)


if __name__ == "__main__":
    sys.exit(main())
