"""An organisation's own pages: home, people, mandates, profile."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts.web.confirming import confirm_first
from core.access import require
from core.web.forms import posted, save_form
from stakeholders import rules
from stakeholders.models import Mandate, Organisation
from stakeholders.selectors.people import contracts_of, list_people, own_organisations
from stakeholders.selectors.signed import slots_to_sign
from stakeholders.services.mandates import declare_mandate, end_mandate
from stakeholders.services.organisations import update_profile
from stakeholders.web.forms.people import MandateForm, ProfileForm
from stakeholders.web.guards import MemberRequest, member_page
from stakeholders.web.pages import send_file, show_own, show_own_form

HOME = "organisation-home"
PROFILE = ("name", "legal_form", "tax_code", "sector", "website", "about", "revision")


@login_required
@require_safe
def organisation_start(request: HttpRequest) -> HttpResponse:
    """Lead to the only organisation of the person, else offer the list."""
    organisations = list(own_organisations(request.user))  # type: ignore[arg-type]  # signed in
    if len(organisations) == 1:
        return redirect(HOME, pk=organisations[0].pk)
    context = {"title": _("My organisations"), "organisations": organisations}
    return render(request, "stakeholders/start.html", context)


@member_page()
@require_safe
def organisation_home(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Where an organisation stands: its commitments, its people, who may sign, what it tells of itself."""
    return show_own(
        request,
        "stakeholders/home.html",
        title=str(organisation),
        organisation=organisation,
        people=list_people(organisation, request.user),
        mandates=_mandates(organisation),
        commitments=organisation.commitments.select_related("contract__city"),
        contracts=contracts_of(organisation),
        to_sign=slots_to_sign(request.user).filter(organisation=organisation).count(),
        unnamed=organisation.commitments.filter(is_named=False).count(),
        can_declare=rules.can_declare_mandate(request.user, organisation),
    )


@member_page(rules.can_manage_people)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_profile(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Change what the organisation tells of itself."""
    stored = {name: getattr(organisation, name) for name in PROFILE}
    form = ProfileForm(posted(request), initial=stored, files=request.FILES or None)

    def save(fields: dict[str, Any]) -> Organisation:
        return update_profile(organisation_id=organisation.pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The profile is saved."))
        return redirect(HOME, pk=organisation.pk)
    return show_own_form(
        request,
        title=_("Profile"),
        organisation=organisation,
        form=form,
        submit_label=_("Save"),
        cancel_url=reverse(HOME, args=[organisation.pk]),
    )


@require_safe
def organisation_logo(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The picture that an organisation shows of itself."""
    organisation = Organisation.objects.filter(pk=pk).exclude(logo="").first()
    if organisation is None:
        raise Http404(_("There is no such page."))
    return send_file(organisation.logo, "logo", as_attachment=False)


@member_page(rules.can_declare_mandate)
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_create(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Say why one may sign, with the proof."""
    form = MandateForm(posted(request), request.FILES or None)

    def save(fields: dict[str, Any]) -> Mandate:
        return declare_mandate(organisation_id=organisation.pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("Your mandate is declared; it counts once the city has seen it."))
        return redirect(HOME, pk=organisation.pk)
    return show_own_form(
        request,
        title=_("Why I may sign"),
        organisation=organisation,
        form=form,
        intro=_("The city looks at the proof before you sign. Only the city and your organisation see it."),
        submit_label=_("Declare the mandate"),
        cancel_url=reverse(HOME, args=[organisation.pk]),
    )


@member_page()
@require_safe
def mandate_file(request: MemberRequest, organisation: Organisation, mandate: UUID) -> HttpResponseBase:
    """Send the proof of a mandate to its own organisation."""
    row = get_object_or_404(_mandates(organisation), pk=mandate)
    if not row.file:
        raise Http404(_("This mandate has no file."))
    return send_file(row.file, row.original_name)


@member_page()
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_end(request: MemberRequest, organisation: Organisation, mandate: UUID) -> HttpResponse:
    """Ask, then end a mandate."""
    row = get_object_or_404(_mandates(organisation), pk=mandate)
    require(rules.can_end_mandate, request.user, row)
    return confirm_first(
        request,
        show=show_own,
        organisation=organisation,
        question=_("End the mandate of %(person)s?") % {"person": row.person},
        text=_("From now on it allows no signature; what was signed stays signed."),
        confirm_label=_("End the mandate"),
        keep_label=_("Keep it"),
        act=partial(end_mandate, mandate_id=mandate, by=request.user),
        told=_("Done."),
        back=reverse(HOME, args=[organisation.pk]),
    )


def _mandates(organisation: Organisation) -> Any:
    return organisation.mandates.filter(ended_at=None).select_related("person")
