from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.models import User
from stakeholders.enums import CommitmentState, NoteKind, OrganisationRole
from stakeholders.models import Commitment
from stakeholders.services.negotiation import add_note, move_commitment
from stakeholders.transitions import moves_from
from tests.browsers import sign_in
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    OrganisationMembershipFactory,
)
from tests.pages import field_errors

pytestmark = pytest.mark.django_db


def own(name: str, commitment: Commitment, *rest: Any) -> str:
    return reverse(name, args=[commitment.organisation_id, commitment.pk, *rest])


def office(name: str, commitment: Commitment, *rest: Any) -> str:
    return reverse(name, args=[commitment.contract.city.slug, commitment.pk, *rest])


def buttons(page: Any) -> list[str]:
    return [str(button.move.to) for button in page.context["moves"]]


def test_both_sides_see_their_own_next_steps(commitment: Commitment, editor: User, officer: User) -> None:
    workspace, city = sign_in(editor), sign_in(officer)
    assert buttons(workspace.get(own("commitment-detail", commitment))) == ["submitted", "withdrawn"]
    told = workspace.post(own("commitment-move", commitment, "submitted"), {"text": "Here"}, follow=True)
    assert (told.status_code, buttons(told)) == (HTTPStatus.OK, ["withdrawn"])
    page = city.get(office("commitment-office", commitment))
    assert buttons(page) == ["changes_requested", "accepted", "withdrawn"]
    assert [row.note.text for row in page.context["notes_part"]["rows"]] == ["Here"]
    assert (
        city.get(office("office-commitment-move", commitment, "signed")).status_code == HTTPStatus.NOT_FOUND
    )


def test_open_changes_are_named_before_acceptance(
    commitment: Commitment, editor: User, officer: User
) -> None:
    move_commitment(commitment_id=commitment.pk, to="submitted", by=editor)
    city = sign_in(officer)
    sent = {"kind": NoteKind.CHANGE_REQUEST, "text": "Which year?"}
    city.post(office("office-note-create", commitment), sent)
    accept = office("office-commitment-move", commitment, "accepted")
    refused = city.post(accept, {"text": ""})
    assert field_errors(refused) == {"__all__": 1}
    note = commitment.notes.get(kind=NoteKind.CHANGE_REQUEST)
    own_try = sign_in(editor).post(own("note-resolve", commitment, note.pk))
    assert own_try.status_code == HTTPStatus.FORBIDDEN
    city.post(office("office-note-resolve", commitment, note.pk))
    city.post(accept, {"text": ""})
    assert Commitment.objects.get(pk=commitment.pk).state == CommitmentState.ACCEPTED


def test_no_button_leads_to_a_refusal(commitment: Commitment, editor: User, officer: User) -> None:
    move_commitment(commitment_id=commitment.pk, to="submitted", by=editor)
    note = {"kind": NoteKind.CHANGE_REQUEST, "text": "Which year?"}
    city, workspace = sign_in(officer), sign_in(editor)
    city.post(office("office-note-create", commitment), note)
    page = city.get(office("commitment-office", commitment))
    assert buttons(page) == ["changes_requested", "withdrawn"]
    assert "lead" in workspace.get(own("commitment-detail", commitment)).content.decode()
    ask = office("office-commitment-move", commitment, "changes_requested")
    assert not city.get(ask).context["form"].fields["text"].required  # the open note says why
    city.post(ask, {"text": ""})
    asked = workspace.get(own("commitment-detail", commitment)).context
    assert asked["way_on"][0] == own("commitment-edit", commitment)
    assert [one.look for one in asked["moves"] if one.move.to == "submitted"] == ["btn btn-outline-primary"]


def test_who_asks_for_signatures_finds_that_first(
    commitment: Commitment, editor: User, officer: User
) -> None:
    move_commitment(commitment_id=commitment.pk, to="submitted", by=editor)
    city = sign_in(officer)
    ask = city.get(office("office-commitment-move", commitment, "changes_requested"))
    assert ask.context["form"].fields["text"].required  # nothing else says why
    move_commitment(commitment_id=commitment.pk, to="accepted", by=officer)
    page = city.get(office("commitment-office", commitment))
    assert page.context["way_on"][0] == office("request-create", commitment)
    assert sign_in(editor).get(own("commitment-detail", commitment)).context["way_on"] == ("", "")


def test_what_follows_from_having_no_action_is_said_before_submission(
    commitment: Commitment, editor: User
) -> None:
    page = own("commitment-move", commitment, "submitted")
    alone = sign_in(editor).get(page).context["names_no_action"]
    commitment.actions.add(ActionFactory(contract=commitment.contract))
    assert (alone, sign_in(editor).get(page).context["names_no_action"]) == (True, False)


def test_only_the_organisation_gives_up(commitment: Commitment, editor: User, officer: User) -> None:
    with override("en"):
        own_labels = [one.label_for("organisation") for one in moves_from("draft", ["organisation"])]
        city_labels = [one.label_for("city") for one in moves_from("draft", ["city"])]
        page = office("office-commitment-move", commitment, "withdrawn")
        ended = sign_in(officer).post(page, {"text": "No"}, follow=True)
    assert own_labels == ["Submit to the city", "Give up this commitment"]
    assert city_labels == ["Submit to the city", "End the negotiation"]
    assert [str(one) for one in ended.context["messages"]] == [
        "The negotiation is ended; the organisation has an e-mail."
    ]


def test_a_move_without_its_reason_comes_back(commitment: Commitment, editor: User, officer: User) -> None:
    move_commitment(commitment_id=commitment.pk, to="submitted", by=editor)
    page = office("office-commitment-move", commitment, "changes_requested")
    assert field_errors(sign_in(officer).post(page, {"text": " "})) == {"text": 1}
    stale = sign_in(officer).post(page, {"text": "Why", "revision": "1"})
    assert stale.status_code == HTTPStatus.CONFLICT


def test_the_list_is_filtered_by_state_and_organisation(commitment: Commitment, officer: User) -> None:
    CommitmentFactory(contract=commitment.contract, state="signed")
    page = reverse("commitment-office-list", args=[commitment.contract.city.slug])
    browser = sign_in(officer)
    by_state = browser.get(page, {"stato": "draft"}).context["page"].object_list
    by_name = browser.get(page, {"q": commitment.organisation.name}).context["page"].object_list
    assert (list(by_state), list(by_name), len(browser.get(page).context["page"].object_list)) == (
        [commitment],
        [commitment],
        2,
    )


def test_versions_are_compared_by_their_numbers(commitment: Commitment, editor: User, officer: User) -> None:
    page = own("commitment-compare", commitment)
    assert sign_in(editor).get(page).status_code == HTTPStatus.NOT_FOUND
    move_commitment(commitment_id=commitment.pk, to="submitted", by=editor)
    move_commitment(commitment_id=commitment.pk, to="changes_requested", by=officer, text="Until when?")
    Commitment.objects.filter(pk=commitment.pk).update(end_year=2029)
    move_commitment(commitment_id=commitment.pk, to="submitted", by=editor)
    found = sign_in(editor).get(page, {"da": "1", "a": "2"}).context["comparison"]
    assert [(one.before, one.after) for one in found.values] == [("", "2029")]
    assert sign_in(editor).get(page, {"da": "2", "a": "x"}).context["comparison"].is_same


def test_readers_look_and_strangers_find_nothing(commitment: Commitment, officer: User) -> None:
    reader = OrganisationMembershipFactory(
        organisation=commitment.organisation, role=OrganisationRole.READER
    ).user
    stranger = OrganisationMembershipFactory().user
    add_note(commitment_id=commitment.pk, by=officer, text="Seen by its people")
    page = sign_in(reader).get(own("commitment-detail", commitment))
    assert (buttons(page), page.context["notes_part"]["form"]) == ([], None)
    written = sign_in(reader).post(own("note-create", commitment), {"kind": "comment", "text": "x"})
    assert written.status_code == HTTPStatus.FORBIDDEN
    for person in (stranger, officer):
        there = sign_in(person).get(own("commitment-detail", commitment))
        assert there.status_code == HTTPStatus.NOT_FOUND
