"""Sending a badge: an SVG that other sites embed, with an ETag and a time to live, and nothing that tells who looks."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from progress.charts.measure import wrap_text
from progress.selectors.badges import Badge

SECONDS = 3600
WIDTH = 300
"""Room for the words, in pixels of the drawing."""


def send_badge(request: HttpRequest, badge: Badge) -> HttpResponseBase:
    """The badge, or 304 where the browser has it already."""
    drawn = render_to_string("progress/badge.svg", {"badge": badge, **_lines(badge)})
    etag = f'"{sha256(drawn.encode()).hexdigest()[:32]}"'
    known = request.headers.get("If-None-Match", "").split(",")
    is_known = etag in [one.strip().removeprefix("W/") for one in known]  # compressed answers have a weak one
    response: HttpResponse = HttpResponseNotModified() if is_known else HttpResponse(drawn, "image/svg+xml")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _lines(badge: Badge) -> dict[str, str]:
    """The words cut to the room that each line has."""
    return {
        "organisation": wrap_text(badge.organisation, WIDTH, lines=1, size=16)[0],
        "promises": wrap_text(badge.promises, WIDTH, lines=1)[0],
        "states": wrap_text(badge.states, WIDTH, lines=1)[0],
    }
