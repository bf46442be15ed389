from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from contracts.models import Contract, InventorySeries
from contracts.services.assumptions import change_assumptions
from contracts.services.series import describe_series
from core.access import Conflict
from core.fields import Texts
from core.models import Change, Job, User
from tests.factories import CityFactory, CityMembershipFactory, InventorySeriesFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

Call = Callable[..., Any]
NOTHING: dict[str, Any] = {
    "carbon_price_eur": None,
    "discount_share": None,
    "budget_tco2e": None,
    "assumptions_note": Texts(),
}
STATED = {
    "carbon_price_eur": Decimal(85),
    "discount_share": Decimal("0.035"),
    "budget_tco2e": Decimal(1_000),
    "assumptions_note": Texts({"it": "Delibera 12"}),
}


@pytest.fixture
def change(contract: Contract, officer: User) -> Call:
    return partial(change_assumptions, contract_id=contract.pk, by=officer)


@pytest.fixture
def series(contract: Contract) -> InventorySeries:
    return InventorySeriesFactory(city=contract.city)


def test_change_assumptions_stores_and_tells(change: Call, contract: Contract, officer: User) -> None:
    change(**STATED, revision=1)
    contract.refresh_from_db()
    assert {name: getattr(contract, name) for name in STATED} == STATED
    assert contract.revision == 2
    row = Change.objects.get()
    assert (row.verb, row.subject_id, row.made_by) == ("changed", contract.pk, officer)
    assert list(Job.objects.values_list("key", flat=True)) == [str(contract.pk)]


def test_what_costs_count_is_changed_only_where_it_is_told(change: Call, contract: Contract) -> None:
    change(**NOTHING, cost_basis="total", price_basis="cash", price_year=2024)
    change(**NOTHING)
    contract.refresh_from_db()
    assert (contract.cost_basis, contract.price_basis, contract.price_year) == ("total", "cash", 2024)
    change(**NOTHING, cost_basis="", price_basis="")
    contract.refresh_from_db()
    assert (contract.cost_basis, contract.price_basis, contract.price_year) == ("", "", None)


def test_year_of_prices_makes_sense(change: Call) -> None:
    told = partial(change, **NOTHING, cost_basis="total", price_basis="NPV", price_year=24)
    assert refusals(told) == {"price_year": ["year"]}


def test_assumptions_may_be_taken_back(change: Call, contract: Contract) -> None:
    change(**STATED)
    change(**NOTHING)
    contract.refresh_from_db()
    assert {name: getattr(contract, name) for name in NOTHING} == NOTHING


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"carbon_price_eur": Decimal(-1)}, {"carbon_price_eur": ["negative"]}),
        ({"discount_share": Decimal("1.01")}, {"discount_share": ["share"]}),
        ({"budget_tco2e": Decimal(-1)}, {"budget_tco2e": ["negative"]}),
        ({"assumptions_note": Texts()}, {"assumptions_note": ["no_source"]}),
    ],
)
def test_change_assumptions_refuses(
    change: Call, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: change(**STATED | changes)) == refused
    assert (Change.objects.count(), Job.objects.count()) == (0, 0)


def test_change_assumptions_notices_a_conflict(change: Call) -> None:
    change(**STATED, revision=1)
    with pytest.raises(Conflict):
        change(**NOTHING, revision=1)


def test_describe_series_stores_and_tells(series: InventorySeries, officer: User) -> None:
    describe_series(
        series_id=series.pk, by=officer, approach="lca", scopes="s12w", method=" GPC BASIC ", revision=1
    )
    series.refresh_from_db()
    assert (series.approach, series.scopes, series.method, series.revision) == ("lca", "s12w", "GPC BASIC", 2)
    assert (Change.objects.get().subject_id, Job.objects.count()) == (series.pk, 1)


def test_describe_series_refuses_other_words(series: InventorySeries, officer: User) -> None:
    told = refusals(
        lambda: describe_series(series_id=series.pk, by=officer, approach="best", scopes="s9", method="")
    )
    assert told == {"approach": ["invalid_choice"], "scopes": ["invalid_choice"]}


def test_describe_series_notices_a_conflict(series: InventorySeries, officer: User) -> None:
    with pytest.raises(Conflict):
        describe_series(series_id=series.pk, by=officer, approach="", scopes="", method="", revision=7)


def test_series_of_a_city_without_a_contract_has_nothing_to_recompute(officer: User) -> None:
    city = CityFactory()
    CityMembershipFactory(city=city, user=officer)
    series = InventorySeriesFactory(city=city)
    describe_series(series_id=series.pk, by=officer, approach="ipcc", scopes="s1", method="GPC")
    assert (Change.objects.count(), Job.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_officers_only(
    request: pytest.FixtureRequest, change: Call, series: InventorySeries, who: str
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        change(by=by, **STATED)
    with pytest.raises(PermissionDenied):
        describe_series(series_id=series.pk, by=by, approach="", scopes="", method="")
