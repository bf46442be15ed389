"""What importing a workbook of sheets would do: row by row, with what is wrong at its cell. It only reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from contracts.models import Action, Contract
from contracts.tables.cell_checks import Message
from contracts.tables.cells import format_cell
from core.quantities import format_number
from core.validators import normalise_code
from stakeholders.models import ActionSheet, Commitment, Organisation
from stakeholders.selectors.people import organisations_of
from stakeholders.sheets import SHEET_FIELDS, fields_of
from stakeholders.sheets.import_columns import ACTION, CONFIDENTIAL, KEY, ORGANISATION
from stakeholders.sheets.import_rows import SheetRow
from stakeholders.transitions import EDITABLE, OPEN
from stakeholders.validators import name_key

LABELS = {
    "title": gettext_lazy("Title of the project"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "action": gettext_lazy("Action of the contract"),
    "confidential": gettext_lazy("Only for the city"),
}
"""What the cells beside the questions are called."""


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a cell of a sheet says now and would say; empty is not known."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class PlannedSheet:
    """One row with what it names, and what would become of it."""

    row: SheetRow
    sheet_id: UUID
    organisation: Organisation | None = None
    action: Action | None = None
    sheet: ActionSheet | None = None
    commitment: Commitment | None = None
    faults: dict[str, Message] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """What would become of the row."""
        if self.faults:
            return Outcome.REFUSED
        if self.sheet is None:
            return Outcome.NEW
        return Outcome.SAME if _says(self.sheet) == _wants(self) else Outcome.CHANGED

    @property
    def changes(self) -> list[CellChange]:
        """The cells of a sheet that is there already which the row would write otherwise."""
        if self.sheet is None or self.outcome is not Outcome.CHANGED:
            return []
        return list(_changes(self.sheet, self))

    @property
    def title(self) -> str:
        """The title of the project."""
        return str(self.row.text("title"))

    @property
    def group(self) -> tuple[str, str]:
        """What rows of one commitment that is not there yet have in common."""
        title = self.row.text("commitment") or self.row.text("title")
        organisation = str(self.organisation.pk) if self.organisation else ""
        return organisation, "|".join(words.casefold() for _code, words in sorted(title.items()))


def sheet_id(contract: Contract, key: str) -> UUID:
    """The sheet that a key means in a contract: the same at every import."""
    return uuid5(contract.pk, f"sheet:{key}")


def plan_import(contract: Contract, variant: str, rows: Sequence[SheetRow]) -> list[PlannedSheet]:
    """What importing these rows would do; a row with faults is refused, and then nothing is imported."""
    ids = [sheet_id(contract, row.key) for row in rows]
    sheets = ActionSheet.objects.filter(pk__in=ids).select_related("commitment__organisation", "action")
    known = _Known(
        organisations=_organisations(contract),
        actions={one.code_key: one for one in Action.objects.active().filter(contract=contract)},
        sheets={sheet.pk: sheet for sheet in sheets},
        commitments=_commitments(contract),
    )
    return [_plan(row, pk, variant, known) for row, pk in zip(rows, ids, strict=True)]


def revisions_of(planned: Sequence[PlannedSheet]) -> dict[str, int]:
    """The revisions of the sheets that are there, by their ids: what somebody who reads the plan has seen."""
    return {str(one.sheet_id): one.sheet.revision for one in planned if one.sheet is not None}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the contract has already; commitments by organisation and title."""

    organisations: Mapping[str, list[Organisation]]
    actions: Mapping[str, Action]
    sheets: Mapping[UUID, ActionSheet]
    commitments: Mapping[tuple[UUID, str], Commitment]


def _plan(row: SheetRow, pk: UUID, variant: str, known: _Known) -> PlannedSheet:
    sheet = known.sheets.get(pk)
    planned = PlannedSheet(row, pk, sheet=sheet, faults=dict(row.faults))
    planned.organisation = _organisation(planned, known.organisations)
    if code := row.cells.get(ACTION):
        planned.action = known.actions.get(normalise_code(code))
        if planned.action is None:
            words = _("There is no action with the code %(code)s in this contract.") % {"code": code}
            planned.faults.setdefault(ACTION, words)
    planned.commitment = sheet.commitment if sheet else _commitment(planned, known.commitments)
    _check_standing(planned, variant)
    return planned


def _organisations(contract: Contract) -> dict[str, list[Organisation]]:
    """The organisations of a contract by each of their names."""
    found: dict[str, list[Organisation]] = {}
    for one in organisations_of(contract).prefetch_related("aliases"):
        for key in {name_key(one.name), *(alias.key for alias in one.aliases.all())}:
            found.setdefault(key, []).append(one)
    return found


def _organisation(planned: PlannedSheet, known: Mapping[str, list[Organisation]]) -> Organisation | None:
    name = planned.row.cells.get(ORGANISATION)
    if not name:
        return None
    found = known.get(name_key(name), [])
    if len(found) == 1:
        return found[0]
    words = (
        _("Several organisations of this contract have this name.")
        if found
        else _("No organisation of this contract has this name: invite it first.")
    )
    planned.faults.setdefault(ORGANISATION, words)
    return None


def _commitments(contract: Contract) -> dict[tuple[UUID, str], Commitment]:
    """The commitments that are still negotiated, by organisation and title in each language."""
    rows = Commitment.objects.filter(contract=contract, state__in=OPEN).order_by("-created_at")
    return {
        (one.organisation_id, words.casefold()): one for one in rows for words in dict(one.title).values()
    }


def _commitment(planned: PlannedSheet, known: Mapping[tuple[UUID, str], Commitment]) -> Commitment | None:
    """The commitment of this title that the organisation has already."""
    if planned.organisation is None:
        return None
    title = planned.row.text("commitment") or planned.row.text("title")
    keys = [(planned.organisation.pk, words.casefold()) for words in title.values()]
    return next((known[key] for key in keys if key in known), None)


def _check_standing(planned: PlannedSheet, variant: str) -> None:
    """A sheet that is there stays with its organisation and form; a text that is handed over does not change."""
    sheet, commitment, faults = planned.sheet, planned.commitment, planned.faults
    if sheet and planned.organisation and sheet.commitment.organisation_id != planned.organisation.pk:
        faults.setdefault(ORGANISATION, _("The sheet with this key is another organisation's."))
    if sheet and sheet.variant != variant:
        faults.setdefault(KEY, _("The sheet with this key has the form of another cluster."))
    if commitment and commitment.state not in EDITABLE and planned.outcome is not Outcome.SAME:
        words = _("This commitment is %(state)s: its text changes only when changes are asked for.")
        faults.setdefault(KEY, words % {"state": commitment.get_state_display()})


def _changes(sheet: ActionSheet, planned: PlannedSheet) -> Iterator[CellChange]:
    """In the order of the workbook."""
    named = ("title", "latitude", "longitude", "action", "confidential")
    title, answers, *rest = _says(sheet)
    new_title, new_answers, *new_rest = _wants(planned)
    for name, was, now in zip(named, (title, *rest), (new_title, *new_rest), strict=True):
        if was != now:
            yield CellChange(str(LABELS[name]), _shown(was, name, sheet), _shown(now, name, planned))
    language = get_language() or "en"
    for one in fields_of(sheet.variant):
        was, now = answers.get(one.key), new_answers.get(one.key)
        if was != now:
            yield CellChange(str(one.label), format_cell(one, was, language), format_cell(one, now, language))


def _shown(value: Any, name: str, side: ActionSheet | PlannedSheet) -> str:
    """A cell beside the questions in words."""
    if value is None:
        return ""
    if name == "action":
        return side.action.code if side.action else ""
    if name == "confidential":
        labels = {one.key: str(one.label) for one in SHEET_FIELDS}
        return ", ".join(labels.get(key, key) for key in value)
    return " / ".join(value.values()) if name == "title" else format_number(value, 6)


def _says(sheet: ActionSheet) -> tuple[Any, ...]:
    place = (sheet.latitude, sheet.longitude)
    return (dict(sheet.title), sheet.answers, *place, sheet.action_id, sorted(sheet.confidential))


def _wants(planned: PlannedSheet) -> tuple[Any, ...]:
    row = planned.row
    place = (row.cells.get("latitude"), row.cells.get("longitude"))
    action = planned.action.pk if planned.action else None
    kept = sorted(planned.sheet.confidential) if planned.sheet else []
    return (dict(row.text("title")), row.answers, *place, action, row.cells.get(CONFIDENTIAL, kept))
