"""What imports accept, keep, refuse, repeat and take back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contracts.documents import read_rows
from contracts.enums import VersionState
from core.enums import JobName
from core.models import Job
from exchange.enums import ImportState
from exchange.models import ImportRun
from exchange.services import applying, imports
from tests.exchange.imports.runs import DOUBTFUL, ERRORS, POLICIES, apply, nothing, read, start
from tests.factories import (
    CityMembershipFactory,
    ImportedRowsFactory,
    ImportedTableFactory,
    ImportRunFactory,
    UserFactory,
)


def test_start_import_keeps_the_file_and_its_work(version, officer):
    run = start(version, officer)
    assert (run.state, run.original_name, run.file.read()) == (
        ImportState.UPLOADED,
        "t.csv",
        POLICIES.encode(),
    )
    job = Job.objects.get(name=JobName.READ_IMPORT)
    assert (job.key, job.payload, job.created_by) == (str(run.pk), {"run": str(run.pk)}, officer)


def test_start_import_is_for_editors_of_the_city(version):
    with pytest.raises(PermissionDenied):
        start(version, UserFactory())


def test_start_import_refuses_a_version_that_is_no_longer_edited(version, officer):
    version.state = VersionState.SUBMITTED
    version.save()
    with pytest.raises(ValidationError) as caught:
        start(version, officer)
    assert caught.value.code == "frozen"


def test_start_import_refuses_a_wrong_file_at_its_field(version, officer):
    with pytest.raises(ValidationError) as caught:
        start(version, officer, name="t.exe")
    assert [error.code for error in caught.value.error_dict["file"]] == ["extension"]
    assert ImportRun.objects.count() == 0


def test_read_import_twice_keeps_one_set_of_tables(version, officer):
    run = read(version, officer)
    first = [(table.pk, table.table) for table in run.tables.all()]
    imports.read_import(run_id=run.pk, report=nothing)
    assert [(table.pk, table.table) for table in run.tables.all()] == first


def test_read_import_tells_how_far_it_is(version, officer):
    steps = []
    imports.read_import(
        run_id=start(version, officer).pk, report=lambda done, total, step: steps.append(step)
    )
    assert list(dict.fromkeys(steps)) == [imports.READING, imports.RECOGNISING, imports.KEEPING]


def test_read_import_leaves_an_import_that_is_over_alone(version, officer):
    run = ImportRunFactory(version=version, state=ImportState.APPLIED)
    assert imports.read_import(run_id=run.pk, report=nothing).tables.count() == 0


@pytest.mark.parametrize("content", [POLICIES.encode(), b"a;b\n\0\0\0;1\n" * 50])
def test_an_import_that_was_applied_meanwhile_is_not_read_over(version, officer, content):
    run = start(version, officer, content.decode())

    def overtake(_done: int, _total: int, _step: str) -> None:
        ImportRun.objects.filter(pk=run.pk).update(state=ImportState.APPLIED)

    assert imports.read_import(run_id=run.pk, report=overtake).state == ImportState.APPLIED
    assert run.tables.count() == 0


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(version, officer):
    run = read(version, officer, "a;b\n\0\0\0;1\n" * 50)
    assert (run.state, run.refusal) == (ImportState.REFUSED, {"refused": "binary", "numbers": {}})


def test_long_tables_are_kept_in_chunks(version, officer):
    rows = "".join(f"regulation;local;Plan {number};x\n" for number in range(1_201))
    table = read(
        version, officer, f"A-2.1 List of relevant policies\nType;Level;Name;Description\n{rows}"
    ).tables.get()
    assert [len(chunk.rows) for chunk in table.chunks.order_by("number")] == [500, 500, 201]
    assert table.row_count == 1_201


def test_change_reading_takes_a_table_for_another_and_reads_anew(version, officer):
    table = read(version, officer, DOUBTFUL).tables.get()
    run = imports.change_reading(table_id=table.pk, by=officer, table="energy_use", number_format="en")
    assert run.state == ImportState.UPLOADED
    imports.read_import(run_id=run.pk, report=nothing)
    table.refresh_from_db()
    assert (table.table, table.ambiguous, table.choice["table"]) == ("energy_use", [], "energy_use")


def test_change_reading_keeps_the_columns_that_were_named(version, officer):
    table = read(version, officer).tables.get()
    imports.change_reading(table_id=table.pk, by=officer, table="policies", columns={"3": "relevance"})
    imports.read_import(run_id=table.run_id, report=nothing)
    table.refresh_from_db()
    assert [cell["column"] for cell in table.header] == ["policy_type", "level", "name", "relevance"]


def test_confirm_readings_settles_doubts(version, officer):
    table = read(version, officer, DOUBTFUL).tables.get()
    assert [(cell["text"], cell["readings"]) for cell in table.ambiguous] == [
        ("1.234", ["1234", "1.234"]),
        ("2.345", ["2345", "2.345"]),
    ]
    with pytest.raises(ValidationError) as caught:
        applying.request_apply(run_id=table.run_id, by=officer)
    assert caught.value.code == "ambiguous"
    imports.confirm_readings(table_id=table.pk, by=officer, chosen={0: "1234", 1: "2.345"})
    run = apply(table.run, officer)
    assert (run.state, run.refusal) == (ImportState.APPLIED, {})
    rows = {row.cells["sector"]: row.cells for row in read_rows(version, "emissions")}
    assert (rows["buildings"]["scope_1"], rows["buildings"]["scope_2"]) == ("1234", "2.345")


@pytest.mark.parametrize("chosen", [{0: "7"}, {9: "1234"}, {-1: "1234"}])
def test_confirm_readings_refuses_what_is_no_reading(version, officer, chosen):
    table = read(version, officer, DOUBTFUL).tables.get()
    with pytest.raises(ValidationError) as caught:
        imports.confirm_readings(table_id=table.pk, by=officer, chosen=chosen)
    assert [error.code for error in caught.value.error_dict["readings"]] == ["reading"]


def test_decisions_stay_when_a_file_is_read_anew(version, officer):
    table = read(version, officer, DOUBTFUL).tables.get()
    imports.confirm_readings(table_id=table.pk, by=officer, chosen={0: "1234"})
    imports.choose_tables(run_id=table.run_id, by=officer, wanted=set())
    imports.read_import(run_id=table.run_id, report=nothing)
    table.refresh_from_db()
    assert ([cell["chosen"] for cell in table.ambiguous], table.is_chosen) == (["1234", ""], False)


def test_rows_with_errors_keep_an_import_back_until_they_are_left_out(version, officer):
    table = read(version, officer, ERRORS).tables.get()
    with pytest.raises(ValidationError) as caught:
        applying.request_apply(run_id=table.run_id, by=officer)
    assert caught.value.code == "errors"
    imports.leave_out_errors(table_id=table.pk, by=officer)
    run = apply(table.run, officer)
    assert [result["created"] for result in run.results] == [1]
    assert [row.cells["sector"] for row in read_rows(version, "emissions")] == ["waste"]


def test_choose_rows_changes_only_the_rows_that_were_shown(version, officer):
    table = ImportedRowsFactory(table__run__version=version, table__left_out=[1, 9]).table
    kept = imports.choose_rows(table_id=table.pk, by=officer, shown={1, 2, 3}, wanted={1, 3})
    assert kept.left_out == [2, 9]


def test_nothing_to_import_is_told(version, officer):
    run = ImportRunFactory(version=version)
    with pytest.raises(ValidationError) as caught:
        applying.request_apply(run_id=run.pk, by=officer)
    assert caught.value.code == "nothing"


def test_an_import_that_is_over_takes_no_decisions(version, officer):
    table = ImportedTableFactory(run__version=version, run__state=ImportState.APPLIED)
    with pytest.raises(ValidationError) as caught:
        imports.leave_out_errors(table_id=table.pk, by=officer)
    assert caught.value.code == "state"


def test_decisions_are_for_editors_of_the_city(version):
    table = ImportedTableFactory(run__version=version)
    with pytest.raises(PermissionDenied):
        imports.leave_out_errors(table_id=table.pk, by=CityMembershipFactory().user)
