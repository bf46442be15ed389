"""Play the cases on the database of the environment: one block of words for each, and all outcomes as JSON.

Started by `python -m tools.faults`, which owns the servers.
"""

import argparse
import json
import logging
import os
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django comes first
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402

from ccc_portal.supervisor import Watchman  # noqa: E402
from core.models import PortalKey  # noqa: E402
from tools.faults import (  # noqa: E402, F401 - their cases enter themselves
    cases_evidence,
    cases_sealing,
    cases_servers,
    cases_signing,
)
from tools.faults.case import CASES, Outcome, play_case  # noqa: E402
from tools.faults.children import cluster_of_parent  # noqa: E402
from tools.faults.clock import make_clock_changeable  # noqa: E402
from tools.faults.portal import Portal  # noqa: E402


def print_outcome(outcome: Outcome) -> None:
    """Promise, injection, observation, verdict."""
    print(f"\nFault {outcome.number} on {outcome.database}: {outcome.title}")
    print(f"  promise      {outcome.promise}")
    print(f"  injection    {outcome.injection}")
    for place, line in enumerate(outcome.observation):
        print(f"  {'observation' if not place else '':<12} {line}")
    for line in outcome.broken:
        print(f"  NOT KEPT     {line}")
    print(f"  verdict      {outcome.verdict} ({outcome.seconds} s)", flush=True)


def main() -> int:
    """Play all cases, or those named, that apply to this database; status 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults.play", description=__doc__)
    parser.add_argument("--share", type=float, required=True)
    parser.add_argument("--only", type=int, nargs="*")
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    for name in ("core.jobs", "pyhanko"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # their errors are made on purpose
    call_command("migrate", verbosity=0)
    PortalKey.objects.update(
        not_before=F("not_before") - timedelta(days=1)
    )  # keys are older than any clock is behind
    make_clock_changeable()
    database = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[connection.vendor]
    watchman = Watchman(grace_seconds=2)
    folder, broker = Path(os.environ["CCC_DATA"]), os.environ["CELERY_BROKER_URL"]
    portal = Portal(database, folder, cluster_of_parent(watchman), broker, options.share)
    outcomes = []
    try:
        for number, case in sorted(CASES.items()):
            if database in case.databases and number in (options.only or CASES):
                outcomes.append(play_case(case, portal))
                print_outcome(outcomes[-1])
    finally:
        portal.close()
        watchman.dismiss()
    options.json.write_text(json.dumps([asdict(one) | {"verdict": one.verdict} for one in outcomes]))
    return int(any(one.verdict != "holds" for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
