"""The charts of the workbench: bars with ranges, unknown effects in words, the same as figure and as CSV."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ccc_portal.pages.instrument_chart import build_comparison
from core.fields import Texts
from molecules.selectors.instrument_ranges import draw_ranges
from molecules.selectors.workbench import compare_for_city
from tests.factories import CityMembershipFactory, ContractFactory, MoleculeFactory, PolicyInstrumentFactory
from tests.molecules.instruments import make_spreading_city
from tests.pages import words

LONG = "A discount on the building charges of whoever renovates"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def city():
    city = ContractFactory().city
    make_spreading_city(city)
    return city


@pytest.fixture
def office(city):
    browser = Client()
    browser.force_login(CityMembershipFactory(city=city).user)
    return browser


def chart_of(city, *instruments, is_drawn=True):
    compared, inputs = compare_for_city(city, instruments, until_year=2035)
    ranges = draw_ranges(compared, inputs) if is_drawn else None
    return compared.years[-1], build_comparison(city, compared, compared.years[-1], ranges)


def make(city, name="A", **fields):
    return PolicyInstrumentFactory(city=city, names=Texts(en=name), **fields)


def bars(chart):
    return {group.name: group.bars[0] for group in chart.plot.groups}


def test_every_case_is_a_bar_with_its_range(city):
    first, second = make(city), make(city, "B")
    _year, chart = chart_of(city, first, second)
    assert list(bars(chart)) == [
        "Without any instrument",
        f"Without “{first}”",
        f"Without “{second}”",
        "With all chosen",
    ]
    for bar in bars(chart).values():
        sure, middle, high = bar.segments
        assert 0 == sure.start < sure.end == middle.start < middle.end == high.start < high.end
    assert "draws" in chart.notes[0]


def test_one_instrument_is_compared_with_none(city):
    _year, chart = chart_of(city, PolicyInstrumentFactory(city=city))
    assert list(bars(chart)) == ["Without any instrument", "With all chosen"]


def test_unknown_effect_is_a_word_and_no_bar(city):
    elsewhere = make(city)
    elsewhere.molecules.add(MoleculeFactory(city=city))
    _year, chart = chart_of(city, elsewhere)
    bar = bars(chart)[f"Without “{elsewhere}”"]
    assert (bar.segments, bar.label) == ((), "not known: it applies to nothing that spreads")
    assert chart.notes[1] == f"Not known, and not drawn: what is saved without {elsewhere}."
    assert chart.table.rows[1][1:] == (None, None, None, None)
    assert chart.title == f"By the end of 2035 these instruments save {city} nothing"


def test_without_ranges_the_likeliest_values_are_drawn_and_said(city):
    year, chart = chart_of(city, PolicyInstrumentFactory(city=city), is_drawn=False)
    (segment,) = bars(chart)["With all chosen"].segments
    assert segment.end == pytest.approx(year.with_tco2e)
    assert "likeliest values alone" in chart.notes[0]
    assert chart.plot.legend == ()


def test_long_name_is_short_beside_its_bar_and_whole_in_the_table(city):
    long = PolicyInstrumentFactory(city=city, names=Texts(en=LONG))
    _year, chart = chart_of(city, PolicyInstrumentFactory(city=city), long)
    assert list(bars(chart))[2] == "Without “A discount on t…”"
    assert chart.table.rows[2][0] == f"Without “{LONG}”"


def test_names_that_are_short_alike_are_told_apart(city):
    _year, chart = chart_of(city, make(city, f"{LONG} A"), make(city, f"{LONG} B"))
    first, second = list(bars(chart))[1:3]
    assert (first[:2], second[:2]) == ("1.", "2.")
    assert first[2:] == second[2:]


def test_illustrative_inputs_are_told(city):
    _year, plain = chart_of(city, PolicyInstrumentFactory(city=city))
    _year, chart = chart_of(city, PolicyInstrumentFactory(city=city, is_illustrative=True))
    assert set(chart.notes) - set(plain.notes) == {"Some inputs are illustrative: the page says which."}


def test_page_shows_both_drawings_and_its_files_say_the_same(office, city):
    chosen = [PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city)]
    asked = {"instruments": [str(one.pk) for one in chosen], "until_year": "2035"}
    answer = office.get(reverse("instrument-workbench", args=[city.slug]), asked)
    assert [one["chart"]["key"] for one in answer.context["charts"]] == [
        "instruments-2030",
        "instruments-2035",
    ]
    text = words(answer)
    for one in answer.context["charts"]:
        assert " ".join(one["chart"]["title"].split()) in text
        assert one["chart"]["svg_wide"].startswith("<svg")
        table = list(csv.reader(io.StringIO(office.get(one["csv_url"]).content.decode())))
        assert [row[0] for row in table[1:]] == [row[0] for row in one["chart"]["table_rows"]]
        figure = json.loads(office.get(one["figure_url"]).content)
        assert len(figure["data"]) == 3


def test_files_of_a_year_that_is_not_compared_are_not_found(office, city):
    instrument = PolicyInstrumentFactory(city=city)
    asked = {"instruments": str(instrument.pk), "until_year": "2035", "year": "2033"}
    assert office.get(reverse("instrument-comparison-csv", args=[city.slug]), asked).status_code == 404


def test_files_are_empty_where_nothing_spreads(office):
    city = CityMembershipFactory(city=ContractFactory().city).city
    browser = Client()
    browser.force_login(city.memberships.get().user)
    assert browser.get(reverse("instrument-comparison-figure", args=[city.slug])).content == b"{}"
    assert browser.get(reverse("instrument-comparison-csv", args=[city.slug])).content == b""


def test_files_are_the_teams(city):
    stranger = Client()
    stranger.force_login(CityMembershipFactory().user)
    assert stranger.get(reverse("instrument-comparison-csv", args=[city.slug])).status_code == 403
