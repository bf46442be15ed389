"""What the page of a city says first."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, ContractVersion
from core.quantities import NO_BREAK_SPACE, format_months, format_share, format_tonnes
from progress.enums import Verdict
from progress.models import ProgressSnapshot
from progress.selectors.coverage import DELIVERED, FIRM, PROMISED, Coverage, read_coverage
from progress.selectors.findings import FindingRow, list_findings
from progress.selectors.molecules import MoleculeRow, list_molecules
from progress.selectors.outlook import Outlook, read_outlook
from progress.selectors.parties import count_parties
from progress.selectors.sentences import headline, verdict_reason
from progress.selectors.snapshots import foresight_of, inventory_age_months, snapshot_with_foresight


@dataclass(frozen=True)
class Tile:
    """One figure with its comparison; `figure` is its name in the results, by which its receipt is found."""

    label: str
    value: str
    note: str
    figure: str = ""

    @property
    def number(self) -> str:
        """The value without its unit; words stay whole."""
        return self.value.partition(NO_BREAK_SPACE)[0] if self.is_number else self.value

    @property
    def unit(self) -> str:
        """The unit of a number."""
        return self.value.partition(NO_BREAK_SPACE)[2] if self.is_number else ""

    @property
    def is_number(self) -> bool:
        """Whether the value begins with a figure."""
        return any(character.isdigit() for character in self.value.partition(NO_BREAK_SPACE)[0])


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
    outlook: Outlook
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
    """The page of a city in six queries."""
    version = current_version(contract)
    snapshot = snapshot_with_foresight(contract)
    return Dashboard(
        contract=contract,
        version=version,
        standing=read_standing(contract, snapshot) if snapshot else None,
        findings=list_findings(contract.city),
        parties=count_parties(contract),
        molecules=list_molecules(contract),
    )


def current_version(contract: Contract) -> ContractVersion | None:
    """The version that counts today."""
    return contract.versions.filter(is_current=True).first()


def read_standing(contract: Contract, snapshot: ProgressSnapshot) -> Standing:
    """A snapshot in words; no query where its foresight is loaded."""
    results, coverage = snapshot.results, read_coverage(snapshot.results)
    outlook = read_outlook(results, foresight_of(snapshot))
    age = inventory_age_months(results["inventory_year"], timezone.localdate())
    return Standing(
        snapshot=snapshot,
        results=results,
        headline=headline(str(contract.city), results, coverage),
        verdict_label=str(Verdict(snapshot.verdict).label),
        reason=verdict_reason(results, age),
        inventory_age_months=age,
        coverage=coverage,
        outlook=outlook,
        tiles=(_measured(results, age), _estimated(outlook), _chance(outlook), _covered(coverage, outlook)),
    )


def _measured(results: dict[str, Any], age_months: int | None) -> Tile:
    baseline = {"year": results["baseline_year"], "tonnes": format_tonnes(results["baseline_tco2e"])}
    if results["verdict"] != Verdict.NOT_MEASURED:
        return Tile(
            label=_("Measured emissions, %(year)s") % {"year": results["inventory_year"]},
            value=format_tonnes(results["observed_tco2e"], co2e=True),
            note=_("baseline of %(year)s: %(tonnes)s") % baseline,
            figure="observed_tco2e",
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


def _estimated(outlook: Outlook) -> Tile:
    estimate = outlook.estimate
    if estimate is None:
        return Tile(label=_("Estimated emissions today"), value=_("not estimated"), note=outlook.basis)
    words = _("%(interval)s; not measured")
    if estimate.trajectory_tco2e is not None:
        words = _("%(interval)s; not measured; the trajectory asks for %(trajectory)s")
    return Tile(
        label=_("Estimated emissions, %(year)s") % {"year": estimate.year},
        value=format_tonnes(estimate.p50, "kt", 0, co2e=True),
        note=words
        % {"interval": estimate.interval, "trajectory": format_tonnes(estimate.trajectory_tco2e, "kt", 0)},
        figure="nowcast",
    )


def _chance(outlook: Outlook) -> Tile:
    label = _("Chance of reaching the target of %(year)s") % {"year": outlook.target_year}
    if outlook.chance is None:
        return Tile(label=label, value=_("cannot be said"), note=outlook.chance_reason)
    return Tile(
        label=label,
        value=outlook.chance,
        note=_("estimated from what stands behind each action, on stated assumptions"),
        figure="probability",
    )


def _covered(coverage: Coverage, outlook: Outlook) -> Tile:
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
    if coverage.share_on(FIRM) is None:
        strategy = coverage.strategy
        return Tile(
            label=_("Gap covered by projects"),
            value=format_share(coverage.share),
            note=_("and %(share)s by strategies that have no project yet")
            % {"share": format_share(strategy.share_of_gap if strategy else None)},
        )
    words = _("nothing reported as delivered; only planned or promised: %(promised)s; no action: %(rest)s")
    if outlook.delivered_tco2e is not None:
        words = _(
            "delivered by dated reports: %(delivered)s; only planned or promised: %(promised)s; no action: %(rest)s"
        )
    return Tile(
        label=_("Gap covered by what is funded or begun"),
        value=format_share(coverage.share_on(FIRM)),
        note=words
        % {
            "delivered": format_share(coverage.share_on(DELIVERED)),
            "promised": format_share(coverage.share_on(PROMISED)),
            "rest": format_share(max(coverage.uncovered_share or 0.0, 0.0)),
        },
    )
