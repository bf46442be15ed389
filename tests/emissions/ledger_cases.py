"""What the tests of the overlap ledger share: small frames, and generators of plausible ones."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from emissions.overlap import overlap_ledger

USUAL_ACTION = {
    "contract": 0,
    "sector": "buildings",
    "source_group": "",
    "area": "",
    "isolated_tco2e": 10.0,
    "cut_share": None,
    "flow": "source",
    "quantification": "quantified",
    "included_in": None,
    "in_existing_plan": None,
    "state": "",
}
USUAL_SOURCE = {"contract": 0, "sector": "buildings", "source_group": "", "tco2e": 100.0}


def make_actions(*rows):
    """Actions, named by their place, that differ from a project of 10 t in the buildings of contract 0."""
    named = [USUAL_ACTION | {"action": f"A{place:02d}"} | row for place, row in enumerate(rows)]
    return pd.DataFrame(named, columns=["action", *USUAL_ACTION])


def make_sources(*rows):
    """Sources that differ from 100 t in the buildings of contract 0."""
    return pd.DataFrame([USUAL_SOURCE | row for row in rows], columns=list(USUAL_SOURCE))


BOILERS = {"source_group": "boilers"}
HUNDRED_BOILERS = make_sources(BOILERS)


def make_ledger(actions, sources=None, **options):
    """The ledger of actions that have half of their effect in the first of two years and all in the second."""
    ramp = np.tile([0.5, 1.0], (len(actions), 1))
    return overlap_ledger(
        actions, make_sources({}) if sources is None else sources, **{"ramp": ramp} | options
    )


tonnes = st.integers(0, 10_000_000).map(lambda units: units / 10_000)
unknown = st.just(float("nan"))
share = st.integers(0, 1000).map(lambda permille: permille / 1000)
stated_or_not = st.none() | share


@st.composite
def claim_rows(draw, *, min_size=1, cut_share=stated_or_not):
    """Actions of two contracts that claim tonnes, some on declared sources and some in areas."""
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "contract": st.integers(0, 1),
                    "sector": st.sampled_from(["buildings", "transport"]),
                    "source_group": st.sampled_from(["", "boilers", "cars"]),
                    "area": st.sampled_from(["", "M1"]),
                    "isolated_tco2e": tonnes,
                    "cut_share": cut_share,
                }
            ),
            min_size=min_size,
            max_size=9,
        )
    )
    return make_actions(*rows)


@st.composite
def source_rows(draw):
    """What the inventories of two contracts say of every source, some of it unknown."""
    keys = [
        (contract, sector, group)
        for contract in range(2)
        for sector, groups in (
            ("", [""]),
            ("buildings", ["", "boilers", "cars"]),
            ("transport", ["", "cars"]),
        )
        for group in groups
    ]
    return make_sources(
        *(
            {"contract": contract, "sector": sector, "source_group": group, "tco2e": draw(tonnes | unknown)}
            for contract, sector, group in keys
        )
    )


def to_whole_units(tco2e):
    """Tonnes as whole units of 0.0001 t."""
    return np.rint(np.asarray(tco2e, dtype=float) * 10_000).astype(np.int64)


def credits_of(ledger):
    """The credited tonnes of each action."""
    return ledger.actions["credited_tco2e"].tolist()


def reasons_of(ledger):
    """The reason of each action's credit."""
    return ledger.actions["reason"].tolist()
