"""A whole portal with the demonstration data, as `./run` starts it: web server, worker and beat."""

import email
import json
import re
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.addresses import Address, all_addresses
from tests.installation import Installation, wait_until

OFFICER = "ufficio@milano.example"
SAMPLES = """{
    "organisation": str(Organisation.objects.filter(listings__contract__city__slug=CITY).first().pk),
    "molecule": str(Molecule.objects.filter(city__slug=CITY).first().pk),
    "action": str(Action.objects.filter(contract__city__slug=CITY, archived_at=None).first().pk),
    "milestone": str((Milestone.objects.filter(city__slug=CITY, state="planned").first()
                      or Milestone.objects.filter(city__slug=CITY).first()).pk),
    "series": str(InventorySeries.objects.filter(city__slug=CITY).first().pk),
    "proxy": str((ProxyValue.objects.filter(city__slug=CITY).first() or ProxyValue.objects.first()).pk),
    "scenario": str(Scenario.objects.get_or_create(contract=Contract.objects.get(city__slug=CITY),
                                                   title="What if")[0].pk),
    "change": str(ScenarioChange.objects.get_or_create(
        scenario=Scenario.objects.get_or_create(contract=Contract.objects.get(city__slug=CITY), title="What if")[0],
        action=Action.objects.filter(contract__city__slug=CITY, archived_at=None).first(), end_year=2032)[0].pk),
    "colleague": str(CityMembership.objects.filter(city__slug=CITY).first().pk),
    "job": str(Job.objects.filter(name="progress.recompute_all").first().pk),
}"""
THINGS = {"scenario-change-edit": "change", "scenario-change-remove": "change"}
"""Addresses whose row is not what their first word says."""


@dataclass(frozen=True)
class Site:
    """A running portal: where it is, and what is known of its inside."""

    installation: Installation
    address: str

    @cached_property
    def addresses(self) -> dict[str, Address]:
        """Every address of ours by its name."""
        return {address.name: address for address in all_addresses() if not address.is_admin}

    def url(self, name: str, language: str = "it", **arguments: Any) -> str:
        """The full address of a page."""
        return self.address + self.addresses[name].url(arguments, language)

    def password_of(self, person: str) -> str:
        """The password that was made for a demonstration account."""
        stored = json.loads((self.installation.folder / "demo_accounts.json").read_text())
        return next(account["password"] for account in stored["accounts"] if account["email"] == person)

    def samples(self, city: str) -> dict[str, Any]:
        """Arguments for every address of a city."""
        ids = self.installation.ask(SAMPLES.replace("CITY", repr(city)))
        assert isinstance(ids, dict)
        samples = {
            "city": city,
            "name": "trajectory",
            "figure": "gap_tco2e",
            "uidb64": "MQ",
            "token": "x-y",
            "uidb36": "1",
            "key": "x-y",
        }
        for name, address in self.addresses.items():
            if "pk" in address.arguments:
                thing = THINGS.get(name) or name.removeprefix("office-").split("-")[0]
                samples[f"{name}:pk"] = ids[thing]
        return samples

    def mails_to(self, person: str) -> list[str]:
        """The text of the mails that went out to someone."""
        texts = []
        for path in sorted((self.installation.folder / "mail").glob("*.log")):
            for part in re.split(rb"^-{79}\n", path.read_bytes(), flags=re.MULTILINE):
                message = email.message_from_bytes(part, policy=policy.default)
                if message["To"] == person:
                    texts.append(message.get_content())
        return texts


@contextmanager
def run_site(installation: Installation) -> Iterator[Site]:
    """Set up and start everything; all processes are gone afterwards."""
    installation.manage("migrate", "-v0")
    installation.manage("load_demo")
    installation.manage("recompute", "--all", "--inline")
    port = find_free_port()
    web = f"granian --interface wsgi --host 127.0.0.1 --port {port} --workers 1 --blocking-threads 1"
    worker = (
        f"celery --quiet --app ccc_portal worker -B -s {installation.folder / 'beat'} --concurrency 1 -O fair"
    )
    with (
        installation.process(*web.split(), "ccc_portal.wsgi:application"),
        installation.process(*worker.split(), "--without-gossip", "--without-mingle"),
    ):
        site = Site(installation, f"http://127.0.0.1:{port}")
        wait_until(lambda: is_ready(site.address), seconds=60, what=read_log(installation.folder))
        yield site


def find_free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(address: str) -> bool:
    """Whether the web server says that it is ready."""
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def read_log(folder: Path) -> str:
    """What a failing start refers to."""
    return f"the web server is ready (see {folder / 'process.log'})"
