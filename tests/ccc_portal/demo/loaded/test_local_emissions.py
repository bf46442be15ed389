"""What molecules and neighbourhoods emit: measured there or apportioned, and why the difference matters."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from django.db.models import Sum

from contracts.models import City, InventoryLine
from emissions.acceleration import acceleration
from molecules.enums import EmissionBasis
from molecules.models import LocalEmission, Molecule, MoleculeTarget, Neighbourhood

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_milano_is_apportioned_by_residents_and_marked_as_such() -> None:
    rows = LocalEmission.objects.filter(molecule__city__slug="milano")
    assert set(rows.values_list("basis", "key", "year")) == {("apportioned", "residents", 2021)}
    assert rows.count() == 18 * 3
    duomo = rows.get(molecule__code="mol-01", sector="buildings")
    assert duomo.emissions_tco2e == (Decimal(3_885_239) * 22_657 / 1_365_715).quantize(Decimal("0.0001"))
    assert "non misurato qui" in duomo.note
    assert not LocalEmission.objects.filter(neighbourhood__city__slug="milano").exists()


def test_neighbourhoods_of_valdoria_add_up_to_its_inventories() -> None:
    lines = InventoryLine.objects.filter(
        inventory__series__city__slug="valdoria", inventory__state="published", sector="transport"
    )
    city = dict(lines.order_by().values_list("inventory__year").annotate(t=Sum("value_tco2e")))
    local = LocalEmission.objects.filter(neighbourhood__city__slug="valdoria", sector="transport")
    found = dict(local.order_by().values_list("year").annotate(t=Sum("emissions_tco2e")))
    assert found.keys() == city.keys() == set(range(2018, 2025))
    for year, tonnes in found.items():
        assert tonnes == pytest.approx(city[year], rel=Decimal("0.0001"))


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("val-01", "interval_holds_zero"),
        ("val-02", "faster"),
        ("val-03", "slower"),
        ("val-04", "not_measured"),
    ],
)
def test_valdoria_shows_every_kind_of_answer_of_the_acceleration_index(code: str, verdict: str) -> None:
    city = City.objects.get(slug="valdoria")
    areas: list[Molecule | Neighbourhood] = [
        *Molecule.objects.filter(city=city),
        *Neighbourhood.objects.filter(city=city),
    ]
    rows = {area.code: _intensities(area) for area in areas}
    frame = pd.DataFrame(
        [
            {
                "is_measured": not area.local_emissions.filter(basis=EmissionBasis.APPORTIONED).exists(),
                "is_control": isinstance(area, Neighbourhood),
                "residents": float(area.residents or np.nan) / float(area.area_km2 or np.nan),
                "jobs": float(area.jobs or np.nan) / float(area.area_km2 or np.nan),
            }
            for area in areas
        ],
        index=list(rows),
    )
    found = acceleration(code, pd.DataFrame(rows).T.sort_index(axis=1), frame, seed=1)
    assert found.verdict == verdict


def test_every_molecule_of_valdoria_aims_lower_every_time() -> None:
    for molecule in Molecule.objects.filter(city__slug="valdoria"):
        targets = list(
            MoleculeTarget.objects.filter(molecule=molecule).values_list("emissions_tco2e", flat=True)
        )
        assert len(targets) == 3
        assert targets == sorted(targets, reverse=True)


def _intensities(area: Molecule | Neighbourhood) -> dict[int, float]:
    """Tonnes per resident by year."""
    sums = area.local_emissions.order_by().values_list("year").annotate(t=Sum("emissions_tco2e"))
    return {year: float(tonnes) / (area.residents or 1) for year, tonnes in dict(sums).items()}
