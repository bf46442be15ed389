from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contracts.models import ContractVersion
from core.access import Conflict
from core.fields import Texts
from core.models import Change, Job, Mail, User
from stakeholders.enums import CommitmentState, NoteKind, OrganisationRole, Side
from stakeholders.models import ActionSheet, Commitment
from stakeholders.selectors.commitments import (
    list_commitments,
    missing_before_submission,
    moves_for,
    open_changes,
    states_of,
)
from stakeholders.services.negotiation import add_note, move_commitment, resolve_note, set_state
from stakeholders.transitions import EDITABLE, MOVES, find_move, moves_from
from tests.factories import (
    CityMembershipFactory,
    CommitmentFactory,
    OrganisationMembershipFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


def move(commitment: Commitment, to: str, by: User, text: str = "", **options: Any) -> Commitment:
    return move_commitment(commitment_id=commitment.pk, to=to, by=by, text=text, **options)


def said(commitment: Commitment) -> list[tuple[str, str, str, int | None]]:
    notes = commitment.notes.order_by("written_at", "pk")
    return [(one.kind, one.side, one.text, one.version_number) for one in notes]


def code_of(call: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        call()
    return [error.code for error in refused.value.error_list]


def test_the_table_leads_everywhere_and_has_no_move_twice() -> None:
    pairs = [(one.source, one.to) for one in MOVES]
    assert len(pairs) == len(set(pairs))
    assert {to for _source, to in pairs} == set(CommitmentState) - {CommitmentState.DRAFT}
    assert all(one.label for one in MOVES if one.is_by_hand)


def test_only_signatures_make_ready_signed_and_withdrawn() -> None:
    after = ("accepted", "ready_to_sign", "signed", "active")
    by_hand = {(one.source, one.to) for one in MOVES if one.is_by_hand}
    assert not {(source, to) for source in after for to in ("ready_to_sign", "signed")} & by_hand
    assert [one.to for one in moves_from("ready_to_sign", list(Side))] == []


def test_a_negotiation_goes_there_and_back(commitment: Commitment, editor: User, officer: User) -> None:
    move(commitment, "submitted", editor, "First text")
    move(commitment, "changes_requested", officer, "When?")
    asked = open_changes(commitment).get()
    Commitment.objects.filter(pk=commitment.pk).update(end_year=2028)
    move(commitment, "submitted", editor)
    resolve_note(note_id=asked.pk, by=officer)
    accepted = move(commitment, "accepted", officer)
    assert (accepted.state, accepted.revision, accepted.number) == ("accepted", 5, 1)
    assert said(commitment) == [
        (NoteKind.SUBMISSION, Side.ORGANISATION, "First text", 1),
        (NoteKind.CHANGE_REQUEST, Side.CITY, "When?", 1),
        (NoteKind.SUBMISSION, Side.ORGANISATION, "", 2),
        (NoteKind.ACCEPTANCE, Side.CITY, "", 2),
    ]
    assert Change.objects.filter(is_public=True).count() == 0  # nobody else hears of a negotiation
    assert list(Mail.objects.order_by("created_at").values_list("kind", "to")) == [
        ("commitment_submitted", officer.email),
        ("commitment_changes_requested", editor.email),
        ("commitment_submitted", officer.email),
        ("commitment_accepted", editor.email),
    ]


def test_open_changes_block_acceptance(commitment: Commitment, editor: User, officer: User) -> None:
    move(commitment, "submitted", editor)
    note = add_note(commitment_id=commitment.pk, by=officer, text="Which year?", kind=NoteKind.CHANGE_REQUEST)
    assert code_of(lambda: move(commitment, "accepted", officer)) == ["open_changes"]
    with pytest.raises(PermissionDenied):
        resolve_note(note_id=note.pk, by=editor)
    first, second = (resolve_note(note_id=note.pk, by=officer) for _time in range(2))
    assert first.resolved_at == second.resolved_at
    assert move(commitment, "accepted", officer).state == "accepted"


def test_a_wish_of_the_organisation_is_met_by_its_next_submission(
    commitment: Commitment, editor: User, officer: User
) -> None:
    move(commitment, "submitted", editor)
    add_note(commitment_id=commitment.pk, by=editor, text="We erred.", kind=NoteKind.CHANGE_REQUEST)
    move(commitment, "changes_requested", officer)
    move(commitment, "submitted", editor)
    assert open_changes(commitment).count() == 0


def test_what_is_not_complete_is_not_submitted(commitment: Commitment, editor: User) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(statement={})
    ActionSheet.objects.create(commitment=commitment, title=Texts({"it": "Il tetto"}))
    assert code_of(lambda: move(commitment, "submitted", editor)) == ["incomplete", "incomplete"]
    assert commitment.versions.count() == 0


def test_a_project_finished_by_the_baseline_year_is_told(commitment: Commitment) -> None:
    ContractVersion.objects.filter(contract=commitment.contract).update(baseline_year=2021)
    sheet = ActionSheet.objects.create(commitment=commitment, title=Texts({"it": "Il tetto"}))

    def count_missing(end_year: int) -> int:
        ActionSheet.objects.filter(pk=sheet.pk).update(answers={"end_year": end_year})
        return len(missing_before_submission(commitment))

    assert (count_missing(2021), count_missing(2020)) == (count_missing(2022) + 1,) * 2


@pytest.mark.parametrize(
    ("state", "to", "who"),
    [
        ("submitted", "accepted", "editor"),
        ("submitted", "changes_requested", "editor"),
        ("signed", "fulfilled", "editor"),
        ("draft", "submitted", "reader"),
        ("submitted", "accepted", "stranger"),
    ],
)
def test_who_may_not_move_a_commitment(commitment: Commitment, state: str, to: str, who: str) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(state=state)
    role = OrganisationRole.READER if who == "reader" else OrganisationRole.EDITOR
    own = {} if who == "stranger" else {"organisation": commitment.organisation}
    person = OrganisationMembershipFactory(role=role, **own).user
    with pytest.raises(PermissionDenied):
        move(commitment, to, person, "Because")


def test_moves_that_the_table_does_not_have(commitment: Commitment, editor: User, officer: User) -> None:
    assert code_of(lambda: move(commitment, "accepted", officer)) == ["no_such_move"]
    assert code_of(lambda: move(commitment, "elsewhere", officer)) == ["no_such_move"]
    Commitment.objects.filter(pk=commitment.pk).update(state="accepted")
    assert code_of(lambda: move(commitment, "ready_to_sign", officer)) == ["no_such_move"]
    assert refusals(lambda: move(commitment, "changes_requested", officer, " ")) == {"text": ["required"]}
    with pytest.raises(Conflict):
        move(commitment, "changes_requested", officer, "Why", revision=7)


def test_set_state_keeps_the_day_and_recomputes(commitment: Commitment) -> None:
    commitment.state = CommitmentState.READY_TO_SIGN
    commitment.save()
    set_state(commitment=commitment, to="signed")
    stored = Commitment.objects.get(pk=commitment.pk)
    assert (stored.state, stored.revision) == ("signed", 2)
    assert Change.objects.get().is_public is True
    assert Job.objects.filter(key=str(commitment.contract_id)).count() == 1
    assert code_of(lambda: set_state(commitment=commitment, to="draft")) == ["no_such_move"]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"text": "  "}, {"text": ["required"]}),
        ({"text": "a\x00b"}, {"text": ["signs"]}),
        ({"text": "Done", "kind": NoteKind.ACCEPTANCE}, {"kind": ["kind"]}),
    ],
)
def test_notes_that_are_refused(
    commitment: Commitment, editor: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: add_note(commitment_id=commitment.pk, by=editor, **fields)) == refused


def test_a_note_of_a_sheet_names_it_and_no_other(commitment: Commitment, officer: User) -> None:
    sheet = ActionSheet.objects.create(commitment=commitment, title=Texts({"it": "Il tetto"}))
    note = add_note(commitment_id=commitment.pk, by=officer, text="More", sheet=sheet, field="capex_eur")
    assert (note.sheet, note.field, note.side) == (sheet, "capex_eur", Side.CITY)
    stranger = ActionSheet.objects.create(commitment=CommitmentFactory(), title=Texts({"it": "X"}))
    refused = refusals(lambda: add_note(commitment_id=commitment.pk, by=officer, text="More", sheet=stranger))
    assert refused == {"sheet": ["sheet"]}


def test_who_belongs_to_both_chooses_the_side(commitment: Commitment, editor: User) -> None:
    CityMembershipFactory(city=commitment.contract.city, user=editor)
    notes = [
        add_note(commitment_id=commitment.pk, by=editor, text="Hello", side=side) for side in ("", Side.CITY)
    ]
    assert [note.side for note in notes] == [Side.ORGANISATION, Side.CITY]
    Commitment.objects.filter(pk=commitment.pk).update(state="submitted")
    commitment.refresh_from_db()
    both, own = moves_for(editor, commitment), moves_for(editor, commitment, [Side.ORGANISATION])
    assert [one.to for one in both] == ["changes_requested", "accepted", "withdrawn"]
    assert [one.to for one in own] == ["withdrawn"]
    move(commitment, "withdrawn", editor, "No need", side=Side.CITY)
    assert commitment.notes.latest("written_at").side == Side.CITY


def test_versions_go_on_in_the_language_of_the_first(
    commitment: Commitment, editor: User, officer: User
) -> None:
    move(commitment, "submitted", editor)
    move(commitment, "changes_requested", officer, "When?")
    editor.language = "en"
    move(commitment, "submitted", editor)
    assert list(commitment.versions.values_list("language", flat=True)) == ["it"]


def test_the_list_of_a_city_counts_what_is_open(commitment: Commitment, officer: User) -> None:
    add_note(commitment_id=commitment.pk, by=officer, text="When?", kind=NoteKind.CHANGE_REQUEST)
    add_note(commitment_id=commitment.pk, by=officer, text="Thanks")
    CommitmentFactory(contract=commitment.contract, state="signed")
    rows = list_commitments(commitment.contract, state="draft")
    assert [(row.pk, row.open_count, row.sheet_count) for row in rows] == [(commitment.pk, 1, 0)]
    assert [(word, count) for word, _label, count in states_of(commitment.contract)] == [
        ("draft", 1),
        ("signed", 1),
    ]


def test_only_drafts_and_requested_changes_are_written() -> None:
    assert {one.source for one in MOVES if one.to == "submitted"} == set(EDITABLE)
    assert find_move("submitted", "draft") is None


def mails() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("created_at").values_list("kind", "to"))


def test_each_side_hears_of_the_comments_of_the_other(
    commitment: Commitment, editor: User, officer: User
) -> None:
    for person in (editor, officer):
        add_note(commitment_id=commitment.pk, by=person, text="What of the roof?")
    assert mails() == [("commitment_note", officer.email), ("commitment_note", editor.email)]
    assert ["> What of the roof?" in one.body for one in Mail.objects.all()] == [True, True]


def test_changes_that_the_city_notes_while_it_reads_come_with_its_move(
    commitment: Commitment, editor: User, officer: User
) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(state="submitted")
    wish = {"commitment_id": commitment.pk, "kind": NoteKind.CHANGE_REQUEST}
    add_note(by=officer, text="Which year?", **wish)
    assert mails() == []
    move(commitment, "changes_requested", officer)
    add_note(by=officer, text="And how much?", **wish)
    assert mails() == [("commitment_changes_requested", editor.email), ("commitment_note", editor.email)]


@pytest.mark.parametrize("who", ["editor", "officer"])
def test_giving_up_is_told_to_the_other_side(
    commitment: Commitment, editor: User, officer: User, who: str
) -> None:
    by, other = (editor, officer) if who == "editor" else (officer, editor)
    move(commitment, "withdrawn", by, "The oven is closed.")
    told = Mail.objects.get()
    assert (told.kind, told.to) == ("commitment_given_up", other.email)
    assert "> The oven is closed." in told.body
