"""Officers' pages of actions."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import Action, City
from contracts.selectors.effect import portfolio_effect, read_claim
from contracts.selectors.factors import describe_measurement
from contracts.selectors.office import action_codes, list_actions, source_groups
from contracts.selectors.versions import working_version
from contracts.selectors.warnings import action_warnings
from contracts.services import actions, reports
from contracts.web.confirming import confirm_first
from contracts.web.forms.actions import ActionFilterForm, ActionForm
from contracts.web.forms.reports import ReportForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import Crumb, go_on, next_page, show_form, show_office
from core.web.forms import has_conflict, posted, save_form, show_conflict
from emissions.units import UNITS

SavedRow = TypeVar("SavedRow", bound=Model)
ROWS_A_PAGE = 25
LIST = "office-action-list"


@office_page(rules.can_enter_office)
@require_safe
def action_list(request: OfficeRequest, city: City) -> HttpResponse:
    """All actions of the contract, archived ones too."""
    form = ActionFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = list_actions(contract_of(city), text=wanted.get("q", ""), which=wanted.get("which", ""))
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request, "contracts/action_list.html", title=_("Actions"), city=city, filter_form=form, page=page
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def action_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Add an action to the contract."""
    contract = contract_of(city)
    form = ActionForm(posted(request), contract=contract)

    def save(fields: dict[str, Any]) -> Action:
        fields.pop("revision")
        return actions.create_action(contract=contract, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        _warn(request, saved)
        return go_on(request, city, _("The action %(code)s was added.") % {"code": saved.code}, LIST)
    return _show_editor(request, city, form=form, title=_("New action"), submit_label=_("Add the action"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Change an action; who was overtaken by someone else compares and saves again."""
    action = _find(city, pk)
    form = ActionForm(posted(request), contract=action.contract, action=action)
    save = partial(_call, actions.update_action, request, pk)
    if request.method == "POST" and (saved := save_form(form, save)):
        _warn(request, saved)
        return go_on(request, city, _("The action %(code)s was saved.") % {"code": action.code}, LIST)
    differences = []
    if has_conflict(form):
        action = _find(city, pk)
        differences = show_conflict(form, ActionForm(contract=action.contract, action=action), action)
    return _show_editor(
        request,
        city,
        form=form,
        title=str(action),
        submit_label=_("Save"),
        action=action,
        warnings=action_warnings(action),
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def action_archive(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take an action out of the portfolio."""
    action = _find(city, pk)
    return _ask(
        request,
        action,
        question=_("Archive the action %(code)s?") % {"code": action.code},
        text=_("It leaves the public pages and the sums. Nothing is lost: you can restore it at any time."),
        confirm_label=_("Archive the action %(code)s") % {"code": action.code},
        keep_label=_("Keep it"),
        act=partial(actions.archive_action, action_id=pk, by=request.user),
        told=_("The action %(code)s was archived.") % {"code": action.code},
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def action_restore(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then bring an archived action back."""
    action = _find(city, pk)
    return _ask(
        request,
        action,
        question=_("Restore the action %(code)s?") % {"code": action.code},
        text=_("It comes back to the public pages and to the sums."),
        confirm_label=_("Restore the action %(code)s") % {"code": action.code},
        keep_label=_("Leave it archived"),
        act=partial(actions.restore_action, action_id=pk, by=request.user),
        told=_("The action %(code)s was restored.") % {"code": action.code},
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def action_report(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Report how far an action is; earlier reports stand below."""
    action = _find(city, pk)
    form = ReportForm(posted(request), city=city)
    if (
        request.method == "POST"
        and save_form(form, partial(_call, reports.report_action, request, pk)) is not None
    ):
        return go_on(request, city, _("The report on %(code)s was saved.") % {"code": action.code}, LIST)
    return show_form(
        request,
        "contracts/action_report.html",
        title=_("Report progress: %(action)s") % {"action": action},
        city=city,
        crumbs=_crumbs(city),
        form=form,
        action=action,
        reports=[(one, describe_measurement(one)) for one in action.reports.select_related("factor")],
        units=UNITS,
        submit_label=_("Save the report"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


def _warn(request: OfficeRequest, action: Action) -> None:
    """Tell what was saved and yet is odd."""
    for sentence in action_warnings(action):
        messages.warning(request, f"{action.code}: {sentence}")


def _call(
    service: Callable[..., SavedRow], request: OfficeRequest, pk: UUID, fields: dict[str, Any]
) -> SavedRow:
    return service(action_id=pk, by=request.user, **fields)


def _find(city: City, pk: UUID) -> Action:
    return get_object_or_404(
        Action.objects.select_related("contract__city", "included_in"), contract__city=city, pk=pk
    )


def _crumbs(city: City) -> tuple[Crumb, ...]:
    return ((_("Actions"), reverse(LIST, args=[city.slug])),)


def _show_editor(request: OfficeRequest, city: City, **context: Any) -> HttpResponse:
    return show_form(
        request,
        "contracts/action_form.html",
        city=city,
        crumbs=_crumbs(city),
        codes=action_codes(city),
        source_groups=source_groups(city),
        cancel_url=reverse(LIST, args=[city.slug]),
        **_effect(city, context.get("action")),
        **context,
    )


def _effect(city: City, action: Action | None) -> dict[str, Any]:
    """What the action adds to the portfolio, as it is stored; the page asks anew while the form is filled."""
    contract = contract_of(city)
    effect = portfolio_effect(
        working_version(contract),
        contract=contract,
        claim=read_claim(action or Action()),
        except_action=action.pk if action else None,
    )
    return {"effect": effect, "effect_url": reverse("action-effect", args=[city.slug])}


def _ask(request: OfficeRequest, action: Action, **words: Any) -> HttpResponse:
    city = action.contract.city
    return confirm_first(
        request,
        city=city,
        crumbs=_crumbs(city),
        back=reverse("action-edit", args=[city.slug, action.pk]),
        then=partial(next_page, city, LIST),
        **words,
    )
