"""Who reads which figure: whatever is set strictest holds, in the table, in the contract or in the row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from contracts.enums import Visibility
from contracts.rules import can_enter_office
from contracts.tables import TABLES
from core.enums import Withheld

Levels = Mapping[str, str]
PartnerRule = Callable[[Any, Any], bool]

RANKS = {Visibility.PUBLIC.value: 0, Visibility.PARTNERS.value: 1, Visibility.INTERNAL.value: 2}
ACTION = "action"
"""What the field visibility of a contract calls an action ("action.cost_eur")."""
FUNDS = ("cost_eur", "funding_secured_eur", "funding_requested_eur")
"""What an action costs and where the money comes from; what is missing follows from the three."""
MONEY = (*FUNDS, "cost_note", "running_cost_eur", "saving_eur")
CONSUMPTION = ("renewable_mwh", "removed_energy_mwh", "removed_energy_note")
FOLLOWS = {"cost_note": "cost_eur", "spent_eur": "cost_eur", "removed_energy_note": "removed_energy_mwh"}
"""Fields that tell the same as another one and are never more open than it."""

_partner_rules: dict[str, PartnerRule] = {}


def register_partner_rule(name: str, rule: PartnerRule) -> None:
    """Let `rule(user, contract)` say who is a partner of a contract; upper rooms register in `AppConfig.ready`."""
    _partner_rules[name] = rule


def strictest(*levels: str | None) -> str:
    """The level that fewest people have; none is public, and a level that is none of ours counts as internal."""
    told = [level or Visibility.PUBLIC.value for level in levels]
    return max(told, key=_rank, default=Visibility.PUBLIC.value)


def may_read(level_of_reader: str, level_of_field: str) -> bool:
    """Whether readers of a level may read what needs another level."""
    return RANKS[level_of_reader] >= _rank(level_of_field)


def reader_level(user: Any, contract: Any) -> str:
    """The level of a reader: the city's team, a partner of the contract, or everyone, who need no query."""
    if not user.is_authenticated or not user.is_active:
        return Visibility.PUBLIC.value
    if can_enter_office(user, contract.city):
        return Visibility.INTERNAL.value
    is_partner = any(rule(user, contract) for rule in _partner_rules.values())
    return Visibility.PARTNERS.value if is_partner else Visibility.PUBLIC.value


def field_level(contract: Any, action: Any, name: str) -> str:
    """The level that a field of an action needs."""
    return FieldMask(Visibility.PUBLIC.value, contract.field_visibility).level_of(
        name, action.field_visibility
    )


@dataclass(frozen=True)
class FieldMask:
    """What readers of one level see of the fields of a contract's actions.

    `rules` are the contract's own ("action.cost_eur"); what an action itself hides is told with each question.
    """

    level: str
    rules: Levels
    _by_field: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _hidden: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def level_of(self, name: str, own: Levels | None = None) -> str:
        """The level that a field needs, by the contract and by what the action says of `own` fields."""
        if name not in self._by_field:
            self._by_field[name] = self._level_in_contract(name)
        of_row = [own.get(one) for one in _with_followed(name)] if own else []
        return strictest(self._by_field[name], *of_row)

    def hides(self, name: str, own: Levels | None = None) -> bool:
        """Whether the reader may not see a field of an action that hides its `own` fields so."""
        if own:
            return not may_read(self.level, self.level_of(name, own))
        if name not in self._hidden:
            self._hidden[name] = not may_read(self.level, self.level_of(name))
        return self._hidden[name]

    def hides_any(self, names: tuple[str, ...], own: Levels | None = None) -> bool:
        """Whether the reader may not see one of several fields, and so nothing that follows from them."""
        return any(self.hides(name, own) for name in names)

    def show(self, action: Any, name: str) -> Any:
        """The value of a field, or what stands in its place."""
        return self.show_value(getattr(action, name), name, action.field_visibility)

    def show_value(self, value: Any, name: str, own: Levels | None = None) -> Any:
        """The same of a value that was read without its action."""
        return Withheld.NOT_PUBLIC if self.hides(name, own) else value

    def hides_of_contract(self, name: str) -> bool:
        """Whether the contract withholds from the reader a figure that is no field of an action."""
        return not may_read(self.level, strictest(self.rules.get(name)))

    def _level_in_contract(self, name: str) -> str:
        own, of_contract = keys_that_hide(name)
        told = [_column_levels().get(one) for one in own]
        return strictest(*told, *(self.rules.get(one) for one in of_contract))


def keys_that_hide(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an action's own field visibility, and its contract's, may call a field in order to withhold it."""
    own = _with_followed(name)
    owners = (ACTION, *_action_tables())
    return own, tuple(f"{owner}.{one}" for owner in owners for one in own)


def mask_for(user: Any, contract: Any) -> FieldMask:
    """What a reader sees of the fields of a contract's actions; at most two queries, none for who is signed out."""
    return FieldMask(reader_level(user, contract), contract.field_visibility)


def _with_followed(name: str) -> tuple[str, ...]:
    return (name, FOLLOWS[name]) if name in FOLLOWS else (name,)


def _rank(level: str) -> int:
    return RANKS.get(level, RANKS[Visibility.INTERNAL.value])


@cache
def _action_tables() -> tuple[str, ...]:
    """The tables whose rows are actions."""
    return tuple(table.key for table in TABLES if table.store == "actions")


@cache
def _column_levels() -> dict[str, str]:
    """What the tables say of the columns of actions that are not public."""
    found: dict[str, str] = {}
    for table in TABLES:
        for column in table.columns if table.store == "actions" else ():
            found[column.key] = strictest(found.get(column.key), column.visibility)
    return found
