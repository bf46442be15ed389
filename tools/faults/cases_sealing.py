"""Faults of what sealing and mail stand on: store, time stamp authority, mail server, typesetter, keys."""

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

import core.typesetting
import stakeholders.papers.pdf
from core.certificates import as_pem
from core.durable_files import store_folder
from core.enums import JobState, KeyPurpose, KeyStanding
from core.key_files import private_path
from core.models import Job, Mail, PortalKey
from core.sealing import SealState, check_pdf
from core.services.checkpoints import make_checkpoint
from core.services.keys import active_key, revoke_key, rotate_key
from core.services.mail import queue_mail
from core.tasks import send_one_mail
from stakeholders.models import SealedDocument
from stakeholders.selectors.verification import key_of
from stakeholders.services.seal_watch import sweep_seals
from tests.core.sealing.authorities import StampAuthority, make_authority
from tests.mail_server import run_mail_server
from tools.faults.case import Sight, fault
from tools.faults.portal import Portal
from tools.faults.sealing_acts import SEALED, WAITS, make_signed, officer_told, standing, try_to_seal
from tools.throwaway_services import HOST, free_port

ATTEMPTS = 6
TEMPLATES = {
    "runs for ever": "#for a in range(1000000) { for b in range(1000000) { } }",
    "eats memory": '#let a = "x" * 1000000000\n#let b = (a + a, a + "y", a + "z") * 1000\n#b.join()',
    "does not compile": "#panic()",
}


@fault(
    22,
    "the store cannot be written",
    promise="no row without its file; the request waits, officers hear of it, and it is sealed once the store is back",
    injection="the folder of sealed files is replaced by a plain file",
)
def lose_the_store(portal: Portal, sight: Sight) -> None:
    """Seal without a folder, until the job gives up; put the folder back."""
    request, folder = make_signed(), store_folder() / "sealed"
    aside = folder.with_name("aside")
    if folder.exists():
        folder.rename(aside)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"")
    errors = [try_to_seal(request) for _attempt in range(ATTEMPTS)]
    sight.tell(f"errors of the job: {sorted(set(errors))}")
    sight.see("attempts without an error", errors.count(""), 0)
    sight.see("request, documents", standing(request), WAITS)
    sweep_seals()
    sight.see("officer told", officer_told(request), 1)
    folder.unlink()
    if aside.exists():
        aside.rename(folder)
    sight.see("tried again", try_to_seal(request), "")
    sight.see("request, documents afterwards", standing(request), SEALED)
    document = SealedDocument.objects.get(request=request)
    sight.see("its file is there", (store_folder() / str(document.file.name)).is_file(), True)


@fault(
    23,
    "the time stamp authority fails or lies",
    promise="the request waits; no document claims a time stamp that it has not; where allowed it is B-B and says so",
    injection="an authority of ours: away, silent, failing, garbage, other nonce, bytes, clock or root",
)
def fail_the_authority(portal: Portal, sight: Sight) -> None:
    """Try each way of failing on the same request, then seal it honestly."""
    request = make_signed()
    modes = ("failing", "garbage", "other_nonce", "other_bytes", "wrong_clock")
    for mode in modes:
        with _authority(mode):
            sight.see(f"{mode}", (_seal_anew(request), standing(request)), ("TimestampFailed", WAITS))
    with _authority("honest", roots=as_pem(make_authority("Other").certificate)):
        sight.see("unknown root", (_seal_anew(request), standing(request)), ("TimestampFailed", WAITS))
    with override_settings(TSA_URL=f"http://{HOST}:{free_port()}/"):
        sight.see("away", (_seal_anew(request), standing(request)), ("TimestampFailed", WAITS))
    with socket.create_server((HOST, 0)) as silent:
        begun = time.monotonic()
        with override_settings(TSA_URL=f"http://{HOST}:{silent.getsockname()[1]}/"):
            sight.see("silent", (_seal_anew(request), standing(request)), ("TimestampFailed", WAITS))
        sight.see("the silent one is given up within 25 s", time.monotonic() - begun < 25, True)
    with _authority("honest"):
        sight.see("honest", (_seal_anew(request), standing(request), _level(request)), ("", SEALED, "B-T"))
    other = make_signed()
    with _authority("failing"), override_settings(SEAL_WITHOUT_TIMESTAMP=True):
        sight.see("failing, and allowed", (_seal_anew(other), _level(other)), ("", "B-B"))


def _seal_anew(request: Any) -> str:
    """One attempt, as the first of the job: there are more ways to fail than attempts."""
    Job.objects.filter(key=str(request.pk)).update(attempts=0)
    return try_to_seal(request)


@contextmanager
def _authority(mode: str, *, roots: str = "") -> Iterator[None]:
    authority = StampAuthority(mode=mode)
    path = Path(settings.KEY_DIR) / "tsa.pem"
    path.write_text(roots or authority.roots)
    with authority.serve() as url, override_settings(TSA_URL=url, TSA_ROOTS=str(path)):
        yield


def _level(request: Any) -> str:
    """What stands in the file, which must be what the row says."""
    document = SealedDocument.objects.get(request=request)
    report = check_pdf((store_folder() / str(document.file.name)).read_bytes())
    return document.level if report.level == document.level else f"{document.level}, file {report.level}"


@fault(
    24,
    "the mail server is away, defers, or takes a text and breaks off",
    promise="tried again with growing pauses; at most one copy too many, with the same Message-ID",
    injection="no server; a server that greylists twice; one that drops the connection after the text",
)
def fail_the_mail_server(portal: Portal, sight: Sight) -> None:
    """One mail for each way of failing."""
    with _mail_to(free_port()):
        mail = _queue()
        pauses = [_pause_of(mail) for _attempt in range(3)]
        sight.see("away: state", _state(mail), ("waiting", 3))
        sight.see("away: pauses grow", pauses == sorted(pauses) and pauses[0] > 0, True)
    with run_mail_server() as server, _mail_to(server.port):
        _pause_of(mail)
        sight.see("away, then back", (_state(mail), len(server.received)), (("sent", 4), 1))
    with run_mail_server("grey", "grey") as server, _mail_to(server.port):
        mail = _queue()
        for _attempt in range(5):
            _pause_of(mail)
        sight.see("greylisted twice", (_state(mail), len(server.received)), (("sent", 3), 1))
    with run_mail_server("drop") as server, _mail_to(server.port):
        mail = _queue()
        for _attempt in range(5):
            _pause_of(mail)
        copies, names = len(server.received), len(set(server.ids))
        sight.see("broken off: state, copies, Message-IDs", (_state(mail)[1], copies, names), (2, 2, 1))
    with run_mail_server("drop", "drop", "drop") as server, _mail_to(server.port):
        mail = _queue()
        for _attempt in range(5):
            _pause_of(mail)
        sight.see("broken off each time", (_state(mail), len(server.received)), (("maybe_sent", 2), 2))


@contextmanager
def _mail_to(port: int) -> Iterator[None]:
    with override_settings(
        EMAIL_BACKEND="core.smtp.EmailBackend", EMAIL_HOST=HOST, EMAIL_PORT=port, EMAIL_TIMEOUT=5,
        EMAIL_USE_TLS=False, EMAIL_USE_SSL=False, EMAIL_HOST_USER="", EMAIL_HOST_PASSWORD="",
    ):  # fmt: skip
        yield


def _queue() -> Mail:
    return queue_mail(to="anna@mail.example", subject="x", body="y")


def _pause_of(mail: Mail) -> float:
    """Carry the job out once, if it waits; how long it is to wait before the next attempt."""
    rows = Job.objects.filter(key=str(mail.pk), state=JobState.PENDING)
    rows.update(run_after=None)
    for job in rows:
        send_one_mail(str(job.pk))
    job = Job.objects.get(key=str(mail.pk))
    return (job.run_after - timezone.now()).total_seconds() if job.run_after else 0.0


def _state(mail: Mail) -> tuple[str, int]:
    mail.refresh_from_db()
    return str(mail.state), mail.attempts


@fault(
    25,
    "the typesetter hangs, eats memory or returns junk",
    promise="it is stopped; the request waits and is given up after six attempts with an alarm; others are sealed",
    injection="templates that loop, repeat and fail; a stub that returns no PDF",
)
def fail_the_typesetter(portal: Portal, sight: Sight) -> None:
    """Each way of failing on one request, another one in between."""
    request = make_signed()
    for name, template in TEMPLATES.items():
        begun = time.monotonic()
        with _template(template):
            sight.see(f"{name}", (try_to_seal(request), standing(request)), ("PaperFailed", WAITS))
        sight.tell(f"stopped after {time.monotonic() - begun:.1f} s")
    other = make_signed()
    sight.see("another request", (try_to_seal(other), standing(other)), ("", SEALED))
    with _stub():
        errors = [try_to_seal(request) for _attempt in range(ATTEMPTS - len(TEMPLATES))]
    sight.see("junk", sorted(set(errors)), ["SealRefused"])
    job = Job.objects.get(key=str(request.pk))
    sight.see("after six attempts", (job.state, standing(request)), ("failed", WAITS))
    sweep_seals()
    sight.see("officer told", officer_told(request), 1)
    sight.see("the sweep asks anew", (try_to_seal(request), standing(request)), ("", SEALED))


@contextmanager
def _stub() -> Iterator[None]:
    """Let the typesetter return something that only begins like a PDF."""
    name = "run_limited"
    real = getattr(core.typesetting, name)
    setattr(core.typesetting, name, lambda *_given, **_limits: b"%PDF-1.7 junk")
    try:
        yield
    finally:
        setattr(core.typesetting, name, real)


@contextmanager
def _template(text: str) -> Iterator[None]:
    """Let papers be made by this template."""
    real = stakeholders.papers.pdf.TEMPLATES
    with TemporaryDirectory() as name:
        (Path(name) / "paper.typ").write_text(text)
        stakeholders.papers.pdf.TEMPLATES = Path(name)
        try:
            yield
        finally:
            stakeholders.papers.pdf.TEMPLATES = real


@fault(
    29,
    "the key of seals is missing, open to others, expired or revoked",
    promise="nothing is sealed and the request waits; what was sealed before reads rightly; a new key seals it",
    injection="the file is moved away, chmod 0644, the certificate's end set to yesterday, the key revoked",
)
def lose_the_key(portal: Portal, sight: Sight) -> None:
    """Each way on the same request, beside a document under a checkpoint and one after it."""
    proven, late, request = make_signed(), make_signed(), make_signed()
    sight.see("sealed before", try_to_seal(proven), "")
    make_checkpoint()
    sight.see("sealed after the checkpoint", try_to_seal(late), "")
    key = active_key(KeyPurpose.SEAL)
    path, mode = private_path(key.key_id), private_path(key.key_id).stat().st_mode

    def look(name: str, *standings: KeyStanding) -> None:
        found = (try_to_seal(request), standing(request))
        sight.see(name, found, ("KeyUnusable", WAITS))
        documents = [SealedDocument.objects.get(request=one) for one in (proven, late)]
        states = {check_pdf((store_folder() / str(one.file.name)).read_bytes()).state for one in documents}
        read = [str(key_of(one).standing) for one in documents]
        sight.see(
            f"{name}: the two before", (states, read), ({SealState.INTACT_WHOLE}, list(map(str, standings)))
        )

    shutil.move(path, path.with_suffix(".away"))
    look("missing", KeyStanding.GOOD, KeyStanding.GOOD)
    shutil.move(path.with_suffix(".away"), path)
    path.chmod(0o644)
    look("open to others", KeyStanding.GOOD, KeyStanding.GOOD)
    os.chmod(path, mode)  # noqa: PTH101 - back to what it was
    PortalKey.objects.filter(pk=key.pk).update(not_after=timezone.now() - timedelta(days=1))
    look("expired", KeyStanding.GOOD, KeyStanding.GOOD)
    PortalKey.objects.filter(pk=key.pk).update(not_after=key.not_after)
    revoke_key(key_id=key.key_id, reason="Fault 29.")
    look("revoked", KeyStanding.SIGNED_BEFORE_REVOCATION, KeyStanding.NEEDS_REVIEW)
    rotate_key(purpose=KeyPurpose.SEAL)
    sight.see("with a new key", (try_to_seal(request), standing(request)), ("", SEALED))
