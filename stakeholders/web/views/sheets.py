"""The wizard of action sheets: each step keeps what is valid and marks what is missing."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts.selectors.office import action_codes
from contracts.web.confirming import act_and_tell, confirm_first
from core.access import Conflict
from core.web.forms import add_errors, posted, save_form, show_conflict
from stakeholders.models import ActionSheet
from stakeholders.selectors.sheet_pages import answers_by_step, missing_words, read_panel
from stakeholders.selectors.sheets import read_results
from stakeholders.services.sheet_steps import save_step
from stakeholders.services.sheets import add_sheet, compute_results, remove_sheet
from stakeholders.sheets import Step, keep_known, steps_of
from stakeholders.web.commitment_places import CommitmentPlace, Request
from stakeholders.web.forms.commitment_texts import SheetForm
from stakeholders.web.forms.sheets import SheetStepForm
from stakeholders.web.parts.sheets import file_row, resume_step

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def sheet_add(request: Request, place: CommitmentPlace) -> HttpResponse:
    """Begin a sheet: its title and its form."""
    if not place.may_write:
        return refuse_writing(request, place)
    form = SheetForm(posted(request), initial={"variant": place.commitment.organisation.cluster})

    def save(fields: dict[str, Any]) -> ActionSheet:
        return add_sheet(commitment_id=place.commitment.pk, by=request.user, **fields)

    if request.method == "POST" and (sheet := save_form(form, save)):
        return redirect(place.url("sheet-step", sheet.pk, steps_of(sheet.variant)[0]))
    return place.show(
        request,
        "contracts/form_page.html",
        title=_("New action sheet"),
        form=form,
        intro=_("One sheet for each project. Every page is saved as you go on; you may leave and come back."),
        submit_label=_("Begin"),
        cancel_url=place.detail_url,
    )


@require_safe
def sheet_detail(request: Request, place: CommitmentPlace, sheet: UUID) -> HttpResponse:
    """The whole sheet to read: answers, what is missing, result with its receipt, files."""
    row = place.find_sheet(sheet)
    may_write = place.may_write
    return place.show(
        request,
        "stakeholders/sheets/detail.html",
        title=_title(row),
        sheet=row,
        steps=_steps(place, row, ""),
        answers=answers_by_step(row),
        missing=missing_words(row),
        panel=read_panel(row.results),
        files=[file_row(place, one, may_write=may_write) for one in row.attachments.present()],
        may_write=may_write,
        resume_url=place.url("sheet-step", row.pk, resume_step(row)),
        compute_url=place.url("sheet-compute", row.pk),
        attach_url=f"{place.url('attachment-add')}?scheda={row.pk}",
    )


@require_http_methods(GET_POST)
def sheet_step(request: Request, place: CommitmentPlace, sheet: UUID, step: str) -> HttpResponse:
    """One page of the wizard."""
    row = _find(place, sheet, step)
    if not place.may_write:
        return refuse_writing(request, place, place.url("sheet-detail", row.pk))
    form = SheetStepForm(posted(request), sheet=row, step=step)
    differences = []
    if request.method == "POST":
        try:
            row = _save(request, form, row, step)
        except Conflict as conflict:
            add_errors(form, conflict)
            row = place.find_sheet(sheet)
            differences = show_conflict(form, SheetStepForm(sheet=row, step=step), row)
        else:
            if not form.errors:
                return _go_on(request, place, row, step)
    return _show_step(request, place, row, step, form=form, differences=differences)


@require_POST
def sheet_live(request: Request, place: CommitmentPlace, sheet: UUID, step: str) -> HttpResponse:
    """The result for what is typed now, as a part of the page; nothing is saved."""
    row = _find(place, sheet, step)
    form = SheetStepForm(request.POST, sheet=row, step=step)
    is_whole = form.is_valid()
    typed = keep_known(row.answers | form.read_answers())
    panel = read_panel(read_results(place.commitment.contract, row.variant, typed))
    return render(
        request, "stakeholders/sheets/_result.html", {"panel": panel, "is_whole": is_whole, "is_live": True}
    )


@require_POST
def sheet_compute(request: Request, place: CommitmentPlace, sheet: UUID) -> HttpResponse:
    """Compute a sheet again with the factors that the city has now."""
    row = place.find_sheet(sheet)
    compute = partial(compute_results, sheet_id=row.pk, by=request.user)
    act_and_tell(request, compute, _("The sheet was computed with the factors of today."))
    return redirect(place.url("sheet-detail", row.pk))


@require_http_methods(GET_POST)
def sheet_remove(request: Request, place: CommitmentPlace, sheet: UUID) -> HttpResponse:
    """Ask, then take a sheet out."""
    row = place.find_sheet(sheet)
    if not place.may_write:
        return refuse_writing(request, place)
    return confirm_first(
        request,
        show=place.show,
        question=_("Remove the sheet “%(title)s”?") % {"title": row.title},
        text=_("Its answers and files are lost for good; versions that were submitted keep them."),
        confirm_label=_("Remove the sheet"),
        keep_label=_("Keep it"),
        act=partial(remove_sheet, sheet_id=row.pk, by=request.user),
        told=_("The sheet “%(title)s” was removed.") % {"title": row.title},
        back=place.url("sheet-detail", row.pk),
        then=place.detail_url,
    )


def refuse_writing(request: Request, place: CommitmentPlace, url: str = "") -> HttpResponse:
    """Say that the text does not change any more, and lead to where it can be read."""
    state = place.commitment.get_state_display()
    messages.info(
        request,
        _("This commitment is %(state)s: its text changes only when changes are asked for.")
        % {"state": state},
    )
    return redirect(url or place.detail_url)


def _find(place: CommitmentPlace, sheet: UUID, step: str) -> ActionSheet:
    row = place.find_sheet(sheet)
    if step not in steps_of(row.variant):
        raise Http404(_("This sheet has no such step."))
    return row


def _save(request: Request, form: SheetStepForm, row: ActionSheet, step: str) -> ActionSheet:
    """Keep what is valid; what the service refuses is told in the form as well. Raises `Conflict`."""
    form.full_clean()
    try:
        saved = save_step(
            sheet_id=row.pk,
            by=request.user,
            step=step,
            answers=form.read_answers(),
            confidential=form.read_confidential(),
            revision=form.cleaned_data.get("revision"),
            **form.read_fields(),
        )
    except Conflict:
        raise
    except ValidationError as error:
        add_errors(form, error)
        return row
    form.tell_faults(dict(saved.faults))
    if form.errors:
        form.keep_revision(saved.sheet.revision)
        messages.warning(request, _("Saved, except for what is marked below."))
    return saved.sheet


def _go_on(request: Request, place: CommitmentPlace, row: ActionSheet, step: str) -> HttpResponse:
    """Stay, leave, or go to the next step, whichever button was pressed."""
    steps = steps_of(row.variant)
    if "stay" in request.POST:
        messages.success(request, _("Saved."))
        return redirect(place.url("sheet-step", row.pk, step))
    following = steps[steps.index(Step(step)) + 1 :]
    if following and "leave" not in request.POST:
        return redirect(place.url("sheet-step", row.pk, following[0]))
    messages.success(request, _("The sheet is saved."))
    return redirect(place.url("sheet-detail", row.pk))


def _show_step(
    request: Request, place: CommitmentPlace, row: ActionSheet, step: str, **context: Any
) -> HttpResponse:
    steps = steps_of(row.variant)
    index = steps.index(Step(step))
    city = place.commitment.contract.city
    words = {"title": row.title, "step": Step(step).label, "number": index + 1, "total": len(steps)}
    return place.show(
        request,
        "stakeholders/sheets/step.html",
        title=_("%(title)s, step %(number)s of %(total)s: %(step)s") % words,
        crumbs=((_title(row), place.url("sheet-detail", row.pk)),),
        sheet=row,
        step=Step(step),
        steps=_steps(place, row, step),
        missing=missing_words(row, step),
        panel=read_panel(row.results),
        is_last=index == len(steps) - 1,
        back_url=place.url("sheet-step", row.pk, steps[index - 1]) if index else "",
        live_url=place.url("sheet-live", row.pk, step) if step == Step.IMPACTS else "",
        codes=action_codes(city) if step == Step.CONTEXT else (),
        map_url=reverse("molecule-geojson", args=[city.slug]),
        map_city=city,
        **context,
    )


def _steps(place: CommitmentPlace, row: ActionSheet, now: str) -> list[dict[str, Any]]:
    """The steps of the wizard with their addresses; a step is done where nothing needed is missing."""
    return [
        {
            "name": step.label,
            "state": "now" if step == now else "next" if missing_words(row, step) else "done",
            "url": place.url("sheet-step", row.pk, step),
        }
        for step in steps_of(row.variant)
    ]


def _title(row: ActionSheet) -> str:
    return _("Action sheet: %(title)s") % {"title": row.title}
