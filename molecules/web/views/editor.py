"""Officers' pages of one molecule: what it is and its outline."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import Crumb, show_form, show_office
from core.templatetags.form_fields import list_errors
from core.web.forms import has_conflict, posted, save_form, show_conflict
from molecules.models import Molecule
from molecules.selectors.basis import basis_words
from molecules.selectors.interventions import list_interventions
from molecules.selectors.office import list_neighbourhoods
from molecules.selectors.outlines import show_stored
from molecules.selectors.ties import list_tied_indicators, list_tied_milestones
from molecules.services import molecules
from molecules.web.forms.molecules import MoleculeForm
from molecules.web.forms.outlines import OutlineForm
from molecules.web.views.office import LIST

HOME = "office-molecule"
PREVIEW = "preview"
"""Name of the button that only shows the outline."""


@office_page(rules.can_enter_office)
@require_safe
def office_molecule(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """A molecule as its team sees it, with all that can be done to it."""
    molecule = find_molecule(city, pk)
    return show_office(
        request,
        "molecules/office_molecule.html",
        title=str(molecule),
        city=city,
        crumbs=molecule_crumbs(city),
        molecule=molecule,
        outline=show_stored(molecule),
        basis=basis_words(molecule),
        interventions=list_interventions(molecule),
        indicators=list_tied_indicators(molecule),
        milestones=list_tied_milestones(molecule),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Add a molecule with its outline; it is saved once its outline was seen."""
    form = MoleculeForm(posted(request), city=city)
    outline = _outline_form(request, city)

    def save(fields: dict[str, Any]) -> Molecule:
        fields.pop("revision")
        return molecules.create_molecule(city=city, by=request.user, **fields, **outline.outline_fields())

    if request.method == "POST":
        is_valid = all([form.is_valid(), outline.is_valid()])  # both, so that all errors are told at once
        if is_valid and _may_save(request, outline) and (saved := save_form(form, save)):
            messages.success(
                request, _("The molecule “%(name)s” was added. Your team alone sees it.") % {"name": saved}
            )
            return redirect(HOME, city=city.slug, pk=saved.pk)
        outline.keep_shown()
    return show_form(
        request,
        "molecules/molecule_create.html",
        city=city,
        crumbs=molecule_crumbs(city),
        title=_("New molecule"),
        form=form,
        outline_form=outline,
        errors=[*list_errors(form), *list_errors(outline)],
        submit_label=_("Add the molecule"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Change what a molecule is; who was overtaken by someone else compares and saves again."""
    molecule = find_molecule(city, pk)
    form = MoleculeForm(posted(request), city=city, molecule=molecule)

    def save(fields: dict[str, Any]) -> Molecule:
        return molecules.update_molecule(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The molecule “%(name)s” was saved.") % {"name": saved})
        return redirect(HOME, city=city.slug, pk=pk)
    differences = []
    if has_conflict(form):
        molecule = find_molecule(city, pk)
        differences = show_conflict(form, MoleculeForm(city=city, molecule=molecule), molecule)
    return show_form(
        request,
        "molecules/molecule_edit.html",
        city=city,
        crumbs=molecule_crumbs(city, molecule),
        title=_("Change the molecule “%(name)s”") % {"name": molecule},
        form=form,
        differences=differences,
        submit_label=_("Save"),
        cancel_url=reverse(HOME, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_outline(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Draw, send, paste or choose the outline of a molecule; it is saved once it was seen."""
    molecule = find_molecule(city, pk)
    form = _outline_form(request, city, molecule)

    def save(_fields: dict[str, Any]) -> Molecule:
        return molecules.update_molecule(molecule_id=pk, by=request.user, **form.outline_fields())

    if request.method == "POST":
        is_saved = form.is_valid() and _may_save(request, form) and save_form(form, save) is not None
        if is_saved:
            messages.success(request, _("The outline of “%(name)s” was saved.") % {"name": molecule})
            return redirect(HOME, city=city.slug, pk=pk)
        form.keep_shown()
        if has_conflict(form):
            show_conflict(form, form, find_molecule(city, pk))
    return show_form(
        request,
        "molecules/molecule_outline.html",
        city=city,
        crumbs=molecule_crumbs(city, molecule),
        title=_("Outline of “%(name)s”") % {"name": molecule},
        form=form,
        outline_form=form,
        submit_label=_("Save the outline"),
        cancel_url=reverse(HOME, args=[city.slug, pk]),
    )


def find_molecule(city: City, pk: UUID) -> Molecule:
    """A molecule of the city, archived or not, else 404."""
    rows = city.molecules.select_related("city", "parent", "replicated_from", "package")
    return get_object_or_404(rows, pk=pk)


def molecule_crumbs(city: City, molecule: Molecule | None = None) -> tuple[Crumb, ...]:
    """The way to a page under the list, or under a molecule."""
    found = [(_("Molecules of the city"), reverse(LIST, args=[city.slug]))]
    if molecule is not None:
        found.append((str(molecule), reverse(HOME, args=[city.slug, molecule.pk])))
    return tuple(found)


def _outline_form(request: OfficeRequest, city: City, molecule: Molecule | None = None) -> OutlineForm:
    files = request.FILES if request.method == "POST" else None
    return OutlineForm(
        posted(request), files, city=city, neighbourhoods=list_neighbourhoods(city), molecule=molecule
    )


def _may_save(request: OfficeRequest, outline: OutlineForm) -> bool:
    """Whether the outline was seen as it will be saved; else it is shown, and the person told why."""
    if PREVIEW in request.POST:
        return False
    if not outline.is_seen:
        messages.info(request, _("Look at the outline below. If it is the one you mean, save it."))
    return outline.is_seen
