"""The page on which a platform administrator opens a contract for a city."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import Contract
from contracts.services.contracts import create_contract
from contracts.web.forms.contracts import NewContractForm
from core.access import require
from core.web.forms import posted, save_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contract_create(request: HttpRequest) -> HttpResponse:
    """Choose or name a city and open its empty contract; whoever opens it leads the team until others are invited."""
    require(rules.can_create_contract, request.user, None)
    form = NewContractForm(posted(request))
    if request.method == "POST" and (contract := save_form(form, partial(_create, request))):
        messages.success(request, _("The contract of %(city)s is open.") % {"city": contract.city})
        return redirect("contract-home", city=contract.city.slug)
    context = {
        "title": _("Open a contract"),
        "intro": _("The contract starts as an empty draft that only its team sees."),
        "form": form,
        "submit_label": _("Open the contract"),
        "cancel_url": reverse("officer-start"),
        "crumbs": [(_("My work"), reverse("officer-start")), (_("Open a contract"), "")],
    }
    return render(request, "contracts/form_page.html", context)


def _create(request: HttpRequest, fields: dict[str, Any]) -> Contract:
    return create_contract(by=request.user, **fields)  # type: ignore[arg-type]  # signed in: asked for above
