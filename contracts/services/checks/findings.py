"""Running the checks and keeping what they find."""

from collections.abc import Callable, Iterator
from uuid import uuid5

from django.db import transaction

from contracts.models import Contract, Finding
from contracts.services.checks import activity_products, gap_table, inventory_sums, portfolio
from contracts.services.checks.facts import ContractFacts, Found, read_facts

Check = Callable[[ContractFacts], Iterator[Found]]

CHECKS: tuple[Check, ...] = (
    portfolio.find_years_out_of_order,
    portfolio.find_negative_costs,
    portfolio.find_incomplete_portfolio,
    portfolio.find_other_signatory_count,
    portfolio.find_large_residual,
    gap_table.find_odd_signs,
    gap_table.find_broken_differences,
    gap_table.find_column_sums,
    gap_table.find_other_baselines,
    inventory_sums.find_scope_sums,
    inventory_sums.find_total_sums,
    inventory_sums.find_detail_sums,
    inventory_sums.find_totals_only,
    activity_products.find_other_products,
)
"""Every check of a contract; each knows nothing of the others."""


@transaction.atomic
def refresh_findings(*, contract: Contract) -> list[Finding]:
    """Check a contract and keep exactly what is found now; the same finding keeps its id."""
    facts = read_facts(contract)
    found = [item for check in CHECKS for item in check(facts)] if facts else []
    findings = [_as_row(contract, item) for item in found]
    Finding.objects.filter(city=contract.city_id).exclude(pk__in=[row.pk for row in findings]).delete()
    Finding.objects.bulk_create(
        findings,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["severity", "subject_kind", "subject_id", "place", "numbers"],
    )
    return findings


def _as_row(contract: Contract, found: Found) -> Finding:
    return Finding(
        id=uuid5(contract.city_id, f"finding/{found.check_name}/{found.place}"),
        city_id=contract.city_id,
        check_name=found.check_name,
        severity=found.severity,
        subject_kind=found.subject._meta.label_lower,
        subject_id=found.subject.pk,
        place=found.place,
        numbers=found.numbers,
    )
