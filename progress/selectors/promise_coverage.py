"""The coverage map: which sectors and molecules lie under a promise in force, and on how few organisations it rests.

A promise counts through the actions it names. One that names actions of several cells is laid on them by their
isolated tonnes; where these are not all known its tonnes cannot be divided and are not stated in any of them.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from contracts.enums import Sector
from contracts.models import Contract
from emissions.concentration import herfindahl_index
from molecules.models import Molecule
from progress.frames import ContractInputs
from progress.frames.inputs import ACTION_COLUMNS, COMMITMENT_COLUMNS, GAP_COLUMNS
from progress.frames.portfolio import is_promise_in_force
from progress.models import ProgressSnapshot
from progress.selectors.snapshots import current_snapshot
from stakeholders.models import Commitment

WHOLE_CITY, SEVERAL = "", "several"
"""Where an action happens that is in no molecule, or in more than one."""

Place = tuple[str, str]
"""A cell of the map: sector and molecule."""


@dataclass(slots=True)
class Holding:
    """What lies under promises in one cell: tonnes by organisation, and how many promises state none there."""

    tonnes: dict[str, float] = field(default_factory=dict)
    not_stated: int = 0
    organisations: set[str] = field(default_factory=set)

    def add(self, organisation: str, tonnes: float | None) -> None:
        """Lay a promise, or its part, on the cell."""
        self.organisations.add(organisation)
        if tonnes is None:
            self.not_stated += 1
        else:
            self.tonnes[organisation] = self.tonnes.get(organisation, 0.0) + tonnes


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """A cell under a promise: tonnes (t CO2e a year) that are stated, None where none are."""

    area: str
    tonnes: float | None
    share_of_cut: float | None
    not_stated: int
    organisations: int
    herfindahl: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCoverage:
    """A sector with its planned cut and a cell for each molecule; None is a cell without a promise."""

    sector: str
    name: str
    cut_tco2e: float | None
    cells: tuple[CoverageCell | None, ...]
    total: CoverageCell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCoverage:
    """The map; `areas` are the keys and names of its columns, `unplaced` promises name no action of a sector."""

    snapshot: ProgressSnapshot
    areas: tuple[tuple[str, str], ...]
    sectors: tuple[SectorCoverage, ...]
    total: CoverageCell | None
    unplaced: int
    promises: int


def read_promise_coverage(contract: Contract) -> PromiseCoverage | None:
    """The map of the current snapshot, None while nothing is computed; three queries."""
    snapshot = current_snapshot(contract)
    if snapshot is None:
        return None
    inputs = ContractInputs.from_dict(snapshot.inputs, contract_id=contract.pk, as_of=snapshot.as_of)
    promises = _promises(inputs)
    found = Commitment.objects.filter(pk__in=promises).values_list("pk", "organisation_id")
    owners = {str(key): str(organisation) for key, organisation in found}
    holdings, unplaced = _lay_all(promises, owners, _places(inputs))
    areas = _areas(inputs, holdings)
    return PromiseCoverage(
        snapshot=snapshot,
        areas=areas,
        sectors=tuple(_sectors(inputs, areas, holdings)),
        total=_cell("", _merge(holdings.values()), None),
        unplaced=unplaced,
        promises=len(promises),
    )


@dataclass(slots=True)
class _Promise:
    tonnes: float | None
    actions: list[str]


def _promises(inputs: ContractInputs) -> dict[str, _Promise]:
    """The promises in force on the day of the snapshot, by their id."""
    found: dict[str, _Promise] = {}
    for row in inputs.commitments:
        one = dict(zip(COMMITMENT_COLUMNS, row, strict=False))
        if is_promise_in_force(row, inputs.as_of):
            promise = found.setdefault(str(one["id"]), _Promise(one["reduction_tco2e"], []))
            if one["action_id"] is not None:
                promise.actions.append(str(one["action_id"]))
    return found


def _places(inputs: ContractInputs) -> dict[str, tuple[Place, float | None]]:
    """Where each action lies, and its isolated tonnes."""
    molecules: dict[str, set[str]] = defaultdict(set)
    for molecule, _revision, action in inputs.molecules:
        if action is not None:
            molecules[str(action)].add(str(molecule))
    found = {}
    for row in inputs.actions:
        one = dict(zip(ACTION_COLUMNS, row, strict=False))
        within = molecules.get(str(one["id"]), set())
        area = WHOLE_CITY if not within else next(iter(within)) if len(within) == 1 else SEVERAL
        found[str(one["id"])] = ((one["sector"], area), one["reduction_tco2e"])
    return found


def _lay_all(
    promises: dict[str, _Promise], owners: dict[str, str], places: dict[str, tuple[Place, float | None]]
) -> tuple[dict[Place, Holding], int]:
    """Every promise laid on its cells, and how many name no action of a sector."""
    holdings: dict[Place, Holding] = defaultdict(Holding)
    unplaced = 0
    for key, promise in promises.items():
        named = [places[action] for action in promise.actions if action in places and places[action][0][0]]
        unplaced += not named
        for place, tonnes in _lay(promise.tonnes, named).items():
            holdings[place].add(owners.get(key, key), tonnes)
    return dict(holdings), unplaced


def _lay(tonnes: float | None, named: Sequence[tuple[Place, float | None]]) -> dict[Place, float | None]:
    """The tonnes of one promise on its cells; None in each where they are unknown or cannot be divided."""
    cells = list(dict.fromkeys(place for place, _isolated in named))
    if len(cells) == 1 or tonnes is None:
        return dict.fromkeys(cells, tonnes)
    weights: dict[Place, float] = dict.fromkeys(cells, 0.0)
    for place, isolated in named:
        weights[place] += math.nan if isolated is None else isolated
    whole = sum(weights.values())
    if not whole > 0:
        return dict.fromkeys(cells, None)
    return {place: tonnes * weight / whole for place, weight in weights.items()}


def _merge(holdings: Iterable[Holding]) -> Holding | None:
    merged = Holding()
    for one in holdings:
        merged.not_stated += one.not_stated
        merged.organisations |= one.organisations
        for organisation, tonnes in one.tonnes.items():
            merged.tonnes[organisation] = merged.tonnes.get(organisation, 0.0) + tonnes
    return merged if merged.organisations else None


def _cell(area: str, holding: Holding | None, cut_tco2e: float | None) -> CoverageCell | None:
    if holding is None:
        return None
    tonnes = sum(holding.tonnes.values()) if holding.tonnes else None
    index = herfindahl_index(list(holding.tonnes.values()))
    is_known = tonnes is not None and cut_tco2e is not None and cut_tco2e > 0
    return CoverageCell(
        area=area,
        tonnes=tonnes,
        share_of_cut=tonnes / cut_tco2e if is_known and tonnes is not None and cut_tco2e else None,
        not_stated=holding.not_stated,
        organisations=len(holding.organisations),
        herfindahl=None if math.isnan(index) else index,
    )


def _areas(inputs: ContractInputs, holdings: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """The molecules of the city as columns; the whole city, and several molecules, where a promise lies there."""
    keys = {str(row[0]) for row in inputs.molecules}
    names = {
        str(row.pk): str(row) for row in Molecule.objects.published().filter(pk__in=keys).order_by("code")
    }
    return (
        *names.items(),
        *((key, "") for key in (SEVERAL, WHOLE_CITY) if any(a == key for _s, a in holdings)),
    )


def _sectors(
    inputs: ContractInputs, areas: tuple[tuple[str, str], ...], holdings: dict[Place, Holding]
) -> Iterable[SectorCoverage]:
    """The sectors of the gap table and those under a promise, in the order of the words."""
    cuts = _cuts(inputs)
    for sector in Sector:
        own = {area: one for (of, area), one in holdings.items() if of == sector.value}
        if sector.value not in cuts and not own:
            continue
        cut = cuts.get(sector.value)
        yield SectorCoverage(
            sector=sector.value,
            name=str(sector.label),
            cut_tco2e=cut,
            cells=tuple(_cell(key, own.get(key), cut) for key, _name in areas),
            total=_cell("", _merge(own.values()), cut),
        )


def _cuts(inputs: ContractInputs) -> dict[str, float | None]:
    """What the gap table plans to cut in each sector; None where a row of it does not say."""
    found: dict[str, Any] = {}
    for row in inputs.gap_rows:
        one = dict(zip(GAP_COLUMNS, row, strict=False))
        sector, cut = one["sector"], one["target_reduction_tco2e"]
        if sector:
            before = found.get(sector, 0.0)
            found[sector] = None if before is None or cut is None else before + cut
    return found
