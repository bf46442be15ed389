"""Actions of the portfolios, with what is known of their effect."""

import re
from typing import Any
from uuid import UUID

from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.references import INCLUDED_IN
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.timing import read_timing
from ccc_portal.demo.wording import ENGLISH, texts
from contracts.enums import Flow, Materiality, PromoterType, Quantification, Sector, Typology
from contracts.models import Action
from contracts.services.actions import maturity_of
from core.validators import normalise_code

NO_EFFECT = re.compile(r"No direct impact", re.IGNORECASE)
NOT_APPLICABLE = {"milano": re.compile(r"N\.A\.?")}
"""Only Milan prints "Not yet estimated" beside "N.A.", so only there does N.A. say "no effect to be quantified"."""
MUNICIPALITY = re.compile(
    r"(Comune di|Municipality of|Department of) (?!.* and partners).+|Roma Capitale|\w+ (Municipality|department)"
)
MEANS = (
    "in_existing_plan",
    "funding_secured_eur",
    "running_cost_eur",
    "saving_eur",
    "lifetime_years",
)
ANONYMISED = re.compile(r"Stakeholder \d+ \(anonymised")
FARMING = re.compile(r"Agricultur", re.IGNORECASE)
"""Prato files tractors and farm buildings under land use: their tonnes are not removals."""


def action_id(city: str, code: str) -> UUID:
    """The id of an action's row."""
    return demo_id(city, f"action:{normalise_code(code)}")


def build_actions(data: Dataset) -> list[Action]:
    """All actions; those that others are included in come first."""
    pathways = {(row["city_id"], row["sector"]): row["code"] for row in data.rows("pathways")}
    actions = [
        _build_action(row, pathways.get((row["city_id"], row["sector"]))) for row in data.rows("actions")
    ]
    return sorted(actions, key=lambda action: action.included_in_id is not None)


def _build_action(row: Row, pathway: str | None) -> Action:
    city = row["city_id"]
    timing = read_timing(row["timing"])
    return Action(
        id=action_id(city, row["action_id"]),
        contract_id=demo_id(city, "contract"),
        pathway_id=demo_id(city, f"pathway:{pathway}") if pathway else None,
        code=row["action_id"],
        code_key=normalise_code(row["action_id"]),
        title=texts(en=row["title"], it=row.get("title_it", "")),
        source_language=ENGLISH,
        sector=row["sector"],
        subcategory=row["subcategory"],
        typology=row["typology"],
        maturity=maturity_of(row["typology"]),
        materiality=Materiality.IMMATERIAL if row["typology"] == Typology.ENABLING else Materiality.MATERIAL,
        flow=_flow(row),
        **_effect(row),
        start_year=timing.start_year,
        end_year=timing.end_year,
        timeline_note=row["timing"],
        state=row.get("state") or timing.state,
        **({"health": row["health"]} if "health" in row else {}),
        cost_eur=row["investment_eur"],
        cost_note=row["investment_raw"],
        **_means(row),
        promoter=row["promoter"],
        promoter_type=promoter_type(row["promoter"]),
        location_note=row["location_text"],
        source=row["source"],
    )


def _effect(row: Row) -> dict[str, Any]:
    """The quantification with the fields it needs; an empty cell is "not estimated", never zero."""
    printed, tonnes = row["reduction_raw"], row["reduction_tco2e_per_year"]
    effect: dict[str, Any] = {"reduction_note": printed, "quantification": Quantification.NOT_ESTIMATED}
    not_applicable = NOT_APPLICABLE.get(row["city_id"])
    if tonnes is not None:
        effect |= {"quantification": Quantification.QUANTIFIED, "reduction_tco2e": tonnes}
    elif included := INCLUDED_IN.match(printed):
        effect |= {
            "quantification": Quantification.INCLUDED_IN,
            "included_in_id": action_id(row["city_id"], included[1]),
        }
    elif NO_EFFECT.match(printed) or (not_applicable and not_applicable.fullmatch(printed)):
        effect["quantification"] = Quantification.NOT_QUANTIFIABLE
    return effect


def _means(row: Row) -> dict[str, Any]:
    """The shared source an action cuts, and its money; only the training city publishes them."""
    known: dict[str, Any] = {name: row.get(name) for name in MEANS}
    return known | {"source_group": row.get("source_group", ""), "cut_share": row.get("cut_percent")}


def _flow(row: Row) -> Flow:
    """Tonnes of green areas are removals."""
    is_removal = (
        row["sector"] == Sector.AFOLU
        and row["reduction_tco2e_per_year"] is not None
        and not FARMING.match(row["subcategory"])
    )
    return Flow.SINK if is_removal else Flow.SOURCE


def promoter_type(promoter: str) -> PromoterType:
    """Who carries an action, where the printed words leave no doubt.

    >>> promoter_type("Comune di Milano"), promoter_type("Comune di Prato and partners"), promoter_type("A2A")
    (PromoterType.MUNICIPALITY, PromoterType.NOT_STATED, PromoterType.NOT_STATED)
    """
    if MUNICIPALITY.fullmatch(promoter):
        return PromoterType.MUNICIPALITY
    return PromoterType.STAKEHOLDER if ANONYMISED.match(promoter) else PromoterType.NOT_STATED
