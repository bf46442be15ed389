"""A reader's hint that a public figure is wrong, and the officers' answer."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City, Contract, CorrectionRequest
from contracts.services.corrections import answer_correction, send_correction
from contracts.web.forms.corrections import CorrectionAnswerForm, CorrectionForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form, show_office
from core.web.forms import posted, save_form

LIST = "correction-list"
ROWS_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def correction_send(request: HttpRequest, city: str) -> HttpResponse:
    """Tell the city that a figure on a public page looks wrong; `da` in the address names the page."""
    contract = (
        Contract.objects.visible_to(request.user).select_related("city").filter(city__slug=city).first()
    )
    if contract is None:
        raise Http404(_("The contract of this city is not in the portal."))
    shown = {"page": request.GET.get("da", "/")[:300], "figure": request.GET.get("cifra", "")[:300]}
    form = CorrectionForm(posted(request), initial=shown)
    save: Callable[[dict[str, Any]], CorrectionRequest] = partial(_send, contract)
    if request.method == "POST" and (_kept := save_form(form, save)):
        messages.success(request, _("Thank you: the city's officers will look at it."))
        return redirect(contract.city.get_absolute_url())
    context = {
        "title": _("Something wrong with this figure?"),
        "city": contract.city,
        "form": form,
        "intro": _("Tell the city's officers; they check it and answer."),
        "submit_label": _("Send it to the city"),
        "cancel_url": contract.city.get_absolute_url(),
        "crumbs": [(str(contract.city), contract.city.get_absolute_url()), (_("Something wrong?"), "")],
    }
    return render(request, "contracts/form_page.html", context)


@office_page(rules.can_enter_office)
@require_safe
def correction_list(request: OfficeRequest, city: City) -> HttpResponse:
    """All hints, those without an answer first."""
    newest = (F("answered_at").desc(nulls_first=True), "-created_at")
    hints = contract_of(city).corrections.select_related("answered_by").order_by(*newest)
    page = Paginator(hints, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request, "contracts/correction_list.html", title=_("Hints of readers"), city=city, page=page
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def correction_answer(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Answer one hint."""
    hint = get_object_or_404(CorrectionRequest, pk=pk, contract=contract_of(city))
    form = CorrectionAnswerForm(posted(request))
    save: Callable[[dict[str, Any]], CorrectionRequest] = partial(_answer, pk, request)
    if request.method == "POST" and (_kept := save_form(form, save)):
        messages.success(request, _("The answer is kept."))
        return redirect(LIST, city=city.slug)
    return show_form(
        request,
        title=_("Answer the hint"),
        city=city,
        crumbs=((_("Hints of readers"), reverse(LIST, args=[city.slug])),),
        form=form,
        intro=hint.message,
        submit_label=_("Answer"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


def _send(contract: Contract, fields: dict[str, Any]) -> CorrectionRequest:
    return send_correction(contract=contract, language=get_language() or "it", **fields)


def _answer(pk: UUID, request: OfficeRequest, fields: dict[str, Any]) -> CorrectionRequest:
    return answer_correction(correction_id=pk, by=request.user, **fields)
