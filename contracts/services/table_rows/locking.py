"""Finding a version whose tables a person may change, and telling what became of them."""

from collections.abc import Iterable
from uuid import UUID

from contracts import rules, signals
from contracts.models import ContractVersion
from contracts.services.checks import refresh_findings
from contracts.tables import TableSpec
from contracts.validators import validate_editable
from core.access import require
from core.changes import Summary, record_change
from core.enums import ChangeVerb
from core.history import FieldDifference, record_fields
from core.models import User, WithId

OF_THE_VERSION = frozenset({"cells", "boundary", "gap", "clauses", "emissions"})
"""Stores that change only while the version does; what else a contract holds outlives its versions.

The inventory that a draft starts from is written with the draft; a public one is restated in its own page.
"""


def lock_version(*, version_id: UUID, by: User, spec: TableSpec) -> ContractVersion:
    """Lock a version and its contract; raises `ValidationError` where the table does not change any more."""
    version = (
        ContractVersion.objects.select_for_update(of=("self", "contract"))
        .select_related("contract__city")
        .get(pk=version_id)
    )
    require(rules.can_edit_city, by, version.contract.city)
    if spec.store in OF_THE_VERSION:
        validate_editable(version)
    return version


def tell_rows(
    *,
    version: ContractVersion,
    spec: TableSpec,
    verb: ChangeVerb,
    by: User,
    subject: WithId,
    fields: Iterable[FieldDifference],
    summary: Summary,
) -> None:
    """Check the contract's figures anew, write one change row with its fields, and send the news once.

    What is written into a version that is not public yet stays in the office's history.
    """
    refresh_findings(contract=version.contract)
    change = record_change(
        verb,
        subject,
        city_slug=version.contract.city.slug,
        summary=summary,
        made_by=by,
        is_public=spec.store not in OF_THE_VERSION,
    )
    record_fields(change, fields)
    signals.contract_changed.send(type(subject), contract_id=version.contract_id, by=by)
