"""Every page that has a name, in both languages, signed out and as officer: no barrier, sound, light."""

from collections import Counter
from typing import Any

import pytest

from tests.addresses import Address
from tests.journeys.page_checks import find_faults
from tests.journeys.site import Site
from tests.journeys.visitor import Visitor

FILES = {
    "action-csv", "party-csv", "snapshot-csv", "gap-csv", "inventory-csv", "chart-csv", "chart-figure",
    "ledger-csv", "receipt-inputs", "receipt-results", "proxy-csv", "proxy-template", "scenario-csv", "comparison-csv",
    "molecule-geojson", "cities-geojson", "health", "ready", "robots",
}  # fmt: skip
NO_PAGE = {
    "language": "redirects to a language",
    "job-row": "a part of a page",
    "scenario-row": "a part of a page",
    "account_set_password": "redirects whoever has a password",
    "account_confirm_login_code": "only on the way of a sign-in by code, which is off",
    "mfa_authenticate": "only on the way of a sign-in with a second factor",
    "mfa_reauthenticate": "only for accounts with a second factor",
    "mfa_deactivate_totp": "only for accounts with a second factor",
    "mfa_view_recovery_codes": "only for accounts with a second factor",
    "mfa_generate_recovery_codes": "only for accounts with a second factor",
    "mfa_download_recovery_codes": "only for accounts with a second factor",
}
STEPS = ("account_", "mfa_")  # django-allauth gives the steps of one task one title
PEOPLE = {"reader": "milano", "officer": "valdoria"}
LANGUAGES = ("it", "en")


def pages_of(site: Site) -> list[Address]:
    """The addresses that answer with a page of their own."""
    return [one for name, one in site.addresses.items() if name not in FILES | NO_PAGE.keys()]


@pytest.fixture(params=PEOPLE)
def who(request: pytest.FixtureRequest) -> str:
    """A reader who is not signed in, then an officer."""
    return str(request.param)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(who: str, language: str, visitor: Visitor, site: Site) -> None:
    samples = site.samples(PEOPLE[who])
    if who == "officer":
        visitor.sign_in()
    faults, titles = {}, []
    for address in pages_of(site):
        url = site.address + address.url(samples, language)
        visitor.page.goto(url)
        if visitor.page.url != url:
            continue  # sent to sign in, or on from a page that only leads there
        faults[address.name] = find_faults(visitor.page, language)
        if not address.name.startswith(STEPS):
            titles.append(visitor.page.title())
    assert {name: found for name, found in faults.items() if found} == {}
    assert [title for title, count in Counter(titles).items() if count > 1] == []
    assert MUST_SEE[who] - faults.keys() == set()


MUST_SEE: dict[str, set[str]] = {
    "reader": {"home", "city-dashboard", "action-detail", "molecule-detail", "account_login", "privacy"},
    "officer": {"home", "city-dashboard", "officer-home", "action-edit", "inventory-create", "milestone-move",
                "colleague-edit", "job-detail", "account_change_password", "mfa_index"},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_other_states_are_sound(language: str, visitor: Visitor, site: Site) -> None:
    places: dict[str, Any] = {
        "a city without a contract": site.url("city-dashboard", language, city="aachen"),
        "a list without rows": site.url("action-list", language, city="milano") + "?q=nessunacosacosi",
        "a filter that is refused": site.url("action-list", language, city="milano") + "?sector=x",
        "the last page of a list": site.url("party-list", language, city="milano") + "?page=last",
        "a page that is not there": f"{site.address}/{language}/c/nowhere/",
    }
    faults = {}
    for place, url in places.items():
        visitor.page.goto(url)
        faults[place] = find_faults(visitor.page, language)
    assert {place: found for place, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    "name",
    [
        "action-create",
        "inventory-create",
        "milestone-create",
        "proxy-create",
        "proxy-import",
        "scenario-create",
        "colleague-invite",
    ],
)
def test_a_form_full_of_errors_is_sound(name: str, officer: Visitor) -> None:
    officer.open(name, city="valdoria")
    officer.submit()
    assert officer.page.title().startswith("Errore:")
    assert find_faults(officer.page, "it") == []
