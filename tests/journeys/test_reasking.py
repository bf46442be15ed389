"""A new version of the contract, and an amendment: only those whom it touches sign again, the other seal stands."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.installation import wait_until
from tests.journeys import reasking_samples as cast
from tests.journeys.conftest import NewVisitor
from tests.journeys.page_checks import find_faults
from tests.journeys.signing_steps import LINK, Signer, call_inside, count_mails, countersign
from tests.journeys.site import Site
from tests.journeys.visitor import Visitor

SIGNED = ["sign", "in_force", 1]
SUPERSEDED = ["sign", "superseded", 1]


def inside(site: Site, name: str, **arguments: Any) -> Any:
    """Call a function of the samples of these journeys."""
    return call_inside(site, name, module="reasking_samples", **arguments)


def wait_for_requests(site: Site, commitment: str, last: list[Any]) -> None:
    """Wait until the newest request of a commitment stands so, sealed by the worker."""
    wait_until(
        lambda: inside(site, "requests_of", commitment=commitment)[-1] == last,
        seconds=90,
        what=f"the newest request of {commitment} is {last}",
    )


@pytest.fixture
def parties(site: Site) -> dict[str, dict[str, str]]:
    """Both parties have signed, and the worker has sealed it; by their addresses the ids of what they promised."""
    made: dict[str, dict[str, str]] = inside(site, "make_signed_parties")
    wait_until(lambda: inside(site, "are_sealed"), seconds=90, what="both promises are sealed")
    return made


@pytest.fixture
def lead(new_visitor: NewVisitor) -> Visitor:
    """The city's lead, signed in."""
    lead = new_visitor()
    lead.sign_in(cast.OFFICER, cast.PASSWORD)
    return lead


def is_in_force(visitor: Visitor, party: dict[str, str]) -> bool:
    """Whether the public page of verification says of the paper that was sealed first that it is in force."""
    code = inside(visitor.site, "verify_code_of", commitment=party["commitment"])
    visitor.open("verify-code", code=code)
    return bool(visitor.page.locator("main ol.rows > li:last-child .status-done").count())


def sign_newest(new_visitor: NewVisitor, before: int) -> None:
    """The first party follows the link of its newest mail and signs."""
    signer = Signer(new_visitor(), cast.FIRST, cast.PASSWORD)
    signer.open_link(before)
    signer.go_to_code()
    signer.consent_and_sign()


def test_only_the_party_whose_clause_changed_signs_again(
    parties: dict[str, dict[str, str]], lead: Visitor, new_visitor: NewVisitor
) -> None:
    site, first, second = lead.site, parties[cast.FIRST], parties[cast.SECOND]
    inside(site, "make_next_version")
    before, others = (count_mails(site, person, LINK) for person in (cast.FIRST, cast.SECOND))
    lead.open("contract-version", city=cast.CITY, number=2)
    lead.page.locator("main a[href*='clausole-cambiate']").click()
    told = lead.text()
    assert [words in told for words in (*cast.NAMES.values(), "resoconti", "obiettivo")] == [
        True,
        False,
        True,
        False,
    ]
    assert find_faults(lead.page, "it") == []
    lead.submit()
    expect(lead.page.locator("main form[method=post]")).to_have_count(0)
    sign_newest(new_visitor, before)
    wait_for_requests(site, first["commitment"], ["acknowledge", "in_force", 1])

    assert inside(site, "requests_of", commitment=second["commitment"]) == [SIGNED]
    assert count_mails(site, cast.SECOND, LINK) == others
    lead.open("clause-changes", city=cast.CITY)
    assert lead.page.locator("main .empty").count() == 1
    assert is_in_force(lead, second)


def test_amendment_asks_only_the_party_that_it_touches(
    parties: dict[str, dict[str, str]], lead: Visitor, new_visitor: NewVisitor
) -> None:
    site, first, second = lead.site, parties[cast.FIRST], parties[cast.SECOND]
    others = count_mails(site, cast.SECOND, LINK)
    own = new_visitor()
    own.sign_in(cast.FIRST, cast.PASSWORD)
    own.open("commitment-amend", pk=first["organisation"], commitment=first["commitment"])
    own.field("reduction_tco2e").fill("250")
    own.submit()
    before = count_mails(site, cast.FIRST, LINK)
    lead.open("commitment-office", city=cast.CITY, pk=first["commitment"])
    lead.page.locator("main a[href$='/chiedi-emendamento/']").click()
    lead.field("city_title").fill("Assessora")
    lead.submit()
    expect(lead.page).to_have_url(re.compile(r"/firme-impegni/[0-9a-f-]+/$"))
    request = lead.page.url.rstrip("/").split("/")[-1]
    sign_newest(new_visitor, before)
    assert inside(site, "requests_of", commitment=first["commitment"])[0] == SIGNED  # it counts until then
    countersign(lead, request, city=cast.CITY, person=cast.OFFICER)
    wait_for_requests(site, first["commitment"], ["amend", "in_force", 1])

    assert inside(site, "requests_of", commitment=first["commitment"])[0] == SUPERSEDED
    assert inside(site, "requests_of", commitment=second["commitment"]) == [SIGNED]
    assert count_mails(site, cast.SECOND, LINK) == others
    assert [is_in_force(lead, one) for one in (first, second)] == [False, True]
