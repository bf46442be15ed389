"""Draw ten thousand futures of one contract; the floor is drawing the same random numbers and nothing else."""

import numpy as np
import pandas as pd

from bench.database import no_database
from bench.impacts import make_portfolio
from bench.measure import cpu_seconds, ratio
from bench.sizes import Figures, Sizes, target
from emissions.combination import SourceCaps
from emissions.futures import StartLevel
from emissions.probability import simulate_target
from emissions.words import Rung, Sector

DATABASE = no_database
DRAWS = 10_000
YEARS = np.arange(2026, 2031)
RUNGS = [Rung.IDEA, Rung.PLANNED, Rung.COMMITTED, Rung.FUNDED, Rung.UNDER_WAY]
TIMES = 3


def run(sizes: Sizes) -> Figures:
    """CPU seconds of this process, best of three."""
    actions, caps = _actions(sizes.actions)
    start = StartLevel(
        level_tco2e=1_000_000.0,
        level_log_sd=0.03,
        level_year=2026.0,
        target_tco2e=900_000.0,
        target_year=2030.0,
        baseline_year=2021.0,
        existing_plan_tco2e=0.0,
    )
    seconds = min(
        cpu_seconds(lambda: simulate_target(actions, start, caps=caps, years=YEARS, n_draws=DRAWS, seed=1))
        for _ in range(TIMES)
    )
    floor = min(cpu_seconds(lambda: _draw_only(sizes.actions)) for _ in range(TIMES))
    return {
        "actions": sizes.actions,
        "draws": DRAWS,
        "cpu_seconds": round(seconds, 3),
        "floor_cpu_seconds": round(floor, 3),
        "ratio_to_floor": ratio(seconds, floor),
        "targets": [
            target(f"CPU s for {DRAWS} draws x {sizes.actions} actions", value=round(seconds, 3), asked=1)
        ],
    }


def _draw_only(n_actions: int) -> None:
    """A delivered share and a slip for each action in each draw."""
    generator = np.random.default_rng(1)
    generator.beta(2.0, 2.0, size=(n_actions, DRAWS))
    generator.standard_exponential(size=(n_actions, DRAWS))


def _actions(number: int) -> tuple[pd.DataFrame, SourceCaps]:
    portfolio, sources = make_portfolio(number)
    words = [sector.value for sector in Sector]
    frame = portfolio.set_index("action").assign(
        sector=[words.index(word) for word in portfolio["sector"]],
        group=[int(name.split()[1]) for name in portfolio["source_group"]],
        start_year=2024.0,
        end_year=2029.0,
        rung=[RUNGS[place % len(RUNGS)].value for place in range(number)],
        delivered_share=np.nan,
        in_level_share=np.nan,
        lateness_years=np.nan,
        is_late=False,
        is_funded=False,
    )
    caps = SourceCaps(
        group_tco2e=sources["tco2e"].to_numpy(),
        sector_tco2e=np.full(len(words), np.nan),
        contract_tco2e=1_000_000.0,
    )
    return frame, caps
