"""Reads what a chart says in words, with plain spaces for those that do not break."""

from dataclasses import replace
from typing import Any

from progress.charts.render import render_chart


def title_of(data: Any, language: str = "en", **changes: Any) -> str:
    """The finding of a chart, some of its data changed."""
    return render_chart(replace(data, **changes), language).title.replace("\u00a0", " ")


def notes_of(data: Any, **changes: Any) -> list[str]:
    """The notes of a chart in English, some of its data changed."""
    return [note.replace("\u00a0", " ") for note in render_chart(replace(data, **changes), "en").notes]
