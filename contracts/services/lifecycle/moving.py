"""Moving a version one step on."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import VersionState
from contracts.lifecycle import Candidate, Missing, missing_before
from contracts.models import ContractVersion
from contracts.rules import has_city_role
from contracts.services.checks import refresh_findings
from contracts.services.inventories import publish_baseline
from contracts.services.lifecycle.freezing import freeze_version
from contracts.services.lifecycle.recording import lock_version, record_event, record_transition, tell_step
from contracts.services.lifecycle.replacing import bring_back_replaced, replace_current
from contracts.services.version_files import keep_file
from contracts.services.versions import is_public
from contracts.transitions import CLOSED, Ask, Transition, find_step
from contracts.validators import collect_errors
from core.access import Conflict
from core.models import User
from core.validators import refusal


@transaction.atomic
def move_version(
    *,
    version_id: UUID,
    to: str,
    by: User,
    note: str = "",
    file: UploadedFile | None = None,
    source: str | None = None,
    **details: Any,
) -> ContractVersion:
    """Make one step: transition, evidence event, change row and news in one transaction.

    `source` is the state that the person saw; raises `Conflict` when the version is elsewhere by now, so that two
    people who press at once make one step. Raises `ValidationError` with everything that is missing.
    """
    version = lock_version(version_id=version_id)
    step = _find_step(version, to, source)
    if not has_city_role(by, version.contract.city, *step.roles):
        raise PermissionDenied(f"{step.source} to {step.to}")
    _check_answers(step, details, note)
    candidate = Candidate(version)
    _refuse_missing(missing_before(step, candidate))
    was_public = is_public(version)
    told = _write_answers(version, step, details)
    if file is not None and step.file_kind:
        told["file"] = str(keep_file(version=version, file=file, kind=step.file_kind, by=by).pk)
    _set_state(version, step, by)
    if step.freezes:
        told["parts"] = freeze_version(version=version, approved=candidate)
    record_transition(version=version, source=step.source, by=by, note=note.strip(), details=told)
    if step.to == VersionState.WITHDRAWN:
        bring_back_replaced(version=version, by=by)
    if step.freezes or step.to in CLOSED:
        refresh_findings(contract=version.contract)  # another version is the working or the current one now
    tell_step(version=version, by=by, was_public=was_public)
    return version


def _find_step(version: ContractVersion, to: str, source: str | None) -> Transition:
    """The step that is asked for; `Conflict` when someone moved the version in the meantime."""
    step = find_step(version.state, to)
    if step is None or step.is_automatic or (source is not None and source != version.state):
        raise Conflict(
            _("This step is not possible any more: version %(number)s is %(state)s by now.")
            % {"number": version.number, "state": version.get_state_display()},
            code=Conflict.code,
        )
    return step


def _refuse_missing(missing: list[Missing]) -> None:
    if missing:
        raise ValidationError(
            {NON_FIELD_ERRORS: [ValidationError(one.sentence, code="missing") for one in missing]}
        )


def _check_answers(step: Transition, details: dict[str, Any], note: str) -> None:
    """Everything that the step asks for is answered, and nothing else."""
    if unknown := details.keys() - set(step.asks):
        raise TypeError(f"{step.source} to {step.to} does not ask for {sorted(unknown)}")
    collect_errors(
        [
            *((_validate_given, ask.value, details.get(ask)) for ask in step.asks),
            *((_validate_day, ask.value, details.get(ask)) for ask in step.asks if ask.value.endswith("_on")),
            (_validate_note, step, note),
        ]
    )


def _validate_given(name: str, value: Any) -> None:
    if value is None or not str(value).strip():
        raise refusal(name, _("This is needed for the step."), "required")


def _validate_day(name: str, value: date | None) -> None:
    if value is not None and value > timezone.localdate():
        raise refusal(name, _("This day has not come yet."), "future")


def _validate_note(step: Transition, note: str) -> None:
    if step.needs_note and not note.strip():
        raise refusal("note", _("Say why: the others must be able to understand this step."), "required")


def _write_answers(version: ContractVersion, step: Transition, details: dict[str, Any]) -> dict[str, Any]:
    """Set what was answered on the version; the same as plain data for the transition."""
    for ask in step.asks:
        value = details[ask]
        setattr(version, ask.value, value.strip() if ask == Ask.COUNCIL_DECISION else value)
    return {ask.value: str(getattr(version, ask.value)) for ask in step.asks}


def _set_state(version: ContractVersion, step: Transition, by: User) -> None:
    """Bring the version to its new state, with what follows from it."""
    version.state = step.to
    if step.is_back:
        _void_approvals(version, by)
    if step.freezes:
        replace_current(version=version, by=by)
        publish_baseline(version=version, by=by)
        version.submitted_at = timezone.now()
    version.revision += 1
    version.full_clean(exclude=["contract"])
    version.save()


def _void_approvals(version: ContractVersion, by: User) -> None:
    """The text may change again: what was approved is approved no more; the evidence log keeps that it was."""
    voided, _per_model = version.approvals.all().delete()
    if voided:
        record_event(version=version, kind="approvals_voided", by=by, approvals=voided)
