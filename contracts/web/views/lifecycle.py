"""Officers' doors to the life of a version: steps, approvals, the next version, comments of reviewers."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contracts import rules
from contracts.enums import CommentKind, VersionState
from contracts.lifecycle import Candidate, missing_before
from contracts.models import City, Comment, ContractVersion
from contracts.services.lifecycle import approve_version, move_version, start_revision
from contracts.services.sections.comments import add_comment
from contracts.transitions import Transition, steps_from
from contracts.web.confirming import act_and_tell
from contracts.web.forms.lifecycle import ReviewersCommentForm, StepForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from contracts.web.versions import (
    asked_version,
    back_to,
    link_missing,
    show_version_page,
    version_crumbs,
    version_name,
    version_url,
)
from core.web.forms import posted, save_form

IN_FORMAL_REVIEW = (VersionState.UNDER_REVIEW, VersionState.REVISION_REQUESTED)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def version_move(request: OfficeRequest, city: City, to: str) -> HttpResponse:
    """Ask what a step needs, then make it; what is missing stands above the form."""
    version = asked_version(request, city)
    step = _find_step(version, to)
    if step is None:
        return _tell_gone(request, version, to)
    if not rules.has_city_role(request.user, city, *step.roles):
        raise PermissionDenied(f"{step.source} to {step.to}")
    form = StepForm(posted(request), request.FILES or None, step=step)
    missing = [] if request.method == "POST" else missing_before(step, Candidate(version))

    def save(fields: dict[str, Any]) -> ContractVersion:
        return move_version(version_id=version.pk, to=step.to, by=request.user, **fields)

    if request.method == "POST" and (moved := save_form(form, save)):
        told = _("%(version)s is now: %(state)s.")
        messages.success(request, told % {"version": version_name(moved), "state": moved.get_state_display()})
        return back_to(moved)
    return show_form(
        request,
        "contracts/version_step.html",
        title=str(step.label),
        city=city,
        crumbs=version_crumbs(city, version),
        form=form,
        step=step,
        version=version,
        missing=link_missing(city, missing),
        submit_label=step.label,
        cancel_url=version_url(version),
    )


@office_page(rules.can_edit_city)
@require_POST
def version_approve(request: OfficeRequest, city: City) -> HttpResponse:
    """Approve exactly the content that the page showed."""
    version = asked_version(request, city)
    seen = request.POST.get("content_sha256") or None
    approve = partial(approve_version, version_id=version.pk, by=request.user, content_sha256=seen)
    act_and_tell(request, approve, _("Your approval of this content was recorded."))
    return back_to(version)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def version_revise(request: OfficeRequest, city: City) -> HttpResponse:
    """Ask, then make the next version."""
    version = asked_version(request, city)
    if request.method == "POST":
        try:
            revised = start_revision(version_id=version.pk, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return back_to(version)
        messages.success(request, _("%(version)s was made.") % {"version": version_name(revised)})
        return back_to(revised)
    return show_version_page(
        request,
        "contracts/version_revise.html",
        title=_("Make the next version from version %(number)s?") % {"number": version.number},
        city=city,
        version=version,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def version_comment(request: OfficeRequest, city: City) -> HttpResponse:
    """Write down what the Mission's reviewers said of a section."""
    version = asked_version(request, city)
    formal = version.state in IN_FORMAL_REVIEW
    kind = CommentKind.FORMAL_REVIEW if formal else CommentKind.PRE_VALIDATION
    form = ReviewersCommentForm(posted(request), kind=kind)

    def save(fields: dict[str, Any]) -> Comment:
        return add_comment(version=version, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The comment was added."))
        return back_to(version)
    return show_form(
        request,
        "contracts/version_form.html",
        title=_("Comment of the reviewers"),
        city=city,
        crumbs=version_crumbs(city, version),
        version=version,
        form=form,
        intro=_("It stands at its section, and goes into the next version while it is open."),
        submit_label=_("Add the comment"),
        cancel_url=version_url(version),
    )


def _find_step(version: ContractVersion, to: str) -> Transition | None:
    """The step that the address names; 404 for a word that is no state."""
    if to not in VersionState.values:
        raise Http404
    return next((one for one in steps_from(version.state) if one.to == to), None)


def _tell_gone(request: OfficeRequest, version: ContractVersion, to: str) -> HttpResponse:
    """Someone else was quicker, or the version does not go that way."""
    if version.state == to:
        told = _("Someone else has made this step already: %(version)s is %(state)s.")
    else:
        told = _("This step is not possible: %(version)s is %(state)s.")
    messages.warning(request, told % {"version": version_name(version), "state": version.get_state_display()})
    return back_to(version)
