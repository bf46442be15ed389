"""What a figure was computed from: the inputs that its snapshot keeps, with their sources, and what changed since."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contracts.enums import EvidenceLevel, MilestoneState, ProxyKind, Quantification, Sector
from contracts.models import Contract
from core.quantities import (
    NO_BREAK_SPACE,
    format_date,
    format_money,
    format_number,
    format_share,
    format_tonnes,
)
from progress.frames import read_inputs
from progress.frames.inputs import (
    ACTION_COLUMNS,
    COMMITMENT_COLUMNS,
    GAP_COLUMNS,
    LINE_COLUMNS,
    MILESTONE_COLUMNS,
    PROXY_COLUMNS,
    REPORT_COLUMNS,
)
from progress.models import ProgressSnapshot
from progress.selectors.actions import years_words
from progress.selectors.ledger_rows import label_of
from progress.selectors.receipts_sources import Sources

MOST_ROWS = 25
Writer = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class InputRow:
    """One input: what it is, its value as stored, where it comes from, and whether the portal says so still."""

    name: str
    value: str
    source: str
    day: str
    is_unchanged: bool


@dataclass(frozen=True, slots=True)
class InputTable:
    """The inputs of one kind; `more` rows stand only in the download, `hidden` ones are not public."""

    title: str
    rows: tuple[InputRow, ...]
    more: int = 0
    hidden: int = 0


@dataclass
class StoredInputs:
    """The inputs of a snapshot beside those of today."""

    snapshot: ProgressSnapshot
    contract: Contract
    user: Any
    sources: Sources = field(init=False)

    def __post_init__(self) -> None:
        self.sources = Sources(self.contract, self.user)

    @property
    def then(self) -> dict[str, Any]:
        """The inputs as the snapshot keeps them."""
        return self.snapshot.inputs

    @cached_property
    def now(self) -> dict[str, Any]:
        """The inputs as the portal has them now, as JSON would keep them; empty without a current version."""
        found = read_inputs([self.contract.pk], as_of=self.snapshot.as_of)
        return orjson.loads(orjson.dumps(found[0].as_dict())) if found else {}

    def rows(self, name: str, columns: tuple[str, ...]) -> list[tuple[dict[str, Any], bool]]:
        """The stored rows of one list by column name, each with whether the portal still has it as it was."""
        today = {orjson.dumps(row) for row in self.now.get(name, [])}
        return [
            (dict(zip(columns, row, strict=False)), orjson.dumps(row) in today)
            for row in self.then.get(name, [])
        ]


def list_inputs(stored: StoredInputs, blocks: tuple[str, ...]) -> tuple[InputTable, ...]:
    """The inputs of a figure, block by block; a block without rows says so by having none."""
    return tuple(_BLOCKS[name](stored) for name in dict.fromkeys(blocks))


def list_factor_ids(stored: StoredInputs, blocks: tuple[str, ...]) -> set[str]:
    """The emission factors that the lines of these blocks were computed with."""
    if "lines" not in blocks:
        return set()
    return {str(line["factor_id"]) for line, _same in _lines(stored) if line.get("factor_id")}


def _promise(stored: StoredInputs) -> InputTable:
    then, now = stored.then.get("version", {}), stored.now.get("version", {})
    source, day = stored.sources.version
    words: dict[str, tuple[str, Writer]] = {
        "baseline_year": (_("Baseline year"), str),
        "baseline_tco2e": (_("Baseline"), _tonnes),
        "target_year": (_("Target year"), str),
        "target_reduction_tco2e": (_("Promised reduction"), _tonnes),
        "residual_tco2e": (_("Residual emissions, as printed"), _tonnes),
        "baseline_series": (_("Inventory series of the baseline"), str),
    }
    rows = [
        InputRow(label, _known(then.get(name), write), source, day, then.get(name) == now.get(name))
        for name, (label, write) in words.items()
    ]
    return InputTable(_("The contract's promise"), tuple(rows))


def _assumptions(stored: StoredInputs) -> InputTable:
    then, now = stored.then.get("version", {}), stored.now.get("version", {})
    note = stored.contract.assumptions_note
    words: dict[str, tuple[str, Writer]] = {
        "carbon_price_eur": (_("Price of a tonne"), format_money),
        "discount_share": (_("Discount rate"), format_share),
        "budget_tco2e": (_("Carbon budget"), _tonnes),
    }
    rows = [
        InputRow(label, _known(then.get(name), write), note, "", then.get(name) == now.get(name))
        for name, (label, write) in words.items()
    ]
    return InputTable(_("What the city has set"), tuple(rows))


def _gap(stored: StoredInputs) -> InputTable:
    words = {
        "existing_plan_tco2e": _("Reduction by existing plans"),
        "gap_tco2e": _("Gap, as printed"),
        "portfolio_tco2e": _("Portfolio, as printed"),
    }
    totals = [(row, same) for row, same in stored.rows("gap_rows", GAP_COLUMNS) if row["sector"] == ""]
    rows = [
        InputRow(label, _known(row[name], _tonnes), stored.sources.gap, "", same)
        for row, same in totals
        for name, label in words.items()
    ]
    return InputTable(_("The contract's gap table, total row"), tuple(rows))


def _inventories(stored: StoredInputs) -> InputTable:
    series = stored.then.get("version", {}).get("baseline_series")
    columns = ("series", "year", "total", "quality", "is_plottable")
    found = [
        (row, same) for row, same in stored.rows("inventories", columns) if series and row["series"] == series
    ]
    rows = []
    for row, same in found:
        source, day = stored.sources.inventories.get((row["series"], row["year"]), ("", ""))
        value = _tonnes(row["total"]) if row["total"] is not None else _("sum of its lines")
        rows.append(InputRow(str(row["year"]), value, source, day, same))
    return _cut(_("Comparable inventories"), rows[::-1])


def _lines(stored: StoredInputs) -> list[tuple[dict[str, Any], bool]]:
    """The lines of the newest comparable inventory."""
    series = stored.then.get("version", {}).get("baseline_series")
    columns = ("series", "year", *LINE_COLUMNS[1:])
    own = [(row, same) for row, same in stored.rows("lines", columns) if row["series"] == series]
    newest = max((row["year"] for row, _same in own), default=None)
    return [(row, same) for row, same in own if row["year"] == newest]


def _line_table(stored: StoredInputs) -> InputTable:
    lines = sorted(_lines(stored), key=lambda line: -(line[0]["value_tco2e"] or 0.0))
    rows = []
    for line, same in lines:
        source, day = stored.sources.inventories.get((line["series"], line["year"]), ("", ""))
        words = [label_of(Sector, line["sector"]), line.get("source_group") or ""]
        if line["scope"]:
            words.append(_("scope %(number)s") % {"number": line["scope"]})
        value = line["notation_key"] or _tonnes(line["value_tco2e"])
        rows.append(InputRow(", ".join(filter(None, words)), value, source, day, same))
    year = lines[0][0]["year"] if lines else None
    title = _("Lines of the inventory of %(year)s") % {"year": year} if year else _("Lines of the inventory")
    return _cut(title, rows)


def _actions(stored: StoredInputs) -> InputTable:
    found = sorted(
        stored.rows("actions", ACTION_COLUMNS),
        key=lambda row: (-(row[0]["reduction_tco2e"] or 0.0), row[0]["code_key"]),
    )
    rows = []
    for row, same in found:
        source, day = stored.sources.actions.get(str(row["id"]), ("", ""))
        tonnes = row["reduction_tco2e"]
        value = label_of(Quantification, row["quantification"]) if tonnes is None else _tonnes(tonnes)
        years = years_words(row["start_year"], row["end_year"])
        rows.append(InputRow(row["code_key"], f"{value} ({years})" if years else value, source, day, same))
    return _cut(_("Actions, tonnes a year at full effect"), rows)


def _reports(stored: StoredInputs) -> InputTable:
    codes = {str(row["id"]): row["code_key"] for row, _same in stored.rows("actions", ACTION_COLUMNS)}
    rows = []
    for row, same in reversed(stored.rows("reports", REPORT_COLUMNS)):
        parts = [format_share(row["share_done"])] if row["share_done"] is not None else []
        parts += [_tonnes(row["reduction_tco2e"])] if row["reduction_tco2e"] is not None else []
        parts.append(label_of(EvidenceLevel, row["evidence_level"]))
        key = (str(row["action_id"]), row["reported_on"])
        rows.append(
            InputRow(
                codes.get(key[0], ""),
                ", ".join(parts),
                stored.sources.reports.get(key, ""),
                _day(row["reported_on"]),
                same,
            )
        )
    return _cut(_("Dated reports, the newest first"), rows)


def _milestones(stored: StoredInputs) -> InputTable:
    titles = stored.sources.milestones
    rows = []
    for row, same in stored.rows("milestones", MILESTONE_COLUMNS):
        if row["action_id"] is None:
            continue
        effect = row["effect_share"]
        parts = [label_of(MilestoneState, row["state"])]
        parts += (
            [_("%(share)s of the effect") % {"share": format_share(effect)}] if effect is not None else []
        )
        title, source = titles.get(str(row["id"]), ("", ""))
        day = _day(row["reached_on"] or row["due_on"])
        rows.append(InputRow(title, ", ".join(parts), source, day, same))
    return _cut(_("Milestones of actions"), rows)


def _commitments(stored: StoredInputs) -> InputTable:
    found: dict[str, InputRow] = {}
    hidden: set[str] = set()
    for row, same in stored.rows("commitments", COMMITMENT_COLUMNS):
        key = str(row["id"])
        if key not in stored.sources.commitments:
            hidden.add(key)
            continue
        title, source, day = stored.sources.commitments[key]
        before = found.get(key)
        is_unchanged = same and (before is None or before.is_unchanged)
        found[key] = InputRow(title, _known(row["reduction_tco2e"], _tonnes), source, day, is_unchanged)
    table = _cut(_("Commitments of organisations"), list(found.values()))
    return InputTable(table.title, table.rows, table.more, len(hidden))


def _proxies(stored: StoredInputs) -> InputTable:
    rows = []
    for row, same in stored.rows("proxies", PROXY_COLUMNS):
        when = str(row["year"]) if row["month"] is None else f"{row['year']}-{row['month']:02d}"
        unit, source = stored.sources.proxies.get((row["kind"], row["year"], row["month"]), ("", ""))
        value = f"{format_number(row['value'])}{NO_BREAK_SPACE}{unit}".rstrip(NO_BREAK_SPACE)
        rows.append((when, InputRow(f"{label_of(ProxyKind, row['kind'])}, {when}", value, source, "", same)))
    newest = sorted(rows, key=lambda entry: entry[0], reverse=True)
    return _cut(_("Leading indicators, the newest first"), [row for _when, row in newest])


_BLOCKS: dict[str, Callable[[StoredInputs], InputTable]] = {
    "promise": _promise,
    "assumptions": _assumptions,
    "gap": _gap,
    "inventories": _inventories,
    "lines": _line_table,
    "actions": _actions,
    "reports": _reports,
    "milestones": _milestones,
    "commitments": _commitments,
    "proxies": _proxies,
}


def _cut(title: str, rows: list[InputRow]) -> InputTable:
    return InputTable(title, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS))


def _known(value: Any, write: Callable[[Any], str]) -> str:
    return _("not published") if value is None else write(value)


def _tonnes(value: float | None) -> str:
    return format_tonnes(value, "t", co2e=True)


def _day(text: str | None) -> str:
    return format_date(date.fromisoformat(text), "short") if text else ""
