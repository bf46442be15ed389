"""The public page of the spread and its files."""

import csv
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from contracts.models import Contract
from molecules.models import SpreadRun
from molecules.services.spreading import compute_spread, request_spread
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
    make_spreading_city,
)
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/en/c/valdoria/dal-nucleo-alla-citta/"
FILES = ("bande.csv", "bande.json", "molecole.csv", "quartieri.csv", "quartieri.geojson", "parametri.csv")


@pytest.fixture
def contract() -> Contract:
    return ContractFactory(city__slug="valdoria")


@pytest.fixture
def run(contract: Contract) -> SpreadRun:
    """A run of one molecule in one neighbourhood, whose bands are not drawn yet."""
    make_spreading_city(contract.city)
    return ask(contract)


def ask(contract: Contract) -> SpreadRun:
    return request_spread(city=contract.city, by=CityMembershipFactory(city=contract.city).user, draws=200)


def draw(run: SpreadRun) -> SpreadRun:
    compute_spread(run_id=run.pk, tell=lambda *_step: None)
    run.refresh_from_db()
    return run


def rows_of(client: Client, file: str) -> list[dict[str, str]]:
    response: Any = client.get(PAGE + file)
    content = b"".join(response) if response.streaming else response.content
    return list(csv.DictReader(content.decode().lstrip("\ufeff").splitlines()))


def plain(response: Any) -> str:
    return words(response).replace("\u00a0", " ")


def test_page_says_when_nothing_was_computed(client: Client, contract: Contract) -> None:
    make_spreading_city(contract.city)
    assert "Nothing has been computed yet" in words(client.get(PAGE))
    assert {client.get(PAGE + file).status_code for file in FILES} == {404}


def test_page_tells_the_band_of_both_years(client: Client, run: SpreadRun) -> None:
    draw(run)
    years, band = run.results["years"], run.results["bands"]["total_tco2e"]
    told = plain(client.get(PAGE))
    for year in (2030, 2035):
        low, middle, high = (f"{band[name][years.index(year)]:,.0f}" for name in ("p10", "p50", "p90"))
        assert f"By {year} what spreads would save between {low} t CO₂e and {high} t CO₂e a year" in told
        assert f"{middle} ({low}–{high})" in told
    assert "Some inputs are illustrative" in told


def test_page_tells_the_likeliest_while_the_bands_are_awaited(client: Client, run: SpreadRun) -> None:
    place = run.results["years"].index(2035)
    amount = sum(values[place] for values in run.results["likeliest_tco2e"].values())
    told = plain(client.get(PAGE))
    assert (
        f"By 2035 what spreads would save {amount:,.0f} t CO₂e a year with the likeliest parameters" in told
    )
    assert "How sure that is has not been drawn yet." in told
    assert rows_of(client, "molecole.csv")[-1]["p50_tco2e"] == ""


def test_finished_run_is_told_until_a_newer_one_is_finished(
    client: Client, contract: Contract, run: SpreadRun
) -> None:
    draw(run)
    contract.city.neighbourhoods.update(dwellings=1)
    newer = ask(contract)
    assert run.inputs_sha256 in words(client.get(PAGE))
    draw(newer)
    assert newer.inputs_sha256 in words(client.get(PAGE))


def test_parameters_stand_in_the_open_with_where_they_come_from(
    client: Client, contract: Contract, run: SpreadRun
) -> None:
    package = contract.city.packages.get()
    package.parameters.filter(name="saturation").update(is_fitted=True, is_illustrative=True)
    told = words(client.get(PAGE))
    assert (
        "saturation, share of the stock 20.0% 40.0% 60.0% Assumption of the tests. fitted to observed" in told
    )
    assert "kilometres a year 1 2 4 Assumption of the tests. stated by the city" in told
    rows = {row["parameter"]: row for row in rows_of(client, "parametri.csv")}
    assert [rows["saturation"][name] for name in ("low", "likely", "high", "fitted", "illustrative")] == [
        "0.2", "0.4", "0.6", "true", "true",
    ]  # fmt: skip
    assert (rows["start_year"]["likely"], rows["start_year"]["source"]) == ("2024", "No source is stated.")


def test_parameter_that_was_changed_since_is_shown_as_it_was_used(
    client: Client, contract: Contract, run: SpreadRun
) -> None:
    contract.city.packages.get().parameters.filter(name="km_per_year").update(low=2, likely=3)
    contract.city.molecules.update(spread_from=Decimal("2025.5"))
    told = words(client.get(PAGE))
    assert "kilometres a year 1 2 4 It is stated otherwise today" in told
    changed = {row["parameter"]: row["changed_since"] for row in rows_of(client, "parametri.csv")}
    assert [name for name, word in changed.items() if word == "true"] == ["km_per_year", "start_year"]


def test_withdrawn_molecule_stays_in_the_sum_and_leaves_the_rows(
    client: Client, contract: Contract, run: SpreadRun
) -> None:
    total = rows_of(client, "bande.csv")
    contract.city.molecules.update(published_at=None)
    told = words(client.get(PAGE))
    assert "1 molecule that took part is not public any more" in told
    assert rows_of(client, "molecole.csv") == []
    assert rows_of(client, "parametri.csv") == []
    assert rows_of(client, "bande.csv") == total


def test_neighbourhoods_are_told_by_year_with_their_share(client: Client, run: SpreadRun) -> None:
    rows = rows_of(client, "quartieri.csv")
    assert [row["year"] for row in rows] == [str(year) for year in run.results["years"]]
    remaining = float(run.inputs["remaining_tco2e"][0])
    last = rows[-1]
    assert float(last["saving_tco2e"]) > 0
    assert float(last["share_of_emissions"]) == pytest.approx(float(last["saving_tco2e"]) / remaining)


def test_map_has_a_look_and_words_for_every_year(client: Client, contract: Contract, run: SpreadRun) -> None:
    features = json.loads(client.get(PAGE + "quartieri.geojson").content)["features"]
    cell = next(one["properties"] for one in features if "fills" in one["properties"])
    years = run.results["years"]
    assert (len(cell["fills"]), len(cell["notes"])) == (len(years), len(years))
    place = years.index(2030)
    assert (cell["fill"], cell["note"]) == (cell["fills"][place], cell["notes"][place])
    assert cell["notes"][0] == "nothing yet"
    assert [one["id"] for one in features if one["properties"].get("outline")] == [
        str(contract.city.molecules.get().pk)
    ]


def test_page_shows_both_years_without_scripts(client: Client, run: SpreadRun) -> None:
    html = client.get(PAGE).content.decode()
    assert 'id="spread-map-2035"' in html
    assert html.count("<svg") >= 4
    assert 'min="2024" max="2040" value="2030"' in html


def test_page_costs_no_more_queries_with_more_rows(
    client: Client, contract: Contract, django_assert_max_num_queries: Any
) -> None:
    first = make_spreading_city(contract.city)
    for _ in range(4):
        MoleculeFactory(city=contract.city, package=first.package, spread_from=2025, polygon=first.polygon)
        NeighbourhoodFactory(city=contract.city)
    draw(ask(contract))
    with django_assert_max_num_queries(14):
        client.get(PAGE)


def test_neighbourhood_inside_a_molecule_has_no_share(client: Client, contract: Contract) -> None:
    """Nothing is apportioned to what lies inside a molecule: its share is unknown, not nothing."""
    molecule = make_spreading_city(contract.city)
    NeighbourhoodFactory(city=contract.city, code="inside", polygon=molecule.polygon)
    ask(contract)
    shares = {row["code"]: row["share_of_emissions"] for row in rows_of(client, "quartieri.csv")}
    assert shares["inside"] == ""
    assert "emits nothing outside the molecules" in words(client.get(PAGE))


def test_list_of_molecules_leads_to_the_page(client: Client, contract: Contract) -> None:
    assert f'href="{PAGE}"' in client.get("/en/c/valdoria/molecole/").content.decode()
