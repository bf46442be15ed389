"""What the contract would lose without each of its actions, all together; beside it the engine of Kausal Paths."""

import numpy as np
import pandas as pd

from bench.database import no_database
from bench.measure import cpu_seconds
from bench.peers import KAUSAL_PATHS_SECONDS, PATHS
from bench.sizes import Figures, Sizes, target
from emissions.claims import read_claims
from emissions.overlap import marginal_impacts
from emissions.words import Sector

DATABASE = no_database
PER_SOURCE = 3
TIMES = 20


def run(sizes: Sizes) -> Figures:
    """CPU milliseconds of this process, best of twenty, with and without reading the actions first."""
    actions, sources = make_portfolio(sizes.actions)
    claims = read_claims(actions, sources)
    impacts = min(cpu_seconds(lambda: marginal_impacts(claims)) for _ in range(TIMES))
    whole = min(cpu_seconds(lambda: marginal_impacts(read_claims(actions, sources))) for _ in range(TIMES))
    return {
        "actions": sizes.actions,
        "cpu_milliseconds_of_the_impacts": round(1000 * impacts, 2),
        "cpu_milliseconds_with_reading": round(1000 * whole, 2),
        "peer_seconds": KAUSAL_PATHS_SECONDS,
        "peer_is": PATHS,
        "peer_divided_by_ours": round(KAUSAL_PATHS_SECONDS / whole),
        "targets": [
            target(
                "CPU ms for the impacts of all actions, reading included",
                value=round(1000 * whole, 2),
                asked=20,
            )
        ],
    }


def make_portfolio(n_actions: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One contract whose actions meet, three by three, in declared sources; all of them are capped."""
    place = np.arange(n_actions)
    words = np.array([word.value for word in Sector], dtype=object)
    group = np.array([f"source {number}" for number in place // PER_SOURCE], dtype=object)
    sector = words[place // PER_SOURCE % len(words)]
    actions = pd.DataFrame(
        {
            "contract": 0,
            "action": [f"A{number}" for number in place],
            "sector": sector,
            "source_group": group,
            "area": "",
            "isolated_tco2e": 1000.0 + place,
            "cut_share": np.nan,
            "flow": "source",
            "quantification": "quantified",
            "included_in": None,
            "in_existing_plan": False,
        }
    )
    shared = actions.drop_duplicates(["sector", "source_group"])
    sources = shared[["contract", "sector", "source_group"]].assign(tco2e=5000.0)
    return actions, sources
