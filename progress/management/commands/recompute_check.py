"""`manage.py recompute_check [CITY …] [--current] [--json]`: compute stored snapshots again and compare."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from progress.models import ProgressSnapshot
from progress.services.verification import Verification, verify_snapshots


class Command(BaseCommand):
    """Exit status 0 means that every snapshot of this engine version says the same again."""

    help = "Compute stored snapshots again from their stored inputs and compare figure by figure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("cities", nargs="*", metavar="CITY", help="short names; none means every city")
        parser.add_argument("--current", action="store_true", help="only what the pages show, not history")
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, cities: list[str], current: bool, json: bool, **options: Any) -> None:
        """Verify and tell."""
        snapshots = ProgressSnapshot.objects.order_by("contract", "computed_at")
        if cities:
            snapshots = snapshots.filter(contract__city__slug__in=cities)
        if current:
            snapshots = snapshots.filter(is_current=True)
        told = verify_snapshots(snapshots)
        self.stdout.write(_as_json(told) if json else _as_lines(told))
        if told.different:
            raise CommandError(f"{len(told.different)} stored snapshots come out otherwise", returncode=1)


def _as_json(told: Verification) -> str:
    return json.dumps(asdict(told), ensure_ascii=False)


def _as_lines(told: Verification) -> str:
    lines = [
        f"{told.checked} snapshots computed again, {told.foresights_checked} of them with their foresight.",
        f"{told.equal} say the same, {len(told.different)} do not.",
        f"{told.other_engine} of another engine version were not judged.",
    ]
    lines += [f"{one['city']} {one['snapshot']}: {', '.join(one['figures'])}" for one in told.different]
    return "\n".join(lines)
