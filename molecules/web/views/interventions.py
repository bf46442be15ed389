"""Officers' page of the actions that happen in a molecule."""

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
from contracts.selectors.office import action_codes
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from core.web.forms import posted, save_form
from molecules.models import Intervention
from molecules.selectors.interventions import list_interventions, told_share
from molecules.services import interventions
from molecules.web.forms.molecules import InterventionForm
from molecules.web.views.editor import HOME, find_molecule, molecule_crumbs

PAGE = "molecule-interventions"


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_interventions(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """The actions placed in a molecule, and the form that places one or changes its share."""
    molecule = find_molecule(city, pk)
    form = InterventionForm(posted(request), city=city)

    def save(fields: dict[str, Any]) -> Intervention:
        return interventions.place_action(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(
            request, _("The action %(code)s stands in the molecule.") % {"code": saved.action.code}
        )
        if warning := told_share(saved.action):
            messages.warning(request, warning)
        return redirect(PAGE, city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/molecule_interventions.html",
        city=city,
        crumbs=molecule_crumbs(city, molecule),
        title=_("Actions in “%(name)s”") % {"name": molecule},
        molecule=molecule,
        rows=list_interventions(molecule),
        codes=action_codes(city),
        form=form,
        submit_label=_("Place the action"),
        cancel_url=reverse(HOME, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def intervention_remove(request: OfficeRequest, city: City, pk: UUID, intervention: UUID) -> HttpResponse:
    """Ask, then take an action out of a molecule."""
    molecule = find_molecule(city, pk)
    rows = molecule.interventions.select_related("action")
    row = get_object_or_404(rows, pk=intervention)
    return confirm_first(
        request,
        city=city,
        crumbs=molecule_crumbs(city, molecule),
        question=_("Take the action %(code)s out of “%(name)s”?")
        % {"code": row.action.code, "name": molecule},
        text=_(
            "The action stays in the contract; only its place in this molecule and its share are removed."
        ),
        confirm_label=_("Take it out"),
        keep_label=_("Keep it"),
        act=partial(
            interventions.remove_intervention, molecule_id=pk, intervention_id=row.pk, by=request.user
        ),
        told=_("The action %(code)s was taken out.") % {"code": row.action.code},
        back=reverse(PAGE, args=[city.slug, pk]),
    )
