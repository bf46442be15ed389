"""Officers' pages of packages: what molecules try out and the city may take up."""

from functools import partial
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
from contracts.web.confirming import confirm_first
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form, show_office
from core.web.forms import has_conflict, posted, save_form, show_conflict
from molecules.models import Package
from molecules.selectors.packages import list_packages
from molecules.services import packages
from molecules.web.forms.packages import PackageForm

LIST = "package-list"


@office_page(rules.can_enter_office)
@require_safe
def package_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The packages of the city."""
    return show_office(
        request, "molecules/package_list.html", title=_("Packages"), city=city, rows=list_packages(city)
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def package_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Add a package."""
    form = PackageForm(posted(request))

    def save(fields: dict[str, Any]) -> Package:
        fields.pop("revision")
        return packages.create_package(city=city, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The package “%(name)s” was added.") % {"name": saved})
        return redirect("package-detail", city=city.slug, pk=saved.pk)
    return _show(request, city, form=form, title=_("New package"), submit_label=_("Add the package"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def package_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Change a package; who was overtaken by someone else compares and saves again."""
    package = find_package(city, pk)
    form = PackageForm(posted(request), package=package)

    def save(fields: dict[str, Any]) -> Package:
        return packages.change_package(package_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The package “%(name)s” was saved.") % {"name": saved})
        return redirect("package-detail", city=city.slug, pk=pk)
    differences = []
    if has_conflict(form):
        package = find_package(city, pk)
        differences = show_conflict(form, PackageForm(package=package), package)
    return _show(
        request,
        city,
        package,
        form=form,
        title=_("Change the package “%(name)s”") % {"name": package},
        submit_label=_("Save"),
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def package_archive(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take a package out of use."""
    package = find_package(city, pk)
    return confirm_first(
        request,
        city=city,
        crumbs=package_crumbs(city, package),
        question=_("Archive the package “%(name)s”?") % {"name": package},
        text=_("It spreads no more and leaves the lists. What was computed before keeps it."),
        confirm_label=_("Archive the package"),
        keep_label=_("Keep it"),
        act=partial(packages.archive_package, package_id=pk, by=request.user),
        told=_("The package “%(name)s” was archived.") % {"name": package},
        back=reverse("package-detail", args=[city.slug, pk]),
        then=reverse(LIST, args=[city.slug]),
    )


def find_package(city: City, pk: UUID) -> Package:
    """A package of the city in use with its parameters, else 404."""
    rows = city.packages.select_related("city").prefetch_related("parameters")
    return get_object_or_404(rows, pk=pk, archived_at=None)


def package_crumbs(city: City, package: Package | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a page under the list, or under a package."""
    found = [(_("Packages"), reverse(LIST, args=[city.slug]))]
    if package is not None:
        found.append((str(package), reverse("package-detail", args=[city.slug, package.pk])))
    return tuple(found)


def _show(request: OfficeRequest, city: City, package: Package | None = None, **context: Any) -> HttpResponse:
    crumbs = package_crumbs(city, package)
    return show_form(
        request,
        "molecules/package_form.html",
        city=city,
        crumbs=crumbs,
        package=package,
        cancel_url=crumbs[-1][1],
        **context,
    )
