"""Molecules, the neighbourhoods around them, what spreads between them, and the instruments that carry it."""

from molecules.models.figures import (
    LocalEmission,
    MoleculeIndicator,
    MoleculeMilestone,
    MoleculePhoto,
    MoleculeTarget,
)
from molecules.models.instrument import InstrumentScenario, InstrumentVersion, PolicyInstrument
from molecules.models.molecule import Intervention, Molecule
from molecules.models.neighbourhood import Neighbourhood
from molecules.models.package import ObservedAdoption, Package, PackageParameter
from molecules.models.spread import SpreadRun

__all__ = [
    "InstrumentScenario",
    "InstrumentVersion",
    "Intervention",
    "LocalEmission",
    "Molecule",
    "MoleculeIndicator",
    "MoleculeMilestone",
    "MoleculePhoto",
    "MoleculeTarget",
    "Neighbourhood",
    "ObservedAdoption",
    "Package",
    "PackageParameter",
    "PolicyInstrument",
    "SpreadRun",
]
