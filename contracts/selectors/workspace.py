"""How complete a version of a contract is, section by section, in a fixed number of queries."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from contracts.documents import count_rows
from contracts.enums import FindingSeverity, SectionState
from contracts.models import ContractVersion, Finding, Section
from contracts.tables import SECTIONS, Generation, Part, SectionSpec, find_section, find_table

DEFAULT_GENERATION = Generation.V2
"""The template that cities fill today."""
LOOKS = {
    SectionState.TODO: "unknown",
    SectionState.IN_PROGRESS: "draft",
    SectionState.IN_REVIEW: "review",
    SectionState.COMPLETE: "done",
}


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """Where one section stands. `section` is None while nobody has opened it; `missing` gives reasons in words."""

    spec: SectionSpec
    section: Section | None
    state: SectionState
    missing: list[str]
    errors: int
    open_comments: int
    rows: int

    @property
    def look(self) -> str:
        """The look of the state's badge."""
        return LOOKS[self.state]

    @property
    def is_complete(self) -> bool:
        """Whether a person marked the section as complete and nothing that is required is missing."""
        return self.state == SectionState.COMPLETE and not self.missing


@dataclass(frozen=True, slots=True)
class PartStatus:
    """One of the linked documents with its sections."""

    part: Part
    sections: list[SectionStatus]
    complete: int
    required: int

    @property
    def errors(self) -> int:
        """Errors that checks found in this part."""
        return sum(one.errors for one in self.sections)

    @property
    def open_comments(self) -> int:
        """Comments of this part that nobody resolved."""
        return sum(one.open_comments for one in self.sections)


def completeness(version: ContractVersion, generation: str = DEFAULT_GENERATION) -> list[SectionStatus]:
    """Where every section of a version stands, in the order of a generation of the template."""
    return _statuses(version, sections_in_order(generation))


def section_status(version: ContractVersion, key: str) -> SectionStatus:
    """Where one section stands; raises `KeyError` for a key that no section has."""
    return _statuses(version, [find_section(key)])[0]


def by_part(statuses: Iterable[SectionStatus]) -> list[PartStatus]:
    """The linked documents with how many of their required sections are complete."""
    found = list(statuses)
    parts = []
    for part in Part:
        own = [one for one in found if one.spec.part == part]
        required = [one for one in own if one.spec.required]
        parts.append(PartStatus(part, own, sum(one.is_complete for one in required), len(required)))
    return parts


@cache
def sections_in_order(generation: str) -> tuple[SectionSpec, ...]:
    """Sections in the order in which a generation of the template numbers them.

    Parts and groups keep their place; what the generation does not number follows the section before it.
    """
    blocks: list[list[SectionSpec]] = []
    for spec in SECTIONS:
        number = spec.number(generation)
        is_new = not blocks or _group(spec) != _group(blocks[-1][0])
        if is_new or (number and number != blocks[-1][0].number(generation)):
            blocks.append([spec])
        else:
            blocks[-1].append(spec)
    groups = list(dict.fromkeys(_group(spec) for spec in SECTIONS))
    blocks.sort(key=lambda block: (groups.index(_group(block[0])), _natural(block[0].number(generation))))
    return tuple(spec for block in blocks for spec in block)


def _group(spec: SectionSpec) -> tuple[str, str]:
    """Part and group of a section."""
    return spec.part, str(spec.group)


def _natural(number: str) -> list[tuple[int, int, str]]:
    """A number such as "A-1.10" after "A-1.9"; nothing comes first."""
    parts = re.findall(r"\d+|[^\d]+", number)
    return [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts]


def _statuses(version: ContractVersion, specs: Iterable[SectionSpec]) -> list[SectionStatus]:
    stored = {one.key: one for one in version.sections.select_related("assigned_to", "changed_by")}
    rows, errors, comments = count_rows(version), _errors(version), _open_comments(version)
    return [
        SectionStatus(
            spec=spec,
            section=(section := stored.get(spec.key)),
            state=_state(spec, section, rows),
            missing=_missing(spec, section, rows),
            errors=sum(errors.get(table, 0) for table in spec.tables),
            open_comments=comments.get(spec.key, 0),
            rows=sum(rows.get(table, 0) for table in spec.tables),
        )
        for spec in specs
    ]


def _state(spec: SectionSpec, section: Section | None, rows: Mapping[str, int]) -> SectionState:
    """The state a person gave; a section with a text or rows has begun, whoever wrote them."""
    stored = SectionState(section.state) if section else SectionState.TODO
    has_begun = bool(section and section.body) or any(rows.get(table) for table in spec.tables)
    return SectionState.IN_PROGRESS if stored == SectionState.TODO and has_begun else stored


def _missing(spec: SectionSpec, section: Section | None, rows: Mapping[str, int]) -> list[str]:
    """What a required section lacks: rows where it has tables, a text where it has none."""
    if not spec.required:
        return []
    if spec.tables:
        return [
            _("The table “%(table)s” has no rows. %(why)s")
            % {"table": find_table(table).title, "why": spec.why}
            for table in spec.tables
            if not rows.get(table)
        ]
    return [] if section and section.body else [_("The text is missing. %(why)s") % {"why": spec.why}]


def _open_comments(version: ContractVersion) -> dict[str, int]:
    counted = (
        version.comments.filter(resolved_at=None).order_by().values("section_key").annotate(n=Count("id"))
    )
    return {row["section_key"]: row["n"] for row in counted}


def _errors(version: ContractVersion) -> dict[str, int]:
    """Errors by table; actions, indicators and inventories belong to the contract and so to every version."""
    found = (
        Finding.objects.filter(Q(version=version) | Q(version=None))
        .filter(city=version.contract.city_id, severity=FindingSeverity.ERROR)
        .exclude(table="")
    )
    return {row["table"]: row["n"] for row in found.order_by().values("table").annotate(n=Count("id"))}
