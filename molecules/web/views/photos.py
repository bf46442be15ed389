"""Officers' pages of a molecule's photos."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from core.web.forms import posted, save_form
from molecules.models import Molecule, MoleculePhoto
from molecules.services.photos import add_photo, describe_photo, remove_photo
from molecules.web.forms.photos import PhotoForm, PhotoWordsForm
from molecules.web.views.figures import FIGURES, figure_crumbs, find_molecule


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def photo_create(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Add a photo with what it shows and who made it."""
    molecule = find_molecule(city, pk)
    form = PhotoForm(posted(request), files=request.FILES or None)

    def save(fields: dict[str, Any]) -> MoleculePhoto:
        return add_photo(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The photo was added."))
        return redirect(FIGURES, city=city.slug, pk=pk)
    title = _("New photo of “%(name)s”") % {"name": molecule}
    return _show(request, city, molecule, form=form, title=title, submit_label=_("Add the photo"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def photo_edit(request: OfficeRequest, city: City, pk: UUID, photo: UUID) -> HttpResponse:
    """Change the words of a photo."""
    molecule, row = _find(city, pk, photo)
    stored = {name: getattr(row, name) for name in ("alternative", "source", "is_illustrative")}
    form = PhotoWordsForm(posted(request), initial=stored)

    def save(fields: dict[str, Any]) -> MoleculePhoto:
        return describe_photo(photo_id=photo, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The words of the photo were saved."))
        return redirect(FIGURES, city=city.slug, pk=pk)
    title = _("Words of the photo “%(photo)s”") % {"photo": row}
    return _show(request, city, molecule, form=form, title=title, submit_label=_("Save"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def photo_remove(request: OfficeRequest, city: City, pk: UUID, photo: UUID) -> HttpResponse:
    """Ask, then take a photo out."""
    molecule, row = _find(city, pk, photo)
    return confirm_first(
        request,
        city=city,
        crumbs=figure_crumbs(city, molecule),
        question=_("Take out the photo “%(photo)s”?") % {"photo": row},
        text=_("The photo and its file are deleted for good."),
        confirm_label=_("Take out the photo"),
        keep_label=_("Keep it"),
        act=partial(remove_photo, photo_id=photo, by=request.user),
        told=_("The photo was taken out."),
        back=reverse(FIGURES, args=[city.slug, pk]),
    )


def _find(city: City, pk: UUID, photo: UUID) -> tuple[Molecule, MoleculePhoto]:
    molecule = find_molecule(city, pk)
    return molecule, get_object_or_404(MoleculePhoto, pk=photo, molecule=molecule)


def _show(request: OfficeRequest, city: City, molecule: Molecule, **context: Any) -> HttpResponse:
    return show_form(
        request,
        city=city,
        crumbs=figure_crumbs(city, molecule),
        cancel_url=reverse(FIGURES, args=[city.slug, molecule.pk]),
        **context,
    )
