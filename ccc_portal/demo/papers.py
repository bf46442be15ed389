"""What a contract says beside its figures: texts of its sections, its tables, clauses and indicators."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ccc_portal.demo.actions import action_id
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.parties import party_id
from ccc_portal.demo.reading import Reader
from ccc_portal.demo.sources import Dataset, Paper
from contracts.enums import IndicatorValueState, SectionState
from contracts.models import (
    Action,
    Clause,
    ContractParty,
    Indicator,
    IndicatorValue,
    Pathway,
    Section,
    TableRow,
)
from contracts.tables import SECTIONS, find_section, find_table
from core.canonical import texts_sha256
from core.fields import Texts

HEADING = "## "
QUANTITIES = ("renewable_mwh", "removed_energy_mwh", "funding_requested_eur")
MEASURES = ("baseline_value", "target_2025", "target_2027", "target_2030")


def read_papers(reader: Reader, cities: Iterable[str]) -> dict[str, Paper]:
    """The papers of each city; a section or a table that no contract has is refused with its place."""
    return {city: _read_paper(reader, city) for city in cities}


def build_sections(data: Dataset) -> list[Section]:
    """Every section of a contract that has papers; one with content is complete."""
    return [
        Section(
            id=demo_id(city, f"section:{spec.key}"),
            version_id=_version_id(city),
            key=spec.key,
            body=Texts(
                {language: texts[spec.key] for language, texts in paper.texts.items() if spec.key in texts}
            ),
            state=_state(paper, spec.key),
            visibility=spec.visibility,
        )
        for city, paper in data.papers.items()
        for spec in SECTIONS
    ]


def build_table_rows(data: Dataset) -> list[TableRow]:
    """The rows of tables that have no model of their own, as cells."""
    return [
        TableRow(
            id=demo_id(city, f"table:{table}:{position}"),
            version_id=_version_id(city),
            table=table,
            position=position,
            cells=cells,
        )
        for city, paper in data.papers.items()
        for table, rows in paper.content.get("tables", {}).items()
        for position, cells in enumerate(rows, start=1)
    ]


def build_clauses(data: Dataset) -> list[Clause]:
    """The clauses that parties sign, with the digest of each."""
    return [
        Clause(
            id=demo_id(city, f"clause:{row['key']}"),
            version_id=_version_id(city),
            key=row["key"],
            position=position,
            party_id=_party_of(data, city, row["party"]) if "party" in row else None,
            text=Texts(row["text"]),
            sha256=texts_sha256(row["text"]),
        )
        for city, paper in data.papers.items()
        for position, row in enumerate(paper.content.get("clauses", []), start=1)
    ]


def build_indicators(data: Dataset) -> list[Indicator]:
    """The indicators with their metadata cards."""
    return [_build_indicator(city, row) for city, row in _indicators(data)]


def build_indicator_values(data: Dataset) -> list[IndicatorValue]:
    """Published values of the indicators."""
    return [
        IndicatorValue(
            id=demo_id(city, f"indicator:{row['code']}:{year}"),
            indicator_id=demo_id(city, f"indicator:{row['code']}"),
            year=int(year),
            value=Decimal(value),
            state=IndicatorValueState.PUBLISHED,
        )
        for city, row in _indicators(data)
        for year, value in row.get("values", {}).items()
    ]


def link_indicators(data: Dataset) -> list[tuple[Any, Any]]:
    """Which actions each indicator follows."""
    return [
        (demo_id(city, f"indicator:{row['code']}"), action_id(city, code))
        for city, row in _indicators(data)
        for code in row.get("actions", ())
    ]


def tell_more_of_actions(data: Dataset, rows: Iterable[Action]) -> None:
    """Add to the actions what only their outlines say."""
    told = {action_id(city, code): more for city, code, more in _parts(data, "actions")}
    for row in rows:
        for name, value in told.get(row.pk, {}).items():
            setattr(row, name, Decimal(value) if name in QUANTITIES else value)


def tell_more_of_pathways(data: Dataset, rows: Iterable[Pathway]) -> None:
    """Add to the pathways their changes, outcomes and co-benefits."""
    told = {(demo_id(city, "contract"), code): more for city, code, more in _parts(data, "pathways")}
    for row in rows:
        for name, value in told.get((row.contract_id, row.code), {}).items():
            setattr(row, name, Texts(value) if isinstance(value, dict) else value)


def tell_more_of_parties(data: Dataset, rows: Iterable[ContractParty]) -> None:
    """Add to the parties who signs for them, told by role."""
    told = {(demo_id(city, "contract"), int(at)): more for city, at, more in _parts(data, "parties")}
    for row in rows:
        for name, value in told.get((row.contract_id, row.position), {}).items():
            setattr(row, name, value)


def _read_paper(reader: Reader, city: str) -> Paper:
    texts = {
        language: _read_texts(reader, f"contracts/{city}.{language}.md")
        for language, _name in settings.LANGUAGES
    }
    file = f"contracts/{city}.json"
    content = json.loads((reader.folder / file).read_text(encoding="utf-8"))
    for table in content.get("tables", {}):
        _require(reader, file, 1, table, find_table)
    return Paper(texts, content)


def _read_texts(reader: Reader, file: str) -> dict[str, str]:
    """A Markdown file with one heading for each section."""
    texts: dict[str, list[str]] = {}
    lines: list[str] = []
    for number, line in enumerate((reader.folder / file).read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith(HEADING):
            key = line.removeprefix(HEADING).strip()
            _require(reader, file, number, key, find_section)
            lines = texts.setdefault(key, [])
        else:
            lines.append(line)
    return {key: "\n".join(body).strip() for key, body in texts.items()}


def _require(reader: Reader, file: str, line: int, key: str, find: Any) -> None:
    try:
        find(key)
    except KeyError:
        reader.refuse(file, line, key, _("no contract has this part"))


def _state(paper: Paper, key: str) -> SectionState:
    is_written = any(key in texts for texts in paper.texts.values())
    return (
        SectionState.COMPLETE if is_written and paper.content.get("is_complete", True) else SectionState.TODO
    )


def _build_indicator(city: str, row: dict[str, Any]) -> Indicator:
    told = {name: value for name, value in row.items() if name not in ("values", "actions")}
    fields = {name: Texts(value) if isinstance(value, dict) else value for name, value in told.items()}
    for name in MEASURES:
        fields[name] = Decimal(row[name]) if name in row else None
    return Indicator(
        id=demo_id(city, f"indicator:{row['code']}"), contract_id=demo_id(city, "contract"), **fields
    )


def _indicators(data: Dataset) -> list[tuple[str, dict[str, Any]]]:
    return [(city, row) for city, paper in data.papers.items() for row in paper.content.get("indicators", ())]


def _parts(data: Dataset, name: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (city, key, more)
        for city, paper in data.papers.items()
        for key, more in paper.content.get(name, {}).items()
    ]


def _party_of(data: Dataset, city: str, name: str) -> UUID:
    names = [row["organisation"] for row in data.by_city("parties")[city]]
    return party_id(city, names.index(name) + 1)


def _version_id(city: str) -> UUID:
    return demo_id(city, "version:1")
