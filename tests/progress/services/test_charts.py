"""Charts of a snapshot are drawn once per language and then served as stored."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from contracts.models import Contract
from molecules.models import Molecule, MoleculeMilestone
from progress.models import ProgressSnapshot, SnapshotChart
from progress.services.charts import charts_for_page, draw_charts
from progress.services.foresight import foresee_snapshot
from progress.services.snapshots import record_progress
from tests.factories import (
    ActionFactory,
    InterventionFactory,
    InventoryFactory,
    MilestoneFactory,
    MoleculeFactory,
)

PUBLISHED = ["trajectory", "gap-waterfall", "sectors", "milestones", "actions-summary"]
COMPUTED = ["verdict_history", "abatement_curve"]
FORESEEN = ["cumulative", "drivers", "projection"]


def snapshot_of(contract: Contract) -> ProgressSnapshot:
    record_progress(contract_ids=[contract.pk], as_of=date(2026, 11, 22))
    return ProgressSnapshot.objects.get(contract=contract, is_current=True)


def test_draw_charts_stores_every_chart_of_the_page(milano: Contract) -> None:
    MilestoneFactory(city=milano.city)
    snapshot = snapshot_of(milano)
    draw_charts(snapshot_id=snapshot.pk, language="it")
    stored = SnapshotChart.objects.filter(snapshot=snapshot, language="it").order_by("position")
    assert list(stored.values_list("name", flat=True)) == PUBLISHED + COMPUTED


def test_a_city_with_molecules_has_their_map(milano: Contract) -> None:
    MoleculeFactory(city=milano.city)
    assert list(charts_for_page(snapshot_of(milano), "it")) == [*PUBLISHED, "molecules-map", *COMPUTED]


def test_a_page_read_before_the_foresight_gets_the_charts_that_rest_on_it_later(milano: Contract) -> None:
    snapshot = snapshot_of(milano)
    before = list(charts_for_page(snapshot, "en"))
    foresee_snapshot(snapshot_id=snapshot.pk)
    draw_charts(snapshot_id=snapshot.pk, language="en")
    assert (before, list(charts_for_page(snapshot, "en"))) == (
        PUBLISHED + COMPUTED,
        PUBLISHED + COMPUTED + FORESEEN,
    )


def test_a_snapshot_that_is_shown_again_tells_of_those_computed_after_it(milano: Contract) -> None:
    first = snapshot_of(milano)
    draw_charts(snapshot_id=first.pk, language="en")
    InventoryFactory(
        series=milano.city.inventory_series.get(), year=2023, reported_total_tco2e=Decimal(4_000_000)
    )
    snapshot_of(milano)
    draw_charts(snapshot_id=first.pk, language="en")
    history = charts_for_page(first, "en")["verdict_history"]
    assert [row[-1] for row in history["table_rows"]] == ["first computation", "new inventory"]


def test_drawing_what_is_complete_takes_six_queries(milano: Contract, django_assert_num_queries: Any) -> None:
    snapshot = snapshot_of(milano)
    foresee_snapshot(snapshot_id=snapshot.pk)
    draw_charts(snapshot_id=snapshot.pk, language="it")
    with django_assert_num_queries(6):
        draw_charts(snapshot_id=snapshot.pk, language="it")


def test_charts_are_written_in_their_language(milano: Contract) -> None:
    snapshot = snapshot_of(milano)
    assert [charts_for_page(snapshot, code)["sectors"]["language"] for code in ("it", "en")] == ["it", "en"]


def test_stored_charts_are_served_in_two_queries(milano: Contract, django_assert_num_queries: Any) -> None:
    snapshot = snapshot_of(milano)
    snapshot.contract = milano
    charts_for_page(snapshot, "it")
    with django_assert_num_queries(2):
        charts_for_page(snapshot, "it")


def test_drawing_twice_changes_nothing(milano: Contract) -> None:
    snapshot = snapshot_of(milano)
    draw_charts(snapshot_id=snapshot.pk, language="it")
    before = list(SnapshotChart.objects.values_list("pk", flat=True))
    draw_charts(snapshot_id=snapshot.pk, language="it")
    assert list(SnapshotChart.objects.values_list("pk", flat=True)) == before


def test_the_figure_and_the_table_carry_the_same_inventories(padova: Contract) -> None:
    chart = charts_for_page(snapshot_of(padova), "en")["trajectory"]
    drawn = {trace["name"] for trace in json.loads(chart["figure_json"])["data"] if trace.get("name")}
    assert "1,147,952" in " ".join(cell for row in chart["table_rows"] for cell in row)
    assert drawn


def test_an_included_action_is_told_apart(milano: Contract) -> None:
    parent = milano.actions.first()
    ActionFactory(contract=milano, quantification="included_in", reduction_tco2e=None, included_in=parent)
    snapshot = snapshot_of(milano)
    assert snapshot.results["actions"]["included_in"] == 1


def test_the_map_tells_the_part_of_an_action_that_lies_in_a_molecule(milano: Contract) -> None:
    molecule = MoleculeFactory(city=milano.city)
    placed = InterventionFactory(
        molecule=molecule,
        action=ActionFactory(contract=milano, reduction_tco2e=Decimal(1_000)),
        share=Decimal("0.4"),
    )
    snapshot = snapshot_of(milano)

    def declared() -> str:
        draw_charts(snapshot_id=snapshot.pk, language="en")
        (row,) = charts_for_page(snapshot, "en")["molecules-map"]["table_rows"]
        return str(row[-1])

    assert declared() == "400"
    placed.share = Decimal("0.25")
    placed.save()
    assert declared() == "250"  # the snapshot is the same: no share is an input of it


def test_milestones_of_hidden_molecules_stand_in_no_chart(milano: Contract) -> None:
    molecule = MoleculeFactory(city=milano.city, published_at=None)
    secret = MilestoneFactory(city=milano.city, title={"it": "Nucleo segreto"})
    MoleculeMilestone.objects.create(molecule=molecule, milestone=secret)
    MilestoneFactory(city=milano.city, title={"it": "Primi tetti"})
    snapshot = snapshot_of(milano)

    def told() -> list[str]:
        draw_charts(snapshot_id=snapshot.pk, language="it")
        rows = charts_for_page(snapshot, "it")["milestones"]["table_rows"]
        return sorted(cell for row in rows for cell in row if cell in ("Nucleo segreto", "Primi tetti"))

    assert told() == ["Primi tetti"]
    Molecule.objects.update(published_at="2026-01-01T00:00Z")
    assert told() == ["Nucleo segreto", "Primi tetti"]
