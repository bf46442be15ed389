"""The second step of the sheet: energy before and after, renewable power, other emissions and results."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import mod
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from contracts.tables import ColumnKind
from stakeholders.enums import Cluster
from stakeholders.sheets.spec import SheetField
from stakeholders.sheets.words import BaselineKind, CoBenefit, HeatNetwork, ImpactSector, Step

_filled = lazy(mod, str)
"""A sentence filled when it is shown, in the language of then."""
MWH_A_YEAR = "MWh/a"
KILOGRAMS_A_YEAR = "kg CO₂e/a"
ENERGY_WORDS: dict[str, Any] = {
    "kind": ColumnKind.NUMBER,
    "unit": MWH_A_YEAR,
    "low": 0,
    "can_be_confidential": True,
}
DIRECT = frozenset(set(Cluster) - {Cluster.ENABLING})
"""Clusters with emissions of their own; enabling actors tell in words what they make possible."""


@dataclass(frozen=True, slots=True)
class EnergyUse:
    """A carrier that a sector uses; `factors` are the names of the city's factors that fit, the best one first."""

    sector: ImpactSector
    carrier: str
    label: str | Promise
    factors: tuple[str, ...]

    @property
    def key(self) -> str:
        """How its answers begin: `<key>_before` and `<key>_after`."""
        return f"{self.sector}_{self.carrier}"


_GRID = ("grid electricity",)
_HEAT = "district heating, "
ENERGY_USES = (
    EnergyUse(ImpactSector.BUILDINGS, "electricity", _("Electricity in buildings"), _GRID),
    EnergyUse(
        ImpactSector.BUILDINGS, "natural_gas", _("Natural gas"), ("methane, stationary", "natural gas")
    ),
    EnergyUse(ImpactSector.BUILDINGS, "lpg", _("LPG for heating"), ("LPG, stationary", "LPG")),
    EnergyUse(ImpactSector.BUILDINGS, "diesel", _("Heating oil"), ("diesel, stationary", "diesel / gas oil")),
    EnergyUse(
        ImpactSector.BUILDINGS,
        "district_heating",
        _("District heating"),
        (f"{_HEAT}average of the inventory", "district heating"),
    ),
    EnergyUse(ImpactSector.MOBILITY, "electricity", _("Electricity for vehicles"), _GRID),
    EnergyUse(ImpactSector.MOBILITY, "petrol", _("Petrol"), ("motor gasoline",)),
    EnergyUse(
        ImpactSector.MOBILITY, "diesel", _("Diesel for vehicles"), ("diesel, mobility", "diesel / gas oil")
    ),
    EnergyUse(ImpactSector.MOBILITY, "gas", _("Methane or LPG for vehicles"), ("methane and LPG, mobility",)),
)
GRID_CARRIER, CERTIFIED_CARRIER = "grid", "certified"
POWER_FACTORS = {GRID_CARRIER: _GRID, CERTIFIED_CARRIER: ("certified renewable electricity",)}
"""What renewable and certified power is counted with."""


def factor_names(answers: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The names under which the city's factors are looked for, by use; a named heat network has its own."""
    names = {use.key: use.factors for use in ENERGY_USES} | POWER_FACTORS
    network = answers.get("heat_network")
    if network in (HeatNetwork.EAST, HeatNetwork.WEST, HeatNetwork.NORTH):
        names["buildings_district_heating"] = (f"{_HEAT}{str(network).title()}",)
    return names


def _energy(use: EnergyUse) -> tuple[SheetField, SheetField]:
    """What one use of energy is before and after the project."""
    before, after = _("%(carrier)s, before"), _("%(carrier)s, after")
    options: dict[str, Any] = ENERGY_WORDS | {"step": Step.IMPACTS, "variants": DIRECT, "area": use.sector}
    words = {"carrier": use.label}
    return (
        SheetField(f"{use.key}_before", _filled(before, words), **options),
        SheetField(f"{use.key}_after", _filled(after, words), **options),
    )


def _other(sector: ImpactSector) -> tuple[SheetField, SheetField]:
    """Emissions of a sector that no energy tells, as the organisation computed them itself."""
    options: dict[str, Any] = {
        "kind": ColumnKind.NUMBER,
        "unit": KILOGRAMS_A_YEAR,
        "step": Step.IMPACTS,
        "variants": DIRECT,
        "area": sector,
        "can_be_confidential": True,
    }
    words = {"sector": sector.label}
    return (
        SheetField(
            f"{sector}_other_before", _filled(_("%(sector)s: other emissions, before"), words), **options
        ),
        SheetField(
            f"{sector}_other_after", _filled(_("%(sector)s: other emissions, after"), words), **options
        ),
    )


def _result(key: str, label: Any, unit: str, **options: Any) -> SheetField:
    """A result beside emissions, as a quantity a year or in all."""
    return SheetField(
        key, label, ColumnKind.NUMBER, unit, low=0, step=Step.IMPACTS, area="results", **options
    )


IMPACTS = (
    SheetField(
        "baseline_kind",
        _("What “before” means"),
        ColumnKind.CHOICE,
        choices=BaselineKind,
        step=Step.IMPACTS,
        needed=True,
        variants=DIRECT,
    ),
    SheetField(
        "enabled_effect",
        _("What this makes possible"),
        step=Step.IMPACTS,
        needed=True,
        variants=frozenset({Cluster.ENABLING}),
        hint=_("Enabling actions have no tonnes of their own: say whose emissions fall thanks to them."),
    ),
    SheetField(
        "renewable_mwh",
        _("Renewable electricity produced"),
        **ENERGY_WORDS,
        step=Step.IMPACTS,
        variants=DIRECT,
        area=ImpactSector.ENERGY,
        hint=_("Additional to before. It is taken off the grid's emissions."),
    ),
    SheetField(
        "certified_mwh",
        _("Certified green power bought"),
        **ENERGY_WORDS,
        step=Step.IMPACTS,
        variants=DIRECT,
        area=ImpactSector.ENERGY,
        hint=_("Additional to before, with guarantees of origin."),
    ),
    *(
        field
        for sector in ImpactSector
        for field in (
            *(part for use in ENERGY_USES if use.sector is sector for part in _energy(use)),
            *_other(sector),
        )
    ),
    SheetField(
        "heat_network",
        _("District heating network"),
        ColumnKind.CHOICE,
        choices=HeatNetwork,
        step=Step.IMPACTS,
        variants=DIRECT,
        area=ImpactSector.BUILDINGS,
    ),
    SheetField("method", _("How other emissions were computed"), step=Step.IMPACTS, area="results"),
    _result("waste_kg", _("Waste avoided or recycled"), "kg/a"),
    _result("water_l", _("Water saved"), "l/a"),
    _result("charging_points", _("Charging points"), ""),
    _result("trees", _("Trees planted"), ""),
    _result("permeable_m2", _("Permeable green area"), "m²"),
    SheetField(
        "co_benefits",
        _("Co-benefits"),
        ColumnKind.CHOICES,
        choices=CoBenefit,
        step=Step.IMPACTS,
        area="results",
    ),
)
