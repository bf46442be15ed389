"""Coverage is told by rung, the firmest first, and what nobody covers beside it."""

from typing import Any

import pytest

from progress.selectors.coverage import DELIVERED, FIRM, PROMISED, read_coverage
from tests.factories import make_results

RUNGS = ("verified", "delivered", "under_way", "funded", "committed", "planned", "idea")


def by_rung(shares: dict[str, float | None]) -> dict[str, Any]:
    return {
        rung: {"tco2e": 1_000.0, "share_of_gap": shares.get(rung), "actions": 1} for rung in reversed(RUNGS)
    }


def test_coverage_lists_every_rung_from_the_firmest_down() -> None:
    rows = read_coverage(make_results()).rungs
    assert ([row.rung for row in rows], [row.tco2e for row in rows][-2:]) == (
        list(RUNGS),
        [283_407.0, 1_571_787.0],
    )


def test_coverage_adds_what_is_firm_and_what_is_only_promised() -> None:
    shares = {
        "idea": 0.01,
        "planned": 0.02,
        "committed": 0.04,
        "funded": 0.08,
        "under_way": 0.16,
        "delivered": 0.32,
        "verified": 0.0,
    }
    coverage = read_coverage(make_results(coverage_by_rung=by_rung(shares)))
    assert [round(coverage.share_on(rungs) or 0.0, 9) for rungs in (FIRM, DELIVERED, PROMISED)] == [
        0.56,
        0.32,
        0.07,
    ]


def test_coverage_has_no_share_where_none_is_known() -> None:
    assert read_coverage(make_results(coverage_by_rung=by_rung({}))).share_on(FIRM) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (223_296.0, 223_296.0 / 2_080_303.0)),
        ({"credited_tco2e": 2_100_000.0}, (-19_697.0, -19_697.0 / 2_080_303.0)),
        ({"credited_tco2e": None}, (None, None)),
        ({"gap_tco2e": None}, (None, None)),
        ({"rows_are_complete": False}, (None, None)),
    ],
)
def test_coverage_says_what_no_action_covers(
    changes: dict[str, Any], expected: tuple[float | None, float | None]
) -> None:
    coverage = read_coverage(make_results(**changes))
    assert (coverage.uncovered_tco2e, coverage.uncovered_share) == expected


def test_coverage_of_an_older_engine_has_no_rungs() -> None:
    old = {
        name: value
        for name, value in make_results().items()
        if name not in ("coverage_by_rung", "credited_tco2e", "rows_are_complete")
    }
    coverage = read_coverage(old)
    assert (coverage.rungs, coverage.uncovered_tco2e) == ((), None)
