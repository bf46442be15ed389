"""The third and fourth step of the sheet: who and what it costs, and what only developers are asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.tables import ColumnKind
from contracts.tables.columns import EURO
from stakeholders.enums import Cluster
from stakeholders.sheets.spec import SheetField
from stakeholders.sheets.words import OtherFunding, Step

BUILDERS = frozenset({Cluster.URBAN_REGENERATION, Cluster.HOUSING_COOPERATIVE})


def _asked(key: str, label: Any, kind: ColumnKind = ColumnKind.TEXT, **options: Any) -> SheetField:
    return SheetField(key, label, kind, step=Step.GOVERNANCE, **options)


def _amount(key: str, label: Any, unit: str, **options: Any) -> SheetField:
    """A quantity that developers know of what they build."""
    return SheetField(
        key, label, ColumnKind.NUMBER, unit, low=0, step=Step.DEVELOPER, variants=BUILDERS, **options
    )


def _energy(key: str, label: Any) -> SheetField:
    return _amount(key, label, "MWh/a", can_be_confidential=True)


GOVERNANCE = (
    _asked("partners", _("Partners"), hint=_("Organisations that take part, one a line.")),
    _asked("barriers", _("Barriers"), can_be_confidential=True),
    _asked("enablers", _("What helps")),
    _asked(
        "capex_eur", _("Investment (CAPEX)"), ColumnKind.NUMBER, unit=EURO, low=0, can_be_confidential=True
    ),
    _asked(
        "opex_eur",
        _("Running costs a year (OPEX)"),
        ColumnKind.NUMBER,
        unit=f"{EURO}/a",
        low=0,
        can_be_confidential=True,
    ),
    _asked("has_other_funding", _("Is other funding used?"), ColumnKind.BOOLEAN, needed=True),
    _asked("other_funding", _("Which other funding"), ColumnKind.CHOICES, choices=OtherFunding),
    _asked(
        "other_funding_percent",
        _("Share of the investment from other funding"),
        ColumnKind.NUMBER,
        unit="%",
        low=0,
        high=100,
        can_be_confidential=True,
    ),
)
DEVELOPER = (
    _amount("total_m2", _("Total area"), "m²"),
    _amount("residential_m2", _("Residential area"), "m²"),
    _amount("permeable_area_m2", _("Permeable area"), "m²"),
    _amount("green_roof_m2", _("Green roofs"), "m²"),
    _amount("heated_m2", _("Heated area"), "m²"),
    _amount("volume_m3", _("Volume"), "m³"),
    _amount("users", _("Expected users"), ""),
    _amount("chp_kw", _("Combined heat and power, capacity"), "kW"),
    _amount("chp_efficiency_percent", _("Combined heat and power, efficiency"), "%", high=100),
    _amount("heat_pump_kw", _("Heat pumps, capacity"), "kW"),
    _energy("electricity_mwh", _("Expected electricity")),
    _amount("certified_percent", _("Certified share of the electricity"), "%", high=100),
    _amount("gas_smc", _("Expected gas"), "Smc/a", can_be_confidential=True),
    SheetField("other_carriers", _("Other carriers"), step=Step.DEVELOPER, variants=BUILDERS),
    _energy("pv_produced_mwh", _("Photovoltaic power produced")),
    _energy("pv_used_mwh", _("Photovoltaic power used on the spot")),
    _energy("pv_exported_mwh", _("Photovoltaic power fed into the grid")),
)
