"""Who may open which officers' page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from contracts.models import City, Contract
from core.enums import JobName
from core.jobs import defer
from tests.browsers import sign_in
from tests.factories import (
    ActionFactory,
    CityFactory,
    CityMembershipFactory,
    InventorySeriesFactory,
    MilestoneFactory,
    ProxyValueFactory,
)

pytestmark = pytest.mark.django_db

READING = [
    "officer-home",
    "office-action-list",
    "inventory-list",
    "milestone-list",
    "proxy-list",
    "proxy-csv",
    "proxy-template",
    "assumptions-edit",
    "colleague-list",
    "job-detail",
    "job-row",
]
EDITING = [
    "action-create",
    "action-edit",
    "action-archive",
    "action-restore",
    "action-report",
    "inventory-create",
    "series-edit",
    "proxy-create",
    "proxy-edit",
    "proxy-delete",
    "proxy-import",
    "milestone-create",
    "milestone-move",
    "milestone-close",
]
LEADING = ["colleague-invite", "colleague-edit", "colleague-remove"]
OF_A_ROW = {
    "action": "action",
    "milestone": "milestone",
    "colleague": "member",
    "job": "job",
    "proxy": "proxy",
    "series": "series",
}

Address = Callable[[str], str]


@pytest.fixture
def address(contract: Contract, city: City) -> Address:
    rows: dict[str, Any] = {
        "action": ActionFactory(contract=contract),
        "milestone": MilestoneFactory(city=city),
        "member": CityMembershipFactory(city=city),
        "proxy": ProxyValueFactory(city=city),
        "series": InventorySeriesFactory(city=city),
        "job": defer(JobName.RECOMPUTE_CONTRACT, key=str(contract.pk)),
    }

    def find(name: str) -> str:
        kind = OF_A_ROW.get(name.split("-", maxsplit=1)[0], "")
        has_row = kind and not name.endswith(("create", "list", "invite", "import", "csv", "template"))
        return reverse(name, args=[city.slug, rows[kind].pk] if has_row else [city.slug])

    return find


@pytest.mark.parametrize("name", [*READING, *EDITING, *LEADING])
@pytest.mark.parametrize("language", ["it", "en"])
def test_who_is_not_signed_in_goes_to_sign_in(
    client: Client, address: Address, name: str, language: str
) -> None:
    with translation.override(language):
        url = address(name)
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next={url}")


@pytest.mark.parametrize("name", [*READING, *EDITING, *LEADING])
def test_strangers_are_refused(stranger: Any, address: Address, name: str) -> None:
    browser = sign_in(stranger)
    assert (browser.get(address(name)).status_code, browser.post(address(name)).status_code) == (403, 403)


@pytest.mark.parametrize(
    ("who", "opens"),
    [
        ("reader", READING),
        ("officer", [*READING, *EDITING]),
        ("lead", [*READING, *EDITING, *LEADING]),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_what_each_role_opens(
    request: pytest.FixtureRequest, address: Address, who: str, opens: list[str], language: str
) -> None:
    browser = sign_in(request.getfixturevalue(who))
    with translation.override(language):
        allowed = {
            name for name in (*READING, *EDITING, *LEADING) if browser.get(address(name)).status_code == 200
        }
    assert allowed == set(opens)


def test_rows_of_other_cities_are_not_found(office: Client, contract: Contract, city: City) -> None:
    elsewhere: list[tuple[str, Any]] = [
        ("action-edit", ActionFactory()),
        ("action-archive", ActionFactory()),
        ("milestone-move", MilestoneFactory()),
        ("proxy-edit", ProxyValueFactory()),
        ("series-edit", InventorySeriesFactory()),
        ("job-detail", defer(JobName.RECOMPUTE_ALL, key="all")),
    ]
    statuses = [office.get(reverse(name, args=[city.slug, row.pk])).status_code for name, row in elsewhere]
    assert statuses == [404] * 6


def test_an_unknown_city_is_not_found(office: Client) -> None:
    assert office.get(reverse("officer-home", args=["atlantis"])).status_code == 404


def test_a_city_without_a_contract_has_no_actions(officer: Any) -> None:
    city = CityFactory()
    CityMembershipFactory(city=city, user=officer)
    browser = sign_in(officer)
    statuses = [
        browser.get(reverse(name, args=[city.slug])).status_code
        for name in ("officer-home", "inventory-list", "milestone-list", "office-action-list")
    ]
    assert statuses == [200, 200, 200, 404]
