"""Findings as the page of the check shows them: by severity and module, each with the place where it is mended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contracts.enums import FindingSeverity, InventoryState
from contracts.models import City, Contract, ContractVersion, Finding, Inventory
from contracts.selectors.findings import describe, mend_of, place_words, propose, sentence_of
from contracts.tables import TABLES, Generation, find_section
from contracts.tables.checks import CheckContext, TableFinding, check_tables

SEVERITIES = (FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.NOTE)
GROUP_TITLES = {
    FindingSeverity.ERROR: pgettext_lazy("findings", "Errors"),
    FindingSeverity.WARNING: pgettext_lazy("findings", "Warnings"),
    FindingSeverity.NOTE: pgettext_lazy("findings", "Notes"),
}
GROUP_MEANINGS = {
    FindingSeverity.ERROR: gettext_lazy("The contract contradicts itself: errors block its submission."),
    FindingSeverity.WARNING: gettext_lazy(
        "Probably a slip. Mend it, or explain why it stands; it blocks nothing."
    ),
    FindingSeverity.NOTE: gettext_lazy("Accepted and worth knowing; it blocks nothing."),
}
SETTINGS_CHECKS = frozenset({"target_differs_from_gap", "baseline_year_old", "baseline_year_covid"})
"""Checks of figures that stand in the settings of the version."""
OFFICE_PAGES = {
    "contracts.action": ("action-edit", True),
    "contracts.inventory": ("inventory-list", False),
    "contracts.milestone": ("milestone-list", False),
}
"""Where a thing is edited, and whether the page is its own."""
CSV_COLUMNS = (
    "severity",
    "check",
    "module",
    "table",
    "place",
    "finding",
    "proposal",
    "explanation",
    "explained_on",
)


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding in words. `finding` is None for what depends on today's clock alone and is never stored."""

    finding: Finding | None
    severity: str
    check: str
    module: str
    table: str
    place: str
    sentence: str
    mend: str
    url: str

    @property
    def severity_label(self) -> str:
        """The severity in words."""
        return str(FindingSeverity(self.severity).label)

    @property
    def part(self) -> str:
        """The linked document that it belongs to, empty where it belongs to none."""
        section = _section_of(self.table)
        return find_section(section).part if section else ""

    @property
    def is_explained(self) -> bool:
        """Whether someone said why it stands."""
        return bool(self.finding and self.finding.explanation)

    @property
    def explained_on(self) -> datetime | None:
        """When someone said why it stands."""
        return self.finding.explained_at if self.finding else None


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The findings of one severity, by module in the order of the contract."""

    severity: str
    title: str
    meaning: str
    modules: list[tuple[str, list[FindingCard]]]
    count: int


def list_cards(contract: Contract, version: ContractVersion | None, today: date) -> list[FindingCard]:
    """Every finding on the working version and on what belongs to the contract, in a fixed number of queries."""
    rows = Finding.objects.filter(Q(version=version) | Q(version=None), city=contract.city_id)
    cards = [_card(contract.city, row) for row in rows.select_related("explained_by")]
    if version is not None:
        cards += [_dated_card(contract.city, found) for found in _check_age(version, today)]
    return sorted(
        cards, key=lambda card: (SEVERITIES.index(FindingSeverity(card.severity)), _order(card), card.place)
    )


def group_cards(cards: Iterable[FindingCard]) -> list[CardGroup]:
    """The cards by severity and module; a severity without findings has no group."""
    found = list(cards)
    groups = []
    for severity in SEVERITIES:
        own = [card for card in found if card.severity == severity]
        modules: dict[str, list[FindingCard]] = {}
        for card in own:
            modules.setdefault(card.module, []).append(card)
        if own:
            title, meaning = str(GROUP_TITLES[severity]), str(GROUP_MEANINGS[severity])
            groups.append(CardGroup(severity, title, meaning, list(modules.items()), len(own)))
    return groups


def card_cells(cards: Iterable[FindingCard]) -> Iterable[Sequence[object]]:
    """The rows of the downloaded table."""
    for card in cards:
        explanation = str(card.finding.explanation) if card.finding else ""
        day = timezone.localdate(card.explained_on) if card.explained_on else None
        place = (card.severity, card.check, card.module, card.table, card.place)
        yield (*place, card.sentence, card.mend, explanation, day)


def _card(city: City, row: Finding) -> FindingCard:
    return FindingCard(
        finding=row,
        severity=row.severity,
        check=row.check_name,
        module=_module(row.table),
        table=row.table,
        place=place_words(row.place, row.table),
        sentence=describe(row),
        mend=propose(row),
        url=_mended_at(city, row),
    )


def _dated_card(city: City, found: TableFinding) -> FindingCard:
    return FindingCard(
        finding=None,
        severity=found.severity,
        check=found.check,
        module=_module(found.table),
        table=found.table,
        place=place_words(found.place, found.table),
        sentence=sentence_of(found.check, found.numbers),
        mend=mend_of(found.proposal, found.numbers),
        url=reverse("inventory-list", args=[city.slug]),
    )


def _check_age(version: ContractVersion, today: date) -> list[TableFinding]:
    """What depends on today's clock: computed when read and never stored."""
    published = Inventory.objects.filter(series=version.baseline_series_id, state=InventoryState.PUBLISHED)
    newest = published.aggregate(year=Max("year"))["year"]
    return check_tables({}, CheckContext(latest_inventory_year=newest, today=today))


def _mended_at(city: City, row: Finding) -> str:
    """The page where a finding is mended: the thing itself, the settings of the version, else the section."""
    page, is_own = OFFICE_PAGES.get(row.subject_kind, ("", False))
    if page and (row.subject_id or not is_own):
        return reverse(page, args=[city.slug, *([row.subject_id] if is_own else [])])
    if row.check_name in SETTINGS_CHECKS:
        return reverse("version-settings", args=[city.slug])
    section = row.numbers.get("section") or _section_of(row.table)
    return reverse("section-edit", args=[city.slug, section]) if section else ""


def _module(table: str) -> str:
    """Number and title of the module that a table belongs to."""
    section = _section_of(table)
    if not section:
        return _("Milestones") if table == "milestones" else _("Contract")
    spec = find_section(section)
    return " ".join(part for part in (spec.number(Generation.V2), str(spec.title)) if part)


def _section_of(table: str) -> str:
    return _SECTION_OF.get(table, "")


def _order(card: FindingCard) -> int:
    return _POSITION.get(card.table, len(_POSITION))


_SECTION_OF = {table.key: table.section for table in TABLES}
_POSITION = {table.key: number for number, table in enumerate(TABLES)}
