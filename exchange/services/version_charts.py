"""The charts of a version: those frozen with its progress, else those of the newest computation."""

import json
from typing import Any

from contracts.models import ContractVersion, FrozenPart
from progress.selectors.snapshots import current_snapshot
from progress.services.charts import charts_for_page

PROGRESS = "progress"
"""The frozen part in which `progress` keeps drawn charts, by language and name, each as JSON text."""

Charts = dict[str, dict[str, Any]]


def read_charts(version: ContractVersion, language: str) -> Charts:
    """The drawn charts of a version by name; none for an old version that was never frozen."""
    if version.frozen_at is not None:
        return _read_frozen(version, language)
    snapshot = current_snapshot(version.contract) if version.is_current else None
    return charts_for_page(snapshot, language) if snapshot else {}


def _read_frozen(version: ContractVersion, language: str) -> Charts:
    part = FrozenPart.objects.filter(version=version, name=PROGRESS).first()
    charts: dict[str, str] = json.loads(part.content).get("charts", {}).get(language, {}) if part else {}
    return {name: json.loads(chart) for name, chart in charts.items()}
