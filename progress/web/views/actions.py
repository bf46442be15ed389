"""Actions of a contract: list, download, one action."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.rules import can_edit_action
from contracts.visibility import mask_for
from core.tabular import csv_response
from progress.selectors.action_page import read_action
from progress.selectors.actions import (
    CREDIT_COLUMNS,
    CSV_COLUMNS,
    action_csv_rows,
    action_rows,
    current_ledger,
    list_actions,
    sort_actions,
)
from progress.selectors.ledger import LedgerView
from progress.web.filters import ActionFilter, molecule_choices
from progress.web.pages import contract_page, page_of, show


@contract_page
def action_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The actions, filtered, sorted and in pages."""
    ledger, mask = current_ledger(contract), mask_for(request.user, contract)
    found = _filter(request, contract, ledger)
    page = page_of(request, sort_actions(found.qs, request.GET.get("sort", ""), mask))
    return show(
        request,
        "progress/action_list.html",
        title=_("Actions"),
        city=contract.city,
        form=found.form,
        is_filtered=any(request.GET.get(name) for name in found.form.fields),
        page=page,
        rows=action_rows(page.object_list, mask, ledger),
    )


@contract_page
def action_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The filtered actions as a table for machines."""
    ledger, mask = current_ledger(contract), mask_for(request.user, contract)
    rows = sort_actions(_filter(request, contract, ledger).qs, request.GET.get("sort", ""), mask)
    header = [*CSV_COLUMNS, *CREDIT_COLUMNS]
    return csv_response(f"{contract.city.slug}-azioni.csv", header, action_csv_rows(rows, mask, ledger))


@contract_page
def action_detail(request: HttpRequest, contract: Contract, pk: UUID) -> HttpResponse:
    """One action with everything that hangs on it."""
    page = read_action(contract, request.user, pk)
    if page is None:
        raise Http404(_("There is no such action."))
    return show(
        request,
        "progress/action_detail.html",
        title=f"{page.row.code} {page.row.title}",
        city=contract.city,
        crumbs=((_("Actions"), reverse("action-list", args=[contract.city.slug])),),
        page=page,
        can_edit=can_edit_action(request.user, page.action),
    )


def _filter(request: HttpRequest, contract: Contract, ledger: LedgerView | None) -> ActionFilter:
    actions, molecules = list_actions(contract, request.user), molecule_choices(contract.city_id)
    return ActionFilter(request.GET, actions, molecules=molecules, ledger=ledger)
