"""The money of a contract: by field, by owner, action by action, and its downloads."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.enums import PromoterType, Sector
from contracts.models import Contract
from contracts.visibility import FieldMask
from core.tabular import csv_response, xlsx_response
from progress.selectors.funds import Funds, needs_money, show_rows
from progress.selectors.investments import Investments, read_investments
from progress.web.filters import EVERYTHING, NOT_STATED, stated
from progress.web.pages import ROWS_A_PAGE, contract_page, show

MOST_OWNERS = 20
NEEDS = "needed"
COLUMNS = {
    "code": (gettext_lazy("Code"), "code"),
    "title": (gettext_lazy("Action"), "title"),
    "sector": (gettext_lazy("Sector"), "sector_label"),
    "field_of_action": (gettext_lazy("Field of action"), "field_label"),
    "owner": (gettext_lazy("Owner"), "owner"),
    "owner_type": (gettext_lazy("Kind of owner"), "promoter_type_label"),
    "maturity": (gettext_lazy("Maturity"), "maturity_label"),
    "years": (gettext_lazy("Years"), "years"),
    "cost_eur": (gettext_lazy("Cost, EUR"), "cost_eur"),
    "funding_secured_eur": (gettext_lazy("Funding secured, EUR"), "secured_eur"),
    "funding_requested_eur": (gettext_lazy("Funding requested, EUR"), "requested_eur"),
    "missing_eur": (gettext_lazy("Money missing, EUR"), "missing_eur"),
    "credited_tco2e": (gettext_lazy("Credited, t CO₂e a year"), "tonnes"),
    "cost_eur_per_yearly_tco2e": (
        gettext_lazy("Cost, EUR for each t CO₂e saved every year"),
        "eur_per_yearly_tonne",
    ),
    "period": (gettext_lazy("Saved in which years"), "period"),
}
"""Columns of the downloads: the header for machines, the one for people, and what of the row stands in them."""


class FundsFilter(forms.Form):
    """Filters of the actions with their money, in an address that can be shared."""

    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=[("", EVERYTHING), *Sector.choices], required=False
    )
    owner_type = forms.ChoiceField(
        label=gettext_lazy("Kind of owner"),
        choices=[("", EVERYTHING), *stated(PromoterType.choices)],
        required=False,
    )
    money = forms.ChoiceField(
        label=gettext_lazy("Money"),
        choices=[("", EVERYTHING), (NEEDS, gettext_lazy("missing: an investor could fund it"))],
        required=False,
    )

    def choose(self, money: Investments) -> list[Funds]:
        """The actions that the filters leave; a filter that makes no sense leaves all."""
        wanted = self.cleaned_data if self.is_valid() else {}
        kind = wanted.get("owner_type", "")
        return [
            one
            for one in money.funds
            if wanted.get("sector", "") in ("", one.action.sector)
            and kind in ("", one.action.promoter_type or NOT_STATED)
            and (wanted.get("money") != NEEDS or needs_money(one, money.mask))
        ]


@contract_page
def investment_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What is printed of the money, its sums, and the actions with what they cost, have and lack."""
    money, form = read_investments(contract, request.user), FundsFilter(request.GET)
    page = Paginator(form.choose(money), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "progress/investment_list.html",
        title=_("Investments"),
        city=contract.city,
        money=money,
        owners=money.totals.by_owner[:MOST_OWNERS],
        owners_more=max(0, len(money.totals.by_owner) - MOST_OWNERS),
        form=form,
        page=page,
        rows=show_rows(page.object_list, money.mask),
    )


@contract_page
def investment_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The filtered actions with their money as a table for machines."""
    money = read_investments(contract, request.user)
    return csv_response(
        f"{contract.city.slug}-investimenti.csv",
        list(COLUMNS),
        _cells(FundsFilter(request.GET).choose(money), money.mask),
    )


@contract_page
def investment_xlsx(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The same as a workbook, with what the money counts on a sheet of its own."""
    money = read_investments(contract, request.user)
    return xlsx_response(
        f"{contract.city.slug}-investimenti.xlsx",
        sheets={
            _("Actions"): [
                [str(label) for label, _name in COLUMNS.values()],
                *_cells(FundsFilter(request.GET).choose(money), money.mask),
            ],
            _("Read me"): [[sentence] for sentence in _explain(contract, money)],
        },
    )


def _cells(funds: list[Funds], mask: FieldMask) -> Iterator[list[Any]]:
    for row in show_rows(funds, mask):
        yield [
            str(row.title.text) if name == "title" else getattr(row, name) for _l, name in COLUMNS.values()
        ]


def _explain(contract: Contract, money: Investments) -> Iterator[str]:
    """What whoever reads the workbook must know."""
    yield _("Investments of %(city)s") % {"city": contract.city}
    yield from money.basis
    if not money.is_basis_stated:
        yield _("Sums may mix whole costs with costs on top of business as usual.")
    yield _(
        "Missing is the cost less what is secured and requested; it is unknown where one of them is unknown."
    )
    yield _("Empty cells are unknown, never zero. “not public” stands where a figure is withheld.")
