"""The self test of the portal: `manage.py doctor [--json]`."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.services.self_test import Level, examine_portal


class Command(BaseCommand):
    """Says in words what is well and what is not; exit status 1 where something is an error."""

    help = "Test migrations, triggers, keys, evidence, disk, clock, jobs, mails and backups of this portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object, for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine_portal()
        errors = sum(finding.level == Level.ERROR for finding in findings)
        if options["json"]:
            told = {"ok": not errors, "findings": [asdict(finding) for finding in findings]}
            self.stdout.write(json.dumps(told))
        else:
            for finding in findings:
                self.stdout.write(f"{finding.level:<8} {finding.name:<11} {finding.text}")
        if errors:
            raise CommandError(f"{errors} of {len(findings)} tests found an error.", returncode=1)
