"""Importing the sheets of a cluster from a workbook: all of them or none, the same again without harm."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.rules import can_edit_city
from core.access import Conflict, require
from core.models import User
from stakeholders.models import Commitment
from stakeholders.selectors.sheet_imports import Outcome, PlannedSheet, plan_import, revisions_of
from stakeholders.services.commitments import create_commitment
from stakeholders.services.sheets import add_sheet, save_sheet
from stakeholders.sheets.import_columns import CONFIDENTIAL
from stakeholders.sheets.import_rows import SheetRow


class Imported(NamedTuple):
    """How many sheets are new, changed, and the same as before."""

    added: int
    changed: int
    same: int


@transaction.atomic
def import_sheets(
    *,
    contract: Contract,
    by: User,
    variant: str,
    rows: Sequence[SheetRow],
    seen: Mapping[str, int] | None = None,
) -> Imported:
    """Write the sheets of a workbook; importing it again changes nothing.

    `seen` are the revisions by sheet that the dry run showed: a sheet that was written since is refused (`Conflict`).

    A commitment that is not there yet is begun with the title and statement of its first row; one that is there keeps
    its text. Errors: one refused row refuses all (`ValidationError`); the dry run (`plan_import`) tells which cell.
    """
    require(can_edit_city, by, contract.city)
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    planned = plan_import(contract, variant, rows)
    if any(one.faults for one in planned):
        raise ValidationError(_("Nothing was imported: some cells must be corrected first."), code="faults")
    if seen is not None:
        _check_seen(planned, seen)
    begun: dict[tuple[str, str], Commitment] = {}
    for one in planned:
        if one.outcome is not Outcome.SAME:
            _write(one, _home(one, contract, by, begun), variant, by)
    outcomes = [one.outcome for one in planned]
    return Imported(*(outcomes.count(word) for word in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)))


def _check_seen(planned: Sequence[PlannedSheet], seen: Mapping[str, int]) -> None:
    now = revisions_of(planned)
    lines = [one.row.line for one in planned if now.get(str(one.sheet_id)) != seen.get(str(one.sheet_id))]
    if lines:
        words = _(
            "Nothing was imported: somebody has changed the sheets of these lines since you looked: %(lines)s. "
            "See below what would change now."
        )
        raise Conflict(words % {"lines": ", ".join(map(str, lines))}, code="conflict")


def _home(
    planned: PlannedSheet, contract: Contract, by: User, begun: dict[tuple[str, str], Commitment]
) -> Commitment:
    """The commitment of a row: the one that is there, or one that is begun for it and the rows like it."""
    if planned.commitment is not None:
        return planned.commitment
    if planned.group not in begun:
        row = planned.row
        begun[planned.group] = create_commitment(
            contract=contract,
            organisation=planned.organisation,  # type: ignore[arg-type]  # a row without one has a fault
            by=by,
            title=row.text("commitment") or row.text("title"),
            statement=row.text("statement"),
        )
    return begun[planned.group]


def _write(planned: PlannedSheet, commitment: Commitment, variant: str, by: User) -> None:
    row = planned.row
    title = row.text("title")
    sheet = planned.sheet or add_sheet(
        commitment_id=commitment.pk, by=by, title=title, variant=variant, pk=planned.sheet_id
    )
    save_sheet(
        sheet_id=planned.sheet_id,
        by=by,
        revision=sheet.revision,
        answers=row.answers,
        confidential=row.cells.get(CONFIDENTIAL),
        title=title,
        latitude=row.cells.get("latitude"),
        longitude=row.cells.get("longitude"),
        action=planned.action,
    )
