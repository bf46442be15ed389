"""Where the rows of a version come from: their sources, and who entered them as far as the reader may know."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import Visibility
from contracts.models import ContractVersion, FrozenPart
from core.models import Change
from exchange.selectors.published import version_date
from exchange.workbooks import Provenance

PROVENANCE = "provenance"
"""The frozen part that keeps the sources of a version's rows."""
FIELDS = ("pk", "source", "note", "is_illustrative")
Source = dict[str, Any]


def read_provenance(version: ContractVersion, level: str) -> dict[str, Provenance]:
    """The provenance of every row by its id, in a fixed number of queries.

    Persons are named to the city's team only, and only while the version is written; later it stands for itself.
    """
    sources = _read_frozen(version) if version.frozen_at else read_sources(version)
    names_people = level == Visibility.INTERNAL and version.is_editable
    entries = _read_entries(version) if names_people else {}
    published_in = "" if version.is_editable else _tell_version(version)
    return {
        row: Provenance(**told, **_entry(entries.get(row)), published_in=published_in)
        for row, told in sources.items()
    }


def read_sources(version: ContractVersion) -> dict[str, Source]:
    """Source, note and whether it is illustrative of every row that says so: what is frozen with a version."""
    found: dict[str, Source] = {}
    for rows in _sourced(version):
        for pk, source, note, is_illustrative in rows.order_by("pk").values_list(*FIELDS):
            found[str(pk)] = {"source": source, "note": note, "is_illustrative": is_illustrative}
    return found


def _sourced(version: ContractVersion) -> list[QuerySet]:
    """Every kind of row of a version that has a source."""
    contract = version.contract
    return [
        version.table_rows.all(),
        version.gap_rows.all(),
        contract.actions.all(),
        contract.pathways.all(),
        contract.indicators.all(),
        contract.parties.all(),
    ]


def _read_frozen(version: ContractVersion) -> dict[str, Source]:
    part = FrozenPart.objects.filter(version=version, name=PROVENANCE).first()
    sources: dict[str, Source] = json.loads(part.content) if part else {}
    return sources


def _read_entries(version: ContractVersion) -> dict[str, tuple[str, date]]:
    """Who changed each row last, and when, as the change feed tells."""
    changes = (
        Change.objects.filter(city_slug=version.contract.city.slug, made_by__isnull=False)
        .order_by("made_at")
        .values_list("subject_id", "made_by__name", "made_by__email", "made_at")
    )
    return {
        str(subject): (name or email, timezone.localdate(made_at))
        for subject, name, email, made_at in changes
    }


def _entry(entry: tuple[str, date] | None) -> dict[str, Any]:
    return {"entered_by": entry[0], "entered_on": entry[1]} if entry else {}


def _tell_version(version: ContractVersion) -> str:
    """The version in words, with its edition or the day that dates it."""
    day = version_date(version)
    edition = version.edition or (day.isoformat() if day else "")
    return (
        _("%(version)s (%(edition)s)") % {"version": version, "edition": edition} if edition else str(version)
    )
