"""`manage.py snapshot CITY [--json]`: the stored current snapshot of a city."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from progress.selectors.snapshots import current_snapshots, snapshot_as_json


class Command(BaseCommand):
    """Print the snapshot that the pages show."""

    help = "Print the stored current snapshot of a city."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("city", help="short name of the city, for example milano")
        parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")

    def handle(self, *, city: str, json: bool, **options: Any) -> None:
        """Print it, or say why there is none."""
        snapshot = current_snapshots().filter(contract__city__slug=city).first()
        if snapshot is None:
            raise CommandError(
                f"no snapshot of “{city}”: no such contract, or the worker has not computed it yet"
            )
        told = snapshot_as_json(snapshot, timezone.localdate())
        self.stdout.write(_as_json(told) if json else _as_lines(told))


def _as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _as_lines(told: dict[str, Any]) -> str:
    return "\n".join(f"{name:30} {'unknown' if value is None else value}" for name, value in told.items())
