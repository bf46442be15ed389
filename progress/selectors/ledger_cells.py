"""Where actions meet: what the inventory says is there, what is claimed of it, and how the credit is shared."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.quantities import format_number, format_tonnes
from emissions.words import CreditMethod, CreditReason
from molecules.models import Molecule
from progress.frames import ContractInputs
from progress.frames.portfolio import sources_frame
from progress.models import ProgressSnapshot
from progress.selectors.ledger import LedgerCell, LedgerView
from progress.selectors.ledger_rows import LedgerRow, sector_label

METHODS = {
    CreditMethod.PROPORTIONAL: gettext_lazy(
        "These actions cut the same emissions: what one has saved, another cannot save again. What they save "
        "together is shared in proportion to what each claims."
    ),
    CreditMethod.SHAPLEY: gettext_lazy(
        "These actions state by how many percent they cut the same emissions. Each is credited what it adds on "
        "average over all the orders in which they could come (Shapley's value)."
    ),
    CreditMethod.ALONE: gettext_lazy(
        "One action acts on this source. It is credited what it claims, and never more than the source emits."
    ),
    CreditMethod.UNCAPPED: gettext_lazy(
        "Nobody has published how much this source emits, so the claims are added up and nothing limits them."
    ),
    CreditMethod.ADDITIVE: gettext_lazy(
        "These actions act on different sources, so their claims are added up."
    ),
}
"""How a cell's credit is found, in a sentence for a citizen."""

CAPS = {
    CreditReason.SECTOR_CAP: gettext_lazy(
        "Together they exceed what the sector emits: each is cut back in the same proportion."
    ),
    CreditReason.CONTRACT_CAP: gettext_lazy(
        "Together with the other sectors they exceed what the city emits: each is cut back in the same proportion."
    ),
}
"""What is added where the sector or the whole contract is the limit."""


@dataclass(frozen=True, slots=True)
class CellView:
    """Actions that meet, with the sentences that explain their credit; tonnes in t CO2e a year.

    `is_shared` tells whether several actions take from its source, here or in another place of the city.
    """

    position: int
    name: str
    area: str
    sector: str
    contested_tco2e: float | None
    there: str
    claims: str
    method: str
    is_shared: bool
    rows: tuple[LedgerRow, ...]

    @property
    def is_contested(self) -> bool:
        """Whether more is claimed than is credited."""
        return bool(self.contested_tco2e)


def read_cells(
    snapshot: ProgressSnapshot, ledger: LedgerView, rows: tuple[LedgerRow, ...]
) -> tuple[CellView, ...]:
    """The cells of the ledger, the most contested first; one query where a cell lies in a molecule."""
    if not ledger.cells:
        return ()
    emitted, areas = _emitted(snapshot), _area_names(ledger)
    inside: dict[int, list[LedgerRow]] = {}
    for row in rows:
        if row.cell is not None:
            inside.setdefault(row.cell, []).append(row)
    acting = _count_by_source(ledger)
    views = [
        _view(
            position,
            cell,
            inside.get(position, []),
            emitted=emitted,
            areas=areas,
            acting=acting[_source(cell)],
        )
        for position, cell in enumerate(ledger.cells)
    ]
    return tuple(sorted(views, key=lambda view: -(view.contested_tco2e or 0.0)))


def _view(
    position: int,
    cell: LedgerCell,
    rows: list[LedgerRow],
    *,
    emitted: dict[tuple[str, str], float],
    areas: dict[str, str],
    acting: int,
) -> CellView:
    cut = _limit_that_cuts(rows)
    group = cell.source_group
    return CellView(
        position=position,
        name=f"{sector_label(cell.sector)}: {group}" if group else sector_label(cell.sector),
        area=areas.get(cell.area, ""),
        sector=cell.sector,
        contested_tco2e=cell.contested,
        there=_what_is_there(cell, cut, emitted),
        claims=_claims(cell),
        method=_method(cell, cut, acts_elsewhere=acting > cell.actions),
        is_shared=acting > 1,
        rows=tuple(sorted(rows, key=lambda row: (-(row.contested_tco2e or 0.0), row.code))),
    )


def _limit_that_cuts(rows: list[LedgerRow]) -> CreditReason | None:
    """The limit above the source that cuts these actions, the sector's or the contract's."""
    reasons = [row.reason for row in rows]
    found = [limit for limit in CAPS if limit.value in reasons]
    return max(found, key=lambda limit: reasons.count(limit.value)) if found else None


def _what_is_there(cell: LedgerCell, cut: CreditReason | None, emitted: dict[tuple[str, str], float]) -> str:
    """What the inventory of the baseline says is there to save."""
    if cell.source_group and cell.available is not None:
        return _("The inventory says that this source emits %(tonnes)s a year.") % _tonnes(cell.available)
    if cut is CreditReason.CONTRACT_CAP and ("", "") in emitted:
        return _("All emissions inside the target come to %(tonnes)s a year.") % _tonnes(emitted["", ""])
    if (cell.sector, "") in emitted and not cell.source_group:
        return _("The inventory says that the whole sector emits %(tonnes)s a year.") % _tonnes(
            emitted[cell.sector, ""]
        )
    return _("No inventory says how much this source emits.")


def _claims(cell: LedgerCell) -> str:
    return ngettext(
        "%(count)s action claims %(claimed)s; %(credited)s are credited and %(contested)s are contested.",
        "%(count)s actions claim %(claimed)s; %(credited)s are credited and %(contested)s are contested.",
        cell.actions,
    ) % {
        "count": format_number(cell.actions),
        "claimed": format_tonnes(cell.claimed, "t", co2e=True),
        "credited": format_tonnes(cell.credited, "t", co2e=True),
        "contested": format_tonnes(cell.contested, "t", co2e=True),
    }


def _method(cell: LedgerCell, cut: CreditReason | None, *, acts_elsewhere: bool) -> str:
    known = cell.method in [method.value for method in METHODS]
    sentences = [str(METHODS[CreditMethod(cell.method)])] if known else []
    if acts_elsewhere:
        sentences.append(_("Actions in other places of the city take from the same source too."))
    return " ".join([*sentences, *([str(CAPS[cut])] if cut else [])])


def _source(cell: LedgerCell) -> tuple[str, str]:
    """The source that a cell takes from, whatever its place and however its name is written."""
    return cell.sector, cell.source_group.strip().casefold()


def _count_by_source(ledger: LedgerView) -> Counter[tuple[str, str]]:
    """How many actions take from each source."""
    counts: Counter[tuple[str, str]] = Counter()
    for cell in ledger.cells:
        counts[_source(cell)] += cell.actions
    return counts


def _emitted(snapshot: ProgressSnapshot) -> dict[tuple[str, str], float]:
    """What the stored inputs say each sector, and the whole contract, emits (t CO2e a year)."""
    inputs = ContractInputs.from_dict(snapshot.inputs, contract_id=snapshot.contract_id, as_of=snapshot.as_of)
    frame = sources_frame([inputs])
    return {
        (sector, group): float(tonnes)
        for _contract, sector, group, tonnes in frame.itertuples(index=False, name=None)
    }


def _area_names(ledger: LedgerView) -> dict[str, str]:
    """The names of the molecules that cells lie in."""
    ids = {cell.area for cell in ledger.cells if cell.area}
    return {str(row.pk): str(row) for row in Molecule.objects.published().filter(pk__in=ids)} if ids else {}


def _tonnes(value: float) -> dict[str, Any]:
    return {"tonnes": format_tonnes(value, "t", co2e=True)}
