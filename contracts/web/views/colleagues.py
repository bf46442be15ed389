"""Officers' pages of the city's team."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City, CityMembership
from contracts.selectors.office import list_colleagues
from contracts.services import colleagues
from contracts.web.confirming import confirm_first
from contracts.web.forms.colleagues import InvitationForm, RoleForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form, show_office
from core.web.forms import posted, save_form

LIST = "colleague-list"


@office_page(rules.can_enter_office)
@require_safe
def colleague_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The team and what each may do."""
    return show_office(
        request,
        "contracts/colleague_list.html",
        title=_("Colleagues"),
        city=city,
        rows=list_colleagues(city, request.user),
        can_invite=rules.can_invite_colleague(request.user, city),
    )


@office_page(rules.can_invite_colleague)
@require_http_methods(["GET", "HEAD", "POST"])
def colleague_invite(request: OfficeRequest, city: City) -> HttpResponse:
    """Invite someone by e-mail."""
    form = InvitationForm(posted(request), initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and (saved := save_form(form, partial(_invite, request, city))):
        messages.success(request, _("An e-mail is on its way to %(email)s.") % {"email": saved.user.email})
        return redirect(LIST, city=city.slug)
    return _show(
        request, city, form=form, title=_("Invite a colleague"), submit_label=_("Send the invitation")
    )


@office_page(rules.can_invite_colleague)
@require_http_methods(["GET", "HEAD", "POST"])
def colleague_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Give a colleague another role."""
    member = _find(city, pk)
    form = RoleForm(posted(request), initial={"role": member.role})
    save = partial(_change_role, request, pk)
    if request.method == "POST" and (saved := save_form(form, save)):
        told = _("%(person)s is now: %(role)s.") % {"person": saved.user, "role": saved.get_role_display()}
        messages.success(request, told)
        return redirect(LIST, city=city.slug)
    title = _("Role of %(person)s") % {"person": member.user}
    return _show(request, city, form=form, title=title, submit_label=_("Save"))


@office_page(rules.can_invite_colleague)
@require_http_methods(["GET", "HEAD", "POST"])
def colleague_remove(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take a colleague out of the team."""
    member = _find(city, pk)
    back = reverse(LIST, args=[city.slug])
    return confirm_first(
        request,
        city=city,
        crumbs=((_("Colleagues"), back),),
        question=_("Take %(person)s out of the team?") % {"person": member.user},
        text=_("The account and everything they wrote stay. You can invite them again."),
        confirm_label=_("Take out of the team"),
        keep_label=_("Keep in the team"),
        act=partial(colleagues.remove_colleague, membership_id=pk, by=request.user),
        told=_("%(person)s left the team.") % {"person": member.user},
        back=back,
    )


def _invite(request: OfficeRequest, city: City, fields: dict[str, Any]) -> CityMembership:
    def make_link(uid: str, token: str) -> str:
        return request.build_absolute_uri(reverse("invitation-accept", args=[uid, token]))

    office_url = request.build_absolute_uri(reverse("officer-home", args=[city.slug]))
    return colleagues.invite_colleague(
        city=city, by=request.user, make_link=make_link, office_url=office_url, **fields
    )


def _change_role(request: OfficeRequest, pk: UUID, fields: dict[str, Any]) -> CityMembership:
    return colleagues.change_role(membership_id=pk, by=request.user, **fields)


def _find(city: City, pk: UUID) -> CityMembership:
    return get_object_or_404(city.memberships.select_related("user"), pk=pk)


def _show(request: OfficeRequest, city: City, **context: Any) -> HttpResponse:
    back = reverse(LIST, args=[city.slug])
    return show_form(request, city=city, crumbs=((_("Colleagues"), back),), cancel_url=back, **context)
