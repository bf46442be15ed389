"""Who works on a section: assignment, state, reviews, comments."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.enums import SectionState
from contracts.models import City, Comment, ReviewRequest
from contracts.selectors import sections
from contracts.services import sections as services
from contracts.web.confirming import confirm_first
from contracts.web.forms.sections import AssignmentForm, CommentForm, ReviewAnswerForm, ReviewRequestForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from contracts.web.section_pages import SectionPlace, find_place
from core.access import require
from core.richtext import render_html
from core.web.forms import posted, save_form


@office_page(rules.can_enter_office)
@require_http_methods(["GET", "HEAD", "POST"])
def section_comment(request: OfficeRequest, city: City, section: str) -> HttpResponse:
    """Write a remark on a section; readers do too, and also when the text does not change any more."""
    place = find_place(request, city, section)
    form = CommentForm(posted(request), can_edit=place.can_edit)

    def save(data: dict[str, Any]) -> Comment:
        return services.add_comment(
            version=place.version, section_key=place.spec.key, by=request.user, **data
        )

    if request.method == "POST" and save_form(form, save) is not None:
        return _back(request, place, _("The comment was added."), "comments")
    title = _("Comment on %(section)s") % {"section": place.title}
    return _show_form(request, place, form, title=title, submit_label=_("Add the comment"))


@office_page(rules.can_enter_office)
@require_http_methods(["GET", "HEAD", "POST"])
def comment_resolve(request: OfficeRequest, city: City, section: str, pk: UUID) -> HttpResponse:
    """Ask, then close a comment."""
    place = find_place(request, city, section)
    comment = get_object_or_404(place.version.comments.select_related("version__contract__city"), pk=pk)
    require(rules.can_resolve_comment, request.user, comment)
    return _ask(
        request,
        place,
        "comments",
        question=_("Resolve this comment?"),
        text=comment.text,
        confirm_label=_("Resolve the comment"),
        keep_label=_("Leave it open"),
        act=partial(services.resolve_comment, comment_id=pk, by=request.user),
        told=_("The comment was resolved."),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def section_assign(request: OfficeRequest, city: City, section: str) -> HttpResponse:
    """Give a section to a colleague, by a day."""
    place = _stored(find_place(request, city, section))
    people = sections.team_of(city, editors_only=True)
    form = AssignmentForm(posted(request), section=place.section, people=people)

    def save(data: dict[str, Any]) -> Any:
        link = request.build_absolute_uri(place.url())
        return services.assign_section(section_id=place.section.pk, by=request.user, link=link, **data)

    if request.method == "POST" and save_form(form, save):
        return _back(request, place, _("The assignment was saved."), "work")
    title = _("Who works on %(section)s") % {"section": place.title}
    return _show_form(request, place, form, title=title, submit_label=_("Save"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def section_state(request: OfficeRequest, city: City, section: str) -> HttpResponse:
    """Ask, then mark a section as complete, or put a complete one back to work."""
    place = _stored(find_place(request, city, section))
    is_complete = place.section.state == SectionState.COMPLETE
    question = _("Put %(section)s back to work?") if is_complete else _("Mark %(section)s as complete?")
    service = services.reopen_section if is_complete else services.complete_section
    return _ask(
        request,
        place,
        "work",
        question=question % {"section": place.title},
        text=_("Everyone sees it in the list of sections. It can be changed at any time."),
        confirm_label=_("Back to work") if is_complete else _("Mark as complete"),
        keep_label=_("Leave it as it is"),
        act=partial(service, section_id=place.section.pk, by=request.user),
        told=_("The section is in progress again.") if is_complete else _("The section is complete."),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def section_review(request: OfficeRequest, city: City, section: str) -> HttpResponse:
    """Ask a colleague to review a section."""
    place = _stored(find_place(request, city, section))
    people = [one for one in sections.team_of(city) if one != request.user]
    form = ReviewRequestForm(posted(request), people=people)

    def save(data: dict[str, Any]) -> ReviewRequest:
        link = request.build_absolute_uri(place.url(fragment="reviews"))
        return services.request_review(section_id=place.section.pk, by=request.user, link=link, **data)

    if request.method == "POST" and (review := save_form(form, save)) is not None:
        told = _("%(person)s was asked by e-mail to review the section.") % {"person": review.reviewer}
        return _back(request, place, told, "reviews")
    title = _("Ask for a review of %(section)s") % {"section": place.title}
    return _show_form(request, place, form, title=title, submit_label=_("Ask for the review"))


@office_page(rules.can_enter_office)
@require_http_methods(["GET", "HEAD", "POST"])
def review_answer(request: OfficeRequest, city: City, section: str, pk: UUID) -> HttpResponse:
    """Answer a review that was asked of oneself."""
    place = find_place(request, city, section)
    review = _find_review(place, pk)
    require(rules.can_answer_review, request.user, review)
    form = ReviewAnswerForm(posted(request))

    def save(data: dict[str, Any]) -> ReviewRequest:
        link = request.build_absolute_uri(place.url(fragment="reviews"))
        return services.answer_review(review_id=pk, by=request.user, link=link, **data)

    if request.method == "POST" and save_form(form, save) is not None:
        return _back(request, place, _("Your answer was saved and sent."), "reviews")
    title = _("Review of %(section)s") % {"section": place.title}
    html = render_html(str(place.section.body))
    return _show_form(
        request,
        place,
        form,
        title=title,
        submit_label=_("Answer"),
        template="contracts/review_answer.html",
        review=review,
        html=html,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def review_withdraw(request: OfficeRequest, city: City, section: str, pk: UUID) -> HttpResponse:
    """Ask, then take a request for a review back."""
    place = find_place(request, city, section)
    review = _find_review(place, pk)
    return _ask(
        request,
        place,
        "reviews",
        question=_("Take the request to %(person)s back?") % {"person": review.reviewer},
        text=_("They do not have to answer any more."),
        confirm_label=_("Take it back"),
        keep_label=_("Leave it open"),
        act=partial(services.withdraw_review, review_id=pk, by=request.user),
        told=_("The request was taken back."),
    )


def _stored(place: SectionPlace) -> SectionPlace:
    """A section of a closed version that nobody ever opened has no state and no tasks."""
    if not place.is_stored:
        raise Http404(_("This section was never opened in this version."))
    return place


def _find_review(place: SectionPlace, pk: UUID) -> ReviewRequest:
    rows = ReviewRequest.objects.select_related(
        "section__version__contract__city", "reviewer", "requested_by"
    )
    return get_object_or_404(rows, pk=pk, section__version=place.version, section__key=place.spec.key)


def _back(request: OfficeRequest, place: SectionPlace, told: str, fragment: str) -> HttpResponse:
    """Tell what was done, at its place on the section's page."""
    messages.success(request, told)
    return redirect(place.url(fragment=fragment))


def _ask(request: OfficeRequest, place: SectionPlace, fragment: str, **words: Any) -> HttpResponse:
    """A question; both ways out of it lead to its place on the section's page."""
    back = place.url(fragment=fragment)
    return confirm_first(request, city=place.city, crumbs=place.way_back, back=back, **words)


def _show_form(
    request: OfficeRequest,
    place: SectionPlace,
    form: Form,
    *,
    title: str,
    submit_label: str,
    template: str = "contracts/form_page.html",
    **context: Any,
) -> HttpResponse:
    return show_form(
        request,
        template,
        title=title,
        city=place.city,
        crumbs=place.way_back,
        form=form,
        submit_label=submit_label,
        cancel_url=place.url(),
        place=place,
        **context,
    )
