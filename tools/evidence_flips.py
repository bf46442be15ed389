"""`./check --long evidence`: every value of every column of the evidence log is changed, and every change is found.

A log of several streams with checkpoints is written into a database of its own, in memory. With the triggers off,
each value in turn is replaced (by a slight change, by nothing, and by the value of another row), the whole log is
checked, and the value is put back. A case whose replacement is the value itself is no case.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import django

os.environ.pop("DATABASE_URL", None)  # never a database that belongs to someone
os.environ["DJANGO_SETTINGS_MODULE"] = "ccc_portal.settings.test"
django.setup()

from django.core.management import call_command  # noqa: E402 - Django comes first
from django.db import IntegrityError, connection, transaction  # noqa: E402

from core.append_only import remove_triggers  # noqa: E402
from core.enums import KeyPurpose  # noqa: E402
from core.models import Checkpoint, EvidenceEvent, EvidenceHead  # noqa: E402
from core.services.checkpoints import make_checkpoint  # noqa: E402
from core.services.evidence import append_event  # noqa: E402
from core.services.evidence_checks import check_whole_log  # noqa: E402
from core.services.keys import ensure_keys, rotate_key  # noqa: E402
from tools.proofs import write_section  # noqa: E402

SEED, STREAMS, STEPS = 20, 10, 12
TABLES: tuple[Any, ...] = (EvidenceEvent, EvidenceHead, Checkpoint)
SAY_EVERY_SECONDS = 20


@dataclass(frozen=True)
class Case:
    """One value of one row, and how it is changed."""

    table: Any
    row: Any
    column: str
    change: str


def write_log() -> None:
    """Streams that grow by turns, a checkpoint after each round, and a new key half-way."""
    call_command("migrate", "core", verbosity=0)
    ensure_keys()
    for step in range(STEPS):
        for number in range(STREAMS):
            append_event(stream=UUID(int=number + 1), kind="test.step", payload={"step": step, "words": "àè"})
        make_checkpoint()
        if step == STEPS // 2:
            rotate_key(purpose=KeyPurpose.CHECKPOINT)
    with connection.schema_editor() as editor:
        for table in (EvidenceEvent, Checkpoint):
            remove_triggers(editor, table._meta.db_table)


def all_cases() -> list[Case]:
    """Every change of every value, in an order drawn by the seed."""
    cases = [
        Case(table, row, field.attname, change)
        for table in TABLES
        for row in table.objects.order_by("pk").values_list("pk", flat=True)
        for field in table._meta.concrete_fields
        for change in CHANGES
    ]
    random.Random(SEED).shuffle(cases)
    return cases


def slight(value: Any, draw: random.Random) -> Any:
    """A value of the same kind that differs as little as it can."""
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1)
    if isinstance(value, int):
        return value + 1
    if not value:
        return "0"
    place = draw.randrange(len(value))
    return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]


def blank(value: Any, draw: random.Random) -> Any:
    """Nothing, as far as the kind of value has it."""
    kinds: dict[type, Any] = {datetime: None, UUID: UUID(int=0), int: 0, str: ""}
    return kinds[type(value)]


CHANGES: dict[str, Callable[[Any, random.Random], Any] | None] = {
    "flip": slight,
    "blank": blank,
    "swap": None,
}


def try_case(case: Case, draw: random.Random) -> bool | None:
    """Whether the change is found; None where the database itself refuses it, or it changes nothing."""
    rows = case.table.objects.all()
    before = rows.filter(pk=case.row).values_list(case.column, flat=True)[0]
    change = CHANGES[case.change]
    others = rows.exclude(pk=case.row).values_list(case.column, flat=True)
    after = change(before, draw) if change else draw.choice(list(others))
    if after == before:
        return None
    try:
        with transaction.atomic():
            rows.filter(pk=case.row).update(**{case.column: after})
            connection.check_constraints()
            is_found = bool(check_whole_log().faults)
            transaction.set_rollback(True)
    except IntegrityError:
        return None
    return is_found


def try_all(cases: list[Case]) -> tuple[Counter[str], list[Case]]:
    """How many changes of each table were found or refused, and those that were not found."""
    draw, counts, missed = random.Random(SEED), Counter[str](), []
    said = time.monotonic()
    for number, case in enumerate(cases, start=1):
        is_found = try_case(case, draw)
        word = "refused" if is_found is None else "found" if is_found else "missed"
        counts[f"{case.table.__name__} {word}"] += 1
        if is_found is False:
            missed.append(case)
        if time.monotonic() - said > SAY_EVERY_SECONDS:
            said = time.monotonic()
            print(f"{number} of {len(cases)} changes tried, {len(missed)} missed", flush=True)
    return counts, missed


def report_lines(counts: Counter[str]) -> Iterator[str]:
    """The table of the quality page."""
    events, checkpoints = EvidenceEvent.objects.count(), Checkpoint.objects.count()
    yield f"`./check --long evidence` (seed {SEED}): {events} events in {STREAMS + 1} streams, {checkpoints} "
    yield "checkpoints by two keys. With the triggers off each value in turn is altered, emptied and swapped with "
    yield "that of another row; `check_whole_log` must name a fault, for every change that the database lets pass.\n\n"
    yield "| table | changed and found | changed and missed | refused by the database, or no change |\n"
    yield "|---|---|---|---|\n"
    for table in TABLES:
        found, missed, refused = (
            counts[f"{table.__name__} {word}"] for word in ("found", "missed", "refused")
        )
        yield f"| {table._meta.db_table} | {found} | {missed} | {refused} |\n"


def main() -> int:
    """Try a share of the changes; a whole run is written into docs/quality.md. Status 1 when one is missed."""
    parser = argparse.ArgumentParser(
        description="Change every value of the evidence log; each must be found."
    )
    parser.add_argument(
        "--sample", type=float, default=1.0, metavar="SHARE", help="share of the changes, 0-1"
    )
    arguments = parser.parse_args()
    write_log()
    if faults := check_whole_log().faults:
        print(f"The log has faults before anything was changed: {faults[0]}")
        return 1
    cases = all_cases()
    counts, missed = try_all(cases[: max(1, round(arguments.sample * len(cases)))])
    body = "".join(report_lines(counts))
    print(body)
    for case in missed[:20]:
        print(f"missed: {case.change} of {case.table.__name__}.{case.column}, row {case.row}")
    if arguments.sample == 1:
        write_section("The evidence log", body)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
