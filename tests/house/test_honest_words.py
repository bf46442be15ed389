"""Route A is never called better than it is: the words of stronger signatures stand only where they are denied."""

import re
from pathlib import Path

import pytest

from tests.house.sources import files_under, read

BANNED = re.compile(
    r"\b(advanced|qualified|digital signature|legally binding|avanzat[aoe]|qualificat[aoe]|firma digitale"
    r"|firme digitali|giuridicamente vincolant[ei]|legalmente vincolant[ei])\b",
    re.IGNORECASE,
)
DENIED = "It is not an advanced, qualified or digital signature."
DENIAL = re.compile(re.escape(DENIED) + r"|Non (?:è|si tratta di) una firma [^.]*\.")
PAGES = [
    path
    for path in files_under("templates", suffix=".html") + files_under("templates", suffix=".txt")
    if path.parts[1:3] == ("stakeholders", "signing") or path.name.startswith("signing_")
]


def without_denial(text: str) -> str:
    """The text without the sentence that denies the stronger kinds."""
    return DENIAL.sub("", text)


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_route_a_is_not_called_more_than_it_is(path: Path) -> None:
    assert BANNED.findall(without_denial(read(path))) == []


def test_pages_and_mails_are_found() -> None:
    assert len(PAGES) > 15


def test_the_denial_is_said_where_one_signs_and_on_the_receipt() -> None:
    folder = Path("templates/stakeholders/signing")
    said = [name for name in ("code.html", "receipt.html") if "signing/_honest.html" in read(folder / name)]
    assert (said, DENIED in read(folder / "_honest.html")) == (["code.html", "receipt.html"], True)


def test_words_of_the_translation_are_as_honest() -> None:
    catalogue = read(Path("locale/it/LC_MESSAGES/django.po"))
    entries = catalogue.split("\n\n")
    of_pages = [one for one in entries if "templates/stakeholders/signing/" in one or "mail/signing_" in one]
    joined = [re.sub(r'"\n"', "", one) for one in of_pages]
    assert [one for one in joined if BANNED.search(without_denial(one).split("msgstr")[-1])] == []
