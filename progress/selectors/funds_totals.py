"""Sums of the money of a contract by field of action and by owner, where no hidden figure follows from them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.disclosure import Cell, Total, choose_totals
from contracts.enums import FieldOfAction, PromoterType, Sector, Visibility
from contracts.visibility import FUNDS, FieldMask
from core.enums import Withheld
from progress.selectors.funds import COST, MEASURES, MISSING, REQUESTED, SECURED, Funds, field_of_action_label

AUDIENCES = (Visibility.PUBLIC.value, Visibility.PARTNERS.value)
"""Readers from whom figures are hidden, the widest audience first; the city's team sees everything."""
ALL, BY_KIND, BY_FIELD, BY_SECTOR, BY_OWNER = "all", "kind", "field", "sector", "owner"
Groups = dict[tuple[str, str], list[Funds]]


@dataclass(frozen=True)
class GroupTotals:
    """The sums of one group (EUR): numbers, None where no part is known, or the words in their place.

    `known` counts, by measure, the actions whose amount is known; it is None where their sum is withheld. `public` sums
    what the reader sees of the group anyway.
    """

    key: str
    label: str
    actions: int
    sums: Mapping[str, Any]
    known: Mapping[str, int | None]
    public: Mapping[str, Decimal | None]

    @property
    def cells(self) -> list[tuple[Any, int | None, Decimal | None]]:
        """Cost, secured, requested and missing money: the sum, of how many actions, and of what the reader sees."""
        names = (COST, SECURED, REQUESTED, MISSING)
        return [(self.sums[name], self.known[name], self.public[name]) for name in names]


@dataclass(frozen=True)
class FundsTotals:
    """The sums of a whole contract, by kind of owner, by field of action and by owner.

    Where no action states its field, `by_field` has the sectors, and `has_fields` is False.
    """

    all: GroupTotals
    by_kind: tuple[GroupTotals, ...]
    by_field: tuple[GroupTotals, ...]
    by_owner: tuple[GroupTotals, ...]
    has_fields: bool

    @property
    def is_known(self) -> bool:
        """Whether any action says what it costs, has or lacks."""
        return any(one is not None for one in self.all.sums.values())

    @property
    def tells_costs(self) -> bool:
        """Whether the sum of all costs may be told, and with it what is printed of the same."""
        return not isinstance(self.all.sums[COST], Withheld)

    @property
    def withholds(self) -> bool:
        """Whether some sum is withheld."""
        groups = (self.all, *self.by_kind, *self.by_field, *self.by_owner)
        return any(isinstance(one, Withheld) for group in groups for one in group.sums.values())


def sum_funds(funds: Sequence[Funds], mask: FieldMask) -> FundsTotals:
    """The sums that a reader may be told.

    They are always of the whole contract: sums of what a filter leaves would tell hidden figures by their differences.
    """
    groups = _groups(funds)
    told = _tellable(funds, groups, mask)
    totals = {key: _totals(key, group, told, mask) for key, group in groups.items()}

    def of(part: str) -> tuple[GroupTotals, ...]:
        return tuple(row for (where, _value), row in totals.items() if where == part)

    by_owner = sorted(of(BY_OWNER), key=lambda row: (-_size(row), row.label))
    return FundsTotals(
        all=totals[ALL, ""],
        by_kind=of(BY_KIND),
        by_field=of(BY_FIELD) or of(BY_SECTOR),
        by_owner=tuple(by_owner),
        has_fields=bool(of(BY_FIELD)),
    )


def _groups(funds: Sequence[Funds]) -> Groups:
    """The actions of each group, groups in the order of their words; each action counts once in each part."""
    groups: Groups = {(ALL, ""): list(funds)}
    has_fields = any(one.action.field_of_action for one in funds)
    ways: dict[str, tuple[Callable[[Funds], str], Iterable[str]]] = {
        BY_KIND: (lambda one: one.action.promoter_type, PromoterType.values),
        (BY_FIELD if has_fields else BY_SECTOR): (
            (lambda one: one.action.field_of_action, FieldOfAction.values)
            if has_fields
            else (lambda one: one.action.sector, Sector.values)
        ),
        BY_OWNER: (lambda one: one.owner, sorted({one.owner for one in funds})),
    }
    for part, (find, order) in ways.items():
        found: dict[str, list[Funds]] = {}
        for one in funds:
            found.setdefault(find(one), []).append(one)
        for value in dict.fromkeys((*order, *sorted(found))):
            if value in found:
                groups[part, value] = found[value]
    return groups


def _tellable(funds: Sequence[Funds], groups: Groups, mask: FieldMask) -> Callable[[Hashable], bool]:
    """Which sums the reader may be told, by their key: group and measure."""
    if mask.level not in AUDIENCES:
        return lambda _key: True
    hidden = [_hidden_cells(funds, FieldMask(level, mask.rules)) for level in AUDIENCES]
    if not hidden[AUDIENCES.index(mask.level)]:
        return lambda _key: True
    totals = [
        Total((key, measure), _cells_of(group, measure))
        for key, group in groups.items()
        for measure in MEASURES
    ]
    promoter_of = {one.action.pk: one.owner.casefold() for one in funds}
    chosen = choose_totals(totals, hidden_from=hidden, promoter_of=promoter_of)
    return chosen[AUDIENCES.index(mask.level)].__contains__


def _hidden_cells(funds: Iterable[Funds], mask: FieldMask) -> list[Cell]:
    return [
        (one.action.pk, name)
        for one in funds
        for name in FUNDS
        if getattr(one.action, name) is not None and mask.hides(name, one.hides)
    ]


def _cells_of(group: Iterable[Funds], measure: str) -> frozenset[Cell]:
    """The figures that a sum adds up or takes away; only actions whose amount is known are in it."""
    return frozenset(
        (one.action.pk, name)
        for one in group
        if one.amount(measure) is not None
        for name in MEASURES[measure]
    )


def _totals(
    key: tuple[str, str], group: Sequence[Funds], is_told: Callable[[Hashable], bool], mask: FieldMask
) -> GroupTotals:
    sums: dict[str, Any] = {}
    known: dict[str, int | None] = {}
    public: dict[str, Decimal | None] = {}
    for measure, names in MEASURES.items():
        amounts = [(one, amount) for one in group if (amount := one.amount(measure)) is not None]
        may_tell = is_told((key, measure))
        sums[measure] = _sum(amount for _one, amount in amounts) if may_tell else Withheld.TOO_FEW
        known[measure] = len(amounts) if may_tell else None
        public[measure] = _sum(amount for one, amount in amounts if not mask.hides_any(names, one.hides))
    return GroupTotals(key[1], _label(*key), len(group), sums, known, public)


def _sum(amounts: Iterable[Decimal]) -> Decimal | None:
    """The sum of what is known, None where nothing is."""
    found = list(amounts)
    return sum(found, Decimal(0)) if found else None


def _label(part: str, value: str) -> str:
    if part == ALL:
        return _("All actions")
    if part == BY_KIND:
        return str(PromoterType(value).label)
    if part == BY_SECTOR:
        return str(Sector(value).label)
    return field_of_action_label(value) if part == BY_FIELD else value or _("not stated")


def _size(row: GroupTotals) -> Decimal:
    cost = row.sums[COST]
    return Decimal(-1) if cost is None or isinstance(cost, Withheld) else cost
