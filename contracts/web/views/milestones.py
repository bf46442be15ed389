"""Officers' pages of milestones."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City, Milestone
from contracts.selectors.indicators import list_indicators
from contracts.selectors.office import action_codes, list_milestones
from contracts.selectors.staged_path import find_proofs, list_conditions_to_choose, rule_words
from contracts.services import milestones, staged_path
from contracts.web.forms.milestones import CloseForm, MilestoneForm, MoveForm
from contracts.web.forms.staged_path import MilestonePlanForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import go_on, show_form, show_office
from core.web.forms import Difference, has_conflict, posted, save_form, show_conflict

LIST = "milestone-list"


@office_page(rules.can_enter_office)
@require_safe
def milestone_list(request: OfficeRequest, city: City) -> HttpResponse:
    """All milestones by date: moved from where, waiting for what, proven by what."""
    rows = list(list_milestones(city))
    proofs = find_proofs(rows)
    return show_office(
        request,
        "contracts/milestone_list.html",
        title=_("Milestones"),
        city=city,
        rows=[(one, rule_words(one), proofs.get(one.pk, "")) for one in rows],
        today=timezone.localdate(),
        open_states=milestones.OPEN_STATES,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Set a milestone."""
    form = MilestoneForm(posted(request), city=city)

    def save(fields: dict[str, Any]) -> Milestone:
        return milestones.create_milestone(city=city, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        return go_on(request, city, _("The milestone “%(title)s” was set.") % {"title": saved}, LIST)
    return _show(
        request,
        city,
        form=form,
        title=_("New milestone"),
        submit_label=_("Set the milestone"),
        codes=action_codes(city),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_move(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Give a milestone another date and say why."""
    milestone = _find(city, pk)
    form = MoveForm(posted(request), milestone=milestone)
    if (
        request.method == "POST"
        and save_form(form, partial(_call, milestones.move_milestone, request, pk)) is not None
    ):
        return go_on(request, city, _("The milestone “%(title)s” was moved.") % {"title": milestone}, LIST)
    return _show(
        request,
        city,
        form=form,
        title=_("Move the milestone “%(title)s”") % {"title": milestone},
        milestone=milestone,
        submit_label=_("Move the milestone"),
        differences=_differences(form, MoveForm, city, pk),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_close(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Close a milestone as reached or missed."""
    milestone = _find(city, pk)
    form = CloseForm(posted(request), milestone=milestone)
    if (
        request.method == "POST"
        and save_form(form, partial(_call, milestones.close_milestone, request, pk)) is not None
    ):
        return go_on(request, city, _("The milestone “%(title)s” was closed.") % {"title": milestone}, LIST)
    return _show(
        request,
        city,
        form=form,
        title=_("Close the milestone “%(title)s”") % {"title": milestone},
        milestone=milestone,
        submit_label=_("Close the milestone"),
        differences=_differences(form, CloseForm, city, pk),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_plan(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Say when a milestone is expected, what proves it and what it waits for."""
    milestone = _find(city, pk)
    form = _plan_form(city, milestone, posted(request))
    if (
        request.method == "POST"
        and save_form(form, partial(_call, staged_path.plan_milestone, request, pk)) is not None
    ):
        return go_on(
            request, city, _("The path of the milestone “%(title)s” was saved.") % {"title": milestone}, LIST
        )
    now = _find(city, pk) if has_conflict(form) else None
    return _show(
        request,
        city,
        form=form,
        title=_("Path of the milestone “%(title)s”") % {"title": milestone},
        milestone=milestone,
        submit_label=_("Save the path"),
        differences=show_conflict(form, _plan_form(city, now), now) if now else [],
        grouped=True,
    )


def _plan_form(city: City, milestone: Milestone, data: Any = None) -> MilestonePlanForm:
    return MilestonePlanForm(
        data,
        milestone=milestone,
        others=list_conditions_to_choose(city, milestone),
        indicators=list_indicators(contract_of(city)),
    )


def _call(
    service: Callable[..., Milestone], request: OfficeRequest, pk: UUID, fields: dict[str, Any]
) -> Milestone:
    return service(milestone_id=pk, by=request.user, **fields)


def _find(city: City, pk: UUID) -> Milestone:
    return get_object_or_404(city.milestones.select_related("action").prefetch_related("moves"), pk=pk)


def _differences(
    form: MoveForm | CloseForm, blank: type[MoveForm | CloseForm], city: City, pk: UUID
) -> list[Difference]:
    """What stands now beside what was typed, after a conflict."""
    if not has_conflict(form):
        return []
    now = _find(city, pk)
    return show_conflict(form, blank(milestone=now), now)


def _show(request: OfficeRequest, city: City, **context: Any) -> HttpResponse:
    back = reverse(LIST, args=[city.slug])
    return show_form(
        request,
        "contracts/milestone_form.html",
        city=city,
        crumbs=((_("Milestones"), back),),
        cancel_url=back,
        **context,
    )
