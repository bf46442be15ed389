"""What stands on the first page of every form: which version of which contract, and how to read it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import VersionState
from core.canonical import canonical_sha256
from core.fields import Texts
from core.quantities import format_date

TITLE = "Climate City Contract Tables"
Line = tuple[str, str]


def describe_version(document: Mapping[str, Any]) -> list[Line]:
    """Label and value of what identifies the content, in the active language."""
    city, version = document["city"], document["version"]
    frozen = version.get("frozen_at")
    return [
        (_("City"), str(Texts(city["names"]))),
        (_("Version"), str(version["number"])),
        (_("State"), str(VersionState(version["state"]).label)),
        (_("Date"), _day(frozen) if frozen else _("working copy, not frozen yet")),
        (_("Digest of the content (SHA-256)"), canonical_sha256(document)),
    ]


def explain_reading() -> list[str]:
    """How the tables are to be read, in the active language."""
    return [
        _("One sheet for each table of the contract, with the titles and columns of this portal."),
        _("An empty cell means that nothing is known; it never means zero."),
        _(
            "Notation keys stand for a number: NE not estimated, NO not occurring, NA not applicable, "
            "IE included elsewhere, C confidential."
        ),
        _("Shares go from 0 to 1; quantities are in the unit of their column; nothing is rounded."),
        _("Where a text is in several languages, each language has its own column."),
        _("The sheet of sources tells for each row where it comes from."),
        _("The file can be imported again: the hidden row above the headings must stay as it is."),
    ]


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text))
