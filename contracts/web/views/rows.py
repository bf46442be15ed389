"""Rows of the contract's tables: one form for all of them, built from the table's description."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.documents import Row
from contracts.enums import NotationKey
from contracts.models import City
from contracts.selectors.office import action_codes
from contracts.selectors.rows import find_row, name_of
from contracts.services.table_rows import delete_row, save_row
from contracts.tables import ColumnKind, TableSpec, find_table
from contracts.web.forms.fields import RevisionForm
from contracts.web.forms.rows import RowForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from contracts.web.section_pages import SectionPlace, find_place
from contracts.web.section_tables import may_write_rows
from core.access import Conflict
from core.web.forms import has_conflict, posted, save_form, show_conflict


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def row_create(request: OfficeRequest, city: City, section: str, table: str) -> HttpResponse:
    """Add a row to a table."""
    place, spec = _find(request, city, section, table)
    form = RowForm(posted(request), spec=spec)
    if request.method == "POST" and (saved := save_form(form, partial(_save, request, place, spec, form))):
        return _go_on(request, place, spec, saved, _("The row “%(row)s” was added."))
    title = _("New row: %(table)s") % {"table": _title(place, spec)}
    return _show(request, place, spec, form=form, title=title, submit_label=_("Add the row"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: OfficeRequest, city: City, section: str, table: str, pk: str) -> HttpResponse:
    """Change a row; who was overtaken by someone else compares and saves again."""
    place, spec = _find(request, city, section, table)
    row = _find_row(place, spec, pk)
    form = RowForm(posted(request), spec=spec, cells=row.cells, revision=row.revision)
    save = partial(_save, request, place, spec, form, row_id=row.id)
    if request.method == "POST" and (saved := save_form(form, save)):
        return _go_on(request, place, spec, saved, _("The row “%(row)s” was saved."))
    differences = []
    if has_conflict(form):
        row = _find_row(place, spec, pk)
        fresh = RowForm(spec=spec, cells=row.cells, revision=row.revision)
        differences = show_conflict(form, fresh, row)  # type: ignore[arg-type]  # a row has a revision too
    return _show(
        request,
        place,
        spec,
        form=form,
        title=_("Change the row “%(row)s”") % {"row": _name(spec, row)},
        submit_label=_("Save"),
        differences=differences,
        delete_url=place.url("row-delete", spec.key, row.id),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def row_delete(request: OfficeRequest, city: City, section: str, table: str, pk: str) -> HttpResponse:
    """Ask, then delete a row."""
    place, spec = _find(request, city, section, table)
    row = _find_row(place, spec, pk)
    name = _name(spec, row)
    form = RevisionForm(posted(request), initial={"revision": row.revision})
    if request.method == "POST" and save_form(form, partial(_delete, request, place, spec, row)):
        messages.success(request, _("The row “%(row)s” was deleted.") % {"row": name})
        return redirect(_back(place, spec))
    keep = {"keep_label": _("Keep it"), "keep_url": _back(place, spec)}
    if has_conflict(form):
        show_conflict(form, RevisionForm(), row)  # type: ignore[arg-type]  # a row has a revision too
        keep = {"keep_label": _("See the row"), "keep_url": place.url("row-edit", spec.key, row.id)}
    question = _("Delete the row “%(row)s”?") % {"row": name}
    return show_form(
        request,
        "contracts/confirm_page.html",
        form=form,
        title=question,
        city=city,
        crumbs=place.way_back,
        question=question,
        text=_("It leaves the table “%(table)s”; the history of the contract keeps what it held.")
        % {"table": spec.title},
        confirm_label=_("Delete the row"),
        **keep,
    )


def _find(request: OfficeRequest, city: City, section: str, table: str) -> tuple[SectionPlace, TableSpec]:
    """The section and its table; 404 where the section has no such table, or its rows have an editor of their own."""
    place = find_place(request, city, section)
    if table not in place.spec.tables or find_table(table).edit_url:
        raise Http404(_("This section has no such table to edit."))
    return place, find_table(table)


def _find_row(place: SectionPlace, spec: TableSpec, pk: str) -> Row:
    row = find_row(place.version, spec, pk)
    if row is None:
        raise Http404(_("The table has no such row any more."))
    return row


def _save(
    request: OfficeRequest,
    place: SectionPlace,
    spec: TableSpec,
    form: RowForm,
    data: dict[str, Any],
    *,
    row_id: str | None = None,
) -> Row:
    return save_row(
        version_id=place.version.pk,
        table=spec.key,
        cells=form.read_cells(),
        by=request.user,
        row_id=row_id,
        revision=data["revision"],
    )


def _delete(
    request: OfficeRequest, place: SectionPlace, spec: TableSpec, row: Row, data: dict[str, Any]
) -> bool:
    """Delete a row that nobody changed since the question was asked."""
    told = {"version_id": place.version.pk, "table": spec.key, "row_id": row.id, "revision": data["revision"]}
    try:
        delete_row(**told, by=request.user)
    except Conflict as error:
        words = _(
            "Someone else changed this row in the meantime. See what it holds now before you delete it."
        )
        raise Conflict(words, code=Conflict.code) from error
    return True


def _go_on(
    request: OfficeRequest, place: SectionPlace, spec: TableSpec, saved: Row, told: str
) -> HttpResponse:
    """Tell what was saved and show the table, or an empty form where that was asked for."""
    messages.success(request, told % {"row": _name(spec, saved)})
    return redirect(place.url("row-create", spec.key) if "again" in request.POST else _back(place, spec))


def _back(place: SectionPlace, spec: TableSpec) -> str:
    return place.url(fragment=f"table-{spec.key}")


def _title(place: SectionPlace, spec: TableSpec) -> str:
    return f"{spec.number(place.generation)} {spec.title}".strip()


def _name(spec: TableSpec, row: Row) -> str:
    return name_of(spec, row.cells, get_language() or "en")


def _show(request: OfficeRequest, place: SectionPlace, spec: TableSpec, **context: Any) -> HttpResponse:
    """The form of a row; `may_write` tells that the version is closed before anybody types."""
    has_codes = any(column.kind == ColumnKind.CODES for column in spec.columns)
    return show_form(
        request,
        "contracts/row_form.html",
        city=place.city,
        crumbs=place.way_back,
        place=place,
        spec=spec,
        may_write=may_write_rows(place, spec),
        codes=action_codes(place.city) if has_codes else [],
        notation_keys=[(key.value, key.label) for key in NotationKey],
        cancel_url=_back(place, spec),
        **context,
    )
