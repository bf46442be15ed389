"""Readers of actions, indicators, pathways, parties, clauses and gap rows."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from contracts.documents.stores.fields import FieldReader
from contracts.models import (
    Action,
    Clause,
    ContractParty,
    ContractVersion,
    EmissionsGapRow,
    Indicator,
    Pathway,
)

PEOPLE_SEPARATOR = "; "
COST_COLUMNS = (
    "cost_eur",
    "cost_note",
    "funding_secured_eur",
    "funding_requested_eur",
    "running_cost_eur",
    "saving_eur",
    "lifetime_years",
)


def _actions(version: ContractVersion) -> QuerySet[Action]:
    return Action.objects.filter(contract=version.contract_id, archived_at=None)


def _indicators(version: ContractVersion) -> QuerySet[Indicator]:
    return Indicator.objects.filter(contract=version.contract_id, archived_at=None)


def _pathways(version: ContractVersion) -> QuerySet[Pathway]:
    return Pathway.objects.filter(contract=version.contract_id)


def _parties(version: ContractVersion) -> QuerySet[ContractParty]:
    return ContractParty.objects.filter(contract=version.contract_id)


def _clauses(version: ContractVersion) -> QuerySet[Clause]:
    return Clause.objects.filter(version=version)


def _gap_rows(version: ContractVersion) -> QuerySet[EmissionsGapRow]:
    return EmissionsGapRow.objects.filter(version=version)


def _action_codes(indicators: QuerySet[Indicator]) -> Mapping[Any, list[str]]:
    """The codes of the actions that each indicator follows."""
    through = Indicator.actions.through.objects.filter(indicator__in=indicators.order_by().values("pk"))
    codes: dict[Any, list[str]] = {}
    pairs = through.order_by("action__code_key").values_list("indicator_id", "action__code")
    for indicator_id, code in pairs:
        codes.setdefault(indicator_id, []).append(code)
    return codes


def join_people(persons: Any, name: str) -> str:
    """One property of the people who sign, in their order; empty where none has it."""
    found = [str(one.get(name) or "") for one in persons]
    return PEOPLE_SEPARATOR.join(found) if any(found) else ""


ACTIONS = FieldReader(
    rows=_actions,
    order=("code_key", "id"),
    searched=("code", "title__it", "title__en", "promoter", "responsible"),
    paths={"pathway": "pathway__code", "included_in": "included_in__code"},
    filled={"cost_interventions": COST_COLUMNS},
    hides="field_visibility",
)
INDICATORS = FieldReader(
    rows=_indicators,
    order=("code", "id"),
    searched=("code", "name__it", "name__en", "unit", "owner"),
    links={"actions": _action_codes},
)
PATHWAYS = FieldReader(
    rows=_pathways,
    order=("code", "id"),
    searched=("code", "title__it", "title__en"),
    paths={"objective": "objective__code"},
)
PARTIES = FieldReader(
    rows=_parties,
    order=("position", "id"),
    searched=("organisation_name", "category", "role"),
    made={
        "person_names": lambda values: join_people(values["persons"], "name"),
        "person_positions": lambda values: join_people(values["persons"], "position"),
    },
    needs=("persons",),
    is_revised=False,
)
CLAUSES = FieldReader(
    rows=_clauses,
    order=("position", "key", "id"),
    searched=("key", "text__it", "text__en"),
    paths={"party": "party__organisation_name"},
    is_revised=False,
)
GAP = FieldReader(
    rows=_gap_rows,
    order=("position", "id"),
    searched=("sector", "label"),
    is_revised=False,
)
