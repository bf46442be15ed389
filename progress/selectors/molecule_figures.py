"""The figures of molecules side by side: what they emit, what is delivered there, what is promised there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from contracts.models import Contract
from molecules.enums import EmissionBasis
from molecules.models import LocalEmission, Molecule, MoleculeTarget
from progress.selectors.actions import current_ledger
from progress.selectors.ledger import LedgerView
from progress.selectors.placed_actions import PlacedAction, add_part, list_placed_actions
from progress.selectors.promise_coverage import SEVERAL, PromiseCoverage, read_promise_coverage

MEASURED, APPORTIONED, MIXED, ILLUSTRATIVE = "measured", "apportioned", "mixed", "illustrative"
"""What emissions rest on: all sectors measured, all shared out, some of each, or nobody's figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSum:
    """What the sectors of a molecule emitted in a year (t CO2e), what that rests on, by which keys it was shared."""

    year: int | None
    tonnes: float
    basis: str
    keys: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    is_illustrative: bool = False


@dataclass(slots=True, kw_only=True)
class MoleculeFigures:
    """The figures of one molecule; tonnes in t CO2e (a year for cuts), None where unknown.

    `left_out` counts the actions whose part here nobody knows. `promised_share` is what is promised in signed
    commitments, of what the actions declare.
    """

    molecule: Molecule
    years: tuple[YearSum, ...] = ()
    targets: tuple[MoleculeTarget, ...] = ()
    actions: int = 0
    declared_tco2e: float | None = None
    credited_tco2e: float | None = None
    delivered_tco2e: float | None = None
    left_out: int = 0
    promised_tco2e: float | None = None
    parts: dict[str, float | None] = field(default_factory=dict)

    @property
    def newest(self) -> YearSum | None:
        """The newest year with emissions; an illustrative figure without a year where there is none."""
        if self.years:
            return self.years[-1]
        stated = self.molecule.illustrative_baseline_tco2e
        if stated is None:
            return None
        return YearSum(year=None, tonnes=float(stated), basis=ILLUSTRATIVE, is_illustrative=True)

    @property
    def per_resident_tco2e(self) -> float | None:
        """The newest emissions by the residents that are known."""
        newest, residents = self.newest, self.molecule.residents
        return newest.tonnes / residents if newest and residents else None

    @property
    def promised_share(self) -> float | None:
        """What is promised of what the actions declare."""
        if self.promised_tco2e is None or not self.declared_tco2e:
            return None
        return self.promised_tco2e / self.declared_tco2e


def read_figures(contract: Contract, molecules: Iterable[Molecule]) -> tuple[MoleculeFigures, ...]:
    """The figures of molecules of one city, in their order, in eight queries for any number."""
    found = {one.pk: MoleculeFigures(molecule=one) for one in molecules}
    if not found:
        return ()
    _add_emissions(found)
    _add_actions(found, contract, current_ledger(contract))
    _add_promises(found, read_promise_coverage(contract))
    return tuple(found.values())


def sum_years(rows: Iterable[LocalEmission]) -> tuple[YearSum, ...]:
    """The sums of local emissions by year, the oldest first."""
    by_year: dict[int, list[LocalEmission]] = defaultdict(list)
    for row in rows:
        by_year[row.year].append(row)
    return tuple(_sum_year(year, of_year) for year, of_year in sorted(by_year.items()))


def _sum_year(year: int, rows: Sequence[LocalEmission]) -> YearSum:
    bases = {row.basis for row in rows}
    basis = MIXED if len(bases) > 1 else MEASURED if EmissionBasis.MEASURED in bases else APPORTIONED
    return YearSum(
        year=year,
        tonnes=float(sum((row.emissions_tco2e for row in rows), Decimal(0))),
        basis=basis,
        keys=tuple(sorted({str(row.get_key_display()) for row in rows if row.key})),
        sectors=tuple(sorted(row.sector for row in rows)),
        is_illustrative=any(row.is_illustrative for row in rows),
    )


def _add_emissions(found: dict[UUID, MoleculeFigures]) -> None:
    emissions: dict[Any, list[LocalEmission]] = defaultdict(list)
    for row in LocalEmission.objects.filter(molecule__in=found):
        emissions[row.molecule_id].append(row)
    for key, rows in emissions.items():
        found[key].years = sum_years(rows)
    for target in MoleculeTarget.objects.filter(molecule__in=found).order_by("year"):
        found[target.molecule_id].targets += (target,)


def _add_actions(found: dict[UUID, MoleculeFigures], contract: Contract, ledger: LedgerView | None) -> None:
    for placed in list_placed_actions(contract):
        one = found.get(placed.row.molecule_id)
        if one is not None:
            _add_action(one, placed, ledger)


def _add_action(one: MoleculeFigures, placed: PlacedAction, ledger: LedgerView | None) -> None:
    action, part = placed.row.action, placed.part
    one.actions += 1
    one.parts[str(action.pk)] = part
    one.left_out += part is None
    if not placed.cuts_tonnes:
        return
    credit = ledger.actions.get(str(action.pk)) if ledger else None
    one.declared_tco2e = add_part(one.declared_tco2e, action.reduction_tco2e, part)
    one.credited_tco2e = add_part(one.credited_tco2e, credit.credited if credit else None, part)
    one.delivered_tco2e = add_part(one.delivered_tco2e, credit.delivered if credit else None, part)


def _add_promises(found: dict[UUID, MoleculeFigures], coverage: PromiseCoverage | None) -> None:
    """The tonnes promised in each molecule; 0 where it is certain that nobody promised any."""
    if coverage is None:
        return
    areas = [key for key, _name in coverage.areas]
    is_certain = SEVERAL not in areas
    for key, one in found.items():
        if str(key) not in areas:
            continue
        place = areas.index(str(key))
        cells = [row.cells[place] for row in coverage.sectors]
        stated = [cell.tonnes for cell in cells if cell is not None and cell.tonnes is not None]
        if stated:
            one.promised_tco2e = sum(stated)
        elif is_certain and not any(cell is not None for cell in cells):
            one.promised_tco2e = 0.0
