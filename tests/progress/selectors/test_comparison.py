"""Which cities stand on one scale, what differs where they do not, and what a common base changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from contracts.models import CityPopulation, Contract, Inventory, InventoryLine
from progress.charts.render import render_chart
from progress.selectors.comparison import Comparison, comparison_rows, read_comparison
from tests.factories import (
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
)

pytestmark = pytest.mark.django_db
Make = Callable[..., Contract]


def read(**choice: Any) -> Comparison:
    return read_comparison(AnonymousUser(), **choice)


def differences(page: Comparison) -> dict[str, tuple[str, ...]]:
    return {city.row.slug: city.differences for city in page.cities}


def panels(page: Comparison) -> dict[str, tuple[tuple[int, float], ...]]:
    assert page.multiples is not None
    return {panel.city: panel.values for panel in page.multiples.panels}


def test_cities_that_count_the_same_stand_on_one_scale(make_city: Make) -> None:
    make_city("alfa")
    make_city("beta", newest=2021)
    page = read(reference="alfa")
    assert (differences(page), page.matching) == ({"alfa": (), "beta": ()}, 1)
    assert panels(page) == {
        "Alfa": ((2020, 100.0), (2023, 80.0)),
        "Beta": ((2020, 100.0), (2021, 80.0)),
    }
    assert [panel.target_value for panel in page.multiples.panels] == [50.0, 50.0]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"series": {"scopes": "s123"}}, ("scopes: scopes 1, 2 and 3, in Alfa scopes 1 and 2",)),
        ({"series": {"scopes": ""}}, ("scopes: not stated by Beta",)),
        ({"series": {"approach": "lca"}}, ("emission factors: life cycle, in Alfa combustion (IPCC)",)),
        ({"gwp_set": "AR6"}, ("weights of the gases: AR6, in Alfa AR5",)),
        ({"gwp_set": ""}, ("weights of the gases: not stated by Beta",)),
        ({"gases": "CO2"}, ("gases: CO2, in Alfa CO2,CH4,N2O",)),
        ({"newest": 2026}, ("year: 2026, in Alfa 2023",)),
        ({"newest": 2025}, ()),
    ],
)
def test_what_differs_is_told_and_not_drawn(
    make_city: Make, stated: dict[str, Any], told: tuple[str, ...]
) -> None:
    make_city("alfa")
    make_city("beta", **stated)
    page = read(reference="alfa")
    assert differences(page)["beta"] == told
    assert list(panels(page)) == (["Alfa"] if told else ["Alfa", "Beta"])


def test_what_neither_states_is_not_the_same(make_city: Make) -> None:
    make_city("alfa", gwp_set="")
    make_city("beta", gwp_set="")
    assert differences(read(reference="alfa"))["beta"] == (
        "weights of the gases: not stated by Beta and Alfa",
    )


def test_sectors_and_baselines_must_match_too(make_city: Make) -> None:
    make_city("alfa")
    beta, gamma, delta = make_city("beta"), make_city("gamma"), make_city("delta")
    InventoryLineFactory(
        inventory=Inventory.objects.get(series__city=beta.city, year=2023), sector="waste", value_tco2e=1
    )
    gamma.versions.update(baseline_year=2015)
    delta.versions.update(baseline_year=None)
    assert differences(read(reference="alfa")) == {
        "alfa": (),
        "beta": ("sectors: Buildings, Transport, Waste, in Alfa Buildings, Transport",),
        "gamma": ("baseline year: 2015, in Alfa 2020",),
        "delta": ("baseline year: not stated by Delta",),
    }


def test_cities_that_differ_are_read_against_themselves(make_city: Make) -> None:
    make_city("alfa")
    make_city("beta", gwp_set="AR6")
    page = read(reference="alfa", indicator="per_resident")
    assert page.own_paths is not None
    assert [path.panel.values for path in page.own_paths.ordered] == [((2020, 100.0), (2023, 80.0))] * 2
    chart = render_chart(page.own_paths, "en")
    assert chart.title == "2 of 2 cities with a later inventory emit less than in their own baseline year"
    assert {row[2] for row in comparison_rows(page)} == {"index"}


def test_own_paths_without_later_inventories_say_so(make_city: Make) -> None:
    contract = make_city("alfa")
    Inventory.objects.filter(year=2023).delete()
    page = read()
    assert page.own_paths is not None
    assert render_chart(page.own_paths, "en").title.startswith("None of these cities")
    contract.versions.update(baseline_tco2e=None)
    assert render_chart(read().own_paths, "en").svg_wide == ""


def test_tonnes_a_resident_need_a_count_near_the_year(make_city: Make) -> None:
    make_city("alfa")
    beta = make_city("beta")
    CityPopulation.objects.create(city=beta.city, year=2022, residents=400)
    CityPopulation.objects.create(city=beta.city, year=2024, residents=100)
    page = read(reference="alfa", indicator="per_resident")
    assert panels(page) == {"Alfa": (), "Beta": ((2020, 2.5), (2023, 2.0))}
    target = {panel.city: panel.target_value for panel in page.multiples.panels}
    assert target == {"Alfa": None, "Beta": 5.0}


def test_against_the_trajectory_starts_after_the_baseline(make_city: Make) -> None:
    make_city("alfa")
    beta, gamma = make_city("beta"), make_city("gamma")
    beta.versions.update(residual_tco2e=None, target_reduction_tco2e=1_000)
    gamma.versions.update(residual_tco2e=None, target_reduction_tco2e=None)
    found = panels(read(reference="alfa", indicator="against_trajectory"))
    assert found == {
        "Alfa": ((2023, pytest.approx(800 / 850 - 1)),),
        "Beta": ((2023, pytest.approx(800 / 700 - 1)),),
        "Gamma": (),
    }


def test_a_trajectory_at_zero_has_no_share(make_city: Make) -> None:
    contract = make_city("alfa", newest=2030)
    contract.versions.update(residual_tco2e=0)
    assert panels(read(indicator="against_trajectory")) == {"Alfa": ()}


def test_the_index_may_follow_the_longest_series_with_the_baseline_year(make_city: Make) -> None:
    contract = make_city("alfa")
    Inventory.objects.filter(year=2023).delete()
    other = InventorySeriesFactory(city=contract.city, code="alfa-secap")
    no_base = InventorySeriesFactory(city=contract.city, code="alfa-old")
    for series, year, total in (
        (other, 2010, 2_000),
        (other, 2020, 1_600),
        (no_base, 2005, 1),
        (no_base, 2006, 1),
    ):
        InventoryFactory(series=series, year=year, reported_total_tco2e=total)
    city = read().cities[0].row
    assert (city.is_baseline_series, city.totals, city.base_tco2e) == (
        False,
        ((2010, 2000.0), (2020, 1600.0)),
        1600.0,
    )
    assert read().own_paths.paths[0].panel.target_value is None
    assert read(indicator="per_resident").cities[0].row.is_baseline_series is True


def test_totals_that_are_not_reported_come_from_the_lines(make_city: Make) -> None:
    make_city("alfa")
    Inventory.objects.update(reported_total_tco2e=None)
    sunk = Inventory.objects.get(year=2023)
    InventoryLineFactory(inventory=sunk, sector="afolu", flow="sink", value_tco2e=100)
    InventoryLineFactory(inventory=sunk, sector="waste", value_tco2e=None, notation_key="NE")
    assert read().cities[0].row.totals == ((2020, 1000.0), (2023, 700.0))
    InventoryLine.objects.all().delete()
    assert (read().reference, read().cities) == (None, ())


def test_the_reference_is_the_city_that_most_others_match(make_city: Make) -> None:
    make_city("alfa", gwp_set="AR4")
    make_city("beta")
    make_city("gamma")
    assert read().reference.slug == "beta"


def test_a_city_that_is_not_there_falls_back(make_city: Make) -> None:
    make_city("alfa")
    assert read(reference="nowhere").reference.slug == "alfa"
    assert read_comparison(AnonymousUser()).choices == (("alfa", "Alfa"),)


def test_the_training_city_is_compared_only_when_asked_for(make_city: Make) -> None:
    make_city("alfa")
    training = make_city("beta")
    training.city.is_training = True
    training.city.save()
    assert list(differences(read())) == ["alfa"]
    assert list(differences(read(reference="beta"))) == ["alfa", "beta"]


def test_an_indicator_without_a_target_has_no_row_of_it(make_city: Make) -> None:
    make_city("alfa")
    make_city("beta")
    rows = list(comparison_rows(read(reference="alfa", indicator="against_trajectory")))
    assert [row[5] for row in rows] == ["measured", "measured"]


def test_cities_that_nobody_may_see_are_not_compared(make_city: Make) -> None:
    make_city("alfa").versions.update(state="draft")
    assert read() == Comparison(None, (), (), None, None, "index")


def test_the_rows_say_what_each_value_counts(make_city: Make) -> None:
    make_city("alfa")
    make_city("beta")
    rows = list(comparison_rows(read(reference="alfa")))
    assert rows[1] == (
        "alfa", rows[1][1], "index", 2023, 80.0, "measured", True, 2020, "s12", "ipcc", "AR5", "CO2,CH4,N2O",
        "buildings transport", 2023, "",
    )  # fmt: skip
    assert [row[3:6] for row in rows if row[5] == "target"] == [(2030, 50.0, "target")] * 2


@pytest.mark.parametrize(("base", "queries"), [("", 6), ("AR6", 7), ("factors", 8)])
@pytest.mark.parametrize("count", [1, 4])
def test_a_comparison_takes_few_queries(
    make_city: Make, django_assert_num_queries: DjangoAssertNumQueries, base: str, queries: int, count: int
) -> None:
    for number in range(count):
        make_city(f"city-{number}")
    with django_assert_num_queries(queries):
        read(base=base)
