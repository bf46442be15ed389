"""Faults of time and of the evidence log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from uuid import UUID

from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

from ccc_portal.page_frame import is_alarm_shown
from core.clock import database_now
from core.models import EvidenceEvent, EvidenceHead
from core.sealing import SealRefused
from core.services.checkpoints import make_checkpoint, write_checkpoint_file
from core.services.evidence import append_event
from core.services.evidence_checks import check_whole_log, record_check
from core.services.self_test import examine_portal
from stakeholders.models import SignatureRecord, SigningRequest
from stakeholders.services.sealing import seal_request
from stakeholders.services.signatures import sign
from tools.faults.acts import Ready, make_ready, refusal_of
from tools.faults.case import Sight, fault
from tools.faults.clock import set_database_clock, shift_process_clock
from tools.faults.portal import Portal
from tools.faults.sealing_acts import WAITS, make_signed, standing

HOUR = timedelta(hours=1)
NEAR = timedelta(seconds=30)
MOMENTS = {
    "hour that comes twice": datetime(2027, 10, 31, 0, 59, 58, tzinfo=UTC),
    "hour that is left out": datetime(2027, 3, 28, 0, 59, 58, tzinfo=UTC),
    "leap day": datetime(2028, 2, 29, 12, tzinfo=UTC),
}
"""In Rome; the clocks go on from there."""


@fault(
    26,
    "clocks jump",
    promise="moments of signatures and events are the database's; a sign-in of another time never signs; order stays",
    injection="the clock of the process, of the database, or both, an hour off; nights of summer time; a leap day",
)
def jump_the_clocks(portal: Portal, sight: Sight) -> None:
    """Sign under each clock."""
    for shift in (HOUR, -HOUR):
        ready, name = make_ready(), f"{shift.total_seconds() / 3600:+.0f} h"
        with shift_process_clock(shift):
            told = refusal_of(partial(sign, **ready.sent))
            doctor = {one.name: str(one.level) for one in examine_portal()}["clock"]
        sight.see(
            f"process {name}: signed, told by the doctor",
            (told, ready.kept()[:2], doctor),
            ("", (1, 1), "error"),
        )
        sight.see(f"process {name}: moments are the database's", _are_near(ready, database_now()), True)
        ready = make_ready()
        with set_database_clock(shift=shift):
            told = refusal_of(partial(sign, **ready.sent))
        sight.see(f"database {name}: refused", (told, ready.kept()[:2]), ("not_fresh", (0, 0)))
        told = refusal_of(partial(sign, **ready.sent))
        sight.see(f"database {name}, then right again", (told, ready.kept()[:2]), ("", (1, 1)))
    for name, moment in MOMENTS.items():
        shift = moment - timezone.now()
        with set_database_clock(shift=shift), shift_process_clock(shift):
            ready = make_ready()
            told = refusal_of(partial(sign, **ready.sent))
            sight.see(f"{name}: signed", (told, _are_near(ready, moment)), ("", True))
        append_event(stream=_stream(ready), kind="test.later", payload={})
        sight.see(f"{name}: order", _is_ordered(ready), True)
    sight.see("faults of the log", [fault.fault for fault in check_whole_log().faults], [])


def _stream(ready: Ready) -> UUID:
    return ready.request.version.commitment.contract_id


def _are_near(ready: Ready, moment: datetime) -> bool:
    """Whether record and event of a signature are of that moment."""
    record = SignatureRecord.objects.get(signer=ready.slot)
    event = EvidenceEvent.objects.get(kind="signature.recorded", payload__contains=str(ready.slot.pk))
    return all(abs(one - moment) < NEAR for one in (record.signed_at, event.at))


def _is_ordered(ready: Ready) -> bool:
    """Whether numbers are dense and no event is earlier than the one before it."""
    rows = list(EvidenceEvent.objects.filter(stream=_stream(ready)).order_by("seq").values_list("seq", "at"))
    return all(later[0] == before[0] + 1 and later[1] >= before[1] for before, later in pairwise(rows))


@fault(
    27,
    "the evidence log is tampered with by who owns the database",
    promise="the check names it, officers see a banner, nothing new is sealed; the rows put back, all is well",
    injection="triggers off; an event edited, deleted, swapped; a head edited; the end cut off; the table emptied",
)
def tamper_with_the_log(portal: Portal, sight: Sight) -> None:
    """Each change in a transaction that is taken back."""
    request = make_signed()
    make_checkpoint()
    write_checkpoint_file()
    stream = request.version.commitment.contract_id
    for name, change in CHANGES.items():
        with transaction.atomic():
            with _triggers_off():
                change(stream)
            report = check_whole_log()
            record_check(report=report)
            caches["pages"].clear()
            found = (
                bool(report.faults),
                is_alarm_shown("/it/ufficio/"),
                _refuses(request),
                standing(request),
            )
            words = sorted({fault.fault for fault in report.faults})
            transaction.set_rollback(True)
        sight.see(f"{name}: found, banner, sealing refused, request", found, (True, True, True, WAITS))
        sight.tell(f"{name}: named as: {'; '.join(words[:3])}")
    caches["pages"].clear()
    sight.see("faults afterwards", len(check_whole_log().faults), 0)
    sight.see("banner afterwards", is_alarm_shown("/it/ufficio/"), False)
    document = seal_request(request_id=request.pk)
    sight.see("sealed afterwards", document is not None, True)


def _refuses(request: SigningRequest) -> bool:
    """Whether sealing is refused."""
    try:
        seal_request(request_id=request.pk)
    except SealRefused:
        return True
    return False


@contextmanager
def _triggers_off() -> Iterator[None]:
    """Let rows be changed, as the owner of the database can, until the transaction is taken back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'core_evidence%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield


def _events(stream: UUID) -> list[EvidenceEvent]:
    return list(EvidenceEvent.objects.filter(stream=stream).order_by("seq"))


def _edit(stream: UUID) -> None:
    event = _events(stream)[1]
    EvidenceEvent.objects.filter(pk=event.pk).update(payload=event.payload.replace("0", "1", 1))


def _delete(stream: UUID) -> None:
    EvidenceEvent.objects.filter(pk=_events(stream)[1].pk).delete()


def _swap(stream: UUID) -> None:
    first, second = _events(stream)[1:3]
    EvidenceEvent.objects.filter(pk=first.pk).update(seq=100_000)
    EvidenceEvent.objects.filter(pk=second.pk).update(seq=first.seq)
    EvidenceEvent.objects.filter(pk=first.pk).update(seq=second.seq)


def _edit_head(stream: UUID) -> None:
    EvidenceHead.objects.filter(stream=stream).update(sha256="0" * 64)


def _cut_off(stream: UUID) -> None:
    """What only a checkpoint shows: the rest still chains."""
    *_others, before, last = _events(stream)
    EvidenceEvent.objects.filter(pk=last.pk).delete()
    EvidenceHead.objects.filter(stream=stream).update(seq=before.seq, sha256=before.sha256, at=before.at)


def _empty(stream: UUID) -> None:
    table = EvidenceEvent._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}" if connection.vendor == "postgresql" else f"DELETE FROM {table}")


CHANGES: dict[str, Callable[[UUID], None]] = {
    "edited": _edit,
    "deleted": _delete,
    "swapped": _swap,
    "head edited": _edit_head,
    "end cut off": _cut_off,
    "emptied": _empty,
}
