"""Which actions move the chance of the target most, all of them asked with the same random numbers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from emissions.columns import Floats
from emissions.combination import Combination


@dataclass(frozen=True, slots=True)
class DriverCounts:
    """How often the target is met with each action whole and on time, and without it; sums over draws, (n,)."""

    met_if_whole: Floats
    met_if_not: Floats
    swing_tco2e: Floats

    @classmethod
    def empty(cls, n_actions: int) -> "DriverCounts":
        """Begin to count.

        >>> DriverCounts.empty(2).met_if_not.tolist()
        [0.0, 0.0]
        """
        return cls(np.zeros(n_actions), np.zeros(n_actions), np.zeros(n_actions))

    def add(
        self, combination: Combination, *, amounts: Floats, whole: Floats, not_done: Floats, needed: Floats
    ) -> None:
        """Count a chunk of draws.

        Inputs: amounts in the target year and in the year of the level (`not_done`) (n, k), whole (n, 1); needed (k,):
        what the actions must have saved by the target year for the target to be met, t CO2e a year.
        """
        sums = combination.add_up(amounts)
        with_whole = combination.credit_each_changed(amounts, sums, whole)
        without = combination.credit_each_changed(amounts, sums, not_done)
        self.met_if_whole[:] += np.count_nonzero(with_whole >= needed, axis=1)
        self.met_if_not[:] += np.count_nonzero(without >= needed, axis=1)
        self.swing_tco2e[:] += (with_whole - without).sum(axis=1)

    def rank(self, labels: "pd.Index[str]", *, n_draws: int, most: int) -> pd.DataFrame:
        """Name the actions that move the probability most; ties by mean tonnes, then by label.

        Output: up to `most` rows by `action`: `probability_change` (0-1), `probability_if_whole`,
        `probability_if_not`, `swing_tco2e` (mean t CO2e a year in the target year between the two).

        >>> DriverCounts.empty(2).rank(pd.Index(["b", "a"]), n_draws=10, most=1).index.tolist()
        ['a']
        """
        change = self.met_if_whole - self.met_if_not
        # Sums of a millionth of a tonne apart are the same sum in another order of addition.
        order = np.lexsort((labels.to_numpy(), -self.swing_tco2e.round(6), -change))[:most]
        columns = {
            "probability_change": change,
            "probability_if_whole": self.met_if_whole,
            "probability_if_not": self.met_if_not,
            "swing_tco2e": self.swing_tco2e,
        }
        frame = pd.DataFrame(columns, index=labels.rename("action")) / n_draws
        return frame.iloc[order]
