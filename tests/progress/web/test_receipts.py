"""Receipts: every figure of a snapshot can be opened, says what it follows from, and hides what is not public."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone, translation

from core.enums import JobName, JobState
from core.models import Job
from progress.models import ProgressSnapshot, SnapshotForesight
from progress.selectors.method_texts import FORMULAS
from progress.selectors.receipts import FIGURES, FORESIGHT, RESULTS
from progress.services.foresight import foresee_snapshot
from progress.services.snapshots import record_progress
from tests import factories
from tests.progress.web.conftest import read_page

LIST = "/en/c/milano/ricevute/"
SAID_ELSEWHERE = {"city", "as_of", "engine_version", "nowcast_reason", "planned_reduction_by_year"}
"""Values that are no figures: facts of the computation, a reason, a table of years on the data page."""


@pytest.fixture
def snapshot(milano):
    """The snapshot of Milano in small, with its foresight."""
    stored = ProgressSnapshot.objects.get(is_current=True)
    foresee_snapshot(snapshot_id=stored.pk)
    return ProgressSnapshot.objects.select_related("foresight").get(pk=stored.pk)


def scalars(content, path=()):
    """The paths of all single values; lists of years, draws and actions are drawn as charts."""
    if isinstance(content, dict):
        return {found for name, part in content.items() for found in scalars(part, (*path, name))}
    return set() if isinstance(content, list) else {path}


def told(stored_in):
    """The paths that receipts tell."""
    figures = [figure for figure in FIGURES.values() if figure.stored_in == stored_in]
    return {figure.path for figure in figures} | {part.path for figure in figures for part in figure.parts}


def test_every_figure_of_the_results_has_a_receipt(snapshot):
    found = {path for path in scalars(snapshot.results) if path[0] not in SAID_ELSEWHERE}
    assert found - told(RESULTS) == set()


def test_every_figure_of_the_foresight_has_a_receipt(snapshot):
    assert scalars(snapshot.foresight.content) - {("reason",)} - told(FORESIGHT) == set()


def test_every_receipt_has_a_formula_and_a_name_of_its_own():
    with translation.override("en"):
        labels = [str(figure.label) for figure in FIGURES.values()]
    assert [figure.key for figure in FIGURES.values() if figure.formula not in FORMULAS] == []
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_receipt_opens(client, snapshot, language):
    answers = {key: client.get(f"/{language}/c/milano/ricevute/{key}/").status_code for key in FIGURES}
    assert answers == dict.fromkeys(FIGURES, 200)


def test_receipt_tells_formula_inputs_and_computation(client, snapshot):
    text = read_page(client, f"{LIST}gap_tco2e/").text
    wanted = [
        "2,080,303 t CO₂e",
        "Gap and coverage (F11).",
        "gap = promised reduction − existing plans",
        "Promised reduction 3,654,402 t CO₂e",
        "Reduction by existing plans 1,574,099 t CO₂e",
        snapshot.input_hash,
        snapshot.result_hash,
        snapshot.engine_version,
        "manage.py recompute_check milano",
        "The record of the run is no longer kept",
    ]
    assert [words for words in wanted if words not in text] == []
    assert "changed since" not in text


def test_receipt_of_an_unknown_figure_says_what_is_missing(client, snapshot):
    missing = {
        "observed_tco2e": "No inventory of a year after the baseline can be compared with it",
        "delay_eur": "The city has set no price for a tonne",
        "cumulative_budget_tco2e": "The city has set no carbon budget.",
    }
    texts = {key: read_page(client, f"{LIST}{key}/").text for key in missing}
    assert [
        key for key, words in missing.items() if f"This figure is not known. {words}" not in texts[key]
    ] == []


def test_receipt_says_that_nothing_was_drawn_yet(client, milano):
    assert SnapshotForesight.objects.count() == 0
    text = read_page(client, f"{LIST}probability/").text
    assert "It has not been computed for this snapshot yet." in text


def test_receipt_of_drawn_figures_names_seed_and_draws(client, snapshot):
    text = read_page(client, f"{LIST}probability/").text
    assert f"Draws 10,000 Seed {snapshot.foresight.seed}" in text


def test_receipt_tells_which_row_has_changed_since(client, snapshot, milano):
    milano.project.reduction_tco2e = Decimal(1)
    milano.project.source = "the new report"
    milano.project.save()
    text = read_page(client, f"{LIST}credited_tco2e/").text
    assert text.count("changed since") == 1
    assert "EB1 304,597 t CO₂e" in text
    assert "the new report changed since" in text


def test_receipt_names_the_edition_of_each_factor(client, milano):
    inventory = milano.city.inventory_series.get().inventories.get()
    factor = factories.EmissionFactorFactory(edition="2006 Guidelines")
    factories.InventoryLineFactory(inventory=inventory, factor=factor)
    record_progress(contract_ids=[milano.contract.pk])
    text = read_page(client, f"{LIST}credited_tco2e/").text
    assert "natural gas 2006 0.20196 t/MWh CO2 IPCC, 2006 Guidelines" in text


def test_receipt_names_the_run_that_computed_it(client, snapshot):
    around = timedelta(minutes=1)
    for key in (str(snapshot.contract_id), str(UUID(int=7))):
        job = Job.objects.create(
            name=JobName.RECOMPUTE_CONTRACT,
            key=key,
            state=JobState.DONE,
            finished_at=snapshot.computed_at + around,
        )
        Job.objects.filter(pk=job.pk).update(created_at=snapshot.computed_at - around)
    text = read_page(client, f"{LIST}gap_tco2e/").text
    assert "Run progress.recompute_contract, asked for on" in text


def test_receipt_of_an_older_snapshot_stays_as_it_was(client, snapshot, milano):
    milano.project.reduction_tco2e = Decimal(1_000)
    milano.project.save()
    record_progress(contract_ids=[milano.contract.pk])
    old = read_page(client, f"{LIST}credited_tco2e/?snapshot={snapshot.pk}")
    new = read_page(client, f"{LIST}credited_tco2e/")
    assert ("1,872,597 t" in old.text, "This is an older computation" in old.text) == (True, True)
    assert ("1,569,000 t" in new.text, "This is an older computation" in new.text) == (True, False)
    assert f'dati.json?snapshot={snapshot.pk}"' in old.html
    assert f'?snapshot={snapshot.pk}"' in read_page(client, LIST).html


@pytest.mark.parametrize("query", ["?snapshot=x", f"?snapshot={UUID(int=7)}"])
@pytest.mark.parametrize("page", ["", "gap_tco2e/", "dati.json", "risultati.json"])
def test_receipt_of_a_snapshot_that_is_not_there_is_not_found(client, snapshot, page, query):
    assert client.get(f"{LIST}{page}{query}").status_code == 404


def test_receipt_of_another_city_is_not_found(client, snapshot):
    other = factories.SnapshotFactory()
    assert client.get(f"{LIST}?snapshot={other.pk}").status_code == 404


def test_receipt_of_an_unknown_figure_name_is_not_found(client, snapshot):
    assert client.get(f"{LIST}happiness/").status_code == 404


def test_receipt_of_a_city_that_was_never_computed_says_so(client, milano):
    ProgressSnapshot.objects.all().delete()
    pages = [read_page(client, f"{LIST}{page}") for page in ("", "gap_tco2e/")]
    assert [page.status for page in pages if "has not computed the progress" in page.text] == [200, 200]
    assert [client.get(f"{LIST}{name}.json").status_code for name in ("dati", "risultati")] == [404, 404]


def test_stored_inputs_are_a_file_without_what_is_not_public(client, snapshot, milano):
    milano.commitment.state = "draft"
    milano.commitment.save()
    record_progress(contract_ids=[milano.contract.pk])
    public = client.get(f"{LIST}dati.json").json()
    assert (public["inputs"]["commitments"], public["commitment_rows_left_out"]) == ([], 1)
    client.force_login(factories.CityMembershipFactory(city=milano.city).user)
    own = client.get(f"{LIST}dati.json").json()
    current = ProgressSnapshot.objects.get(is_current=True)
    assert (own["inputs"], own["commitment_rows_left_out"]) == (current.inputs, 0)


def test_receipt_counts_promises_that_are_not_public(client, snapshot, milano):
    milano.commitment.state = "draft"
    milano.commitment.save()
    record_progress(contract_ids=[milano.contract.pk])
    text = read_page(client, f"{LIST}delivered_tco2e/").text
    assert ("1 row is not public yet" in text, str(milano.commitment.title) in text) == (True, False)


def test_stored_results_are_a_file_with_what_was_drawn(client, snapshot):
    found = client.get(f"{LIST}risultati.json").json()
    assert (found["results"], found["foresight"]["seed"], found["result_hash"]) == (
        snapshot.results,
        snapshot.foresight.seed,
        snapshot.result_hash,
    )


def test_receipt_needs_few_queries_whatever_the_size(client, snapshot, milano, django_assert_max_num_queries):
    for more in range(3):
        action = factories.ActionFactory(contract=milano.contract)
        factories.ActionReportFactory(action=action, reported_on=timezone.localdate())
        factories.CommitmentFactory(contract=milano.contract, actions=[action])
        factories.ProxyValueFactory(city=milano.city, year=2022 + more)
    record_progress(contract_ids=[milano.contract.pk])
    client.get(f"{LIST}probability/")
    with django_assert_max_num_queries(22):
        client.get(f"{LIST}probability/")
