"""What must hold before a version moves on: this room's guards, and what they say in words."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.documents import DOCUMENT_PART, build_document
from contracts.enums import FindingSeverity, SectionState
from contracts.lifecycle import Candidate, Missing, register_frozen_part, register_guard
from contracts.models import Finding, FrozenPart, VersionApproval
from contracts.selectors.workspace import SectionStatus, completeness
from contracts.tables import SECTIONS, TABLES
from contracts.transitions import Need
from core.services.evidence import register_proof

NEEDED_APPROVALS = 2


def register_lifecycle() -> None:
    """Register the guards, the frozen part and the proofs of this room; called once, when Django is ready."""
    register_guard(Need.SECTIONS_COMPLETE, find_incomplete_sections)
    register_guard(Need.NO_ERRORS, find_errors)
    register_guard(Need.APPROVED_BY_TWO, find_missing_approvals)
    register_guard(Need.SIGNED_ON_PAPER, find_missing_signature)
    register_frozen_part(DOCUMENT_PART, build_document)
    for kind in ("version.moved", "version.frozen"):
        register_proof(kind, find_changed_parts)


def find_incomplete_sections(candidate: Candidate) -> list[Missing]:
    """Required sections that lack something, or that someone is still reviewing."""
    statuses = [one for one in completeness(candidate.version) if one.spec.required]
    return [missing for one in statuses for missing in _missing_of(one)]


def _missing_of(status: SectionStatus) -> list[Missing]:
    title, reasons = status.spec.title, list(status.missing)
    if status.state == SectionState.IN_REVIEW:
        reasons.append(_("A review is not answered yet."))
    return [
        Missing(
            _("%(section)s: %(reason)s") % {"section": title, "reason": reason},
            "section-edit",
            (status.spec.key,),
        )
        for reason in reasons
    ]


def find_errors(candidate: Candidate) -> list[Missing]:
    """Errors that checks found; warnings never block."""
    found = Finding.objects.filter(
        Q(version=candidate.version) | Q(version=None),
        city=candidate.version.contract.city_id,
        severity=FindingSeverity.ERROR,
    ).count()
    if not found:
        return []
    sentence = ngettext(
        "The checks found %(count)s error: mend it before the contract is submitted.",
        "The checks found %(count)s errors: mend them before the contract is submitted.",
        found,
    )
    return [Missing(sentence % {"count": found}, "contract-check")]


def find_missing_approvals(candidate: Candidate) -> list[Missing]:
    """Approvals that are still to be given, and what changed since the content was last approved."""
    approvals = list(candidate.version.approvals.order_by("approved_at"))
    valid = {one.person_id for one in approvals if one.content_sha256 == candidate.content_sha256}
    if len(valid) >= NEEDED_APPROVALS:
        return []
    sentence = _("%(given)s of %(needed)s people have approved exactly this content.") % {
        "given": len(valid),
        "needed": NEEDED_APPROVALS,
    }
    return [
        Missing(sentence, "contract-version", (candidate.version.number,)),
        *(_changed_parts(approvals[-1], candidate.digests) if approvals and not valid else []),
    ]


def _changed_parts(approval: VersionApproval, digests: Mapping[str, str]) -> list[Missing]:
    """What is not as it was when it was approved, each with the page that shows it."""
    before = approval.part_digests
    changed = [key for key in {**digests, **before} if before.get(key) != digests.get(key)]
    return [
        Missing(_("Changed since it was approved: %(part)s.") % {"part": part_title(key)}, *part_page(key))
        for key in changed
    ]


def part_title(key: str) -> str:
    """The name of a part of a document's content; one that the portal does not know any more goes by its key."""
    titles = {
        "aims": _("target and settings"),
        "clauses": _("clauses"),
        "factors": _("emission factors"),
        **{f"section:{spec.key}": spec.title for spec in SECTIONS},
        **{f"table:{spec.key}": spec.title for spec in TABLES},
    }
    return str(titles.get(key, key))


def part_page(key: str) -> tuple[str, tuple[str, ...]]:
    """The page of the office where a part is written."""
    sections = {
        "clauses": "commitments.contract",
        "factors": "plan.factors",
        **{f"section:{spec.key}": spec.key for spec in SECTIONS},
        **{f"table:{spec.key}": spec.section for spec in TABLES},
    }
    return ("section-edit", (sections[key],)) if key in sections else ("version-settings", ())


def find_missing_signature(candidate: Candidate) -> list[Missing]:
    """At least one party must have signed."""
    if candidate.version.paper_signatures.exists():
        return []
    return [Missing(_("No signature of a party is recorded yet."), "signature-list")]


def find_changed_parts(payload: Mapping[str, Any]) -> list[str]:
    """What was frozen with an event and is not there as it was frozen."""
    told = payload["details"].get("parts", {})
    stored = (
        FrozenPart.objects.filter(version=payload["version"]).values_list("name", "content") if told else []
    )
    found = {name: sha256(content.encode()).hexdigest() for name, content in stored}
    return [
        f"the frozen part {name} is not what was frozen" for name in told if found.get(name) != told[name]
    ]
