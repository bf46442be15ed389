"""The register of tonnes: the sums, the cells, the parties, the promises, the download."""

import csv
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from contracts.enums import ActionState, Quantification, Sector
from progress.models import ProgressSnapshot
from progress.selectors.ledger_page import read_ledger_page, sums_agree
from progress.services.snapshots import record_progress
from tests import factories
from tests.progress.web.conftest import read_page

PAGE = "/en/c/milano/registro-tonnellate/"


def download(client):
    """The rows of the download."""
    answer = client.get("/en/c/milano/registro-tonnellate.csv")
    return list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))


def codes(html):
    """The codes of the actions in the order of the page."""
    return re.findall(r'<th scope="row">\s*<a href="[^"]+/azioni/[^"]+">([^<]+)</a>', html)


@pytest.fixture
def waste(milano):
    """Milano's waste: three actions claim 23,350 t of the 7,760 t that its inventory has there."""
    inventory = milano.city.inventory_series.get().inventories.get()
    factories.InventoryLineFactory(inventory=inventory, sector=Sector.WASTE, value_tco2e=Decimal(7_760))
    large, middle, small = (
        factories.ActionFactory(
            contract=milano.contract, code=code, sector=Sector.WASTE, reduction_tco2e=Decimal(tonnes)
        )
        for code, tonnes in (("W1", 15_000), ("W2", 6_000), ("W3", 2_350))
    )
    record_progress(contract_ids=[milano.contract.pk])
    return SimpleNamespace(large=large, middle=middle, small=small, **vars(milano))


def test_ledger_tells_what_is_there_and_what_is_claimed_of_it(client, waste):
    text = read_page(client, PAGE).text
    wanted = [
        "The inventory says that the whole sector emits 7,760 t",
        "3 actions claim 23,350 t",
        "7,760 t CO₂e are credited and 15,590 t",
        "Together they exceed what the sector emits",
        "Checked: 1,880,357.0000 t credited and 15,590.0000 t contested are exactly the 1,895,947.0000 t",
    ]
    assert [words for words in wanted if words not in text] == []


def test_ledger_lists_the_most_contested_action_first(client, waste):
    assert codes(read_page(client, PAGE).html)[:3] == ["W1", "W2", "W3"]


@pytest.mark.parametrize(
    ("sector", "expected"),
    [("waste", ["W1", "W2", "W3"]), ("transport", []), ("buildings", ["EB2", "EB1", "GR1"])],
)
def test_ledger_filters_by_sector(client, waste, sector, expected):
    waste.project.source_group = "roofs"
    waste.project.save()
    waste.included.quantification = Quantification.QUANTIFIED
    waste.included.included_in = None
    waste.included.reduction_tco2e, waste.included.source_group = Decimal(400_000), "Roofs"
    waste.included.save()
    record_progress(contract_ids=[waste.contract.pk])
    assert codes(read_page(client, f"{PAGE}?sector={sector}").html) == expected


def test_ledger_tells_a_bad_filter_and_shows_the_rest(client, waste):
    page = read_page(client, f"{PAGE}?sector=magic")
    assert (page.status, "error-summary" in page.html, codes(page.html)[:1]) == (200, True, ["W1"])


def test_ledger_pages_the_actions_that_meet(client, waste):
    factories.ActionFactory.create_batch(
        30, contract=waste.contract, sector=Sector.WASTE, reduction_tco2e=Decimal(10)
    )
    record_progress(contract_ids=[waste.contract.pk])
    first, second = (len(codes(read_page(client, f"{PAGE}?sector=waste&page={n}").html)) for n in (1, 2))
    assert (first, second, len(download(client))) == (25, 8, 38)


def test_ledger_says_why_actions_count_nothing(client, waste):
    factories.ActionFactory(contract=waste.contract, code="CC1", state=ActionState.CANCELLED)
    factories.ActionFactory(contract=waste.contract, code="EP1", in_existing_plan=True)
    record_progress(contract_ids=[waste.contract.pk])
    html = read_page(client, PAGE).html
    rows = re.findall(r'<a href="[^"]+">(\w+)</a>\s*</th>.*?<td>([^<]*)</td>\s*</tr>', html, re.DOTALL)
    assert {code: reason for code, reason in rows if code[0] not in "W"} == {
        "CC1": "Nothing: the action is cancelled",
        "EB2": "Nothing of its own: it is included in another action",
        "EP1": "Nothing here: it belongs to an existing plan",
        "GR1": "Nothing here: removals by sinks are shown apart",
    }


def test_ledger_splits_the_credit_among_parties_exactly(client, waste):
    for name, share in (("Alfa", "0.3333"), ("Beta", "0.6667")):
        organisation = factories.OrganisationFactory(name=name)
        factories.ActionPartyFactory(action=waste.large, organisation=organisation, share=Decimal(share))
    page = read_ledger_page(waste.contract, AnonymousUser())
    row = next(row for row in page.rows if row.code == "W1")
    parts = {party.name: party.credited_tco2e for party in row.parties}
    assert (round(sum(parts.values()), 4), row.credited_tco2e) == (4985.0107, 4985.0107)
    assert "33.3% of the credit, 1,662" in read_page(client, PAGE).text


def test_ledger_shows_shares_that_cannot_be_one_whole_without_tonnes(client, waste):
    for share in ("0.7", "0.6"):
        factories.ActionPartyFactory(action=waste.large, share=Decimal(share))
    page = read_ledger_page(waste.contract, AnonymousUser())
    row = next(row for row in page.rows if row.code == "W1")
    assert [party.credited_tco2e for party in row.parties] == [None, None]


def test_ledger_says_that_a_promise_without_actions_counts_nothing(client, waste):
    factories.CommitmentFactory(contract=waste.contract, reduction_tco2e=Decimal(500))
    record_progress(contract_ids=[waste.contract.pk])
    line = read_ledger_page(waste.contract, AnonymousUser()).commitments[0]
    assert (line.reason, line.credited_tco2e) == ("names_no_action", 0.0)
    assert "Names no action, so nothing of it can be counted" in read_page(client, PAGE).text


def test_ledger_hides_unsigned_promises_in_page_and_download(client, waste):
    waste.commitment.state = "draft"
    waste.commitment.save()
    record_progress(contract_ids=[waste.contract.pk])
    kinds = {row["kind"] for row in download(client)}
    assert (kinds, str(waste.commitment.title) in read_page(client, PAGE).text) == ({"action"}, False)
    client.force_login(factories.CityMembershipFactory(city=waste.city).user)
    assert {row["kind"] for row in download(client)} == {"action", "commitment"}


def test_ledger_names_no_action_that_was_withdrawn_since(client, waste):
    waste.large.archived_at = waste.contract.created_at
    waste.large.save()
    page = read_page(client, PAGE)
    assert ("withdrawn since" in page.text, codes(page.html)[:2]) == (True, ["W2", "W3"])


def test_ledger_csv_has_every_action_with_unrounded_numbers(client, waste):
    rows = {row["code"]: row for row in download(client)}
    wanted = {name: rows["W1"][name] for name in ("cell", "claimed_tco2e", "credited_tco2e", "reason")}
    assert wanted == {
        "cell": "Waste",
        "claimed_tco2e": "15000",
        "credited_tco2e": "4985.0107",
        "reason": "sector_cap",
    }
    assert (rows["EB2"]["reason"], rows["EB2"]["credited_tco2e"]) == ("included_in", "0")


def test_ledger_tells_when_its_sums_disagree(waste):
    page = read_ledger_page(waste.contract, AnonymousUser())
    results = page.snapshot.results
    wrong = results | {"credited_tco2e": results["credited_tco2e"] + 0.0001}
    assert (sums_agree(page.rows, results), sums_agree(page.rows, wrong)) == (True, False)


@pytest.mark.parametrize("change", [{"ledger": {}}, {"is_current": False}])
def test_ledger_that_was_not_computed_is_said_in_words(client, milano, change):
    ProgressSnapshot.objects.update(**change)
    page = read_page(client, PAGE)
    assert (page.status, "has not computed the register" in page.text) == (200, True)
    assert client.get("/en/c/milano/registro-tonnellate.csv").status_code == 404
