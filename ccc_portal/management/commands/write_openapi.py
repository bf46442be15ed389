"""`manage.py write_openapi`: writes the document of the API that the repository holds."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from exchange.api.documents import SOMEWHERE, write_document

FILE = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"


class Command(BaseCommand):
    """Write docs/openapi.yaml anew."""

    help = "Write docs/openapi.yaml from the descriptions of the resources."

    def handle(self, *args: Any, **options: Any) -> None:
        FILE.write_bytes(write_document("en", "yaml", SOMEWHERE))
        self.stdout.write(f"{FILE.relative_to(settings.BASE_DIR)} is written.")
