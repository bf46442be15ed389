r"""The exact text of a commitment: plain data in one language, its canonical form, and its digest.

Quantities are decimal strings of a fixed scale with their unit. Answers that only the city reads stand in the text
as salted digests, so that the text can be handed on; `Withheld` keeps what opens them (ADR 31).
"""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.models import ContractVersion
from contracts.transitions import CLOSED, SIGNABLE
from core.canonical import canonical_json, plain_lines
from core.fields import Texts
from core.validators import refusal
from stakeholders.enums import Side
from stakeholders.models import ActionSheet, Commitment, CommitmentVersion
from stakeholders.sheets import fields_of

SCHEMA = "ccc-commitment/1"
TEXT_PREFIX = b"CCC-COMMITMENT-v1\0"
ANSWER_PREFIX = b"CCC-ANSWER-v1\0"
QUANTITIES = (("reduction_tco2e", 4, "t CO2e/a"), ("investment_eur", 2, "EUR"))
"""Field, decimal places and unit."""
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f]"
)
"""Signs that nobody sees: controls, turned reading direction, nothing wide, private or half signs, tags."""

Opened = dict[str, dict[str, Any]]
"""What opens withheld answers, by "<sheet id>/<key>": value and salt."""


class Withheld:
    """The answers that the text holds only as digests; an answer that did not change keeps its salt."""

    def __init__(self, earlier: Opened | None = None) -> None:
        self._earlier = earlier or {}
        self.opened: Opened = {}

    def digest(self, sheet_id: str, key: str, value: Any) -> str:
        """The salted digest of one answer, whose value and salt are kept."""
        place = f"{sheet_id}/{key}"
        known = self._earlier.get(place)
        salt = known["salt"] if known and known["value"] == value else token_hex(16)
        self.opened[place] = {"value": value, "salt": salt}
        return answer_sha256(salt, key, value)


def answer_sha256(salt: str, key: str, value: Any) -> str:
    """The digest under which a withheld answer stands in the text."""
    return sha256(ANSWER_PREFIX + canonical_json([salt, key, value]).encode()).hexdigest()


def commitment_document(
    commitment: Commitment,
    language: str,
    *,
    contract_version: ContractVersion | None = None,
    withheld: Withheld | None = None,
) -> dict[str, Any]:
    """What the commitment says in one language, as plain data; nothing in it depends on when it is read.

    Refused: a title or statement that is not written in this language. The clauses are those of
    `contract_version`, else of the version that is signed now.
    """
    version = contract_version or signable_version(commitment)
    hidden = Withheld() if withheld is None else withheld
    return {
        "schema": SCHEMA,
        "language": language,
        "city": {
            "slug": commitment.contract.city.slug,
            "name": _pick(commitment.contract.city.names, language),
        },
        "contract": {
            "id": str(commitment.contract_id),
            "version": version.number if version else None,
            "edition": version.edition if version else "",
        },
        "parties": _parties(commitment, language),
        "commitment": _promise(commitment, language),
        "sheets": [_sheet(sheet, language, hidden) for sheet in commitment.sheets.order_by("position", "id")],
        "clauses": [
            {"key": key, "sha256": digest} for key, digest in clause_hashes(commitment, version).items()
        ],
        "annexes": _annexes(commitment),
    }


def canonical_text(document: Mapping[str, Any]) -> str:
    """The one way to write a document: composed accents, plain line ends, sorted keys, no spaces.

    Refused: signs that nobody sees, or that turn the reading direction.
    """
    return canonical_json(_plain(document))


def commitment_sha256(text: str) -> str:
    """The digest of a canonical text, with a prefix of its own so that it is never the digest of something else."""
    return sha256(TEXT_PREFIX + text.encode()).hexdigest()


def open_document(version: CommitmentVersion) -> dict[str, Any]:
    """The document of a version with the withheld answers in their places, for the organisation and the city."""
    document: dict[str, Any] = json.loads(version.canonical)
    opened = version.withheld or {}
    for sheet in document["sheets"]:
        for key, answer in sheet["answers"].items():
            known = opened.get(f"{sheet['id']}/{key}")
            if "sha256" in answer and known:
                answer["value"] = known["value"]
    return document


def signable_version(commitment: Commitment) -> ContractVersion | None:
    """The version of the contract that is signed now: the newest open for signature, else the one that counts."""
    versions = commitment.contract.versions
    found = versions.filter(state__in=SIGNABLE).order_by("-number").first()
    return (
        found
        or versions.filter(is_current=True).first()
        or versions.exclude(state__in=CLOSED).order_by("-number").first()
    )


def clause_hashes(commitment: Commitment, version: ContractVersion | None) -> dict[str, str]:
    """The digests of the clauses of a version that bind the organisation: those for everyone, and its own."""
    if version is None:
        return {}
    own = Q(party=None) | Q(party__in=commitment.organisation.listings.all())
    return dict(version.clauses.filter(own).order_by("key").values_list("key", "sha256"))


def _parties(commitment: Commitment, language: str) -> list[dict[str, Any]]:
    organisation, city = commitment.organisation, commitment.contract.city
    return [
        {
            "side": Side.ORGANISATION.value,
            "id": str(organisation.pk),
            "name": organisation.name,
            "legal_form": organisation.legal_form,
            "tax_code": organisation.tax_code,
            "is_public_body": organisation.is_public_body,
        },
        {"side": Side.CITY.value, "id": str(city.pk), "name": _pick(city.names, language) or city.slug},
    ]


def _promise(commitment: Commitment, language: str) -> dict[str, Any]:
    return {
        "id": str(commitment.pk),
        "number": commitment.number,
        "title": _written(commitment, "title", language),
        "statement": _written(commitment, "statement", language),
        "materiality": commitment.materiality,
        "start_year": commitment.start_year,
        "end_year": commitment.end_year,
        "quantities": {
            name: _quantity(getattr(commitment, name), places, unit) for name, places, unit in QUANTITIES
        },
        "actions": [
            {"code": action.code, "title": _pick(action.title, language)}
            for action in commitment.actions.order_by("code_key", "id")
        ],
    }


def _quantity(value: Decimal | None, places: int, unit: str) -> dict[str, Any] | None:
    """A quantity at the scale of its column, whatever the number in memory looks like; None where it is unknown."""
    return None if value is None else {"value": f"{Decimal(value):.{places}f}", "unit": unit}


def _sheet(sheet: ActionSheet, language: str, withheld: Withheld) -> dict[str, Any]:
    results = sheet.results or {}
    place = None
    if sheet.latitude is not None and sheet.longitude is not None:
        place = {"latitude": f"{sheet.latitude:.6f}", "longitude": f"{sheet.longitude:.6f}"}
    return {
        "id": str(sheet.pk),
        "title": _pick(sheet.title, language),
        "variant": sheet.variant,
        "place": place,
        "action": sheet.action.code if sheet.action else None,
        "answers": _answers(sheet, withheld),
        "results": {
            "reduction": _result(results.get("reduction_tco2e")),
            "factors": _factors(results.get("lines", [])),
        },
    }


def _answers(sheet: ActionSheet, withheld: Withheld) -> dict[str, dict[str, Any]]:
    """Every answer of the variant with its unit; a confidential one as its digest."""
    found = {}
    for field in fields_of(sheet.variant):
        value = sheet.answers.get(field.key)
        if value is None:
            continue
        value = _plain(value)
        secret = field.key in sheet.confidential
        told = {"sha256": withheld.digest(str(sheet.pk), field.key, value)} if secret else {"value": value}
        found[field.key] = told | ({"unit": field.unit} if field.unit else {})
    return found


def _result(value: str | None) -> dict[str, str] | None:
    return None if value is None else {"value": value, "unit": "t CO2e/a"}


def _factors(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The factors that the result was computed with. The lines stay out: they would give away what is withheld."""
    found = {(one["value"], one["unit"], one["source"]) for line in lines for one in line.get("factors", [])}
    return [{"value": value, "unit": unit, "source": source} for value, unit, source in sorted(found)]


def _annexes(commitment: Commitment) -> list[dict[str, str]]:
    # Evidence of a report is no part of what is signed.
    promised = commitment.attachments.present().filter(reports=None)
    rows = [(str(one), one.original_name, one.sha256) for one in promised]
    return [{"name": name, "file": file, "sha256": digest} for name, file, digest in sorted(rows)]


def _pick(texts: Texts, language: str) -> str:
    return texts.pick(language).text


def _written(commitment: Commitment, name: str, language: str) -> str:
    """The text in just this language: who signs must read what the document says it is."""
    texts: Texts = getattr(commitment, name)
    if texts and not texts.get(language):
        raise refusal(name, _("This text is not written in the language of the document yet."), "language")
    return texts.get(language, "")


def _plain(content: Any) -> Any:
    """The content with every text composed, and refused where it holds a sign that nobody sees."""
    if isinstance(content, str):
        text = plain_lines(content)
        if found := HIDDEN.search(text):
            raise ValidationError(
                _("The text “%(start)s…” holds a sign that nobody sees (U+%(code)s): write it again.")
                % {"start": text[: found.start()][-40:], "code": f"{ord(found[0]):04X}"},
                code="hidden_sign",
            )
        return text
    if isinstance(content, Mapping):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return content
