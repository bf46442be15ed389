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
from tests.house.molecule_samples import FIGURE_PAGES
from tests.house.stakeholder_samples import NEGOTIATION_PAGES, SHEET_PAGES
from tests.installation import Installation, wait_until

OFFICER, ADMIN = "ufficio@milano.example", "admin@portale.example"
SIGNATORY = "firma@azienda.example"
ROOTS_FILE = "roots.pem"
"""Where a journey writes the authorities whose signatures the portal accepts; without it there are none."""
SAMPLES = "__import__('tests.journeys.samples', fromlist=['samples']).make_samples({city!r}, {officer!r}, {member!r})"
THINGS = {
    "scenario-change-edit": "change",
    "scenario-change-remove": "change",
    "city-indicator": "indicator",
    "intervention-remove": "molecule",
    "adoption-import": "package",
    "adoption-csv": "package",
    "adoption-remove": "package",
    "city-instrument": "instrument",
    "instrument-scenario-detail": "choice",
    "instrument-scenario-edit": "choice",
    "instrument-scenario-delete": "choice",
    **dict.fromkeys(FIGURE_PAGES, "molecule"),
    "campaign-report": "report",
    "import-table": "imported",
    "import-table-reading": "imported",
    "import-table-doubts": "imported",
    "import-table-rows": "imported",
    "member-invite": "own",
    "member-role": "own",
    "member-remove": "own",
    "mandate-create": "own",
    "signing-list": "own",
    "signing-archive": "own",
    "commitment-withdraw": "own",
    "commitment-amend": "own",
    "request-create": "reported",
    "request-amend": "reported",
    "request-refuse": "reported",
    "request-withdraw": "reported",
    "commitment-create": "own",
    "commitment-office": "promise",
    **dict.fromkeys(NEGOTIATION_PAGES, "own"),
    **{f"office-{page}": "promise" for page in NEGOTIATION_PAGES},
    "office-commitment-compare": "negotiated",
    **dict.fromkeys(SHEET_PAGES, "own"),
    **{f"office-{page}": "promise" for page in SHEET_PAGES},
    "mandate-file": "own",
    "mandate-end": "own",
    "organisation-home": "own",
    "organisation-profile": "own",
    "organisation-naming": "own",
    "organisation-people": "own",
    "organisation-reports": "own",
    "report-create": "own",
    "report-file": "own",
    "report-review": "told",
    "report-evidence": "told",
}
"""Addresses whose row is not what their first word says."""

SAME_EVERYWHERE = {
    "name": "trajectory",
    "figure": "gap_tco2e",
    "uidb64": "MQ",
    "token": "x-y",
    "uidb36": "1",
    "key": "x-y",
    "number": 1,
    "a": 1,
    "b": 1,
    "to": "in_implementation",
    "code": "it",
    "table": "action_portfolio",
    "section": "plan.policies",
    "mail-sample:kind": "invitation",
    "molecule-comparison-figure:name": "molecules-residents",
    "row-create:table": "policies",
    "row-edit:table": "policies",
    "row-delete:table": "policies",
}
"""Arguments that fit every city."""


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
        ids = self.installation.ask(SAMPLES.format(city=city, officer=OFFICER, member=SIGNATORY))
        assert isinstance(ids, dict)
        samples = {"city": city, **SAME_EVERYWHERE}
        samples |= {
            "indicator-value-move:value": ids["value"],
            "indicator-value-move:step": "submitted",
            "campaign-step:step": "ricorda",
            "campaign-item:item": ids["item"],
            "campaign-answer:token": ids["token"],
            "member": ids["member"],
            **{name: ids[name] for name in ("observation", "intervention", "emission", "target", "photo")},
            "molecule-indicator-remove:tie": ids["measured"],
            "molecule-milestone-remove:tie": ids["reached"],
            "mandate": ids["mandate"],
            "report-create:commitment": ids["reported"],
            "commitment-withdraw:commitment": ids["reported"],
            "commitment-amend:commitment": ids["reported"],
            "signer": ids["signer"],
            "sheet": ids["sheet"],
            "attachment": ids["attachment"],
            **{f"{page}:commitment": ids["promise"] for page in (*NEGOTIATION_PAGES, *SHEET_PAGES)},
            "commitment-compare:commitment": ids["negotiated"],
            "commitment-move:to": "submitted",
            "office-commitment-move:to": "submitted",
            "note": ids["promise"],
            **{f"{side}{page}:step": "contesto" for page in SHEET_PAGES for side in ("", "office-")},
            "report-file:report": ids["told"],
            "organisation-evidence:report": ids["told"],
            "organisation-file:file": ids["attachment"],
        }
        for name, address in self.addresses.items():
            if "pk" in address.arguments:
                thing = THINGS.get(name) or name.removeprefix("office-").split("-")[0]
                samples |= {f"{name}:pk": ids[thing]} if thing in ids else {}
        return samples

    def mails_to(self, person: str) -> list[str]:
        """The text of the mails that went out to someone."""
        texts = []
        for path in sorted((self.installation.folder / "mail").glob("*.log")):
            for part in re.split(rb"^-{79}\n", path.read_bytes(), flags=re.MULTILINE):
                message = email.message_from_bytes(part, policy=policy.default)
                if message["To"] == person:
                    texts.append(message.get_body(("plain",)).get_content())
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
