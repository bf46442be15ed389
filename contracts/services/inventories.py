"""Publishing inventories: what was published is restated by a later one, never overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import InventoryState
from contracts.models import City, ContractVersion, Inventory, InventoryLine, InventorySeries
from contracts.services.activities import multiply_factor
from contracts.services.checks import refresh_findings
from contracts.services.inventory_lines import LineFigures, line_checks
from contracts.services.source_groups import settle_source_group
from contracts.validators import collect_errors, validate_not_negative, validate_year
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User
from core.validators import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    """A series that begins with the inventory that is being published."""

    title: Texts
    method: str = ""
    approach: str = ""
    scopes: str = ""


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
    published too, with a finding on the inventory. A line without a value whose activity and factor are known gets
    their product. Errors of lines are named by `line_field`. `details` are other fields of `Inventory` (note, gases,
    gwp_set, reported scopes).
    """
    require(rules.can_edit_city, by, city)
    collect_errors(
        [
            (validate_year, year, "year"),
            (_validate_not_future, year),
            (_validate_series, series, city),
            (validate_not_negative, reported_total_tco2e, "reported_total_tco2e"),
            (_validate_content, lines, reported_total_tco2e),
            *line_checks(lines, city),
        ]
    )
    kept = _lock_series(series) if isinstance(series, InventorySeries) else begin_series(city, series)
    if kept._state.adding:
        kept.save()
    inventory = Inventory(
        series=kept,
        restates=_restate(kept, year),
        year=year,
        state=InventoryState.PUBLISHED,
        reported_total_tco2e=reported_total_tco2e,
        source=source,
        published_at=timezone.now(),
        **details,
    )
    inventory.full_clean(exclude=["series"])
    inventory.save()
    _write_lines(inventory, city, lines)
    if contract := getattr(city, "contract", None):
        refresh_findings(contract=contract)
    _tell_published(inventory, city, by)
    return inventory


def _tell_published(inventory: Inventory, city: City, by: User) -> None:
    """Send the news of a published inventory."""
    summary = lambda: f"{inventory.series} {inventory.year}"  # noqa: E731 - made once for each language
    record_change(ChangeVerb.PUBLISHED, inventory, city_slug=city.slug, summary=summary, made_by=by)
    signals.inventory_published.send(Inventory, city_id=city.pk, inventory_id=inventory.pk, by=by)


def publish_baseline(*, version: ContractVersion, by: User) -> Inventory | None:
    """Make the draft inventory of a version's baseline public, inside the transaction of its submission.

    Tables of a new contract write their emissions into a draft; once the version is submitted, progress is measured
    against it. None where there is no draft, or where that year has a public inventory already.
    """
    of_year = Inventory.objects.filter(series=version.baseline_series_id, year=version.baseline_year)
    draft = (
        of_year.select_related("series").filter(state=InventoryState.DRAFT).order_by("-created_at").first()
    )
    if draft is None or of_year.filter(state=InventoryState.PUBLISHED).exists():
        return None
    draft.state, draft.published_at = InventoryState.PUBLISHED, timezone.now()
    draft.revision += 1
    draft.save()
    city = version.contract.city
    record_change(
        ChangeVerb.PUBLISHED,
        draft,
        city_slug=city.slug,
        summary=lambda: f"{draft.series} {draft.year}",
        made_by=by,
    )
    signals.inventory_published.send(Inventory, city_id=city.pk, inventory_id=draft.pk, by=by)
    return draft


def _lock_series(series: InventorySeries) -> InventorySeries:
    """Two inventories of one series are published one after the other."""
    return InventorySeries.objects.select_for_update().get(pk=series.pk)


def begin_series(city: City, new: NewSeries) -> InventorySeries:
    """A series with a code that no other has, checked and not saved yet."""
    stem = slugify(f"{city.slug} {new.title}")[:40].strip("-")
    taken = set(InventorySeries.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2))]
    series = InventorySeries(
        city=city,
        title=new.title,
        method=new.method,
        approach=new.approach,
        scopes=new.scopes,
        code=next(code for code in codes if code not in taken),
    )
    series.full_clean()
    return series


def _restate(series: InventorySeries, year: int) -> Inventory | None:
    """Take back what is public for the year, and give it back: the new inventory takes its place."""
    public = (
        Inventory.objects.select_for_update()
        .filter(series=series, year=year, state=InventoryState.PUBLISHED)
        .first()
    )
    if public is not None:
        public.state = InventoryState.RESTATED
        public.revision += 1
        public.save()
    return public


def _write_lines(inventory: Inventory, city: City, lines: Sequence[LineFigures]) -> None:
    rows = [
        InventoryLine(
            inventory=inventory,
            source=inventory.source,
            **{field.name: getattr(line, field.name) for field in fields(LineFigures)},
        )
        for line in lines
    ]
    for row, line in zip(rows, lines, strict=True):
        row.source_group = settle_source_group(line.source_group, city=city) if line.source_group else ""
        if line.is_computed:
            row.value_tco2e = multiply_factor(line.measurement)
    InventoryLine.objects.bulk_create(rows)


def _validate_not_future(year: int) -> None:
    if year > timezone.localdate().year:
        raise refusal("year", _("This year has not begun yet."), "future")


def _validate_series(series: InventorySeries | NewSeries, city: City) -> None:
    if isinstance(series, NewSeries) and not series.title:
        raise refusal("title", _("Give the new series a name."), "required")
    if isinstance(series, InventorySeries) and series.city_id != city.pk:
        raise refusal("series", _("Choose a series of this city."), "series")


def _validate_content(lines: Sequence[LineFigures], reported_total_tco2e: Decimal | None) -> None:
    if reported_total_tco2e is None and all(
        line.value_tco2e is None and not line.is_computed for line in lines
    ):
        raise refusal("reported_total_tco2e", _("Enter the total, the values by sector, or both."), "empty")
