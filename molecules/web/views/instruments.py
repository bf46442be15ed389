"""Officers' pages of policy instruments: list, one with its versions, adding, changing, publishing, archiving."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import Action, City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form, show_office
from core.web.forms import has_conflict, posted, save_form, show_conflict
from molecules.models import PolicyInstrument
from molecules.selectors.instrument_words import tell_budget, tell_effect
from molecules.selectors.instruments import (
    WHICH,
    list_office_instruments,
    list_versions,
    read_facts,
    read_places,
)
from molecules.services import instruments
from molecules.web.forms.instruments import InstrumentForm

LIST = "instrument-list"


@office_page(rules.can_enter_office)
@require_safe
def instrument_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The instruments of the city, those that only the team sees too."""
    asked = request.GET.get("which", "")
    which = asked if asked in WHICH else ""
    labels = (_("All instruments"), _("Public ones"), _("Seen by the team alone"), _("Archived ones"))
    return show_office(
        request,
        "molecules/instrument_list.html",
        title=_("Instruments of the city"),
        city=city,
        crumbs=_start(city),
        rows=list_office_instruments(city, which=which),
        choices=[(value, label, value == which) for value, label in zip(WHICH, labels, strict=True)],
    )


@office_page(rules.can_enter_office)
@require_safe
def instrument_detail(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """An instrument with all that is stated of it and its versions; also one that is archived."""
    instrument = get_object_or_404(city.instruments.select_related("city"), pk=pk)
    return show_office(
        request,
        "molecules/instrument_detail.html",
        title=_("Instrument “%(name)s”") % {"name": instrument},
        city=city,
        crumbs=instrument_crumbs(city),
        instrument=instrument,
        facts=read_facts(instrument),
        effects=tell_effect(instrument),
        budget=tell_budget(instrument),
        places=read_places(instrument, request.user),
        versions=list_versions(instrument),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Add an instrument; it is the team's alone until it is published."""
    form = _form(city, posted(request))

    def save(fields: dict[str, Any]) -> PolicyInstrument:
        fields.pop("revision")
        return instruments.create_instrument(city=city, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The instrument “%(name)s” was added.") % {"name": saved})
        return redirect("instrument-detail", city=city.slug, pk=saved.pk)
    return _show(request, city, form=form, title=_("New instrument"), submit_label=_("Add the instrument"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Change an instrument, which makes its next version; who was overtaken compares and saves again."""
    instrument = find_instrument(city, pk)
    form = _form(city, posted(request), instrument)

    def save(fields: dict[str, Any]) -> PolicyInstrument:
        return instruments.change_instrument(instrument_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The new version of “%(name)s” was saved.") % {"name": saved})
        return redirect("instrument-detail", city=city.slug, pk=pk)
    differences = []
    if has_conflict(form):
        instrument = find_instrument(city, pk)
        differences = show_conflict(form, _form(city, None, instrument), instrument)
    return _show(
        request,
        city,
        instrument,
        form=form,
        title=_("Change the instrument “%(name)s”") % {"name": instrument},
        submit_label=_("Save as a new version"),
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_publish(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then show an instrument to everyone."""
    instrument = find_instrument(city, pk)
    return _ask(
        request,
        city,
        instrument,
        service=instruments.publish_instrument,
        told=_("The instrument “%(name)s” is public now.") % {"name": instrument},
        question=_("Publish the instrument “%(name)s”?") % {"name": instrument},
        text=_("Everyone then reads it in plain words, with its sources and every later version."),
        confirm_label=_("Publish the instrument"),
        keep_label=_("Not yet"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_archive(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take an instrument out of the lists and the workbench."""
    instrument = find_instrument(city, pk)
    return _ask(
        request,
        city,
        instrument,
        service=instruments.archive_instrument,
        told=_("The instrument “%(name)s” was archived.") % {"name": instrument},
        question=_("Archive the instrument “%(name)s”?") % {"name": instrument},
        text=_("It leaves the public pages, the lists and the workbench. Its versions stay for your team."),
        confirm_label=_("Archive the instrument"),
        keep_label=_("Keep it"),
    )


def find_instrument(city: City, pk: UUID) -> PolicyInstrument:
    """An instrument of the city that is in use, else 404."""
    return get_object_or_404(city.instruments.select_related("city"), pk=pk, archived_at=None)


def instrument_crumbs(city: City, instrument: PolicyInstrument | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a page under the list, or under an instrument."""
    found = [*_start(city), (_("Instruments"), reverse(LIST, args=[city.slug]))]
    if instrument is not None:
        found.append((str(instrument), reverse("instrument-detail", args=[city.slug, instrument.pk])))
    return tuple(found)


def _start(city: City) -> tuple[tuple[str, str], ...]:
    return ((_("Molecules"), reverse("office-molecule-list", args=[city.slug])),)


def _form(city: City, data: QueryDict | None, instrument: PolicyInstrument | None = None) -> InstrumentForm:
    actions = Action.objects.filter(contract__city=city, archived_at=None).select_related("contract")
    return InstrumentForm(
        data,
        molecules=list(city.molecules.filter(archived_at=None).defer("polygon").order_by("code")),
        actions=list(actions.order_by("code_key")),
        instrument=instrument,
    )


def _ask(
    request: OfficeRequest,
    city: City,
    instrument: PolicyInstrument,
    *,
    service: Callable[..., PolicyInstrument],
    **words: Any,
) -> HttpResponse:
    return confirm_first(
        request,
        city=city,
        crumbs=instrument_crumbs(city, instrument),
        act=partial(service, instrument_id=instrument.pk, by=request.user),
        back=reverse("instrument-detail", args=[city.slug, instrument.pk]),
        **words,
    )


def _show(
    request: OfficeRequest, city: City, instrument: PolicyInstrument | None = None, **context: Any
) -> HttpResponse:
    crumbs = instrument_crumbs(city, instrument)
    return show_form(
        request,
        "molecules/instrument_form.html",
        city=city,
        crumbs=crumbs,
        instrument=instrument,
        cancel_url=crumbs[-1][1],
        **context,
    )
