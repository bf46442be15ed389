"""The staged path of a city as everyone reads it: its milestones to the target year, and what each waits for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from contracts.models import Contract, ContractVersion, Milestone, MilestoneDependency
from emissions.errors import EmissionsError
from emissions.staged_path import staged_path
from molecules.models import Intervention, Molecule, MoleculeMilestone
from progress.frames.staged_path import dependency_frame, milestone_frame
from progress.selectors.actions import LinkedAction, list_actions
from progress.selectors.dashboard import current_version
from progress.selectors.indicators import names_are_open
from progress.selectors.ledger import MilestoneDelay, read_ledger
from progress.selectors.milestones import list_milestones
from progress.selectors.snapshots import snapshot_with_ledger
from progress.selectors.staged_path_rows import MISSED, MoleculeTie, Sources, Stage, build_stage

TARGET_YEAR = 2030
"""Of a contract without a version in force: the year of the Mission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPage:
    """The staged path; `is_circular` where its milestones wait for each other, so that no slack follows."""

    contract: Contract
    version: ContractVersion | None
    today: date
    ends_on: date
    stages: tuple[Stage, ...]
    is_circular: bool

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of its stages, each once."""
        return tuple(dict.fromkeys(one.source for one in self.stages if one.source))


def read_path(contract: Contract, user: Any) -> PathPage:
    """The staged path that `user` may read, in order of its days, in a fixed number of queries.

    Milestones of an action that the reader may not see, and those that only unpublished molecules have to reach, are
    left out, and with them what waits for them. Missed ones are shown; the days of the others do not count on them.
    """
    version, today = current_version(contract), timezone.localdate()
    ends_on = date(version.target_year if version else TARGET_YEAR, 12, 31)
    actions = {row.pk: LinkedAction(row.pk, row.code, row.title.pick()) for row in _actions(contract, user)}
    milestones = _milestones(contract, actions.keys())
    links = _links(contract, {one.pk for one in milestones})
    days, is_circular = _compute(milestones, links, today, ends_on)
    sources = Sources(
        titles={one.pk: one for one in milestones},
        links=links,
        days=days,
        is_circular=is_circular,
        actions=actions,
        molecules=_molecules_of_milestones(contract),
        molecules_of_actions=_molecules_of_actions(contract),
        delays=_delays(contract),
        names_indicators=names_are_open(contract, user),
    )
    stages = (build_stage(one, sources) for one in milestones)
    return PathPage(
        contract=contract,
        version=version,
        today=today,
        ends_on=ends_on,
        stages=tuple(sorted(stages, key=lambda one: (one.stands_on, str(one.title), str(one.id)))),
        is_circular=is_circular,
    )


def _actions(contract: Contract, user: Any) -> Any:
    return list_actions(contract, user).filter(archived_at=None).only("code", "title")


def _milestones(contract: Contract, actions: Any) -> list[Milestone]:
    rows = list_milestones(contract).filter(Q(action=None) | Q(action__in=list(actions)))
    return list(rows.select_related("pass_indicator").prefetch_related("moves"))


def _links(contract: Contract, shown: set[UUID]) -> list[MilestoneDependency]:
    rows = MilestoneDependency.objects.filter(after__city=contract.city_id).order_by("before", "after")
    return [one for one in rows if one.before_id in shown and one.after_id in shown]


def _compute(
    milestones: Sequence[Milestone], links: Sequence[MilestoneDependency], today: date, ends_on: date
) -> tuple[Mapping[UUID, Mapping[str, Any]], bool]:
    """The days of the milestones that were not missed, and whether they wait for each other.

    In a circle nobody comes first: the days are then those of each milestone alone.
    """
    counted = [one for one in milestones if one.state != MISSED]
    ids = {one.pk for one in counted}
    frame = milestone_frame(counted)
    kept = dependency_frame([one for one in links if one.before_id in ids and one.after_id in ids])
    span = {"today": float(today.toordinal()), "end_day": float(ends_on.toordinal())}
    try:
        path, is_circular = staged_path(frame, kept, **span), False
    except EmissionsError:
        path, is_circular = staged_path(frame, kept.iloc[:0], **span), True
    days: Any = path.milestones.to_dict("index")
    return days, is_circular


def _molecules_of_milestones(contract: Contract) -> dict[UUID, list[MoleculeTie]]:
    """The published molecules that have to reach each milestone."""
    links = MoleculeMilestone.objects.filter(
        milestone__city=contract.city_id, molecule__in=Molecule.objects.published()
    )
    return _tie_all(
        (row.milestone_id, row.molecule) for row in links.select_related("molecule").order_by("molecule")
    )


def _molecules_of_actions(contract: Contract) -> dict[UUID, list[MoleculeTie]]:
    rows = Intervention.objects.filter(
        molecule__in=Molecule.objects.published(), molecule__city=contract.city_id
    )
    return _tie_all(
        (row.action_id, row.molecule) for row in rows.select_related("molecule").order_by("molecule__code")
    )


def _tie_all(pairs: Iterable[tuple[UUID, Molecule]]) -> dict[UUID, list[MoleculeTie]]:
    """The molecules of each milestone or action, in the order given."""
    found: dict[UUID, list[MoleculeTie]] = {}
    for key, molecule in pairs:
        found.setdefault(key, []).append(MoleculeTie(molecule.pk, molecule.code, str(molecule)))
    return found


def _delays(contract: Contract) -> Mapping[str, MilestoneDelay]:
    """What the delay of milestones costs, by their id as text; empty while nothing is computed."""
    snapshot = snapshot_with_ledger(contract)
    rows = read_ledger(snapshot).delayed_milestones if snapshot else ()
    return {one.milestone: one for one in rows}
