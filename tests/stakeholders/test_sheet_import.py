import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.enums import CityRole
from contracts.models import Contract
from core.workbooks import UnreadableWorkbook, read_first_sheet
from stakeholders.enums import Cluster, CommitmentState
from stakeholders.models import ActionSheet, Commitment, Organisation
from stakeholders.services.sheets import save_sheet
from stakeholders.sheets.import_columns import find_column, header_of, import_columns, template_rows
from tests.factories import CityMembershipFactory, InvitationFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

ROW = {
    "key": "F-1",
    "organisation": "Officina",
    "title_it": "Tetti",
    "latitude": 45.464204,
    "longitude": 9.19,
    "category": "beni e attività propri",
    "start_year": 2027,
    "buildings_natural_gas_before": 1200.5,
    "buildings_natural_gas_after": 200,
    "confidential": "buildings_natural_gas_before",
}

Browser = Any  # django.test.Client, whose answers say more than their type


@pytest.fixture
def organisation(contract: Contract) -> Organisation:
    return InvitationFactory(contract=contract, organisation__name="Officina S.r.l.").organisation


def workbook(*rows: dict[str, Any], heads: list[list[str]] | None = None) -> SimpleUploadedFile:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    keys = [column.key for column in import_columns(Cluster.COMPANY)]
    lines = [*(heads or template_rows(Cluster.COMPANY)), *([row.get(key) for key in keys] for row in rows)]
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)
    book.close()
    return SimpleUploadedFile("sheets.xlsx", content.getvalue())


def check(office: Browser, contract: Contract, file: SimpleUploadedFile) -> Any:
    page = reverse("commitment-import", args=[contract.city.slug])
    return office.post(page, {"variant": Cluster.COMPANY, "file": file})


def apply(office: Browser, contract: Contract, file: SimpleUploadedFile) -> Any:
    shown = check(office, contract, file).context
    return send(office, contract, {name: shown[name] for name in ("kept", "seen")})


def send(office: Browser, contract: Contract, sent: dict[str, str]) -> Any:
    return office.post(reverse("commitment-import-apply", args=[contract.city.slug]), sent)


def faults_of(answer: Any) -> list[str]:
    return [fault["column"] for fault in answer.context["faults"]]


@pytest.mark.parametrize("variant", Cluster.values)
def test_every_header_means_one_column_in_each_language(variant: str) -> None:
    columns = import_columns(variant)
    found = {
        (column.key, code): find_column(variant, header_of(column, code))
        for column in columns
        for code, _language in settings.LANGUAGES
    }
    assert {key: key[0] for key in found} == found


def test_a_dry_run_writes_nothing_and_applying_writes_once(
    office: Browser, contract: Contract, organisation: Organisation
) -> None:
    rows = (ROW, ROW | {"key": "F-2", "title_it": "Forni", "commitment_it": "Tetti"})
    shown = check(office, contract, workbook(*rows))
    assert ([str(one.outcome) for one in shown.context["planned"]], ActionSheet.objects.count()) == (
        ["new", "new"],
        0,
    )
    for _round in range(2):
        assert apply(office, contract, workbook(*rows)).status_code == 302
    commitment = Commitment.objects.get()
    assert (commitment.organisation, commitment.state) == (organisation, CommitmentState.DRAFT)
    first, second = commitment.sheets.all()
    assert (first.revision, second.revision) == (2, 2)
    assert first.answers == {
        "category": "own_assets",
        "start_year": 2027,
        "buildings_natural_gas_before": "1200.5",
        "buildings_natural_gas_after": "200",
    }
    assert (first.latitude, first.confidential) == (Decimal("45.464204"), ["buildings_natural_gas_before"])


def test_the_key_finds_the_sheet_again(
    office: Browser, contract: Contract, organisation: Organisation
) -> None:
    apply(office, contract, workbook(ROW))
    apply(office, contract, workbook(ROW | {"title_it": "Tetti verdi", "start_year": None}))
    sheet = ActionSheet.objects.get()
    assert (str(sheet.title), "start_year" in sheet.answers, Commitment.objects.count()) == (
        "Tetti verdi",
        False,
        1,
    )


def test_what_changed_since_the_dry_run_is_refused_and_shown(
    office: Browser, contract: Contract, organisation: Organisation
) -> None:
    apply(office, contract, workbook(ROW))
    shown = check(office, contract, workbook(ROW | {"title_it": "Tetti verdi", "start_year": 2028}))
    [planned] = shown.context["planned"]
    assert [(one.before, one.after) for one in planned.changes] == [
        ("Tetti", "Tetti verdi"),
        ("2027", "2028"),
    ]
    sheet = ActionSheet.objects.get()
    officer = CityMembershipFactory(city=contract.city, role=CityRole.OFFICER).user
    save_sheet(sheet_id=sheet.pk, by=officer, answers=sheet.answers | {"start_year": 2030})
    sent = {name: shown.context[name] for name in ("kept", "seen")}
    again = send(office, contract, sent)
    assert (again.status_code, ActionSheet.objects.get().answers["start_year"]) == (200, 2030)
    [planned] = again.context["planned"]
    assert ("2030", "2028") in [(one.before, one.after) for one in planned.changes]
    assert send(office, contract, sent | {"seen": again.context["seen"]}).status_code == 302
    assert ActionSheet.objects.get().answers["start_year"] == 2028
    assert send(office, contract, sent | {"seen": "forged"})["Location"] == reverse(
        "commitment-import", args=[contract.city.slug]
    )


def test_errors_stand_at_their_cells(office: Browser, contract: Contract, organisation: Organisation) -> None:
    bad = ROW | {"organisation": "Altrove", "longitude": None, "start_year": "presto", "action": "NO1"}
    twice = ROW | {"category": "boh", "buildings_natural_gas_before": "1.200", "confidential": "title_it"}
    keys = [column.key for column in import_columns(Cluster.COMPANY)]
    answer = check(office, contract, workbook(bad, twice))
    letter = {key: xlsxwriter.utility.xl_col_to_name(place) for place, key in enumerate(keys)}
    wanted = [f"{letter[key]}3" for key in ("organisation", "longitude", "action", "start_year")]
    wanted += [
        f"{letter[key]}4" for key in ("key", "confidential", "category", "buildings_natural_gas_before")
    ]
    assert (faults_of(answer), answer.context["kept"]) == (wanted, "")
    assert "B3" in words(answer)


def test_what_is_handed_over_does_not_change(
    office: Browser, contract: Contract, organisation: Organisation
) -> None:
    apply(office, contract, workbook(ROW))
    Commitment.objects.update(state=CommitmentState.SUBMITTED)
    assert faults_of(check(office, contract, workbook(ROW))) == []
    assert faults_of(check(office, contract, workbook(ROW | {"start_year": 2028}))) == ["A3"]


def test_what_no_longer_fits_is_refused_when_applied(
    office: Browser, contract: Contract, organisation: Organisation
) -> None:
    shown = check(office, contract, workbook(ROW)).context
    organisation.invitations.all().delete()
    sent = {name: shown[name] for name in ("kept", "seen")}
    assert faults_of(send(office, contract, sent)) == ["B3"]
    forged = send(office, contract, sent | {"kept": f"{sent['kept']}x"})
    assert forged.url == reverse("commitment-import", args=[contract.city.slug])
    assert ActionSheet.objects.count() == 0


def test_other_files_are_refused(office: Browser, contract: Contract) -> None:
    for file in (
        SimpleUploadedFile("a.xlsx", b"PK\x03\x04 no workbook"),
        workbook(ROW, heads=[["Nome", "Cognome"]]),
        workbook(ROW, heads=template_rows(Cluster.URBAN_REGENERATION)),
        workbook(),
    ):
        assert list(check(office, contract, file).context["form"].errors) == ["file"]


def test_the_empty_workbook_is_read_back(office: Browser, contract: Contract) -> None:
    page = reverse("commitment-import-template", args=[contract.city.slug])
    content = office.get(page, {"cluster": "company"}).content
    assert read_first_sheet(content) == template_rows(Cluster.COMPANY)
    with pytest.raises(UnreadableWorkbook):
        read_first_sheet(content[:500])
