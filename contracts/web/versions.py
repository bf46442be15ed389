"""What the pages of a version share: which version an address means, and the frame around it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.lifecycle import Missing
from contracts.models import City, ContractVersion
from contracts.selectors.versions import working_version
from contracts.web.guards import OfficeRequest, contract_of
from contracts.web.pages import Crumb, show_office

LIST = "contract-version-list"


class LinkedMissing(NamedTuple):
    """What is missing, with the address where it is mended; empty where there is no such page."""

    sentence: str
    url: str


def link_missing(city: City, missing: Iterable[Missing]) -> list[LinkedMissing]:
    """What is missing, each with the page of the office where it is mended."""
    return [
        LinkedMissing(one.sentence, reverse(one.page, args=[city.slug, *one.arguments]) if one.page else "")
        for one in missing
    ]


def find_version(city: City, number: int) -> ContractVersion:
    """The version with that number; 404 where there is none."""
    rows = ContractVersion.objects.select_related("contract__city")
    return get_object_or_404(rows, contract=contract_of(city), number=number)


def asked_version(request: OfficeRequest, city: City) -> ContractVersion:
    """The version that `?version=` names, else the one that the city works on; 404 where there is none."""
    number = request.POST.get("version") or request.GET.get("version") or ""
    if number:
        if not (number.isascii() and number.isdigit() and len(number) <= 4):
            raise Http404
        return find_version(city, int(number))
    version = working_version(contract_of(city))
    if version is None:
        raise Http404(_("This contract has no version in the making."))
    return version


def version_crumbs(city: City, version: ContractVersion | None = None) -> tuple[Crumb, ...]:
    """The way to the pages below the list of versions, or below one version."""
    way = [
        (_("Contract"), reverse("contract-home", args=[city.slug])),
        (_("Versions"), reverse(LIST, args=[city.slug])),
    ]
    if version is not None:
        way.append((version_name(version), version_url(version)))
    return tuple(way)


def version_name(version: ContractVersion) -> str:
    """A version in words."""
    return _("Version %(number)s") % {"number": version.number}


def version_url(version: ContractVersion) -> str:
    """The office's page of a version."""
    return reverse("contract-version", args=[version.contract.city.slug, version.number])


def back_to(version: ContractVersion) -> HttpResponse:
    """Lead to the page of a version."""
    return redirect(version_url(version))


def show_version_page(
    request: OfficeRequest, template: str, *, city: City, version: ContractVersion, **context: Any
) -> HttpResponse:
    """Render a page below that of a version."""
    crumbs = version_crumbs(city, version)
    return show_office(request, template, city=city, crumbs=crumbs, version=version, **context)
