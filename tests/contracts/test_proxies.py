from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from contracts.models import City, Contract, ProxyValue
from contracts.selectors.proxies import list_proxies, show_proxy
from contracts.services.proxies import (
    Imported,
    ProxyFigure,
    change_proxy,
    delete_proxy,
    import_proxies,
    proxy_field,
    record_proxy,
)
from core.models import Change, Job, User
from tests.factories import CityFactory, CityMembershipFactory, ProxyValueFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

Call = Callable[..., Any]
GAS = {
    "kind": "gas_sold",
    "year": 2024,
    "value": Decimal("1200.5"),
    "unit": "GWh",
    "source": "Network report",
}


@pytest.fixture
def record(city: City, contract: Contract, officer: User) -> Call:
    return partial(record_proxy, city=city, by=officer)


@pytest.fixture
def load(city: City, contract: Contract, officer: User) -> Call:
    return partial(import_proxies, city=city, by=officer)


def figure(**changes: Any) -> ProxyFigure:
    return ProxyFigure(**GAS | changes)


def test_record_proxy_stores_and_tells(record: Call, contract: Contract, officer: User) -> None:
    row = record(**GAS, month=3)
    assert (row.month, row.value, row.revision) == (3, Decimal("1200.5"), 1)
    change = Change.objects.get()
    assert (change.verb, change.subject_id, change.made_by) == ("created", row.pk, officer)
    assert list(Job.objects.values_list("key", flat=True)) == [str(contract.pk)]


def test_a_year_and_its_months_stand_side_by_side(record: Call, city: City) -> None:
    for month in (None, 2, 1):
        record(**GAS, month=month)
    with translation.override("it"):
        assert [show_proxy(row).period for row in list_proxies(city)] == [
            "2024",
            "gennaio 2024",
            "febbraio 2024",
        ]
    with translation.override("en"):
        assert show_proxy(list_proxies(city)[1]).period == "January 2024"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"kind": "magic"}, {"kind": ["kind"]}),
        ({"unit": "t"}, {"unit": ["unit"]}),
        ({"kind": "grid_factor", "unit": "MWh"}, {"unit": ["unit"]}),
        ({"kind": "electricity_sold", "unit": "Sm3"}, {"unit": ["unit"]}),
        ({"year": 1800}, {"year": ["year"]}),
        ({"month": 0}, {"month": ["month"]}),
        ({"month": 13}, {"month": ["month"]}),
        ({"value": Decimal(-1)}, {"value": ["negative"]}),
        ({"source": " "}, {"source": ["required"]}),
        ({"year": 2023}, {"year": ["repeated"]}),
        ({"year": 2023, "month": 5}, {"month": ["repeated"]}),
        ({"unit": "MWh"}, {"unit": ["other_unit"]}),
    ],
)
def test_record_proxy_refuses(
    record: Call, city: City, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    for month in (None, 5):
        ProxyValueFactory(city=city, year=2023, month=month)
    assert refusals(lambda: record(**GAS | changes)) == refused
    assert (ProxyValue.objects.count(), Change.objects.count(), Job.objects.count()) == (2, 0, 0)


def test_record_proxy_refuses_what_has_not_begun(record: Call) -> None:
    today = timezone.localdate()
    assert refusals(lambda: record(**GAS | {"year": today.year + 1})) == {"year": ["future"]}
    if today.month < 12:
        late = GAS | {"year": today.year, "month": today.month + 1}
        assert refusals(lambda: record(**late)) == {"month": ["future"]}
    assert record(**GAS | {"year": today.year, "month": today.month}).month == today.month


def test_change_proxy_may_change_the_unit_of_the_only_figure(
    city: City, contract: Contract, officer: User
) -> None:
    row = ProxyValueFactory(city=city)
    changed = change_proxy(proxy_id=row.pk, by=officer, revision=1, unit="Sm3", value=Decimal(5))
    assert (changed.unit, changed.value, changed.revision) == ("Sm3", Decimal(5), 2)
    assert (Change.objects.get().verb, Job.objects.count()) == ("changed", 1)


def test_change_proxy_notices_a_conflict(city: City, officer: User) -> None:
    row = ProxyValueFactory(city=city)
    change_proxy(proxy_id=row.pk, by=officer, revision=1, value=Decimal(5))
    with pytest.raises(Exception, match="revision 2"), translation.override("en"):
        change_proxy(proxy_id=row.pk, by=officer, revision=1, value=Decimal(6))
    row.refresh_from_db()
    assert row.value == Decimal(5)


def test_delete_proxy_keeps_what_it_was_in_the_changes(city: City, contract: Contract, officer: User) -> None:
    row = ProxyValueFactory(city=city, value=Decimal("0.5"), kind="grid_factor", unit="t/MWh")
    with translation.override("en"):
        delete_proxy(proxy_id=row.pk, by=officer)
    assert ProxyValue.objects.count() == 0
    summary = str(Change.objects.get().summary)
    assert summary == "Emission factor of grid electricity 2024: 0.5 t/MWh, taken out"
    assert Job.objects.count() == 1


def test_import_proxies_adds_changes_and_leaves(load: Call, city: City) -> None:
    ProxyValueFactory(city=city, year=2022, value=Decimal(9), source=GAS["source"])
    ProxyValueFactory(city=city, year=2023, value=Decimal(9), source=GAS["source"])
    rows = [
        figure(year=2022, value=Decimal(9)),
        figure(year=2023, value=Decimal(8)),
        figure(year=2024),
        figure(kind="traffic", unit="vehicle-km"),
    ]
    assert load(figures=rows) == Imported(added=2, changed=1, same=1)
    stored = city.proxy_values.order_by("kind", "year").values_list("kind", "year", "value", "revision")
    assert list(stored) == [
        ("gas_sold", 2022, Decimal(9), 1),
        ("gas_sold", 2023, Decimal(8), 2),
        ("gas_sold", 2024, Decimal("1200.5"), 1),
        ("traffic", 2024, Decimal("1200.5"), 1),
    ]
    assert (Change.objects.count(), Job.objects.count()) == (2, 1)


def test_importing_the_same_again_changes_nothing(load: Call) -> None:
    load(figures=[figure()])
    assert load(figures=[figure()]) == Imported(added=0, changed=0, same=1)
    assert Change.objects.count() == 1


def test_import_proxies_may_bring_all_figures_to_another_unit(load: Call, city: City) -> None:
    load(figures=[figure(year=2023), figure(year=2024)])
    load(figures=[figure(year=2023, unit="MWh"), figure(year=2024, unit="MWh")])
    assert set(city.proxy_values.values_list("unit", flat=True)) == {"MWh"}


def test_import_proxies_takes_all_or_nothing(load: Call, city: City) -> None:
    ProxyValueFactory(city=city, year=2020)
    rows = [
        figure(),
        figure(month=13, value=Decimal(-1)),
        figure(),
        figure(year=2023, unit="MWh"),
        figure(kind="magic"),
    ]
    assert refusals(lambda: load(figures=rows)) == {
        proxy_field(1, "month"): ["month"],
        proxy_field(1, "value"): ["negative"],
        proxy_field(2, "year"): ["repeated"],
        proxy_field(3, "unit"): ["other_unit"],
        proxy_field(4, "kind"): ["kind"],
    }
    assert (ProxyValue.objects.count(), Change.objects.count(), Job.objects.count()) == (1, 0, 0)


def test_a_city_without_a_contract_has_nothing_to_recompute(officer: User) -> None:
    city = CityFactory()
    CityMembershipFactory(city=city, user=officer)
    row = record_proxy(city=city, by=officer, **GAS)
    import_proxies(city=city, by=officer, figures=[figure(year=2023)])
    delete_proxy(proxy_id=row.pk, by=officer)
    assert Job.objects.count() == 0


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_figures_are_changed_by_officers_only(
    request: pytest.FixtureRequest, record: Call, load: Call, city: City, who: str
) -> None:
    by, row = request.getfixturevalue(who), ProxyValueFactory(city=city)
    calls: list[Callable[[], Any]] = [
        lambda: record(by=by, **GAS),
        lambda: load(by=by, figures=[figure()]),
        lambda: change_proxy(proxy_id=row.pk, by=by, value=Decimal(1)),
        lambda: delete_proxy(proxy_id=row.pk, by=by),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()
    assert ProxyValue.objects.count() == 1
