"""The evidence log for everyone: its checkpoints, how to check them, and the files that this needs."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contracts.models import Contract
from core.canonical import canonical_json
from core.models import Checkpoint, EvidenceCheck
from core.services.checkpoints import published_note, streams_of
from core.services.evidence_bundles import evidence_bundle
from progress.web.pages import contract_page

VERIFIER = settings.BASE_DIR / "docs" / "verify" / "ccc_verify.py"
SHOWN = 24


@require_safe
def evidence_log(request: HttpRequest) -> HttpResponse:
    """What the evidence log is, its newest checkpoints, and how anyone checks them."""
    checkpoints = list(Checkpoint.objects.select_related("key").defer("heads", "note")[:SHOWN])
    title = _("Evidence log")
    context: dict[str, Any] = {
        "title": title,
        "crumbs": [(_("Home"), f"/{request.LANGUAGE_CODE}/"), (title, "")],
        "checkpoints": checkpoints,
        "newest": checkpoints[0] if checkpoints else None,
        "check": EvidenceCheck.objects.first(),
        "contracts": _contracts_with_evidence(request) if checkpoints else [],
        "portal_address": settings.PORTAL_ADDRESS,
    }
    return render(request, "portal/evidence_log.html", context)


def _contracts_with_evidence(request: HttpRequest) -> list[Contract]:
    """The contracts that the reader may see and the newest checkpoint holds."""
    visible = Contract.objects.visible_to(request.user).select_related("city").order_by("city__slug")
    return list(visible.filter(pk__in=streams_of(Checkpoint.objects.first())))


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks an evidence file without this portal."""
    return _file(VERIFIER.read_bytes(), VERIFIER.name, "text/x-python; charset=utf-8")


@require_safe
@contract_page
def bundle(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The events of a contract, with what leads from them to the newest checkpoint; 404 while none holds them."""
    try:
        content = canonical_json(evidence_bundle(contract.pk))
    except LookupError as error:
        raise Http404(_("No checkpoint holds events of this contract yet.")) from error
    return _file(content.encode(), f"prove-{contract.city.slug}.json", "application/json")


@require_safe
@never_cache
def note(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A checkpoint as it was signed, the newest without a number; plain text for programs and archives."""
    text = published_note(number)
    if not text:
        return HttpResponse(
            "no such checkpoint\n", content_type="text/plain; charset=utf-8", status=HTTPStatus.NOT_FOUND
        )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
