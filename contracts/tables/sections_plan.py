"""The sections of the action plan, in the order of the template."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.tables.columns import both, swapped
from contracts.tables.spec import Generation, Part, SectionSpec, Text


def _section(
    name: str, group: Text, title: Text, numbers: dict[str, str] | None = None, **options: Any
) -> SectionSpec:
    return SectionSpec(f"plan.{name}", Part.ACTION_PLAN, group, title, numbers or {}, **options)


_FRONT = _("Front matter")
_I = _("Target")
_A1 = _("Part A: greenhouse gas inventory")
_A2 = _("Part A: policies and gap")
_A3 = _("Part A: systems and barriers")
_B1 = _("Part B: impact pathways")
_B2 = _("Part B: actions")
_B3 = _("Part B: indicators")
_C = _("Part C: enabling climate neutrality")
_END = _("Outlook and annexes")

FRONT = (
    _section("summary", _FRONT, _("Summary")),
    _section("introduction", _FRONT, _("Introduction")),
    _section("process", _FRONT, _("Work process")),
    _section(
        "target",
        _I,
        _("Climate neutrality target by 2030"),
        {Generation.V2: "I-1.1"},
        tables=("target_boundary",),
        required=True,
        why=_("Every figure of the plan counts only what this table includes."),
    ),
)

PART_A = (
    _section(
        "energy",
        _A1,
        _("Final energy use"),
        both("A-1.1"),
        tables=("energy_use",),
        required=True,
        why=_("Energy use is what most emissions are computed from."),
    ),
    _section(
        "factors",
        _A1,
        _("Emission factors"),
        both("A-1.2"),
        tables=("emission_factors",),
        required=True,
        why=_("The choice of factors alone moves a city's total by 15%; reviewers must be able to read it."),
    ),
    _section("activity", _A1, _("Activity"), swapped("A-1.3", "A-1.4"), tables=("activity",)),
    _section(
        "emissions",
        _A1,
        _("GHG emissions"),
        swapped("A-1.4", "A-1.3"),
        tables=("emissions",),
        required=True,
        why=_("The baseline is the figure that target, gap and progress are measured against."),
    ),
    _section("graphics", _A1, _("Graphics and charts"), both("A-1.5")),
    _section("assessment", _A1, _("Description and assessment of the inventory"), both("A-1.6")),
    _section("policies", _A2, _("Policies, strategies and regulations"), both("A-2.1"), tables=("policies",)),
    _section("policy_text", _A2, _("Description and assessment of policies"), both("A-2.2")),
    _section(
        "gap",
        _A2,
        _("Emissions gap"),
        swapped("A-2.3", "A-2.1"),
        tables=("emissions_gap",),
        required=True,
        why=_("The gap says how much the actions of this contract have to bring."),
    ),
    _section("systems", _A3, _("Systems and stakeholders"), swapped("A-3.1", "A-3.2"), tables=("systems",)),
    _section(
        "barriers",
        _A3,
        _("Systemic barriers and opportunities"),
        swapped("A-3.2", "A-3.1"),
        tables=("barriers",),
        required=True,
        why=_("Actions are judged by the barriers that they take away."),
    ),
    _section("participation", _A3, _("Participatory model"), both("A-3.3")),
)

PART_B = (
    _section(
        "pathways",
        _B1,
        _("Impact pathways"),
        both("B-1.1"),
        tables=("impact_pathways",),
        required=True,
        why=_("Each action follows a pathway from an early change to tonnes."),
    ),
    _section("pathway_text", _B1, _("Description of the impact pathways"), both("B-1.2")),
    _section(
        "portfolio",
        _B2,
        _("Action portfolio"),
        both("B-2.1"),
        tables=("action_portfolio",),
        required=True,
        why=_("The portfolio is what closes the gap."),
    ),
    _section("outlines", _B2, _("Individual action outlines"), both("B-2.2"), tables=("action_outlines",)),
    _section(
        "residual",
        _B2,
        _("Strategy for residual emissions"),
        both("B-2.3"),
        tables=("residual_emissions",),
        hint=_("What remains in the target year has to be balanced every year from then on."),
    ),
    _section(
        "indicators",
        _B3,
        _("Indicators"),
        both("B-3.1"),
        tables=("indicators",),
        required=True,
        why=_("Without indicators nobody can tell whether the plan works."),
    ),
    _section("indicator_cards", _B3, _("Indicator metadata"), both("B-3.2"), tables=("indicator_cards",)),
)

PART_C = (
    _section("governance", _C, _("Governance innovation"), both("C-1.1"), tables=("governance",)),
    _section("governance_text", _C, _("Description of governance innovation"), both("C-1.2")),
    _section("social", _C, _("Social innovation"), both("C-2.1"), tables=("social_innovation",)),
    _section("social_text", _C, _("Description of social innovation"), both("C-2.2")),
    _section(
        "costs",
        _C,
        _("Interventions with cost implication"),
        both("C-3.1"),
        tables=("cost_interventions",),
        required=True,
        why=_("The investment plan rests on these costs."),
    ),
    _section("outlook", _END, _("Outlook and next steps")),
    _section("annexes", _END, _("Annexes")),
)

SECTIONS = FRONT + PART_A + PART_B + PART_C
