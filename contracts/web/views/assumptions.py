"""The officers' page of a contract's assumptions."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City, Contract
from contracts.services.assumptions import change_assumptions
from contracts.web.forms.assumptions import AssumptionsForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import go_on, show_form
from core.quantities import format_money, format_share, format_tonnes
from core.web.forms import has_conflict, posted, save_form, show_conflict


@office_page(rules.can_enter_office)
@require_http_methods(["GET", "HEAD", "POST"])
def assumptions_edit(request: OfficeRequest, city: City) -> HttpResponse:
    """Change the assumptions; a reader of the team sees them."""
    contract = contract_of(city)
    form = AssumptionsForm(posted(request), contract=contract)

    def save(fields: dict[str, Any]) -> Contract:
        return change_assumptions(contract_id=contract.pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        return go_on(request, city, _("The assumptions were saved."), "assumptions-edit")
    differences = []
    if has_conflict(form):
        contract = Contract.objects.get(pk=contract.pk)
        differences = show_conflict(form, AssumptionsForm(contract=contract), contract)
    return show_form(
        request,
        "contracts/assumptions_form.html",
        title=_("Assumptions"),
        city=city,
        form=form,
        values=_values(contract),
        note=contract.assumptions_note,
        submit_label=_("Save"),
        cancel_url=reverse("officer-home", args=[city.slug]),
        differences=differences,
    )


def _values(contract: Contract) -> list[dict[str, str]]:
    """The assumptions in words, for whoever may not change them."""
    unknown = _("not stated")
    price = format_money(contract.carbon_price_eur, digits=2, unknown=unknown)
    return [
        {"term": _("Carbon price, a tonne of CO₂e"), "text": price},
        {"term": _("Discount rate, a year"), "text": format_share(contract.discount_share, unknown=unknown)},
        {
            "term": _("Emissions budget"),
            "text": format_tonnes(contract.budget_tco2e, "t", unknown=unknown, co2e=True),
        },
        {"term": _("What costs count"), "text": str(contract.get_cost_basis_display())},
        {"term": _("How money is counted"), "text": str(contract.get_price_basis_display())},
        {"term": _("Prices of the year"), "text": str(contract.price_year or unknown)},
    ]
