"""Leading indicators: figures that move with emissions, known long before an inventory."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import ProxyKind
from contracts.models import City, ProxyValue
from contracts.selectors.factors import format_exactly
from contracts.validators import (
    PROXY_UNITS,
    collect_errors,
    validate_month,
    validate_not_negative,
    validate_proxy_unit,
    validate_year,
)
from core.access import check_revision, require
from core.changes import Summary, record_change
from core.enums import ChangeVerb
from core.models import User
from core.quantities import format_number
from core.validators import refusal

Period = tuple[str, int, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyFigure:
    """A figure of a kind for a year, or for one month of it."""

    kind: str
    year: int
    month: int | None = None
    value: Decimal
    unit: str
    source: str

    @property
    def period(self) -> Period:
        """What a city has once only."""
        return self.kind, self.year, self.month


class Imported(NamedTuple):
    """How many figures an import added, changed, and found to be there already."""

    added: int
    changed: int
    same: int


def proxy_field(index: int, field: str) -> str:
    """The name under which an error of the row at `index` (from 0) is told."""
    return f"rows-{index}-{field}"


@transaction.atomic
def record_proxy(*, city: City, by: User, **fields: Any) -> ProxyValue:
    """Add a figure of a city; `fields` are those of `ProxyValue`."""
    require(rules.can_edit_city, by, city)
    city = City.objects.select_for_update().get(pk=city.pk)
    row = ProxyValue(city=city, **fields)
    _save_checked(row, is_new=True)
    _tell(row, ChangeVerb.CREATED, by)
    return row


@transaction.atomic
def change_proxy(*, proxy_id: UUID, by: User, revision: int | None = None, **fields: Any) -> ProxyValue:
    """Change a figure; raises `core.access.Conflict` when it changed since `revision`."""
    row = _lock(proxy_id, by)
    check_revision(row, revision)
    for name, value in fields.items():
        setattr(row, name, value)
    row.revision += 1
    _save_checked(row, is_new=False)
    _tell(row, ChangeVerb.CHANGED, by)
    return row


@transaction.atomic
def delete_proxy(*, proxy_id: UUID, by: User) -> None:
    """Take a figure out for good; the change feed keeps what it was."""
    row = _lock(proxy_id, by)
    told = {"figure": row, "value": format_exactly(row.value), "unit": row.unit}
    _tell(row, ChangeVerb.CHANGED, by, _("%(figure)s: %(value)s %(unit)s, taken out") % told)
    row.delete()


@transaction.atomic
def import_proxies(*, city: City, by: User, figures: Sequence[ProxyFigure]) -> Imported:
    """Add or change many figures, all or none; errors are named by `proxy_field`."""
    require(rules.can_edit_city, by, city)
    city = City.objects.select_for_update().get(pk=city.pk)
    stored = {(row.kind, row.year, row.month): row for row in city.proxy_values.all()}
    periods = {figure.period for figure in figures}
    _check_figures(figures, [row for period, row in stored.items() if period not in periods])
    new = [_fill(ProxyValue(city=city), one) for one in figures if one.period not in stored]
    other = [one for one in figures if one.period in stored and not _is_same(stored[one.period], one)]
    changed = [_fill(stored[one.period], one) for one in other]
    for row in changed:
        row.revision += 1
    for row in (*new, *changed):
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
    if new or changed:
        _tell_import(city, new, changed, by)
    return Imported(len(new), len(changed), len(figures) - len(new) - len(changed))


def _lock(proxy_id: UUID, by: User) -> ProxyValue:
    """Lock a figure that `by` may change, and its city: units and periods are compared among its figures."""
    row = ProxyValue.objects.select_related("city").get(pk=proxy_id)
    require(rules.can_edit_city, by, row.city)
    City.objects.select_for_update().get(pk=row.city_id)
    return (
        ProxyValue.objects.select_for_update(of=("self",)).select_related("city__contract").get(pk=proxy_id)
    )


def _save_checked(row: ProxyValue, *, is_new: bool) -> None:
    others = list(row.city.proxy_values.exclude(pk=row.pk))
    figure = ProxyFigure(
        kind=row.kind, year=row.year, month=row.month, value=row.value, unit=row.unit, source=row.source
    )
    collect_errors(
        [*_checks(figure), (_validate_period, figure, others), (_validate_one_unit, figure, others)]
    )
    row.full_clean(validate_unique=False)
    row.save(force_insert=is_new)


def _checks(figure: ProxyFigure) -> list[tuple[Any, ...]]:
    """What must hold in a figure by itself."""
    return [
        (validate_proxy_unit, figure.kind, figure.unit),
        (validate_year, figure.year, "year"),
        (validate_month, figure.month),
        (_validate_begun, figure.year, figure.month),
        (validate_not_negative, figure.value, "value"),
        (_validate_source, figure.source),
    ]


def _check_figures(figures: Sequence[ProxyFigure], others: Sequence[ProxyValue]) -> None:
    """All errors of all rows at once, each at its row and column."""
    errors: dict[str, list[ValidationError]] = {}
    seen: list[ProxyFigure | ProxyValue] = list(others)
    for index, figure in enumerate(figures):
        try:
            collect_errors(
                [*_checks(figure), (_validate_period, figure, seen), (_validate_one_unit, figure, seen)]
            )
        except ValidationError as error:
            errors |= {proxy_field(index, name): found for name, found in error.error_dict.items()}
        seen.append(figure)
    if errors:
        raise ValidationError(errors)


def _fill(row: ProxyValue, figure: ProxyFigure) -> ProxyValue:
    """Give a row what the figure says."""
    row.kind, row.year, row.month = figure.period
    row.value, row.unit, row.source = figure.value, figure.unit, figure.source
    return row


def _is_same(row: ProxyValue, figure: ProxyFigure) -> bool:
    return (row.value, row.unit, row.source) == (figure.value, figure.unit, figure.source)


def _validate_begun(year: int, month: int | None) -> None:
    today = timezone.localdate()
    if year > today.year:
        raise refusal("year", _("This year has not begun yet."), "future")
    if month is not None and (year, month) > (today.year, today.month):
        raise refusal("month", _("This month has not begun yet."), "future")


def _validate_source(source: str) -> None:
    if not source.strip():
        raise refusal("source", _("Say where the figure comes from."), "required")


def _validate_period(figure: ProxyFigure, others: Sequence[ProxyFigure | ProxyValue]) -> None:
    if any((one.kind, one.year, one.month) == figure.period for one in others):
        raise refusal(
            "year" if figure.month is None else "month",
            _("There is a figure of this kind for this period already."),
            "repeated",
        )


def _validate_one_unit(figure: ProxyFigure, others: Sequence[ProxyFigure | ProxyValue]) -> None:
    """Figures of one kind are compared from year to year, so they are written in one unit."""
    unit = next((one.unit for one in others if one.kind == figure.kind), figure.unit)
    if figure.unit in PROXY_UNITS.get(figure.kind, ()) and unit != figure.unit:
        raise refusal(
            "unit",
            _(
                "The city's other figures of this kind are in %(unit)s: use the same unit, so that they compare."
            )
            % {"unit": unit},
            "other_unit",
        )


def _tell(row: ProxyValue, verb: ChangeVerb, by: User, summary: Summary | None = None) -> None:
    """Write the change row and send the news upwards, inside the transaction."""
    record_change(verb, row, city_slug=row.city.slug, summary=summary, made_by=by)
    _signal(row.city, by)


def _tell_counts(*, kind: ProxyKind, added: int, changed: int) -> str:
    """What a file brought of one kind, in the active language."""
    counts = {"added": format_number(added), "changed": format_number(changed)}
    return _("%(kind)s: %(added)s figures added, %(changed)s changed by a file") % {
        "kind": kind.label,
        **counts,
    }


def _tell_import(city: City, new: Sequence[ProxyValue], changed: Sequence[ProxyValue], by: User) -> None:
    """One change row for each kind, so that a long file leaves the feed readable, and the news once."""
    rows = [*new, *changed]
    for kind in sorted({row.kind for row in rows}):
        summary = partial(
            _tell_counts,
            kind=ProxyKind(kind),
            added=sum(row.kind == kind for row in new),
            changed=sum(row.kind == kind for row in changed),
        )
        subject = next(row for row in rows if row.kind == kind)
        record_change(ChangeVerb.CHANGED, subject, city_slug=city.slug, summary=summary, made_by=by)
    _signal(city, by)


def _signal(city: City, by: User) -> None:
    """Tell that progress may differ; a city without a contract has nothing to recompute."""
    if contract := getattr(city, "contract", None):
        signals.contract_changed.send(ProxyValue, contract_id=contract.pk, by=by)
