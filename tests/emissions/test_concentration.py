import math

import pytest

from emissions.concentration import herfindahl_index
from emissions.errors import EmissionsError


def test_total_below_one_is_a_total():
    assert herfindahl_index([0.25, 0.25]) == 0.5


@pytest.mark.parametrize(
    ("amounts", "index"),
    [([7.0], 1.0), ([1.0, 1.0, 1.0, 1.0], 0.25), ([80.0, 20.0, math.nan], 0.68), ([5.0, 0.0], 1.0)],
)
def test_concentration_is_the_sum_of_squared_shares(amounts: list[float], index: float) -> None:
    assert herfindahl_index(amounts) == pytest.approx(index)


@pytest.mark.parametrize("amounts", [[], [None], [0.0, 0.0]])
def test_concentration_of_nothing_is_unknown(amounts: list[float | None]) -> None:
    assert math.isnan(herfindahl_index(amounts))


@pytest.mark.parametrize("amounts", [[1.0, -1.0], [1.0, math.inf]])
def test_concentration_refuses_what_is_no_holding(amounts: list[float]) -> None:
    with pytest.raises(EmissionsError) as refused:
        herfindahl_index(amounts)
    assert refused.value.row == 1
