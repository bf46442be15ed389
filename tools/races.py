"""`./check --long races`: twenty processes do the same at the same moment, again and again, and one of them wins.

Four contests, each on PostgreSQL and on SQLite: twenty identical signatures, twenty times as often as signing against
declining, cancelling and running out of time. After each round there is at most one record, one event of each kind,
one end of the request, and what the processes were told is what the database says. In the end the whole evidence log
must chain.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.prepare import ROOT
from tools.proofs import write_section
from tools.throwaway_services import NoServices, throwaway_services

ROUNDS = 50
PLAYERS = 20


def play_on(database: str, url: str, rounds: int) -> tuple[int, str]:
    """Play all contests on one database in a process of its own; its exit status and its last line."""
    with tempfile.TemporaryDirectory(prefix="ccc-races-") as folder:
        address = url or f"sqlite:///{Path(folder) / 'races.sqlite3'}"
        environment = os.environ | {
            "DATABASE_URL": address,
            "CELERY_BROKER_URL": "memory://",
            "CCC_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "ccc_portal.settings.test",
            "PYTHONPATH": str(ROOT),
        }
        command = [
            sys.executable,
            "-m",
            "tools.race_rounds",
            "--rounds",
            str(rounds),
            "--players",
            str(PLAYERS),
        ]
        print(f"{database}: {rounds} rounds of each contest, {PLAYERS} processes", flush=True)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False
        )  # fmt: skip
    print(done.stdout, end="", flush=True)
    lines = done.stdout.strip().splitlines()
    return done.returncode, f"{database}: {lines[-1]}" if lines else f"{database}: nothing was told."


def main() -> int:
    """Play on both databases; a whole run is written into docs/quality.md. Status 1 when a round was not won by one."""
    parser = argparse.ArgumentParser(prog="python -m tools.races", description=__doc__)
    parser.add_argument("--sample", type=float, default=1.0, metavar="SHARE", help="share of the rounds, 0-1")
    share = parser.parse_args().sample
    rounds = max(1, round(share * ROUNDS))
    outcomes = [play_on("SQLite", "", rounds)]
    try:
        with throwaway_services() as services:
            outcomes.append(play_on("PostgreSQL", services["DATABASE_URL"], rounds))
    except NoServices as reason:
        print(f"PostgreSQL: not run: {reason}")
        return 1
    if share == 1:
        write_section("Races of signatures", "\n".join(f"- {told}" for _status, told in outcomes))
    return int(any(status for status, _told in outcomes))


if __name__ == "__main__":
    sys.exit(main())
