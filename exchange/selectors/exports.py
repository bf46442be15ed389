"""Reading exports: what was made of a version, and which file is the one to hand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contracts.documents import document_sha256, mask_document, read_document, visibility_rules
from contracts.enums import Visibility
from contracts.models import City, Contract, ContractVersion
from core.enums import JobState
from core.models import Change, Job
from core.selectors import JobProgress, ShownWork
from exchange.enums import ExportKind, ExportState
from exchange.models import ExportFile

PAUSE = timedelta(minutes=10)
"""How long a failed file is not asked for anew: its work is tried again by itself, and readers cannot pile it up."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader of one level may read of a version, with its digest."""

    document: dict[str, Any]
    sha256: str


def read_content(version: ContractVersion, level: str) -> Content:
    """The document of a version masked for a level (`Visibility`)."""
    document = mask_document(read_document(version), level, rules=visibility_rules(version))
    return Content(document, document_sha256(document))


def exports_like(version: ContractVersion, *, kind: str, language: str, level: str) -> QuerySet[ExportFile]:
    """Every export of a version in one form and language for the readers of one level, newest first."""
    return ExportFile.objects.filter(version=version, kind=kind, language=language, visibility=level)


def find_export(
    version: ContractVersion, *, kind: str, language: str, level: str, sha256: str
) -> ExportFile | None:
    """The file of exactly this content, made or being made, or one that failed just now and is tried again."""
    found = exports_like(version, kind=kind, language=language, level=level)
    is_usable = ~Q(state=ExportState.FAILED) | Q(created_at__gt=timezone.now() - PAUSE)
    return found.filter(is_usable, content_sha256=sha256).first()


def file_suffix(kind: str) -> str:
    """How the name of the file ends."""
    return "zip" if kind == ExportKind.CSV else str(kind)


def exportable_versions(contract: Contract) -> list[ContractVersion]:
    """The versions that can leave the portal, newest first."""
    return list(contract.versions.order_by("-number"))


def list_exports(city: City) -> QuerySet[ExportFile]:
    """The exports of a city's contract, newest first."""
    return (
        ExportFile.objects.filter(version__contract__city=city)
        .select_related("version__contract__city")
        .order_by("-created_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class ExportRow(ShownWork):
    """An export as the page shows it, with its work while that is under way."""

    export: ExportFile
    label: str
    level: str
    error: str
    work: JobProgress
    is_old: bool
    """Whether the version, or who may read what of it, may have changed since the file was made."""

    @property
    def is_open(self) -> bool:
        """Whether the page should ask again: also while a failed one is tried again."""
        return self.export.state != ExportState.READY and self.work.is_open

    @property
    def is_ready(self) -> bool:
        """Whether there is a file to download."""
        return self.export.state == ExportState.READY

    @property
    def pk(self) -> UUID:
        """Of the export."""
        return self.export.pk


def show_exports(exports: Sequence[ExportFile]) -> list[ExportRow]:
    """Rows of a page of one city in two queries, however many they are."""
    unready = [str(export.pk) for export in exports if export.state != ExportState.READY]
    jobs = {job.key: job for job in Job.objects.filter(key__in=unready).order_by("created_at")}
    newest = _newest_change(exports)
    return [_show(export, jobs.get(str(export.pk)), newest) for export in exports]


def _newest_change(exports: Sequence[ExportFile]) -> datetime | None:
    """When something of the city changed last, as its change feed tells; asked only where a file may be old."""
    cities = {export.version.contract.city.slug for export in exports if _may_grow_old(export)}
    if not cities:
        return None
    newest: datetime | None = Change.objects.filter(city_slug__in=cities).aggregate(at=Max("made_at"))["at"]
    return newest


def _may_grow_old(export: ExportFile) -> bool:
    """A file of a frozen version stays true, unless it was made before the version was frozen."""
    frozen_at = export.version.frozen_at
    return export.made_at is not None and (frozen_at is None or export.made_at < frozen_at)


def _show(export: ExportFile, job: Job | None, newest: datetime | None) -> ExportRow:
    kind, language = ExportKind(export.kind).label, export.get_language_display()
    named = {"form": kind, "language": language, "number": export.version.number}
    return ExportRow(
        export=export,
        label=capfirst(_("%(form)s, %(language)s, version %(number)s") % named),
        level=str(Visibility(export.visibility).label),
        error=_(export.error) if export.error else "",
        work=_progress(job),
        is_old=bool(newest and export.made_at and _may_grow_old(export) and export.made_at < newest),
    )


def _progress(job: Job | None) -> JobProgress:
    if job is None:
        return JobProgress(id=None, name="", state=JobState.DONE, step="", done=0, total=0, error="")
    return JobProgress.of(job)
