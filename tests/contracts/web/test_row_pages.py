from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from contracts.enums import Sector, VersionState
from contracts.models import ContractVersion, EmissionsGapRow, TableRow
from contracts.tables import TABLES, Column, ColumnKind, TableSpec
from contracts.web.forms.rows import RowForm
from tests.browsers import sign_in
from tests.factories import ActionFactory, ContractFactory, ContractPartyFactory, EmissionsGapRowFactory
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db
POLICY = {
    "policy_type": "",
    "level": "",
    "name_it": "Piano aria e clima",
    "name_en": "",
    "description_it": "",
    "description_en": "",
    "relevance_it": "",
    "relevance_en": "",
    "need_for_action_it": "",
    "need_for_action_en": "",
}


@pytest.fixture
def version(city: Any) -> ContractVersion:
    return ContractFactory(city=city, version__state=VersionState.DRAFT).versions.get()


@pytest.fixture
def policy(version: ContractVersion) -> TableRow:
    return TableRow.objects.create(
        version=version, table="policies", cells={"name": {"it": "Piano aria e clima"}}
    )


def address(name: str, *args: Any, section: str = "plan.policies", table: str = "policies") -> str:
    return reverse(name, args=["valdoria", section, table, *args])


def section(key: str = "plan.policies", **query: str) -> str:
    asked = "&".join(f"{word}={value}" for word, value in query.items())
    return reverse("section-edit", args=["valdoria", key]) + (f"?{asked}" if asked else "")


def test_row_is_added_and_shown_in_its_table(office: Client, version: ContractVersion) -> None:
    assert office.get(address("row-create")).status_code == 200
    response = office.post(address("row-create"), POLICY)
    assert response["Location"] == section() + "#table-policies"
    row = TableRow.objects.get()
    assert (row.table, row.cells["name"]) == ("policies", {"it": "Piano aria e clima"})
    shown = office.get(section()).context["tables"][0]
    assert [one.shown.name for one in shown.rows] == ["Piano aria e clima"]
    assert shown.rows[0].edit_url == address("row-edit", row.pk)


def test_add_and_write_another_leads_to_an_empty_form(office: Client, version: ContractVersion) -> None:
    response = office.post(address("row-create"), POLICY | {"again": "yes"})
    assert response["Location"] == address("row-create")


def test_row_tells_errors_at_their_fields(office: Client, version: ContractVersion) -> None:
    response = office.post(address("row-create"), POLICY | {"name_it": "", "policy_type": "nonsense"})
    assert (field_errors(response), tells_an_error(response)) == ({"policy_type": 1, "name_it": 1}, True)
    assert TableRow.objects.count() == 0


def test_row_is_changed_and_a_cell_can_be_emptied(office: Client, policy: TableRow) -> None:
    typed = POLICY | {"description_it": "Testo", "revision": "1"}
    assert office.post(address("row-edit", policy.pk), typed).status_code == 302
    assert office.get(address("row-edit", policy.pk)).context["form"]["description_it"].value() == "Testo"
    office.post(address("row-edit", policy.pk), typed | {"description_it": "", "revision": "2"})
    policy.refresh_from_db()
    assert (policy.cells.get("description"), policy.revision) == (None, 3)


def test_row_conflict_shows_what_differs(office: Client, policy: TableRow) -> None:
    office.post(address("row-edit", policy.pk), POLICY | {"description_it": "Loro", "revision": "1"})
    mine = POLICY | {"description_it": "Mio", "revision": "1"}
    response = office.post(address("row-edit", policy.pk), mine)
    assert (response.status_code, response.context["form"]["revision"].value()) == (409, "2")
    assert [(one.stored, one.typed) for one in response.context["differences"]] == [("Loro", "Mio")]
    assert office.post(address("row-edit", policy.pk), mine | {"revision": "2"}).status_code == 302


def test_row_is_deleted_after_a_question(office: Client, policy: TableRow) -> None:
    page = office.get(address("row-delete", policy.pk))
    assert "Piano aria e clima" in words(page)
    assert office.post(address("row-delete", policy.pk))["Location"] == section() + "#table-policies"
    assert TableRow.objects.count() == 0
    assert office.get(address("row-edit", policy.pk)).status_code == 404


def test_row_that_changed_meanwhile_is_not_deleted_before_it_was_seen(
    office: Client, policy: TableRow
) -> None:
    asked = office.get(address("row-delete", policy.pk)).context["form"]["revision"].value()
    office.post(address("row-edit", policy.pk), POLICY | {"description_it": "Loro", "revision": "1"})
    conflict = office.post(address("row-delete", policy.pk), {"revision": asked})
    assert (conflict.status_code, tells_an_error(conflict), TableRow.objects.count()) == (409, True, 1)
    assert conflict.context["keep_url"] == address("row-edit", policy.pk)
    again = {"revision": conflict.context["form"]["revision"].value()}
    assert office.post(address("row-delete", policy.pk), again).status_code == 302
    assert TableRow.objects.count() == 0


def test_rows_of_a_closed_version_stay(office: Client, policy: TableRow) -> None:
    ContractVersion.objects.update(state=VersionState.OPEN_FOR_SIGNATURE)
    shown = office.get(section()).context["tables"][0]
    assert (shown.create_url, shown.rows[0].edit_url) == ("", "")
    refused = office.post(address("row-edit", policy.pk), POLICY | {"name_it": "x", "revision": "1"})
    assert (refused.status_code, len(refused.context["form"].non_field_errors())) == (200, 1)
    office.post(address("row-delete", policy.pk))
    assert TableRow.objects.count() == 1


def test_rows_of_the_contract_change_in_every_state(office: Client, version: ContractVersion) -> None:
    ContractPartyFactory(contract=version.contract)
    ContractVersion.objects.update(state=VersionState.LABELLED)
    shown = office.get(section("commitments.signatories")).context["tables"][0]
    assert (shown.may_write, shown.create_url != "") == (True, True)


def test_reader_sees_rows_without_links_to_change_them(reader: Any, policy: TableRow) -> None:
    browser = sign_in(reader)
    shown = browser.get(section()).context["tables"][0]
    assert (shown.create_url, shown.rows[0].edit_url, shown.rows[0].delete_url) == ("", "", "")
    assert browser.get(address("row-edit", policy.pk)).status_code == 403


def test_rows_with_an_editor_of_their_own_lead_there(office: Client, version: ContractVersion) -> None:
    action = ActionFactory(contract=version.contract)
    shown = office.get(section("plan.portfolio")).context["tables"][0]
    assert shown.editor_url == reverse("office-action-list", args=["valdoria"])
    assert shown.rows[0].edit_url == reverse("action-edit", args=["valdoria", action.pk])
    assert (
        office.get(address("row-create", section="plan.portfolio", table="action_portfolio")).status_code
        == 404
    )
    emissions = office.get(section("plan.emissions")).context["tables"][0]
    assert emissions.editor_url == reverse("inventory-list", args=["valdoria"])


def test_table_of_another_section_is_not_found(office: Client, version: ContractVersion) -> None:
    assert office.get(address("row-create", table="barriers")).status_code == 404
    assert office.get(address("row-edit", "none")).status_code == 404


def test_numbers_are_typed_in_the_marks_of_the_page(office: Client, version: ContractVersion) -> None:
    place = {"section": "plan.gap", "table": "emissions_gap"}
    typed = {"sector": "buildings", "baseline_tco2e": "1.240,5", "target_reduction_tco2e": "1.240"}
    assert office.post(address("row-create", **place), typed).status_code == 302
    row = EmissionsGapRow.objects.get()
    assert (str(row.baseline_tco2e), str(row.target_reduction_tco2e)) == ("1240.5000", "1240.0000")
    form = office.get(address("row-edit", row.pk, **place)).context["form"]
    assert (form["baseline_tco2e"].value(), form["target_reduction_tco2e"].value()) == ("1.240,5", "1.240")
    wrong = office.post(address("row-edit", row.pk, **place), typed | {"baseline_tco2e": "molte"})
    assert (field_errors(wrong), wrong.context["form"]["baseline_tco2e"].value()) == (
        {"baseline_tco2e": 1},
        "molte",
    )


def test_row_without_a_sector_is_the_total(office: Client, version: ContractVersion) -> None:
    EmissionsGapRowFactory(version=version)
    with translation.override("en"):
        page = office.get(reverse("section-edit", args=["valdoria", "plan.gap"]))
    assert [row.shown.head for row in page.context["tables"][0].rows] == ["Total"]


def test_rows_are_searched_and_paged(office: Client, version: ContractVersion) -> None:
    TableRow.objects.bulk_create(
        TableRow(
            version=version, table="policies", position=number, cells={"name": {"it": f"Piano {number:02}"}}
        )
        for number in range(30)
    )
    first, second = (office.get(section(page=page)).context["tables"][0].page for page in ("1", "2"))
    assert [(one.first, one.last, one.found, one.pages) for one in (first, second)] == [
        (1, 25, 30, 2),
        (26, 30, 30, 2),
    ]
    assert ((first.previous, first.next), (second.previous, second.next)) == ((None, 2), (1, None))
    found = office.get(section(q="piano+07")).context["tables"][0].page
    assert [one.name for one in found.rows] == ["Piano 07"]
    none = office.get(section(q="treno", page="many"))
    assert (none.context["tables"][0].page.found, none.status_code) == (0, 200)
    other = office.get(section(q="piano+07", tabella="barriers"))
    assert other.context["tables"][0].page.found == 30


def test_row_in_another_language_says_which(office: Client, policy: TableRow) -> None:
    TableRow.objects.update(cells={"name": {"en": "Air and climate plan " * 20}})
    with translation.override("it"):
        page = office.get(section())
    [row] = page.context["tables"][0].rows
    names = [cell for cell in row.shown.cells if cell.text.startswith("Air and climate plan")]
    assert [(cell.language, cell.text[-1]) for cell in names] == [("en", "…")]


@pytest.mark.parametrize("spec", [spec for spec in TABLES if not spec.edit_url], ids=lambda spec: spec.key)
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_table_has_a_form_that_opens(
    office: Client, version: ContractVersion, language: str, spec: Any
) -> None:
    with translation.override(language):
        page = office.get(address("row-create", section=spec.section, table=spec.key))
    names = [name.rsplit("_it", 1)[0] for name in page.context["form"].fields if not name.endswith("_en")]
    assert names == [*(column.key for column in spec.stored_columns), "revision"]


SPEC = TableSpec(
    key="test",
    section="plan.policies",
    title="Test",
    numbers={},
    patterns=(),
    columns=(
        Column("name", "Name"),
        Column("amount", "Amount", ColumnKind.NUMBER, "t", notation=True),
        Column("part", "Part", ColumnKind.NUMBER, "share", low=0, high=1),
        Column("count", "Count", ColumnKind.INTEGER),
        Column("year", "Year", ColumnKind.YEAR),
        Column("day", "Day", ColumnKind.DATE),
        Column("sector", "Sector", ColumnKind.CHOICE, choices=Sector),
        Column("sectors", "Sectors", ColumnKind.CHOICES, choices=Sector),
        Column("codes", "Codes", ColumnKind.CODES),
        Column("agreed", "Agreed", ColumnKind.BOOLEAN),
    ),
)
CELLS = {
    "name": "Piano",
    "amount": "1240.5",
    "part": "0.125",
    "count": 3,
    "year": 2030,
    "day": "2030-06-30",
    "sector": "buildings",
    "sectors": ["buildings", "waste"],
    "codes": ["EB1", "EB2"],
    "agreed": False,
}
TYPED = {
    "name": "Piano",
    "amount": "1.240,5",
    "part": "12,5",
    "count": "3",
    "year": "2030",
    "day": "30.06.2030",
    "sector": "buildings",
    "sectors": ["buildings", "waste"],
    "codes": "EB1; EB2",
    "agreed": "false",
}


def test_form_writes_and_reads_every_kind_of_cell() -> None:
    form = RowForm(TYPED, spec=SPEC, cells=CELLS)
    assert (form.is_valid(), form.errors) == (True, {})
    assert form.read_cells() == CELLS
    shown = RowForm(spec=SPEC, cells=CELLS)
    written = {name: shown[name].value() for name in TYPED}
    assert written == TYPED | {"agreed": False}
    assert form.changed_data == []


def test_form_leaves_unknown_cells_unknown() -> None:
    form = RowForm({"amount": "NE"}, spec=SPEC)
    assert form.is_valid()
    assert form.read_cells() == dict.fromkeys(CELLS) | {"amount": "NE"}


@pytest.mark.parametrize(
    "typed",
    [{"amount": "molte"}, {"part": "130"}, {"day": "31.02.2030"}, {"year": "presto"}, {"count": "1,5"}],
)
def test_form_refuses_what_the_column_does_not_hold(typed: dict[str, str]) -> None:
    form = RowForm(typed, spec=SPEC, cells=CELLS)
    assert set(form.errors) == set(typed)
    assert set(typed) <= set(form.changed_data)
