"""What the page of a city says first."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, ContractVersion
from core.quantities import format_money, format_months, format_share, format_tonnes
from progress.enums import Verdict
from progress.models import ProgressSnapshot
from progress.selectors.coverage import Coverage, read_coverage
from progress.selectors.findings import FindingRow, list_findings
from progress.selectors.molecules import MoleculeRow, list_molecules
from progress.selectors.parties import count_parties
from progress.selectors.sentences import headline, target_share, verdict_reason
from progress.selectors.snapshots import current_snapshot, inventory_age_months


@dataclass(frozen=True)
class Tile:
    """One figure with its comparison."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class Standing:
    """A computed snapshot in words."""

    snapshot: ProgressSnapshot
    results: dict[str, Any]
    headline: str
    verdict_label: str
    reason: str
    inventory_age_months: int | None
    coverage: Coverage
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Dashboard:
    """What the page of a city shows; `standing` is None while nothing was computed."""

    contract: Contract
    version: ContractVersion | None
    standing: Standing | None
    findings: tuple[FindingRow, ...]
    parties: tuple[tuple[str, int], ...]
    molecules: tuple[MoleculeRow, ...]


def read_dashboard(contract: Contract) -> Dashboard:
    """The page of a city in five queries."""
    version = current_version(contract)
    snapshot = current_snapshot(contract)
    return Dashboard(
        contract=contract,
        version=version,
        standing=_standing(contract, version, snapshot) if snapshot else None,
        findings=list_findings(contract.city),
        parties=count_parties(contract),
        molecules=list_molecules(contract.city),
    )


def current_version(contract: Contract) -> ContractVersion | None:
    """The version that counts today."""
    return contract.versions.filter(is_current=True).first()


def _standing(contract: Contract, version: ContractVersion | None, snapshot: ProgressSnapshot) -> Standing:
    results, coverage = snapshot.results, read_coverage(snapshot.results)
    age = inventory_age_months(results["inventory_year"], timezone.localdate())
    return Standing(
        snapshot=snapshot,
        results=results,
        headline=headline(str(contract.city), results, coverage),
        verdict_label=str(Verdict(snapshot.verdict).label),
        reason=verdict_reason(results, age),
        inventory_age_months=age,
        coverage=coverage,
        tiles=(
            _measured(results, age),
            _target(results),
            _covered(coverage),
            _money_or_actions(version, results),
        ),
    )


def _measured(results: dict[str, Any], age_months: int | None) -> Tile:
    baseline = {"year": results["baseline_year"], "tonnes": format_tonnes(results["baseline_tco2e"])}
    if results["verdict"] != Verdict.NOT_MEASURED:
        return Tile(
            label=_("Measured emissions, %(year)s") % {"year": results["inventory_year"]},
            value=format_tonnes(results["observed_tco2e"], co2e=True),
            note=_("baseline of %(year)s: %(tonnes)s") % baseline,
        )
    if results["baseline_year"] is None:
        return Tile(label=_("Measured emissions"), value=_("not measured"), note="")
    words = _("baseline of %(year)s: %(tonnes)s; no comparable inventory since")
    if age_months is not None:
        words = _("baseline of %(year)s: %(tonnes)s; the data are %(age)s old")
    return Tile(
        label=_("Measured emissions"),
        value=_("not measured"),
        note=words % (baseline | {"age": format_months(age_months)}),
    )


def _target(results: dict[str, Any]) -> Tile:
    return Tile(
        label=_("Promised reduction by %(year)s") % {"year": results["target_year"]},
        value=format_tonnes(results["target_reduction_tco2e"], co2e=True),
        note=_("%(share)s of the baseline; %(residual)s would remain")
        % {
            "share": format_share(target_share(results)),
            "residual": format_tonnes(results["residual_tco2e"]),
        },
    )


def _covered(coverage: Coverage) -> Tile:
    if coverage.is_printed and coverage.printed_share is None:
        return Tile(
            label=_("Gap covered"),
            value=_("not known"),
            note=_("Neither the maturity of the actions nor the total of the portfolio is published."),
        )
    if coverage.is_printed:
        return Tile(
            label=_("Gap covered, as the contract prints it"),
            value=format_share(coverage.printed_share),
            note=_("The maturity of the actions is not published."),
        )
    strategy = coverage.strategy
    return Tile(
        label=_("Gap covered by projects"),
        value=format_share(coverage.share),
        note=_("and %(share)s by strategies that have no project yet")
        % {"share": format_share(strategy.share_of_gap if strategy else None)},
    )


def _money_or_actions(version: ContractVersion | None, results: dict[str, Any]) -> Tile:
    counts = results["actions"]
    if version is not None and version.investment_eur is not None:
        return Tile(
            label=_("Investment, as printed"),
            value=format_money(version.investment_eur),
            note=_("%(total)s actions in the portfolio") % {"total": counts["total"]},
        )
    return Tile(
        label=_("Actions"),
        value=str(counts["total"]),
        note=_("%(counted)s with tonnes that count") % {"counted": counts["counted"]},
    )
