"""Charts are drawn once per snapshot and language and stored; pages serve what is stored."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation

from contracts.models import Contract
from progress.charts.model import RenderedChart
from progress.charts.render import render_chart
from progress.models import ProgressSnapshot, SnapshotChart, SnapshotForesight
from progress.selectors.chart_data import chart_data
from progress.selectors.masks import public_mask
from progress.selectors.milestones import list_milestones
from progress.selectors.placed_actions import digest_parts, list_placed_actions

HISTORY, PROJECTION = "verdict_history", "projection"
"""The chart that tells of all snapshots of a contract, and the last of those that rest on the foresight."""
COSTS = "abatement_curve"
"""The chart that tells what actions cost: drawn anew where they hide more or less than when it was drawn."""
MAP, MILESTONES = "molecules-map", "milestones"
"""The charts that tell what lies in molecules, and which milestones are public."""


def draw_charts(*, snapshot_id: UUID, language: str) -> None:
    """Draw and store the charts of a snapshot in one language that are not stored yet.

    A page that was read before the foresight was computed lacks the charts that rest on it: they are added later.
    The history of the verdict is drawn anew where snapshots were computed after this one; the chart of costs, the map
    of the molecules and the milestones where what they rest on beside the snapshot has changed (`_read_digests`).
    """
    stored = SnapshotChart.objects.filter(snapshot=snapshot_id, language=language)
    contract = Contract.objects.get(pk__in=ProgressSnapshot.objects.filter(pk=snapshot_id).values("contract"))
    digests = _read_digests(contract)
    has_foresight, has_newer = _read_state(snapshot_id)
    told = dict(stored.values_list("name", "mask_digest"))
    changed = {name for name, digest in digests.items() if told.get(name, digest) != digest}
    names = told.keys() - changed - ({HISTORY} if has_newer else set())
    if names >= ({HISTORY, PROJECTION} if has_foresight else {HISTORY}) and not changed:
        return
    snapshot = ProgressSnapshot.objects.select_related("contract__city").get(pk=snapshot_id)
    with translation.override(language):
        data = [one for one in chart_data(snapshot) if one.key not in names]
    _store([render_chart(one, language) for one in data], snapshot, digests, first=len(names))


def _read_digests(contract: Contract) -> dict[str, str]:
    """By the name of its chart, the digest of what a chart rests on that is no input of the snapshot.

    These are the costs that are public, the part of each action in each molecule, and the milestones that are public.
    """
    milestones = list_milestones(contract).values_list("pk", flat=True)
    return {
        COSTS: public_mask(contract).digest,
        MAP: digest_parts(list_placed_actions(contract)),
        MILESTONES: sha256(" ".join(map(str, milestones)).encode()).hexdigest(),
    }


def _read_state(snapshot_id: UUID) -> tuple[bool, bool]:
    """Whether the foresight of a snapshot is computed, and whether a snapshot of its contract came after it."""
    newer = ProgressSnapshot.objects.filter(
        contract=OuterRef("contract"), computed_at__gt=OuterRef("computed_at")
    )
    foresight = SnapshotForesight.objects.filter(snapshot=OuterRef("pk"))
    rows = ProgressSnapshot.objects.filter(pk=snapshot_id)
    state: tuple[bool, bool] = rows.values_list(Exists(foresight), Exists(newer)).get()
    return state


@transaction.atomic
def _store(
    drawn: list[RenderedChart], snapshot: ProgressSnapshot, digests: dict[str, str], *, first: int
) -> None:
    """Store drawn charts; a chart that is drawn anew takes the place of the one that was drawn before."""
    languages, names = {chart.language for chart in drawn}, {chart.key for chart in drawn}
    SnapshotChart.objects.filter(snapshot=snapshot, name__in=names, language__in=languages).delete()
    # Two workers may draw the same chart at once: the same bytes, so whoever comes second changes nothing.
    SnapshotChart.objects.bulk_create(
        [
            SnapshotChart(
                snapshot=snapshot,
                name=chart.key,
                language=chart.language,
                position=place,
                content=chart.as_dict(),
                mask_digest=digests.get(chart.key, ""),
            )
            for place, chart in enumerate(drawn, start=first)
        ],
        ignore_conflicts=True,
    )


def charts_for_page(snapshot: ProgressSnapshot, language: str) -> dict[str, dict[str, Any]]:
    """The charts of a snapshot by name; drawn now when the worker has not come to it, or when costs were hidden."""
    stored = SnapshotChart.objects.filter(snapshot=snapshot, language=language)
    found = {name: (content, mask) for name, content, mask in stored.values_list(*_KEPT)}
    if not found or (COSTS in found and found[COSTS][1] != public_mask(snapshot.contract).digest):
        draw_charts(snapshot_id=snapshot.pk, language=language)
        found = {name: (content, mask) for name, content, mask in stored.values_list(*_KEPT)}
    return {name: content for name, (content, _mask) in found.items()}


_KEPT = ("name", "content", "mask_digest")
