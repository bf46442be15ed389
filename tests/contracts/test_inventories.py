from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from contracts.enums import Flow, InventoryState
from contracts.models import City, Contract, Finding, Inventory, InventorySeries
from contracts.services.inventories import NewSeries, publish_inventory
from contracts.services.inventory_lines import LineFigures, line_field
from contracts.signals import inventory_published
from core.fields import Texts
from core.models import Change, Job, User
from tests.factories import CityFactory, EmissionFactorFactory, InventoryFactory, InventorySeriesFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

Publish = Callable[..., Inventory]
LINES = (
    LineFigures(sector="buildings", scope=1, value_tco2e=Decimal(600)),
    LineFigures(sector="transport", scope=1, value_tco2e=Decimal(400)),
    LineFigures(sector="waste", scope=3, notation_key="NE"),
    LineFigures(sector="afolu", scope=1, flow=Flow.SINK, value_tco2e=Decimal(50)),
)


@pytest.fixture
def series(contract: Contract) -> InventorySeries:
    contract.versions.update(baseline_year=2019)
    return InventorySeriesFactory(city=contract.city)


@pytest.fixture
def publish(city: City, series: InventorySeries, officer: User) -> Publish:
    return partial(publish_inventory, city=city, by=officer, series=series, year=2023, source="Table 4")


def line(**changes: Any) -> LineFigures:
    return LineFigures(**{"sector": "buildings", "scope": 1, "value_tco2e": Decimal(1)} | changes)


def test_publish_inventory_stores_lines_and_tells(
    publish: Publish, contract: Contract, officer: User
) -> None:
    inventory = publish(lines=LINES, reported_total_tco2e=Decimal(1000), note="GWP AR5", gases="CO2")
    assert (inventory.state, inventory.gases, inventory.revision) == (InventoryState.PUBLISHED, "CO2", 1)
    assert inventory.published_at is not None
    stored = inventory.lines.values_list("sector", "flow", "value_tco2e", "notation_key", "source")
    assert set(stored) == {
        (one.sector, one.flow, one.value_tco2e, one.notation_key, "Table 4") for one in LINES
    }
    change = Change.objects.get()
    assert (change.verb, change.city_slug, change.made_by) == ("published", "valdoria", officer)
    assert list(Job.objects.values_list("key", flat=True)) == [str(contract.pk)]
    assert Finding.objects.count() == 0


def test_publish_inventory_sends_its_signal(publish: Publish, city: City) -> None:
    heard: list[dict[str, Any]] = []

    def listen(**kwargs: Any) -> None:
        heard.append(kwargs)

    inventory_published.connect(listen)
    try:
        inventory = publish(reported_total_tco2e=Decimal(1000))
    finally:
        inventory_published.disconnect(listen)
    assert [(one["city_id"], one["inventory_id"]) for one in heard] == [(city.pk, inventory.pk)]


@pytest.mark.django_db(transaction=True)
def test_inventory_change_and_job_are_rolled_back_together(publish: Publish) -> None:
    with transaction.atomic():
        publish(lines=LINES, reported_total_tco2e=Decimal(1000))
        transaction.set_rollback(True)
    assert (Inventory.objects.count(), Change.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_publish_inventory_restates_the_one_before(publish: Publish, series: InventorySeries) -> None:
    InventoryFactory(series=series, year=2021)
    first = publish(reported_total_tco2e=Decimal(1000))
    second = publish(reported_total_tco2e=Decimal(900))
    first.refresh_from_db()
    assert (first.state, first.revision) == (InventoryState.RESTATED, 2)
    public = series.inventories.filter(state=InventoryState.PUBLISHED).order_by("year")
    assert [(one.year, one.reported_total_tco2e) for one in public] == [
        (2021, Decimal(4_567_402)),
        (2023, Decimal(900)),
    ]
    assert second.state == InventoryState.PUBLISHED


def test_a_restatement_names_what_it_replaces(publish: Publish) -> None:
    first = publish(reported_total_tco2e=Decimal(1000))
    second = publish(reported_total_tco2e=Decimal(900))
    third = publish(reported_total_tco2e=Decimal(800))
    assert (first.restates, second.restates, third.restates) == (None, first, second)


def test_activity_times_factor_fills_an_empty_value(publish: Publish) -> None:
    factor = EmissionFactorFactory()
    measured = {"activity": Decimal(2), "activity_unit": "GWh", "factor": factor, "source_group": "gas"}
    lines = [
        line(value_tco2e=None, **measured, co2_tonnes=Decimal(400), ch4_tonnes=Decimal(1)),
        line(scope=2, value_tco2e=Decimal(500), **measured | {"source_group": "GAS"}),
    ]
    stored = publish(lines=lines, gwp_set="AR5").lines.order_by("scope")
    assert list(stored.values_list("value_tco2e", "activity", "source_group", "co2_tonnes")) == [
        (Decimal("403.92"), Decimal(2), "gas", Decimal(400)),
        (Decimal(500), Decimal(2), "GAS", None),
    ]
    found = Finding.objects.get(check_name="inventory_activity_product", place__contains="scope 2")
    assert (found.severity, found.numbers["computed_tco2e"]) == ("warning", 403.92)


def test_a_new_series_says_what_it_covers(publish: Publish) -> None:
    new = NewSeries(title=Texts({"it": "Inventario LCA"}), approach="lca", scopes="s12w")
    series = publish(series=new, reported_total_tco2e=Decimal(1)).series
    assert (series.approach, series.scopes) == ("lca", "s12w")


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"activity": Decimal(1)}, "activity_unit", "no_unit"),
        ({"activity": Decimal(1), "activity_unit": "t"}, "activity_unit", "unit_fit"),
        ({}, "activity", "no_quantity"),
        (
            {"activity": Decimal(1), "activity_unit": "MWh", "value_tco2e": None, "notation_key": "C"},
            "value_tco2e",
            "value_and_key",
        ),
        (
            {"activity": Decimal(1), "activity_unit": "MWh", "n2o_tonnes": Decimal(-1)},
            "n2o_tonnes",
            "negative",
        ),
    ],
)
def test_publish_inventory_refuses_what_cannot_be_multiplied(
    publish: Publish, changes: dict[str, Any], field: str, code: str
) -> None:
    wrong = line(factor=EmissionFactorFactory(), **changes)
    assert refusals(lambda: publish(lines=[wrong], reported_total_tco2e=Decimal(1))) == {
        line_field(0, field): [code]
    }


def test_publish_inventory_keeps_other_series_apart(publish: Publish, city: City) -> None:
    other = InventoryFactory(series=InventorySeriesFactory(city=city), year=2023)
    publish(reported_total_tco2e=Decimal(1000))
    other.refresh_from_db()
    assert other.state == InventoryState.PUBLISHED


def test_publish_inventory_begins_a_series(publish: Publish, city: City) -> None:
    new = NewSeries(title=Texts({"it": "Inventario GPC"}), method="GPC BASIC")
    made = [publish(series=new, reported_total_tco2e=Decimal(1)).series for _ in range(2)]
    assert [(one.code, one.city, one.method) for one in made] == [
        ("valdoria-inventario-gpc", city, "GPC BASIC"),
        ("valdoria-inventario-gpc-2", city, "GPC BASIC"),
    ]


@pytest.mark.parametrize("total", [Decimal(1000), Decimal("1001.9"), Decimal(950)])
def test_lines_may_add_up_gross_or_net(publish: Publish, total: Decimal) -> None:
    publish(lines=LINES, reported_total_tco2e=total)
    assert Finding.objects.count() == 0


def test_lines_that_do_not_add_up_are_published_with_a_finding(publish: Publish, city: City) -> None:
    inventory = publish(lines=LINES, reported_total_tco2e=Decimal(1234))
    finding = Finding.objects.get()
    assert (finding.city, finding.subject_id, finding.check_name) == (
        city,
        inventory.pk,
        "inventory_total_differs",
    )
    assert finding.numbers == {"reported_tco2e": 1234, "lines_tco2e": 950, "difference_tco2e": -284}


def test_a_restatement_settles_the_finding(publish: Publish) -> None:
    publish(lines=LINES, reported_total_tco2e=Decimal(1234))
    publish(lines=LINES, reported_total_tco2e=Decimal(1000))
    assert Finding.objects.count() == 0


def test_a_city_without_a_contract_has_nothing_to_recompute(officer: User) -> None:
    city = CityFactory()
    city.memberships.create(user=officer, role="officer")
    series = InventorySeriesFactory(city=city)
    publish_inventory(city=city, by=officer, series=series, year=2023, reported_total_tco2e=Decimal(1))
    assert (Inventory.objects.count(), Job.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"year": 1800}, {"year": ["year"]}),
        ({"reported_total_tco2e": None}, {"reported_total_tco2e": ["empty"]}),
        (
            {"reported_total_tco2e": None, "lines": [line(value_tco2e=None, notation_key="NE")]},
            {"reported_total_tco2e": ["empty"]},
        ),
        ({"reported_total_tco2e": Decimal(-1)}, {"reported_total_tco2e": ["negative"]}),
        ({"series": NewSeries(title=Texts())}, {"title": ["required"]}),
        ({"lines": [line(), line(sector="magic")]}, {line_field(1, "sector"): ["sector"]}),
        ({"lines": [line(scope=4)]}, {line_field(0, "scope"): ["scope"]}),
        ({"lines": [line(notation_key="NE")]}, {line_field(0, "value_tco2e"): ["value_and_key"]}),
        (
            {"lines": [line(value_tco2e=None, notation_key="XX")]},
            {line_field(0, "notation_key"): ["notation_key"]},
        ),
        ({"lines": [line(value_tco2e=None)]}, {line_field(0, "value_tco2e"): ["no_value"]}),
        ({"lines": [line(value_tco2e=Decimal(-1))]}, {line_field(0, "value_tco2e"): ["negative"]}),
        ({"lines": [line(), line()]}, {line_field(1, "sector"): ["repeated"]}),
        (
            {"lines": [line(sector="magic"), line(value_tco2e=Decimal(-1))]},
            {line_field(0, "sector"): ["sector"], line_field(1, "value_tco2e"): ["negative"]},
        ),
    ],
)
def test_publish_inventory_refuses(
    publish: Publish, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    told = refusals(lambda: publish(**{"reported_total_tco2e": Decimal(1)} | changes))
    assert told == refused
    assert (Inventory.objects.count(), Change.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_publish_inventory_refuses_a_year_to_come(publish: Publish) -> None:
    next_year = timezone.localdate().year + 1
    assert refusals(lambda: publish(year=next_year, reported_total_tco2e=Decimal(1))) == {"year": ["future"]}


def test_publish_inventory_refuses_another_citys_series(publish: Publish) -> None:
    series = InventorySeriesFactory()
    assert refusals(lambda: publish(series=series, reported_total_tco2e=Decimal(1))) == {"series": ["series"]}


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_inventories_are_published_by_officers_only(
    request: pytest.FixtureRequest, publish: Publish, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        publish(by=request.getfixturevalue(who), reported_total_tco2e=Decimal(1))
