"""Why a verdict was computed anew is read from the inputs of the two snapshots."""

from typing import Any

import pytest

from progress.selectors.chart_data.history import change_reason

LINE = ["paesc", 2021, "buildings", 1, "source", 100.0, "", True, True, "", "factor-1"]
INPUTS: dict[str, Any] = {
    "version": {"baseline_year": 2021, "target_year": 2030, "baseline_tco2e": 100.0},
    "inventories": [["paesc", 2021, None, "", True]],
    "lines": [LINE],
    "actions": [],
    "milestones": [],
    "reports": [],
    "commitments": [],
}


def line(**changes: Any) -> list[Any]:
    places = {"value": 5, "factor": 10}
    return [
        changes.get(next((n for n, p in places.items() if p == at), ""), cell) for at, cell in enumerate(LINE)
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"inventories": [*INPUTS["inventories"], ["paesc", 2023, 90.0, "", True]]}, "new_inventory"),
        ({"inventories": [["paesc", 2021, 99.0, "", True]]}, "restated"),
        ({"lines": [line(value=90.0)]}, "restated"),
        ({"lines": [line(value=90.0, factor="factor-2")]}, "new_factors"),
        ({"version": INPUTS["version"] | {"target_year": 2035}}, "new_target"),
        ({"actions": [["EB1"]]}, "new_plan"),
        ({"reports": [["EB1"]]}, "new_plan"),
        ({}, "not_known"),
    ],
)
def test_change_reason_names_what_weighs_most(changes: dict[str, Any], reason: str) -> None:
    assert change_reason(INPUTS, INPUTS | changes, is_same_engine=True).value == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "other_engine"),
        ({"actions": [["EB1"]]}, "other_engine"),
        ({"lines": [line(factor="factor-2")]}, "other_engine"),
        ({"inventories": [["paesc", 2021, 99.0, "", True]]}, "restated"),
    ],
)
def test_another_engine_reads_other_columns_so_only_what_is_sure_is_told(
    changes: dict[str, Any], reason: str
) -> None:
    assert change_reason(INPUTS, INPUTS | changes, is_same_engine=False).value == reason
