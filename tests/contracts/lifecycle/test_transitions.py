"""The table of transitions itself: the life of domain reference 4.3, whole and without dead ends."""

import itertools

import pytest

from contracts.enums import VersionState
from contracts.lifecycle import frozen_part_names, guard_names
from contracts.transitions import FROZEN, LIFE, TRANSITIONS, Ask, Need, find_step, steps_from

WAYS = {
    "draft": ["co_creation", "withdrawn"],
    "co_creation": ["internal_review", "draft", "withdrawn"],
    "internal_review": ["council_approval", "co_creation", "withdrawn"],
    "council_approval": ["open_for_signature", "co_creation", "withdrawn"],
    "open_for_signature": ["signed", "co_creation", "withdrawn"],
    "signed": ["submitted", "co_creation", "withdrawn"],
    "submitted": ["pre_validation", "withdrawn"],
    "pre_validation": ["under_review", "returned_minor", "deferred", "withdrawn"],
    "returned_minor": ["withdrawn"],
    "deferred": ["pre_validation", "withdrawn"],
    "under_review": ["labelled", "revision_requested", "withdrawn"],
    "revision_requested": ["withdrawn"],
    "labelled": ["in_implementation", "in_revision"],
    "in_implementation": ["in_revision"],
    "in_revision": ["in_implementation"],
    "superseded": ["archived"],
    "withdrawn": ["archived"],
    "archived": [],
}


@pytest.mark.parametrize("state", VersionState.values)
def test_steps_from_each_state(state: str) -> None:
    assert [step.to.value for step in steps_from(state)] == WAYS[state]


def test_every_step_is_there_once() -> None:
    ways = [(step.source, step.to) for step in TRANSITIONS]
    assert len(set(ways)) == len(ways)


def test_the_way_forward_is_made_of_steps() -> None:
    assert [find_step(a, b) is None for a, b in itertools.pairwise(LIFE)] == [False] * (len(LIFE) - 1)


def test_every_submitted_version_can_be_replaced_and_brought_back() -> None:
    automatic = [(step.source, step.to) for step in TRANSITIONS if step.is_automatic]
    replaced = [(source, "superseded") for source in FROZEN]
    assert automatic == [*replaced, *(("superseded", source) for source in FROZEN)]


def test_only_submission_freezes() -> None:
    assert [(step.source, step.to) for step in TRANSITIONS if step.freezes] == [("signed", "submitted")]


def test_back_steps_ask_why_and_lead_where_texts_change() -> None:
    back = [step for step in TRANSITIONS if step.is_back]
    assert {(step.needs_note, step.to in VersionState.editable()) for step in back} == {(True, True)}


def test_needs_are_guards_and_guards_are_these() -> None:
    assert {need for step in TRANSITIONS for need in step.needs} == set(Need)
    assert guard_names() == dict.fromkeys(
        ["sections_complete", "no_errors", "approved_by_two", "signed_on_paper"], frozenset()
    )


def test_frozen_parts_are_these_lower_rooms_first() -> None:
    assert frozen_part_names() == ["document", "commitments", "progress", "provenance"]


def test_asks_are_fields_of_a_version() -> None:
    assert {ask for step in TRANSITIONS for ask in step.asks} == set(Ask)
