"""A signed text as a paper: everything its template needs, in the language that was signed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from core.quantities import format_date, format_instant, format_number
from stakeholders.enums import AuthorityBasis, ProofMethod, RequestKind, SignatureRoute
from stakeholders.papers.codes import draw_code
from stakeholders.papers.facts import PaperFacts, PaperSignature
from stakeholders.papers.files import build_files

Fact = dict[str, str]
SHORT_DIGEST = 12


def build_paper(facts: PaperFacts) -> dict[str, Any]:
    """The paper of what was signed; the same facts give the same paper."""
    with translation.override(facts.language):
        return _text(facts) | {
            "evidence": _evidence(facts),
            "files": build_files(facts),
            "verification": _verification(facts),
        }


def build_offer(facts: PaperFacts) -> dict[str, Any]:
    """The paper of a text that is still to be signed, for who signs it outside the portal; it tells of no signature."""
    with translation.override(facts.language):
        return _text(facts) | {"signing": _signing(facts)}


def _text(facts: PaperFacts) -> dict[str, Any]:
    """What both papers hold: the frame of their pages, and the text with its annexes."""
    return {
        "language": facts.language,
        "title": _kind_words(facts),
        "author": facts.city,
        "description": facts.title,
        "strip": _("Training city: everything is invented") if facts.is_training else "",
        "running": _running_lines(facts),
        "head": _head(facts),
        "ending": _ending(facts),
        "parts": [
            {"title": part.title, "lines": [_fact(label, text) for label, text in part.lines]}
            for part in facts.parts
        ],
        "annexes": _annexes(facts),
    }


def _signing(facts: PaperFacts) -> dict[str, Any]:
    """Which text and request a signature under this file belongs to."""
    return {
        "title": _("To be signed"),
        "lead": _(
            "Sign this file with your own certificate (PAdES) and send it back to the portal without changing it "
            "otherwise. It is signed by nobody yet."
        ),
        "lines": [
            _fact(_("Digest of the text (SHA-256)"), facts.version_sha256, kind="digest"),
            _fact(_("Request"), facts.request_id, kind="digest"),
        ],
    }


def _kind_words(facts: PaperFacts) -> str:
    words = {
        RequestKind.SIGN: _("Commitment of %(organisation)s"),
        RequestKind.AMEND: _("Amended commitment of %(organisation)s"),
        RequestKind.ACKNOWLEDGE: _("Acknowledgement of changed clauses by %(organisation)s"),
        RequestKind.WITHDRAW: _("Withdrawal of the commitment of %(organisation)s"),
    }
    return words[RequestKind(facts.kind)] % {"organisation": facts.organisation}


def _running_lines(facts: PaperFacts) -> dict[str, str]:
    version = _("version %(number)s") % {"number": format_number(facts.version_number)}
    foot = (facts.organisation, version, facts.version_sha256[:SHORT_DIGEST], facts.code)
    return {
        "left": f"{facts.city} · {_('Climate City Contract')}",
        "foot": " · ".join(told for told in foot if told),
    }


def _head(facts: PaperFacts) -> dict[str, Any]:
    told = [
        _fact(_("Organisation"), facts.organisation),
        _fact(_("City"), facts.city),
        _fact(_("Number"), format_number(facts.number, unknown=_("none yet"))),
        _fact(_("Version"), format_number(facts.version_number)),
    ]
    if facts.signatures:
        told.append(_fact(_("Signed by everyone on"), format_date(facts.signed_on)))
    return {"kind": _("Climate City Contract"), "subtitle": facts.title, "facts": told}


def _ending(facts: PaperFacts) -> dict[str, Any] | None:
    """What a withdrawal or an amendment says beside the text."""
    lines = []
    is_withdrawal = facts.kind == RequestKind.WITHDRAW
    if facts.effect_on:
        later = _("%(day)s, or on the day of the last signature if that is later")
        day = format_date(facts.effect_on)
        lines.append(_fact(_("Takes effect on"), later % {"day": day} if is_withdrawal else day))
    if facts.reason:
        lines.append(_fact(_("Reason"), facts.reason))
    if not lines:
        return None
    lead = _("The text below was signed before and does not hold from this day on.") if is_withdrawal else ""
    return {"title": _kind_words(facts), "lead": lead, "lines": lines}


def _annexes(facts: PaperFacts) -> dict[str, Any] | None:
    if not facts.annexes:
        return None
    return {
        "title": _("Annexes"),
        "lead": _("Files that belong to the text, each with its digest (SHA-256)."),
        "lines": [_fact(name, digest, kind="digest") for name, digest in facts.annexes],
    }


def _evidence(facts: PaperFacts) -> dict[str, Any]:
    """Who signed, by what right, how they proved who they are, and where the evidence log tells it."""
    routes = {one.route for one in facts.signatures}
    return {
        "title": _("Signatures"),
        "lead": list(_route_words(routes)),
        "signatures": [_signature(one) for one in facts.signatures],
        "facts": [
            _fact(_("Digest of the signed text (SHA-256)"), facts.version_sha256, kind="digest"),
            _fact(_("Request"), facts.request_id, kind="digest"),
            _fact(_("Stream of the evidence log"), facts.stream, kind="digest"),
        ],
    }


def _route_words(routes: set[str]) -> Iterator[str]:
    """What each kind of signature on this paper is, never named better than it is."""
    if SignatureRoute.PORTAL in routes:
        yield _(
            "The portal records that the person who controls this e-mail address and account confirmed this exact "
            "text at this time, and seals it so that later changes can be detected. It is an electronic signature "
            "under art. 3(10) eIDAS. It is not an advanced, qualified or digital signature."
        )
    if SignatureRoute.EXTERNAL in routes:
        yield _(
            "Who signed outside the portal did so in a file of their own, which the portal checked and keeps "
            "unchanged; its digest is part of the evidence."
        )
    if SignatureRoute.PAPER in routes:
        yield _("Who signed on paper did so before the city, which keeps the sheet and recorded it here.")


def _signature(one: PaperSignature) -> dict[str, Any]:
    basis = [_fact(_("May sign as"), str(AuthorityBasis(one.basis).label))] if one.basis else []
    method = [_fact(_("Proof of identity"), str(ProofMethod(one.method).label))]
    return {
        "party": one.party,
        "name": one.name,
        "facts": [
            _fact(_("Office held"), one.office),
            *basis,
            _fact(_("How"), str(SignatureRoute(one.route).label)),
            *([] if one.route == SignatureRoute.PAPER else method),
            _fact(_("When"), _moment(one.signed_at)),
            _fact(_("Statement (SHA-256)"), one.statement_sha256, kind="digest"),
            _fact(_("Key of the portal"), one.key_id, kind="digest"),
            _fact(_("Event of the evidence log"), format_number(one.event_seq)),
        ],
    }


def _moment(value: datetime) -> str:
    """A moment by the city's clock, and in universal time as the statement has it."""
    return f"{format_instant(value)} ({value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ})"


def _verification(facts: PaperFacts) -> dict[str, Any]:
    """The page that tells how anyone verifies this file, with the code in words, in an address and as a square."""
    return {
        "title": _("How to verify this document"),
        "lead": [
            _(
                "Open the address below, or give the code on the verification page of the portal, and choose this "
                "file: the page tells whether it is, byte for byte, the one that the portal issued, and whether the "
                "commitment is still in force."
            ),
            _(
                "The portal seals with a key of its own. Programs that show PDFs do not know it and may say that "
                "the signer is unknown; this does not mean that the file was changed. A printed copy proves "
                "nothing by itself: compare it with what the page shows."
            ),
        ],
        "code": facts.code,
        "address": facts.address,
        "svg": draw_code(facts.address),
        "alt": _("Square code with the address %(address)s") % {"address": facts.address},
        "words": {"code": _("Code"), "address": _("Address")},
    }


def _fact(label: str, value: str, *, kind: str = "text") -> Fact:
    return {"label": label, "value": value, "kind": kind}
