"""A page of fifty actions by the API, beside a bare view of the same rows; both through the whole portal."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from bench.database import in_memory
from bench.measure import cost_of, cpu_seconds, ratio
from bench.sizes import Figures, Sizes, target
from bench.synthetic import add_evidence, make_contracts
from ccc_portal.urls import urlpatterns as portal_addresses
from contracts.models import Action, City, Contract, Milestone
from exchange.api.actions import ACTIONS
from exchange.api.catalogue import CATALOGUE
from exchange.api.resources import Resource
from molecules.models import Intervention, Molecule

DATABASE = in_memory
LIMIT, CITIES, MOLECULES, TIMES = 50, 4, 10, 60
EMBEDS = ("city", "contract", "milestones", "molecules")
PERCENTILE_95 = 18
"""Position of the 95th percentile among the 19 cut points of twentieths."""
SQUARE = {"type": "Polygon", "coordinates": [[[9, 45], [9.1, 45], [9.1, 45.1], [9, 45]]]}


def run(sizes: Sizes) -> Figures:
    """Milliseconds of this process for one page, each kind of page in turn, so that other work meets all alike."""
    make_rows(sizes)
    plain, whole = f"/api/v1/actions?limit={LIMIT}", f"/api/v1/actions?limit={LIMIT}&embed={','.join(EMBEDS)}"
    with _portal() as ask:
        tag = ask(plain)["ETag"]
        asked: dict[str, Callable[[], object]] = {
            "plain": lambda: ask(plain),
            "plain_bare": lambda: ask("/bare"),
            "embeds": lambda: ask(whole),
            "embeds_bare": lambda: ask("/bare/embeds"),
            "known": lambda: ask(plain, tag),
            "constant": lambda: ask("/constant"),
        }
        queries = cost_of(asked["embeds"]).queries
        taken = {name: [] for name in asked}  # type: dict[str, list[float]]
        for _round in range(TIMES):
            for name, work in asked.items():
                taken[name].append(1000 * cpu_seconds(work))
    late = {name: statistics.quantiles(found, n=20)[PERCENTILE_95] for name, found in taken.items()}
    return {
        "actions": sizes.actions * CITIES,
        **{
            f"milliseconds_{name}_median": round(statistics.median(found), 2) for name, found in taken.items()
        },
        **{f"milliseconds_{name}_p95": round(value, 2) for name, value in late.items()},
        "queries_with_embeds": queries,
        "targets": [
            _target("p95 of a page to that of the bare view", late, "plain", "plain_bare", 1.5),
            _target("the same with all embeds", late, "embeds", "embeds_bare", 1.5),
            _target("p95 of a 304 to that of a constant answer", late, "known", "constant", 1.3),
            target("queries of a page with all embeds", value=queries, asked=8),
        ],
    }


def make_rows(sizes: Sizes) -> None:
    """Actions of many cities with all that can be embedded in them."""
    for contract in make_contracts(contracts=CITIES, actions=sizes.actions):
        add_evidence(contract, milestones=2, reports=0)
    for city in City.objects.all():
        molecules = Molecule.objects.bulk_create(
            Molecule(
                city=city,
                code=f"m{n}",
                names={"it": f"Nucleo {n}"},
                polygon=SQUARE,
                published_at=city.created_at,
            )
            for n in range(MOLECULES)
        )
        actions = Action.objects.filter(contract__city=city)
        Intervention.objects.bulk_create(
            Intervention(molecule=molecules[n % MOLECULES], action=action) for n, action in enumerate(actions)
        )


def _target(what: str, late: dict[str, float], name: str, floor: str, asked: float) -> Figures:
    return target(what, value=ratio(late[name], late[floor]), asked=asked)


@contextmanager
def _portal() -> Iterator[Callable[..., HttpResponse]]:
    """Ask the whole portal with the bare views beside it; 429 would measure nothing, so nobody counts."""
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415 - built with the settings below

    factory = RequestFactory()
    counting = [name for name in settings.MIDDLEWARE if "rates" in name]
    quiet = [name for name in settings.MIDDLEWARE if name not in counting]
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=quiet):
        handler = WSGIHandler()

        def ask(address: str, tag: str = "") -> HttpResponse:
            headers = {"if-none-match": tag} if tag else {}
            answer: Any = handler.get_response(factory.get(address, headers=headers))
            assert answer.status_code == (304 if tag else 200), answer.content
            return answer

        yield ask


def constant(request: HttpRequest) -> HttpResponse:
    """The least that an answer can be."""
    return HttpResponse(b"{}", content_type="application/json")


def bare(request: HttpRequest) -> HttpResponse:
    """The same columns of the same rows, as the database gives them."""
    return _dump(_page())


def bare_embeds(request: HttpRequest) -> HttpResponse:
    """The same with what is embedded, each in its own list."""
    rows = _page()
    keys = [row["pk"] for row in rows]
    reader = AnonymousUser()
    found = {
        "actions": rows,
        "cities": _values("cities", City.objects.filter(pk__in={row["contract__city_id"] for row in rows})),
        "contracts": _values("contracts", _contracts({row["contract_id"] for row in rows})),
        "milestones": _values("milestones", Milestone.objects.visible_to(reader).filter(action__in=keys)),
        "molecules": _values(
            "molecules", Molecule.objects.visible_to(reader).filter(actions__in=keys), "actions"
        ),
    }
    return _dump(found)


def _contracts(keys: set[UUID]) -> Any:
    return _resource("contracts").prepare(Contract.objects.filter(pk__in=keys))


def _page() -> list[dict[str, Any]]:
    visible = Action.objects.filter(pk__in=Action.objects.visible_to(AnonymousUser()).values("pk"))
    return _values("actions", visible.order_by("code_key", "pk")[:LIMIT], *ACTIONS.guard.columns)  # type: ignore[union-attr]


def _values(name: str, rows: Any, *more: str) -> list[dict[str, Any]]:
    columns = {column for one in _resource(name).public if not one.is_heavy for column in one.columns}
    return list(rows.values(*columns, *more))


def _resource(name: str) -> Resource:
    return next(one for one in CATALOGUE if one.name == name)


def _dump(found: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps(found, default=_as_text), content_type="application/json")


def _as_text(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else repr(value)


urlpatterns = [
    path("constant", constant),
    path("bare", bare),
    path("bare/embeds", bare_embeds),
    *portal_addresses,
]
