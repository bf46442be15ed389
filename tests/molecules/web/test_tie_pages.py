"""Officers' pages of a molecule's indicators and milestones, and the file of values."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from contracts.enums import CityRole
from contracts.models import Indicator, IndicatorValue, Milestone
from molecules.models import MoleculeIndicator, MoleculeMilestone
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MilestoneFactory,
    MoleculeFactory,
)
from tests.pages import field_errors, words

pytestmark = pytest.mark.django_db
FILE = 'code,year,value,source\nM1,2024,"12,5",Meters\nM1,2025,13.25,Meters\n'


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def molecule(contract):
    return MoleculeFactory(city=contract.city)


@pytest.fixture
def office(contract):
    return _sign_in(contract, CityRole.OFFICER)


@pytest.fixture
def at(molecule):
    def at(name, *rows):
        return reverse(name, args=[molecule.city.slug, molecule.pk, *(row.pk for row in rows)])

    return at


def _sign_in(contract, role):
    browser = Client()
    browser.force_login(CityMembershipFactory(city=contract.city, role=role).user)
    return browser


@pytest.fixture
def measured(contract, molecule):
    """The indicator M1 of the molecule."""
    indicator = IndicatorFactory(contract=contract, code="M1", unit="kWh")
    MoleculeIndicator.objects.create(molecule=molecule, indicator=indicator)
    return indicator


def send(office, at, content):
    file = SimpleUploadedFile("valori.csv", content.encode(), content_type="text/csv")
    return office.post(at("molecule-values-import"), {"file": file})


def test_indicator_is_tied_shown_and_untied(office, at, contract):
    indicator = IndicatorFactory(contract=contract, code="M1", unit="kWh")
    IndicatorValueFactory(indicator=indicator, year=2024, value=12)
    answer = office.post(at("molecule-indicators"), {"indicator": str(indicator.pk)})
    assert (answer.status_code, answer.url) == (302, at("molecule-indicators"))
    tie = MoleculeIndicator.objects.get()
    text = words(office.get(at("molecule-indicators")))
    assert "2024: 12 kWh" in text
    assert "M1" in words(office.get(at("office-molecule")))
    question = office.get(at("molecule-indicator-remove", tie))
    assert "stays in the contract" in words(question)
    assert office.post(at("molecule-indicator-remove", tie)).url == at("molecule-indicators")
    assert MoleculeIndicator.objects.count() == 0


def test_nothing_chosen_and_what_is_tied_already_are_refused_at_the_field(office, at, measured):
    assert field_errors(office.post(at("molecule-indicators"), {})) == {"indicator": 1}
    again = office.post(at("molecule-indicators"), {"indicator": str(measured.pk)})
    assert field_errors(again) == {"indicator": 1}
    assert field_errors(office.post(at("molecule-milestones"), {"milestone": "x"})) == {"milestone": 1}


def test_new_indicator_is_tied_at_once(office, at, contract):
    typed = {"code": "M2", "name_it": "Tetti solari", "aggregation": "latest"}
    answer = office.post(at("molecule-indicator-create"), typed)
    assert (answer.status_code, answer.url) == (302, at("molecule-indicators"))
    assert MoleculeIndicator.objects.get().indicator == Indicator.objects.get(contract=contract, code="M2")
    assert field_errors(office.post(at("molecule-indicator-create"), typed)) == {"code": 1}


def test_milestone_is_tied_shown_and_untied(office, at, contract):
    milestone = MilestoneFactory(city=contract.city, due_on=date(2028, 6, 30))
    assert office.post(at("molecule-milestones"), {"milestone": str(milestone.pk)}).status_code == 302
    tie = MoleculeMilestone.objects.get()
    assert str(milestone) in words(office.get(at("molecule-milestones")))
    assert str(milestone) in words(office.get(at("office-molecule")))
    assert "stays a milestone of the city" in words(office.get(at("molecule-milestone-remove", tie)))
    office.post(at("molecule-milestone-remove", tie))
    assert (MoleculeMilestone.objects.count(), Milestone.objects.count()) == (0, 1)


def test_new_milestone_is_tied_at_once(office, at, contract):
    typed = {"title_it": "Cantiere aperto", "due_on": "2028-06-30"}
    assert office.post(at("molecule-milestone-create"), typed).url == at("molecule-milestones")
    assert MoleculeMilestone.objects.get().milestone.city == contract.city
    assert field_errors(office.post(at("molecule-milestone-create"), {})) == {"title_it": 1, "due_on": 1}


def test_public_page_shows_what_was_tied(office, at, contract, molecule):
    milestone = MilestoneFactory(city=contract.city)
    office.post(at("molecule-milestones"), {"milestone": str(milestone.pk)})
    assert str(milestone) in words(
        Client().get(reverse("molecule-detail", args=[contract.city.slug, molecule.pk]))
    )


def test_values_are_imported_and_taken_away_in_the_same_columns(office, at, measured):
    answer = send(office, at, FILE)
    assert (answer.status_code, answer.url) == (302, at("molecule-indicators"))
    assert [str(one) for one in IndicatorValue.objects.order_by("year").values_list("value", flat=True)] == [
        "12.500000",
        "13.250000",
    ]
    assert "2 values added, 0 changed, 0 as before" in words(office.get(at("molecule-indicators")))
    content = office.get(at("molecule-values-csv")).getvalue().decode()
    assert send(office, at, content.lstrip("\ufeff")).status_code == 302
    assert "0 values added, 0 changed, 2 as before" in words(office.get(at("molecule-indicators")))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",2024,1,X", "Write the number of an indicator of this molecule."),
        ("M1,24,1,X", "Write a year in four figures."),
        ("M1,2024,1.000.5,X", "Write a number without separators of thousands, for example 1200.5."),
        ("M9,2024,1,X", "The indicator M9 is not tied to this molecule."),
    ],
)
def test_faults_of_a_file_are_told_and_nothing_is_written(office, at, measured, line, told):
    answer = send(office, at, f"{FILE}{line}\n")
    assert told in words(answer)
    assert IndicatorValue.objects.count() == 0


def test_readers_read_and_change_nothing(contract, at, measured):
    reader = _sign_in(contract, CityRole.READER)
    text = words(reader.get(at("molecule-indicators")))
    assert "M1" in text
    assert "Tie the indicator" not in text
    assert reader.post(at("molecule-indicators"), {"indicator": str(measured.pk)}).status_code == 403
    assert reader.get(at("molecule-values-import")).status_code == 403


def test_page_of_many_asks_as_often_as_of_few(office, at, contract, molecule, django_assert_max_num_queries):
    for _number in range(8):
        value = IndicatorValueFactory(indicator__contract=contract)
        MoleculeIndicator.objects.create(molecule=molecule, indicator=value.indicator)
    office.get(at("molecule-indicators"))
    with django_assert_max_num_queries(14):
        office.get(at("molecule-indicators"))
