import json
import unicodedata
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.models import ContractVersion
from core.canonical import canonical_json
from core.fields import Texts
from core.models import EvidenceEvent, User
from core.services.evidence import check_evidence
from stakeholders.documents import (
    Withheld,
    answer_sha256,
    canonical_text,
    commitment_document,
    commitment_sha256,
    open_document,
)
from stakeholders.models import ActionSheet, Attachment, Commitment, CommitmentVersion
from stakeholders.selectors.versions import differences
from stakeholders.services.amendments import apply_version, freeze_amendment
from stakeholders.services.versions import freeze_commitment
from stakeholders.web.forms.amendments import AmendForm
from tests.append_only import without_triggers
from tests.factories import (
    ActionFactory,
    CityFactory,
    ClauseFactory,
    CommitmentFactory,
    ContractFactory,
    ContractPartyFactory,
    OrganisationFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden" / "commitment.json"
DIGEST = "a" * 64


def fixed(number: int) -> UUID:
    return UUID(int=number)


@pytest.fixture
def commitment() -> Commitment:
    """A promise in which every part of the text is there."""
    city = CityFactory(pk=fixed(1), slug="valdoria", names=Texts({"it": "Valdoria"}))
    contract = ContractFactory(pk=fixed(2), city=city)
    organisation = OrganisationFactory(
        pk=fixed(3), name="Forno Esempio", legal_form="S.r.l.", tax_code="01234567890"
    )
    version = contract.versions.get()
    organisation.listings.add(ContractPartyFactory(contract=contract))
    ClauseFactory(version=version, key="effort", sha256="e" * 64)
    ClauseFactory(version=version, key="own", sha256="0" * 64, party=organisation.listings.get())
    ClauseFactory(version=version, key="others", party=ContractPartyFactory(contract=contract))
    made = CommitmentFactory(
        pk=fixed(4),
        contract=contract,
        organisation=organisation,
        state="draft",
        title=Texts({"it": "Un forno senza gas", "en": "An oven without gas"}),
        statement=Texts({"it": "Il forno diventa elettrico.\r\nEntro il 2028.  "}),
        start_year=2026,
        end_year=2028,
        reduction_tco2e=Decimal("12.5"),
        actions=[ActionFactory(contract=contract, code="VAL01", title=Texts({"it": "Forni elettrici"}))],
    )
    ActionSheet.objects.create(
        pk=fixed(5),
        commitment=made,
        variant="company",
        title=Texts({"it": "Il forno"}),
        answers={
            "scale": "building",
            "start_year": 2026,
            "capex_eur": "250000",
            "buildings_lpg_before": "40.5",
        },
        confidential=["capex_eur"],
        latitude=Decimal("45.5"),
        longitude=Decimal("9.25"),
        results={
            "reduction_tco2e": "12.5",
            "lines": [{"factors": [{"value": "63.267", "unit": "kg/GJ", "source": "Annex 2"}]}],
        },
    )
    Attachment.objects.create(
        commitment=made, title="Pianta", original_name="pianta.pdf", size_bytes=9, sha256=DIGEST
    )
    return Commitment.objects.get(pk=made.pk)


def freeze(commitment: Commitment, by: User, **options: Any) -> CommitmentVersion:
    return freeze_commitment(commitment_id=commitment.pk, by=by, language="it", **options)


def test_the_canonical_text_is_the_golden_one(commitment: Commitment) -> None:
    salted = Withheld({f"{fixed(5)}/capex_eur": {"value": "250000", "salt": "00" * 16}})
    text = canonical_text(commitment_document(commitment, "it", withheld=salted))
    assert text == canonical_json(json.loads(GOLDEN.read_text()))
    assert commitment_sha256(text) == sha256(b"CCC-COMMITMENT-v1\0" + text.encode()).hexdigest()


def test_a_text_that_is_missing_in_the_language_is_refused(commitment: Commitment) -> None:
    assert refusals(lambda: commitment_document(commitment, "en")) == {"statement": ["language"]}


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20))
def test_one_reading_has_one_text(words: str) -> None:
    spellings = [unicodedata.normalize(form, words) for form in ("NFC", "NFD")]
    assert len({canonical_text({"a": f"{one}\r\nb "}) for one in spellings}) == 1


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"])
def test_a_sign_that_nobody_sees_is_refused(sign: str) -> None:
    assert refusals_of_all(lambda: canonical_text({"a": [f"gas{sign}"]})) == ["hidden_sign"]


def refusals_of_all(call: Any) -> list[str | None]:
    with pytest.raises(ValidationError) as refused:
        call()
    return [error.code for error in refused.value.error_list]


def test_a_float_never_comes_into_the_text() -> None:
    with pytest.raises(TypeError):
        canonical_text({"a": 0.1})


def test_the_same_text_is_the_same_version(commitment: Commitment, editor: User) -> None:
    first = freeze(commitment, editor)
    assert (freeze(commitment, editor), first.number) == (first, 1)
    Commitment.objects.filter(pk=commitment.pk).update(end_year=2029)
    second = freeze(commitment, editor, supersedes=first)
    assert (second.number, second.supersedes, second.clause_hashes) == (
        2,
        first,
        {"effort": "e" * 64, "own": "0" * 64},
    )
    assert EvidenceEvent.objects.filter(kind="commitment.frozen").count() == 2


def test_commitments_are_numbered_in_the_order_in_which_they_are_frozen(
    commitment: Commitment, editor: User
) -> None:
    other = CommitmentFactory(contract=commitment.contract, organisation=commitment.organisation)
    for one in (other, commitment):
        freeze(one, editor)
    assert [Commitment.objects.get(pk=one.pk).number for one in (other, commitment)] == [1, 2]


def test_what_only_the_city_reads_is_a_digest_that_opens(commitment: Commitment, editor: User) -> None:
    version = freeze(commitment, editor)
    told = json.loads(version.canonical)["sheets"][0]["answers"]["capex_eur"]
    assert version.withheld is not None
    salt = version.withheld[f"{fixed(5)}/capex_eur"]["salt"]
    assert told == {"sha256": answer_sha256(salt, "capex_eur", "250000"), "unit": "EUR"}
    assert open_document(version)["sheets"][0]["answers"]["capex_eur"] == told | {"value": "250000"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"canonical": "{}"}, "the frozen text of the commitment is not what was frozen"),
        ({"withheld": {}}, "a withheld answer is not the one that was frozen"),
    ],
)
def test_the_check_of_the_log_finds_a_changed_text(
    commitment: Commitment, editor: User, changes: dict[str, Any], fault: str
) -> None:
    version = freeze(commitment, editor)
    assert check_evidence().faults == ()
    with without_triggers("stakeholders_commitmentversion"):
        CommitmentVersion.objects.filter(pk=version.pk).update(**changes)
    assert [one.fault for one in check_evidence().faults] == [fault]


def test_differences_tell_words_figures_and_files(commitment: Commitment, editor: User) -> None:
    first = freeze(commitment, editor)
    commitment.statement = Texts({"it": "Il forno diventa elettrico. Entro il 2027."})
    commitment.end_year, commitment.reduction_tco2e = 2027, Decimal(20)
    commitment.save()
    sheet = commitment.sheets.get()
    sheet.answers["capex_eur"] = "300000"
    sheet.save()
    commitment.attachments.all().delete()
    found = differences(first, freeze(commitment, editor))
    changed = [(kind, text) for kind, text in found.texts[0].pieces if kind != "same"]
    assert ("removed", "2028") in changed
    assert ("added", "2027") in changed
    assert [(one.before, one.after) for one in found.values] == [
        ("2028", "2027"),
        ("pianta.pdf (aaaaaaaa…)", ""),
    ]
    assert [(one.before, one.after, one.difference) for one in found.numbers] == [
        ("12,5\u00a0t\u00a0CO₂e/a", "20\u00a0t\u00a0CO₂e/a", "+7,5\u00a0t\u00a0CO₂e/a"),
        ("250.000\u00a0€", "300.000\u00a0€", "+50.000\u00a0€"),
    ]


def test_an_amendment_counts_only_once_it_is_applied(commitment: Commitment, editor: User) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(state="active")
    commitment.sheets.all().delete()
    first = freeze(commitment, editor)
    fields = {"title": Texts({"it": "Due forni senza gas"}), "reduction_tco2e": Decimal(25)}
    second = freeze_amendment(commitment_id=commitment.pk, by=editor, language="it", fields=fields)
    stored = Commitment.objects.get(pk=commitment.pk)
    assert (second.supersedes, stored.title["it"], stored.reduction_tco2e) == (
        first,
        "Un forno senza gas",
        Decimal("12.5"),
    )
    applied = apply_version(second)
    assert (applied.title, applied.reduction_tco2e, applied.statement) == (
        Texts({"it": "Due forni senza gas"}),
        Decimal(25),
        stored.statement,
    )


def test_an_amendment_leaves_the_figure_that_the_sheets_compute(commitment: Commitment, editor: User) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(state="active")
    fields = {"reduction_tco2e": Decimal(25)}
    assert refusals(
        lambda: freeze_amendment(commitment_id=commitment.pk, by=editor, language="it", fields=fields)
    ) == {"reduction_tco2e": ["computed"]}
    assert "reduction_tco2e" not in AmendForm(commitment=commitment, language="it").fields


def test_the_clauses_are_those_of_the_version_that_is_signed(commitment: Commitment, editor: User) -> None:
    old = commitment.contract.versions.get()
    ContractVersion.objects.filter(pk=old.pk).update(is_current=True, state="labelled")
    new = ContractVersion.objects.create(
        contract=commitment.contract, number=old.number + 1, state="open_for_signature"
    )
    ClauseFactory(version=new, key="effort", sha256="f" * 64)
    assert freeze(commitment, editor).clause_hashes == {"effort": "f" * 64}
    assert freeze(commitment, editor, contract_version=old).contract_version == old
