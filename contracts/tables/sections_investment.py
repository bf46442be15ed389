"""The sections of the investment plan, which cities withhold unless they decide otherwise."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.enums import Visibility
from contracts.tables.columns import both
from contracts.tables.spec import Part, SectionSpec, Text

_A = _("Part A: current state of climate investment")
_B = _("Part B: pathways of investment")
_C = _("Part C: enabling finance")


def _section(name: str, group: Text, title: Text, *tables: str, **options: Any) -> SectionSpec:
    return SectionSpec(
        f"invest.{name}",
        Part.INVESTMENT_PLAN,
        group,
        title,
        both(f"IP-{name.upper()}"),
        tables=tables,
        visibility=Visibility.INTERNAL,
        **options,
    )


SECTIONS = (
    _section("a1", _A, _("Existing climate action funding and financing"), "ip_existing_finance"),
    _section(
        "a2", _A, _("Strategic funding and financing evaluation"), "ip_city_income", "ip_capital_sources"
    ),
    _section("a3", _A, _("Barriers to climate investment"), "ip_barriers"),
    _section(
        "b1",
        _B,
        _("Cost scenarios for climate neutrality"),
        "ip_cost_scenarios",
        required=True,
        why=_("The label is given to a plan whose cost is known."),
    ),
    _section(
        "b2",
        _B,
        _("Capital planning for climate neutrality"),
        "ip_capital_planning",
        required=True,
        why=_("Who pays for what is the question that investors and the council ask first."),
    ),
    _section("b3", _B, _("Economic and financial indicators"), "ip_indicators"),
    _section("c1", _C, _("Climate policies for capital formation and deployment"), "ip_policies"),
    _section("c2", _C, _("Identification and mitigation of risks"), "ip_risks"),
    _section(
        "c3",
        _C,
        _("Capacity building and stakeholder engagement"),
        "ip_engagement",
        "ip_cost_matrix",
    ),
)
