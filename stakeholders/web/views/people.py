"""An organisation's own pages of its people: invite, change a role, take out, leave."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts.models import Contract
from contracts.web.confirming import confirm_first
from core.access import require
from core.web.forms import posted, save_form
from stakeholders import rules
from stakeholders.enums import InvitationState
from stakeholders.models import Invitation, Organisation, OrganisationMembership
from stakeholders.selectors.people import contracts_of, list_people
from stakeholders.services.invitations import invite_person
from stakeholders.services.members import change_member_role, remove_member
from stakeholders.web.forms.people import MemberRoleForm, PersonForm
from stakeholders.web.guards import MemberRequest, member_page
from stakeholders.web.pages import show_own, show_own_form

LIST = "organisation-people"


@member_page()
@require_safe
def organisation_people(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Who acts for the organisation, and who is invited to."""
    return show_own(
        request,
        "stakeholders/people.html",
        title=_("People"),
        organisation=organisation,
        people=list_people(organisation, request.user),
        invited=organisation.invitations.filter(state=InvitationState.SENT),
    )


@member_page(rules.can_manage_people)
@require_http_methods(["GET", "HEAD", "POST"])
def member_invite(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Invite a colleague."""
    form = PersonForm(posted(request))
    save = partial(_invite, request, organisation)
    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("An e-mail is on its way to %(email)s.") % {"email": saved.email})
        return redirect(LIST, pk=organisation.pk)
    title = _("Invite a colleague")
    return _show(request, organisation, form=form, title=title, submit_label=_("Send the invitation"))


@member_page(rules.can_manage_people)
@require_http_methods(["GET", "HEAD", "POST"])
def member_role(request: MemberRequest, organisation: Organisation, member: UUID) -> HttpResponse:
    """Give a colleague another role."""
    row = _find(organisation, member)
    form = MemberRoleForm(posted(request), initial={"role": row.role})

    def save(fields: dict[str, Any]) -> OrganisationMembership:
        return change_member_role(membership_id=member, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        told = {"person": saved.user, "role": saved.get_role_display()}
        messages.success(request, _("%(person)s is now: %(role)s.") % told)
        return redirect(LIST, pk=organisation.pk)
    title = _("Role of %(person)s") % {"person": row.user}
    return _show(request, organisation, form=form, title=title, submit_label=_("Save"))


@member_page()
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: MemberRequest, organisation: Organisation, member: UUID) -> HttpResponse:
    """Ask, then take a colleague out, or leave."""
    row = _find(organisation, member)
    require(rules.can_remove_member, request.user, row)
    is_me = row.user_id == request.user.pk
    back = reverse(LIST, args=[organisation.pk])
    question = _("Leave %(organisation)s?") if is_me else _("Take %(person)s out of the organisation?")
    return confirm_first(
        request,
        show=show_own,
        organisation=organisation,
        crumbs=((_("People"), back),),
        question=question % {"organisation": organisation, "person": row.user},
        text=_("The account stays, and so does everything that was written and signed."),
        confirm_label=_("Leave") if is_me else _("Take out"),
        keep_label=_("Stay") if is_me else _("Keep"),
        act=partial(remove_member, membership_id=row.pk, by=request.user),
        told=_("%(person)s no longer acts for the organisation.") % {"person": row.user},
        back=back,
        then=lambda: back if rules.is_member(request.user, organisation) else reverse("organisation-start"),
    )


def _invite(request: MemberRequest, organisation: Organisation, fields: dict[str, Any]) -> Invitation:
    contract: Contract | None = contracts_of(organisation).first()
    if contract is None:
        raise ValidationError(_("The organisation takes part in no contract yet."), code="contract")
    return invite_person(contract=contract, organisation=organisation, by=request.user, **fields)


def _find(organisation: Organisation, member: UUID) -> OrganisationMembership:
    rows = organisation.memberships.select_related("user")
    row: OrganisationMembership = get_object_or_404(rows, pk=member)
    return row


def _show(request: MemberRequest, organisation: Organisation, **context: Any) -> HttpResponse:
    back = reverse(LIST, args=[organisation.pk])
    crumbs = ((_("People"), back),)
    return show_own_form(request, organisation=organisation, crumbs=crumbs, cancel_url=back, **context)
