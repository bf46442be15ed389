"""Rows of imports are written all or not at all, once, and taken back."""

import pytest
from django.core.exceptions import ValidationError

from contracts.documents import read_rows
from contracts.enums import VersionState
from core.enums import JobName, JobState
from core.models import Job
from exchange.enums import ImportState
from exchange.services import applying
from tests.exchange.imports.conftest import work
from tests.exchange.imports.runs import POLICIES, apply, nothing, read, start


def long_table(rows: int) -> str:
    """A table of more rows than are written at once."""
    lines = [f"regulation;local;Plan {number};Words\n" for number in range(rows)]
    return "".join([*POLICIES.splitlines(keepends=True)[:2], *lines])


def test_tables_are_applied_in_the_order_of_the_contract(version, officer):
    run = read(
        version,
        officer,
        f"{POLICIES}\nA-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nWaste;10;3\n",
    )
    assert [table.table for table in applying.chosen_tables(run)] == ["emissions", "policies"]
    assert [result["table"] for result in apply(run, officer).results] == ["emissions", "policies"]


def test_apply_import_twice_writes_once(version, officer):
    run = apply(read(version, officer), officer)
    again = applying.apply_import(run_id=run.pk, by=officer, language="en", report=nothing)
    assert (again.state, len(again.results), len(read_rows(version, "policies"))) == (
        ImportState.APPLIED,
        1,
        1,
    )


def test_all_tables_are_written_or_none(version, officer):
    twice = POLICIES + "regulation;local;Air plan;Other words\n"
    text = f"A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nWaste;10;3\n\n{twice}"
    run = apply(read(version, officer, text), officer)
    assert (run.state, read_rows(version, "emissions"), read_rows(version, "policies")) == (
        ImportState.RECOGNISED,
        [],
        [],
    )
    assert [row["place"] for row in run.refusal["rows"]] == ["t!7", "t!8"]


def test_rows_without_a_baseline_year_are_refused_in_words(version, officer):
    version.baseline_year = None
    version.save()
    run = apply(
        read(version, officer, "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nWaste;10;3\n"),
        officer,
    )
    assert run.state == ImportState.RECOGNISED
    assert all(row["message"] for row in run.refusal["rows"])


def test_a_version_that_was_submitted_meanwhile_takes_no_rows(version, officer):
    run = read(version, officer)
    applying.request_apply(run_id=run.pk, by=officer)
    version.state = VersionState.SUBMITTED
    version.save()
    run = applying.apply_import(run_id=run.pk, by=officer, language="en", report=nothing)
    assert (run.state, [row["message"] for row in run.refusal["rows"]]) == (
        ImportState.RECOGNISED,
        ["This version can no longer be changed."],
    )


def test_someone_who_lost_the_right_meanwhile_writes_nothing(version, officer):
    run = read(version, officer)
    applying.request_apply(run_id=run.pk, by=officer)
    officer.city_memberships.all().delete()
    run = applying.apply_import(run_id=run.pk, by=officer, language="en", report=nothing)
    assert [row["message"] for row in run.refusal["rows"]] == ["You may not change this contract."]


def test_progress_moves_inside_a_long_table(version, officer):
    run = read(version, officer, long_table(2_001))
    applying.request_apply(run_id=run.pk, by=officer)
    told: list[tuple[int, int, str]] = []
    applying.apply_import(run_id=run.pk, by=officer, language="en", report=lambda *step: told.append(step))
    assert told == [
        (0, 2_001, applying.GATHERING),
        (0, 2_001, applying.WRITING),
        (1_000, 2_001, applying.WRITING),
        (2_000, 2_001, applying.WRITING),
    ]


def test_a_long_table_is_taken_back_whole(version, officer):
    run = apply(read(version, officer, long_table(1_201)), officer)
    written = len(read_rows(version, "policies"))
    applying.undo_import(run_id=run.pk, by=officer)
    assert (written, read_rows(version, "policies")) == (1_201, [])


def test_a_long_table_with_a_row_that_is_refused_leaves_nothing(version, officer):
    run = apply(read(version, officer, long_table(1_201) + "regulation;local;Plan 7;Twice\n"), officer)
    assert (run.state, read_rows(version, "policies")) == (ImportState.RECOGNISED, [])
    assert [row["place"] for row in run.refusal["rows"]] == ["t!10", "t!1204"]


def test_only_an_applied_import_is_undone(version, officer):
    with pytest.raises(ValidationError) as caught:
        applying.undo_import(run_id=read(version, officer).pk, by=officer)
    assert caught.value.code == "state"


def test_undo_is_refused_when_someone_changed_the_rows(version, officer):
    run = apply(read(version, officer), officer)
    second = POLICIES.replace("Old cars out", "New words")
    apply(read(version, officer, second), officer)
    with pytest.raises(ValidationError):
        applying.undo_import(run_id=run.pk, by=officer)
    run.refresh_from_db()
    assert run.state == ImportState.APPLIED


def test_the_work_of_imports_is_done_by_tasks(version, officer):
    run = start(version, officer)
    work(JobName.READ_IMPORT)
    applying.request_apply(run_id=run.pk, by=officer)
    work(JobName.APPLY_IMPORT)
    run.refresh_from_db()
    assert run.state == ImportState.APPLIED
    assert {job.state for job in Job.objects.filter(key=str(run.pk))} == {JobState.DONE}


def test_a_printed_total_is_stored_only_where_no_part_is_known():
    assert applying.stored_cells("emissions", {"sector": "waste", "scope_1": "1", "total": "1"}) == {
        "sector": "waste",
        "scope_1": "1",
    }
    assert applying.stored_cells("emissions", {"sector": "waste", "total": "1"}) == {
        "sector": "waste",
        "total": "1",
    }
