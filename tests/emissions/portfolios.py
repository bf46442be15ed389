"""Actions of one contract as the simulation and the selection take them, and a generator of plausible ones."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from emissions.combination import SourceCaps

USUAL = {
    "isolated_tco2e": 50.0,
    "group": -1,
    "sector": 0,
    "cut_share": np.nan,
    "start_year": 2025.0,
    "end_year": 2028.0,
    "rung": "delivered",
    "delivered_share": np.nan,
    "in_level_share": np.nan,
    "lateness_years": np.nan,
    "is_late": False,
    "is_funded": True,
    "cost_eur": 1.0,
}


def make_portfolio(**rows):
    """Actions by label from dictionaries that differ from a delivered action of 50 t."""
    kinds = {name: type(value) for name, value in USUAL.items() if name != "rung"}
    frame = pd.DataFrame([USUAL | row for row in rows.values()], index=list(rows), columns=list(USUAL))
    return frame.astype(kinds)


@st.composite
def shared_portfolios(draw):
    """Up to eight actions in two sectors, four groups and none, with caps that are known or not."""
    rows = {}
    for place in range(draw(st.integers(1, 8))):
        group = draw(st.sampled_from([-1, 0, 1, 2, 3]))
        rows[f"a{place}"] = {
            "isolated_tco2e": draw(st.integers(0, 60)),
            "group": group,
            "sector": draw(st.sampled_from([-1, 0, 1])) if group < 0 else group % 2,
            "cut_share": draw(st.sampled_from([np.nan, 0.25, 1.0])),
            "cost_eur": draw(st.integers(0, 9)),
            "is_funded": draw(st.integers(0, 4)) == 0,
        }
    known = st.sampled_from([np.nan, 0.0, 40.0, 100.0])
    caps = SourceCaps(
        group_tco2e=np.array(draw(st.lists(known, min_size=0, max_size=4))),
        sector_tco2e=np.array([draw(known), draw(known)]),
        contract_tco2e=draw(st.sampled_from([np.nan, 80.0])),
    )
    return make_portfolio(**rows), caps
