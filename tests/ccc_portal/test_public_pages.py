"""Frame, health, language and the pages that administrations owe."""

import pytest
from django.urls import reverse

from ccc_portal.page_frame import list_menu, list_tabs
from tests.migrations import forget_newest_migration
from tests.progress.web.conftest import read_page

OWED = ("privacy", "accessibilita", "note-legali")


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("path", OWED)
def test_owed_page_has_its_language_and_one_heading(client, db, path, language):
    page = read_page(client, f"/{language}/{path}/")
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)


def test_accessibility_page_links_the_statement_only_where_there_is_one(client, db, settings):
    assert "form.agid.gov.it" in read_page(client, "/en/accessibilita/").text
    settings.AGID_STATEMENT_URL = "https://form.agid.gov.it/view/example/"
    assert 'href="https://form.agid.gov.it/view/example/"' in read_page(client, "/en/accessibilita/").html


def test_health_answers_without_the_database(client):
    answer = client.get("/health")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_with_every_migration(client, db):
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def test_ready_refuses_with_a_migration_missing(client, db):
    forget_newest_migration()
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "reason": "1 migrations are not applied"},
    )


def test_robots_leave_the_reserved_area_alone(client):
    assert "Disallow: /it/ufficio/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("wanted", "found"), [("en-GB,en;q=0.9", "/en/"), ("it", "/it/"), ("de", "/it/"), ("", "/it/")]
)
def test_bare_address_goes_to_the_language_of_the_browser(client, wanted, found):
    answer = client.get("/", headers={"accept-language": wanted})
    assert (answer.status_code, answer["Location"]) == (302, found)
    assert answer["Vary"] == "Accept-Language, Cookie"


def test_page_links_itself_in_the_other_language(client, db):
    html = read_page(client, "/it/privacy/?a=1").html
    assert '<link rel="alternate" hreflang="en" href="/en/privacy/?a=1">' in html


@pytest.mark.parametrize(
    ("path", "active"),
    [
        ("/it/c/milano/", "city-dashboard"),
        ("/it/c/milano/azioni/1/", "action-list"),
        ("/it/c/milano/dati/", "city-data"),
    ],
)
def test_menu_marks_the_entry_that_the_page_lies_under(path, active):
    urls = [item.url for item in list_menu("milano", path) if item.active]
    assert urls == [reverse(active, args=["milano"])]


@pytest.mark.parametrize(
    ("path", "entry", "tab"),
    [
        ("/it/ufficio/milano/tappe/nuova/", "milestone-list", "milestone-list"),
        ("/it/ufficio/milano/indicatori-anticipatori/", "milestone-list", "proxy-list"),
        ("/it/ufficio/milano/ipotesi/", "scenario-list", "assumptions-edit"),
        ("/it/c/milano/molecole/1/", "molecule-list", "molecule-list"),
        ("/it/c/milano/dal-nucleo-alla-citta/", "molecule-list", "city-spread"),
        ("/it/c/milano/molecole/confronto/", "molecule-list", "molecule-comparison"),
        ("/it/c/milano/molecole/accelerazione/", "molecule-list", "molecule-acceleration"),
        ("/it/c/milano/strumenti/1/", "molecule-list", "city-instruments"),
        ("/it/c/milano/percorso/", "city-dashboard", "staged-path"),
        ("/it/ufficio/milano/molecole/1/modifica/", "office-molecule-list", "office-molecule-list"),
        ("/it/ufficio/milano/diffusione/", "office-molecule-list", "office-spread"),
        ("/it/ufficio/milano/molecole/accelerazione/", "office-molecule-list", "office-acceleration"),
        ("/it/ufficio/milano/molecole/repliche/crea/", "office-molecule-list", "office-replication"),
        ("/it/ufficio/milano/strumenti/confronto/1/", "office-molecule-list", "instrument-workbench"),
    ],
)
def test_tab_stands_under_its_entry_of_the_menu(path, entry, tab):
    assert [item.url for item in list_menu("milano", path) if item.active] == [
        reverse(entry, args=["milano"])
    ]
    assert [item.url for item in list_tabs("milano", path) if item.active] == [reverse(tab, args=["milano"])]


def test_entry_of_one_page_has_no_tabs():
    assert list_tabs("milano", "/it/ufficio/milano/azioni/") == []
