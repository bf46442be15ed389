"""From publishing an inventory to its figure on the public page, under readers; all processes as in production."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.database import in_data_folder
from bench.sizes import Figures, Sizes, target
from bench.synthetic import make_contracts
from ccc_portal.supervisor import Watchman, signal_group
from contracts.models import City, InventorySeries
from contracts.services.inventories import publish_inventory
from core.models import User
from progress.services.snapshots import record_progress
from tools.throwaway_services import HOST, free_port

DATABASE = in_data_folder
CITIES, READERS, PUBLISHED, WARM_UP = 20, 20, 25, 3
READING_SECONDS = 2.0
"""Every reader opens a page, reads it this long, and opens the next."""
LOOK_SECONDS, PATIENCE_SECONDS = 0.02, 30.0
PROCESSES = 2
YEAR = 2025
PERCENTILE_95 = 18
"""Position of the 95th percentile among the 19 cut points of twentieths."""


def run(sizes: Sizes) -> Figures:
    """Publish twenty-five inventories one after another while twenty readers go round the pages of twenty cities."""
    contracts = make_contracts(contracts=CITIES, actions=sizes.actions)
    record_progress(contract_ids=contracts)
    officer = User.objects.create_superuser("officer@localhost")
    call_command("collectstatic", interactive=False, verbosity=0)
    port, pages = free_port(), _Pages()
    connection.close()
    with ExitStack() as running:
        running.enter_context(_started("granian", *_web(port)))
        running.enter_context(_started("celery", *_worker()))
        base = f"http://{HOST}:{port}"
        _wait_for(lambda: _is_there(f"{base}/ready"), "the web server")
        running.enter_context(pages.read(base))
        taken = [_publish_and_see(base, officer, number) for number in range(WARM_UP + PUBLISHED)][WARM_UP:]
    return {
        "cities": CITIES,
        "actions_a_contract": sizes.actions,
        "readers": READERS,
        "pages_read": len(pages.seconds),
        "page_milliseconds_median": round(1000 * statistics.median(pages.seconds)),
        "web_processes": PROCESSES,
        "worker_processes": PROCESSES,
        "published": PUBLISHED,
        "seconds_median": round(statistics.median(taken), 2),
        "seconds_worst": round(max(taken), 2),
        "targets": [
            target(
                "p95 seconds from publishing to the figure on the page",
                value=round(statistics.quantiles(taken, n=20)[PERCENTILE_95], 2),
                asked=2,
            )
        ],
    }


class _Pages:
    """Readers who go round the pages of all cities, and the seconds that each page took."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._is_over = threading.Event()

    @contextmanager
    def read(self, base: str) -> Iterator[None]:
        """Read until the block ends."""
        readers = [threading.Thread(target=self._read, args=(base, number)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        try:
            yield
        finally:
            self._is_over.set()
            for reader in readers:
                reader.join()

    def _read(self, base: str, number: int) -> None:
        self._is_over.wait(READING_SECONDS * number / READERS)
        for city in cycle([*range(number, CITIES), *range(number)]):
            if self._is_over.is_set():
                return
            start = time.perf_counter()
            _fetch(f"{base}/c/city-{city}/")
            self.seconds.append(time.perf_counter() - start)
            self._is_over.wait(READING_SECONDS)


def _publish_and_see(base: str, officer: User, number: int) -> float:
    """Seconds from asking for the publication to the page that says its total (in Italian, the first language)."""
    city = City.objects.get(slug=f"city-{number % CITIES}")
    series = InventorySeries.objects.get(city=city)
    total = 700_000 + 1_000 * number
    start = time.perf_counter()
    publish_inventory(
        city=city,
        by=officer,
        series=series,
        year=YEAR,
        reported_total_tco2e=Decimal(total),
        source="measuring",
    )
    shown = f"{total:,}".replace(",", ".")
    _wait_for(lambda: shown in _fetch(f"{base}/c/{city.slug}/"), f"{total} t on the page of {city.slug}")
    return time.perf_counter() - start


def _web(port: int) -> list[str]:
    return [
        *("--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", str(PROCESSES)),
        *("--blocking-threads", "1", "ccc_portal.wsgi:application"),
    ]


def _worker() -> list[str]:
    return [
        *("--app", "ccc_portal", "worker", "--loglevel", "warning", "-O", "fair"),
        *("--concurrency", str(PROCESSES)),
    ]


@contextmanager
def _started(module: str, *arguments: str) -> Iterator[None]:
    """A program of its own group, ended with all it started, also where this process is killed."""
    watchman = Watchman(grace_seconds=2)
    with (Path(settings.DATA_DIR) / f"{module}.log").open("wb") as log:
        program = Path(sys.executable).with_name(module)
        child = subprocess.Popen([program, *arguments], stdout=log, stderr=log, start_new_session=True)
    watchman.add(child.pid)
    try:
        yield
    finally:
        signal_group(child.pid, 15)
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            signal_group(child.pid, 9)
            child.wait()
        watchman.dismiss()


def _fetch(address: str) -> str:
    with urlopen(address, timeout=PATIENCE_SECONDS) as answer:
        text: str = answer.read().decode()
    return text


def _is_there(address: str) -> bool:
    try:
        _fetch(address)
    except OSError:
        return False
    return True


def _wait_for(holds: Callable[[], bool], what: str) -> None:
    """Look again until it holds; an error names what never came."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {PATIENCE_SECONDS:.0f} s: {what}")
        time.sleep(LOOK_SECONDS)
