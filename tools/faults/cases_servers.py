"""Faults of the servers under the portal: broker and database."""

import random
import signal
import threading
import time
from pathlib import Path

import psycopg2
import redis
from django.db import connection

from core.enums import JobState, MailState
from core.models import Job, Mail
from core.services.evidence_checks import check_whole_log
from core.services.mail import queue_mail
from stakeholders.models import RequestSigner, SignatureRecord
from tools.faults.acts import NOTHING, ONCE, make_ready
from tools.faults.case import POSTGRESQL, Sight, fault
from tools.faults.load import Client, Diary, make_stages
from tools.faults.portal import Answer, Portal
from tools.faults.targets import target_web, wait_ready

NEWS = 20
CRASHES = 5
RESTLESS = (0.0, 0.05)
"""A crash is to find people in the middle of signing."""
WAIT_SECONDS = 120


@fault(
    14,
    "the broker forgets everything",
    promise="the rows of jobs are sent again: every mail goes out, once",
    injection="twenty mails are queued without a worker; FLUSHALL (SQLite: the message files are deleted)",
)
def wipe_the_broker(portal: Portal, sight: Sight) -> None:
    """Queue, wipe, start a worker."""
    mails = [queue_mail(to=f"p{n}@mail.example", subject="x", body="y").pk for n in range(NEWS)]
    sight.see("forgotten", _wipe(portal) > 0, True)
    begun = time.monotonic()
    with portal.worker():
        while Mail.objects.filter(pk__in=mails).exclude(state=MailState.SENT).exists():
            if time.monotonic() > begun + WAIT_SECONDS:
                break
            time.sleep(0.2)
    seconds = time.monotonic() - begun
    rows = Mail.objects.filter(pk__in=mails)
    sight.see("sent at the first attempt", rows.filter(state=MailState.SENT, attempts=1).count(), NEWS)
    sight.tell(f"all were out {seconds:.0f} s after the worker was started")
    left = Job.objects.filter(key__in=[str(pk) for pk in mails]).exclude(state=JobState.DONE).count()
    sight.see("jobs left", left, 0)


def _wipe(portal: Portal) -> int:
    """Make the broker forget; how much it had kept."""
    if portal.broker.startswith("redis"):
        broker = redis.Redis.from_url(portal.broker)
        kept = int(broker.llen("celery"))
        broker.flushall()
        return kept
    files = [path for path in Path(portal.folder / "broker").rglob("*") if path.is_file()]
    for path in files:
        path.unlink()
    return len(files)


@fault(
    16,
    "the database restarts in the middle of a request",
    promise="503 with Retry-After, nothing by half; the same form then signs",
    injection="the form waits for a row lock of ours; SIGQUIT to the server (stop at once), then it is started again",
    on=POSTGRESQL,
)
def restart_the_database(portal: Portal, sight: Sight) -> None:
    """Hold the request, press, restart."""
    ready = make_ready()
    answers: list[Answer] = []
    holder = psycopg2.connect(portal.server.url)  # not by Django, which would try to go on
    holder.cursor().execute(
        "SELECT 1 FROM stakeholders_signingrequest WHERE id = %s FOR UPDATE", [str(ready.request.pk)]
    )
    signer = threading.Thread(target=lambda: answers.append(ready.press(portal.web)))
    signer.start()
    time.sleep(2)
    portal.server.end(signal.SIGQUIT)
    signer.join()
    connection.close()
    sight.see("status, Retry-After", [(one.status, one.retry_after) for one in answers], [(503, "5")])
    away = ready.look(portal.web, "code")
    sight.see("while it is away", (away.status, away.retry_after), (503, "5"))
    begun = time.monotonic()
    portal.server.start()
    sight.see("kept", ready.kept(), NOTHING)
    again = ready.press(portal.web)
    sight.see("the same form again", (again.status, again.location), (302, ready.path("receipt")))
    sight.tell(f"signed {time.monotonic() - begun:.1f} s after the server was started again")
    sight.see("records, events, people told", ready.kept(), ONCE)


@fault(
    17,
    "the database crashes while people sign",
    promise="every signature that was acknowledged is there, once; the log chains",
    injection="fsync on; SIGKILL to all processes of the server at random moments, then it is started again",
    on=POSTGRESQL,
)
def crash_the_database(portal: Portal, sight: Sight) -> None:
    """Sign in three browsers, crash, and compare with what was acknowledged."""
    diary, end, draw = Diary(), threading.Event(), random.Random(17)
    clients = [Client(10 * n, stage, [portal.web], diary, end) for n, stage in enumerate(make_stages(3))]
    for client in clients:
        client.rest_seconds = RESTLESS
        client.start()
    crashes = max(2, round(CRASHES * portal.share))
    for _crash in range(crashes):
        before = len(diary.acknowledged)
        while len(diary.acknowledged) < before + 3:
            time.sleep(0.05)
        time.sleep(draw.uniform(0, 0.5))
        portal.server.end(signal.SIGKILL, whole=True)
        portal.server.start()
    end.set()
    for client in clients:
        client.join()
    connection.close()
    kept = set(map(str, SignatureRecord.objects.values_list("signer_id", flat=True)))
    sight.tell(
        f"{crashes} crashes, {len(diary.acknowledged)} signatures acknowledged, answers {dict(diary.answers)}"
    )
    sight.see("acknowledged and lost", sorted(set(diary.acknowledged) - kept), [])
    half = RequestSigner.objects.filter(state="signed").exclude(pk__in=kept).count()
    sight.see("slots signed without a record", half, 0)
    sight.see("answers that were neither receipt nor 503", diary.strange, [])
    sight.see("people without an answer", diary.unanswered, [])
    sight.see("faults of the log", len(check_whole_log().faults), 0)
    sight.see("web server is there", wait_ready(target_web(portal.web), seconds=30), True)
