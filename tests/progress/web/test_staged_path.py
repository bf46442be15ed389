"""The page of the staged path, its table, and its sheet."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from contracts.enums import CityRole, MilestoneState
from contracts.models import MilestoneDependency, MilestoneMove
from core.fields import Texts
from tests import factories
from tests.progress.charts.reading import parse
from tests.progress.web.conftest import read_page

PAGE = "/en/c/milano/percorso"
TODAY = timezone.localdate()


@pytest.fixture
def path(milano):
    """A permit that was moved by 40 days, the works that wait for it, and a name that wants to be markup."""
    milano.city.milestones.all().delete()
    permit = factories.MilestoneFactory(
        city=milano.city,
        title=Texts({"en": 'Permit <b style="x">&amp;'}),
        due_on=TODAY + timedelta(days=90),
        state=MilestoneState.MOVED,
    )
    MilestoneMove.objects.create(
        milestone=permit, from_date=TODAY + timedelta(days=50), to_date=permit.due_on, reason="an appeal"
    )
    works = factories.MilestoneFactory(
        city=milano.city,
        title=Texts({"en": "=Works"}),
        action=milano.project,
        due_on=TODAY + timedelta(days=400),
        is_illustrative=True,
    )
    MilestoneDependency.objects.create(before=permit, after=works, least_days=10, reason="law")
    return permit, works


def read_csv(client, query=""):
    answer = client.get(f"{PAGE}.csv{query}")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_page_says_what_is_late_and_what_waits(client, path):
    page = read_page(client, f"{PAGE}/")
    assert page.title.startswith("Staged path")
    for words in (
        "1 is late, by 40 days at most",
        "40 days late",
        "10 days in between at least",
        "law",
        "Is waited for by",
        "no rule is written down",
        "critical",
        "illustrative",
        "not known: nobody said what share",
    ):
        assert words in page.text, words
    assert 'Permit <b style="x">' not in page.html
    assert "Edit the milestones" not in page.text


def test_page_of_a_path_without_milestones_says_so(client, milano):
    milano.city.milestones.all().delete()
    page = read_page(client, f"{PAGE}/")
    assert (page.status, "Milestones will appear here" in page.text, "percorso.pdf" in page.html) == (
        200,
        True,
        False,
    )


def test_page_of_a_circle_says_so_and_invents_no_room(client, path):
    permit, works = path
    MilestoneDependency.objects.create(before=works, after=permit)
    page = read_page(client, f"{PAGE}/")
    assert "The milestones go round in a circle" in page.text
    assert "Room to slip not known" in page.text


def test_page_where_all_are_missed(client, milano):
    milano.city.milestones.update(state=MilestoneState.MISSED, due_on=TODAY - timedelta(days=20))
    page = read_page(client, f"{PAGE}/")
    assert "0 reached, 1 missed; no further one is open" in page.text
    assert "Room to slip" not in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 2),
        ("?scope=contract", 1),
        ("?scope=action", 1),
        ("?scope=molecule", 0),
        ("?action=EB1", 1),
        ("?molecule=mol", 1),
        ("?action=NOBODY", 2),
        ("?scope=king", 2),
    ],
)
def test_filter_narrows_page_and_table_alike(client, milano, path, query, expected):
    query = query.replace("=mol", f"={milano.molecule.code}") if query.startswith("?molecule") else query
    page = read_page(client, f"{PAGE}/{query}")
    assert (len(read_csv(client, query)), page.html.count('<li id="stage-')) == (expected, expected)
    assert ("No milestone fits these filters" in page.text) == (expected == 0)


def test_table_gives_days_and_leaves_unknown_empty(client, milano, path):
    permit, works = read_csv(client)
    assert permit | {"id": "", "slack_days": ""} == {
        "id": "",
        "milestone": 'Permit <b style="x">&amp;',
        "belongs_to": "contract",
        "molecules": "",
        "action": "",
        "state": "moved",
        "planned_on": str(TODAY + timedelta(days=50)),
        "expected_on": str(TODAY + timedelta(days=90)),
        "forecast_on": str(TODAY + timedelta(days=90)),
        "reached_on": "",
        "late_days": "40",
        "slack_days": "",
        "critical": "false",
        "waits_for": "",
        "pass_rule": "",
        "delay_tco2e": "",
        "delay_eur": "",
        "illustrative": "false",
        "source": "",
    }
    assert (works["milestone"], works["action"], works["molecules"], works["critical"]) == (
        "'=Works",
        "EB1",
        milano.molecule.code,
        "true",
    )


def test_sheet_is_one_sound_drawing_without_styles_and_scripts(client, path):
    answer = client.get(f"{PAGE}.svg")
    svg = answer.content.decode()
    root = parse(svg)
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert (answer["Content-Type"], root.attrib["role"], root.attrib["viewBox"]) == (
        "image/svg+xml",
        "img",
        "0 0 1587 1123",
    )
    assert [element.tag for element in root.iter() if element.tag.endswith(("style", "script"))] == []
    assert [
        name for element in root.iter() for name in element.attrib if name == "style" or name.startswith("on")
    ] == []
    assert "Milan: the staged path to 2030" in words
    assert any('<b style="x">' in (word or "") for word in words)
    for legend in ("reached", "planned", "moved", "missed", "room to slip", "today", "end of the path"):
        assert legend in words


def test_printed_sheet_is_one_tagged_page_in_the_language_of_its_address(client, path):
    answer = client.get(f"{PAGE}.pdf")
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert (answer["Content-Type"], len(reader.pages), reader.root_object["/Lang"]) == (
        "application/pdf",
        1,
        "en",
    )
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [1191, 842]
    for words in (
        "Milan: the staged path to 2030",
        "Contract, version 1",
        "1 is late, by 40 days at most",
        "Sources",
    ):
        assert words in text, words


def test_sheet_of_many_milestones_stays_one_page(client, milano):
    for number in range(60):
        factories.MilestoneFactory(city=milano.city, due_on=TODAY + timedelta(days=number * 9))
    reader = PdfReader(io.BytesIO(client.get(f"{PAGE}.pdf").content))
    root = parse(client.get(f"{PAGE}.svg").content.decode())
    assert (len(reader.pages), root.attrib["viewBox"]) == (1, "0 0 1587 1123")


def test_unpublished_contract_has_no_path_for_the_public(client, milano):
    milano.contract.versions.update(state="draft")
    answers = {end: client.get(f"{PAGE}{end}").status_code for end in ("/", ".csv", ".svg", ".pdf")}
    assert answers == dict.fromkeys(("/", ".csv", ".svg", ".pdf"), 404)


def test_officers_come_from_the_list_to_the_path_and_back(client, milano, path):
    client.force_login(factories.CityMembershipFactory(city=milano.city, role=CityRole.OFFICER).user)
    assert "Edit the milestones" in read_page(client, f"{PAGE}/").text
    assert f'href="{PAGE}/"' in client.get("/en/ufficio/milano/tappe/").content.decode()


def test_pages_of_city_and_action_lead_to_the_path(client, milano):
    for page in ("/en/c/milano/", f"/en/c/milano/azioni/{milano.project.pk}/"):
        assert f'href="{PAGE}/"' in client.get(page).content.decode(), page
