"""Rows of a molecule that the addresses of a city's contract name: its figures, its targets, its photos."""

from typing import Any

from contracts.models import Contract
from molecules.models import MoleculeIndicator, MoleculeMilestone, MoleculePhoto, MoleculeTarget
from tests.factories import IndicatorFactory, LocalEmissionFactory, MilestoneFactory

TIE_PAGES = (
    "molecule-indicators", "molecule-indicator-create", "molecule-indicator-remove", "molecule-milestones",
    "molecule-milestone-create", "molecule-milestone-remove", "molecule-values-csv", "molecule-values-import",
)  # fmt: skip
FIGURE_PAGES = (
    "emission-csv", "emission-import", "emission-apportion", "emission-remove",
    "target-create", "target-remove", "photo-create", "photo-edit", "photo-remove",
)  # fmt: skip
"""Pages of a molecule whose names do not begin with it."""


def make_figure_samples(contract: Contract) -> dict[str, Any]:
    """A molecule with one figure, one target and one photo whose file has gone."""
    emission = LocalEmissionFactory(molecule__city=contract.city)
    molecule = emission.molecule
    target = MoleculeTarget.objects.create(molecule=molecule, year=2030, emissions_tco2e=1, source="Plan.")
    photo = MoleculePhoto.objects.create(molecule=molecule, alternative={"it": "La piazza"}, source="X")
    ties = (
        MoleculeIndicator.objects.create(molecule=molecule, indicator=IndicatorFactory(contract=contract)),
        MoleculeMilestone.objects.create(molecule=molecule, milestone=MilestoneFactory(city=contract.city)),
    )
    own = ("figures", "photo", "path-csv", "path-figure")
    pages = (*(f"molecule-{name}" for name in own), *FIGURE_PAGES, *TIE_PAGES)
    return {f"{name}:pk": molecule.pk for name in pages} | {
        "molecule-comparison-figure:name": "molecules-residents",
        "molecule-indicator-remove:tie": ties[0].pk,
        "molecule-milestone-remove:tie": ties[1].pk,
        "emission": emission.pk,
        "target": target.pk,
        "photo": photo.pk,
    }
