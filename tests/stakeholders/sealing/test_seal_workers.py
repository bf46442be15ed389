"""Real worker processes and a real database: one that is killed before its row is written, and two at once."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.installation import ROOT, Installation, new_installation

pytestmark = pytest.mark.django_db(transaction=True)
FACTORY = "str(__import__('tests.factories.signing', fromlist=['x']).signed_request().pk)"
SEAL = (
    "import sys, django; django.setup(); from stakeholders.services.sealing import seal_request; "
    "print(seal_request(request_id=sys.argv[1]).pk)"
)
FOUND = (
    "[SealedDocument.objects.count(), Mail.objects.filter(kind='commitment_sealed').count(), "
    "EvidenceEvent.objects.filter(kind='request.sealed').count(), SigningRequest.objects.get().state]"
)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with new_installation(tmp_path, CCC_FAIL_POINTS="on") as one:
        one.manage("migrate", "-v0")
        yield one


def start(installation: Installation, request: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SEAL, request],
        cwd=ROOT,
        env=installation.env | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(worker: subprocess.Popen[str]) -> tuple[int, str]:
    """How a worker ended, and which document it told of."""
    out, _error = worker.communicate(timeout=120)
    return worker.returncode, out.strip()


def files(installation: Installation) -> int:
    return sum(1 for path in installation.folder.rglob("sealed/**/*.pdf") if path.is_file())


def test_a_killed_worker_leaves_no_row_and_two_at_once_make_one_document(installation: Installation) -> None:
    request: Any = installation.ask(FACTORY)
    killed = end(start(installation, request, CCC_CRASH_AT="seal_written"))
    assert (killed[0], files(installation)) == (-signal.SIGKILL, 1)
    assert installation.ask(FOUND) == [0, 0, 0, "sealing"]
    first, second = [end(one) for one in [start(installation, request) for _number in range(2)]]
    assert (first, first[0]) == (second, 0)
    assert (installation.ask(FOUND), files(installation)) == ([1, 2, 1, "in_force"], 2)
