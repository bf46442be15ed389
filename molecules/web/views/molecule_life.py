"""Officers' questions before a molecule is published, withdrawn, archived or restored."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from molecules.models import Molecule
from molecules.services import molecule_life
from molecules.web.views.editor import HOME, find_molecule, molecule_crumbs


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_publish(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then show a molecule to everyone."""
    molecule = find_molecule(city, pk)
    return _ask(
        request,
        molecule,
        service=molecule_life.publish_molecule,
        told=_("The molecule “%(name)s” is public.") % {"name": molecule},
        question=_("Publish the molecule “%(name)s”?") % {"name": molecule},
        text=_(
            "Everyone will see its outline, its figures and its actions, and what of them is illustrative."
        ),
        confirm_label=_("Publish the molecule"),
        keep_label=_("Not yet"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_withdraw(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take a molecule back to the team."""
    molecule = find_molecule(city, pk)
    return _ask(
        request,
        molecule,
        service=molecule_life.withdraw_molecule,
        told=_("The molecule “%(name)s” is seen by your team alone.") % {"name": molecule},
        question=_("Withdraw the molecule “%(name)s” from the public pages?") % {"name": molecule},
        text=_("Your team alone will see it. You can publish it again at any time."),
        confirm_label=_("Withdraw the molecule"),
        keep_label=_("Leave it public"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_archive(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take a molecule out of the lists."""
    molecule = find_molecule(city, pk)
    return _ask(
        request,
        molecule,
        service=molecule_life.archive_molecule,
        told=_("The molecule “%(name)s” was archived.") % {"name": molecule},
        question=_("Archive the molecule “%(name)s”?") % {"name": molecule},
        text=_("It leaves the public pages and the sums. Nothing is lost: you can restore it at any time."),
        confirm_label=_("Archive the molecule"),
        keep_label=_("Keep it"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def molecule_restore(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then bring an archived molecule back."""
    molecule = find_molecule(city, pk)
    return _ask(
        request,
        molecule,
        service=molecule_life.restore_molecule,
        told=_("The molecule “%(name)s” was restored.") % {"name": molecule},
        question=_("Restore the molecule “%(name)s”?") % {"name": molecule},
        text=_("It comes back to the lists, and to the public pages if it was public."),
        confirm_label=_("Restore the molecule"),
        keep_label=_("Leave it archived"),
    )


def _ask(
    request: OfficeRequest, molecule: Molecule, *, service: Callable[..., Molecule], **words: Any
) -> HttpResponse:
    """The question; what was confirmed is done, or refused in words, on the page of the molecule."""
    city = molecule.city
    return confirm_first(
        request,
        city=city,
        crumbs=molecule_crumbs(city, molecule),
        act=partial(service, molecule_id=molecule.pk, by=request.user),
        back=reverse(HOME, args=[city.slug, molecule.pk]),
        **words,
    )
