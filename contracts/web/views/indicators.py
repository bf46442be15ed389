"""Officers' pages of indicators and of their values."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts import rules
from contracts.enums import IndicatorValueState
from contracts.models import City, Indicator, IndicatorValue
from contracts.selectors.indicators import (
    CSV_COLUMNS,
    indicator_csv_rows,
    list_indicators,
    show_indicator,
    with_values,
)
from contracts.selectors.office import action_codes
from contracts.services import indicator_values, indicators
from contracts.web.confirming import confirm_first
from contracts.web.forms.indicators import IndicatorFilterForm, IndicatorForm, IndicatorValueForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import go_on, next_page, show_form, show_office
from core.tabular import csv_response
from core.web.forms import has_conflict, posted, save_form, show_conflict

ROWS_A_PAGE = 50
LIST = "indicator-list"
STEP_LABELS: Mapping[str, Any] = {
    IndicatorValueState.SUBMITTED: gettext_lazy("Submit"),
    IndicatorValueState.VALIDATED: gettext_lazy("Validate"),
    IndicatorValueState.PUBLISHED: gettext_lazy("Publish"),
    IndicatorValueState.DRAFT: gettext_lazy("Back to draft"),
}
"""The words of the button that leads to each state."""


@office_page(rules.can_enter_office)
@require_safe
def indicator_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The indicators of the contract with their newest values."""
    form = IndicatorFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = list_indicators(contract_of(city), text=wanted.get("q", ""), which=wanted.get("which", "active"))
    page = Paginator(with_values(found), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request,
        "contracts/indicator_list.html",
        title=_("Indicators"),
        city=city,
        filter_form=form,
        page=page,
        rows=[show_indicator(one) for one in page],
    )


@office_page(rules.can_enter_office)
@require_safe
def indicator_csv(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """Every indicator with all its values, whatever their state."""
    rows = with_values(list_indicators(contract_of(city), which=""))
    return csv_response(f"{city.slug}-indicatori.csv", CSV_COLUMNS, indicator_csv_rows(rows))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Add an indicator to the contract."""
    contract = contract_of(city)
    form = IndicatorForm(posted(request), contract=contract)

    def save(fields: dict[str, Any]) -> Indicator:
        fields.pop("revision")
        return indicators.create_indicator(contract=contract, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        return go_on(request, city, _("The indicator %(code)s was added.") % {"code": saved.code}, LIST)
    return _show_editor(
        request, city, form=form, title=_("New indicator"), submit_label=_("Add the indicator")
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Change an indicator; who was overtaken by someone else compares and saves again."""
    indicator = _find(city, pk)
    form = IndicatorForm(posted(request), contract=indicator.contract, indicator=indicator)

    def save(fields: dict[str, Any]) -> Indicator:
        return indicators.update_indicator(indicator_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        return go_on(request, city, _("The indicator %(code)s was saved.") % {"code": saved.code}, LIST)
    differences = []
    if has_conflict(form):
        indicator = _find(city, pk)
        fresh = IndicatorForm(contract=indicator.contract, indicator=indicator)
        differences = show_conflict(form, fresh, indicator)
    return _show_editor(
        request,
        city,
        form=form,
        title=str(indicator),
        submit_label=_("Save"),
        indicator=indicator,
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_archive(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take an indicator out of the contract."""
    indicator = _find(city, pk)
    return _ask(
        request,
        indicator,
        question=_("Archive the indicator %(code)s?") % {"code": indicator.code},
        text=_(
            "It leaves the contract and the public page. Its values stay: you can restore it at any time."
        ),
        confirm_label=_("Archive the indicator %(code)s") % {"code": indicator.code},
        keep_label=_("Keep it"),
        act=partial(indicators.archive_indicator, indicator_id=pk, by=request.user),
        told=_("The indicator %(code)s was archived.") % {"code": indicator.code},
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_restore(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then bring an archived indicator back."""
    indicator = _find(city, pk)
    return _ask(
        request,
        indicator,
        question=_("Restore the indicator %(code)s?") % {"code": indicator.code},
        text=_("It comes back to the contract and to the public page."),
        confirm_label=_("Restore the indicator %(code)s") % {"code": indicator.code},
        keep_label=_("Leave it archived"),
        act=partial(indicators.restore_indicator, indicator_id=pk, by=request.user),
        told=_("The indicator %(code)s was restored.") % {"code": indicator.code},
    )


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_values_page(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """The values of an indicator by year, and the form of another one; `anno` fills it with a year's value."""
    indicator = _find(city, pk)
    rows = list(indicator.values.order_by("-year"))
    chosen = next((row for row in rows if str(row.year) == request.GET.get("anno")), None)
    form = IndicatorValueForm(posted(request), indicator=indicator, value=chosen)
    save = partial(_set_value, request, pk)
    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The value of %(year)s was saved.") % {"year": saved.year})
        return redirect("indicator-values", city=city.slug, pk=pk)
    if has_conflict(form):
        form.data = request.POST.copy()
        form.data["revision"] = str(indicator.values.get(year=form.cleaned_data["year"]).revision)
    return show_form(
        request,
        "contracts/indicator_values.html",
        title=_("Values: %(indicator)s") % {"indicator": indicator},
        city=city,
        crumbs=_crumbs(city),
        indicator=indicator,
        rows=[(row, [(to, STEP_LABELS[to]) for to in indicator_values.STEPS[row.state]]) for row in rows],
        open_states=indicator_values.OPEN,
        form=form,
        submit_label=_("Save the value"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


@office_page(rules.can_edit_city)
@require_POST
def indicator_value_move(
    request: OfficeRequest, city: City, pk: UUID, value: UUID, step: str
) -> HttpResponse:
    """Bring a value to its next state, or back to draft."""
    row = get_object_or_404(IndicatorValue, pk=value, indicator=pk, indicator__contract__city=city)
    try:
        moved = indicator_values.move_indicator_value(value_id=row.pk, to=step, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("The value of %(year)s is %(state)s now.")
            % {"year": moved.year, "state": moved.get_state_display()},
        )
    return redirect("indicator-values", city=city.slug, pk=pk)


def _set_value(request: OfficeRequest, pk: UUID, fields: dict[str, Any]) -> IndicatorValue:
    return indicator_values.set_indicator_value(indicator_id=pk, by=request.user, **fields)


def _find(city: City, pk: UUID) -> Indicator:
    return get_object_or_404(Indicator.objects.select_related("contract__city"), contract__city=city, pk=pk)


def _crumbs(city: City) -> tuple[tuple[str, str], ...]:
    return ((_("Indicators"), reverse(LIST, args=[city.slug])),)


def _show_editor(request: OfficeRequest, city: City, **context: Any) -> HttpResponse:
    return show_form(
        request,
        "contracts/indicator_form.html",
        city=city,
        crumbs=_crumbs(city),
        codes=action_codes(city),
        cancel_url=reverse(LIST, args=[city.slug]),
        **context,
    )


def _ask(request: OfficeRequest, indicator: Indicator, **words: Any) -> HttpResponse:
    city = indicator.contract.city
    return confirm_first(
        request,
        city=city,
        crumbs=_crumbs(city),
        back=reverse("indicator-edit", args=[city.slug, indicator.pk]),
        then=partial(next_page, city, LIST),
        **words,
    )
