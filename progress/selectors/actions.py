"""The actions of a contract as people read them in a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import get_language

from contracts.enums import Quantification
from contracts.models import Action, Contract
from contracts.visibility import RANKS, FieldMask, may_read
from core.enums import Withheld
from core.fields import TextInLanguage
from progress.enums import Rung
from progress.models import ProgressSnapshot
from progress.selectors.ledger import LedgerAction, LedgerView, read_ledger
from progress.selectors.lists import sort_rows

CSV_COLUMNS = {
    "id": "id",
    "code": "code",
    "title_it": "title__it",
    "title_en": "title__en",
    "sector": "sector",
    "typology": "typology",
    "maturity": "maturity",
    "materiality": "materiality",
    "quantification": "quantification",
    "included_in": "included_in__code",
    "flow": "flow",
    "reduction_tco2e": "reduction_tco2e",
    "reduction_as_printed": "reduction_note",
    "in_existing_plan": "in_existing_plan",
    "start_year": "start_year",
    "end_year": "end_year",
    "timeline_as_printed": "timeline_note",
    "cost_eur": "cost_eur",
    "cost_as_printed": "cost_note",
    "promoter": "promoter",
    "promoter_type": "promoter_type",
    "state": "state",
    "health": "health",
    "illustrative": "is_illustrative",
    "source": "source",
    "note": "note",
}
"""Header of the download and the field behind it; the id comes first."""

CREDIT_COLUMNS = {
    "rung": "rung",
    "isolated_tco2e": "isolated",
    "credited_tco2e": "credited",
    "contested_tco2e": "contested",
    "credit_reason": "reason",
    "delivered_tco2e": "delivered",
    "reported_on": "reported_on",
}
"""Header of the download and what the ledger calls it."""


@dataclass(frozen=True)
class LinkedAction:
    """Another action, to link to."""

    id: UUID
    code: str
    title: TextInLanguage


@dataclass(frozen=True)
class ActionRow:
    """An action in a list; unknown figures come with the words that stand for them.

    `credit` is what the ledger of the current snapshot says of it, None while nothing is computed.
    """

    id: UUID
    code: str
    title: TextInLanguage
    sector: str
    maturity: str
    maturity_label: str
    reduction_tco2e: Decimal | None
    reduction_words: str
    is_sink: bool
    years: str
    cost_eur: Decimal | Withheld | None
    promoter: str
    state: str
    state_label: str
    is_illustrative: bool
    is_archived: bool
    credit: LedgerAction | None = None

    @property
    def rung_label(self) -> str:
        """The rung that it stands on in words; empty where it stands on none, or nothing was computed."""
        return str(Rung(self.credit.rung).label) if self.credit and self.credit.rung else ""


def list_actions(contract: Contract, user: Any) -> QuerySet[Action]:
    """The actions of a contract that `user` may see."""
    return Action.objects.visible_to(user).filter(contract=contract)


def linked_actions(contract: Contract, user: Any) -> dict[str, LinkedAction]:
    """The actions that `user` may see, by their id as text, in one query."""
    rows = list_actions(contract, user).only("code", "title")
    return {str(row.pk): LinkedAction(row.pk, row.code, row.title.pick()) for row in rows}


def sort_actions(rows: QuerySet[Action], key: str, mask: FieldMask) -> QuerySet[Action]:
    """Sort by code, title, sector, reduction, years or cost; a cost that the reader may not see tells no place."""
    language = get_language() or "it"
    titles = [KeyTextTransform(code, "title") for code in (language, "it", "en")]
    ways = {
        "code": "code_key",
        "title": "sort_title",
        "sector": "sector",
        "reduction": "reduction_tco2e",
        "years": "start_year",
        "cost": "shown_cost_eur",
    }
    if mask.hides("cost_eur"):
        del ways["cost"]
    named = rows.annotate(sort_title=Lower(Coalesce(*titles))) if key.strip("-") == "title" else rows
    told = named.annotate(shown_cost_eur=_shown_cost(mask)) if key.strip("-") == "cost" else named
    return sort_rows(told, key, ways, default="code", last="id")


def _shown_cost(mask: FieldMask) -> Case:
    """The cost of an action that does not hide it from readers of this level, NULL otherwise."""
    read = [level for level in RANKS if may_read(mask.level, level)]
    return Case(
        When(field_visibility__cost_eur__isnull=True, then=F("cost_eur")),
        When(field_visibility__cost_eur__in=read, then=F("cost_eur")),
    )


def current_ledger(contract: Contract) -> LedgerView | None:
    """The ledger of the snapshot that pages show, in one query; None while nothing is computed."""
    snapshot = ProgressSnapshot.objects.filter(contract=contract, is_current=True).only("ledger").first()
    return read_ledger(snapshot) if snapshot else None


def action_rows(actions: Any, mask: FieldMask, ledger: LedgerView | None = None) -> list[ActionRow]:
    """The rows of a query set or a slice of one, in one query."""
    return [action_row(action, mask, ledger) for action in actions.select_related("included_in")]


def action_row(action: Action, mask: FieldMask, ledger: LedgerView | None = None) -> ActionRow:
    """One action as a row, as far as `mask` lets it be seen; `included_in` must be loaded."""
    return ActionRow(
        id=action.pk,
        code=action.code,
        title=action.title.pick(),
        sector=action.get_sector_display(),
        maturity=action.maturity,
        maturity_label=action.get_maturity_display(),
        reduction_tco2e=action.reduction_tco2e,
        reduction_words=reduction_words(action),
        is_sink=action.flow == "sink",
        years=years_words(action.start_year, action.end_year),
        cost_eur=mask.show(action, "cost_eur"),
        promoter=action.promoter,
        state=action.state,
        state_label=action.get_state_display(),
        is_illustrative=action.is_illustrative,
        is_archived=action.is_archived,
        credit=ledger.actions.get(str(action.pk)) if ledger else None,
    )


def reduction_words(action: Action) -> str:
    """What stands for the tonnes where there are none."""
    if action.quantification == Quantification.INCLUDED_IN and action.included_in:
        return f"{action.get_quantification_display()} ({action.included_in.code})"
    return str(action.get_quantification_display())


def years_words(start: int | None, end: int | None) -> str:
    """The years as printed, empty where none is known; odd ones stay odd."""
    if start is None and end is None:
        return ""
    if start == end:
        return str(start)
    return f"{start or '…'}\N{EN DASH}{end or '…'}"


def action_csv_rows(
    actions: QuerySet[Action], mask: FieldMask, ledger: LedgerView | None
) -> Iterator[tuple[Any, ...]]:
    """The rows of the download, read while they are sent, each with what the ledger says of it."""
    titles = {f"csv_title_{code}": KeyTextTransform(code, "title") for code in ("it", "en")}
    fields = [
        f"csv_title_{field[-2:]}" if field.startswith("title__") else field for field in CSV_COLUMNS.values()
    ]
    entries = ledger.actions if ledger else {}
    rows = actions.annotate(**titles).values_list("field_visibility", *fields)
    for own, *row in rows.iterator(chunk_size=500):
        credit = entries.get(str(row[0]))
        shown = (
            mask.show_value(value, name, own) for value, name in zip(row, CSV_COLUMNS.values(), strict=True)
        )
        yield (*shown, *(getattr(credit, name) if credit else None for name in CREDIT_COLUMNS.values()))
