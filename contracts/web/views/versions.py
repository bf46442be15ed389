"""Officers' pages of versions: the list, one version, the comparison of two, and what a version aims at."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.lifecycle import Candidate
from contracts.models import City
from contracts.selectors.comparison_of_versions import compare_versions
from contracts.selectors.versions import (
    approvals_of,
    choices_for,
    life_of,
    list_versions,
    may_revise,
    signatures_of,
    steps_made,
)
from contracts.transitions import APPROVABLE
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from contracts.web.versions import (
    find_version,
    link_missing,
    show_version_page,
    version_crumbs,
    version_name,
)


@office_page(rules.can_enter_office)
@require_safe
def version_list(request: OfficeRequest, city: City) -> HttpResponse:
    """Every version with its state and dates; two of them can be chosen to be compared."""
    rows = list_versions(contract_of(city))
    chosen = [request.GET.get(name, "") for name in ("a", "b")]
    known = {str(row.version.number) for row in rows}
    if set(chosen) <= known and len(set(chosen)) == 2:
        return redirect("contract-compare", city.slug, *chosen)
    return show_office(
        request,
        "contracts/version_list.html",
        title=_("Versions"),
        city=city,
        crumbs=version_crumbs(city)[:1],
        rows=rows,
    )


@office_page(rules.can_enter_office)
@require_safe
def version_page(request: OfficeRequest, city: City, number: int) -> HttpResponse:
    """The life of one version: where it stands, what is missing for the next step, who approved and signed."""
    version = find_version(city, number)
    candidate = Candidate(version)
    approvals = approvals_of(version, candidate) if version.state in APPROVABLE else []
    parties = signatures_of(version)
    return show_office(
        request,
        "contracts/version_page.html",
        title=version_name(version),
        city=city,
        crumbs=version_crumbs(city),
        version=version,
        life=life_of(version),
        choices=[
            (one, link_missing(city, one.missing)) for one in choices_for(version, request.user, candidate)
        ],
        approvals=approvals,
        is_approvable=version.state in APPROVABLE,
        has_approved=any(one.is_valid and one.approval.person_id == request.user.pk for one in approvals),
        content_sha256=candidate.content_sha256 if version.state in APPROVABLE else "",
        signed=sum(one.state == "signed" for one in parties),
        awaited=sum(one.state != "signed" for one in parties),
        files=list(version.files.select_related("uploaded_by")),
        parts=list(version.frozen_parts.only("name", "sha256", "frozen_at")),
        steps=steps_made(version),
        may_revise=may_revise(version),
        others=[one for one in version.contract.versions.order_by("-number") if one.pk != version.pk],
    )


@office_page(rules.can_enter_office)
@require_safe
def version_compare(request: OfficeRequest, city: City, a: int, b: int) -> HttpResponse:
    """What differs between two versions, on one page."""
    first, second = find_version(city, a), find_version(city, b)
    return show_version_page(
        request,
        "contracts/version_compare.html",
        title=_("Version %(a)s against version %(b)s") % {"a": b, "b": a},
        city=city,
        version=second,
        comparison=compare_versions(first, second, get_language() or "it"),
    )
