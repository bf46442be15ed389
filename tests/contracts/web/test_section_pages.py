import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.enums import CommentKind, ReviewState, SectionState, VersionState
from contracts.models import Comment, ContractVersion, ReviewRequest, Section, SectionDraft, SectionPresence
from contracts.services import sections
from core.models import User
from tests.browsers import sign_in
from tests.factories import ActionFactory, ContractFactory
from tests.pages import field_errors, page_title, tells_an_error, words

pytestmark = pytest.mark.django_db
GOAL = "commitments.goal"


@pytest.fixture
def version(city: Any) -> ContractVersion:
    """The version that the team works on."""
    return ContractFactory(city=city, version__state=VersionState.DRAFT).versions.get()


@pytest.fixture
def goal(version: ContractVersion) -> Section:
    return sections.ensure_sections(version)[GOAL]


@pytest.fixture
def reader_office(reader: User) -> Client:
    return sign_in(reader)


def address(name: str = "section-edit", *args: Any, key: str = GOAL, **query: str) -> str:
    asked = "&".join(f"{word}={value}" for word, value in query.items())
    return reverse(name, args=["valdoria", key, *args]) + (f"?{asked}" if asked else "")


def write(office: Client, body: str, revision: int = 1, language: str = "it", **other: str) -> Any:
    typed = {"body": body, "language": language, "revision": str(revision), **other}
    return office.post(address(lingua=language), typed)


def test_section_page_is_made_at_its_first_opening(office: Client, version: ContractVersion) -> None:
    assert office.get(address()).status_code == 200
    assert (version.sections.filter(key=GOAL).count(), SectionPresence.objects.count()) == (1, 1)


def test_section_text_is_saved_and_shown_again(office: Client, goal: Section) -> None:
    response = write(office, "## Neutrali\n\nnel 2030")
    assert (response.status_code, response["Location"]) == (302, address(lingua="it"))
    page = office.get(response["Location"])
    assert page.context["form"]["body"].value() == "## Neutrali\n\nnel 2030"
    assert "Parole: 3" in words(page) or "Words: 3" in words(page)


def test_save_and_go_on_leads_to_the_next_section(office: Client, goal: Section) -> None:
    assert write(office, "Uno.", next="yes")["Location"] == address(key="commitments.priorities")


def test_preview_shows_the_text_and_saves_nothing(office: Client, goal: Section) -> None:
    page = write(office, "**forte** <script>x</script>", preview="yes")
    assert "<strong>forte</strong>" in page.context["preview"]
    assert "<script>" not in page.context["preview"]
    assert (page.context["form"]["body"].value()[:9], goal.drafts.count()) == ("**forte**", 0)
    goal.refresh_from_db()
    assert (goal.body, goal.revision) == ({}, 1)


def test_preview_of_an_empty_text_is_empty(office: Client, goal: Section) -> None:
    assert write(office, "", preview="yes").context["preview"] == ""


def test_section_tells_what_is_wrong_with_a_text(office: Client, goal: Section) -> None:
    response = write(office, "x" * 150_001)
    assert (field_errors(response), tells_an_error(response)) == ({"body": 1}, True)


def test_conflict_shows_both_texts_and_lets_the_person_merge(
    office: Client, goal: Section, lead: User
) -> None:
    sections.save_section(section_id=goal.pk, body="Neutrali nel 2030.", language="it", revision=1, by=lead)
    response = write(office, "Neutrali nel 2035.")
    assert (response.status_code, page_title(response)[:7]) == (409, "Errore:")
    assert response.context["pieces"] == [
        ("same", "Neutrali nel "),
        ("removed", "2030"),
        ("added", "2035"),
        ("same", "."),
    ]
    form = response.context["form"]
    assert (form["body"].value(), form["revision"].value()) == ("Neutrali nel 2035.", "2")
    assert write(office, "Neutrali nel 2030, non 2035.", revision=2).status_code == 302


def test_reader_reads_and_comments_but_does_not_write(reader_office: Client, goal: Section) -> None:
    page = reader_office.get(address())
    assert (page.status_code, 'name="body"' in page.content.decode()) == (200, False)
    assert write(reader_office, "x").status_code == 403
    for name in ("section-assign", "section-state", "section-review", "section-draft"):
        assert reader_office.get(address(name)).status_code == 403
    said = {"text": "Manca la fonte.", "kind": CommentKind.COMMENT}
    assert reader_office.post(address("section-comment"), said)["Location"] == address() + "#comments"
    assert Comment.objects.get().text == "Manca la fonte."


def test_closed_version_shows_its_text_and_says_why_it_stays(office: Client, goal: Section) -> None:
    write(office, "Neutrali **insieme**")
    ContractVersion.objects.update(state=VersionState.OPEN_FOR_SIGNATURE)
    page = office.get(address())
    assert "<strong>insieme</strong>" in page.content.decode()
    assert 'name="body"' not in page.content.decode()
    refused = write(office, "x", revision=2)
    assert [error.code for error in refused.context["form"].non_field_errors().as_data()] == ["not_editable"]
    with translation.override("en"):
        assert "its texts and tables do not change any more" in words(office.get(address()))


def test_section_that_a_closed_version_never_opened_is_read_and_commented(
    office: Client, version: ContractVersion
) -> None:
    ContractVersion.objects.update(state=VersionState.LABELLED)
    assert (office.get(address()).status_code, Section.objects.count()) == (200, 0)
    assert office.get(address("section-state")).status_code == 404
    assert office.get(address("section-presence")).status_code == 200
    said = {"text": "Bene.", "kind": CommentKind.FORMAL_REVIEW}
    assert office.post(address("section-comment"), said).status_code == 302


def test_draft_is_kept_and_offered_at_the_next_opening(office: Client, goal: Section) -> None:
    typed = {"body": "Bozza", "language": "it", "revision": "1"}
    answer = office.post(address("section-draft"), typed)
    assert list(json.loads(answer.content)) == ["told"]
    assert office.get(address()).context["draft"].body == "Bozza"
    compared = office.get(address("section-draft", lingua="it"))
    assert compared.context["pieces"] == [("added", "Bozza")]
    resumed = office.get(compared.context["go_on_url"]).context
    assert (resumed["form"]["body"].value(), resumed["draft"]) == ("Bozza", None)
    write(office, "Bozza finita")
    assert office.get(address("section-draft")).context["draft"] is None


def test_draft_that_cannot_be_read_is_refused(office: Client, goal: Section) -> None:
    assert office.post(address("section-draft"), {"body": "x", "language": "de"}).status_code == 400


def test_draft_is_thrown_away(office: Client, goal: Section) -> None:
    office.post(address("section-draft"), {"body": "Bozza", "language": "it", "revision": "1"})
    response = office.post(address("section-draft", lingua="it"), {"discard": "yes"})
    assert (response["Location"], SectionDraft.objects.count()) == (address(lingua="it"), 0)


def test_presence_is_told_and_asked(office: Client, goal: Section, lead: User) -> None:
    sections.touch_presence(section_id=goal.pk, by=lead)
    assert str(lead) in office.post(address("section-presence")).content.decode()
    assert SectionPresence.objects.count() == 2
    assert str(lead) in words(office.get(address()))


def test_page_shows_the_original_beside_a_translation(office: Client, goal: Section) -> None:
    write(office, "Neutrali")
    write(office, "Neutral", revision=2, language="en")
    write(office, "Neutrali nel 2030", revision=3)
    page = office.get(address(lingua="en"))
    assert (page.context["shown"].is_older, page.context["form"]["body"].value()) == (True, "Neutral")
    assert page.context["source_html"] == "<p>Neutrali nel 2030</p>\n"


def test_language_of_the_text_follows_the_reader_where_it_is_written(office: Client, goal: Section) -> None:
    write(office, "Neutral", language="en")
    assert office.get(address()).context["shown"].code == "en"
    assert office.get(address(lingua="it")).context["shown"].code == "it"


def test_state_is_marked_and_taken_back(office: Client, goal: Section) -> None:
    assert office.get(address("section-state")).status_code == 200
    refused = office.post(address("section-state"), follow=True)
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    write(office, "Neutrali")
    for expected in (SectionState.COMPLETE, SectionState.IN_PROGRESS):
        office.post(address("section-state"))
        goal.refresh_from_db()
        assert goal.state == expected
    assert office.get(address("section-state")).status_code == 200


def test_section_is_given_to_a_colleague(office: Client, goal: Section, lead: User) -> None:
    assert office.get(address("section-assign")).status_code == 200
    wrong = office.post(address("section-assign"), {"person": "", "due_on": "31.02.2030"})
    assert field_errors(wrong) == {"due_on": 1}
    typed = {"person": str(lead.pk), "due_on": "30.06.2099"}
    assert office.post(address("section-assign"), typed)["Location"] == address() + "#work"
    assert str(lead) in words(office.get(address()))


def test_review_is_asked_answered_and_told(
    office: Client, reader_office: Client, goal: Section, reader: User, lead: User
) -> None:
    assert office.get(address("section-review")).status_code == 200
    assert field_errors(office.post(address("section-review"), {"reviewer": ""})) == {"reviewer": 1}
    typed = {"reviewer": str(reader.pk), "note": "I numeri", "due_on": ""}
    assert office.post(address("section-review"), typed)["Location"] == address() + "#reviews"
    review = ReviewRequest.objects.get()
    answer = address("review-answer", review.pk)
    assert (office.get(answer).status_code, reader_office.get(answer).status_code) == (403, 200)
    lacking = reader_office.post(answer, {"state": ReviewState.CHANGES_REQUESTED, "answer": ""})
    assert field_errors(lacking) == {"answer": 1}
    assert reader_office.post(answer, {"state": ReviewState.APPROVED}).status_code == 302
    assert ReviewRequest.objects.get().state == ReviewState.APPROVED
    late = office.post(address("review-withdraw", review.pk), follow=True)
    assert [message.level_tag for message in late.context["messages"]][-1] == "error"


def test_review_is_taken_back(office: Client, goal: Section, reader: User, officer: User) -> None:
    review = sections.request_review(section_id=goal.pk, reviewer=reader, by=officer)
    assert str(reader) in words(office.get(address()))
    assert office.get(address("review-withdraw", review.pk)).status_code == 200
    office.post(address("review-withdraw", review.pk))
    assert ReviewRequest.objects.get().state == ReviewState.WITHDRAWN


def test_comments_are_written_resolved_and_refused(office: Client, goal: Section, lead: User) -> None:
    assert field_errors(office.post(address("section-comment"), {"text": " ", "kind": "comment"})) == {
        "text": 1
    }
    assert office.get(address("section-comment")).status_code == 200
    comment = sections.add_comment(version=goal.version, section_key=GOAL, text="Perché?", by=lead)
    assert "Perché?" in words(office.get(address()))
    assert office.get(address("comment-resolve", comment.pk)).status_code == 200
    assert office.post(address("comment-resolve", comment.pk))["Location"] == address() + "#comments"
    comment.refresh_from_db()
    assert comment.resolved_at is not None
    assert office.get(address()).context["comments"] == [comment]


@pytest.mark.parametrize(
    ("key", "queries"), [("", 17), (GOAL, 31), ("plan.portfolio", 35), ("plan.barriers", 33)]
)
def test_queries_do_not_grow_with_the_contract(
    office: Client,
    goal: Section,
    django_assert_num_queries: DjangoAssertNumQueries,
    key: str,
    queries: int,
) -> None:
    url = address(key=key) if key else reverse("contract-home", args=["valdoria"])
    office.get(url)
    with django_assert_num_queries(queries):
        office.get(url)
    ActionFactory.create_batch(30, contract=goal.version.contract)
    person = User.objects.get(city_memberships__city__slug="valdoria")
    for number in range(30):
        sections.add_comment(version=goal.version, section_key=GOAL, text=str(number), by=person)
        goal.version.table_rows.create(table="barriers", position=number, cells={"system": str(number)})
    with django_assert_num_queries(queries):
        office.get(url)
