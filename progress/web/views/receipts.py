"""Receipts: how each figure of a city was computed, from what, when, and how to check it."""

from typing import Any
from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from progress.models import ProgressSnapshot
from progress.selectors.receipts import FIGURES
from progress.selectors.receipts_page import (
    find_snapshot,
    read_receipt,
    read_receipt_list,
    results_as_json,
    stored_inputs_as_json,
)
from progress.web.pages import contract_page, show


@contract_page
def receipt(request: HttpRequest, contract: Contract, figure: str) -> HttpResponse:
    """One figure with its formula, its inputs and the computation that made it."""
    if figure not in FIGURES:
        raise Http404(_("No figure has this name."))
    snapshot = _asked_snapshot(request, contract)
    chosen = FIGURES[figure]
    return show(
        request,
        "progress/receipt.html",
        title=_("Receipt: %(figure)s") % {"figure": chosen.label},
        city=contract.city,
        crumbs=((_("Receipts"), reverse("receipt-list", args=[contract.city.slug])),),
        receipt=read_receipt(contract, snapshot, chosen, request.user) if snapshot else None,
        snapshot=snapshot,
        query=_query(snapshot),
    )


@contract_page
def receipt_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Every figure of a snapshot, and the snapshots before it."""
    snapshot = _asked_snapshot(request, contract)
    return show(
        request,
        "progress/receipt_list.html",
        title=_("Receipts"),
        city=contract.city,
        receipts=read_receipt_list(contract, snapshot, request.user) if snapshot else None,
        snapshot=snapshot,
        query=_query(snapshot),
    )


@contract_page
def receipt_inputs(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The stored inputs of a snapshot, as far as they are public."""
    snapshot = _required_snapshot(request, contract)
    return _file(f"{contract.city.slug}-dati.json", stored_inputs_as_json(contract, snapshot, request.user))


@contract_page
def receipt_results(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The stored results of a snapshot."""
    snapshot = _required_snapshot(request, contract)
    return _file(f"{contract.city.slug}-risultati.json", results_as_json(contract, snapshot, request.user))


def _asked_snapshot(request: HttpRequest, contract: Contract) -> ProgressSnapshot | None:
    """The snapshot that the address names, else the one that pages show; 404 where the named one is not there."""
    asked = request.GET.get("snapshot", "")
    if not asked:
        return find_snapshot(contract, None)
    try:
        snapshot = find_snapshot(contract, UUID(asked))
    except ValueError:
        snapshot = None
    if snapshot is None:
        raise Http404(_("There is no such snapshot of this city."))
    return snapshot


def _required_snapshot(request: HttpRequest, contract: Contract) -> ProgressSnapshot:
    snapshot = _asked_snapshot(request, contract)
    if snapshot is None:
        raise Http404(_("Nothing was computed yet."))
    return snapshot


def _query(snapshot: ProgressSnapshot | None) -> str:
    """What links add to stay with an older snapshot; nothing for the one that pages show."""
    return "" if snapshot is None or snapshot.is_current else f"?snapshot={snapshot.pk}"


def _file(name: str, content: dict[str, Any]) -> HttpResponse:
    body = orjson.dumps(content, option=orjson.OPT_INDENT_2)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
