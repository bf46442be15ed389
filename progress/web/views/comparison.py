"""The page on which cities stand beside each other, and its numbers."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.tabular import csv_response
from progress.charts.render import render_chart
from progress.selectors.comparison import CSV_COLUMNS, comparison_rows, read_comparison
from progress.web.forms.comparison import ComparisonForm, read_choice


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Cities that may stand on one scale, and each of the others against itself."""
    choice = read_choice(request.GET)
    page = read_comparison(request.user, **choice._asdict())
    language = get_language() or "it"
    context = {
        "title": _("Cities side by side"),
        "crumbs": [(_("Home"), reverse("home")), (_("Cities side by side"), "")],
        "page": page,
        "base": choice.base,
        "filter_form": ComparisonForm(request.GET, cities=page.choices),
        "multiples": render_chart(page.multiples, language) if page.multiples and page.matching else None,
        "own_paths": render_chart(page.own_paths, language)
        if page.own_paths and page.own_paths.ordered
        else None,
        "csv_url": _with_query(reverse("comparison-csv"), request.GET.urlencode()),
    }
    return render(request, "progress/comparison.html", context)


@require_safe
def comparison_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Exactly the values that the page shows for the same choice, each with what it counts."""
    page = read_comparison(request.user, **read_choice(request.GET)._asdict())
    return csv_response("confronto.csv", list(CSV_COLUMNS), comparison_rows(page))


def _with_query(path: str, query: str) -> str:
    """The address of the file with the choices of the page."""
    return f"{path}?{query}" if query else path
