"""Every page that has a name, in both languages, signed out and as officer: no barrier, sound, light."""

from collections import Counter
from http import HTTPStatus
from typing import Any

import pytest

from tests.addresses import Address
from tests.house.matrix.table import PUBLIC
from tests.journeys.page_checks import find_faults
from tests.journeys.site import OFFICER, SIGNATORY, Site
from tests.journeys.visitor import Visitor

FILES = {
    "adoption-csv", "instrument-assumptions-csv", "instrument-assumptions-xlsx",
    "instrument-comparison-csv", "instrument-comparison-figure",
    "molecule-acceleration-csv", "office-acceleration-csv", "office-replication-csv",
    "emission-csv", "molecule-photo", "molecule-csv", "molecule-comparison-figure", "molecule-path-csv",
    "molecule-path-figure", "molecule-values-csv",
    "action-csv", "party-csv", "snapshot-csv", "gap-csv", "inventory-csv", "chart-csv", "chart-figure",
    "ledger-csv", "receipt-inputs", "receipt-results", "proxy-csv", "proxy-template", "scenario-csv", "comparison-csv",
    "contract-pdf", "contract-xlsx", "contract-csv", "contract-json", "contract-table-csv", "contract-chart-csv",
    "export-file", "investment-csv", "investment-xlsx", "city-indicators-csv", "indicator-csv", "contract-check-csv",
    "milestone-calendar", "calendar-feed", "my-data-export",
    "version-file", "organisation-logo", "mandate-file", "mandate-proof", "report-file",
    "report-evidence", "seal-keys", "sealed-file", "sealed-text", "signing-archive", "signing-text",
    "evidence-bundle", "evidence-verifier", "checkpoint-latest", "checkpoint-note",
    "promise-coverage-csv", "organisation-badge", "organisation-evidence", "promise-coverage-figure",
    "organisation-file", "staged-path-csv", "staged-path-svg", "staged-path-pdf",
    "attachment-file", "office-attachment-file", "commitment-import-template",
    "spread-csv", "spread-figure", "spread-cells-csv", "spread-geojson", "spread-molecules-csv",
    "spread-parameters-csv",
    "molecule-geojson", "cities-geojson", "health", "ready", "robots",
}  # fmt: skip
NO_PAGE = {
    "language": "redirects to a language",
    "contract-create": "only for administrators of the platform",
    "job-row": "a part of a page",
    "section-presence": "a part of a page",
    "action-effect": "a part of a page",
    "scenario-row": "a part of a page",
    "spread-row": "a part of a page",
    "export-row": "a part of a page",
    "export-create": "only takes what a form sends",
    "import-row": "a part of a page",
    "invitation-open": "takes the link of an invitation and leads on",
    "invitation-page": "only after the link of an invitation was opened",
    **{
        f"signing-{step}": "only with the link of a request (test_signing.py)"
        for step in (
            "read",
            "annex",
            "check",
            "code",
            "send-code",
            "receipt",
            "decline",
            "hand-over",
            "outside",
            "offer",
        )
    },
    "request-accept": "only for a file that was signed outside",
    "request-signed-file": "only for a file that was signed outside",
    "sealed-outside": "only for a file that was signed outside",
    "verify-code": "only for a document that was sealed",
    "package-fit": "only takes what a form sends",
    "office-replication-create": "only takes what a form sends",
    "import-apply": "only takes what a form sends",
    "clause-ask": "only takes what a form sends",
    "note-resolve": "only takes what a form sends",
    "office-note-resolve": "only takes what a form sends",
    "sheet-live": "a part of a page",
    "commitment-import-apply": "only takes what a form sends",
    "office-sheet-live": "a part of a page",
    "sheet-compute": "only takes what a form sends",
    "office-sheet-compute": "only takes what a form sends",
    "import-table-reading": "only takes what a form sends",
    "import-table-doubts": "only takes what a form sends",
    "import-table-rows": "only takes what a form sends",
    "contract-approve": "only takes what a form sends",
    "contract-check-run": "only takes what a form sends",
    "field-restore": "only takes what a form sends",
    "campaign-step": "only takes what a form sends",
    "indicator-value-move": "only takes what a form sends",
    "account_set_password": "redirects whoever has a password",
    "account_confirm_login_code": "only on the way of a sign-in by code",
    "openid_connect_login": "only where the city has a gateway",
    "openid_connect_callback": "only on the way back from the city's gateway",
    "socialaccount_signup": "leads to sign in",
    "mfa_login_webauthn": "gives the browser what it asks a passkey with",
    "mfa_edit_webauthn": "only for accounts with a passkey",
    "mfa_remove_webauthn": "only for accounts with a passkey",
    "mfa_reauthenticate_webauthn": "only for accounts with a passkey",
    "my-data-erase": "asks for a fresh proof of who one is",
    "mfa_authenticate": "only on the way of a sign-in with a second factor",
    "mfa_reauthenticate": "only for accounts with a second factor",
    "mfa_deactivate_totp": "only for accounts with a second factor",
    "mfa_view_recovery_codes": "only for accounts with a second factor",
    "mfa_generate_recovery_codes": "only for accounts with a second factor",
    "mfa_download_recovery_codes": "only for accounts with a second factor",
}
ANSWERS = {"invitation-accept": HTTPStatus.GONE, "socialaccount_login_error": HTTPStatus.UNAUTHORIZED}
"""What a page says that does not answer with 200: a link that is used up, a sign-in that failed."""
STEPS = ("account_", "mfa_", "socialaccount_")  # django-allauth gives the steps of one task one title
OWN = {
    "organisation-start", "organisation-home", "organisation-profile", "organisation-people", "organisation-naming",
    "member-invite", "member-role", "member-remove", "mandate-create", "mandate-end",
    "organisation-reports", "report-create",
    "signing-list", "commitment-withdraw", "commitment-amend",
    "commitment-detail", "commitment-move", "commitment-compare", "note-create",
    "commitment-create", "commitment-edit", "sheet-add", "sheet-detail", "sheet-step", "sheet-remove",
    "attachment-add", "attachment-remove",
}  # fmt: skip
"""Pages of an organisation's own workspace: only its people see them."""
CITIES = {"reader": {"it": "milano", "en": "valdoria"}}
"""Whose pages are opened; all others see those of the training city, which has something everywhere."""
ACCOUNTS = {"officer": OFFICER, "member": SIGNATORY}
LANGUAGES = ("it", "en")


def pages_of(site: Site, who: str) -> list[Address]:
    """The addresses that answer with a page of their own; to officers what no reader sees, to members their own."""
    pages = {name: one for name, one in site.addresses.items() if name not in FILES | NO_PAGE.keys()}
    seen = PUBLIC if who == "officer" else set()
    return [one for name, one in pages.items() if name not in seen and (name in OWN) == (who == "member")]


@pytest.fixture(params=["reader", "officer", "member"])
def who(request: pytest.FixtureRequest) -> str:
    """A reader who is not signed in, an officer, someone of an organisation."""
    return str(request.param)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(who: str, language: str, visitor: Visitor, site: Site) -> None:
    samples = site.samples(CITIES.get(who, {}).get(language, "valdoria"))
    if who in ACCOUNTS:
        visitor.sign_in(ACCOUNTS[who])
    asks_axe = language == "it" or who in CITIES  # the same rows in other words bring no other barrier
    faults, titles = {}, []
    for address in pages_of(site, who):
        url = site.address + address.url(samples, language)
        answer = visitor.page.goto(url)
        if visitor.page.url != url:
            continue  # sent to sign in, or on from a page that only leads there
        faults[address.name] = find_faults(visitor.page, language, with_barriers=asks_axe)
        if answer is None or answer.status != ANSWERS.get(address.name, HTTPStatus.OK):
            faults[address.name].append(f"answers {answer and answer.status}")
        if not address.name.startswith(STEPS):
            titles.append(visitor.page.title())
    assert {name: found for name, found in faults.items() if found} == {}
    assert [title for title, count in Counter(titles).items() if count > 1] == []
    assert MUST_SEE[who] - faults.keys() == set()


MUST_SEE: dict[str, set[str]] = {
    "reader": {"home", "city-dashboard", "action-detail", "molecule-detail", "account_login", "privacy"},
    "officer": {"officer-home", "action-edit", "inventory-create", "milestone-move",
                "colleague-edit", "job-detail", "account_change_password", "mfa_index"},
    "member": {"organisation-home", "organisation-people", "mandate-create"},
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
