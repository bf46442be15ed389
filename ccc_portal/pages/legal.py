"""Pages that every public administration owes its readers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What this portal knows about its visitors and people."""
    return _show(request, "portal/privacy.html", _("Privacy notice"))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible this portal is, how that was checked and whom to tell."""
    return _show(request, "portal/accessibility.html", _("Accessibility statement"))


@require_safe
def legal_notes(request: HttpRequest) -> HttpResponse:
    """What the figures are, who answers for them and under which licences they come."""
    return _show(request, "portal/legal_notes.html", _("Legal notes"))


def _show(request: HttpRequest, template: str, title: str) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": [(_("Home"), f"/{request.LANGUAGE_CODE}/"), (title, "")],
        "agid_statement_url": settings.AGID_STATEMENT_URL,
        "contact_email": settings.DEFAULT_FROM_EMAIL,
    }
    return render(request, template, context)
