"""The kills of `tools.faults.kills`, in a process with Django; what was seen goes into the file of `--json`."""

import argparse
import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from shutil import copyfile
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django comes first
from django.db import connection  # noqa: E402

from ccc_portal.supervisor import Watchman  # noqa: E402
from tools.faults.aftermath import examine, wait_for_the_end  # noqa: E402
from tools.faults.children import cluster_of_parent  # noqa: E402
from tools.faults.load import Client, Diary, make_stages  # noqa: E402
from tools.faults.portal import Process, Web, beat_of, worker_of  # noqa: E402
from tools.faults.services import Cluster  # noqa: E402
from tools.faults.targets import (  # noqa: E402
    Target,
    target_beat,
    target_database,
    target_web,
    target_worker,
    wait_ready,
)
from tools.prepare import ROOT  # noqa: E402

SEED, CLIENTS = 2030, 3
PACE_SECONDS = 3.4
"""A kill every so often, where the machine is fast enough to start again what was killed."""
SAY_EVERY = 10
KEPT_LOG = ROOT / "var" / "long" / "kills-web.log"


def strike_all(
    targets: dict[str, list[Target]], kills: int, diary: Diary
) -> tuple[Counter[str], list[float]]:
    """Kill at random, as many of each kind; what was killed, and how long each time until a signature came through."""
    draw = random.Random(SEED)
    kinds = [list(targets)[number % len(targets)] for number in range(kills)]
    draw.shuffle(kinds)
    struck: Counter[str] = Counter()
    pauses, begun = [], time.monotonic()
    for number, kind in enumerate(kinds, start=1):
        target = draw.choice(targets[kind])
        wait_ready(target, seconds=60)
        time.sleep(max(draw.uniform(0.1, 1), begun + number * PACE_SECONDS - time.monotonic()))
        moment = time.monotonic()
        struck[target.strike(draw)] += 1
        pauses.append(_wait_for_a_signature(diary, moment) if kind == "database" else 0.0)
        if number % SAY_EVERY == 0:
            seconds = time.monotonic() - begun
            print(
                f"  {number} of {kills} kills, {len(diary.moments)} signatures, {seconds:.0f} s", flush=True
            )
    return struck, [pause for pause in pauses if pause]


def _wait_for_a_signature(diary: Diary, moment: float) -> float:
    """Seconds from a kill until a signature was acknowledged that came after it; at most 60."""
    while time.monotonic() < moment + 60:
        after = [one for one in diary.moments[-20:] if one > moment + 0.05]
        if after:
            return after[0] - moment
        time.sleep(0.05)
    return 60.0


def play(kills: int, cluster: Cluster, folder: Path) -> dict[str, Any]:
    """Start everything, sign and kill, let the work end, and look."""
    webs, worker, beat = [Web(folder) for _each in range(2)], worker_of(folder), beat_of(folder)
    programs: list[Process] = [*webs, worker, beat]
    diary, end = Diary(), threading.Event()
    clients = [Client(n * 7, stage, webs, diary, end) for n, stage in enumerate(make_stages(CLIENTS))]
    try:
        for program in programs:
            program.start()
        for web in webs:
            web.wait()
        for client in clients:
            client.start()
        targets = {
            "web": [target_web(web) for web in webs],
            "worker": [target_worker(worker), target_worker(worker), target_beat(beat)],
            "database": [target_database(cluster)],
        }
        struck, pauses = strike_all(targets, kills, diary)
        end.set()
        for client in clients:
            client.join()
        connection.close()
        drained = wait_for_the_end()
    finally:
        for program in programs:
            program.kill()
    told = {"struck": struck, "pauses": pauses, "drained": drained} | examine(diary)
    if told["faults"]:  # the servers' log is gone with the folder, and no answer says why it failed
        KEPT_LOG.parent.mkdir(parents=True, exist_ok=True)
        copyfile(folder / "web.log", KEPT_LOG)
    return told


def main() -> int:
    """Play; one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m tools.faults.kill_rounds", description=__doc__)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    watchman = Watchman(grace_seconds=2)
    cluster = cluster_of_parent(watchman)
    if cluster is None:
        raise SystemExit("this proof needs the cluster of tools.faults.kills")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        told = play(options.kills, cluster, Path(os.environ["CCC_DATA"]))
    finally:
        watchman.dismiss()
    options.json.write_text(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
