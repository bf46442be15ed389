"""Where a benchmark runs: a process of its own, with a data folder and a database that are thrown away."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from secrets import token_hex

from bench.sizes import Figures, Sizes
from tools.throwaway_services import NoServices, throwaway_services

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "ccc_portal.settings.production",
    "SECRET_KEY": token_hex(),
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "false",
    "SECURE_COOKIES": "false",
    "EMAIL_URL": "dummymail://",
    "DEFAULT_FROM_EMAIL": "portal@localhost",
}


class BenchmarkFailed(Exception):
    """A benchmark ended with an error; the message is what it printed."""


def run_apart(name: str, sizes: Sizes, *, needs_servers: bool) -> Figures:
    """Run one benchmark in a process of its own; one that needs servers says so where they are missing."""
    try:
        with data_folder() as environment:
            if not needs_servers:
                return _run(name, sizes, environment)
            with throwaway_services() as servers:
                return _run(name, sizes, environment | PRODUCTION | servers)
    except NoServices as error:
        return {"skipped": str(error), "targets": []}


@contextmanager
def data_folder() -> Iterator[dict[str, str]]:
    """The environment of an installation whose data folder is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ccc-bench-") as folder:
        yield {"DJANGO_SETTINGS_MODULE": "ccc_portal.settings.embedded"} | os.environ | {"CCC_DATA": folder}


def _run(name: str, sizes: Sizes, environment: Mapping[str, str]) -> Figures:
    done = subprocess.run(
        [sys.executable, "-m", "bench.one", name, json.dumps(asdict(sizes))],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchmarkFailed(f"{name}: {done.stderr}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures
