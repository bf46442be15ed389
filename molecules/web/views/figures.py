"""Officers' page of a molecule's own figures: its emissions, measured or apportioned, its targets, its photos."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import Crumb, show_form
from core.tabular import csv_response
from core.web.forms import posted, save_form
from molecules.models import LocalEmission, Molecule
from molecules.selectors.figures import emission_cells, list_emission_years, list_keys, what_to_share_out
from molecules.services import apportioning
from molecules.services import figures as services
from molecules.web.forms.figures import COLUMNS, OPTIONAL, ApportionForm, EmissionForm, EmissionImportForm
from molecules.web.views.editor import molecule_crumbs

FIGURES = "molecule-figures"


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_figures(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """The figures of a molecule, and the form of one that was measured."""
    molecule = find_molecule(city, pk)
    form = EmissionForm(posted(request))

    def save(fields: dict[str, Any]) -> services.Recorded:
        return services.record_emissions(molecule_id=pk, by=request.user, figures=[fields["figure"]])

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The figure was saved."))
        if saved.replaced:
            messages.info(request, _("It takes the place of the figure that was apportioned from the city."))
        return redirect(FIGURES, city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/figures.html",
        title=_("Figures of “%(name)s”") % {"name": molecule},
        city=city,
        crumbs=figure_crumbs(city),
        molecule=molecule,
        years=list_emission_years(molecule),
        targets=list(molecule.targets.all()),
        photos=list(molecule.photos.all()),
        form=form,
        submit_label=_("Save the figure"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def emission_import(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Import a file of measured figures: all of them or none."""
    molecule = find_molecule(city, pk)
    form = EmissionImportForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.record_emissions(molecule_id=pk, by=request.user, figures=form.rows)
        except ValidationError as error:
            form.tell_refusal(error)
        else:
            told = _(
                "The file was imported: %(added)s figures added, %(changed)s changed, %(same)s as before, "
                "%(replaced)s in place of apportioned ones."
            )
            messages.success(request, told % done._asdict())
            return redirect(FIGURES, city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/emission_import.html",
        title=_("Import measured emissions of “%(name)s”") % {"name": molecule},
        city=city,
        crumbs=figure_crumbs(city, molecule),
        molecule=molecule,
        form=form,
        submit_label=_("Import"),
        cancel_url=reverse(FIGURES, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def emission_apportion(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Share out the city's newest inventory to the molecule by a declared key."""
    molecule = find_molecule(city, pk)
    form = ApportionForm(posted(request))

    def save(fields: dict[str, Any]) -> apportioning.Apportioned:
        return apportioning.apportion_emissions(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (done := save_form(form, save)):
        told = ngettext(
            "%(written)s sector of %(year)s was apportioned and is marked as such.",
            "%(written)s sectors of %(year)s were apportioned and are marked as such.",
            done.written,
        )
        messages.success(request, told % done._asdict())
        if done.measured:
            messages.info(request, _("What was measured stayed as it is (%(measured)s).") % done._asdict())
        return redirect(FIGURES, city=city.slug, pk=pk)
    emissions = what_to_share_out(city)
    return show_form(
        request,
        "molecules/emission_apportion.html",
        title=_("Apportion emissions of the city to “%(name)s”") % {"name": molecule},
        city=city,
        crumbs=figure_crumbs(city, molecule),
        molecule=molecule,
        emissions=emissions,
        keys=list_keys(molecule, city, emissions),
        form=form,
        submit_label=_("Apportion"),
        cancel_url=reverse(FIGURES, args=[city.slug, pk]),
    )


@office_page(rules.can_enter_office)
@require_safe
def emission_csv(request: OfficeRequest, city: City, pk: UUID) -> StreamingHttpResponse:
    """Download the figures, in the columns that can be imported again."""
    molecule = find_molecule(city, pk)
    name = f"{city.slug}-{molecule.code}-emissions.csv"
    return csv_response(name, (*COLUMNS, *OPTIONAL), emission_cells(molecule))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def emission_remove(request: OfficeRequest, city: City, pk: UUID, emission: UUID) -> HttpResponse:
    """Ask, then take a figure out."""
    molecule = find_molecule(city, pk)
    row = get_object_or_404(LocalEmission, pk=emission, molecule=molecule)
    return confirm_first(
        request,
        city=city,
        crumbs=figure_crumbs(city, molecule),
        question=_("Take out the emissions of %(year)s, %(sector)s?")
        % {"year": row.year, "sector": row.get_sector_display()},
        text=_("The figure is deleted for good; the year's sum becomes smaller by it."),
        confirm_label=_("Take out the figure"),
        keep_label=_("Keep it"),
        act=partial(services.remove_emission, emission_id=emission, by=request.user),
        told=_("The figure was taken out."),
        back=reverse(FIGURES, args=[city.slug, pk]),
    )


def find_molecule(city: City, pk: UUID) -> Molecule:
    """A molecule of the city that is not archived, else 404."""
    return get_object_or_404(city.molecules.filter(archived_at=None).defer("polygon"), pk=pk)


def figure_crumbs(city: City, molecule: Molecule | None = None) -> tuple[Crumb, ...]:
    """The way to the figures, or to a page under those of a molecule."""
    way = molecule_crumbs(city)
    if molecule is None:
        return way
    title = _("Figures of “%(name)s”") % {"name": molecule}
    return (*way, (title, reverse(FIGURES, args=[city.slug, molecule.pk])))
