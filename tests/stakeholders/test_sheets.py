from typing import Any

import pytest
from django.utils.functional import Promise

from contracts.tables.cells import parse_cell
from stakeholders.enums import Cluster
from stakeholders.sheets import (
    ENERGY_USES,
    SHEET_FIELDS,
    Step,
    check_answers,
    check_confidential,
    factor_names,
    fields_of,
    keep_known,
    missing_fields,
    steps_of,
    without_confidential,
)

FIELDS = {field.key: field for field in SHEET_FIELDS}


def test_every_question_has_a_key_of_its_own() -> None:
    assert len(FIELDS) == len(SHEET_FIELDS)


def test_questions_are_translated_when_they_are_shown() -> None:
    assert [field.key for field in SHEET_FIELDS if not isinstance(field.label, Promise)] == []
    assert str(FIELDS["buildings_lpg_before"].label) != ""


@pytest.mark.parametrize(
    ("variant", "steps"),
    [
        (Cluster.URBAN_REGENERATION, ["contesto", "impatti", "governo", "sviluppo"]),
        (Cluster.HOUSING_COOPERATIVE, ["contesto", "impatti", "governo", "sviluppo"]),
        (Cluster.UNIVERSITY, ["contesto", "impatti", "governo"]),
        (Cluster.ENABLING, ["contesto", "impatti", "governo"]),
        (Cluster.OTHER, ["contesto", "impatti", "governo"]),
    ],
)
def test_steps_follow_the_cluster(variant: str, steps: list[str]) -> None:
    assert steps_of(variant) == steps


def test_enabling_actors_are_asked_in_words_and_not_for_tonnes() -> None:
    asked = {field.key for field in fields_of(Cluster.ENABLING, Step.IMPACTS)}
    assert ("enabled_effect" in asked, "renewable_mwh" in asked) == (True, False)
    others = {field.key for field in fields_of(Cluster.COMPANY, Step.IMPACTS)}
    assert ("enabled_effect" in others, "renewable_mwh" in others) == (False, True)


@pytest.mark.parametrize(
    ("words", "language", "stored"),
    [
        ("1.240,5", "it", "1240.5"),
        ("1,240.5", "en", "1240.5"),
        ("2 GWh", "it", "2000"),
        ("non stimato", "it", None),
        ("0", "it", "0"),
    ],
)
def test_energy_is_read_in_both_languages(words: str, language: str, stored: str | None) -> None:
    assert parse_cell(FIELDS["renewable_mwh"], words, language=language).value == stored


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({}, set()),
        ({"renewable_mwh": "12.5", "start_year": 2024, "fields": []}, set()),
        ({"renewable_mwh": 12.5}, {"renewable_mwh"}),
        ({"renewable_mwh": "-1"}, {"renewable_mwh"}),
        ({"green_other_after": "-1200"}, set()),
        ({"category": "castle"}, {"category"}),
        ({"unheard_of": "1"}, {"unheard_of"}),
        ({"total_m2": "1"}, {"total_m2"}),
        ({"start_year": 2030, "end_year": 2025}, {"end_year"}),
        ({"certified_mwh": "11", "buildings_electricity_after": "10"}, {"certified_mwh"}),
        (
            {"certified_mwh": "11", "buildings_electricity_after": "10", "mobility_electricity_after": "1"},
            set(),
        ),
        ({"certified_mwh": "11"}, set()),
        ({"other_funding_percent": "101"}, {"other_funding_percent"}),
    ],
)
def test_check_answers_names_what_is_wrong(answers: dict[str, Any], wrong: set[str]) -> None:
    assert check_answers(Cluster.COMPANY, answers).keys() == wrong


def test_unknown_is_absent_and_zero_is_known() -> None:
    assert keep_known({"a": None, "b": "", "c": [], "d": "0", "e": False}) == {"d": "0", "e": False}


def test_missing_fields_are_the_needed_ones_without_an_answer() -> None:
    answers = {"category": "own_assets", "description": "", "start_year": 2024}
    missing = missing_fields(Cluster.COMPANY, answers, Step.CONTEXT)
    assert [field.key for field in missing] == ["scale", "fields", "description"]


def test_only_some_answers_may_be_kept_from_the_public() -> None:
    assert check_confidential(Cluster.COMPANY, ["capex_eur", "description", "x"]) == ["description", "x"]
    assert without_confidential({"capex_eur": "1", "description": "y"}, ["capex_eur"]) == {"description": "y"}


def test_a_named_heat_network_has_its_own_factor() -> None:
    plain, east = factor_names({}), factor_names({"heat_network": "east"})
    assert plain["buildings_district_heating"][0] == "district heating, average of the inventory"
    assert east["buildings_district_heating"] == ("district heating, East",)
    assert plain.keys() == east.keys() == {use.key for use in ENERGY_USES} | {"grid", "certified"}
