import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from core.access import Conflict, check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import Change
from tests.factories import CityFactory, UserFactory

pytestmark = pytest.mark.django_db


def is_friend(user: object, thing: object) -> bool:
    return user == thing


def test_require_lets_pass_who_the_rule_allows() -> None:
    assert require(is_friend, 1, 1) is None


def test_require_names_the_rule_that_refused() -> None:
    with pytest.raises(PermissionDenied, match="is_friend"):
        require(is_friend, 1, 2)


@pytest.mark.parametrize("revision", [None, 1])
def test_check_revision_accepts_the_current_one_and_none(revision: int | None) -> None:
    assert check_revision(CityFactory(), revision) is None


def test_check_revision_tells_both_revisions() -> None:
    city = CityFactory(revision=3)
    with pytest.raises(Conflict) as refused:
        check_revision(city, 2)
    assert refused.value.code == "conflict"
    assert [figure for figure in "23" if figure in refused.value.messages[0]] == ["2", "3"]


def test_record_change_keeps_who_and_what() -> None:
    city, person = CityFactory(slug="valdoria"), UserFactory()
    record_change(ChangeVerb.CHANGED, city, city_slug="valdoria", summary="x" * 400, made_by=person)
    change = Change.objects.get()
    assert (change.subject_kind, change.subject_id, change.made_by) == ("contracts.city", city.pk, person)
    assert (change.verb, change.city_slug, len(str(change.summary))) == ("changed", "valdoria", 300)


def test_record_change_knows_no_anonymous_author() -> None:
    record_change(ChangeVerb.CHANGED, CityFactory(), made_by=AnonymousUser())
    assert Change.objects.get().made_by is None
