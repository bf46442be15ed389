"""The published inventories after loading: series, sectors and totals as they are stated."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from contracts.enums import Flow
from contracts.models import ContractVersion, Inventory, InventoryLine, InventorySeries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_padova_sink_is_a_sink_and_its_latest_inventory_a_total() -> None:
    series = ContractVersion.objects.get(contract__city__slug="padova").baseline_series
    sink = InventoryLine.objects.get(inventory__series=series, sector="afolu", counts_toward_total=True)
    latest = series.inventories.get(year=2023)
    assert series.code == "padova-paesc"
    assert (sink.flow, sink.value_tco2e) == (Flow.SINK, Decimal(11_534))
    assert latest.reported_total_tco2e == Decimal(1_147_952)
    assert [line.counts_toward_total for line in latest.lines.all()] == [False]


def test_baseline_series_start_each_contract() -> None:
    series = ContractVersion.objects.filter(contract__city__is_training=False)
    assert dict(series.values_list("contract__city__slug", "baseline_series__code")) == {
        "bergamo": "bergamo-ccc",
        "bologna": "bologna-ccc",
        "firenze": "firenze-com",
        "milano": "milano-cdp",
        "padova": "padova-paesc",
        "parma": "parma-ccc",
        "prato": "prato-ccc",
        "roma": "roma-ccc",
        "torino": "torino-ccc",
    }


def test_series_say_only_what_is_stated_of_them() -> None:
    known = InventorySeries.objects.filter(code__endswith="-ccc") | InventorySeries.objects.filter(
        code__in=["firenze-com", "milano-cdp", "padova-paesc"]
    )
    assert {row.code: (row.approach, row.scopes) for row in known} == {
        "bergamo-ccc": ("ipcc", "s12"),
        "bologna-ccc": ("ipcc", "s12"),
        "firenze-com": ("ipcc", "s12w"),
        "milano-cdp": ("ipcc", "s123"),
        "padova-paesc": ("ipcc", "s12"),
        "parma-ccc": ("ipcc", "s12w"),
        "prato-ccc": ("", "s12w"),
        "roma-ccc": ("ipcc", "s12w"),
        "torino-ccc": ("ipcc", ""),
    }
    sets = Inventory.objects.filter(series__city__is_training=False).exclude(gwp_set="")
    assert dict(sets.values_list("series__code", "gwp_set")) == {
        "bergamo-ccc": "AR5",
        "bologna-ccc": "27.2/272.9",
        "roma-ccc": "AR5",
    }


def test_sectors_outside_the_target_are_marked() -> None:
    lines = InventoryLine.objects.filter(in_target_boundary=False).order_by(
        "inventory__series__code", "sector"
    )
    assert list(lines.values_list("inventory__series__code", "sector", "value_tco2e", "notation_key")) == [
        ("bergamo-ccc", "afolu", Decimal("4666.73"), ""),
        ("bergamo-ccc", "ippu", Decimal(2517), ""),
        ("bologna-ccc", "ippu", None, "NE"),
        ("firenze-com", "afolu", None, "NE"),
        ("milano-cdp", "afolu", None, "NE"),
        ("milano-cdp", "ippu", None, "NE"),
        ("padova-paesc", "ippu", None, "NA"),
        ("torino-ccc", "ippu", None, "NE"),
    ]


def test_firenze_sectors_are_counted_once() -> None:
    lines = InventoryLine.objects.filter(inventory__series__code="firenze-com", counts_toward_total=True)
    sums = dict(lines.order_by().values_list("inventory__year").annotate(t=Sum("value_tco2e")))
    assert sums == {2005: Decimal(2_771_213), 2019: Decimal(1_569_930)}
