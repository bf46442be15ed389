"""The editor of a section: text and tables in the middle, other sections and people beside it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City, Section, SectionDraft
from contracts.selectors import sections, workspace
from contracts.selectors.effect import portfolio_effect
from contracts.services import sections as services
from contracts.web.forms.sections import CommentForm, SectionTextForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from contracts.web.section_pages import (
    LANGUAGE,
    SectionPlace,
    contents,
    find_place,
    section_entry,
    section_url,
)
from contracts.web.section_tables import table_view
from core.access import require
from core.richtext import render_html
from core.text_diff import word_diff
from core.web.forms import has_conflict, posted, save_form

WITH_EFFECT = ("plan.gap", "plan.portfolio", "plan.outlines")
"""Sections beside which the sum of the portfolio stands."""


@office_page(rules.can_enter_office)
@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: OfficeRequest, city: City, section: str) -> HttpResponse:
    """Read and write a section; who was overtaken by someone else compares, merges and saves again."""
    place = find_place(request, city, section)
    form = _text_form(request, place)
    if request.method == "POST":
        require(rules.can_edit_city, request.user, city)
        if "preview" not in request.POST and (
            saved := save_form(form, lambda data: _save(request, place, data))
        ):
            return _go_on(request, place, saved)
        if has_conflict(form):
            return _show_conflict(request, place, form)
    if request.method != "POST" and place.is_stored:
        services.touch_presence(section_id=place.section.pk, by=request.user)
    return _show(request, place, form)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def section_draft(request: OfficeRequest, city: City, section: str) -> HttpResponse:
    """Keep what is typed (the page sends it by itself), or compare a kept draft with the text, or throw it away."""
    place = find_place(request, city, section)
    language = place.language
    if request.method == "POST" and "discard" in request.POST:
        services.discard_draft(section_id=place.section.pk, language=language, by=request.user)
        messages.success(request, _("The draft was thrown away."))
        return redirect(place.url(**{LANGUAGE: language}))
    if request.method == "POST":
        return _keep_draft(request, place)
    draft = sections.own_draft(place.section, request.user, language)
    return show_office(
        request,
        "contracts/section_draft.html",
        title=_("Your draft: %(section)s") % {"section": place.title},
        city=city,
        crumbs=place.way_back,
        place=place,
        draft=draft,
        pieces=word_diff(place.section.body.get(language, ""), draft.body) if draft else [],
        go_on_url=place.url(**{LANGUAGE: language, "bozza": "1"}),
        discard_url=place.url("section-draft", **{LANGUAGE: language}),
        section_url=place.url(**{LANGUAGE: language}),
    )


@office_page(rules.can_enter_office)
@require_http_methods(["GET", "HEAD", "POST"])
def section_presence(request: OfficeRequest, city: City, section: str) -> HttpResponse:
    """Who else has the section open, as a part of its page; sending it says that oneself has."""
    place = find_place(request, city, section)
    if request.method == "POST" and place.is_stored:
        services.touch_presence(section_id=place.section.pk, by=request.user)
    people = sections.people_here(place.section, request.user)
    return TemplateResponse(request, "contracts/_section_people.html", {"people": people})


def _text_form(request: OfficeRequest, place: SectionPlace) -> SectionTextForm:
    """The form of the text; `?bozza=1` fills it with one's own draft."""
    draft = None
    if request.GET.get("bozza") and (
        found := sections.own_draft(place.section, request.user, place.language)
    ):
        draft = found.body, found.base_revision
    return SectionTextForm(posted(request), section=place.section, language=place.language, draft=draft)


def _save(request: OfficeRequest, place: SectionPlace, data: dict[str, Any]) -> Section:
    return services.save_section(section_id=place.section.pk, by=request.user, **data)


def _keep_draft(request: OfficeRequest, place: SectionPlace) -> HttpResponse:
    form = SectionTextForm(request.POST, section=place.section, language=place.language)
    if not form.is_valid():
        return JsonResponse({"told": _("The draft could not be saved.")}, status=400)
    data = form.cleaned_data
    services.save_draft(
        section_id=place.section.pk,
        body=data["body"],
        language=data["language"],
        base_revision=data["revision"] or place.section.revision,
        by=request.user,
    )
    clock = date_format(timezone.localtime(), "G.i")
    return JsonResponse({"told": _("Draft saved at %(clock)s.") % {"clock": clock}})


def _go_on(request: OfficeRequest, place: SectionPlace, saved: Section) -> HttpResponse:
    """Tell that the text was saved and show it, or the next section where that was asked for."""
    messages.success(request, _("The section “%(section)s” was saved.") % {"section": place.title})
    following = place.neighbours[1] if "next" in request.POST else ""
    if following:
        return redirect(section_url(place.city, following, generation=place.generation))
    return redirect(place.url(**{LANGUAGE: request.POST.get("language", place.language)}))


def _show_conflict(request: OfficeRequest, place: SectionPlace, form: SectionTextForm) -> HttpResponse:
    """Both texts, what differs, and a form to merge them; it carries the current revision."""
    section = place.section
    section.refresh_from_db(fields=["body", "revision", "changed_at", "changed_by", "text_revisions"])
    language, typed = form.data["language"], form.data["body"].replace("\r\n", "\n")
    stored = section.body.get(language, "")
    data = cast("QueryDict", form.data).copy()
    data["revision"] = str(section.revision)
    form.data = data
    return show_office(
        request,
        "contracts/section_conflict.html",
        title=_("Two texts: %(section)s") % {"section": place.title},
        city=place.city,
        crumbs=place.way_back,
        status=409,
        place=place,
        form=form,
        section=section,
        stored=stored,
        typed=typed,
        language=language,
        pieces=word_diff(stored, typed),
        section_url=place.url(**{LANGUAGE: language}),
    )


def _show(request: OfficeRequest, place: SectionPlace, form: SectionTextForm) -> HttpResponse:
    statuses = workspace.completeness(place.version, place.generation)
    return show_office(
        request,
        "contracts/section_edit.html",
        title=place.title,
        city=place.city,
        crumbs=place.crumbs,
        place=place,
        section=place.section,
        form=form,
        status_of=next(one for one in statuses if one.spec.key == place.spec.key),
        contents=contents(statuses, place.city, place.generation),
        tables=[table_view(request, place, key) for key in place.spec.tables],
        **_text_context(request, place, form),
        **_side_context(request, place),
    )


def _text_context(request: OfficeRequest, place: SectionPlace, form: SectionTextForm) -> dict[str, Any]:
    """The text in every language, the draft that waits, the preview that was asked for."""
    texts = sections.texts_of(place.section)
    shown = next(one for one in texts if one.code == place.language)
    source = next(one for one in texts if one.is_source)
    typed = str(form["body"].value() or "")
    is_filled = form.is_bound or bool(request.GET.get("bozza"))
    return {
        "texts": texts,
        "shown": shown,
        "source": source,
        "html": render_html(shown.text),
        "source_html": render_html(source.text) if place.may_write and shown != source else "",
        "preview": render_html(typed) if "preview" in request.POST else None,
        "word_count": sections.count_words(typed),
        "draft": None if is_filled else _draft(request, place),
        "draft_url": place.url("section-draft", **{LANGUAGE: place.language}),
        "presence_url": place.url("section-presence"),
    }


def _draft(request: OfficeRequest, place: SectionPlace) -> SectionDraft | None:
    return sections.own_draft(place.section, request.user, place.language) if place.is_stored else None


def _side_context(request: OfficeRequest, place: SectionPlace) -> dict[str, Any]:
    """What stands beside the text: people, reviews, comments, the sum of the portfolio."""
    has_effect = place.spec.key in WITH_EFFECT
    return {
        "people": sections.people_here(place.section, request.user) if place.is_stored else [],
        "reviews": sections.reviews_of(place.section) if place.is_stored else [],
        "comments": sections.comments_of(place.version, place.spec.key),
        "comment_form": CommentForm(can_edit=place.can_edit),
        "comment_url": place.url("section-comment"),
        "state_url": place.url("section-state"),
        "assign_url": place.url("section-assign"),
        "review_url": place.url("section-review"),
        "neighbours": [section_entry(place.city, key, place.generation) for key in place.neighbours],
        "effect": portfolio_effect(place.version, contract=place.contract) if has_effect else None,
    }
