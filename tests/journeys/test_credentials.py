"""A lead makes a key for a machine, sees its token once, replaces it and revokes it; no page has a barrier."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.page_checks import find_faults
from tests.journeys.visitor import Visitor

TOKEN = re.compile(r"ccc_demo_[a-z2-7]{8}_[A-Za-z0-9_-]{43}")


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_token_is_seen_once(language: str, officer: Visitor) -> None:
    name = f"Sistema di prova {language}"
    officer.open("credential-create", language, city="valdoria")
    officer.field("label").fill(name)
    officer.field("scopes").and_(officer.page.locator("[value='actions:read']")).check()
    officer.submit()
    first = TOKEN.findall(officer.page.content())
    assert (len(set(first)), find_faults(officer.page, language)) == (1, [])
    officer.open("credential-list", language, city="valdoria")
    assert TOKEN.findall(officer.page.content()) == []
    row = officer.page.locator("main li", has_text=name)
    row.locator("a[href$='/sostituisci/']").click()
    officer.submit()
    assert set(TOKEN.findall(officer.page.content())) - set(first)
    for _key in range(2):
        officer.open("credential-list", language, city="valdoria")
        row.locator("a[href$='/revoca/']").first.click()
        officer.submit()
    expect(row.locator("a")).to_have_count(0)
    assert find_faults(officer.page, language) == []
