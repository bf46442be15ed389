"""A process of its own with a data folder of its own, in which Django stands on the servers of a proof."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ccc_portal.supervisor import Watchman
from tools.faults.services import Cluster
from tools.prepare import ROOT

CLUSTER = "CCC_FAULT_CLUSTER"
FOREIGN = ("CCC_KEY_DIR", "CCC_CHECKPOINT_FILE", "EMAIL_URL", "TSA_URL", "CCC_ADDRESS")
"""Settings of the shell that would lead out of the data folder."""


def play_in(module: str, options: list[str], *, url: str, broker: str, cluster: Cluster | None) -> Any:
    """Run a module; what it wrote into the file that `--json` names, None where it wrote nothing."""
    with tempfile.TemporaryDirectory(prefix="ccc-faults-") as name:
        folder = Path(name)
        environment = {key: value for key, value in os.environ.items() if key not in FOREIGN} | {
            "DATABASE_URL": url or f"sqlite:///{folder / 'portal.sqlite3'}",
            "CELERY_BROKER_URL": broker,
            "CCC_DATA": name,
            "CCC_FAIL_POINTS": "on",
            "DJANGO_SETTINGS_MODULE": "tools.faults.settings",
            "PYTHONPATH": str(ROOT),
        }
        if cluster is not None:
            told = {"programs": str(cluster.programs), "folder": str(cluster.folder), "port": cluster.port}
            environment[CLUSTER] = json.dumps(told)
        outcomes = folder / "outcomes.json"
        command = [sys.executable, "-m", module, *options, "--json", str(outcomes)]
        subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
        return json.loads(outcomes.read_text()) if outcomes.exists() else None


def cluster_of_parent(watchman: Watchman) -> Cluster | None:
    """The PostgreSQL that the process that started this one has made; None on SQLite."""
    told = json.loads(os.environ.get(CLUSTER, "null"))
    return Cluster(Path(told["programs"]), Path(told["folder"]), told["port"], watchman) if told else None
