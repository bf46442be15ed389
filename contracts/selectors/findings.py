"""Findings in words: the sentence of a check and the mend it proposes, in the active language."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.enums import Flow, Scope, Sector
from contracts.models import Finding
from contracts.selectors.finding_mends import MENDS
from contracts.selectors.finding_sentences import (
    DATED_INVENTORY,
    SENTENCES,
    UNDATED_INVENTORY,
    WRONG_COLUMN,
)
from contracts.tables import SECTIONS, TABLES, find_table
from core.quantities import (
    NO_BREAK_SPACE,
    NOT_KNOWN,
    format_money,
    format_number,
    format_share,
    format_tonnes,
)

Numbers = Mapping[str, Any]
GAP_COLUMNS = {
    "baseline_tco2e": gettext_lazy("baseline"),
    "target_reduction_tco2e": gettext_lazy("target reduction"),
    "existing_plan_tco2e": gettext_lazy("reduction by existing plans"),
    "gap_tco2e": gettext_lazy("emissions gap"),
    "portfolio_tco2e": gettext_lazy("reduction by the portfolio"),
    "residual_tco2e": gettext_lazy("residual emissions"),
}
_WORDS = {
    "total": gettext_lazy("total"),
    **{sector.value: sector.label for sector in Sector},
    **{flow.value: flow.label for flow in Flow},
    **{f"scope {scope.value}": scope.label for scope in Scope},
}
"""The words of places that are the same in every table."""
SEPARATORS = frozenset({", ", " / "})
"""What stands between the words of a place: things within things, and things that disagree."""
_SECTIONS = {section.key: section.title for section in SECTIONS}
_TITLES = {table.key: table.title for table in TABLES}


def describe(finding: Finding) -> str:
    """What a finding says, as a sentence with numbers in the active language."""
    return sentence_of(finding.check_name, finding.numbers)


def propose(finding: Finding) -> str:
    """The mend that is proposed for a finding; empty where none is."""
    return mend_of(finding.proposal, finding.numbers)


def sentence_of(check: str, numbers: Numbers) -> str:
    """What a check says of some numbers, stored or just found in a file.

    A check that has no sentence is told by its name and numbers.
    """
    shown = show_numbers(numbers)
    if check not in SENTENCES:
        told = ", ".join(f"{name}: {shown[name]}" for name in numbers)
        return _("%(check)s (%(numbers)s)") % {"check": check.replace("_", " "), "numbers": told}
    sentence = str(SENTENCES[check]) % shown
    if check == "inventory_scope_sum" and numbers.get("sector"):
        return f"{sentence} {str(WRONG_COLUMN) % shown}"
    return sentence


def mend_of(proposal: str, numbers: Numbers) -> str:
    """The mend of that name with the finding's numbers; empty where there is none."""
    return str(MENDS[proposal]) % show_numbers(numbers) if proposal in MENDS else ""


def show_numbers(numbers: Numbers) -> dict[str, str]:
    """Every number of a finding as people read it, by its name; the inventory it is of has a name too."""
    shown = {name: _show(name, value, numbers) for name, value in numbers.items()}
    words = DATED_INVENTORY if numbers.get("year") else UNDATED_INVENTORY
    return {**shown, "inventory": str(words) % shown}


def place_words(place: str, table: str = "") -> str:
    """A place as people read it: sectors, tables and the table's columns by their names."""
    parts = re.split("(, | / )", place)
    return "".join(part if part in SEPARATORS else _place_word(part, table) for part in parts)


def _place_word(part: str, table: str) -> str:
    head, bracket, cell = part.partition(" (")
    named = _WORDS.get(head) or _TITLES.get(head) or _column(head, {"table": table})
    return f"{named}{bracket}{cell}"


def _show(name: str, value: Any, numbers: Numbers) -> str:
    """A value in words, by its name or the unit at the end of its name."""
    if name in _NAMED:
        return _NAMED[name](value, numbers)
    if value is None:
        return str(NOT_KNOWN)
    for suffix, write in _WRITERS.items():
        if name.endswith(suffix):
            return _sign(write(value), value) if name.startswith("difference") else write(value)
    return str(value)


def _sign(text: str, value: float) -> str:
    return f"+{text}" if value > 0 else text


def _sector(value: str, numbers: Numbers) -> str:
    """The row's own name where the contract prints one, else the sector."""
    return numbers.get("label") or _sector_name(value)


def _sector_name(value: str) -> str:
    if not value:
        return _("total")
    return str(Sector(value).label) if value in Sector.values else value


def _column(value: str, numbers: Numbers) -> str:
    if value in GAP_COLUMNS:
        return str(GAP_COLUMNS[value])
    columns = find_table(numbers["table"]).columns if numbers.get("table") in _TITLES else ()
    return next((str(column.label) for column in columns if column.key == value), value)


def _amount(value: float, numbers: Numbers) -> str:
    """A figure in the unit that the finding names."""
    unit = numbers.get("unit") or ""
    if unit == "EUR":
        return format_money(value, unit="eur")
    return NO_BREAK_SPACE.join(part for part in (format_number(value), unit) if part)


def _tonnes(value: float | str) -> str:
    return format_tonnes(Decimal(str(value)), unit="t", co2e=True)


def _title(value: str, _numbers: Numbers) -> str:
    return str(_TITLES.get(value, value))


_NAMED: dict[str, Callable[[Any, Numbers], str]] = {
    "sector": _sector,
    "row": lambda value, _numbers: _sector_name(value),
    "column": _column,
    "table": _title,
    "other_table": _title,
    "section": lambda value, _numbers: str(_SECTIONS.get(value, value)),
    "printed": _amount,
    "computed": _amount,
    "difference": lambda value, numbers: _sign(_amount(value, numbers), value),
    "values": lambda value, _numbers: " → ".join(format_number(one) for one in value),
}
_WRITERS: dict[str, Callable[[Any], str]] = {
    "_tco2e": _tonnes,
    "_mwh": lambda value: f"{format_number(value)}{NO_BREAK_SPACE}MWh",
    "_share": format_share,
    "_eur": format_money,
    "listed": format_number,
    "actions": format_number,
    "rows": format_number,
    "months": format_number,
    "baseline": format_number,
    "target": format_number,
    "factor": format_number,
}
