"""The page of the field history, and setting a field back."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contracts import rules
from contracts.models import City
from contracts.selectors.history import HistoryFilter, history_kinds, list_history
from contracts.selectors.history_words import field_label
from contracts.selectors.office import list_colleagues
from contracts.services.restoring import restore_field
from contracts.web.confirming import act_and_tell
from contracts.web.forms.history import HistoryFilterForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from core.models import FieldChange


@office_page(rules.can_enter_office)
@require_safe
def contract_history(request: OfficeRequest, city: City) -> HttpResponse:
    """Who changed which field when, from what to what; filters in the address."""
    people = [(str(one.membership.user_id), str(one.membership.user)) for one in list_colleagues(city, None)]
    form = HistoryFilterForm(request.GET, kinds=history_kinds(city), people=people)
    form.is_valid()
    found = form.cleaned_data
    wanted = HistoryFilter(
        kind=found.get("kind", ""),
        person=found.get("person", ""),
        text=found.get("q", ""),
        subject=str(found.get("subject") or ""),
    )
    return show_office(
        request,
        "contracts/history.html",
        title=_("History"),
        city=city,
        page=list_history(city, wanted, request.GET.get("page", "1")),
        filter_form=form,
    )


@office_page(rules.can_edit_city)
@require_POST
def field_restore(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Set a field back to what it was before a change."""
    kept = get_object_or_404(FieldChange, pk=pk, change__city_slug=city.slug)
    told = _("“%(field)s” is as it was before.") % {"field": field_label(kept.subject_kind, kept.field)}
    act_and_tell(request, partial(restore_field, field_change_id=kept.pk, by=request.user), told)
    return redirect("contract-history", city=city.slug)
