"""What stands on the cover, on every page and on the last page of a paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from contracts.enums import VersionState
from core.quantities import format_date, format_number
from core.richtext import plain_text
from exchange.papers.texts import break_long_words, pick_text, say

Document = Mapping[str, Any]
LONGEST_VISION = 420
SHORT_DIGEST = 12


class PaperSignature(TypedDict):
    """A signature on paper that the city has recorded; `signed_on` is ISO text."""

    party: str
    person: str
    position: str
    signed_on: str


class Extras(TypedDict):
    """What a paper tells beside its document; days are ISO text, `timestamp` is seconds since 1970."""

    title: dict[str, str]
    is_draft: bool
    is_training: bool
    dated_on: str
    timestamp: int
    generation: str
    charts: dict[str, dict[str, dict[str, Any]]]
    signatures: list[PaperSignature]
    council_decision: str
    council_decided_on: str
    verification_url: str


def cover_page(document: Document, extras: Extras, language: str) -> dict[str, Any]:
    """The words of the first page."""
    version = document["version"]
    vision = pick_text(version.get("vision"), language)
    words = plain_text(vision.text)
    shown = words if len(words) <= LONGEST_VISION else ""
    training = _("Training city: the city, its people and all its figures are invented.")
    draft = _("Draft: this text may still change and binds nobody.")
    return {
        "kind": _("Climate City Contract"),
        "city": pick_text(document["city"]["names"], language).text,
        "title": say(pick_text(extras["title"], language), language),
        "vision": say(vision._replace(text=shown), language) if shown else "",
        "mission": _("EU Mission: 100 climate-neutral and smart cities by 2030"),
        "strip": training if extras["is_training"] else "",
        "draft": draft if extras["is_draft"] else "",
        "facts": [
            {"label": label, "value": value, "kind": "text"} for label, value in _facts(document, extras)
        ],
    }


def running_lines(document: Document, extras: Extras, digest: str) -> dict[str, str]:
    """The lines above and below every page."""
    city = pick_text(document["city"]["names"], get_language() or "").text
    dated = [format_iso_day(extras["dated_on"])] if extras["dated_on"] else []
    parts = [_version_words(document), _state(document), *dated, digest[:SHORT_DIGEST]]
    return {"left": f"{city} · {_('Climate City Contract')}", "foot": " · ".join(parts)}


def closing_page(document: Document, extras: Extras, language: str, digest: str) -> dict[str, Any]:
    """The last page: which content this is, and where it can be compared with what the portal keeps."""
    facts = [
        {"label": label, "value": value, "kind": "text"}
        for label, value in [
            (_("City"), pick_text(document["city"]["names"], language).text),
            *_facts(document, extras),
        ]
    ]
    facts.append({"label": _("Digest of the content (SHA-256)"), "value": digest, "kind": "digest"})
    if extras["verification_url"]:
        address = extras["verification_url"]
        facts.append({"label": _("Address for verification"), "value": address, "kind": "address"})
    lead = [
        _(
            "The digest below is computed from the texts and tables of this version as they stand in this paper. "
            "If the portal shows the same digest for the same version, nothing has been changed."
        )
    ]
    if withheld := len(document.get("withheld", ())):
        lead.append(_withheld_words(withheld))
    if extras["is_draft"]:
        lead.append(_("This is a draft: the portal keeps no digest of it, and its content may still change."))
    return {"title": _("How to verify this paper"), "lead": lead, "facts": facts}


def _withheld_words(count: int) -> str:
    words = ngettext(
        "%(count)s section is not in this paper because its readers may not see it.",
        "%(count)s sections are not in this paper because its readers may not see them.",
        count,
    )
    return words % {"count": format_number(count)}


def format_iso_day(text: str) -> str:
    """A day from ISO text (a day or an instant), in words; says so where it is not known."""
    return format_date(date.fromisoformat(text[:10]) if text else None)


def _facts(document: Document, extras: Extras) -> list[tuple[str, str]]:
    """What identifies the version; how many have signed is told only where the portal knows of signatures."""
    facts = [(_("Version"), _number_words(document)), (_("State"), _state(document))]
    if extras["dated_on"]:
        facts.append((_("Date"), format_iso_day(extras["dated_on"])))
    if extras["council_decision"]:
        facts.append((_("Council decision"), _council_words(extras)))
    parties = len(document["tables"].get("signatories", []))
    if parties and extras["signatures"]:
        signed = len({one["party"] for one in extras["signatures"]})
        facts.append((_("Signatures"), _signature_words(signed, parties)))
    return facts


def _council_words(extras: Extras) -> str:
    number = break_long_words(extras["council_decision"])
    if not extras["council_decided_on"]:
        return number
    return _("%(number)s of %(date)s") % {
        "number": number,
        "date": format_iso_day(extras["council_decided_on"]),
    }


def _signature_words(signed: int, parties: int) -> str:
    words = ngettext(
        "%(signed)s of %(count)s party has signed", "%(signed)s of %(count)s parties have signed", parties
    )
    return words % {"signed": format_number(signed), "count": format_number(parties)}


def _version_words(document: Document) -> str:
    return _("Version %(number)s") % {"number": _number_words(document)}


def _number_words(document: Document) -> str:
    version = document["version"]
    return " · ".join(one for one in (str(version["number"]), version.get("edition") or "") if one)


def _state(document: Document) -> str:
    return str(VersionState(document["version"]["state"]).label)
