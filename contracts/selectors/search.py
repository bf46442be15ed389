"""Search over everything that stands in a contract: one query for each kind of thing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import City, Contract, ContractVersion
from contracts.tables import find_section, find_table
from core.fields import Texts
from core.richtext import plain_text

HITS_A_KIND = 10
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words were found."""

    kind: str
    title: str
    excerpt: str
    url: str


def search_contract(contract: Contract, version: ContractVersion | None, text: str) -> Iterator[Hit]:
    """Hits in the version's sections, tables and comments, and in what the contract holds beside its versions."""
    if version is not None:
        yield from _sections(contract.city, version, text)
        yield from _table_rows(contract.city, version, text)
        yield from _comments(contract.city, version, text)
    yield from _actions(contract, text)
    yield from _indicators(contract, text)
    yield from _milestones(contract.city, text)
    yield from _parties(contract, text)


def in_texts(field: str, text: str) -> Q:
    """Rows whose translated text holds the words, in any language."""
    found = Q()
    for code, _name in settings.LANGUAGES:
        found |= Q(**{f"{field}__{code}__icontains": text})
    return found


def excerpt_of(whole: str, text: str) -> str:
    """The words with what stands around them."""
    at = max(whole.casefold().find(text.casefold()), 0)
    start = max(0, at - EXCERPT // 3)
    cut = " ".join(whole[start : start + EXCERPT].split())
    return ("…" if start else "") + cut + ("…" if start + EXCERPT < len(whole) else "")


def _sections(city: City, version: ContractVersion, text: str) -> Iterator[Hit]:
    for section in version.sections.filter(in_texts("body", text))[:HITS_A_KIND]:
        body = next(one for one in section.body.values() if text.casefold() in one.casefold())
        yield Hit(
            _("Section"),
            str(find_section(section.key).title),
            excerpt_of(plain_text(body), text),
            reverse("section-edit", args=[city.slug, section.key]),
        )


def _table_rows(city: City, version: ContractVersion, text: str) -> Iterator[Hit]:
    """Cells are JSON; SQLite keeps it with letters beyond ASCII escaped, PostgreSQL does not."""
    escaped = json.dumps(text)[1:-1]
    words = Q(cells_text__icontains=text) | Q(cells_text__icontains=escaped)
    rows = version.table_rows.annotate(cells_text=Cast("cells", TextField())).filter(words)
    for row in rows[:HITS_A_KIND]:
        table = find_table(row.table)
        yield Hit(
            _("Table"),
            str(table.title),
            excerpt_of(", ".join(_words_of(row.cells)), text),
            reverse("row-edit", args=[city.slug, table.section, table.key, row.pk]),
        )


def _words_of(cells: dict[str, Any]) -> Iterator[str]:
    for value in cells.values():
        if isinstance(value, dict):
            yield str(Texts(value))
        elif isinstance(value, str):
            yield value


def _comments(city: City, version: ContractVersion, text: str) -> Iterator[Hit]:
    for comment in version.comments.filter(text__icontains=text)[:HITS_A_KIND]:
        yield Hit(
            _("Comment"),
            str(find_section(comment.section_key).title),
            excerpt_of(comment.text, text),
            reverse("section-edit", args=[city.slug, comment.section_key]),
        )


def _actions(contract: Contract, text: str) -> Iterator[Hit]:
    words = Q(code__icontains=text) | Q(promoter__icontains=text)
    found = contract.actions.filter(words | in_texts("title", text) | in_texts("description", text))
    for action in found.order_by("code_key")[:HITS_A_KIND]:
        url = reverse("action-edit", args=[contract.city.slug, action.pk])
        yield Hit(_("Action"), str(action), excerpt_of(str(action.description) or action.promoter, text), url)


def _indicators(contract: Contract, text: str) -> Iterator[Hit]:
    found = contract.indicators.filter(Q(code__icontains=text) | in_texts("name", text))
    for indicator in found[:HITS_A_KIND]:
        url = reverse("indicator-edit", args=[contract.city.slug, indicator.pk])
        yield Hit(_("Indicator"), str(indicator), excerpt_of(str(indicator.definition), text), url)


def _milestones(city: City, text: str) -> Iterator[Hit]:
    for milestone in city.milestones.filter(in_texts("title", text))[:HITS_A_KIND]:
        url = reverse("milestone-list", args=[city.slug])
        yield Hit(_("Milestone"), str(milestone), milestone.get_state_display(), url)


def _parties(contract: Contract, text: str) -> Iterator[Hit]:
    for party in contract.parties.filter(organisation_name__icontains=text)[:HITS_A_KIND]:
        url = reverse("signature-list", args=[contract.city.slug])
        yield Hit(_("Party"), party.organisation_name, party.get_role_display(), url)
