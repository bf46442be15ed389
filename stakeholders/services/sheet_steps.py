"""Keeping one page of a sheet: what is allowed is kept at once, what is refused is told and stays as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from contracts.tables.cell_checks import Message
from core.models import User
from stakeholders.models import ActionSheet
from stakeholders.services.sheets import lock_sheet, save_sheet
from stakeholders.sheets import check_answers, fields_of


@dataclass(frozen=True, slots=True)
class StepSaved:
    """The sheet as it is now, and what was refused, by question."""

    sheet: ActionSheet
    faults: Mapping[str, Message]


@transaction.atomic
def save_step(
    *,
    sheet_id: UUID,
    by: User,
    step: str,
    answers: Mapping[str, Any],
    confidential: Iterable[str] | None = None,
    revision: int | None = None,
    **fields: Any,
) -> StepSaved:
    """Keep the answers of a step that are allowed; raises `Conflict` when the sheet changed since `revision`.

    A question that `answers` does not name keeps its answer. One that does not fit the others is refused: it keeps its
    earlier answer where that still fits, else it is unknown.
    """
    stored = lock_sheet(sheet_id=sheet_id, by=by)
    kept, faults = _choose(stored, dict(answers))
    of_step = {one.key for one in fields_of(stored.variant, step)}
    strange = {key: value for key, value in answers.items() if key not in of_step}
    saved = save_sheet(
        sheet_id=sheet_id,
        by=by,
        step=step,
        answers={key: value for key, value in kept.items() if key in of_step} | strange,
        confidential=confidential,
        revision=revision,
        **fields,
    )
    return StepSaved(saved, faults)


def _choose(sheet: ActionSheet, answers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Message]]:
    """The answers to keep, and what is wrong with the others."""
    asked = {one.key for one in fields_of(sheet.variant)}
    wanted = {key: value for key, value in (sheet.answers | answers).items() if key in asked}
    faults = check_answers(sheet.variant, wanted)
    kept = {key: sheet.answers.get(key) if key in faults else value for key, value in wanted.items()}
    while again := check_answers(sheet.variant, kept):
        kept |= dict.fromkeys(again)
    return kept, faults
