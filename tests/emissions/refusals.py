"""How every function of arrays treats a row that makes no sense: it names it, or makes it alone unknown."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from emissions.errors import EmissionsError


def assert_row_named_or_masked(
    compute: Callable[..., Any], good: Mapping[str, Any], change: Mapping[str, Any], reason: str
) -> None:
    """Compute a good row above a bad one: refused by name, or masked with the good one as it is alone."""
    bad = {**good, **change}
    both: dict[str, Any] = {name: [value, bad[name]] for name, value in good.items()}
    with pytest.raises(EmissionsError) as caught:
        compute(**both, labels=["good", "bad"])
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    masked = compute(**both, errors="mask")
    alone = compute(**{name: [value] for name, value in good.items()})
    np.testing.assert_array_equal(masked[:1], alone)
    np.testing.assert_array_equal(masked[1], np.full(np.shape(masked[1]), np.nan))


def assert_unknown_where_any_input_is(
    compute: Callable[..., Any], good: Mapping[str, Any], *, numbers: list[str]
) -> None:
    """Take one number away at a time: the result is unknown, and never a number."""
    for name in numbers:
        result = compute(**{key: [None if key == name else value] for key, value in good.items()})
        np.testing.assert_array_equal(result, np.full(np.shape(result), np.nan), err_msg=name)
