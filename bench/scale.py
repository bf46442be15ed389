"""A hundred, a thousand, ten thousand contracts: the cost of each stays the same, and so does the memory."""

from bench.database import in_data_folder
from bench.measure import ratio
from bench.sizes import Figures, Sizes, target
from bench.stage import run_apart

DATABASE = in_data_folder
"""A file: a database in memory would grow with the contracts."""

SCALES = [100, 1_000, 10_000]
FLAT_RATIO, FLAT_MEGABYTES = 1.2, 50
KILOBYTE = 1024


def run(sizes: Sizes) -> Figures:
    """Each scale in a process of its own; without `--quick` up to ten thousand, which takes minutes."""
    scales = SCALES[:-1] if sizes.quick else SCALES
    found = {
        scale: run_apart("scale_step", Sizes(contracts=scale, actions=sizes.actions), needs_servers=False)
        for scale in scales
    }
    cost = [
        one["cpu_milliseconds_a_contract"] / one["floor_milliseconds_a_contract"] for one in found.values()
    ]
    grown = found[scales[-1]]["peak_megabytes"] - found[SCALES[1]]["peak_megabytes"]
    return {f"contracts_{scale}": one for scale, one in found.items()} | {
        "targets": [
            *(
                target(f"{scale} contracts ÷ floor", value=one["ratio_to_floor"], asked=2)
                for scale, one in found.items()
            ),
            target(
                "floors a contract, dearest scale ÷ cheapest",
                value=ratio(max(cost), min(cost)),
                asked=FLAT_RATIO,
            ),
            target(
                "MB of memory that the largest needs more than 1,000",
                value=round(grown, 1),
                asked=FLAT_MEGABYTES,
            ),
        ]
    }
