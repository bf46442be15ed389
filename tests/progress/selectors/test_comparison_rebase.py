"""What a common base needs, and what it changes."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from contracts.models import Contract, InventoryLine
from progress.selectors.comparison import Comparison, read_comparison
from tests.factories import EmissionFactorFactory

pytestmark = pytest.mark.django_db
Make = Callable[..., Contract]


def read(**choice: str) -> Comparison:
    return read_comparison(AnonymousUser(), **choice)


def differences(page: Comparison) -> dict[str, tuple[str, ...]]:
    return {city.row.slug: city.differences for city in page.cities}


def with_gases(contract: Contract, *, years: tuple[int, ...] = (2020, 2023)) -> None:
    """Say the gases of the lines: half the tonnes are carbon dioxide, half methane by AR5."""
    for line in InventoryLine.objects.filter(
        inventory__series__city=contract.city, inventory__year__in=years
    ):
        half = line.value_tco2e / 2
        InventoryLine.objects.filter(pk=line.pk).update(co2_tonnes=half, ch4_tonnes=half / 28, n2o_tonnes=0)


def notes(page: Comparison) -> dict[str, str]:
    return {city.row.slug: city.rebase_note for city in page.cities}


def test_a_common_base_lets_cities_stand_together(make_city: Make) -> None:
    with_gases(make_city("alfa"))
    make_city("beta", gwp_set="AR4")
    assert differences(read(reference="beta"))["alfa"] != ()
    page = read(reference="beta", base="AR4", indicator="per_resident")
    assert (differences(page)["alfa"], page.matching) == ((), 1)
    assert notes(page) == {
        "alfa": "brought to the common base in full",
        "beta": "counts in this base already",
    }
    totals = {city.row.slug: city.row.totals for city in page.cities}
    assert totals["alfa"][1] == (2023, pytest.approx(400 + 400 / 28 * 25, abs=0.01))


@pytest.mark.parametrize(
    ("years", "start"),
    [
        ((), "cannot be brought there"),
        ((2020,), "cannot be brought there"),
        ((2023,), "100% of the newest inventory"),
    ],
)
def test_a_base_needs_the_gases_of_newest_and_baseline(
    make_city: Make, years: tuple[int, ...], start: str
) -> None:
    with_gases(make_city("alfa"), years=years)
    page = read(base="AR6")
    assert notes(page)["alfa"].startswith(start)
    assert page.cities[0].row.totals == ((2020, 1000.0), (2023, 800.0))


def test_common_factors_count_activities_alike(make_city: Make) -> None:
    contract = make_city("alfa")
    with_gases(contract)
    common = {"city": None, "is_verified": True, "unit": "t/MWh", "method": "IPCC", "carrier": "gas"}
    EmissionFactorFactory(**common, gas="CO2", value="0.2", year=2006)
    EmissionFactorFactory(**common, gas="CO2e", value="0.9", year=2020)
    own = EmissionFactorFactory(city=contract.city, carrier="gas", unit="t/MWh", value="0.3")
    InventoryLine.objects.filter(sector="buildings").update(factor=own, activity=1_000, activity_unit="MWh")
    page = read(base="factors")
    assert notes(page) == {"alfa": "brought to the common base in full"}
    assert page.cities[0].stated["gwp_set"] == "AR5, common factors"
    assert page.cities[0].row.totals == (
        (2020, pytest.approx(200 + 500, abs=0.01)),
        (2023, pytest.approx(200 + 400, abs=0.01)),
    )
