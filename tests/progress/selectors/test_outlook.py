"""What is estimated is told with its interval, what is unknown with its reason."""

from typing import Any

import pytest
from django.utils import translation

from progress.selectors.outlook import Outlook, read_outlook
from tests.factories import ForesightFactory, make_foresight, make_results


def outlook(foresight: dict[str, Any] | None = None, **changes: Any) -> Outlook:
    told = None if foresight is None else ForesightFactory.build(snapshot=None, content=foresight)
    return read_outlook(make_results(**changes), told)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("trajectory", "sentence"),
    [
        (
            2_537_179.0,
            (
                "Estimated for 2026, not measured: 4,567 kt CO₂e (3,468 kt to 6,015 kt, 80% interval), above the"
                " 2,537 kt of the trajectory."
            ),
        ),
        (
            7_000_000.0,
            (
                "Estimated for 2026, not measured: 4,567 kt CO₂e (3,468 kt to 6,015 kt, 80% interval), below the"
                " 7,000 kt of the trajectory."
            ),
        ),
        (
            5_000_000.0,
            (
                "Estimated for 2026, not measured: 4,567 kt CO₂e (3,468 kt to 6,015 kt, 80% interval); the trajectory,"
                " 5,000 kt, lies inside the interval."
            ),
        ),
        (
            None,
            "Estimated for 2026, not measured: 4,567 kt CO₂e (3,468 kt to 6,015 kt, 80% interval).",
        ),
    ],
)
def test_estimate_is_above_or_below_only_where_its_interval_is(
    trajectory: float | None, sentence: str
) -> None:
    with translation.override("en"):
        told = outlook(nowcast_trajectory_tco2e=trajectory).estimate
        assert plain(told.sentence if told else "") == sentence


@pytest.mark.parametrize(
    ("probability", "sentence"),
    [
        (0.108, "The chance of reaching the target of 2030 is 11%."),
        (0.0, "The chance of reaching the target of 2030 is under 1%."),
        (0.9999, "The chance of reaching the target of 2030 is over 99%."),
    ],
)
def test_chance_is_told_as_far_as_draws_can_know_it(probability: float, sentence: str) -> None:
    with translation.override("en"):
        assert outlook(make_foresight(probability=probability)).chance_sentence == sentence


@pytest.mark.parametrize(
    ("foresight", "sentence"),
    [
        (None, "The chance of reaching the target cannot be said: it has not been computed yet."),
        (
            make_foresight(probability=None, reason="no_target"),
            "The chance of reaching the target cannot be said: the target or the baseline is not published.",
        ),
    ],
)
def test_chance_that_is_not_known_has_its_reason(foresight: dict[str, Any] | None, sentence: str) -> None:
    with translation.override("en"):
        assert outlook(foresight).chance_sentence == sentence


def test_no_estimate_has_its_reason() -> None:
    with translation.override("en"):
        told = outlook(nowcast=None, nowcast_reason="no_inventory")
    assert (told.estimate, told.basis) == (
        None,
        "No comparable inventory is published, so today cannot be estimated.",
    )


def test_results_of_an_older_engine_say_that_nothing_was_estimated() -> None:
    old = {name: value for name, value in make_results().items() if "nowcast" not in name}
    with translation.override("en"):
        told = read_outlook(old, None)
    assert (told.estimate, told.basis) == (None, "This has not been computed yet.")
