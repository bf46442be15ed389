"""Loading the demonstration data: read and check everything, then write it in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ccc_portal.demo import (
    actions,
    cities,
    contracts,
    factors,
    instruments,
    inventories,
    inventory_lines,
    local_emissions,
    milestones,
    molecules,
    money,
    neighbourhoods,
    packages,
    papers,
    parties,
    promises,
    proxies,
)
from ccc_portal.demo.dataset import read_dataset
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.sources import DEMO_FOLDER, PUBLISHED, TRAINING, Dataset, Source
from ccc_portal.demo.writing import Counts, Writer
from contracts.enums import VersionState
from contracts.models import City, Contract, ContractVersion, Indicator
from contracts.services.checks import refresh_findings
from contracts.services.lifecycle import freeze_published
from core.changes import record_change
from core.enums import ChangeVerb, JobName
from core.jobs import defer
from core.models import DatasetLoad, Sourced
from molecules.models import PolicyInstrument
from molecules.services.spreading import start_spread
from stakeholders.models import Commitment, Organisation

Tell = Callable[[str], None]
Build = Callable[[Dataset], Sequence[Any]]


@dataclass(frozen=True)
class Step:
    """One kind of rows: what builds them, and the foreign key to what they are a part of."""

    build: Build
    part_of: str = ""
    is_complete: bool = False
    """Whether the data hold every part: others of the same whole are then taken away."""


def build_lines(data: Dataset) -> Sequence[Any]:
    """The lines of inventories, from whichever form a data set has."""
    return [*inventories.build_lines(data), *inventory_lines.build_detailed_lines(data)]


def build_actions(data: Dataset) -> Sequence[Any]:
    """Actions, with the kind of promoter that the list of parties proves."""
    rows = actions.build_actions(data)
    parties.name_promoter_types(data, rows)
    papers.tell_more_of_actions(data, rows)
    return rows


def build_pathways(data: Dataset) -> Sequence[Any]:
    """Pathways, with the changes and outcomes that papers tell of."""
    rows = contracts.build_pathways(data)
    papers.tell_more_of_pathways(data, rows)
    return rows


def build_parties(data: Dataset) -> Sequence[Any]:
    """Parties, with who signs for them."""
    rows = parties.build_parties(data)
    papers.tell_more_of_parties(data, rows)
    return rows


STEPS = (
    Step(cities.build_cities),
    Step(cities.build_populations, part_of="city"),
    Step(factors.build_factors),
    Step(inventories.build_series),
    Step(inventories.build_inventories),
    Step(build_lines, part_of="inventory", is_complete=True),
    Step(proxies.build_proxies),
    Step(contracts.build_contracts),
    Step(contracts.build_versions),
    Step(contracts.build_target_boundaries, part_of="version"),
    Step(contracts.build_gap_rows, part_of="version"),
    Step(contracts.build_existing_plans),
    Step(contracts.build_plan_measures, part_of="plan"),
    Step(contracts.build_kinds),
    Step(contracts.build_objectives),
    Step(build_pathways),
    Step(build_actions),
    Step(money.build_funding_lines),
    Step(money.build_portfolio_categories),
    Step(build_parties),
    Step(parties.build_organisations),
    Step(parties.build_aliases, part_of="organisation"),
    Step(parties.build_action_parties, part_of="action"),
    Step(neighbourhoods.build_neighbourhoods),
    Step(packages.build_packages),
    Step(packages.build_parameters, part_of="package"),
    Step(packages.build_observations, part_of="package"),
    Step(molecules.build_molecules),
    Step(molecules.build_interventions, part_of="molecule"),
    Step(local_emissions.build_molecule_emissions, part_of="molecule"),
    Step(local_emissions.build_neighbourhood_emissions, part_of="neighbourhood"),
    Step(local_emissions.build_targets, part_of="molecule"),
    Step(instruments.build_instruments),
    Step(instruments.build_versions, part_of="instrument"),
    Step(promises.build_reports),
    Step(promises.build_commitments),
    Step(papers.build_sections, part_of="version"),
    Step(papers.build_table_rows, part_of="version"),
    Step(papers.build_clauses, part_of="version"),
    Step(papers.build_indicators),
    Step(papers.build_indicator_values, part_of="indicator"),
    Step(milestones.build_milestones),
    Step(milestones.build_moves, part_of="milestone"),
    Step(milestones.build_dependencies, part_of="after"),
    Step(milestones.build_molecule_milestones, part_of="molecule"),
    Step(milestones.build_molecule_indicators, part_of="molecule"),
)
"""From what others refer to, to what refers to it."""

LINKS = (
    (Organisation.listings.through, parties.link_listings),
    (Commitment.actions.through, promises.link_commitments),
    (Indicator.actions.through, papers.link_indicators),
    (PolicyInstrument.molecules.through, instruments.link_molecules),
    (PolicyInstrument.actions.through, instruments.link_actions),
)


def load_demo(
    *, folder: Path = DEMO_FOLDER, with_training: bool = True, tell: Tell = lambda line: None
) -> bool:
    """Load what is new or changed; whether anything was.

    Raises `BrokenDataError` before anything is written. Rows that people changed or archived are left alone.
    """
    sources = [PUBLISHED, TRAINING] if with_training else [PUBLISHED]
    prints = {source.name: source.fingerprint(folder) for source in sources}
    loaded = dict(DatasetLoad.objects.values_list("name", "sha256"))
    wanted = [source for source in sources if loaded.get(source.name) != prints[source.name]]
    for source in sources:
        if source not in wanted:
            tell(_("%(name)s: loaded already, nothing to do") % {"name": source.name})
    if not wanted:
        return False
    data_sets = [_read(source, folder, tell) for source in wanted]
    with transaction.atomic():
        for data in data_sets:
            _write(data, tell)
            DatasetLoad.objects.update_or_create(
                name=data.source.name, defaults={"sha256": prints[data.source.name]}
            )
        defer(JobName.RECOMPUTE_ALL)
        defer(JobName.MAKE_CHECKPOINT, key="log")
        for data in data_sets:
            _start_spread(data, tell)
    tell(_("the recomputation of all cities waits for the worker"))
    return True


def _read(source: Source, folder: Path, tell: Tell) -> Dataset:
    data = read_dataset(source, folder)
    rows = sum(map(len, data.tables.values()))
    tell(
        _("%(name)s: %(files)s files read and checked, %(rows)s rows")
        % {
            "name": source.name,
            "files": len(source.tables) + len(data.boundaries) + len(source.places),
            "rows": rows,
        }
    )
    return data


def _write(data: Dataset, tell: Tell) -> None:
    writer = Writer()
    known = {contract.pk for contract in _contracts(data)}
    for step in STEPS:
        rows = step.build(data)
        if data.source.is_illustrative:
            _mark_illustrative(rows)
        if rows:
            tell(_count_line(rows[0], writer.write(rows, part_of=step.part_of, is_complete=step.is_complete)))
    for model, link in LINKS:
        writer.link(model, link(data))
    contracts_now = _contracts(data)
    tell(
        _("findings: %(count)s")
        % {"count": sum(len(refresh_findings(contract=row)) for row in contracts_now)}
    )
    _freeze(contracts_now)
    for contract in contracts_now:
        if contract.pk not in known:
            record_change(ChangeVerb.PUBLISHED, contract, city_slug=contract.city.slug)


def _start_spread(data: Dataset, tell: Tell) -> None:
    """Compute what the molecules of the city may save beyond themselves; the worker draws how sure that is."""
    city = City.objects.get(pk=demo_id(data.source.molecules_city, "city"))
    if start_spread(city=city):
        tell(_("%(city)s: its spread is computed, the bands wait for the worker") % {"city": city})


def _freeze(published: list[Contract]) -> None:
    """Keep what was published as it is loaded first: later loads and officers' work leave it as it is."""
    versions = ContractVersion.objects.filter(contract__in=published, state__in=VersionState.public())
    for version in versions.select_related("contract__city").order_by("contract__city__slug", "number"):
        freeze_published(version=version)


def _contracts(data: Dataset) -> list[Contract]:
    ids = [demo_id(row["city_id"], "contract") for row in data.rows("contracts")]
    return list(Contract.objects.filter(pk__in=ids).select_related("city"))


def _mark_illustrative(rows: Sequence[Any]) -> None:
    for row in rows:
        if isinstance(row, Sourced):
            row.is_illustrative = True


def _count_line(row: Any, counts: Counts) -> str:
    told = {"new": counts.added, "changed": counts.changed, "left as people made them": counts.left_alone}
    parts = [f"{number} {word}" for word, number in told.items() if number and number != counts.total]
    return f"{row._meta.verbose_name_plural}: {counts.total}" + (f" ({', '.join(parts)})" if parts else "")
