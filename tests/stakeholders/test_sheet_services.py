from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.access import Conflict
from core.fields import Texts
from core.models import User
from progress.frames.inputs import COMMITMENT_COLUMNS
from progress.frames.reading import read_inputs
from stakeholders.documents import commitment_document
from stakeholders.enums import Cluster, CommitmentState
from stakeholders.models import ActionSheet, Attachment, Commitment
from stakeholders.services.commitments import update_commitment
from stakeholders.services.sheets import (
    add_attachment,
    add_sheet,
    compute_results,
    remove_attachment,
    remove_sheet,
    save_sheet,
)
from stakeholders.sheets import Step
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    EmissionFactorFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.factories.signing import CommitmentVersionFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

TITLE = Texts({"it": "Una scuola senza gas"})
GAS = {"buildings_natural_gas_before": "120", "buildings_natural_gas_after": "20"}


@pytest.fixture
def editor() -> User:
    return OrganisationMembershipFactory(organisation__cluster=Cluster.COMPANY).user


@pytest.fixture
def commitment(editor: User) -> Commitment:
    organisation = editor.organisation_memberships.get().organisation
    return CommitmentFactory(organisation=organisation, state=CommitmentState.DRAFT, reduction_tco2e=None)


@pytest.fixture
def sheet(commitment: Commitment, editor: User) -> ActionSheet:
    return add_sheet(commitment_id=commitment.pk, by=editor, title=TITLE)


def make_factor(commitment: Commitment, **fields: Any) -> Any:
    fields = {"carrier": "methane, stationary", "value": "56.077", "unit": "kg/GJ", "gas": "CO2e"} | fields
    return EmissionFactorFactory(**{"city": commitment.contract.city, **fields})


def total_of(commitment: Commitment) -> Decimal | None:
    return Commitment.objects.get(pk=commitment.pk).reduction_tco2e


def test_sheets_stand_in_order_with_the_variant_of_the_cluster(sheet: ActionSheet, editor: User) -> None:
    second = add_sheet(commitment_id=sheet.commitment_id, by=editor, title=TITLE, variant=Cluster.ENABLING)
    assert (sheet.position, sheet.variant, second.position, second.variant) == (0, "company", 1, "enabling")


def test_a_saved_step_leaves_the_others_and_can_be_resumed(sheet: ActionSheet, editor: User) -> None:
    save_sheet(sheet_id=sheet.pk, by=editor, step=Step.CONTEXT, answers={"start_year": 2024, "scale": None})
    saved = save_sheet(sheet_id=sheet.pk, by=editor, step=Step.IMPACTS, answers={"trees": "0"}, revision=2)
    assert (saved.answers, saved.revision) == ({"start_year": 2024, "trees": "0"}, 3)
    emptied = save_sheet(sheet_id=sheet.pk, by=editor, step=Step.CONTEXT, answers={"start_year": None})
    assert emptied.answers == {"trees": "0"}


def test_results_carry_every_factor_and_product(sheet: ActionSheet, editor: User) -> None:
    factor = make_factor(sheet.commitment, publisher="City", edition="Annex 2", year=2021)
    saved = save_sheet(sheet_id=sheet.pk, by=editor, step=Step.IMPACTS, answers=GAS)
    assert saved.results["lines"] == [
        {
            "key": "buildings_natural_gas",
            "sector": "buildings",
            "before_mwh": "120",
            "after_mwh": "20",
            "kg_per_mwh": "201.8772",
            "factors": [{"value": "56.077", "unit": "kg/GJ", "source": "City, Annex 2, 2021"}],
            "reason": "",
            "before_kgco2e": "24225.264",
            "after_kgco2e": "4037.544",
            "delta_kgco2e": "-20187.72",
        }
    ]
    assert saved.results["factor_ids"] == {"buildings_natural_gas": str(factor.pk)}
    assert total_of(sheet.commitment) == saved.reduction_tco2e == Decimal("20.1877")


@pytest.mark.parametrize(
    "worse",
    [
        {"city": None, "value": "1"},
        {"carrier": "natural gas", "value": "1"},
        {"year": 1990, "value": "1"},
        {"gas": "CO2", "value": "1"},
        {"unit": "t/MWh", "value": "1"},
        {"gas": "CH4", "value": "1"},
    ],
)
def test_the_citys_own_factor_of_the_baseline_year_wins(
    sheet: ActionSheet, editor: User, worse: dict[str, Any]
) -> None:
    sheet.commitment.contract.versions.update(baseline_year=2021)
    make_factor(sheet.commitment, **({"year": 2021} | worse))
    best = make_factor(sheet.commitment, year=2021)
    saved = save_sheet(sheet_id=sheet.pk, by=editor, answers=GAS)
    assert saved.results["factor_ids"] == {"buildings_natural_gas": str(best.pk)}


def test_the_commitment_is_unknown_until_all_its_sheets_are_known(sheet: ActionSheet, editor: User) -> None:
    make_factor(sheet.commitment)
    save_sheet(sheet_id=sheet.pk, by=editor, answers=GAS)
    other = add_sheet(commitment_id=sheet.commitment_id, by=editor, title=TITLE)
    assert total_of(sheet.commitment) is None
    save_sheet(
        sheet_id=other.pk, by=editor, answers={"green_other_before": "0", "green_other_after": "-1000"}
    )
    assert total_of(sheet.commitment) == Decimal("21.1877")
    remove_sheet(sheet_id=sheet.pk, by=editor)
    assert total_of(sheet.commitment) == Decimal(1)


def test_a_sheet_without_a_factor_is_unknown_until_the_city_has_one(sheet: ActionSheet, editor: User) -> None:
    saved = save_sheet(sheet_id=sheet.pk, by=editor, answers=GAS)
    assert (saved.results["lines"][0]["reason"], saved.reduction_tco2e) == ("factor_missing", None)
    make_factor(sheet.commitment)
    assert compute_results(sheet_id=sheet.pk, by=editor).reduction_tco2e == Decimal("20.1877")


def test_sheets_that_add_emissions_are_no_reduction(sheet: ActionSheet, editor: User) -> None:
    saved = save_sheet(
        sheet_id=sheet.pk, by=editor, answers={"green_other_before": "0", "green_other_after": "1000"}
    )
    assert (saved.reduction_tco2e, total_of(sheet.commitment)) == (Decimal(-1), None)


def test_renewable_power_takes_the_place_of_the_grids(sheet: ActionSheet, editor: User) -> None:
    make_factor(sheet.commitment, carrier="grid electricity", value="0.247", unit="kg/kWh")
    saved = save_sheet(sheet_id=sheet.pk, by=editor, answers={"renewable_mwh": "30"})
    assert saved.reduction_tco2e == Decimal("7.41")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"answers": {"renewable_mwh": "-1"}}, {"renewable_mwh": ["invalid"]}),
        ({"answers": {"nonsense": "1"}}, {"nonsense": ["unknown_question"]}),
        ({"answers": {"start_year": 2024}, "step": Step.IMPACTS}, {"start_year": ["unknown_question"]}),
        ({"answers": {"description": "\x00"}}, {"__all__": ["signs"]}),
        ({"answers": {}, "title": Texts()}, {"title": ["required"]}),
        ({"answers": {}, "confidential": ["description"]}, {"description": ["not_confidential"]}),
        ({"answers": {}, "latitude": Decimal(45)}, {"longitude": ["half_place"]}),
        ({"answers": {}, "longitude": Decimal(9)}, {"latitude": ["half_place"]}),
    ],
)
def test_save_sheet_refuses(
    sheet: ActionSheet, editor: User, changes: dict[str, Any], refused: dict[str, list[str | None]]
) -> None:
    assert refusals(lambda: save_sheet(sheet_id=sheet.pk, by=editor, **changes)) == refused
    assert ActionSheet.objects.get().revision == 1


def test_confidential_answers_are_chosen_step_by_step(sheet: ActionSheet, editor: User) -> None:
    save_sheet(sheet_id=sheet.pk, by=editor, step=Step.GOVERNANCE, answers={}, confidential=["capex_eur"])
    saved = save_sheet(
        sheet_id=sheet.pk, by=editor, step=Step.IMPACTS, answers={}, confidential=["renewable_mwh"]
    )
    assert saved.confidential == ["capex_eur", "renewable_mwh"]


def test_who_was_overtaken_is_told(sheet: ActionSheet, editor: User) -> None:
    save_sheet(sheet_id=sheet.pk, by=editor, answers={}, revision=1)
    with pytest.raises(Conflict):
        save_sheet(sheet_id=sheet.pk, by=editor, answers={}, revision=1)


def test_a_commitment_covers_the_actions_of_its_sheets(sheet: ActionSheet, editor: User) -> None:
    commitment = sheet.commitment
    chosen, first, second = ActionFactory.create_batch(3, contract=commitment.contract)
    save_sheet(sheet_id=sheet.pk, by=editor, answers={}, action=first)
    update_commitment(commitment_id=commitment.pk, by=editor, actions=[chosen])
    assert set(commitment.actions.all()) == {chosen, first}
    save_sheet(sheet_id=sheet.pk, by=editor, answers={}, action=second)
    assert set(commitment.actions.all()) == {chosen, second}
    remove_sheet(sheet_id=sheet.pk, by=editor)
    assert set(commitment.actions.all()) == {chosen}


def test_a_signed_sheet_is_read_with_its_action_for_the_ladder(sheet: ActionSheet, editor: User) -> None:
    action = ActionFactory(contract=sheet.commitment.contract)
    save_sheet(sheet_id=sheet.pk, by=editor, answers={}, action=action)
    Commitment.objects.update(state=CommitmentState.SIGNED)
    [inputs] = read_inputs([action.contract_id], as_of=date(2026, 11, 23))
    named = [row[COMMITMENT_COLUMNS.index("action_id")] for row in inputs.commitments]
    assert named == [str(action.pk)]


def test_strangers_change_nothing(sheet: ActionSheet) -> None:
    stranger = UserFactory()
    for call in (
        lambda: add_sheet(commitment_id=sheet.commitment_id, by=stranger, title=TITLE),
        lambda: save_sheet(sheet_id=sheet.pk, by=stranger, answers={}),
        lambda: remove_sheet(sheet_id=sheet.pk, by=stranger),
        lambda: add_attachment(commitment_id=sheet.commitment_id, by=stranger, file=make_pdf()),
    ):
        with pytest.raises(PermissionDenied):
            call()


@pytest.mark.parametrize("state", set(CommitmentState) - {"draft", "changes_requested"})
def test_only_what_is_being_written_changes(sheet: ActionSheet, editor: User, state: str) -> None:
    Commitment.objects.update(state=state)
    with pytest.raises(ValidationError) as refused:
        save_sheet(sheet_id=sheet.pk, by=editor, answers={})
    assert refused.value.code == "frozen"


def make_pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("mappa.pdf", b"%PDF-1.7 map")


def test_attachments_are_checked_kept_and_taken_out(
    sheet: ActionSheet, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    row = add_attachment(
        commitment_id=sheet.commitment_id, by=editor, file=make_pdf(), title=" Map ", sheet=sheet
    )
    assert (row.title, row.original_name, row.size_bytes, row.visibility) == (
        "Map",
        "mappa.pdf",
        12,
        "internal",
    )
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment_id=row.pk, by=editor)
    assert (Attachment.objects.count(), storage.exists(name)) == (0, False)


def test_a_file_that_a_frozen_text_names_stays_for_its_readers(
    sheet: ActionSheet, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    commitment = sheet.commitment
    row = add_attachment(commitment_id=commitment.pk, by=editor, file=make_pdf(), sheet=sheet)
    CommitmentVersionFactory(commitment=commitment)
    with django_capture_on_commit_callbacks(execute=True):
        remove_sheet(sheet_id=sheet.pk, by=editor)
    kept = commitment.attachments.get()
    assert (kept.file.storage.exists(kept.file.name), kept.sha256) == (True, row.sha256)
    assert commitment.attachments.present().count() == 0
    assert commitment_document(commitment, "it")["annexes"] == []


def test_attachments_are_what_they_say_and_of_the_same_commitment(sheet: ActionSheet, editor: User) -> None:
    lie = SimpleUploadedFile("mappa.pdf", b"MZ")
    other = ActionSheet.objects.create(commitment=CommitmentFactory(), title=TITLE)
    assert refusals(lambda: add_attachment(commitment_id=sheet.commitment_id, by=editor, file=lie)) == {
        "file": ["wrong_content"]
    }
    assert refusals(
        lambda: add_attachment(commitment_id=sheet.commitment_id, by=editor, file=make_pdf(), sheet=other)
    ) == {"sheet": ["sheet"]}
