"""Check the evidence log: `manage.py verify_evidence [--since WHEN] [--against FILE] [--record] [--json]`."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.services.checkpoints import SignedNote, read_notes
from core.services.evidence import EvidenceReport
from core.services.evidence_checks import check_whole_log, fault_as_dict, record_check


class Command(BaseCommand):
    """Checks events, heads and checkpoints; exit status 1 and the names of what is not as it was written."""

    help = (
        "Check that the evidence log is whole: events chain, checkpoints are signed and hold, and neither differs "
        "from the checkpoints that were published. Exit status 1: it is not; 2: FILE holds no checkpoint."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object, for scripts")
        parser.add_argument(
            "--since", metavar="WHEN", help="only what was written from this day or moment on (ISO 8601)"
        )
        parser.add_argument(
            "--against", metavar="FILE", help="compare with checkpoints that were kept outside the portal"
        )
        parser.add_argument(
            "--record", action="store_true", help="keep the result as the nightly check does, with its alarms"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["record"] and options["since"]:
            raise CommandError("Only a check of the whole log is recorded: leave --since out.", returncode=2)
        notes = _read(options["against"]) if options["against"] else []
        report = check_whole_log(since=_moment(options["since"]), notes=notes)
        if options["record"]:
            record_check(report=report)
        if options["json"]:
            self.stdout.write(json.dumps(_as_dict(report, compared=len(notes))))
        else:
            self.stdout.write(
                f"{report.events} events in {report.streams} streams, {report.checkpoints} checkpoints"
            )
            for fault in report.faults:
                self.stderr.write(f"{fault.stream} {fault.seq} ({fault.kind}): {fault.fault}")
        if report.faults:
            raise CommandError("The evidence log is not whole.", returncode=1)


def _as_dict(report: EvidenceReport, *, compared: int) -> dict[str, Any]:
    return {
        "ok": not report.faults,
        "streams": report.streams,
        "events": report.events,
        "checkpoints": report.checkpoints,
        "compared": compared,
        "faults": [fault_as_dict(fault) for fault in report.faults],
    }


def _read(name: str) -> list[SignedNote]:
    """The checkpoints in a file: one that was published, or a file to which many were added."""
    try:
        notes = list(read_notes(Path(name).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read: {error}", returncode=2) from error
    if not notes:
        raise CommandError(f"{name} holds no signed checkpoint.", returncode=2)
    return notes


def _moment(text: str | None) -> datetime | None:
    """A day or moment that was typed, in the time of the portal when it names no other."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is no date of ISO 8601.", returncode=2) from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
