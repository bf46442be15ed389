import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from core.access import Conflict
from core.fields import Texts
from core.web.forms import Difference, TextsFormMixin, add_errors, has_conflict, save_form, show_conflict
from tests.factories import CityFactory


class Sample(TextsFormMixin):
    texts = {"title": "Title"}
    required_texts = ("title",)
    field_order = ("title", "kind", "colours", "revision")

    kind = forms.ChoiceField(choices=[("a", "Kind A"), ("b", "Kind B")])
    colours = forms.MultipleChoiceField(choices=[("r", "red"), ("g", "green")], required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


def make_form(query: str) -> Sample:
    return Sample(QueryDict(query))


def test_texts_have_a_field_in_each_language_where_they_are_named() -> None:
    assert list(Sample().fields) == ["title_it", "title_en", "kind", "colours", "revision"]


def test_texts_are_joined() -> None:
    form = make_form("title_it=Tappa&title_en=&kind=a")
    assert form.is_valid()
    assert form.cleaned_data["title"] == Texts({"it": "Tappa"})


def test_stored_texts_are_split() -> None:
    form = Sample(initial={"title": {"it": "Tappa", "en": "Milestone"}})
    assert (form["title_it"].value(), form["title_en"].value()) == ("Tappa", "Milestone")


def test_required_text_is_missed_at_its_first_field() -> None:
    form = make_form("kind=a")
    assert (form.is_valid(), list(form.errors)) == (False, ["title_it"])


def test_too_long_text_is_told_once() -> None:
    form = make_form(f"title_it={'x' * 301}&kind=a")
    assert (form.is_valid(), list(form.errors)) == (False, ["title_it"])


def test_add_errors_finds_fields_texts_and_aliases() -> None:
    form = make_form("title_it=Tappa&kind=a")
    form.error_fields = {"lines-0-sector": "colours"}  # type: ignore[attr-defined]
    add_errors(form, ValidationError({"kind": "k", "title": "t", "lines-0-sector": "s", "stranger": "x"}))
    assert form.errors == {"kind": ["k"], "title_it": ["t"], "colours": ["s"], "__all__": ["x"]}


def test_add_errors_puts_plain_refusals_above_the_form() -> None:
    form = make_form("title_it=Tappa&kind=a")
    add_errors(form, ValidationError("closed"))
    assert form.non_field_errors() == ["closed"]


def test_save_form_calls_the_service_with_what_was_checked() -> None:
    form = make_form("title_it=Tappa&kind=a&revision=2")
    assert save_form(form, lambda fields: fields["revision"]) == 2


def test_save_form_does_not_call_the_service_for_a_form_with_errors() -> None:
    assert save_form(make_form("kind=c"), lambda fields: 1 / 0) is None


def test_save_form_keeps_a_refusal_on_the_form() -> None:
    def refuse(_fields: dict) -> None:
        raise ValidationError({"kind": "not now"})

    form = make_form("title_it=Tappa&kind=a")
    assert (save_form(form, refuse), form.errors, has_conflict(form)) == (None, {"kind": ["not now"]}, False)


@pytest.mark.django_db
def test_show_conflict_compares_in_words_and_lets_save_again() -> None:
    def overtaken(_fields: dict) -> None:
        raise Conflict("overtaken", code=Conflict.code)

    form = make_form("title_it=Mia&kind=b&colours=r&colours=g&revision=1")
    save_form(form, overtaken)
    fresh = Sample(initial={"title": {"it": "Loro"}, "kind": "a", "colours": ["r", "g"], "revision": 4})
    differences = show_conflict(form, fresh, CityFactory(revision=4))
    assert has_conflict(form)
    assert differences == [
        Difference(str(form["title_it"].label), "Loro", "Mia"),
        Difference("Kind", "Kind A", "Kind B"),
    ]
    assert form["revision"].value() == "4"
