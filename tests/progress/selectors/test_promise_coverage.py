from datetime import date
from typing import Any

import pytest
from django.test import Client

from contracts.models import Action, Contract
from progress.selectors.promise_coverage import PromiseCoverage, read_promise_coverage
from progress.services.snapshots import record_progress
from stakeholders.models import Commitment
from tests.factories import CommitmentFactory, EmissionsGapRowFactory, InterventionFactory
from tests.pages import words

TODAY = date(2026, 11, 22)


def action(code: str) -> Action:
    return Action.objects.get(code=code)


@pytest.fixture
def bare(borgo: Contract) -> Contract:
    """A contract with actions and no promise; its gap table plans a cut for buildings alone."""
    Commitment.objects.all().delete()
    version = borgo.versions.get()
    version.gap_rows.exclude(sector="").delete()
    EmissionsGapRowFactory(version=version, sector="buildings", target_reduction_tco2e=1_000)
    return borgo


def read(contract: Contract) -> PromiseCoverage:
    record_progress(contract_ids=[contract.pk], as_of=TODAY)
    page = read_promise_coverage(contract)
    assert page is not None
    return page


def promise(contract: Contract, *codes: str, **fields: Any) -> Commitment:
    return CommitmentFactory(contract=contract, actions=[action(code) for code in codes], **fields)


def test_sector_without_a_promise_has_an_empty_cell(bare: Contract) -> None:
    page = read(bare)
    assert [(row.sector, row.cut_tco2e, row.total) for row in page.sectors] == [("buildings", 1_000.0, None)]
    assert (page.total, page.promises) == (None, 0)


def test_promise_lies_in_the_cell_of_its_action(bare: Contract) -> None:
    molecule = InterventionFactory(molecule__city=bare.city, action=action("WALLS")).molecule
    promise(bare, "WALLS", reduction_tco2e=150)
    promise(bare, "WALLS", reduction_tco2e=50)
    promise(bare, "PUMPS", reduction_tco2e=None)
    page = read(bare)
    assert [key for key, _name in page.areas] == [str(molecule.pk), ""]
    walls, pumps = page.sectors[0].cells
    assert (walls.tonnes, walls.share_of_cut, walls.organisations, walls.not_stated) == (200.0, 0.2, 2, 0)
    assert walls.herfindahl == pytest.approx(0.75**2 + 0.25**2)
    assert (pumps.tonnes, pumps.share_of_cut, pumps.organisations, pumps.not_stated) == (None, None, 1, 1)
    assert (page.total.tonnes, page.total.organisations) == (200.0, 3)


def test_promise_on_several_cells_is_divided_by_what_the_actions_declare(bare: Contract) -> None:
    promise(bare, "WALLS", "TRAM", reduction_tco2e=100)
    page = read(bare)
    assert {row.sector: row.total.tonnes for row in page.sectors} == {"buildings": 50.0, "transport": 50.0}
    assert {row.sector: row.total.share_of_cut for row in page.sectors} == {
        "buildings": 0.05,
        "transport": None,
    }
    Action.objects.filter(code="TRAM").update(reduction_tco2e=None)
    page = read(bare)
    assert [(row.total.tonnes, row.total.not_stated) for row in page.sectors] == [(None, 1), (None, 1)]


def test_only_promises_in_force_count(bare: Contract) -> None:
    promise(bare, "WALLS", state="draft")
    promise(bare, "WALLS", state="active", withdrawn_on=TODAY)
    promise(bare)
    page = read(bare)
    assert (page.sectors[0].total, page.promises, page.unplaced) == (None, 1, 1)


def test_page_says_in_words_what_is_empty_and_what_is_unknown(client: Client, bare: Contract) -> None:
    EmissionsGapRowFactory(version=bare.versions.get(), sector="waste", target_reduction_tco2e=None)
    promise(bare, "WALLS", reduction_tco2e=None)
    read(bare)
    text = words(client.get(f"/en/c/{bare.city.slug}/copertura/"))
    assert ("no promise" in text, "not stated" in text, "not published" in text) == (True, True, True)
    csv = client.get(f"/en/c/{bare.city.slug}/copertura.csv").content.decode()
    assert csv.splitlines()[1].split(",")[:4] == [
        "Buildings",
        "in no molecule",
        '"signed',
        ' tonnes not stated"',
    ]
    assert client.get(f"/en/c/{bare.city.slug}/copertura.json").json() == {}
