"""The rows of the register of tonnes: every action with what it claims and is credited, and who carries it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Prefetch

from contracts.enums import Sector
from contracts.models import Action, Contract
from core.fields import TextInLanguage
from emissions.exact import split_shared
from progress.enums import CreditReason, Rung
from progress.selectors.actions import list_actions
from progress.selectors.ledger import LedgerAction, LedgerView
from stakeholders.models import ActionParty

SHARE_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class PartyShare:
    """An organisation's part in an action; share and tonnes are None where the share is not stated."""

    organisation_id: UUID
    name: str
    role: str
    share: float | None
    credited_tco2e: float | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One action in the register; `is_gone` where the action was withdrawn after the computation."""

    id: str
    code: str
    title: TextInLanguage
    sector: str
    sector_label: str
    promoter: str
    is_illustrative: bool
    is_gone: bool
    isolated_tco2e: float | None
    credited_tco2e: float | None
    contested_tco2e: float | None
    reason: str
    reason_label: str
    rung_label: str
    cell: int | None
    parties: tuple[PartyShare, ...]


def read_rows(contract: Contract, ledger: LedgerView, user: Any) -> tuple[LedgerRow, ...]:
    """Every action of the ledger with its parties, in two queries."""
    parties = Prefetch("parties", ActionParty.objects.select_related("organisation").order_by("role", "id"))
    actions = {
        str(action.pk): action
        for action in list_actions(contract, user).defer("description").prefetch_related(parties)
    }
    shares = split_among_parties(actions, ledger)
    return tuple(_row(entry, actions.get(key), shares.get(key, ())) for key, entry in ledger.actions.items())


def _row(entry: LedgerAction, action: Action | None, parties: tuple[PartyShare, ...]) -> LedgerRow:
    return LedgerRow(
        id=entry.id,
        code=action.code if action else "",
        title=action.title.pick() if action else TextInLanguage("", ""),
        sector=action.sector if action else "",
        sector_label=str(action.get_sector_display()) if action else "",
        promoter=action.promoter if action else "",
        is_illustrative=bool(action and action.is_illustrative),
        is_gone=action is None,
        isolated_tco2e=entry.isolated,
        credited_tco2e=entry.credited,
        contested_tco2e=entry.contested,
        reason=entry.reason,
        reason_label=label_of(CreditReason, entry.reason),
        rung_label=label_of(Rung, entry.rung),
        cell=entry.cell,
        parties=parties,
    )


def split_among_parties(actions: dict[str, Action], ledger: LedgerView) -> dict[str, tuple[PartyShare, ...]]:
    """The organisations of each action with their part of its credit, exact to the last digit (F15 f)."""
    parts = [(key, part) for key, action in actions.items() for part in action.parties.all()]
    shared = [(key, part) for key, part in parts if part.share is not None and _adds_up(actions[key])]
    keys = list(ledger.actions)
    position = {key: place for place, key in enumerate(keys)}
    told = [(key, part) for key, part in shared if key in position]
    tonnes = split_shared(
        [ledger.actions[key].credited for key in keys],
        action=np.array([position[key] for key, _ in told], dtype=np.intp),
        share=[float(part.share) for _, part in told],
    )
    credit = {part.pk: value for (_, part), value in zip(told, tonnes.tolist(), strict=True)}
    found: dict[str, tuple[PartyShare, ...]] = {}
    for key, part in parts:
        found[key] = (*found.get(key, ()), _share(part, credit.get(part.pk)))
    return found


def _adds_up(action: Action) -> bool:
    """Whether the shares stated for an action can be shares of one whole."""
    stated = [float(part.share) for part in action.parties.all() if part.share is not None]
    return sum(stated) <= 1 + SHARE_TOLERANCE


def _share(part: ActionParty, credited: float | None) -> PartyShare:
    is_known = credited is not None and not np.isnan(credited)
    return PartyShare(
        organisation_id=part.organisation_id,
        name=part.organisation.name,
        role=str(part.get_role_display()),
        share=None if part.share is None else float(part.share),
        credited_tco2e=credited if is_known else None,
    )


def label_of(words: Any, value: str | None) -> str:
    """The label of a stored word; the word itself where an older engine wrote one that is not known today."""
    if value is None:
        return ""
    return str(words(value).label) if value in words.values else value


def sector_label(word: str) -> str:
    """The name of a sector."""
    return label_of(Sector, word)
