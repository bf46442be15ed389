"""How the API knows its callers, what it lets them do, and how often: on a view of its own, beside any resource."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from contracts.rules import can_edit_city
from exchange.api.authentication import CredentialAuthentication
from exchange.api.rates import ANONYMOUS, READ, REFUSED, WRITE, Policy, RateLimit, find_window, tell_rates
from exchange.api.scopes import ANYONE, HasScopes
from exchange.enums import ApiScope
from exchange.models import ApiCredential
from tests.factories import ApiCredentialFactory, token_of

pytestmark = pytest.mark.django_db

CALLER = "127.0.0.1"
NAMES = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "RateLimit-Policy")


class ActionsView(APIView):
    """Reads and writes with scopes; DELETE is named by nobody."""

    authentication_classes = (CredentialAuthentication,)
    permission_classes = (HasScopes,)
    throttle_classes = (RateLimit,)
    required_scopes = {"GET": ApiScope.ACTIONS_READ, "POST": ApiScope.ACTIONS_WRITE, "PUT": ANYONE}
    is_open_to_readers = False

    def get(self, request: Request) -> HttpResponse:
        """Who asks; 304 to who has it."""
        status = 304 if "If-None-Match" in request.headers else 200
        return HttpResponse(str(request.user), status=status)

    post = put = delete = get


class OpenView(ActionsView):
    """Read by everyone."""

    is_open_to_readers = True


class SilentView(ActionsView):
    """Names no scopes."""

    required_scopes: dict[str, str] = {}
    is_open_to_readers = True


@pytest.fixture
def key() -> ApiCredential:
    return ApiCredentialFactory()


def ask(
    view: type[APIView] = ActionsView, method: str = "GET", token: str = "", **headers: str
) -> HttpResponse:
    """The answer of a view behind the middleware."""
    sent = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    request = RequestFactory().generic(method, "/api/v1/actions", **sent, **headers)
    answer: Any = tell_rates(view.as_view())(request)
    told: HttpResponse = answer.render() if hasattr(answer, "render") else answer
    return told


def spend(policy: Policy, who: str, calls: int) -> None:
    for _call in range(calls):
        find_window(policy, who).count()


@pytest.fixture
def minute(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The clock stands 19 seconds after the beginning of a minute."""
    clock = {"now": 60_000_019.0}
    monkeypatch.setattr("time.time", lambda: clock["now"])
    return clock


def test_a_key_acts_as_its_person_within_its_city(key: ApiCredential):
    seen = []

    class Looking(ActionsView):
        def get(self, request: Request) -> HttpResponse:
            seen.append((request.user, request.auth, can_edit_city(request.user, key.city)))
            return HttpResponse()

    assert ask(Looking, token=token_of(key)).status_code == 200
    assert seen == [(key.responsible, key, True)]


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_is_read_in_any_case(key: ApiCredential, scheme: str):
    assert ask(HTTP_AUTHORIZATION=f"{scheme} {token_of(key)}").status_code == 200


@pytest.mark.parametrize("header", ["", "Basic eDp5", "Token x"])
def test_without_a_key_one_is_nobody(header: str):
    answer = ask(OpenView, HTTP_AUTHORIZATION=header)
    assert (answer.status_code, answer.content) == (200, b"AnonymousUser")


def test_a_key_in_the_address_is_not_looked_at(key: ApiCredential):
    request = RequestFactory().get("/api/v1/actions", {"access_token": token_of(key)})
    assert ActionsView.as_view()(request).status_code == 401


def test_every_refusal_of_a_key_reads_the_same(key: ApiCredential):
    soon, now = timezone.now() + timedelta(days=1), timezone.now()
    refused = [
        ApiCredentialFactory(expires_at=now - timedelta(seconds=1)),
        ApiCredentialFactory(revoked_at=now),
        ApiCredentialFactory(ip_ranges=["192.0.2.0/24"], expires_at=soon),
        ApiCredentialFactory(responsible=None),
    ]
    tokens = [token_of(one) for one in refused]
    tokens += [token_of(key, secret="t" * 43), token_of(key, public_id="zzzzzzzz"), token_of(key)[:-1], "x"]
    answers = [ask(OpenView, token=token) for token in tokens]
    told = {(one.status_code, one["WWW-Authenticate"], one.content) for one in answers}
    assert [status for status, _challenge, _body in told] == [401]
    assert [challenge for _status, challenge, _body in told] == ["Bearer"]


def test_revoking_acts_on_the_next_call(key: ApiCredential):
    assert ask(token=token_of(key)).status_code == 200
    ApiCredential.objects.update(revoked_at=timezone.now())
    assert ask(token=token_of(key)).status_code == 401


@pytest.mark.parametrize(
    ("view", "method", "scopes", "status"),
    [
        (ActionsView, "GET", None, 401),
        (ActionsView, "GET", ["actions:read"], 200),
        (ActionsView, "HEAD", ["actions:read"], 200),
        (ActionsView, "GET", ["actions:write"], 403),
        (ActionsView, "GET", [], 403),
        (ActionsView, "POST", None, 401),
        (ActionsView, "POST", ["actions:read"], 403),
        (ActionsView, "POST", ["actions:write"], 200),
        (ActionsView, "PUT", None, 200),
        (ActionsView, "PUT", [], 200),
        (ActionsView, "DELETE", None, 401),
        (ActionsView, "DELETE", ApiScope.values, 403),
        (ActionsView, "PATCH", None, 405),
        (ActionsView, "PATCH", [], 405),
        (ActionsView, "OPTIONS", None, 200),
        (OpenView, "GET", None, 200),
        (OpenView, "GET", ["contracts:read"], 403),
        (OpenView, "POST", None, 401),
        (SilentView, "GET", None, 401),
        (SilentView, "GET", ApiScope.values, 403),
    ],
)
def test_scopes_decide(view: type[APIView], method: str, scopes: list[str] | None, status: int):
    token = "" if scopes is None else token_of(ApiCredentialFactory(scopes=scopes))
    assert ask(view, method, token).status_code == status


def test_answers_say_what_is_left(key: ApiCredential, minute: dict[str, float]):
    told = [ask(OpenView), ask(OpenView), ask(token=token_of(key))]
    assert [[one[name] for name in NAMES] for one in told] == [
        ["60", "59", '"anonymous";q=60;w=60'],
        ["60", "58", '"anonymous";q=60;w=60'],
        ["1200", "1199", '"read";q=1200;w=60'],
    ]
    assert [(one["X-RateLimit-Reset"], one["RateLimit"]) for one in told[1:]] == [
        ("41", '"anonymous";r=58;t=41'),
        ("41", '"read";r=1199;t=41'),
    ]


def test_reads_and_writes_are_counted_apart():
    token = token_of(ApiCredentialFactory(scopes=["actions:read", "actions:write"]))
    answers = [ask(method=method, token=token) for method in ("GET", "POST", "GET")]
    assert [one["X-RateLimit-Remaining"] for one in answers] == ["1199", "119", "1198"]


def test_who_has_no_call_left_waits_for_the_next_window(key: ApiCredential, minute: dict[str, float]):
    spend(ANONYMOUS, CALLER, 60)
    answer = ask(OpenView)
    assert (answer.status_code, answer["Retry-After"], answer["X-RateLimit-Remaining"]) == (429, "41", "0")
    assert ask(token=token_of(key)).status_code == 200
    minute["now"] += 41
    assert (ask(OpenView).status_code, ask(OpenView)["X-RateLimit-Remaining"]) == (200, "58")


@pytest.mark.parametrize(("policy", "method"), [(READ, "GET"), (WRITE, "POST")])
def test_a_key_has_its_own_limits(policy: Policy, method: str, minute: dict[str, float]):
    one, other = (ApiCredentialFactory(scopes=ApiScope.values) for _key in range(2))
    spend(policy, one.public_id, policy.most)
    assert [ask(method=method, token=token_of(key)).status_code for key in (one, other)] == [429, 200]


def test_what_costs_nothing_is_not_counted(key: ApiCredential):
    ask(OpenView, HTTP_IF_NONE_MATCH='"r1"')
    ask(OpenView, "OPTIONS")
    assert ask(OpenView)["X-RateLimit-Remaining"] == "59"


def test_wrong_keys_are_counted_apart_and_never_lock_a_good_one_out(
    key: ApiCredential, minute: dict[str, float]
):
    wrong = token_of(key, secret="t" * 43)
    assert ask(token=wrong)["RateLimit"] == '"refused";r=59;t=41'
    spend(REFUSED, CALLER, 59)
    answer = ask(token=wrong)
    assert (answer.status_code, answer["Retry-After"]) == (429, "41")
    assert [ask(token=token_of(key)).status_code, ask(OpenView).status_code] == [200, 200]


def test_addresses_are_those_of_callers_not_of_the_proxy(settings: Any):
    spend(ANONYMOUS, CALLER, 60)
    assert ask(OpenView, REMOTE_ADDR="192.0.2.5").status_code == 200
    assert ask(OpenView, HTTP_X_FORWARDED_FOR="192.0.2.5").status_code == 429


def test_an_address_that_is_not_there_counts_too(client: Client, minute: dict[str, float]):
    answers = [client.get("/api/nothing-of-the-kind") for _call in range(2)]
    assert [(one.status_code, one["X-RateLimit-Remaining"]) for one in answers] == [(404, "59"), (404, "58")]


def test_pages_say_nothing_of_rates(client: Client):
    assert "X-RateLimit-Limit" not in client.get("/it/")
