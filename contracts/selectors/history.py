"""The field history of a city's contract, as people read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.selectors.history_words import Names, field_label, in_words
from contracts.selectors.rows import name_of
from contracts.tables import SECTIONS, TABLES, TableSpec
from core.history import is_watched
from core.models import FieldChange

ROWS_A_PAGE = 50
SECTION, TABLE_ROW = "contracts.section", "contracts.tablerow"
RESTORABLE: dict[str, frozenset[str] | None] = dict.fromkeys(
    ("contracts.action", "contracts.contractversion", "contracts.indicator", SECTION, TABLE_ROW)
)
"""Kinds of rows of which a service can set fields back, and which; None: all that it takes."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field of one row before and after one change; `via` says through which API credential, if any."""

    id: UUID
    made_at: datetime
    made_by: str
    via: str
    verb: str
    subject: str
    field: str
    old: str
    new: str
    can_restore: bool


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What the reader looks for; empty means everything."""

    kind: str = ""
    person: str = ""
    text: str = ""
    subject: str = ""


def list_history(city: City, wanted: HistoryFilter, page: str) -> Page[Any]:
    """One page of the history, newest first; one query for each kind of row it names, however many."""
    rows = _find(city, wanted).select_related("change__made_by").order_by("-change__made_at", "-id")
    found: Page[Any] = Paginator(rows, ROWS_A_PAGE).get_page(page)
    kept = list(found.object_list)
    names = Names(kept)
    found.object_list = [_tell(row, names) for row in kept]
    return found


def history_kinds(city: City) -> list[tuple[str, str]]:
    """The kinds of rows that were changed, with their names."""
    kinds = FieldChange.objects.filter(change__city_slug=city.slug).order_by().values_list("subject_kind")
    named = [(kind, kind_name(kind)) for (kind,) in kinds.distinct()]
    return sorted(named, key=lambda pair: pair[1])


def kind_name(kind: str) -> str:
    """The name of a kind of row, for example "action"."""
    return str(apps.get_model(kind)._meta.verbose_name)


def _find(city: City, wanted: HistoryFilter) -> QuerySet[FieldChange]:
    rows = FieldChange.objects.filter(change__city_slug=city.slug)
    if wanted.kind:
        rows = rows.filter(subject_kind=wanted.kind)
    if wanted.person:
        rows = rows.filter(change__made_by=UUID(wanted.person))
    if wanted.subject:
        rows = rows.filter(subject_id=wanted.subject)
    if wanted.text:
        rows = rows.annotate(after=Cast("new", TextField()), before=Cast("old", TextField())).filter(
            Q(subject_label__icontains=wanted.text)
            | Q(field__icontains=wanted.text)
            | Q(after__icontains=wanted.text)
            | Q(before__icontains=wanted.text)
        )
    return rows


def _tell(row: FieldChange, names: Names) -> HistoryRow:
    change, spec = row.change, _find_table(row)
    return HistoryRow(
        id=row.pk,
        made_at=change.made_at,
        made_by=str(change.made_by or _("the portal")),
        via=_("through the API credential %(label)s") % {"label": change.via} if change.via else "",
        verb=change.get_verb_display(),
        subject=_subject(row, names, spec),
        field=field_label(row.subject_kind, row.field),
        old=in_words(row, row.old, row.new, names, spec),
        new=in_words(row, row.new, row.old, names, spec),
        can_restore=is_restorable(row),
    )


def is_restorable(kept: FieldChange) -> bool:
    """Whether the field of a change may be set back by somebody who may edit the city."""
    if kept.subject_kind not in RESTORABLE or not is_watched(apps.get_model(kept.subject_kind)):
        return False
    fields = RESTORABLE[kept.subject_kind]
    return fields is None or kept.field in fields


def _find_table(row: FieldChange) -> TableSpec | None:
    """The table of a row of cells, also of one that is gone; None of other rows."""
    tables = {table.key: table for table in TABLES} if row.subject_kind == TABLE_ROW else {}
    return tables.get(_key_in(row.subject_label))


def _subject(row: FieldChange, names: Names, spec: TableSpec | None) -> str:
    """The row's name now, or as it was kept; of sections and rows of tables, the title of what they belong to."""
    found = names.find(apps.get_model(row.subject_kind), row.subject_id)
    if row.subject_kind == SECTION:
        key = _key_in(row.subject_label)
        return next((str(one.title) for one in SECTIONS if one.key == key), row.subject_label)
    if row.subject_kind == TABLE_ROW:
        own = name_of(spec, found.cells, get_language() or "en") if spec and found else ""
        return ": ".join(part for part in (str(spec.title) if spec else row.subject_label, own) if part)
    return f"{kind_name(row.subject_kind)} {found or row.subject_label}"


def _key_in(label: str) -> str:
    """The key of a section or table in the label that was kept of it: "Contract, v1: policies 3"."""
    return label.rpartition(": ")[2].split(" ")[0]
