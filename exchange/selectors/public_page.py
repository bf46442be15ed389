"""A published version as one page: its parts, sections and tables in the order of the contract."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from contracts.tables import SECTIONS, Part, SectionSpec, find_table
from core.fields import Texts
from core.richtext import render_html
from exchange.papers.charts import PLACES
from exchange.selectors.public_tables import ShownTable, show_table

ROWS_ON_PAGE = 50
TEXT_HEADING = 4
"""The level of the highest heading inside a section's text: page, part and section stand above it."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its text in the page's language, or in the only one there is (`told_language` says which)."""

    anchor: str
    number: str
    title: str
    html: SafeString | str
    language: str
    told_language: str
    tables: Sequence[ShownTable]
    charts: Sequence[Mapping[str, Any]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read or to look at."""
        return not (self.html or self.tables or self.charts)


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One of the linked documents."""

    anchor: str
    title: str
    sections: Sequence[ShownSection]


def show_parts(
    document: Mapping[str, Any], charts: Mapping[str, Mapping[str, Any]], language: str
) -> list[ShownPart]:
    """The parts of a masked document that have something to read; charts stand where papers have them."""
    texts = {section["key"]: section for section in document["sections"]}
    shown = []
    for part in Part:
        specs = [spec for spec in SECTIONS if spec.part == part]
        sections = [
            _show_section(spec, texts.get(spec.key, {}), document["tables"], charts, language)
            for spec in specs
        ]
        if told := [section for section in sections if not section.is_empty]:
            shown.append(ShownPart(part.value.replace("_", "-"), str(part.label), told))
    return shown


def show_withheld(document: Mapping[str, Any]) -> list[str]:
    """The sections that are not public, by number and title."""
    keys = set(document["withheld"])
    return [f"{spec.number()} {spec.title}".strip() for spec in SECTIONS if spec.key in keys]


def section_anchor(spec: SectionSpec) -> str:
    """The end of an address that leads to a section, `plan-emissions`: of its key, as two share the number A-2.1."""
    return re.sub(r"[^a-z0-9]+", "-", spec.key)


def _show_section(
    spec: SectionSpec,
    section: Mapping[str, Any],
    tables: Mapping[str, Any],
    charts: Mapping[str, Mapping[str, Any]],
    language: str,
) -> ShownSection:
    picked = Texts(section.get("body") or {}).pick(language)
    is_other = bool(picked.text) and picked.language != language
    return ShownSection(
        anchor=section_anchor(spec),
        number=spec.number(),
        title=str(spec.title),
        html=render_html(picked.text, top_heading=TEXT_HEADING) if picked.text else "",
        language=picked.language if is_other else "",
        told_language=_tell_language(picked.language) if is_other else "",
        tables=[
            show_table(find_table(key), rows, language, rows[:ROWS_ON_PAGE])
            for key in spec.tables
            if (rows := tables.get(key))
        ],
        charts=[
            chart for name in PLACES.get(spec.key, ()) if (chart := charts.get(name)) and chart["svg_wide"]
        ],
    )


def _tell_language(code: str) -> str:
    name = get_language_info(code)["name_translated"]
    return _("Text only in %(language)s.") % {"language": name}
