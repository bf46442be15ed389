"""Officers' pages of the points of a molecule's trajectory."""

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
from molecules.models import MoleculeTarget
from molecules.services.figures import remove_target, state_target
from molecules.web.forms.figures import TargetForm
from molecules.web.views.figures import FIGURES, figure_crumbs, find_molecule


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def target_create(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """State what a molecule wants to emit in a year; a year that has a target gets the new one."""
    molecule = find_molecule(city, pk)
    form = TargetForm(posted(request))

    def save(fields: dict[str, Any]) -> MoleculeTarget:
        return state_target(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The target of %(year)s was saved.") % {"year": saved.year})
        return redirect(FIGURES, city=city.slug, pk=pk)
    return show_form(
        request,
        title=_("New target of “%(name)s”") % {"name": molecule},
        city=city,
        crumbs=figure_crumbs(city, molecule),
        form=form,
        intro=_(
            "The trajectory leads from the first year with figures through every target. One target a year."
        ),
        submit_label=_("Save the target"),
        cancel_url=reverse(FIGURES, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def target_remove(request: OfficeRequest, city: City, pk: UUID, target: UUID) -> HttpResponse:
    """Ask, then take a target out."""
    molecule = find_molecule(city, pk)
    row = get_object_or_404(MoleculeTarget, pk=target, molecule=molecule)
    return confirm_first(
        request,
        city=city,
        crumbs=figure_crumbs(city, molecule),
        question=_("Take out the target of %(year)s?") % {"year": row.year},
        text=_("It is deleted for good, and the trajectory ends earlier or bends otherwise."),
        confirm_label=_("Take out the target"),
        keep_label=_("Keep it"),
        act=partial(remove_target, target_id=target, by=request.user),
        told=_("The target was taken out."),
        back=reverse(FIGURES, args=[city.slug, pk]),
    )
