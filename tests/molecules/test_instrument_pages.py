"""Pages of policy instruments: the office's, the public's, and the workbench."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from contracts.enums import CityRole
from molecules.models import InstrumentScenario, PolicyInstrument
from molecules.selectors.instruments import list_public_versions, list_versions
from molecules.services.instruments import change_instrument, create_instrument, publish_instrument
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    InstrumentScenarioFactory,
    MoleculeFactory,
    PolicyInstrumentFactory,
)
from tests.molecules.instruments import make_spreading_city
from tests.molecules.test_instruments import FIELDS
from tests.pages import field_errors, words

pytestmark = pytest.mark.django_db
TYPED = {
    "code": "oneri",
    "names_it": "Oneri ridotti",
    "plain_words_it": "Chi rinnova paga meno oneri.",
    "kind": "incentive",
    "legal_basis": "NdA PdR art. 10",
    "amount": "30",
    "amount_unit": "percent",
    "in_force_from": "2026-01-01",
    "saturation_points": "12.5",
    "rise_factor": "0.8",
    "start_shift_years": "-0.5",
    "effect_source": "Assumed by the office.",
    "budget_eur": "-500000",
    "payer": "city",
}


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def city(contract):
    return contract.city


@pytest.fixture
def officer(city):
    return CityMembershipFactory(city=city, role=CityRole.OFFICER).user


@pytest.fixture
def office(officer):
    browser = Client()
    browser.force_login(officer)
    return browser


def at(name, city, *rows):
    return reverse(name, args=[city.slug, *(row.pk for row in rows)])


def test_instrument_is_added_with_its_places(office, city, contract):
    molecule, action = MoleculeFactory(city=city), ActionFactory(contract=contract, code="AB 1")
    typed = TYPED | {"molecules": [str(molecule.pk)], "actions": "ab1, AB 1"}
    answer = office.post(at("instrument-create", city), typed)
    made = PolicyInstrument.objects.get()
    assert (answer.status_code, answer.url) == (302, at("instrument-detail", city, made))
    assert (made.saturation_points, made.budget_eur) == (Decimal("0.125"), -500_000)
    assert [list(made.molecules.all()), list(made.actions.all())] == [[molecule], [action]]
    assert (made.published_at, made.versions.get().number) == (None, 1)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"effect_source": ""}, {"effect_source": 1}),
        ({"saturation_points": ""}, {"saturation_points": 1}),
        ({"rise_factor": "0"}, {"rise_factor": 1}),
        ({"plain_words_it": ""}, {"plain_words_it": 1}),
        ({"actions": "NOWHERE"}, {"actions": 1}),
        ({"amount_unit": ""}, {"amount_unit": 1}),
        ({"in_force_until": "2025-01-01"}, {"in_force_until": 1}),
    ],
)
def test_instrument_is_refused_at_its_field(office, city, typed, errors):
    answer = office.post(at("instrument-create", city), TYPED | typed)
    assert (answer.status_code, field_errors(answer)) == (200, errors)
    assert PolicyInstrument.objects.count() == 0


def test_change_is_a_version_that_tells_what_differs(office, city, officer):
    made = create_instrument(city=city, by=officer, **FIELDS)
    typed = TYPED | {"revision": "1", "reason": "New study"}
    assert office.post(at("instrument-edit", city, made), typed).status_code == 302
    newest = list_versions(made)[0]
    assert (newest.number, newest.reason) == (2, "New study")
    differing = {one.label: (one.before, one.after) for one in newest.changes}
    assert differing["Effect on the saturation"] == ("10%", "12.5%")
    assert differing["Effect on the city's budget, € a year"] == ("nothing", "\u2212500,000\u00a0€")
    assert "New study" in words(office.get(at("instrument-detail", city, made)))


def test_change_without_a_reason_is_refused_and_an_old_one_compared(office, city, officer):
    made = create_instrument(city=city, by=officer, **FIELDS)
    answer = office.post(at("instrument-edit", city, made), TYPED | {"revision": "1"})
    assert field_errors(answer) == {"reason": 1}
    office.post(at("instrument-edit", city, made), TYPED | {"revision": "1", "reason": "First"})
    late = office.post(
        at("instrument-edit", city, made),
        TYPED | {"revision": "1", "reason": "Late", "legal_basis": "Art. 11"},
    )
    assert (late.status_code, made.versions.count()) == (409, 2)
    assert [one.label for one in late.context["differences"]] == ["Legal basis", "Reason of the change"]


def test_instrument_is_published_and_archived_after_a_question(office, city, officer, client):
    made = create_instrument(city=city, by=officer, **FIELDS)
    public = at("city-instrument", city, made)
    assert client.get(public).status_code == 404
    assert "Publish the instrument" in words(office.get(at("instrument-publish", city, made)))
    office.post(at("instrument-publish", city, made))
    assert client.get(public).status_code == 200
    office.post(at("instrument-archive", city, made))
    assert client.get(public).status_code == 404
    assert office.get(at("instrument-detail", city, made)).status_code == 200
    assert office.get(at("instrument-edit", city, made)).status_code == 404


def test_list_of_the_office_tells_states_in_few_queries(office, city, django_assert_max_num_queries):
    PolicyInstrumentFactory(city=city, code="a")
    PolicyInstrumentFactory(city=city, code="b", published_at=None)
    PolicyInstrumentFactory(city=city, code="c", archived_at=timezone.now())
    shown = {}
    for which in ("", "public", "own", "archived", "x"):
        with django_assert_max_num_queries(16):
            answer = office.get(at("instrument-list", city), {"which": which})
        shown[which] = [one.code for one in answer.context["rows"]]
    assert shown == {"": ["a", "b"], "public": ["a"], "own": ["b"], "archived": ["c"], "x": ["a", "b"]}


def test_public_list_holds_what_is_published(client, city, django_assert_max_num_queries):
    for number in range(4):
        PolicyInstrumentFactory(city=city, is_illustrative=bool(number))
    PolicyInstrumentFactory(city=city, published_at=None)
    PolicyInstrumentFactory()
    with django_assert_max_num_queries(8):
        answer = client.get(at("city-instruments", city))
    assert len(answer.context["rows"]) == 4
    assert words(answer).count("illustrative") == 3


def test_public_page_tells_all_with_sources_and_hides_what_is_the_teams(client, city, officer):
    hidden = MoleculeFactory(city=city, published_at=None, names={"it": "Segreta"})
    shown = MoleculeFactory(city=city, names={"it": "Palese"})
    made = create_instrument(city=city, by=officer, molecules=[hidden, shown], **FIELDS)
    change = {"instrument_id": made.pk, "by": officer, "molecules": [hidden, shown], "actions": []}
    change_instrument(**change, reason="Draft two", **FIELDS)
    publish_instrument(instrument_id=made.pk, by=officer)
    change_instrument(**change, reason="Public two", **FIELDS | {"budget_eur": Decimal(0)})
    text = words(client.get(at("city-instrument", city, made)))
    made.refresh_from_db()
    assert [one.number for one in list_public_versions(made)] == [3, 2]
    for told in (
        "Of every hundred that could adopt a package, 10 more do so in the end.",
        "Source of the effect: Assumed.",
        "It costs the city's budget nothing and brings it nothing.",
        "from 1 January 2026, without an end",
        "Palese",
        "1 molecule that is not public.",
        "Public two",
    ):
        assert told in text
    assert "Segreta" not in text


def test_molecule_names_the_instruments_that_hold_in_it(client, city):
    here, there = MoleculeFactory(city=city), MoleculeFactory(city=city)
    everywhere, local = PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city)
    PolicyInstrumentFactory(city=city, published_at=None)
    local.molecules.add(here)
    pages = [
        client.get(at("molecule-detail", city, one)).context["page"].instruments for one in (here, there)
    ]
    assert pages == [(everywhere, local), (everywhere,)]


def test_workbench_compares_and_keeps_a_scenario(office, city):
    make_spreading_city(city)
    first, second = PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city, budget_eur=0)
    choice = {"instruments": [str(first.pk), str(second.pk)], "until_year": "2035"}
    text = words(office.get(at("instrument-workbench", city), choice))
    assert "Saved by the end of 2030" in text
    assert "0 €/t" in text
    assert "\u22120 " not in text
    answer = office.post(at("instrument-workbench", city), choice | {"name": "Both"})
    made = InstrumentScenario.objects.get()
    assert (answer.url, made.instruments.count()) == (at("instrument-scenario-detail", city, made), 2)
    assert office.get(answer.url).context["compared"].until_year == 2035


def test_workbench_refuses_a_choice_that_cannot_be(office, city):
    strange = PolicyInstrumentFactory()
    answer = office.get(
        at("instrument-workbench", city), {"instruments": [str(strange.pk)], "until_year": "1900"}
    )
    assert sorted(answer.context["choice"].errors) == ["instruments", "until_year"]
    assert "compared" not in answer.context
    again = office.post(at("instrument-workbench", city), {"until_year": "2035", "name": "None"})
    assert (again.status_code, InstrumentScenario.objects.count()) == (200, 0)


def test_reader_of_the_city_looks_but_saves_nothing(city):
    browser = Client()
    browser.force_login(CityMembershipFactory(city=city, role=CityRole.READER).user)
    assert browser.get(at("instrument-workbench", city)).status_code == 200
    assert browser.post(at("instrument-workbench", city), {"name": "x"}).status_code == 403
    assert browser.get(at("instrument-create", city)).status_code == 403


def test_scenario_is_changed_and_deleted(office, city):
    kept, gone = PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city)
    scenario = InstrumentScenarioFactory(city=city, name="Both")
    scenario.instruments.set([kept, gone])
    PolicyInstrument.objects.filter(pk=gone.pk).update(archived_at=timezone.now())
    page = office.get(at("instrument-scenario-detail", city, scenario))
    assert page.context["compared"].instruments == (kept,)
    assert "Archived since, and left out of the comparison" in words(page)
    typed = {"name": "One", "until_year": "2032", "instruments": [str(kept.pk)], "revision": "1"}
    assert office.post(at("instrument-scenario-edit", city, scenario), typed).status_code == 302
    assert office.post(at("instrument-scenario-edit", city, scenario), typed).status_code == 409
    scenario.refresh_from_db()
    assert (scenario.name, scenario.until_year) == ("One", 2032)
    office.post(at("instrument-scenario-delete", city, scenario))
    assert InstrumentScenario.objects.count() == 0


def test_sheet_can_be_downloaded_as_table_and_workbook(office, city):
    make_spreading_city(city)
    instrument = PolicyInstrumentFactory(city=city, in_force_from=date(2026, 1, 1), budget_eur=None)
    choice = {"instruments": [str(instrument.pk)], "until_year": "2035"}
    content = office.get(at("instrument-assumptions-csv", city), choice).getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    stated = [one for one in rows if one["of"] == "instrument"]
    assert [one["likely"] for one in stated[:4]] == ["0.1", "0.8", "0", "2026-01-01"]
    assert next(one["likely"] for one in stated if one["parameter"] == "budget_eur") == ""
    assert all(one["source"] for one in rows if one["of"] == "package")
    answer = office.get(at("instrument-assumptions-xlsx", city), choice)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Parameters", "Figures", "Read me"]
    figures = list(book["Figures"].values)
    assert [row[:2] for row in figures[1:]] == [
        (2030, ""),
        (2030, instrument.code),
        (2035, ""),
        (2035, instrument.code),
    ]
    assert {row[-1] for row in figures[1:]} == {None}
    assert office.get(at("instrument-assumptions-csv", city), {"until_year": "1900"}).status_code == 404
