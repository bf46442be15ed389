"""Real worker processes and a real database: two at once, and one that is killed in the middle of a hand-over."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.enums import MailState
from tests.installation import ROOT, Installation, kill_group, new_installation, wait_until
from tests.mail_server import MailServer, run_mail_server

pytestmark = pytest.mark.django_db(transaction=True)
SEND = "import sys, django; django.setup(); from core.services.mail import send_mail; send_mail(mail_id=sys.argv[1])"
NEW_MAIL = "str(Mail.objects.create(to='a@b.example', subject='x', body='y', message_id='<1@b.example>').pk)"
LONG_AGO = "Mail.objects.update(claimed_at='2020-01-01T00:00:00Z')"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with run_mail_server("hold") as one:
        yield one


@pytest.fixture
def installation(tmp_path: Path, server: MailServer) -> Iterator[Installation]:
    with new_installation(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{server.port}") as one:
        one.manage("migrate", "-v0")
        yield one


def start_worker(installation: Installation, mail: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SEND, mail],
        cwd=ROOT,
        env=installation.env,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def last_line(worker: subprocess.Popen[str]) -> str:
    """How a worker ended: the last line of its complaint, or nothing."""
    _out, error = worker.communicate(timeout=60)
    return ["", *error.strip().splitlines()][-1]


def state(installation: Installation) -> list[object]:
    found: list[object] = installation.ask("list(Mail.objects.values_list('state', 'attempts').get())")
    return found


def test_mail_is_never_with_two_workers_and_outlives_one(
    installation: Installation, server: MailServer
) -> None:
    mail = installation.ask(NEW_MAIL)
    first = start_worker(installation, mail)
    wait_until(server.holding.is_set, seconds=60, what="the first worker hands the mail over")
    second = start_worker(installation, mail)
    assert last_line(second) == f"core.services.mail.MailInHand: {mail}"
    kill_group(first)
    assert last_line(first) == ""
    assert (state(installation), len(server.received)) == ([MailState.CLAIMED, 1], 1)
    server.release.set()
    installation.ask(LONG_AGO)
    workers = [start_worker(installation, mail) for _number in range(2)]
    ends = sorted(last_line(worker) for worker in workers)
    assert ends in (["", ""], ["", f"core.services.mail.MailInHand: {mail}"])
    assert (state(installation), server.ids) == ([MailState.SENT, 2], ["<1@b.example>"] * 2)
