"""Rows of others under one's own address: not there, in the same words as what never was."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from contracts.models import Contract
from stakeholders.enums import CommitmentState
from stakeholders.models import CommitmentNote, CommitmentReport, Organisation, SigningRequest
from tests.addresses import Address, all_addresses
from tests.factories import CommitmentFactory
from tests.factories.sheets import ActionSheetFactory
from tests.house.matrix.table import BLANK, answer_of, ask, browser_of
from tests.house.matrix.world import Realm, make_realm
from tests.house.test_urls import ACCOUNT_SAMPLES

WITH_ROWS = [
    address
    for address in all_addresses()
    if not address.is_admin and re.search(r"<(uuid|str):pk>|<uuid:", address.route)
]
OF_ANYONE = {"organisation-logo": "a logo is made to be shown, wherever its organisation takes part"}
WORKSPACE, OFFICE, PUBLIC = "it/organizzazione/", "it/ufficio/", "it/c/"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
NEVER = ("404", "405")
"""Not there, or a method that the page does not have for anything."""


@pytest.fixture
def _quick_pages(settings: LazySettings) -> Iterator[None]:
    """Pages without text, and no log of what was refused."""
    settings.TEMPLATES = BLANK
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def here(db: None) -> Realm:
    """A city and an organisation with rows of every kind."""
    return make_realm()


@pytest.fixture
def away(db: None) -> Realm:
    """Another city and another organisation with as many."""
    return make_realm()


def _found(browser: Client, address: Address, samples: Mapping[str, Any]) -> set[str]:
    """What is answered that tells of a row of others."""
    url = address.url(ACCOUNT_SAMPLES | dict(samples))
    answers = {method: answer_of(browser, method, url) for method in ("GET", "POST")}
    wrong = {
        f"{method} {address.name}: {answer}" for method, answer in answers.items() if answer not in NEVER
    }
    return wrong | ({f"{address.name}: by no method"} if "404" not in answers.values() else set())


def _at(realm: Realm, address: Address, argument: str) -> dict[str, Any]:
    """One argument of an address as another realm has it."""
    samples = realm.samples
    return {f"{address.name}:{argument}": samples.get(f"{address.name}:{argument}", samples.get(argument))}


@pytest.mark.usefixtures("_quick_pages")
@pytest.mark.parametrize(
    ("start", "argument", "asker"),
    [(WORKSPACE, "pk", "signatory"), (OFFICE, "city", "city lead"), (PUBLIC, "city", None)],
    ids=["workspace", "office", "public"],
)
def test_rows_of_others_are_not_there_below_ones_own(
    start: str, argument: str, asker: str | None, here: Realm, away: Realm
) -> None:
    browser = browser_of(away.people[asker] if asker else None)
    addresses = [one for one in WITH_ROWS if one.route.startswith(start) and one.name not in OF_ANYONE]
    nested = [one for one in addresses if {argument} < set(one.arguments)]
    wrong = {
        told for one in nested for told in _found(browser, one, dict(here.samples) | _at(away, one, argument))
    }
    assert wrong == set()


@pytest.mark.usefixtures("_quick_pages")
@pytest.mark.parametrize(
    ("start", "asker"), [(WORKSPACE, "signatory"), (OFFICE, "city lead")], ids=["workspace", "office"]
)
def test_rows_below_rows_of_others_are_not_there(start: str, asker: str, here: Realm, away: Realm) -> None:
    browser, wrong = browser_of(here.people[asker]), set()
    for one in WITH_ROWS:
        if one.route.startswith(start) and one.name not in OF_ANYONE:
            for argument in re.findall(r"<uuid:(\w+)>", one.route):
                wrong |= _found(browser, one, dict(here.samples) | _at(away, one, argument))
    assert wrong == set()


@pytest.mark.usefixtures("_quick_pages")
def test_rows_of_another_commitment_of_ones_own_are_not_there(here: Realm) -> None:
    organisation = Organisation.objects.get(pk=here.samples["organisation-home:pk"])
    contract = Contract.objects.get(city__slug=here.samples["city"])
    other = CommitmentFactory(contract=contract, organisation=organisation, state=CommitmentState.DRAFT)
    wrong = set()
    for asker, start, argument in (("signatory", WORKSPACE, "commitment"), ("city lead", OFFICE, "pk")):
        browser = browser_of(here.people[asker])
        for one in WITH_ROWS:
            if one.route.startswith(start) and {"sheet", "attachment", "note"} & set(one.arguments):
                wrong |= _found(browser, one, dict(here.samples) | {f"{one.name}:{argument}": other.pk})
    assert wrong == set()


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("organisation-home", "pk"),
        ("commitment-detail", "pk"),
        ("attachment-file", "attachment"),
        ("sealed-file", "pk"),
        ("mandate-file", "mandate"),
        ("request-detail", "pk"),
        ("commitment-office", "pk"),
    ],
)
def test_rows_of_others_are_denied_in_the_words_of_what_never_was(
    name: str, argument: str, here: Realm, away: Realm
) -> None:
    address = next(one for one in WITH_ROWS if one.name == name)
    browser = browser_of(away.people["signatory"])
    urls = [address.url(dict(here.samples) | change) for change in ({}, {f"{name}:{argument}": uuid4()})]
    for method in ("GET", "POST"):
        there, never = (ask(browser, method, url) for url in urls)
        assert (there.status_code, _plain(there)) == (never.status_code, _plain(never))


def _plain(response: Any) -> str:
    """The page without what differs anyway: the id that was asked for, and the secret of its forms."""
    return TOKEN.sub("", UUID.sub("id", response.content.decode()))


def test_ids_of_others_in_forms_are_refused(here: Realm, away: Realm) -> None:
    counts = [model.objects.count() for model in (CommitmentNote, CommitmentReport, SigningRequest)]
    sheet = ActionSheetFactory()
    told = {
        "request-create": {"mandates": [away.samples["mandate"]], "city_signer": away.people["city lead"].pk},
        "report-create": {"action_id": away.samples["action-edit:pk"]},
        "note-create": {"sheet": sheet.pk, "text": "Say more.", "kind": "comment"},
        "attachment-add": {"sheet": sheet.pk},
        "office-commitment-create": {"organisation": uuid4()},
        "commitment-create": {"contract": Contract.objects.get(city__slug=away.samples["city"]).pk},
    }
    refused = {name: _refused(here, name, sent) for name, sent in told.items()}
    assert refused == {name: set(sent) - {"text", "kind"} for name, sent in told.items()}
    assert counts == [model.objects.count() for model in (CommitmentNote, CommitmentReport, SigningRequest)]


def _refused(realm: Realm, name: str, sent: Mapping[str, Any]) -> set[str]:
    """Which of the fields that were sent the page's form refuses."""
    address = next(one for one in all_addresses() if one.name == name)
    asker = "city lead" if address.route.startswith(OFFICE) else "signatory"
    response = browser_of(realm.people[asker]).post(address.url(realm.samples), sent)
    return set(sent) & set(response.context["form"].errors)
