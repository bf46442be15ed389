"""Charts are drawn once per snapshot and language and stored; pages serve what is stored."""

from typing import Any
from uuid import UUID

from django.utils import translation

from progress.charts.render import render_chart
from progress.models import ProgressSnapshot, SnapshotChart
from progress.selectors.chart_data import chart_data


def draw_charts(*, snapshot_id: UUID, language: str) -> None:
    """Draw and store the charts of a snapshot in one language, unless that was done before."""
    if SnapshotChart.objects.filter(snapshot=snapshot_id, language=language).exists():
        return
    snapshot = ProgressSnapshot.objects.select_related("contract__city").get(pk=snapshot_id)
    with translation.override(language):
        data = list(chart_data(snapshot))
    drawn = [render_chart(one, language) for one in data]
    # Two workers may draw the same chart at once: the same bytes, so whoever comes second changes nothing.
    SnapshotChart.objects.bulk_create(
        [
            SnapshotChart(
                snapshot=snapshot,
                name=chart.key,
                language=language,
                position=position,
                content=chart.as_dict(),
            )
            for position, chart in enumerate(drawn)
        ],
        ignore_conflicts=True,
    )


def charts_for_page(snapshot: ProgressSnapshot, language: str) -> dict[str, dict[str, Any]]:
    """The charts of a snapshot by name; drawn now when the worker has not come to it."""
    stored = SnapshotChart.objects.filter(snapshot=snapshot, language=language)
    found = dict(stored.values_list("name", "content"))
    if not found:
        draw_charts(snapshot_id=snapshot.pk, language=language)
        found = dict(stored.values_list("name", "content"))
    return found
