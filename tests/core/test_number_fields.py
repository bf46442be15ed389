from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils import translation

from core.web.numbers import LocalizedDecimalField, PercentField, YearField, read_decimal


class Sample(Form):
    amount = LocalizedDecimalField(required=False, max_digits=16, decimal_places=4)
    share = PercentField(required=False)
    year = YearField(required=False)


@pytest.mark.parametrize(
    ("typed", "italian", "english"),
    [
        ("1240", "1240", "1240"),
        ("1.240,5", "1240.5", "1240.5"),
        ("1,240.5", "1240.5", "1240.5"),
        ("1240.5", "1240.5", "1240.5"),
        ("1240,5", "1240.5", "1240.5"),
        ("1.240", "1240", "1.240"),
        ("1,240", "1.240", "1240"),
        ("1.240.500", "1240500", "1240500"),
        ("0.240", "0.240", "0.240"),
        ("1 240,5", "1240.5", "1240.5"),
        ("\u22125", "-5", "-5"),
        ("4.567.402,75", "4567402.75", "4567402.75"),
    ],
)
def test_decimal_is_read_in_the_marks_of_the_language(typed: str, italian: str, english: str) -> None:
    field = LocalizedDecimalField()
    with translation.override("it"):
        assert field.clean(typed) == Decimal(italian)
    with translation.override("en"):
        assert field.clean(typed) == Decimal(english)


@pytest.mark.parametrize(
    "typed", ["diciotto", "1,2,3", "1.24.5", "1.2,40.5", "--5", "5-", ",", "1,", "1e3", "٣", "NaN", "12 t"]
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_nonsense_is_refused_with_an_example(typed: str, language: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        LocalizedDecimalField().clean(typed)
    example = {"it": "1.240,5", "en": "1,240.5"}[language]
    assert (refused.value.code, refused.value.messages[0].endswith(f"{example}.")) == ("invalid", True)


def test_read_decimal_says_none_for_what_is_no_number() -> None:
    assert read_decimal("abc", decimal_mark=",", group_mark=".") is None


def test_nothing_typed_is_nothing_known() -> None:
    assert LocalizedDecimalField(required=False).clean("  ") is None


@pytest.mark.parametrize(("language", "shown"), [("it", "4.567.402,75"), ("en", "4,567,402.75")])
def test_stored_number_is_shown_in_the_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert Sample(initial={"amount": Decimal("4567402.7500")})["amount"].value() == shown


def test_typed_text_is_kept_as_typed() -> None:
    form = Sample({"amount": "diciotto"})
    assert (form.is_valid(), form["amount"].value()) == (False, "diciotto")


def test_same_number_in_other_words_has_not_changed() -> None:
    field = LocalizedDecimalField()
    assert [field.has_changed(Decimal("1240.5000"), typed) for typed in ("1.240,5", "1.240,6", "x")] == [
        False,
        True,
        True,
    ]


def test_percent_becomes_a_share() -> None:
    form = Sample({"share": "12,5"})
    assert form.is_valid()
    assert form.cleaned_data["share"] == Decimal("0.125")


def test_stored_share_is_shown_as_percent() -> None:
    assert Sample(initial={"share": Decimal("0.125000")})["share"].value() == "12,5"


def test_percent_compares_shares() -> None:
    field = PercentField()
    assert [field.has_changed(Decimal("0.5"), typed) for typed in ("50", "51", "x")] == [False, True, True]


def test_year_is_shown_without_grouping() -> None:
    assert 'value="2030"' in str(Sample(initial={"year": 2030})["year"])
