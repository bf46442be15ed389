"""How every figure is computed, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from progress.selectors.method import read_method


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Every formula in words, with a worked example and its limits."""
    title = _("How we compute this")
    context = {
        "title": title,
        "crumbs": [(_("Home"), reverse("home")), (title, "")],
        "method": read_method(),
    }
    return render(request, "progress/method.html", context)
