"""Molecules by their figures: drawn, and with nothing to draw."""

from dataclasses import replace

from progress.charts.builders.molecule_bars import MoleculeBars, MoleculeValue
from progress.charts.builders.molecule_layer import LayerArea, MoleculeLayer
from progress.charts.builders.molecule_path import MoleculePath
from progress.charts.render import ChartData
from tests.progress.charts.examples import SOURCE, square

PATH = MoleculePath(
    molecule="Scalo & Co",
    source=SOURCE,
    measured=((2022, 4_800.0), (2023, 4_400.0)),
    shared_out=((2021, 5_100.0),),
    targets=((2030, 900.0),),
)
BARS = MoleculeBars(
    figure="per_resident",
    city="Valdoria",
    source=SOURCE,
    rows=(
        MoleculeValue(name="Scalo", value=2.4),
        MoleculeValue(name="Porto", value=3.37, is_soft=True),
        MoleculeValue(name="Campus", value=None),
    ),
)
LAYER = MoleculeLayer(
    layer="delivered",
    city="Valdoria",
    source=SOURCE,
    boundary=square(9.05, 45.4, 0.2),
    areas=tuple(
        LayerArea(
            name=f"Molecule {index} & Co",
            geometry=square(9.06 + 0.03 * index, 45.42 + 0.02 * index),
            state="candidate" if index else "in_works",
            value=float(500 * index) if index else None,
        )
        for index in range(6)
    ),
)
OF_MOLECULES: dict[str, ChartData] = {
    "molecule-path": PATH,
    "molecule-bars": BARS,
    "molecule-layer": LAYER,
}
OF_MOLECULES_UNKNOWN: dict[str, ChartData] = {
    "molecule-path": replace(PATH, measured=(), shared_out=(), targets=()),
    "molecule-bars": replace(BARS, rows=(MoleculeValue(name="Campus", value=None),)),
    "molecule-layer": replace(LAYER, areas=()),
}
