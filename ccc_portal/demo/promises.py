"""What only the training city shows: reports of progress and commitments of organisations."""

from typing import Any
from uuid import UUID

from ccc_portal.demo.actions import action_id
from ccc_portal.demo.factors import factor_id, factors_by_code, to_tonnes
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.parties import organisation_named
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from ccc_portal.demo.wording import texts
from contracts.models import ActionReport
from stakeholders.models import Commitment


def build_reports(data: Dataset) -> list[ActionReport]:
    """Dated reports of actions; a measured quantity makes the tonnes with its factor."""
    factors = factors_by_code(data)
    return [
        ActionReport(
            id=demo_id(row["city_id"], f"report:{row['action_id']}:{row['reported_on']}"),
            action_id=action_id(row["city_id"], row["action_id"]),
            reported_on=row["reported_on"],
            share_done=row["share_done"],
            **_reached(row, factors),
            spent_eur=row["spent_eur"],
            note=row["note"],
            evidence_level=row["evidence_level"],
            evidence_url=row["evidence_url"],
            organisation_name=row["organisation"],
            organisation_id=organisation_named(data, row["organisation"]) if row["organisation"] else None,
        )
        for row in data.rows("reports")
    ]


def _reached(row: Row, factors: dict[str, Row]) -> dict[str, Any]:
    """The tonnes as told, or the measured quantity times its factor."""
    if not row["factor"]:
        return {"reduction_tco2e": row["reduction_tco2e"]}
    factor = factors[row["factor"]]
    return {
        "measured_quantity": row["measured_quantity"],
        "measured_unit": row["measured_unit"],
        "factor_id": factor_id(factor),
        "reduction_tco2e": to_tonnes(row["measured_quantity"], factor),
    }


def build_commitments(data: Dataset) -> list[Commitment]:
    """What organisations promise."""
    return [
        Commitment(
            id=_commitment_id(row["city_id"], row["code"]),
            contract_id=demo_id(row["city_id"], "contract"),
            organisation_id=organisation_named(data, row["organisation"]),
            title=texts(it=row["title_it"], en=row["title_en"]),
            statement=texts(it=row["statement_it"], en=row["statement_en"]),
            materiality=row["materiality"],
            start_year=row["start_year"],
            end_year=row["end_year"],
            reduction_tco2e=row["reduction_tco2e"],
            investment_eur=row["investment_eur"],
            state=row["state"],
        )
        for row in data.rows("commitments")
    ]


def link_commitments(data: Dataset) -> list[tuple[UUID, UUID]]:
    """Which actions each commitment covers."""
    return [
        (_commitment_id(row["city_id"], row["code"]), action_id(row["city_id"], code))
        for row in data.rows("commitments")
        for code in row["actions"].split()
    ]


def _commitment_id(city: str, code: str) -> UUID:
    return demo_id(city, f"commitment:{code}")
