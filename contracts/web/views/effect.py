"""The effect of one action on the sum of the portfolio, refreshed while its form is filled."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.models import City
from contracts.selectors.effect import portfolio_effect
from contracts.selectors.versions import working_version
from contracts.web.forms.effect import EffectForm
from contracts.web.guards import OfficeRequest, contract_of, office_page


@office_page(rules.can_edit_city)
@require_safe
def action_effect(request: OfficeRequest, city: City) -> HttpResponse:
    """The part of the page that tells gap, portfolio with and without the action, and coverage by maturity."""
    contract, form = contract_of(city), EffectForm(request.GET)
    if not form.is_valid():
        fault = _("The tonnes cannot be read yet: enter a number that is not negative.")
        return render(request, "contracts/_effect_figures.html", {"fault": fault})
    effect = portfolio_effect(
        working_version(contract),
        contract=contract,
        claim=form.read_claim(),
        except_action=form.cleaned_data["action"],
    )
    return render(request, "contracts/_effect_figures.html", {"effect": effect})
