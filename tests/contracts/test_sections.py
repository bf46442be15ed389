from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from contracts.enums import SectionState, VersionState
from contracts.models import (
    Contract,
    ContractVersion,
    ReviewRequest,
    Section,
    SectionDraft,
    SectionPresence,
)
from contracts.selectors import sections as selectors
from contracts.services import sections
from contracts.tables import SECTIONS
from core.access import Conflict
from core.models import Change, FieldChange, Mail, User
from core.richtext import CHARACTER_LIMIT
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

LINK = "https://portal.example/section"


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    version = contract.versions.get()
    version.state = VersionState.DRAFT
    version.save()
    return version


@pytest.fixture
def goal(version: ContractVersion) -> Section:
    """A required section that has a text and no table."""
    return sections.ensure_sections(version)["commitments.goal"]


@pytest.fixture
def closed(goal: Section) -> Section:
    """A section of a version that parties sign."""
    ContractVersion.objects.filter(pk=goal.version_id).update(state=VersionState.OPEN_FOR_SIGNATURE)
    return Section.objects.get(pk=goal.pk)


def refused(service: Callable[..., Any], *arguments: Any, **named: Any) -> dict[str, list[str | None]]:
    return refusals(lambda: service(*arguments, **named))


def save(section: Section, by: User, body: str, language: str = "it", revision: int | None = None) -> Section:
    return sections.save_section(
        section_id=section.pk, body=body, language=language, revision=revision, by=by
    )


def ask(section: Section, reviewer: User, by: User, **fields: Any) -> ReviewRequest:
    return sections.request_review(section_id=section.pk, reviewer=reviewer, by=by, link=LINK, **fields)


def test_ensure_sections_makes_each_section_once(version: ContractVersion) -> None:
    made = sections.ensure_sections(version)
    assert set(made) == {spec.key for spec in SECTIONS}
    assert sections.ensure_sections(version) == made


def test_save_section_keeps_each_language_and_its_revision(goal: Section, officer: User) -> None:
    save(goal, officer, "Neutrali nel 2030.\r\n\r\n  Sì.  \n\n", revision=1)
    saved = save(goal, officer, "Neutral by 2030.", "en", revision=1)
    assert saved.body == {"it": "Neutrali nel 2030.\n\n  Sì.", "en": "Neutral by 2030."}
    assert (saved.text_revisions, saved.revision) == ({"it": 2, "en": 3}, 3)
    assert (saved.source_language, saved.state, saved.changed_by) == ("it", SectionState.IN_PROGRESS, officer)


def test_save_section_takes_the_first_language_as_the_original(goal: Section, officer: User) -> None:
    assert save(goal, officer, "Neutral by 2030.", "en").source_language == "en"


def test_save_section_tells_a_conflict_of_the_same_language_only(
    goal: Section, officer: User, lead: User
) -> None:
    save(goal, lead, "Uno.", revision=1)
    with pytest.raises(Conflict):
        save(goal, officer, "Due.", revision=1)
    assert save(goal, officer, "Two.", "en", revision=1).revision == 3
    assert save(goal, officer, "Due.", revision=2).body["it"] == "Due."


def test_save_section_is_not_hindered_by_a_changed_state(goal: Section, officer: User, lead: User) -> None:
    sections.assign_section(section_id=goal.pk, person=lead, due_on=None, by=lead)
    assert save(goal, officer, "Uno.", revision=1).body == {"it": "Uno."}


def test_save_section_removes_the_own_draft_of_that_language(
    goal: Section, officer: User, lead: User
) -> None:
    for person, language in ((officer, "it"), (officer, "en"), (lead, "it")):
        sections.save_draft(section_id=goal.pk, body="bozza", language=language, base_revision=1, by=person)
    save(goal, officer, "Uno.")
    left = SectionDraft.objects.values_list("author", "language")
    assert set(left) == {(officer.pk, "en"), (lead.pk, "it")}


def test_save_section_writes_an_office_change_with_its_fields(goal: Section, officer: User) -> None:
    save(goal, officer, "Uno.")
    change = Change.objects.get(subject_id=goal.pk)
    assert (change.is_public, change.city_slug, change.made_by) == (False, "valdoria", officer)
    changed = FieldChange.objects.filter(change=change, field="body")
    assert [(one.old, one.new) for one in changed] == [({}, {"it": "Uno."})]


def test_save_section_without_text_puts_a_complete_section_back_to_work(goal: Section, officer: User) -> None:
    save(goal, officer, "Uno.")
    sections.complete_section(section_id=goal.pk, by=officer)
    assert save(goal, officer, "Due.").state == SectionState.COMPLETE
    emptied = save(goal, officer, "  \n")
    assert (emptied.state, emptied.body) == (SectionState.IN_PROGRESS, {})


def test_save_section_refuses_what_is_no_text(goal: Section, officer: User) -> None:
    assert refused(save, goal, officer, "x" * (CHARACTER_LIMIT + 1)) == {"body": ["too_long"]}
    assert refused(save, goal, officer, "Eins.", "de") == {"language": ["language"]}


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_sections_are_written_by_officers_only(
    goal: Section, who: str, officer: User, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    review = ask(goal, request.getfixturevalue("reader"), officer)
    for service, arguments in (
        (sections.save_section, {"body": "x", "language": "it", "revision": 1}),
        (sections.save_draft, {"body": "x", "language": "it", "base_revision": 1}),
        (sections.assign_section, {"person": None, "due_on": None}),
        (sections.complete_section, {}),
        (sections.reopen_section, {}),
        (sections.request_review, {"reviewer": officer}),
    ):
        with pytest.raises(PermissionDenied):
            service(section_id=goal.pk, by=person, **arguments)
    with pytest.raises(PermissionDenied):
        sections.withdraw_review(review_id=review.pk, by=person)


def test_closed_version_refuses_everything_but_comments(closed: Section, officer: User, reader: User) -> None:
    for service, arguments in (
        (sections.save_section, {"body": "x", "language": "it", "revision": 1}),
        (sections.save_draft, {"body": "x", "language": "it", "base_revision": 1}),
        (sections.assign_section, {"person": None, "due_on": None}),
        (sections.complete_section, {}),
        (sections.reopen_section, {}),
        (sections.request_review, {"reviewer": reader}),
    ):
        with pytest.raises(ValidationError) as caught:
            service(section_id=closed.pk, by=officer, **arguments)
        assert [error.code for error in caught.value.error_list] == ["not_editable"]
    comment = sections.add_comment(version=closed.version, section_key=closed.key, text="Va bene.", by=reader)
    assert sections.resolve_comment(comment_id=comment.pk, by=reader).resolved_by == reader


def test_draft_is_kept_once_per_language_and_can_be_thrown_away(goal: Section, officer: User) -> None:
    for body in ("Pri", "Prima\r\nseconda"):
        draft = sections.save_draft(section_id=goal.pk, body=body, language="it", base_revision=1, by=officer)
    assert (draft.body, draft.base_revision, SectionDraft.objects.count()) == ("Prima\nseconda", 1, 1)
    assert selectors.own_draft(goal, officer, "it") == draft
    assert selectors.own_draft(goal, officer, "en") is None
    sections.discard_draft(section_id=goal.pk, language="it", by=officer)
    assert SectionDraft.objects.count() == 0


def test_draft_that_says_what_is_stored_is_no_news(goal: Section, officer: User) -> None:
    saved = save(goal, officer, "Uno.")
    sections.save_draft(section_id=goal.pk, body="Uno.\n", language="it", base_revision=2, by=officer)
    assert selectors.own_draft(saved, officer, "it") is None


def test_presence_names_the_others_who_were_seen_just_now(
    goal: Section, officer: User, lead: User, reader: User, stranger: User
) -> None:
    for person in (officer, lead, reader):
        sections.touch_presence(section_id=goal.pk, by=person)
    sections.touch_presence(section_id=goal.pk, by=reader)
    SectionPresence.objects.filter(person=lead).update(seen_at=timezone.now() - timedelta(minutes=5))
    assert selectors.people_here(goal, officer) == [str(reader)]
    with pytest.raises(PermissionDenied):
        sections.touch_presence(section_id=goal.pk, by=stranger)


def test_complete_section_tells_what_is_missing_and_why(goal: Section, officer: User) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        sections.complete_section(section_id=goal.pk, by=officer)
    assert caught.value.messages == [
        "The text is missing. Signatories must read in one place what they help to reach: target, sectors and boundary."
    ]
    save(goal, officer, "Uno.")
    done = sections.complete_section(section_id=goal.pk, by=officer)
    assert (done.state, done.revision) == (SectionState.COMPLETE, 3)
    assert sections.complete_section(section_id=goal.pk, by=officer).revision == 3


def test_reopen_section_puts_it_back_to_work(goal: Section, officer: User) -> None:
    save(goal, officer, "Uno.")
    sections.complete_section(section_id=goal.pk, by=officer)
    assert sections.reopen_section(section_id=goal.pk, by=officer).state == SectionState.IN_PROGRESS
    assert sections.reopen_section(section_id=goal.pk, by=officer).revision == 4


def test_assign_section_writes_to_the_colleague_once(goal: Section, officer: User, lead: User) -> None:
    day = timezone.localdate() + timedelta(days=7)
    for due_on in (day, day + timedelta(days=1)):
        sections.assign_section(section_id=goal.pk, person=lead, due_on=due_on, by=officer, link=LINK)
    mail = Mail.objects.get()
    assert (mail.to, LINK in mail.body, str(officer) in mail.body) == (lead.email, True, True)
    freed = sections.assign_section(section_id=goal.pk, person=None, due_on=day, by=officer)
    assert (freed.assigned_to, freed.due_on, Mail.objects.count()) == (None, None, 1)


def test_assign_section_to_oneself_sends_no_mail(goal: Section, officer: User) -> None:
    taken = sections.assign_section(section_id=goal.pk, person=officer, due_on=None, by=officer)
    assert (taken.assigned_to, Mail.objects.count()) == (officer, 0)


def test_assign_section_refuses_readers_and_past_days(goal: Section, officer: User, reader: User) -> None:
    past = timezone.localdate() - timedelta(days=1)
    wrong = {"section_id": goal.pk, "by": officer}
    assert refused(sections.assign_section, person=reader, due_on=None, **wrong) == {"person": ["person"]}
    assert refused(sections.assign_section, person=officer, due_on=past, **wrong) == {"due_on": ["past"]}
    Section.objects.filter(pk=goal.pk).update(due_on=past, assigned_to=officer)
    assert sections.assign_section(person=officer, due_on=past, **wrong).due_on == past


def test_texts_say_when_a_translation_is_older_than_the_original(goal: Section, officer: User) -> None:
    save(goal, officer, "Uno.")
    save(goal, officer, "One.", "en")
    assert [one.is_older for one in selectors.texts_of(Section.objects.get(pk=goal.pk))] == [False, False]
    changed = save(goal, officer, "Uno, due: 1.240,5 kt.")
    texts = selectors.texts_of(changed)
    assert [(one.code, one.is_source, one.is_older, one.words) for one in texts] == [
        ("it", True, False, 4),
        ("en", False, True, 1),
    ]
    saved_again = save(goal, officer, "One.", "en")
    assert [one.is_older for one in selectors.texts_of(saved_again)] == [False, False]
