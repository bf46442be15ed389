"""The staged path of a city: page, table, and one sheet to print."""

import json
from hashlib import sha256
from itertools import groupby

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.rules import can_enter_office
from core.tabular import csv_response
from core.typesetting import PaperFailed
from progress.charts.drawings.path_sheet import draw_body, draw_sheet
from progress.charts.drawings.staged_path import draw_path
from progress.papers.staged_path import render_path_sheet
from progress.selectors.staged_path import read_path
from progress.selectors.staged_path_drawing import circle_words, path_data, sheet_text
from progress.selectors.staged_path_words import (
    CSV_COLUMNS,
    path_csv_rows,
    path_headline,
    slack_words,
    stage_words,
)
from progress.web.forms.staged_path import PathFilterForm
from progress.web.pages import contract_page, show

KEPT_SECONDS = 24 * 60 * 60
PDF_ROOM = 860.0
"""Height of the room for the drawing on the printed page, in pixels of its width on the SVG sheet."""


@contract_page
def staged_path(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The path as a timeline and as a list of stages by year."""
    page = read_path(contract, request.user)
    form = PathFilterForm(request.GET, stages=page.stages)
    stages = form.narrow(page.stages)
    shown = [(one, stage_words(one), slack_words(one)) for one in stages]
    return show(
        request,
        "progress/staged_path.html",
        title=_("Staged path"),
        city=contract.city,
        page=page,
        form=form,
        headline=path_headline(page),
        circle=circle_words() if page.is_circular else "",
        svg=draw_path(path_data(page, stages)) if stages else "",
        n_shown=len(stages),
        is_filtered=any(request.GET.get(name) for name in form.fields),
        years=[(year, list(rows)) for year, rows in groupby(shown, key=lambda row: row[0].stands_on.year)],
        can_edit=can_enter_office(request.user, contract.city),
    )


@contract_page
def staged_path_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The filtered stages as a table for machines."""
    page = read_path(contract, request.user)
    stages = PathFilterForm(request.GET, stages=page.stages).narrow(page.stages)
    return csv_response(f"{contract.city.slug}-percorso.csv", CSV_COLUMNS, path_csv_rows(stages))


@contract_page
def staged_path_svg(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The whole path on one sheet, as a drawing."""
    page = read_path(contract, request.user)
    svg = draw_sheet(sheet_text(page), path_data(page, page.stages))
    return _file(svg.encode(), "image/svg+xml", f"{contract.city.slug}-percorso.svg")


@contract_page
def staged_path_pdf(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The whole path on one printed page; typeset once for what it says."""
    page = read_path(contract, request.user)
    text, data = sheet_text(page), path_data(page, page.stages)
    paper = {
        "title": text.title,
        "lead": text.lead,
        "facts": list(text.facts),
        "notes": [*text.notes, text.sources],
        "svg": draw_body(data, PDF_ROOM),
        "alt": "; ".join(f"{row.name}: {row.words}" for row in data.rows) or text.lead,
        "language": get_language() or "it",
    }
    key = sha256(json.dumps([paper, page.today.isoformat()], sort_keys=True).encode()).hexdigest()
    pdf = caches["pages"].get(f"path-sheet:{key}")
    if pdf is None:
        try:
            pdf = render_path_sheet(**paper, day=page.today)  # type: ignore[arg-type]  # texts and lists of texts
        except PaperFailed as error:
            return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
        caches["pages"].set(f"path-sheet:{key}", pdf, KEPT_SECONDS)
    return _file(pdf, "application/pdf", f"{contract.city.slug}-percorso.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
