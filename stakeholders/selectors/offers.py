"""Readings of the document that is offered to whoever signs outside the portal, as it was kept."""

import json
from hashlib import sha256

from core.durable_files import store_folder
from core.models import EvidenceEvent
from stakeholders.models import SigningRequest

OFFERED = "request.offered"


def kept_offer(request: SigningRequest) -> bytes | None:
    """The PDF that was offered already, as it was; None before the first offer, and where the file is lost."""
    told, kept = offered_sha256(request), store_folder() / name_of_offer(request)
    if not told or not kept.is_file():
        return None
    content = kept.read_bytes()
    return content if sha256(content).hexdigest() == told else None


def offered_sha256(request: SigningRequest) -> str:
    """The digest of the file that was offered, as the evidence log tells it; empty before the first offer."""
    stream = request.version.commitment.contract_id
    rows = EvidenceEvent.objects.filter(stream=stream, kind=OFFERED, payload__contains=str(request.pk))
    event = rows.order_by("seq").first()
    return str(json.loads(event.payload)["offered_sha256"]) if event else ""


def name_of_offer(request: SigningRequest) -> str:
    """Under which name the store keeps it."""
    return f"offered/{request.pk}.pdf"
