"""What the property tests share: settings and generators of plausible frames."""

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from emissions.words import Flow, Maturity, NotationKey, Quantification, Scope, Sector

relaxed = settings(deadline=None, max_examples=12)

tonnes = st.floats(min_value=0, max_value=1e8, allow_nan=False).map(lambda value: round(value, 2))
unknown = st.just(float("nan"))


@st.composite
def inventory_lines(draw: st.DrawFn) -> pd.DataFrame:
    """Lines of up to three inventories, some with a notation key in place of a number."""
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        key = draw(st.none() | st.sampled_from(list(NotationKey)))
        rows.append(
            {
                "inventory": draw(st.sampled_from(["a", "b", "c"])),
                "sector": draw(st.sampled_from(list(Sector))),
                "scope": draw(st.none() | st.sampled_from(list(Scope))),
                "flow": draw(st.sampled_from(list(Flow))),
                "value_tco2e": draw(tonnes) if key is None else None,
                "notation_key": key,
                "counts_toward_total": draw(st.booleans()),
                "in_target_boundary": draw(st.booleans()),
            }
        )
    return pd.DataFrame(rows)


@st.composite
def action_rows(draw: st.DrawFn) -> pd.DataFrame:
    """Actions of contracts a and b, each consistent in itself."""
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        word = draw(st.sampled_from(list(Quantification)))
        rows.append(
            {
                "contract": draw(st.sampled_from(["a", "b"])),
                "maturity": draw(st.sampled_from(list(Maturity))),
                "flow": draw(st.sampled_from(list(Flow))),
                "quantification": word,
                "included_in": draw(st.none() | st.just("parent")),
                "counts_toward_coverage": draw(st.booleans()),
                "reduction_tco2e": draw(tonnes) if word is Quantification.QUANTIFIED else None,
            }
        )
    return pd.DataFrame(rows)


@st.composite
def contract_rows(draw: st.DrawFn) -> pd.DataFrame:
    """Contracts that make sense, each figure known or unknown."""
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(2000, 2025))
        baseline = draw(tonnes)
        share = draw(st.floats(0, 1))
        rows.append(
            {
                "baseline_year": draw(st.just(start) | unknown),
                "target_year": draw(st.integers(start + 1, 2060) | unknown),
                "baseline_tco2e": baseline,
                "target_reduction_tco2e": draw(st.just(baseline * share) | unknown),
                "residual_printed_tco2e": draw(tonnes | unknown),
                "existing_plan_tco2e": draw(tonnes | unknown),
                "gap_printed_tco2e": draw(tonnes | unknown),
                "inventory_year": draw(st.integers(1995, 2065) | unknown),
                "observed_tco2e": draw(tonnes | unknown),
            }
        )
    return pd.DataFrame(rows)
