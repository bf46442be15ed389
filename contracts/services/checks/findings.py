"""Running the checks and keeping what they find."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from contracts.models import Contract, ContractVersion, Finding
from contracts.selectors.versions import current_version, working_version
from contracts.services.checks.facts import SharedFacts, read_context, read_shared, read_tables
from contracts.tables.checks import TableFinding, check_tables

SUBJECTS = {
    "action_portfolio": "contracts.action",
    "cost_interventions": "contracts.action",
    "indicators": "contracts.indicator",
    "milestones": "contracts.milestone",
    "emissions": "contracts.inventory",
    "emissions_gap": "contracts.emissionsgaprow",
    "target_boundary": "",
}
"""What a row of a table is; rows of the other tables are `TableRow`, a row of the boundary is no thing of its own."""
SHARED = frozenset({"action_portfolio", "cost_interventions", "indicators", "milestones", "emissions"})
"""Tables whose rows belong to the contract, and so to every version."""
WRITTEN = ("severity", "subject_kind", "subject_id", "numbers", "table", "columns", "proposal")


@transaction.atomic
def refresh_findings(*, contract: Contract) -> list[Finding]:
    """Check a contract and keep exactly what is found now; the same finding keeps its id and its explanation.

    The working version is checked whole, and of the current one, where that is another, what belongs to it alone.
    Every service whose write a check looks at calls this once, after its last write and in its transaction. Noting
    the time first locks the contract: of two people who save at once, the second checks what the first has written.
    The number of queries depends neither on the number of rows nor on findings that stay as they were.
    """
    Contract.objects.filter(pk=contract.pk).update(checked_at=timezone.now())
    shared = read_shared(contract)
    working, current = working_version(contract), current_version(contract)
    findings = _check(working, shared) if working else []
    if current and current != working:
        findings += [one for one in _check(current, shared) if one.version_id or working is None]
    _store(contract, findings)
    return findings


def _check(version: ContractVersion, shared: SharedFacts) -> list[Finding]:
    found = check_tables(read_tables(version, shared), read_context(version, shared))
    seen: dict[str, int] = {}
    rows = []
    for one in found:
        belongs = None if one.table in SHARED and one.row else version
        name = "/".join(
            ("finding", *([f"v{belongs.number}"] if belongs else []), one.table, one.check, one.place)
        )
        seen[name] = seen.get(name, 0) + 1
        pk = uuid5(version.contract.city_id, name if seen[name] == 1 else f"{name}/{seen[name]}")
        rows.append(_as_row(pk, one, version, belongs))
    return rows


def _as_row(
    pk: UUID, found: TableFinding, version: ContractVersion, belongs: ContractVersion | None
) -> Finding:
    kind = SUBJECTS.get(found.table, "contracts.tablerow") if found.row else ""
    return Finding(
        id=pk,
        city_id=version.contract.city_id,
        version=belongs,
        check_name=found.check,
        severity=str(found.severity),
        subject_kind=kind or version._meta.label_lower,
        subject_id=UUID(found.row) if kind else version.pk,
        place=found.place[:200],
        numbers=found.numbers,
        table=found.table,
        columns=list(found.columns),
        proposal=found.proposal,
    )


def _store(contract: Contract, findings: Iterable[Finding]) -> None:
    """Write what is new or otherwise, take out what is settled; an explanation follows its finding to a new version."""
    stored = {row.pk: row for row in Finding.objects.filter(city=contract.city_id)}
    explained = {_sameness(row): row for row in stored.values() if row.explanation}
    wanted = {row.pk: row for row in findings}
    for row in wanted.values():
        before = stored.get(row.pk) or explained.get(_sameness(row))
        if before is not None:
            row.explanation, row.explained_at = before.explanation, before.explained_at
            row.explained_by_id = before.explained_by_id
    new = [row for pk, row in wanted.items() if pk not in stored]
    changed = [row for pk, row in wanted.items() if pk in stored and _content(row) != _content(stored[pk])]
    if settled := stored.keys() - wanted.keys():
        Finding.objects.filter(pk__in=settled).delete()
    Finding.objects.bulk_create(new)
    if changed:
        Finding.objects.bulk_update(changed, WRITTEN)


def _content(row: Finding) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in WRITTEN)


def _sameness(row: Finding) -> tuple[str, str, str, str]:
    """What makes a finding the same in another version."""
    return row.table, row.check_name, row.place, repr(sorted(row.numbers.items(), key=str))
