from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.fields import Texts, TextsField
from tests.factories import MilestoneFactory


@pytest.mark.parametrize(
    ("texts", "wanted", "picked"),
    [
        ({"it": "Tappa", "en": "Milestone"}, "en", ("Milestone", "en")),
        ({"it": "Tappa", "en": "Milestone"}, "en-gb", ("Milestone", "en")),
        ({"it": "Tappa", "en": ""}, "en", ("Tappa", "it")),
        ({"en": "Milestone"}, "it", ("Milestone", "en")),
        ({"de": "Etappe"}, "it", ("Etappe", "de")),
        ({}, "en", ("", "en")),
    ],
)
def test_pick_prefers_the_reader_then_the_portal_then_any(
    texts: dict[str, str], wanted: str, picked: tuple[str, str]
) -> None:
    assert Texts(texts).pick(wanted) == picked


def test_texts_read_as_the_active_language() -> None:
    with translation.override("en"):
        assert str(Texts({"it": "Tappa", "en": "Milestone"})) == "Milestone"


@pytest.mark.parametrize(("texts", "says_something"), [({}, False), ({"it": ""}, False), ({"en": "x"}, True)])
def test_texts_are_true_when_they_say_something(texts: dict[str, str], says_something: bool) -> None:
    assert bool(Texts(texts)) is says_something


@pytest.mark.django_db
def test_texts_come_back_as_texts() -> None:
    milestone = MilestoneFactory(title={"it": "Tappa"})
    milestone.refresh_from_db()
    assert (type(milestone.title), str(milestone.title)) == (Texts, "Tappa")


@pytest.mark.parametrize("value", ["Tappa", ["Tappa"], 5])
def test_what_has_no_languages_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        TextsField().to_python(value)


@pytest.mark.parametrize("value", [None, {}, Texts()])
def test_nothing_is_no_text(value: Any) -> None:
    assert TextsField().to_python(value) == Texts()


def test_form_asks_for_each_language() -> None:
    field = TextsField().formfield()
    assert field.clean(["Tappa", ""]) == Texts({"it": "Tappa"})
    assert field.widget.decompress({"en": "Milestone"}) == ["", "Milestone"]
    assert field.widget.decompress(None) == ["", ""]
