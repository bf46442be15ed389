"""The part of a commitment's page that lists its action sheets and files."""

from typing import Any

from core.models import User
from stakeholders.models import ActionSheet, Attachment, Commitment
from stakeholders.selectors.sheet_pages import missing_words
from stakeholders.sheets import Step, steps_of
from stakeholders.web.commitment_places import CommitmentPlace


def sheets_part(commitment: Commitment, *, user: User, is_office: bool) -> dict[str, Any]:
    """What `stakeholders/_sheets.html` takes as `sheets_part`: the sheets, the files, and what may be done."""
    place = CommitmentPlace(user, commitment, is_office=is_office)
    may_write = place.may_write
    return {
        "sheets": [_sheet_row(place, sheet, may_write=may_write) for sheet in commitment.sheets.all()],
        "files": [
            file_row(place, one, may_write=may_write)
            for one in commitment.attachments.present().select_related("sheet")
        ],
        "may_write": may_write,
        "reduction_tco2e": commitment.reduction_tco2e,
        "edit_url": place.url("commitment-edit"),
        "add_url": place.url("sheet-add"),
        "attach_url": place.url("attachment-add"),
    }


def _sheet_row(place: CommitmentPlace, sheet: ActionSheet, *, may_write: bool) -> dict[str, Any]:
    """One sheet in the list: its title, its tonnes, what is missing, where to go on."""
    return {
        "sheet": sheet,
        "missing": missing_words(sheet),
        "url": place.url("sheet-detail", sheet.pk),
        "resume_url": place.url("sheet-step", sheet.pk, resume_step(sheet)) if may_write else "",
        "remove_url": place.url("sheet-remove", sheet.pk) if may_write else "",
    }


def file_row(place: CommitmentPlace, file: Attachment, *, may_write: bool) -> dict[str, Any]:
    """One file in a list."""
    return {
        "file": file,
        "url": place.url("attachment-file", file.pk),
        "remove_url": place.url("attachment-remove", file.pk) if may_write else "",
    }


def resume_step(sheet: ActionSheet) -> Step:
    """The first step on which something needed is missing, else the first."""
    steps = steps_of(sheet.variant)
    return next((step for step in steps if missing_words(sheet, step)), steps[0])
