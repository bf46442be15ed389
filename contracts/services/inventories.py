"""Publishing inventories: what was published is restated by a later one, never overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import Flow, InventoryState
from contracts.models import City, Inventory, InventoryLine, InventorySeries
from contracts.services.checks import refresh_findings
from contracts.validators import (
    collect_errors,
    validate_line,
    validate_not_negative,
    validate_notation_key,
    validate_scope,
    validate_sector,
    validate_year,
)
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User
from core.validators import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFigures:
    """One line to be published: a value in t CO2e (a removal is a positive value of a sink) or a notation key."""

    sector: str
    scope: int | None
    flow: str = Flow.SOURCE
    value_tco2e: Decimal | None = None
    notation_key: str = ""
    gpc_code: str = ""
    label: str = ""
    included_in_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    """A series that begins with the inventory that is being published."""

    title: Texts
    method: str = ""


def line_field(index: int, field: str) -> str:
    """The name under which an error of the line at `index` (from 0) is told."""
    return f"lines-{index}-{field}"


@transaction.atomic
def publish_inventory(
    *,
    city: City,
    by: User,
    series: InventorySeries | NewSeries,
    year: int,
    lines: Sequence[LineFigures] = (),
    reported_total_tco2e: Decimal | None = None,
    source: str = "",
    **details: Any,
) -> Inventory:
    """Publish a year's inventory; one of the same series and year that was public before becomes `restated`.

    A total alone may be published ("not published by sector"). Lines that do not add up to the reported total are
    published too, with a finding on the inventory. Errors of lines are named by `line_field`. `details` are other
    fields of `Inventory` (note, gases, gwp_set, reported scopes).
    """
    require(rules.can_edit_city, by, city)
    collect_errors(
        [
            (validate_year, year, "year"),
            (_validate_not_future, year),
            (_validate_series, series, city),
            (validate_not_negative, reported_total_tco2e, "reported_total_tco2e"),
            (_validate_content, lines, reported_total_tco2e),
            *_line_checks(lines),
        ]
    )
    kept = _lock_series(series) if isinstance(series, InventorySeries) else _begin_series(city, series)
    _restate(kept, year)
    inventory = Inventory(
        series=kept,
        year=year,
        state=InventoryState.PUBLISHED,
        reported_total_tco2e=reported_total_tco2e,
        source=source,
        published_at=timezone.now(),
        **details,
    )
    inventory.full_clean(exclude=["series"])
    inventory.save()
    _write_lines(inventory, lines)
    if contract := getattr(city, "contract", None):
        refresh_findings(contract=contract)
    record_change(ChangeVerb.PUBLISHED, inventory, city_slug=city.slug, summary=f"{kept} {year}", made_by=by)
    signals.inventory_published.send(Inventory, city_id=city.pk, inventory_id=inventory.pk, by=by)
    return inventory


def _lock_series(series: InventorySeries) -> InventorySeries:
    """Two inventories of one series are published one after the other."""
    return InventorySeries.objects.select_for_update().get(pk=series.pk)


def _begin_series(city: City, new: NewSeries) -> InventorySeries:
    """Make the series, with a code that no other has."""
    stem = slugify(f"{city.slug} {new.title}")[:40].strip("-")
    taken = set(InventorySeries.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2))]
    series = InventorySeries(
        city=city,
        title=new.title,
        method=new.method,
        code=next(code for code in codes if code not in taken),
    )
    series.full_clean()
    series.save()
    return series


def _restate(series: InventorySeries, year: int) -> None:
    """Take back what is public for the year."""
    public = (
        Inventory.objects.select_for_update()
        .filter(series=series, year=year, state=InventoryState.PUBLISHED)
        .first()
    )
    if public is None:
        return
    public.state = InventoryState.RESTATED
    public.revision += 1
    public.save()


def _write_lines(inventory: Inventory, lines: Sequence[LineFigures]) -> None:
    InventoryLine.objects.bulk_create(
        InventoryLine(
            inventory=inventory,
            sector=line.sector,
            scope=line.scope,
            flow=line.flow,
            value_tco2e=line.value_tco2e,
            notation_key=line.notation_key,
            gpc_code=line.gpc_code,
            label=line.label,
            included_in_note=line.included_in_note,
            source=inventory.source,
        )
        for line in lines
    )


def _line_checks(lines: Sequence[LineFigures]) -> Iterable[tuple[Any, ...]]:
    seen: set[tuple[Any, ...]] = set()
    for index, line in enumerate(lines):
        yield validate_sector, line.sector, line_field(index, "sector")
        yield validate_scope, line.scope, line_field(index, "scope")
        yield validate_notation_key, line.notation_key, line_field(index, "notation_key")
        yield _validate_figures, line, line_field(index, "value_tco2e")
        cell = (line.sector, line.scope, line.flow, line.gpc_code, line.label)
        yield _validate_once, cell in seen, line_field(index, "sector")
        seen.add(cell)


def _validate_figures(line: LineFigures, field: str) -> None:
    validate_line(line.value_tco2e, line.notation_key, field=field)


def _validate_once(is_repeated: bool, field: str) -> None:  # noqa: FBT001 - the question itself is the argument
    if is_repeated:
        raise refusal(field, _("This sector and scope is there twice."), "repeated")


def _validate_not_future(year: int) -> None:
    if year > timezone.localdate().year:
        raise refusal("year", _("This year has not begun yet."), "future")


def _validate_series(series: InventorySeries | NewSeries, city: City) -> None:
    if isinstance(series, NewSeries) and not series.title:
        raise refusal("title", _("Give the new series a name."), "required")
    if isinstance(series, InventorySeries) and series.city_id != city.pk:
        raise refusal("series", _("Choose a series of this city."), "series")


def _validate_content(lines: Sequence[LineFigures], reported_total_tco2e: Decimal | None) -> None:
    if reported_total_tco2e is None and all(line.value_tco2e is None for line in lines):
        raise refusal("reported_total_tco2e", _("Enter the total, the values by sector, or both."), "empty")
