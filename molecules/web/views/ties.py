"""Officers' pages of the indicators and milestones that are a molecule's own."""

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
from contracts.web.forms.indicators import IndicatorForm
from contracts.web.forms.milestones import MilestoneForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import Crumb, show_form
from core.web.forms import posted, save_form
from molecules.models import Molecule, MoleculeIndicator, MoleculeMilestone
from molecules.selectors.ties import (
    list_tied_indicators,
    list_tied_milestones,
    list_untied_indicators,
    list_untied_milestones,
)
from molecules.services import ties
from molecules.web.forms.ties import IndicatorTieForm, MilestoneTieForm
from molecules.web.views.editor import HOME, find_molecule, molecule_crumbs

INDICATORS, MILESTONES = "molecule-indicators", "molecule-milestones"


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_indicators(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """What is measured in a molecule with its newest values, and the form that ties another indicator to it."""
    molecule = find_molecule(city, pk)
    form = IndicatorTieForm(posted(request), rows=list_untied_indicators(molecule))

    def save(fields: dict[str, Any]) -> MoleculeIndicator:
        return ties.tie_indicator(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(
            request, _("The indicator %(code)s is measured here.") % {"code": saved.indicator.code}
        )
        return redirect(INDICATORS, city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/molecule_indicators.html",
        city=city,
        crumbs=molecule_crumbs(city, molecule),
        title=_("Indicators of “%(name)s”") % {"name": molecule},
        molecule=molecule,
        rows=list_tied_indicators(molecule),
        form=form,
        submit_label=_("Tie the indicator"),
        cancel_url=reverse(HOME, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_indicator_create(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Add an indicator to the contract, tied to the molecule at once."""
    molecule = find_molecule(city, pk)
    form = IndicatorForm(posted(request), contract=contract_of(city))

    def save(fields: dict[str, Any]) -> MoleculeIndicator:
        fields.pop("revision")
        return ties.add_indicator(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        told = _("The indicator %(code)s was added and is measured here.")
        messages.success(request, told % {"code": saved.indicator.code})
        return redirect(INDICATORS, city=city.slug, pk=pk)
    return show_form(
        request,
        "contracts/indicator_form.html",
        city=city,
        crumbs=tie_crumbs(city, molecule, INDICATORS),
        title=_("New indicator of “%(name)s”") % {"name": molecule},
        form=form,
        codes=action_codes(city),
        submit_label=_("Add the indicator"),
        cancel_url=reverse(INDICATORS, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_indicator_remove(request: OfficeRequest, city: City, pk: UUID, tie: UUID) -> HttpResponse:
    """Ask, then take an indicator out of the molecule."""
    molecule = find_molecule(city, pk)
    row = get_object_or_404(molecule.indicator_links.select_related("indicator"), pk=tie)
    return _ask(
        request,
        molecule,
        INDICATORS,
        act=partial(ties.untie_indicator, molecule_id=pk, tie_id=row.pk, by=request.user),
        told=_("The indicator %(code)s was taken out of the molecule.") % {"code": row.indicator.code},
        question=_("Take the indicator %(code)s out of “%(name)s”?")
        % {"code": row.indicator.code, "name": molecule},
        text=_("It stays in the contract with all its values; only its tie to this molecule is removed."),
    )


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_milestones(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """What a molecule has to reach, and the form that ties another milestone of the city to it."""
    molecule = find_molecule(city, pk)
    form = MilestoneTieForm(posted(request), rows=list_untied_milestones(molecule))

    def save(fields: dict[str, Any]) -> MoleculeMilestone:
        return ties.tie_milestone(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(
            request, _("The milestone “%(title)s” belongs to the molecule.") % {"title": saved.milestone}
        )
        return redirect(MILESTONES, city=city.slug, pk=pk)
    return show_form(
        request,
        "molecules/molecule_milestones.html",
        city=city,
        crumbs=molecule_crumbs(city, molecule),
        title=_("Milestones of “%(name)s”") % {"name": molecule},
        molecule=molecule,
        rows=list_tied_milestones(molecule),
        form=form,
        submit_label=_("Tie the milestone"),
        cancel_url=reverse(HOME, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_milestone_create(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Set a milestone of the city, tied to the molecule at once."""
    molecule = find_molecule(city, pk)
    form = MilestoneForm(posted(request), city=city)

    def save(fields: dict[str, Any]) -> MoleculeMilestone:
        return ties.add_milestone(molecule_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        told = _("The milestone “%(title)s” was set and belongs to the molecule.")
        messages.success(request, told % {"title": saved.milestone})
        return redirect(MILESTONES, city=city.slug, pk=pk)
    return show_form(
        request,
        "contracts/milestone_form.html",
        city=city,
        crumbs=tie_crumbs(city, molecule, MILESTONES),
        title=_("New milestone of “%(name)s”") % {"name": molecule},
        form=form,
        codes=action_codes(city),
        submit_label=_("Set the milestone"),
        cancel_url=reverse(MILESTONES, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_milestone_remove(request: OfficeRequest, city: City, pk: UUID, tie: UUID) -> HttpResponse:
    """Ask, then take a milestone out of the molecule."""
    molecule = find_molecule(city, pk)
    row = get_object_or_404(molecule.milestone_links.select_related("milestone"), pk=tie)
    return _ask(
        request,
        molecule,
        MILESTONES,
        act=partial(ties.untie_milestone, molecule_id=pk, tie_id=row.pk, by=request.user),
        told=_("The milestone “%(title)s” was taken out of the molecule.") % {"title": row.milestone},
        question=_("Take the milestone “%(title)s” out of “%(name)s”?")
        % {"title": row.milestone, "name": molecule},
        text=_("It stays a milestone of the city; only its tie to this molecule is removed."),
    )


def tie_crumbs(city: City, molecule: Molecule, page: str) -> tuple[Crumb, ...]:
    """The way to a page under a molecule's indicators or milestones."""
    words = {INDICATORS: _("Indicators"), MILESTONES: _("Milestones")}
    return (*molecule_crumbs(city, molecule), (words[page], reverse(page, args=[city.slug, molecule.pk])))


def _ask(request: OfficeRequest, molecule: Molecule, page: str, **words: Any) -> HttpResponse:
    city = molecule.city
    return confirm_first(
        request,
        city=city,
        crumbs=tie_crumbs(city, molecule, page),
        confirm_label=_("Take it out"),
        keep_label=_("Keep it"),
        back=reverse(page, args=[city.slug, molecule.pk]),
        **words,
    )
