"""Quantities for people, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from core import quantities


@pytest.mark.parametrize(
    ("language", "text"), [("it", "4.567.402\u00a0t"), ("en", "4,567,402\u00a0t")], ids=["it", "en"]
)
@pytest.mark.parametrize("value", [4567402, 4567402.0, Decimal("4567402")], ids=["int", "float", "decimal"])
def test_format_tonnes_groups_thousands_for_every_kind_of_number(language, text, value):
    with translation.override(language):
        assert quantities.format_tonnes(value, unit="t") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (538_000, "538\u00a0kt"),
        (18_500, "18,5\u00a0kt"),
        (18_000, "18\u00a0kt"),
        (999, "999\u00a0t"),
        (8.25, "8,3\u00a0t"),
        (-102_400, "\u2212102\u00a0kt"),
        (4_567_402, "4.567\u00a0kt"),
        (0, "0\u00a0t"),
        (-0.001, "0\u00a0t"),
    ],
)
def test_format_tonnes_chooses_the_unit_that_reads_best(value, text):
    with translation.override("it"):
        assert quantities.format_tonnes(value) == text


def test_format_tonnes_names_the_gas_when_asked():
    with translation.override("it"):
        assert quantities.format_tonnes(538_000, co2e=True) == "538\u00a0kt\u00a0CO₂e"


@pytest.mark.parametrize(
    ("language", "value", "digits", "text"),
    [
        ("it", 1240.5, None, "1.240,5"),
        ("en", 1240.5, None, "1,240.5"),
        ("it", 1240, 1, "1.240,0"),
        ("it", Decimal("0.205"), 2, "0,21"),
        ("it", -16, None, "\u221216"),
        ("it", 1e21, 0, "1.000.000.000.000.000.000.000"),
    ],
)
def test_format_number_follows_the_language_and_the_digits(language, value, digits, text):
    with translation.override(language):
        assert quantities.format_number(value, digits) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.146, None, "14,6%"),
        (0.16, None, "16%"),
        (0.16, 1, "16,0%"),
        (-0.16, None, "\u221216%"),
        (1, None, "100%"),
    ],
)
def test_format_share_writes_percent(value, digits, text):
    with translation.override("it"):
        assert quantities.format_share(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.032, "+3.2%"), (-0.16, "\u221216%"), (0, "0%"), (-0.0001, "0%")]
)
def test_format_signed_share_writes_the_sign_except_before_zero(value, text):
    with translation.override("en"):
        assert quantities.format_signed_share(value) == text


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [
        ("it", 46_200_000, "46,2\u00a0mln\u00a0€"),
        ("en", 46_200_000, "46.2\u00a0mln\u00a0€"),
        ("it", 640_000, "640.000\u00a0€"),
        ("it", 1_240_000_000, "1.240\u00a0mln\u00a0€"),
        ("it", Decimal("12000000.00"), "12\u00a0mln\u00a0€"),
    ],
)
def test_format_money_writes_millions_from_a_million_on(language, value, text):
    with translation.override(language):
        assert quantities.format_money(value) == text


def test_format_months_counts_in_words():
    with translation.override("en"):
        assert [quantities.format_months(n) for n in (1, 18)] == ["1\u00a0month", "18\u00a0months"]


def test_format_date_has_a_long_and_a_short_form():
    day = date(2026, 9, 22)
    with translation.override("it"):
        assert [quantities.format_date(day), quantities.format_date(day, "short")] == [
            "22 settembre 2026",
            "22.09.2026",
        ]


def test_format_date_shows_an_instant_in_the_citys_zone():
    with translation.override("en"):
        assert quantities.format_date(datetime(2026, 9, 22, 23, 30, tzinfo=UTC)) == "23 September 2026"


def test_format_instant_uses_the_24_hour_clock():
    with translation.override("en"):
        assert (
            quantities.format_instant(datetime(2026, 9, 22, 7, 41, tzinfo=UTC)) == "22 September 2026, 09:41"
        )


@pytest.mark.parametrize(
    "function",
    [
        quantities.format_tonnes,
        quantities.format_share,
        quantities.format_signed_share,
        quantities.format_money,
    ],
)
def test_an_unknown_quantity_is_said_in_words(function):
    with translation.override("en"):
        assert function(None) == "not estimated"


@pytest.mark.parametrize(
    "function",
    [quantities.format_number, quantities.format_months, quantities.format_date, quantities.format_instant],
)
def test_an_unknown_value_is_said_in_words(function):
    with translation.override("en"):
        assert [function(None), function(None, unknown="never")] == ["not known", "never"]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("4567402|tonnes", "4.567.402\u00a0t"),
        ("4567402|tonnes_co2e", "4.567.402\u00a0t\u00a0CO₂e"),
        ("538000|kilotonnes_co2e", "538\u00a0kt\u00a0CO₂e"),
        ("210|mass", "210\u00a0t"),
        ("0.146|share", "14,6%"),
        ("0.146|signed_share:0", "+15%"),
        ("46200000|money", "46,2\u00a0mln\u00a0€"),
        ("1240.5|number", "1.240,5"),
        ("2030|year", "2030"),
    ],
)
def test_the_filters_write_what_the_functions_write(expression, text):
    with translation.override("it"):
        assert Template(f"{{% load quantities %}}{{{{ {expression} }}}}").render(Context()) == text


def test_the_date_filters_write_both_forms():
    template = Template("{% load quantities %}{{ day|long_date }}; {{ day|short_date }}")
    with translation.override("it"):
        assert template.render(Context({"day": date(2026, 9, 22)})) == "22 settembre 2026; 22.09.2026"
