"""Writing the action sheets of a commitment, step by step, and the files beside them."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import Visibility
from contracts.models import Action
from contracts.services.added_files import store_file
from core.access import check_revision, require
from core.fields import Texts
from core.models import User
from core.validators import refusal, validate_signs
from stakeholders import rules, signals
from stakeholders.models import ActionSheet, Attachment, Commitment
from stakeholders.selectors.sheets import read_results, sum_reductions
from stakeholders.sheets import check_answers, check_confidential, fields_of, keep_known
from stakeholders.transitions import EDITABLE

TONNES = Decimal("0.0001")
TOO_LARGE_TCO2E = Decimal(10) ** 12


@transaction.atomic
def add_sheet(
    *, commitment_id: UUID, by: User, title: Texts, variant: str | None = None, pk: UUID | None = None
) -> ActionSheet:
    """Add an empty sheet at the end; without a variant it has that of the organisation's cluster.

    An import gives the `pk`, so that the same row is the same sheet again.
    """
    commitment = _lock(commitment_id, by)
    last = commitment.sheets.aggregate(last=Max("position"))["last"]
    sheet = ActionSheet(
        commitment=commitment,
        position=0 if last is None else last + 1,
        variant=commitment.organisation.cluster if variant is None else variant,
        title=title,
        **({"pk": pk} if pk else {}),
    )
    _validate_title(sheet)
    sheet.full_clean()
    sheet.save()
    _sum_up(commitment, by)
    return sheet


@transaction.atomic
def save_sheet(
    *,
    sheet_id: UUID,
    by: User,
    answers: Mapping[str, Any],
    step: str | None = None,
    confidential: Iterable[str] | None = None,
    revision: int | None = None,
    **fields: Any,
) -> ActionSheet:
    """Keep the answers of one step, or of all, and compute anew; raises `Conflict` when it changed since `revision`.

    The answers of other steps stay. What was left empty becomes unknown. `fields` are title, latitude, longitude and
    action. Refused: an answer that its question does not allow, at its key.
    """
    sheet = lock_sheet(sheet_id=sheet_id, by=by)
    check_revision(sheet, revision)
    action_before = sheet.action_id
    keys = {one.key for one in fields_of(sheet.variant, step)}
    if strange := [key for key in answers if key not in keys]:
        raise refusal(strange[0], _("The sheet has no such question here."), "unknown_question")
    sheet.answers = keep_known({k: v for k, v in sheet.answers.items() if k not in keys} | dict(answers))
    if confidential is not None:
        _set_confidential(sheet, keys, list(confidential))
    for name, value in fields.items():
        setattr(sheet, name, value)
    _validate(sheet)
    sheet.revision += 1
    _compute(sheet)
    sheet.full_clean()
    sheet.save()
    _cover_actions(sheet.commitment, left=action_before)
    _sum_up(sheet.commitment, by)
    return sheet


@transaction.atomic
def compute_results(*, sheet_id: UUID, by: User) -> ActionSheet:
    """Compute a sheet again, with the factors that the city has now."""
    sheet = lock_sheet(sheet_id=sheet_id, by=by)
    _compute(sheet)
    sheet.revision += 1
    sheet.save()
    _sum_up(sheet.commitment, by)
    return sheet


@transaction.atomic
def remove_sheet(*, sheet_id: UUID, by: User) -> None:
    """Take a sheet and its files out of a commitment that is still being written."""
    sheet = lock_sheet(sheet_id=sheet_id, by=by)
    commitment = sheet.commitment
    for attachment in sheet.attachments.all():
        _take_out(attachment)
    sheet.delete()
    _cover_actions(commitment, left=sheet.action_id)
    _sum_up(commitment, by)


@transaction.atomic
def add_attachment(
    *,
    commitment_id: UUID,
    by: User,
    file: UploadedFile,
    title: str = "",
    sheet: ActionSheet | None = None,
    visibility: str = Visibility.INTERNAL,
) -> Attachment:
    """Check a file by its content and keep it under a name of our own."""
    commitment = _lock(commitment_id, by)
    if sheet is not None and sheet.commitment_id != commitment.pk:
        raise refusal("sheet", _("Choose a sheet of this commitment."), "sheet")
    row = Attachment(commitment=commitment, sheet=sheet, title=title, visibility=visibility, uploaded_by=by)
    return store_file(row=row, file=file)


@transaction.atomic
def remove_attachment(*, attachment_id: UUID, by: User) -> None:
    """Take a file out of a commitment that is still being written; frozen texts that name it keep it."""
    row = Attachment.objects.present().get(pk=attachment_id)
    _lock(row.commitment_id, by)
    _take_out(row)


def _lock(commitment_id: UUID, by: User) -> Commitment:
    """Lock a commitment that `by` may write and that is still being written."""
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("contract__city", "organisation")
        .get(pk=commitment_id)
    )
    require(rules.can_edit_commitment, by, commitment)
    if commitment.state not in EDITABLE:
        raise ValidationError(
            _("This commitment is %(state)s: its sheets and files do not change any more.")
            % {"state": commitment.get_state_display()},
            code="frozen",
        )
    return commitment


def lock_sheet(*, sheet_id: UUID, by: User) -> ActionSheet:
    """Lock a sheet that `by` may write, after its commitment, always in this order."""
    commitment = _lock(ActionSheet.objects.values_list("commitment_id", flat=True).get(pk=sheet_id), by)
    sheet = ActionSheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    sheet.commitment = commitment
    return sheet


def _set_confidential(sheet: ActionSheet, keys: set[str], chosen: list[str]) -> None:
    if strange := check_confidential(sheet.variant, chosen):
        raise refusal(strange[0], _("This answer cannot be kept from the public."), "not_confidential")
    kept = [key for key in sheet.confidential if key not in keys]
    sheet.confidential = sorted({*kept, *chosen})


def _validate(sheet: ActionSheet) -> None:
    _validate_title(sheet)
    _validate_place(sheet)
    validate_signs(sheet.answers, "__all__")
    if faults := check_answers(sheet.variant, sheet.answers):
        raise ValidationError(
            {key: ValidationError(str(text), code="invalid") for key, text in faults.items()}
        )


def _validate_title(sheet: ActionSheet) -> None:
    if not sheet.title:
        raise refusal("title", _("Give the project a title."), "required")


def _validate_place(sheet: ActionSheet) -> None:
    """The constraint of the table lets half a place pass: in SQL a comparison with nothing is not false."""
    if (sheet.latitude is None) != (sheet.longitude is None):
        missing = "latitude" if sheet.latitude is None else "longitude"
        raise refusal(missing, _("Give both numbers of a place on the map."), "half_place")


def _compute(sheet: ActionSheet) -> None:
    sheet.results = read_results(sheet.commitment.contract, sheet.variant, sheet.answers)
    reduction = sheet.results["reduction_tco2e"]
    if reduction is None:
        sheet.reduction_tco2e = None
        return
    tonnes = Decimal(reduction).quantize(TONNES, ROUND_HALF_UP)
    if abs(tonnes) >= TOO_LARGE_TCO2E:
        raise ValidationError(_("The emissions are far too large: check the units."), code="too_large")
    sheet.reduction_tco2e = tonnes


def _cover_actions(commitment: Commitment, *, left: UUID | None) -> None:
    """A commitment covers the actions of its sheets; one that no sheet names any more leaves with its last sheet."""
    if left is not None:
        gone = Action.objects.filter(pk=left).exclude(sheets__commitment=commitment)
        commitment.actions.remove(*gone)
    commitment.actions.add(*Action.objects.filter(sheets__commitment=commitment))


def _sum_up(commitment: Commitment, by: User) -> None:
    """Give the commitment what its sheets save together, unknown where one of them is, and tell upwards.

    The commitment's revision stays: its form may be open beside the sheets, and shows no computed figure.
    """
    commitment.reduction_tco2e = sum_reductions(commitment.sheets.all())
    commitment.save(update_fields=["reduction_tco2e", "changed_at"])
    signals.commitment_changed.send(
        Commitment, contract_id=commitment.contract_id, commitment_id=commitment.pk, by=by
    )


def _take_out(row: Attachment) -> None:
    """Delete a file, unless a frozen text names its digest: then it only leaves the lists."""
    if row.commitment.versions.filter(canonical__contains=row.sha256).exists():
        row.sheet, row.removed_at = None, timezone.now()
        row.save(update_fields=["sheet", "removed_at"])
        return
    name, storage = str(row.file.name), row.file.storage
    transaction.on_commit(lambda: storage.delete(name))
    row.delete()
