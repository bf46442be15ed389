"""The frame: problems in one form, tags and keeping, request ids, methods, scripts of other sites."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils.translation import gettext, override

from contracts.models import Contract
from exchange.api.catalogue import CATALOGUE
from exchange.api.problems import KINDS
from tests.exchange.api.conftest import read
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db
REFUSED = [
    ("GET", "/api/v1/nothing", {}, 404),
    ("GET", "/api/nothing", {}, 404),
    ("GET", "/api/v1/actions/1", {}, 404),
    ("GET", "/api/v1/actions/0190a000-0000-7000-8000-000000000006", {}, 404),
    ("GET", "/api/v1/actions/", {}, 404),
    ("GET", "/api/v1/code-lists/nothing", {}, 404),
    ("POST", "/api/v1/cities", {}, 405),
    ("DELETE", "/api/v1/cities", {}, 405),
    ("TRACE", "/api/v1/cities", {}, 405),
    ("GET", "/api/v1/cities", {"accept": "text/html"}, 406),
    ("GET", "/api/v1/cities?nothing=1", {}, 400),
    ("GET", "/api/v1/status?nothing=1", {}, 400),
]
TOLD = {"type", "title", "status", "detail", "request_id"}


@pytest.mark.parametrize(("method", "address", "headers", "status"), REFUSED)
def test_every_refusal_is_a_problem(
    client: Client, method: str, address: str, headers: dict[str, str], status: int
) -> None:
    answer = client.generic(method, address, headers={"x-request-id": "asked-0001", **headers})
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (set(told) - {"errors"}, told["status"]) == (TOLD, status)
    assert (told["request_id"], answer["X-Request-ID"]) == ("asked-0001", "asked-0001")
    assert answer["Cache-Control"] == "no-store"


def test_a_host_that_is_not_ours_is_a_problem(client: Client, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["portale.example"]
    answer = client.get("/api/v1/cities")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("a secret of the server")

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        answer = client.get("/api/v1/cities")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in answer.content


def test_a_refused_method_names_those_there_are(client: Client) -> None:
    assert client.post("/api/v1/cities")["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("code", ["it", "en"])
def test_problems_are_told_in_the_language_but_not_their_type(client: Client, code: str) -> None:
    answer = client.get("/api/v1/nothing", headers={"accept-language": code})
    told = answer.json()
    with override(code):
        title = gettext("Not found")
    assert (told["title"], told["type"].rpartition("/")[2]) == (title, "not-found")
    assert answer["Content-Language"] == code


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_each_type_leads_to_its_meaning(client: Client, kind: Any) -> None:
    told = read(client, f"problems/{kind.slug}")
    assert (told["status"], told["type"].rpartition("/")[2]) == (kind.status, kind.slug)


def test_status_tells_that_all_is_well(client: Client) -> None:
    answer = client.get("/api/v1/status")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/problem+json")
    assert answer.json()["status"] == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("given", ["", "short", "with spaces in it", "x" * 65])
def test_an_answer_without_a_usable_request_id_gets_one(client: Client, given: str) -> None:
    answer = client.get("/api/v1/status", headers={"x-request-id": given})
    assert answer["X-Request-ID"] not in ("", given)


@pytest.mark.parametrize("resource", CATALOGUE, ids=lambda one: one.name)
def test_what_the_client_has_is_not_sent_again(client: Client, contract: Contract, resource: Any) -> None:
    address = f"/api/v1/{resource.name}"
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_tag_is_believed_for_a_minute_without_a_query(
    client: Client, contract: Contract, django_assert_num_queries: Any
) -> None:
    address = f"/api/v1/contracts/{contract.pk}"
    known = {"if-none-match": client.get(address)["ETag"]}
    contract.save()
    with django_assert_num_queries(0):
        again = client.get(address, headers=known)
    assert (again.status_code, again["Cache-Control"]) == (304, "public, max-age=300")
    assert client.get(address, headers=known | {"accept-language": "en"}).status_code == 200
    assert client.get(f"{address}?fields=id", headers=known).status_code == 200
    assert client.get(address, headers=known | {"authorization": "Bearer x"}).status_code == 401
    caches["pages"].clear()  # as after that minute
    assert client.get(address, headers=known).status_code == 200


def test_the_tag_changes_with_what_is_answered(client: Client, contract: Contract) -> None:
    action = ActionFactory(contract=contract)
    address = f"/api/v1/actions/{action.pk}"
    tags = {
        client.get(address + query)["ETag"] for query in ("", "?fields=id", "?languages=all", "?embed=city")
    }
    assert len(tags) == 4
    contract.city.names = {"it": "Altrove"}
    contract.city.save()
    assert client.get(f"{address}?embed=city")["ETag"] not in tags
    assert client.get(address)["ETag"].startswith('"r1.')


def test_a_tag_that_compression_weakened_is_still_known(client: Client, contract: Contract) -> None:
    address = f"/api/v1/contracts/{contract.pk}"
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert packed["ETag"].startswith('W/"r1.')
    assert client.get(address, headers={"if-none-match": packed["ETag"]}).status_code == 304


def test_only_what_everyone_reads_may_be_kept(client: Client, contract: Contract) -> None:
    public = client.get("/api/v1/contracts")
    assert public["Cache-Control"] == "public, max-age=300"
    assert {"Accept", "Accept-Language", "Authorization"} <= set(public["Vary"].split(", "))
    own = client.get("/api/v1/contracts", headers={"authorization": "Bearer x"})
    assert own["Cache-Control"] == "no-store"


def test_scripts_of_other_sites_read_what_is_public(client: Client) -> None:
    public = client.get("/api/v1/cities")
    assert public["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in public
    own = client.get("/api/v1/cities", headers={"authorization": "Bearer x"})
    assert "Access-Control-Allow-Origin" not in own
    asked = client.options("/api/v1/cities", headers={"origin": "https://map.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "Authorization" not in asked["Access-Control-Allow-Headers"]


def test_head_answers_as_get_without_content(client: Client, contract: Contract) -> None:
    whole, head = client.get("/api/v1/contracts"), client.head("/api/v1/contracts")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])


def test_pages_for_people_are_framed_by_nothing(client: Client) -> None:
    answer = client.get("/it/nothing-of-the-kind/")
    assert (answer.status_code, "X-Request-ID" in answer) == (404, False)
    assert client.put("/it/").status_code == 405


def test_the_api_leaves_no_cookie(client: Client) -> None:
    client.get("/api/v1/cities")
    assert dict(client.cookies) == {}
