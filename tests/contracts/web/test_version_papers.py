from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.enums import VersionState
from contracts.models import Contract, ContractVersion, PaperSignature, VersionFile
from core.models import User
from tests.browsers import sign_in
from tests.contracts.web.versions import address, at, told
from tests.factories import ClauseFactory, ContractPartyFactory, PaperSignatureFactory, VersionFileFactory
from tests.pages import field_errors, tells_an_error

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 text"


def test_a_file_is_sent_as_a_download(office: Client, reader: User, version: ContractVersion) -> None:
    file = SimpleUploadedFile("Lettera n. 1.pdf", PDF)
    sent = office.post(
        address("version-file-create"), {"file": file, "kind": "annex", "visibility": "internal"}
    )
    row = VersionFile.objects.get()
    assert sent["Location"] == address("contract-version", 1)
    response: Any = sign_in(reader).get(address("version-file", row.pk))
    assert b"".join(response.streaming_content) == PDF
    headers = ["Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy"]
    assert [response[name] for name in headers] == [
        "application/pdf",
        'attachment; filename="Lettera n. 1.pdf"',
        "nosniff",
        "default-src 'none'; sandbox",
    ]


def test_a_file_that_is_no_file_is_refused(office: Client, version: ContractVersion) -> None:
    for name, content in [("a.pdf", b"<html>"), ("a.exe", b"MZ"), ("a.pdf", b"")]:
        file = SimpleUploadedFile(name, content)
        sent = {"file": file, "kind": "annex", "visibility": "internal"}
        assert field_errors(office.post(address("version-file-create"), sent)) == {"file": 1}
    assert VersionFile.objects.count() == 0


def test_files_of_other_cities_are_not_found(office: Client, version: ContractVersion) -> None:
    other = VersionFileFactory()
    pages = [address("version-file", other.pk), address("version-file-remove", other.pk)]
    assert [office.get(page).status_code for page in pages] == [404, 404]


def test_a_file_that_is_gone_is_not_found(office: Client, version: ContractVersion) -> None:
    row = VersionFileFactory(version=version)
    row.file.storage.delete(row.file.name)
    assert office.get(address("version-file", row.pk)).status_code == 404


def test_a_file_is_taken_out_after_a_question(office: Client, version: ContractVersion) -> None:
    row, used = VersionFileFactory(version=version), VersionFileFactory(version=version)
    PaperSignatureFactory(version=version, file=used)
    assert office.get(address("version-file-remove", row.pk)).status_code == 200
    office.post(address("version-file-remove", row.pk))
    refused = office.post(address("version-file-remove", used.pk))
    assert (list(VersionFile.objects.all()), len(told(refused))) == ([used], 2)


def test_a_signature_is_recorded_and_taken_out(office: Client, version: ContractVersion) -> None:
    party = ContractPartyFactory(contract=version.contract)
    ClauseFactory(version=version)
    page = address("signature-create", version=1)
    assert office.get(f"{page}&party={party.pk}").context["form"].initial["party"] == str(party.pk)
    sent = {"party": str(party.pk), "person": "La rettrice", "signed_on": "1.6.2026"}
    assert office.post(page, sent)["Location"] == address("signature-list", version=1)
    shown = office.get(address("signature-list"))
    assert (shown.context["signed"], shown.context["awaited"]) == (1, 0)
    signature = PaperSignature.objects.get()
    assert office.get(address("signature-remove", signature.pk)).status_code == 200
    office.post(address("signature-remove", signature.pk))
    assert PaperSignature.objects.count() == 0
    assert field_errors(office.post(page, sent | {"signed_on": "31.12.2999"})) == {"signed_on": 1}


def test_signatures_show_each_state(office: Client, version: ContractVersion) -> None:
    ClauseFactory(version=version, party=ContractPartyFactory(contract=version.contract))
    PaperSignatureFactory(
        version=version, clause_hashes={"old": "0"}, file=VersionFileFactory(version=version)
    )
    states = [row.state for row in office.get(address("signature-list")).context["parties"]]
    assert states == ["awaited", "outdated"]
    at(version, VersionState.DRAFT)
    assert office.get(address("signature-list")).context["is_signable"] is False


def test_settings_change_the_target_of_a_draft(office: Client, version: ContractVersion) -> None:
    at(version, VersionState.DRAFT)
    form = office.get(address("version-settings")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "target_reduction_tco2e": "3.700.000,5",
        "vision_it": "Una città.",
        "geographic_boundary": "same",
    }
    assert office.post(address("version-settings"), sent)["Location"] == address("contract-version", 1)
    version.refresh_from_db()
    assert (str(version.target_reduction_tco2e), version.geographic_boundary) == ("3700000.5000", "same")
    late = office.post(address("version-settings"), sent | {"target_year": "2035"})
    assert (late.status_code, [one.typed for one in late.context["differences"]]) == (409, ["2035"])


def test_settings_of_a_signed_version_keep_the_target(office: Client, version: ContractVersion) -> None:
    form = office.get(address("version-settings")).context["form"]
    response = office.post(
        address("version-settings"), {name: form[name].value() or "" for name in form.fields}
    )
    assert tells_an_error(response) is True


def test_settings_say_who_reads_what(office: Client, version: ContractVersion) -> None:
    form = office.get(address("version-settings")).context["visibility"]
    sent = {name: form[name].value() for name in form.fields} | {
        "visibility": "yes",
        "investment_plan": "internal",
        "costs": "partners",
    }
    assert office.post(address("version-settings"), sent)["Location"] == address("contract-version", 1)
    version.refresh_from_db()
    assert version.part_visibility == {"investment_plan": "internal"}
    stored = Contract.objects.get(pk=version.contract_id).field_visibility
    assert (stored["action.cost_eur"], set(stored.values())) == ("partners", {"partners"})
    late = office.post(address("version-settings"), sent | {"costs": "internal"})
    assert (late.status_code, len(late.context["differences"])) == (409, 1)
