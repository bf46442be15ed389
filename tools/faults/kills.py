"""`./check --long kills`: 200 times `kill -9` of web, worker and database while people sign; no signature is lost.

The database is a PostgreSQL on disk with fsync on. Three people sign one commitment after the other at two web servers;
what is killed (one process, or all of them) is drawn by a seed, and started again. In the end every signature that the
portal acknowledged must be there once, with its event, its mails and, where all have signed, its sealed document.
"""

import argparse
import json
import statistics
import sys
import time
from typing import Any

from tools.faults.children import play_in
from tools.faults.services import services_on_disk
from tools.prepare import ROOT
from tools.proofs import write_section
from tools.throwaway_services import NoServices

KILLS = 200
RESULTS = ROOT / "var" / "long" / "kills.json"


def words_of(told: dict[str, Any], seconds: float) -> str:
    """The section of the quality page."""
    struck = ", ".join(f"{name} {count}×" for name, count in sorted(told["struck"].items()))
    answers = ", ".join(f"{name} {count}×" for name, count in sorted(told["answers"].items()))
    pauses = told["pauses"] or [0.0]
    return f"""\
`./check --long kills`: {sum(told["struck"].values())} times `kill -9` in {seconds / 60:.0f} minutes ({struck}) while
three people signed on PostgreSQL with `fsync` on.

- {told["acknowledged"]} signatures acknowledged, {told["lost"]} of them lost; {told["records"]} records in all,
  {told["sealed"]} documents sealed, {told["events"]} events that chain, {told["mails"]} mails, of which
  {told["maybe_sent"]} perhaps arrived twice.
- After a kill of the database the next signature came through in {statistics.median(pauses):.1f} s (median),
  {max(pauses):.1f} s at most. Answers: {answers}.
- {len(told["faults"])} faults.
"""


def main() -> int:
    """Kill a share; a whole run is written into docs/quality.md. Status 1 when a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults.kills", description=__doc__)
    parser.add_argument("--sample", type=float, default=1.0, metavar="SHARE", help="share of the kills, 0-1")
    share = parser.parse_args().sample
    kills, begun = max(3, round(share * KILLS)), time.monotonic()
    print(f"{kills} kills of web, worker and database under load ...", flush=True)
    try:
        with services_on_disk() as services:
            told = play_in(
                "tools.faults.kill_rounds",
                ["--kills", str(kills)],
                url=services.cluster.url,
                broker=services.broker,
                cluster=services.cluster,
            )
    except NoServices as reason:
        print(f"not run: {reason}")
        return 1
    if told is None:
        print("The kills ended without a result; the lines above should tell why.")
        return 1
    seconds = time.monotonic() - begun
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(told | {"seconds": round(seconds)}, indent=1))
    words = words_of(told, seconds)
    print(words, *told["faults"][:30], sep="\n")
    if share == 1 and not told["faults"]:
        write_section("Kills under load", words)
    return int(bool(told["faults"]))


if __name__ == "__main__":
    sys.exit(main())
