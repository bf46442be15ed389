"""Loading again changes nothing; new data change only what nobody has touched."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from ccc_portal.demo.loader import load_demo
from contracts.models import Action, City, Contract, Inventory, InventoryLine
from core.enums import JobName
from core.models import Change, DatasetLoad, Job
from stakeholders.models import Organisation
from tests.factories import ActionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
Edit = Callable[[str, str, str], None]


def state_of_rows() -> list[Any]:
    """Everything that a second load might have touched."""
    return [
        list(model.objects.order_by("pk").values_list("pk", "changed_at", "revision"))
        for model in (City, Contract, Action, Inventory, Organisation)
    ] + [list(InventoryLine.objects.order_by("pk").values_list("pk", flat=True)), Job.objects.count()]


def test_load_writes_its_jobs_and_one_change_a_contract() -> None:
    assert sorted(Job.objects.values_list("name", flat=True)) == sorted(
        [JobName.RECOMPUTE_ALL, JobName.MAKE_CHECKPOINT, JobName.COMPUTE_SPREAD, JobName.COMPUTE_SPREAD]
    )
    assert Change.objects.filter(subject_kind="contracts.contract").count() == 10


def test_load_again_does_nothing() -> None:
    before = state_of_rows()
    assert load_demo() is False
    assert state_of_rows() == before


def test_load_of_the_same_rows_changes_no_row() -> None:
    DatasetLoad.objects.update(sha256="of other files")
    before = state_of_rows()
    assert load_demo() is True
    assert state_of_rows()[:-1] == before[:-1]


def test_newer_data_update_only_what_nobody_touched(folder: Path, edit: Edit) -> None:
    officers = Action.objects.get(code="COMIEB1")
    archived = Action.objects.get(code="COMIEB2")
    other = Action.objects.get(code="COMIEB3")
    Action.objects.filter(pk=officers.pk).update(revision=2, promoter="An officer's words")
    Action.objects.filter(pk=archived.pk).update(archived_at=timezone.now())
    for code, tonnes in (
        ("COMIEB1", "1400,1.400"),
        ("COMIEB2", "2100,2.100"),
        ("COMIEB3", "1000000,1.000.000"),
    ):
        line = next(
            line for line in (folder / "actions_ccc.csv").read_text().splitlines() if f",{code}," in line
        )
        edit("actions_ccc.csv", line, line.replace(tonnes, "7,7"))
    load_demo(folder=folder)
    officers.refresh_from_db()
    archived.refresh_from_db()
    other.refresh_from_db()
    assert (officers.promoter, officers.reduction_tco2e) == ("An officer's words", 1400)
    assert (archived.is_archived, archived.reduction_tco2e) == (True, 2100)
    assert (other.reduction_tco2e, other.revision) == (7, 1)


def test_lines_of_an_inventory_that_was_restated_stay(folder: Path, edit: Edit) -> None:
    inventory = Inventory.objects.get(series__code="milano-cdp", year=2021)
    Inventory.objects.filter(pk=inventory.pk).update(revision=2)
    edit("italy_cities_baseline_by_sector.csv", "2142674,1632422,110143,3885239", "1,1632422,110143,3885239")
    load_demo(folder=folder)
    assert inventory.lines.get(sector="buildings", scope=1).value_tco2e == 2_142_674


def test_lines_that_the_data_no_longer_hold_go(folder: Path, edit: Edit) -> None:
    kept = Inventory.objects.get(series__code="padova-paesc", year=2021)
    own = InventoryLine.objects.create(inventory=kept, sector="waste", label="by hand", value_tco2e=1)
    Inventory.objects.filter(pk=kept.pk).update(revision=2)
    stale = Inventory.objects.get(series__code="milano-cdp", year=2021)
    InventoryLine.objects.create(inventory=stale, sector="waste", label="of earlier data", value_tco2e=1)
    lines = set(InventoryLine.objects.exclude(label="of earlier data").values_list("pk", flat=True))
    edit("series_metadata.csv", "GPC BASIC,ipcc,s123", "GPC BASIC,ipcc,s12w")
    load_demo(folder=folder)
    assert set(InventoryLine.objects.values_list("pk", flat=True)) == lines
    assert own.pk in lines


def test_command_tells_its_steps_and_makes_the_accounts(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    output = StringIO()
    with translation.override("en"):
        call_command("load_demo", stdout=output)
    assert output.getvalue().splitlines() == [
        "published cities: loaded already, nothing to do",
        "training city: loaded already, nothing to do",
        "demonstration accounts: 4",
    ]


def test_command_refuses_data_that_contradict_what_people_entered() -> None:
    Action.objects.filter(code="COMIEB1").delete()
    ActionFactory(contract=Contract.objects.get(city__slug="milano"), code="COMIEB1")
    DatasetLoad.objects.update(sha256="of other files")
    with translation.override("en"), pytest.raises(CommandError, match=r"^The data contradict what people"):
        call_command("load_demo", stdout=StringIO())
    assert set(DatasetLoad.objects.values_list("sha256", flat=True)) == {"of other files"}


def test_load_shows_progress_with_counts(loaded: list[str]) -> None:
    assert loaded[0].startswith("published cities: 39 files")
    assert len(loaded) > 50
