"""Cities are cut into neighbourhoods: Milano's as they were found, Valdoria's invented."""

import pytest
from django.db.models import Q, Sum
from shapely import area, union_all

from contracts.models import City
from molecules.frames.cells import measure_share_inside, read_shapes
from molecules.geometry.projections import measure_area_km2
from molecules.models import Molecule, Neighbourhood

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
GAP_SHARE = 0.005
"""Neighbours were simplified one by one, so that a sliver may lie between or in both of them."""


def test_milano_has_its_neighbourhoods_with_the_figures_that_were_found() -> None:
    rows = Neighbourhood.objects.filter(city__slug="milano")
    assert (rows.count(), rows.filter(is_illustrative=True).count()) == (88, 0)
    assert rows.aggregate(all=Sum("residents"))["all"] == 1_365_715
    assert rows.filter(Q(residents=None) | Q(dwellings=None)).count() == 0
    assert rows.exclude(floor_area_m2=None, jobs=None).count() == 0
    bovisa = rows.get(code="nil-77")
    assert (str(bovisa.names), bovisa.residents, bovisa.dwellings) == ("Bovisa", 13_534, 7_916)
    assert "famiglie sta per quello delle abitazioni" in bovisa.note
    assert bovisa.source.endswith("CC BY 4.0 (Comune di Milano open data)")


def test_names_are_written_as_the_language_writes_them() -> None:
    names = {str(row.names) for row in Neighbourhood.objects.filter(city__slug="milano")}
    assert {"Città Studi", "QT 8", "Porta Romana"} < names
    assert not [name for name in names if "Q.Re" in name]


def test_every_molecule_of_milano_is_a_whole_neighbourhood_with_its_figures() -> None:
    molecules = Molecule.objects.filter(city__slug="milano")
    assert molecules.count() == 18
    for molecule in molecules:
        around = Neighbourhood.objects.get(
            city=molecule.city, code=f"nil-{molecule.code.removeprefix('mol-')}"
        )
        assert measure_share_inside([around], [molecule])[0] == pytest.approx(1)
        assert (molecule.residents, molecule.dwellings) == (around.residents, around.dwellings)
        assert "sta per quello delle abitazioni" in molecule.note


def test_valdoria_is_invented_with_every_stock_figure() -> None:
    rows = Neighbourhood.objects.filter(city__slug="valdoria")
    assert (rows.count(), rows.filter(is_illustrative=False).count()) == (24, 0)
    assert rows.filter(Q(dwellings=None) | Q(floor_area_m2=None) | Q(jobs=None)).count() == 0
    city = City.objects.get(slug="valdoria")
    assert rows.aggregate(all=Sum("residents"))["all"] == city.populations.get(year=2023).residents


@pytest.mark.parametrize("slug", ["milano", "valdoria"])
def test_neighbourhoods_do_not_overlap_and_have_their_stated_area(slug: str) -> None:
    rows = list(Neighbourhood.objects.filter(city__slug=slug))
    outlines = read_shapes(rows)
    for row, outline in zip(rows, outlines, strict=True):
        assert measure_area_km2(outline) == pytest.approx(float(row.area_km2), rel=0.02)
    assert union_all(outlines).area == pytest.approx(area(outlines).sum(), rel=GAP_SHARE)
