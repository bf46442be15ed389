"""Every example of every chart, for the rules that all of them keep."""

from progress.charts.render import ChartData
from tests.progress.charts.examples import DRAWN, NOT_DRAWN
from tests.progress.charts.foresight_examples import AHEAD, AHEAD_UNKNOWN
from tests.progress.charts.molecule_examples import OF_MOLECULES, OF_MOLECULES_UNKNOWN
from tests.progress.charts.spread_examples import SPREAD, SPREAD_UNKNOWN

ALL_DRAWN: dict[str, ChartData] = {**DRAWN, **AHEAD, **OF_MOLECULES, **SPREAD}
ALL_NOT_DRAWN: dict[str, ChartData] = {
    **NOT_DRAWN,
    **{f"{name} ahead": data for name, data in (AHEAD_UNKNOWN | SPREAD_UNKNOWN).items()},
    **OF_MOLECULES_UNKNOWN,
}
