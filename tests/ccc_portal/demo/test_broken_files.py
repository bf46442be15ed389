"""A broken file is refused with file, line, column and reason, and nothing is written."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from ccc_portal.demo.dataset import read_dataset
from ccc_portal.demo.reading import BrokenDataError
from ccc_portal.demo.sources import TRAINING
from contracts.models import City
from core.models import DatasetLoad, Job
from tests.ccc_portal.demo.spread_cases import SPREAD_CASES

Edit = Callable[[str, str, str], None]
ACTIONS, GAP, MOLECULES = "training/actions.csv", "training/gap_by_sector.csv", "training/molecules.geojson"
STEPS, CONTRACT, REPORTS = "training/milestones.csv", "training/contract.csv", "training/reports.csv"
PROMISES = "training/commitments.csv"
LINES, PROXIES, SHARES = "training/inventory_lines.csv", "training/proxies.csv", "training/action_parties.csv"
METADATA = "training/series_metadata.csv"
CASES = {
    "missing column": (ACTIONS, "action_id,sector", "code,sector", 1, "action_id", "the column is missing."),
    "unknown column": (ACTIONS, ",health", ",health,mood", 1, "mood", "the column is unknown."),
    "not whole": (CONTRACT, ",40,", ",40.5,", 2, "n_actions", "“40.5” is not a whole number."),
    "too long": (
        ACTIONS,
        ",VALEB1,",
        f",{'V' * 41},",
        2,
        "action_id",
        "the text has 41 characters, more than 40.",
    ),
    "no loose date": (STEPS, "2022-11-30", "", 2, "date", "the cell is empty and may not be."),
    "not a number": (GAP, ",250000,", ",250.000 t,", 2, "baseline_tco2e", "“250.000 t” is not a number."),
    "unknown sector": (GAP, "valdoria,waste", "valdoria,rubbish", 4, "sector", "“rubbish” is not one of "),
    "negative": (ACTIONS, ",9000,", ",-9000,", 16, "reduction_tco2e_per_year", "-9000 is less than 0."),
    "twice": (ACTIONS, "VALEB2,", "VALEB1,", 3, "action_id", "the same row stands in line 2 already."),
    "cell lost": (ACTIONS, ",Four districts", "", 3, "-", "the line has 23 cells, the header 24."),
    "no action": (
        ACTIONS,
        "Included in VALEB8",
        "Included in X1",
        10,
        "reduction_raw",
        "there is no action “X1”.",
    ),
    "no city": (GAP, "valdoria,ippu", "atlantide,ippu", 5, "city_id", "there is no city “atlantide”."),
    "no date": (STEPS, "2024-05-17", "17.5.24", 4, "reached_on", "“17.5.24” is not a date like 2024-03-15."),
    "no year": (CONTRACT, ",2018,", ",19,", 2, "baseline_year", "“19” is not a year between 1990 and 2100."),
    "no one": (
        PROMISES,
        "c05,Ospedale",
        "c05,Ignoto",
        6,
        "organisation",
        "there is no organisation “Ignoto ",
    ),
    "empty": (REPORTS, "valdoria,VALEB7", "valdoria,", 16, "action_id", "the cell is empty and may not be."),
    "no month": (PROXIES, "gas_sold,2026,9,", "gas_sold,2026,13,", 82, "month", "13 is more than 12."),
    "no factor": (REPORTS, ",MWh,GAS,", ",MWh,COAL,", 11, "factor", "there is no factor “COAL”."),
    "no inventory": (
        LINES,
        "valdoria,2018,published,waste,III.3",
        "valdoria,2017,published,waste,III.3",
        14,
        "year",
        "there is no inventory of 2017 that is “published”.",
    ),
    "no series": (
        METADATA,
        "valdoria-training",
        "valdoria-other",
        2,
        "series_id",
        "there is no series “valdoria-other”.",
    ),
    "value and key": (
        LINES,
        "fertilised soils,,,,,0,0,9.0566,2399.999,,",
        "fertilised soils,,,,,0,0,9.0566,2399.999,NE,",
        20,
        "value_tco2e",
        "a line has a value or a notation key, never both and never neither.",
    ),
    "other product": (
        LINES,
        ",0,0,5999.574,,,",
        ",0,0,5999.6,,,",
        14,
        "value_tco2e",
        "activity times factor is 5999.5740, not 5999.6.",
    ),
    "other unit of a line": (
        LINES,
        ",9478,t,WASTE,",
        ",9478,kg,WASTE,",
        14,
        "activity_unit",
        "the factor is per unit of an activity: its unit is t/t.",
    ),
    "quantity without factor": (
        REPORTS,
        ",MWh,GAS,",
        ",MWh,,",
        11,
        "measured_quantity",
        "a measured quantity needs a factor, and a factor a quantity.",
    ),
    "other unit of a report": (
        REPORTS,
        ",MWh,GAS,",
        ",GWh,GAS,",
        11,
        "measured_unit",
        "the factor is in t/MWh, the quantity in GWh.",
    ),
    "tonnes twice": (
        REPORTS,
        ",,63400,",
        ",12842,63400,",
        11,
        "reduction_tco2e",
        "the tonnes follow from the quantity and the factor: leave the cell empty.",
    ),
    "shares": (
        SHARES,
        "promoter,40",
        "promoter,45",
        3,
        "share_percent",
        "the shares of this action add up to 105.00 %, not to 100 %.",
    ),
    "no place": (
        MOLECULES,
        '["VALGREEN1"]',
        '["X9"]',
        1,
        "feature 4, mol_actions",
        "there is no action “X9”.",
    ),
    "not JSON": (MOLECULES, '"val-04"', '"val-04",,', 5, "60", "this is not JSON"),
    "null feature": (
        MOLECULES,
        '"type": "Feature", "properties": {"molecule_id": "val-04"',
        '"type": 7, "properties": {"molecule_id": "val-04"',
        1,
        "features",
        "this is not",
    ),
    "no features": (MOLECULES, '"features":', '"things":', 1, "features", "this is not a GeoJSON collection"),
}


def problems_of(folder: Path) -> list[str]:
    """The sentences with which the copy is refused."""
    with translation.override("en"):
        with pytest.raises(BrokenDataError) as refusal:
            read_dataset(TRAINING, folder)
        return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize("case", (CASES | SPREAD_CASES).values(), ids=CASES | SPREAD_CASES)
def test_broken_cell_is_refused(folder: Path, edit: Edit, case: tuple[str, str, str, int, str, str]) -> None:
    file, old, new, line, column, reason = case
    edit(file, old, new)
    assert problems_of(folder)[0].startswith(f"{file}, line {line}, column “{column}”: {reason}")


def test_every_problem_of_every_file_is_told(folder: Path, edit: Edit) -> None:
    edit(GAP, ",250000,", ",many,")
    edit(GAP, "valdoria,waste", "valdoria,rubbish")
    edit("training/milestones.csv", "2024-05-17", "soon")
    assert len(problems_of(folder)) == 3


def test_missing_files_are_refused(folder: Path) -> None:
    (folder / GAP).unlink()
    (folder / "training/sites.geojson").unlink()
    assert problems_of(folder) == [
        f"{GAP}, line 1, column “-”: the file is missing.",
        "training/sites.geojson, line 1, column “-”: the file is missing.",
    ]


def test_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    content = (folder / GAP).read_bytes()
    (folder / GAP).write_bytes(content.replace(b"invented", b"inventat\xe0", 1))
    assert problems_of(folder) == [f"{GAP}, line 2, column “-”: the file is not written in UTF-8."]


def test_open_quote_is_refused(folder: Path, edit: Edit) -> None:
    edit(GAP, "valdoria,ippu", 'valdoria,"ippu')
    assert problems_of(folder)[0].startswith(f"{GAP}, line 5, column “-”: this line is not CSV")


def test_molecule_far_from_every_city_is_refused(folder: Path) -> None:
    content = (folder / MOLECULES).read_text()
    (folder / MOLECULES).write_text(content.replace("[14.", "[4."))
    told = f"{MOLECULES}, line 1, column “feature 1, geometry”: The polygon lies more than 30 km away from the city."
    assert problems_of(folder)[0] == told


@pytest.mark.django_db
def test_command_refuses_a_broken_file_and_writes_nothing(folder: Path, edit: Edit) -> None:
    row = "milano,Comune di Milano,Municipality,local,Public body,,"
    edit("signatories.csv", f"{row}promoter", f"{row}boss")
    errors = StringIO()
    with translation.override("en"), pytest.raises(CommandError, match=r"^1 problem: nothing was written\.$"):
        call_command("load_demo", folder=folder, stdout=StringIO(), stderr=errors)
    told = "signatories.csv, line 2, column “role”: “boss” is not one of "
    assert errors.getvalue().startswith(told)
    assert (City.objects.count(), Job.objects.count(), DatasetLoad.objects.count()) == (0, 0, 0)
