"""Officers' page of a package: what is stated of it, what was observed, and the fit of one to the other."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from core.tabular import csv_response
from core.web.forms import posted, save_form
from molecules.models import ObservedAdoption
from molecules.selectors.office import list_neighbourhoods
from molecules.selectors.packages import list_observations, observation_cells, read_parameters
from molecules.services import adoption
from molecules.web.forms.adoption import COLUMNS, ObservationForm, ObservationImportForm
from molecules.web.views.packages import find_package, package_crumbs


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def package_detail(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """The parameters of a package, what was observed of it, and the form of another observation."""
    package = find_package(city, pk)
    form = ObservationForm(posted(request), neighbourhoods=list_neighbourhoods(city))

    def save(fields: dict[str, Any]) -> adoption.Imported:
        return adoption.record_observations(
            package_id=pk, by=request.user, observations=[fields["observation"]]
        )

    saved = save_form(form, save) if request.method == "POST" else None
    if saved:
        messages.success(request, _("The observation was saved."))
        return redirect("package-detail", city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/package_detail.html",
        title=str(package),
        city=city,
        crumbs=package_crumbs(city),
        package=package,
        parameters=read_parameters(package),
        observations=list(list_observations(package)),
        form=form,
        submit_label=_("Save the observation"),
    )


@office_page(rules.can_edit_city)
@require_POST
def package_fit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Fit the ranges to what was observed and tell how well it is settled."""
    find_package(city, pk)
    try:
        found = adoption.fit_package(package_id=pk, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("Saturation and rise were fitted to %(count)s years of %(place)s and are marked as fitted.")
            % {"count": found.observations, "place": found.place},
        )
        if not found.fit.is_settled:
            messages.warning(
                request,
                _(
                    "The observations leave the saturation open: they end before the wave bends, so its range is "
                    "wide. Later years will narrow it."
                ),
            )
    return redirect("package-detail", city=city.slug, pk=pk)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_import(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Import a file of observations: all of them or none."""
    package = find_package(city, pk)
    form = ObservationImportForm(
        posted(request), request.FILES or None, neighbourhoods=list_neighbourhoods(city)
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = adoption.record_observations(package_id=pk, by=request.user, observations=form.rows)
        except ValidationError as error:
            form.tell_refusal(error)
        else:
            told = _(
                "The file was imported: %(added)s observations added, %(changed)s changed, %(same)s as before."
            )
            messages.success(request, told % done._asdict())
            return redirect("package-detail", city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/adoption_import.html",
        title=_("Import observed adoption of “%(name)s”") % {"name": package},
        city=city,
        crumbs=package_crumbs(city, package),
        package=package,
        form=form,
        submit_label=_("Import"),
        cancel_url=reverse("package-detail", args=[city.slug, pk]),
    )


@office_page(rules.can_enter_office)
@require_safe
def adoption_csv(request: OfficeRequest, city: City, pk: UUID) -> StreamingHttpResponse:
    """Download what was observed, in the columns that can be imported again."""
    package = find_package(city, pk)
    return csv_response(f"{city.slug}-{package.code}-adoption.csv", COLUMNS, observation_cells(package))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_remove(request: OfficeRequest, city: City, pk: UUID, observation: UUID) -> HttpResponse:
    """Ask, then take an observation out."""
    package = find_package(city, pk)
    row = get_object_or_404(
        ObservedAdoption.objects.select_related("neighbourhood"), pk=observation, package=package
    )
    return confirm_first(
        request,
        city=city,
        crumbs=package_crumbs(city, package),
        question=_("Take out the observation of %(year)s, %(place)s?")
        % {"year": row.year, "place": row.neighbourhood or city},
        text=_("It is deleted for good. Ranges that were fitted to it stay until they are fitted again."),
        confirm_label=_("Take out the observation"),
        keep_label=_("Keep it"),
        act=partial(adoption.remove_observation, observation_id=observation, by=request.user),
        told=_("The observation was taken out."),
        back=reverse("package-detail", args=[city.slug, pk]),
    )
