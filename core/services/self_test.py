"""The self test of a portal: what an administrator should know before anyone else finds out."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Q
from django.utils import timezone

from core.append_only import AppendOnly
from core.enums import JobState, KeyPurpose, MailState
from core.key_files import OTHERS_MAY, KeyUnusable, read_private
from core.models import Checkpoint, EvidenceEvent, Job, Mail
from core.services.evidence_checks import check_whole_log
from core.services.keys import active_key
from core.services.resealing import count_untrusted
from core.services.retention import count_overdue

NEWEST_EVENTS = 1_000
LATEST_CHECKPOINT = timedelta(hours=3)
LATEST_JOB = timedelta(minutes=10)
LATEST_MAIL = timedelta(hours=1)
LATEST_BACKUP = timedelta(hours=26)
LATEST_FORGETTING = timedelta(days=2)
LEAST_FREE_BYTES, FEW_FREE_BYTES = 2**30, 5 * 2**30
LARGEST_DRIFT_SECONDS = 2.0


class Level(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one test came to, in words."""

    name: str
    level: Level
    text: str


Result = tuple[Level, str]


def examine_portal() -> list[Finding]:
    """Make every test; one that cannot be made is an error of its own."""
    findings = []
    for name, test in TESTS.items():
        try:
            level, text = test()
        except Exception as error:  # noqa: BLE001 - the other tests still tell something
            level, text = Level.ERROR, f"cannot be tested: {type(error).__name__}: {error}"
        findings.append(Finding(name, level, text))
    return findings


def _judge(faults: list[str], good: str, level: Level = Level.ERROR) -> Result:
    return (level, "; ".join(faults)) if faults else (Level.GOOD, good)


def _test_migrations() -> Result:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _judge([f"{len(plan)} not applied: manage.py migrate"] if plan else [], "all applied")


def _test_triggers() -> Result:
    """Whether every table that only grows has its triggers, switched on."""
    operations = [op for one in MigrationLoader(None).disk_migrations.values() for op in one.operations]
    tables = sorted(op.table for op in operations if isinstance(op, AppendOnly))
    is_sqlite = connection.vendor == "sqlite"
    ends = ("no_update", "no_delete") if is_sqlite else ("no_change", "no_truncate")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if is_sqlite
            else "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        )
        present = {name for (name,) in cursor.fetchall()}
    missing = [f"{table}_{end}" for table in tables for end in ends if f"{table}_{end}" not in present]
    return _judge([f"{name} is missing or off" for name in missing], f"{len(tables)} tables only grow")


def _test_keys() -> Result:
    faults = []
    for purpose in KeyPurpose:
        try:
            read_private(active_key(purpose).key_id)
        except KeyUnusable as reason:
            faults.append(str(reason))
    folder = Path(settings.KEY_DIR)
    if folder.exists() and folder.stat().st_mode & OTHERS_MAY:
        faults.append(f"{folder} is open to others: chmod 0700")
    return _judge(faults, "all can sign, and are closed to others")


def _test_seals() -> Result:
    """Whether every sealed document carries a seal that still proves something."""
    count = count_untrusted()
    fault = f"{count} sealed by a revoked key need review: manage.py seal_pki reseal"
    return _judge([fault] if count else [], "none needs review", Level.WARNING)


def _test_evidence() -> Result:
    moments = EvidenceEvent.objects.order_by("-at").values_list("at", flat=True)[:NEWEST_EVENTS]
    report = check_whole_log(since=min(moments, default=None))
    faults = [f"{fault.stream} {fault.seq}: {fault.fault}" for fault in report.faults[:5]]
    return _judge(faults, f"the newest {report.events} events are whole")


def _test_checkpoint() -> Result:
    last = Checkpoint.objects.first()
    later = EvidenceEvent.objects.filter(at__gt=last.at) if last else EvidenceEvent.objects.all()
    oldest = later.order_by("at").values_list("at", flat=True).first()
    is_late = oldest is not None and timezone.now() - oldest > LATEST_CHECKPOINT
    return _judge(
        ["events have waited more than 3 hours for a checkpoint: does beat run?"] if is_late else [],
        f"number {last.number} of {last.at:%Y-%m-%d %H:%M}" if last else "no event waits for one",
    )


def judge_disk(free: int) -> Result:
    """Whether so many free bytes are enough."""
    text = f"{free / 2**30:.1f} GB free"
    if free < LEAST_FREE_BYTES:
        return Level.ERROR, text
    return (Level.WARNING if free < FEW_FREE_BYTES else Level.GOOD), text


def judge_clock(seconds: float) -> Result:
    """Whether the clocks are near enough."""
    level = Level.ERROR if abs(seconds) > LARGEST_DRIFT_SECONDS else Level.GOOD
    return level, f"{abs(seconds):.1f} s from that of the database"


def _test_disk() -> Result:
    return judge_disk(shutil.disk_usage(settings.DATA_DIR).free)


def _test_clock() -> Result:
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')" if is_sqlite else "SELECT clock_timestamp()"
        )
        told = cursor.fetchone()[0]
    there = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    return judge_clock((timezone.now() - there).total_seconds())


def _test_jobs() -> Result:
    now = timezone.now()
    late = now - LATEST_JOB
    waits = Q(state=JobState.PENDING) & (Q(run_after=None, created_at__lt=late) | Q(run_after__lt=late))
    count = Job.objects.filter(waits | Q(state=JobState.RUNNING, lease_until__lt=late)).count()
    if count:
        return Level.ERROR, f"{count} have waited more than 10 minutes: do a worker and beat run?"
    failed = Job.objects.filter(state=JobState.FAILED, finished_at__gt=now - timedelta(days=1)).count()
    return _judge([f"{failed} failed within a day"] if failed else [], "none waits long", Level.WARNING)


def _test_mails() -> Result:
    late = timezone.now() - LATEST_MAIL
    stuck = Mail.objects.filter(state__in=[MailState.WAITING, MailState.CLAIMED], created_at__lt=late).count()
    if stuck:
        return Level.ERROR, f"{stuck} have waited more than an hour: look at EMAIL_URL"
    lost = Mail.objects.filter(state__in=[MailState.FAILED, MailState.MAYBE_SENT]).count()
    return _judge([f"{lost} failed or perhaps not sent"] if lost else [], "none is stuck", Level.WARNING)


def _test_backup() -> Result:
    note = Path(settings.LAST_BACKUP_FILE)
    if not note.exists():
        return Level.ERROR, "none was ever made: manage.py backup"
    at = datetime.fromisoformat(json.loads(note.read_text())["at"])
    level = Level.ERROR if timezone.now() - at > LATEST_BACKUP else Level.GOOD
    return level, f"the newest is of {at:%Y-%m-%d %H:%M} UTC"


def _test_retention() -> Result:
    overdue = count_overdue(now=timezone.now() - LATEST_FORGETTING)
    told = [f"{count} rows of {label} are kept too long: does beat run?" for label, count in overdue.items()]
    return _judge(told, "nothing is kept longer than it may be", Level.WARNING)


TESTS: dict[str, Callable[[], Result]] = {
    "migrations": _test_migrations,
    "triggers": _test_triggers,
    "keys": _test_keys,
    "seals": _test_seals,
    "evidence": _test_evidence,
    "checkpoint": _test_checkpoint,
    "disk": _test_disk,
    "clock": _test_clock,
    "jobs": _test_jobs,
    "mails": _test_mails,
    "backup": _test_backup,
    "retention": _test_retention,
}
