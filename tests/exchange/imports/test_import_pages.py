"""From a file to rows of the contract, and back, through the pages."""

from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from contracts.documents import read_rows
from contracts.enums import VersionState
from core.enums import JobName
from exchange.enums import ImportState
from exchange.models import ImportRun
from exchange.recognition.containers import MAX_FILE_BYTES
from tests.exchange.imports.conftest import work
from tests.factories import ImportedRowsFactory, ImportRunFactory
from tests.pages import field_errors, words

MILAN = """Table A-1.3: GHG emissions by source sectors
Unit: tCO2e/year
;Scope 1;Scope 2;Scope 3;Total
Buildings;2,142,674;1,632,422;110,143;3,885,239
Transport;649,499;18,697;6,208;674,404
Waste;6,683;1,076;-;7,759
Total;2,798,856;1,651,119;117,427;4,567,402
"""
POLICIES = """A-2.1 List of relevant policies, strategies and regulations
Type;Level;Name;Description
regulation;local;Air plan;Keeps old cars out
strategy;national;Energy plan;Says how much
"""


def address(name: str, run: ImportRun, *args: object) -> str:
    return reverse(name, args=[run.version.contract.city.slug, *(args or (run.pk,))])


def apply(office, run: ImportRun) -> ImportRun:
    tables = [str(table.pk) for table in run.tables.all() if table.table]
    office.post(address("import-apply", run), {"tables": tables})
    work(JobName.APPLY_IMPORT)
    run.refresh_from_db()
    return run


def test_import_recognises_milan_and_writes_its_inventory(office, send, version):
    run = send(MILAN)
    (table,) = run.tables.all()
    assert (table.table, table.generation, table.row_count) == ("emissions", "v2", 3)
    assert [finding["place"] for finding in table.findings] == ["tables!C7", "tables!D7"]
    run = apply(office, run)
    assert (run.state, run.refusal) == (ImportState.APPLIED, {})
    assert [result["created"] for result in run.results] == [3]
    rows = [row.cells for row in read_rows(version, "emissions")]
    assert sorted(row["scope_1"] for row in rows) == ["2142674", "649499", "6683"]


def test_import_of_policies_can_be_undone(office, send, version):
    run = apply(office, send(POLICIES))
    assert [row.cells["name"] for row in read_rows(version, "policies")] == [
        {"en": "Air plan"},
        {"en": "Energy plan"},
    ]
    office.post(address("import-undo", run))
    run.refresh_from_db()
    assert (run.state, read_rows(version, "policies")) == (ImportState.UNDONE, [])


def test_import_detail_shows_tables_and_results(office, send):
    run = send(POLICIES)
    shown = words(office.get(address("import-detail", run)))
    assert "What was recognised" in shown
    run = apply(office, run)
    assert "What was written" in words(office.get(address("import-detail", run)))


def test_import_table_previews_rows_with_findings(office, send):
    run = send(MILAN)
    shown = words(office.get(address("import-table", run, run.tables.get().pk)))
    assert "2,142,674" in shown
    assert "1,652,195" in shown


DOUBTFUL = "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nBuildings;1.234;2\nWaste;many;3\n"


def test_a_pasted_table_is_read(office, list_url):
    response = office.post(list_url, {"pasted": POLICIES, "number_format": "auto", "language": "en"})
    work(JobName.READ_IMPORT)
    run = ImportRun.objects.get()
    assert response.url == address("import-detail", run)
    assert (run.state, run.tables.get().table) == (ImportState.RECOGNISED, "policies")


def test_sending_nothing_is_told_at_the_field(office, list_url):
    response = office.post(list_url, {"number_format": "auto", "language": "en"})
    assert field_errors(response) == {"file": 1}


def test_the_page_of_a_refused_file_says_why(office, send):
    run = send("a;b\n\0\0\0;1\n" * 50)
    assert "holds bytes that are no text" in words(office.get(address("import-detail", run)))


def test_an_unfinished_import_shows_its_work(office, list_url):
    office.post(list_url, {"pasted": POLICIES, "number_format": "auto", "language": "en"})
    run = ImportRun.objects.get()
    assert "Reading the file" in words(office.get(address("import-detail", run)))
    assert office.get(address("import-row", run)).status_code == 200
    work(JobName.READ_IMPORT)
    assert office.get(address("import-row", run)).status_code == 286


def test_an_import_without_work_has_no_row(office, version):
    run = ImportRunFactory(version=version)
    assert office.get(address("import-row", run)).status_code == 404


def test_a_version_that_is_no_longer_edited_takes_no_file(office, list_url, version):
    version.state = VersionState.SUBMITTED
    version.save()
    assert "can no longer be changed" in words(office.get(list_url))
    response = office.post(list_url, {"pasted": POLICIES, "number_format": "auto", "language": "en"})
    assert (response.status_code, ImportRun.objects.count()) == (200, 0)


def test_doubts_are_confirmed_one_by_one_or_all_at_once(office, send):
    run = send(DOUBTFUL)
    table = run.tables.get()
    page = words(office.get(address("import-table", run, table.pk)))
    assert "Numbers that may mean two things" in page
    office.post(address("import-table-doubts", run, table.pk), {"cell-0": "1234", "cell-x": "1"})
    table.refresh_from_db()
    assert [cell["chosen"] for cell in table.ambiguous] == ["1234"]
    office.post(address("import-table-doubts", run, table.pk), {"cell-0": "77"})
    office.post(address("import-table-doubts", run, table.pk), {"all": "en"})
    work(JobName.READ_IMPORT)
    table.refresh_from_db()
    assert (table.ambiguous, table.choice["number_format"]) == ([], "en")
    refused = office.post(address("import-table-doubts", run, table.pk), {"all": "en"}, follow=True)
    assert refused.status_code == 200


def test_rows_are_left_out_page_by_page(office, send):
    run = send(DOUBTFUL)
    table = run.tables.get()
    page = words(office.get(address("import-table", run, table.pk)))
    assert "This is not a number." in page
    office.post(
        address("import-table-rows", run, table.pk), {"shown": ["2", "3"], "rows": ["3"], "page": "2"}
    )
    table.refresh_from_db()
    assert table.left_out == [2]
    office.post(address("import-table-rows", run, table.pk), {"errors": "yes"})
    table.refresh_from_db()
    assert table.left_out == [2, 3]


def test_a_table_is_read_as_another_with_other_columns(office, send):
    run = send(POLICIES)
    table = run.tables.get()
    url = address("import-table-reading", run, table.pk)
    sent = {"table": "policies", "number_format": "auto", "convert": "on", "lenient": "on"}
    columns = {"column-0": "policy_type", "column-1": "level", "column-2": "name", "column-3": "relevance"}
    office.post(url, sent | columns)
    work(JobName.READ_IMPORT)
    table.refresh_from_db()
    assert (table.choice["columns"], table.choice["lenient"]) == ({"3": "relevance"}, True)
    assert table.header[3]["column"] == "relevance"
    assert office.post(url, {"table": "colours"}).status_code == 200


def test_an_unknown_table_shows_its_first_lines_and_is_named(office, send):
    run = send("Colour;Smell\nred;rose\nblue;sea\n")
    table = run.tables.get()
    page = words(office.get(address("import-table", run, table.pk)))
    assert "The first lines of the table" in page
    assert "rose" in page
    office.post(
        address("import-table-reading", run, table.pk), {"table": "ip_policies", "number_format": "auto"}
    )
    work(JobName.READ_IMPORT)
    table.refresh_from_db()
    assert table.table == "ip_policies"


def test_apply_tells_what_keeps_an_import_back(office, send):
    run = send(DOUBTFUL)
    tables = [str(table.pk) for table in run.tables.all()]
    page = words(office.post(address("import-apply", run), {"tables": tables}, follow=True))
    assert "1 row cannot be read as it is" in page
    page = words(office.post(address("import-apply", run), follow=True))
    assert "Choose at least one table that was recognised." in page


def test_rows_that_were_refused_are_shown_at_their_place(office, send):
    run = apply(office, send(f"{POLICIES}regulation;local;Air plan;Other words\n"))
    page = words(office.get(address("import-detail", run)))
    assert "Nothing was written" in page
    assert "tables!3" in page


def test_undo_asks_first_and_tells_when_it_is_too_late(office, send):
    run = apply(office, send(POLICIES))
    assert "Undo the import" in words(office.get(address("import-undo", run)))
    apply(office, send(POLICIES.replace("Keeps old cars out", "New words")))
    page = words(office.post(address("import-undo", run), follow=True))
    assert "This can no longer be undone" in page


def test_imports_of_another_city_are_not_found(office, version):
    other = ImportedRowsFactory()
    here = version.contract.city.slug
    for name, pk in (("import-detail", other.table.run_id), ("import-table", other.table_id)):
        assert office.get(reverse(name, args=[here, pk])).status_code == 404


def test_queries_of_a_long_table_do_not_grow_with_its_rows(office, send, django_assert_max_num_queries):
    rows = "".join(f"regulation;local;Plan {number};x\n" for number in range(1_500))
    run = send(f"A-2.1 List of relevant policies\nType;Level;Name;Description\n{rows}")
    url = address("import-table", run, run.tables.get().pk)
    with django_assert_max_num_queries(20):
        page = words(office.get(f"{url}?page=41"))
    assert "Plan 1000" in page


def paste(office: Client, url: str, size: int) -> Any:
    """What the form answers to a pasted table of that many bytes."""
    return office.post(
        url, {"pasted": "x" * (size - 6) + "\tvalue", "number_format": "auto", "language": "en"}
    )


def test_pasted_table_is_taken_up_to_the_size_of_a_file(office: Client, list_url: str) -> None:
    assert paste(office, list_url, 5 * 2**20).status_code == 302
    assert ImportRun.objects.get().size_bytes == 5 * 2**20


def test_larger_pasted_table_is_refused_at_its_field(office: Client, list_url: str) -> None:
    refused = paste(office, list_url, MAX_FILE_BYTES + 1)
    assert (refused.status_code, field_errors(refused)) == (200, {"pasted": 1})


def test_more_than_the_portal_takes_at_once_gets_a_page_that_says_so(office: Client, list_url: str) -> None:
    refused = paste(office, list_url, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert (refused.status_code, "20 MB" in words(refused)) == (413, True)
    assert ImportRun.objects.count() == 0
