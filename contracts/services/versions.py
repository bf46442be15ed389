"""Changing what a version of a contract aims at, and making it public."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import VersionState
from contracts.models import ContractVersion
from contracts.services.checks import refresh_findings
from contracts.validators import (
    collect_errors,
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


@transaction.atomic
def update_version(
    *, version_id: UUID, by: User, revision: int | None = None, **fields: Any
) -> ContractVersion:
    """Change a version; when this makes the current version public, `version_published` tells so."""
    version = (
        ContractVersion.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=version_id)
    )
    require(rules.can_edit_city, by, version.contract.city)
    check_revision(version, revision)
    was_public = is_public(version)
    for name, value in fields.items():
        setattr(version, name, value)
    validate_version(version)
    version.revision += 1
    version.full_clean()
    version.save()
    refresh_findings(contract=version.contract)
    _tell(version, by, published=is_public(version) and not was_public)
    return version


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


def _tell(version: ContractVersion, by: User, *, published: bool) -> None:
    """Write the change row and send the news upwards, inside the transaction."""
    contract = version.contract
    verb = ChangeVerb.PUBLISHED if published else ChangeVerb.CHANGED
    record_change(verb, version, city_slug=contract.city.slug, summary=str(version), made_by=by)
    if published:
        signals.version_published.send(ContractVersion, contract_id=contract.pk, version_id=version.pk, by=by)
    else:
        signals.contract_changed.send(ContractVersion, contract_id=contract.pk, by=by)
