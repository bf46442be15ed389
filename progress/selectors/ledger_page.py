"""The register of tonnes of a city: claimed, credited, contested, and the proof that they add up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contracts.models import Contract
from core.fields import TextInLanguage
from core.quantities import format_number
from emissions.exact import UNITS_PER_TONNE
from emissions.words import CreditReason
from progress.models import ProgressSnapshot
from progress.selectors.ledger import LedgerView, read_ledger
from progress.selectors.ledger_cells import CellView, read_cells
from progress.selectors.ledger_rows import LedgerRow, read_rows
from stakeholders.models import Commitment

COUNT_NOTHING = (
    CreditReason.CANCELLED,
    CreditReason.INCLUDED_IN,
    CreditReason.EXISTING_PLAN,
    CreditReason.SINK,
    CreditReason.ENABLING,
)
"""Reasons for which an action has tonnes of its own that never count here."""

COMMITMENT_REASONS = {
    "names_no_action": pgettext_lazy("commitment", "names no action, so nothing of it can be counted"),
    "no_tonnes": pgettext_lazy("commitment", "promises no tonnes"),
    "actions_unknown": pgettext_lazy("commitment", "the tonnes of the actions it names are not known"),
    "through_actions": pgettext_lazy("commitment", "counts through the actions it names"),
}
"""Why a commitment is credited what it is, in the order in which the page lists them."""

CSV_COLUMNS = (
    "kind",
    "id",
    "code",
    "title",
    "sector",
    "cell",
    "claimed_tco2e",
    "credited_tco2e",
    "contested_tco2e",
    "reason",
    "rung",
    "promoter",
    "parties",
)


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """All actions with one reason; sums in t CO2e a year, None where nothing is known."""

    label: str
    actions: int
    isolated_tco2e: float | None
    credited_tco2e: float | None
    contested_tco2e: float | None


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A promise of an organisation: what it claims, and what of it counts through its actions."""

    id: str
    organisation_id: UUID | None
    organisation: str
    title: TextInLanguage
    action_codes: tuple[str, ...]
    claimed_tco2e: float | None
    credited_tco2e: float | None
    reason: str
    reason_label: str
    is_illustrative: bool


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """What the page shows; `is_exact` tells whether all sums agree to the last stored digit."""

    snapshot: ProgressSnapshot
    isolated_tco2e: float | None
    credited_tco2e: float | None
    contested_tco2e: float | None
    rows_are_complete: bool
    is_exact: bool
    check: str
    reasons: tuple[ReasonRow, ...]
    cells: tuple[CellView, ...]
    rows: tuple[LedgerRow, ...]
    commitments: tuple[CommitmentLine, ...]

    def cell_rows(self, sector: str) -> list[tuple[CellView, LedgerRow]]:
        """The actions that meet others, the most contested cell first, of one sector or of all."""
        return [
            (cell, row)
            for cell in self.cells
            if (cell.is_shared or cell.is_contested) and sector in ("", cell.sector)
            for row in cell.rows
        ]

    def uncounted(self, sector: str) -> list[LedgerRow]:
        """The actions that count nothing here whatever their tonnes, of one sector or of all."""
        rows = [row for row in self.rows if row.reason in COUNT_NOTHING and sector in ("", row.sector)]
        return sorted(rows, key=lambda row: (COUNT_NOTHING.index(CreditReason(row.reason)), row.code))


def read_ledger_page(contract: Contract, user: Any) -> LedgerPage | None:
    """The register of the snapshot that pages show, in seven queries; None where no ledger was computed."""
    snapshot = ProgressSnapshot.objects.filter(contract=contract, is_current=True).first()
    if snapshot is None or not snapshot.ledger:
        return None
    ledger, results = read_ledger(snapshot), snapshot.results
    rows = read_rows(contract, ledger, user)
    is_exact = sums_agree(rows, results)
    return LedgerPage(
        snapshot=snapshot,
        isolated_tco2e=results["isolated_tco2e"],
        credited_tco2e=results["credited_tco2e"],
        contested_tco2e=results["contested_tco2e"],
        rows_are_complete=results["rows_are_complete"],
        is_exact=is_exact,
        check=_check(results, is_exact=is_exact),
        reasons=_by_reason(rows),
        cells=read_cells(snapshot, ledger, rows),
        rows=rows,
        commitments=_commitments(contract, ledger, user),
    )


def group_by_cell(entries: Iterable[tuple[CellView, LedgerRow]]) -> list[tuple[CellView, list[LedgerRow]]]:
    """The rows of one page under their cells."""
    return [
        (cell, [row for _cell, row in group]) for cell, group in groupby(entries, key=lambda entry: entry[0])
    ]


def ledger_csv_rows(page: LedgerPage) -> Iterator[tuple[Any, ...]]:
    """The rows of the download: every action of the portfolio, then every commitment that the reader may see."""
    cells: dict[int | None, str] = {cell.position: cell.name for cell in page.cells}
    for row in page.rows:
        yield (
            "action", row.id, row.code, row.title.text, row.sector, cells.get(row.cell, ""), row.isolated_tco2e,
            row.credited_tco2e, row.contested_tco2e, row.reason, row.rung_label, row.promoter,
            "; ".join(f"{party.name} ({_plain(party.share)})" for party in row.parties),
        )  # fmt: skip
    for line in page.commitments:
        yield (
            "commitment", line.id, " ".join(line.action_codes), line.title.text, "", "", line.claimed_tco2e,
            line.credited_tco2e, None, line.reason, "", line.organisation, "",
        )  # fmt: skip


def sums_agree(rows: Iterable[LedgerRow], results: dict[str, Any]) -> bool:
    """Whether actions sum to the totals, and credited and contested tonnes to the claimed ones, to 0.0001 t."""
    totals = [_units(results[f"{name}_tco2e"]) for name in ("isolated", "credited", "contested")]
    counted = [row for row in rows if row.credited_tco2e is not None and row.reason not in COUNT_NOTHING]
    sums = [
        sum(_units(value) for value in column)
        for column in (
            [row.isolated_tco2e for row in counted],
            [row.credited_tco2e for row in counted],
            [row.contested_tco2e for row in counted],
        )
    ]
    return sums == totals and totals[0] == totals[1] + totals[2]


def _check(results: dict[str, Any], *, is_exact: bool) -> str:
    """The check in words, with all the digits that are stored."""
    if results["isolated_tco2e"] is None:
        return _("No action of this contract has tonnes, so there is nothing to add up.")
    if not is_exact:
        return _(
            "The sums of this register do not agree with one another. Please tell the city: it is an error."
        )
    return _(
        "Checked: %(credited)s t credited and %(contested)s t contested are exactly the %(claimed)s t that are "
        "claimed, and the rows of the actions add up to these totals to the last stored digit (0.1 kg)."
    ) % {
        "claimed": format_number(results["isolated_tco2e"], 4),
        "credited": format_number(results["credited_tco2e"], 4),
        "contested": format_number(results["contested_tco2e"], 4),
    }


def _by_reason(rows: tuple[LedgerRow, ...]) -> tuple[ReasonRow, ...]:
    order = [reason.value for reason in CreditReason]
    found = []
    for reason in sorted({row.reason for row in rows}, key=order.index):
        own = [row for row in rows if row.reason == reason]
        is_counted = reason not in COUNT_NOTHING
        found.append(
            ReasonRow(
                label=own[0].reason_label,
                actions=len(own),
                isolated_tco2e=_sum(row.isolated_tco2e for row in own) if is_counted else None,
                credited_tco2e=_sum(row.credited_tco2e for row in own) if is_counted else None,
                contested_tco2e=_sum(row.contested_tco2e for row in own) if is_counted else None,
            )
        )
    return tuple(found)


def _commitments(contract: Contract, ledger: LedgerView, user: Any) -> tuple[CommitmentLine, ...]:
    """The commitments that the reader may see and the ledger knows; those that name no action first."""
    found = Commitment.objects.visible_to(user).filter(contract=contract, pk__in=list(ledger.commitments))
    lines = [
        CommitmentLine(
            id=str(one.pk),
            organisation_id=one.organisation_id if one.is_named else None,
            organisation=one.public_party,
            title=one.title.pick(),
            action_codes=tuple(sorted(action.code for action in one.actions.all())),
            claimed_tco2e=stored.claimed,
            credited_tco2e=stored.credited,
            reason=stored.reason,
            reason_label=str(COMMITMENT_REASONS.get(stored.reason, stored.reason)),
            is_illustrative=one.is_illustrative,
        )
        for one in found.select_related("organisation").prefetch_related("actions")
        for stored in [ledger.commitments[str(one.pk)]]
    ]
    order = list(COMMITMENT_REASONS)
    return tuple(sorted(lines, key=lambda line: (order.index(line.reason), line.organisation, line.id)))


def _sum(values: Iterable[float | None]) -> float | None:
    """An exact sum of what is known, None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(_units(value) for value in known) / UNITS_PER_TONNE if known else None


def _units(value: float | None) -> int:
    """Tonnes as whole units of 0.0001 t, in which sums are exact."""
    return 0 if value is None else round(value * UNITS_PER_TONNE)


def _plain(share: float | None) -> str:
    return "" if share is None else format(share, "g")
