"""Changing what a version of a contract aims at, and who reads it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import VersionState, Visibility
from contracts.models import Contract, ContractVersion
from contracts.services.checks import refresh_findings
from contracts.tables import Part
from contracts.validators import (
    collect_errors,
    validate_editable,
    validate_not_negative,
    validate_share,
    validate_target_reduction,
    validate_target_share,
    validate_year,
)
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal

SETTABLE = frozenset(
    {
        "baseline_series",
        "baseline_series_id",
        "baseline_tco2e",
        "baseline_year",
        "document_date_note",
        "edition",
        "gap_reference",
        "geographic_boundary",
        "investment_eur",
        "investment_note",
        "note",
        "residual_share",
        "residual_tco2e",
        "source",
        "source_language",
        "target_reduction_share",
        "target_reduction_tco2e",
        "target_year",
        "vision",
    }
)
"""What a person writes in a version; its state, dates and council decision follow from `services.lifecycle`."""


@transaction.atomic
def update_version(
    *, version_id: UUID, by: User, revision: int | None = None, **fields: Any
) -> ContractVersion:
    """Change what a version aims at, while its text may still change."""
    version = _lock(version_id, by)
    validate_editable(version)
    check_revision(version, revision)
    if unknown := fields.keys() - SETTABLE:
        raise TypeError(f"update_version does not write {sorted(unknown)}")
    for name, value in fields.items():
        setattr(version, name, value)
    validate_version(version)
    version.revision += 1
    version.full_clean()
    version.save()
    refresh_findings(contract=version.contract)
    _tell(version, by)
    signals.contract_changed.send(ContractVersion, contract_id=version.contract_id, by=by)
    return version


@transaction.atomic
def set_visibility(
    *,
    version_id: UUID,
    by: User,
    part_visibility: Mapping[str, str],
    field_visibility: Mapping[str, str],
    revision: int | None = None,
) -> ContractVersion:
    """Say who reads the documents of a version and single fields of the contract, whatever its state.

    Fields that `field_visibility` does not name keep what they have; "public" takes an entry away.
    """
    version = _lock(version_id, by)
    check_revision(version, revision)
    collect_errors(
        [
            *(
                (_validate_visibility, "part_visibility", key in Part.values, value)
                for key, value in part_visibility.items()
            ),
            *(
                (_validate_visibility, "field_visibility", bool(key), value)
                for key, value in field_visibility.items()
            ),
        ]
    )
    contract = Contract.objects.select_for_update().get(pk=version.contract_id)
    contract.field_visibility = _without_public(contract.field_visibility | dict(field_visibility))
    contract.save()
    version.part_visibility = _without_public(version.part_visibility | dict(part_visibility))
    version.revision += 1
    version.save()
    version.contract.field_visibility = contract.field_visibility
    _tell(version, by)
    return version


def _lock(version_id: UUID, by: User) -> ContractVersion:
    version = (
        ContractVersion.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=version_id)
    )
    require(rules.can_edit_city, by, version.contract.city)
    return version


def _validate_visibility(field: str, known: bool, value: str) -> None:  # noqa: FBT001 - one of two conditions
    if not known or value not in Visibility.values:
        raise refusal(field, _("Choose who may read this."), "visibility")


def _without_public(visibility: Mapping[str, str]) -> dict[str, str]:
    """Only what is not public is written down."""
    return {key: value for key, value in visibility.items() if value != Visibility.PUBLIC}


def is_public(version: ContractVersion) -> bool:
    """Whether citizens read this version."""
    return version.is_current and version.state in VersionState.public()


def validate_version(version: ContractVersion) -> None:
    """Every check of a version's target, all errors at once."""
    collect_errors(
        [
            (validate_year, version.baseline_year, "baseline_year"),
            (validate_year, version.target_year, "target_year"),
            (_validate_year_order, version.baseline_year, version.target_year),
            (validate_not_negative, version.baseline_tco2e, "baseline_tco2e"),
            (validate_not_negative, version.target_reduction_tco2e, "target_reduction_tco2e"),
            (validate_not_negative, version.residual_tco2e, "residual_tco2e"),
            (validate_not_negative, version.investment_eur, "investment_eur"),
            (validate_target_share, version.target_reduction_share),
            (validate_share, version.residual_share, "residual_share"),
            (validate_target_reduction, version.target_reduction_tco2e, version.baseline_tco2e),
        ]
    )


def _validate_year_order(baseline_year: int | None, target_year: int | None) -> None:
    if baseline_year is not None and target_year is not None and target_year <= baseline_year:
        raise refusal(
            "target_year",
            _("The target year %(target)s is not after the baseline year %(baseline)s.")
            % {"target": target_year, "baseline": baseline_year},
            "year_order",
        )


def _tell(version: ContractVersion, by: User) -> None:
    """Write the change row; what nobody outside reads yet stays in the office's history."""
    record_change(
        ChangeVerb.CHANGED,
        version,
        city_slug=version.contract.city.slug,
        made_by=by,
        is_public=is_public(version),
    )
