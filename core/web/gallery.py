"""Gallery of the page parts, for development only (mounted when DEBUG)."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from core.enums import JobState
from core.models import Job

SAMPLE_DRAWING = (
    '<svg viewBox="0 0 320 120" role="img" aria-labelledby="sample-title"><title id="sample-title">Sample</title>'
    '<rect x="20" y="20" width="280" height="30" fill="#17324D"/>'
    '<rect x="20" y="70" width="140" height="30" fill="#5A768A"/></svg>'
)

SAMPLE_CHART = {
    "key": "sample",
    "title": "With the signed commitments 214 kt remain in 2030: 86 kt above the target",
    "subtitle": "Emissions a year, kt CO₂e. Measured to 2024, forecast from 2025 on.",
    "source": "Source: sample data, not a real city.",
    "notes": [],
    "svg_wide": SAMPLE_DRAWING,
    "svg_narrow": "",
    "table_headers": ["Year", "kt CO₂e"],
    "table_numeric": [False, True],
    "table_rows": [["2024", "538"], ["2030", "214"]],
}

STATES = [
    "reached",
    "on_track",
    "at_risk",
    "late",
    "under_review",
    "ready_to_sign",
    "draft",
    "planned",
    "not_measured",
]


class SampleForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="Name of the action")
    story = forms.CharField(
        label="What will be done",
        help_text="Who, where, when.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    reduction = forms.DecimalField(label="Reduction in 2030", help_text="kt CO₂e a year", localize=True)
    start = forms.DateField(label="First day", required=False)
    sector = forms.ChoiceField(
        label="Sector", choices=[("buildings", "Buildings"), ("transport", "Transport")]
    )
    certainty = forms.ChoiceField(
        label="How certain is it?", choices=[("high", "±10%"), ("low", "±50%")], widget=forms.RadioSelect
    )
    paper = forms.FileField(label="Document", required=False)
    public = forms.BooleanField(label="Publish the name of the organisation", required=False)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every page part with sample data."""
    return render(request, "components/gallery.html", sample_context())


def sample_context() -> dict[str, Any]:
    """Return what the gallery shows; nothing of it touches the database."""
    return {
        "states": STATES,
        "sample_city": {"slug": "milano"},
        "form": SampleForm({"name": "District heating, north", "reduction": "eighteen"}),
        "chart": SAMPLE_CHART,
        "work": Job(state=JobState.RUNNING, step="Transport", done=1240, total=2000),
        "finished_work": Job(state=JobState.DONE, done=2000, total=2000),
        "page": Paginator(range(240), 25).page(4),
        "headers": [("Organisation", False), ("kt CO₂e a year", True)],
        "rows": [
            [("Energy company", False), ("18.5", True)],
            [("Housing cooperative", False), ("0.8", True)],
        ],
        "steps": [
            {"name": "Read", "state": "done"},
            {"name": "Check", "state": "done"},
            {"name": "Confirm with the code", "state": "now"},
            {"name": "Receipt", "state": "next"},
        ],
        "events": [
            {"time": "22 November, 9:48", "text": "Document opened", "state": "done"},
            {"time": "22 November, 10:02", "text": "Code sent by email", "state": "done"},
            {"time": "waiting", "text": "Signature", "state": "pending"},
        ],
        "terms": [
            {"term": "By", "text": "31 December 2028"},
            {"term": "Reduction", "text": "210 t CO₂e a year"},
        ],
        "places": [{"id": "1", "name": "Station", "value": "3.1 t", "note": "14,200 people, 6 actions"}],
        "drawing": SAMPLE_DRAWING,
    }


urlpatterns = [path("", gallery, name="gallery")]
