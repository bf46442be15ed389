"""A restated inventory on the data page: both totals, and what explains the difference."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from contracts.enums import Flow, InventoryState, Sector
from progress.models import ProgressSnapshot
from progress.selectors.restatements import list_restatements
from tests import factories
from tests.progress.web.conftest import read_page

PAGE = "/en/c/milano/dati/"


@pytest.fixture
def editions(milano):
    """Two editions of the inventory of 2023: the older one restated, the newer one published."""
    series = milano.city.inventory_series.get()
    now = timezone.now()
    old = factories.InventoryFactory(
        series=series, year=2023, state=InventoryState.RESTATED, published_at=now - timedelta(days=9)
    )
    return old, factories.InventoryFactory(series=series, year=2023, restates=old, published_at=now)


def add_line(inventory, value, activity=None, factor=None, **about):
    """A line of an edition."""
    return factories.InventoryLineFactory(
        inventory=inventory,
        value_tco2e=Decimal(value),
        activity=activity and Decimal(activity),
        activity_unit="MWh" if activity else "",
        factor=factor,
        **about,
    )


def parts(row):
    """The parts of a difference."""
    return (row.activity_tco2e, row.factor_tco2e, row.boundary_tco2e, row.not_explained_tco2e)


def only_view(milano):
    (view,) = list_restatements(milano.contract)
    return view


def test_restatement_is_split_into_activity_factor_and_boundary_by_sector(milano, editions):
    old, new = editions
    first, second = factories.EmissionFactorFactory(), factories.EmissionFactorFactory()
    add_line(old, 20_000, 100_000, first)
    add_line(new, 23_100, 110_000, second)
    add_line(new, 500, sector=Sector.TRANSPORT)
    view = only_view(milano)
    assert (view.total.before_tco2e, view.total.after_tco2e) == (20_000, 23_600)
    assert parts(view.total) == (2_050, 1_050, 500, 0)
    assert {row.name: parts(row)[:2] for row in view.sectors if row.before_tco2e} == {
        str(Sector.BUILDINGS.label): (2_050, 1_050)
    }


def test_restatement_of_lines_without_activity_is_not_explained_and_says_so(client, milano, editions):
    old, new = editions
    add_line(old, 20_000)
    add_line(new, 23_100)
    assert parts(only_view(milano).total) == (0, 0, 0, 3_100)
    assert "A part is not explained: the lines give no activity." in read_page(client, PAGE).text


def test_restatement_with_another_unit_is_not_explained(milano, editions):
    old, new = editions
    add_line(old, 20_000, 100_000)
    line = add_line(new, 23_100, 110_000)
    line.activity_unit = "GJ"
    line.save()
    assert parts(only_view(milano).total) == (0, 0, 0, 3_100)


def test_restatement_with_the_same_factor_leaves_the_rest_unexplained(milano, editions):
    old, new = editions
    factor = factories.EmissionFactorFactory()
    add_line(old, 20_000, 100_000, factor)
    add_line(new, 22_500, 110_000, factor)
    assert parts(only_view(milano).total) == (2_000, 0, 0, 500)


def test_restatement_with_other_weights_of_the_gases_is_another_factor(client, milano, editions):
    old, new = editions
    factor = factories.EmissionFactorFactory()
    for inventory, value, gwp_set in ((old, 20_000, "AR5"), (new, 20_400, "AR6")):
        add_line(inventory, value, 100_000, factor)
        inventory.gwp_set = gwp_set
        inventory.save()
    assert parts(only_view(milano).total) == (0, 400, 0, 0)
    assert "The weights of the gases were AR5 and are AR6" in read_page(client, PAGE).text


def test_restatement_counts_removals_with_a_minus_and_repeated_lines_once_each(milano, editions):
    for inventory, sink in zip(editions, (1_000, 1_500), strict=True):
        add_line(inventory, 20_000)
        add_line(inventory, 3_000)
        add_line(inventory, sink, flow=Flow.SINK)
    view = only_view(milano)
    assert (view.total.before_tco2e, view.total.after_tco2e, view.total.difference_tco2e) == (
        22_000,
        21_500,
        -500,
    )


def test_restatement_without_lines_tells_the_totals_only(client, milano, editions):
    old, new = editions
    new.reported_total_tco2e = old.reported_total_tco2e - 100
    new.save()
    view = only_view(milano)
    assert (view.has_lines, view.total.difference_tco2e, view.total.not_explained_tco2e) == (
        False,
        -100,
        -100,
    )
    assert "Nothing of the difference is explained" in read_page(client, PAGE).text


def test_restatement_links_the_snapshots_before_and_after(client, milano, editions):
    before = ProgressSnapshot.objects.get()
    ProgressSnapshot.objects.update(computed_at=timezone.now() - timedelta(days=1))
    after = factories.SnapshotFactory(contract=milano.contract, is_current=False)
    view = only_view(milano)
    assert (view.before.id, view.after.id) == (str(before.pk), str(after.pk))
    html = read_page(client, PAGE).html
    assert [one for one in (before, after) if f"?snapshot={one.pk}" not in html] == []


def test_restatement_says_that_no_earlier_computation_is_kept(client, milano, editions):
    ProgressSnapshot.objects.all().delete()
    assert "No computation from before the new edition is kept." in read_page(client, PAGE).text


def test_data_page_without_a_restatement_says_nothing_of_it(client, milano):
    assert "Restated inventories" not in read_page(client, PAGE).text
    assert list_restatements(milano.contract) == ()
