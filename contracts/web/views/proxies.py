"""Officers' pages of leading indicators."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.enums import ProxyKind
from contracts.models import City, ProxyValue
from contracts.selectors.proxies import PROXY_COLUMNS, list_proxies, proxy_cells, show_proxy
from contracts.services import proxies
from contracts.validators import PROXY_UNITS
from contracts.web.confirming import confirm_first
from contracts.web.forms.proxies import ProxyFilterForm, ProxyForm, ProxyImportForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import go_on, next_page, show_form, show_office
from core.tabular import csv_response
from core.web.forms import has_conflict, posted, save_form, show_conflict

ROWS_A_PAGE = 50
LIST = "proxy-list"


@office_page(rules.can_enter_office)
@require_safe
def proxy_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The city's figures by kind and year."""
    form = ProxyFilterForm(request.GET or None)
    page = Paginator(_filtered(city, form), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request,
        "contracts/proxy_list.html",
        title=_("Leading indicators"),
        city=city,
        filter_form=form,
        page=page,
        rows=[show_proxy(one) for one in page],
        csv_url=f"{reverse('proxy-csv', args=[city.slug])}?{request.GET.urlencode()}".rstrip("?"),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def proxy_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Add a figure."""
    form = ProxyForm(posted(request))

    def save(fields: dict[str, Any]) -> ProxyValue:
        fields.pop("revision")
        return proxies.record_proxy(city=city, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        return go_on(request, city, _("The figure “%(figure)s” was added.") % {"figure": saved}, LIST)
    return _show(request, city, form=form, title=_("New figure"), submit_label=_("Add the figure"))


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def proxy_edit(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Change a figure; who was overtaken by someone else compares and saves again."""
    proxy = _find(city, pk)
    form = ProxyForm(posted(request), proxy=proxy)

    def save(fields: dict[str, Any]) -> ProxyValue:
        return proxies.change_proxy(proxy_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        return go_on(request, city, _("The figure “%(figure)s” was saved.") % {"figure": saved}, LIST)
    differences = []
    if has_conflict(form):
        proxy = _find(city, pk)
        differences = show_conflict(form, ProxyForm(proxy=proxy), proxy)
    return _show(
        request,
        city,
        form=form,
        title=_("Change the figure “%(figure)s”") % {"figure": proxy},
        submit_label=_("Save"),
        proxy=proxy,
        differences=differences,
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def proxy_delete(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take a figure out."""
    proxy = _find(city, pk)
    return confirm_first(
        request,
        city=city,
        crumbs=_crumbs(city),
        question=_("Take out the figure “%(figure)s”?") % {"figure": proxy},
        text=_(
            "%(value)s %(unit)s is deleted for good; the list of changes keeps it. The nowcast then does without it."
        )
        % {"value": show_proxy(proxy).value, "unit": proxy.unit},
        confirm_label=_("Take out the figure"),
        keep_label=_("Keep it"),
        act=partial(proxies.delete_proxy, proxy_id=pk, by=request.user),
        told=_("The figure “%(figure)s” was taken out.") % {"figure": proxy},
        back=reverse(LIST, args=[city.slug]),
        then=partial(next_page, city, LIST),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def proxy_import(request: OfficeRequest, city: City) -> HttpResponse:
    """Import a file of figures: all of them or none."""
    form = ProxyImportForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = proxies.import_proxies(city=city, by=request.user, figures=form.figures)
        except ValidationError as error:
            form.tell_refusal(error)
        else:
            told = _(
                "The file was imported: %(added)s figures added, %(changed)s changed, %(same)s as before."
            )
            return go_on(request, city, told % done._asdict(), LIST)
    return _show(
        request,
        city,
        "contracts/proxy_import.html",
        form=form,
        title=_("Import figures"),
        submit_label=_("Import"),
        kinds=[(kind.value, kind.label, ", ".join(PROXY_UNITS[kind])) for kind in ProxyKind],
    )


@office_page(rules.can_enter_office)
@require_safe
def proxy_csv(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """Download the figures, filtered as in the list, in the columns that can be imported again."""
    rows = proxy_cells(_filtered(city, ProxyFilterForm(request.GET or None)))
    return csv_response(f"{city.slug}-indicators.csv", PROXY_COLUMNS, rows)


@office_page(rules.can_enter_office)
@require_safe
def proxy_template(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """Download an empty file to fill in."""
    return csv_response("indicators-empty.csv", PROXY_COLUMNS, [])


def _filtered(city: City, form: ProxyFilterForm) -> QuerySet[ProxyValue]:
    """The figures that a filter asks for; all of them where it cannot be read."""
    wanted = form.cleaned_data if form.is_valid() else {}
    return list_proxies(city, kind=wanted.get("kind", ""), year=wanted.get("year"))


def _find(city: City, pk: UUID) -> ProxyValue:
    return get_object_or_404(city.proxy_values, pk=pk)


def _crumbs(city: City) -> tuple[tuple[str, str], ...]:
    return ((_("Leading indicators"), reverse(LIST, args=[city.slug])),)


def _show(
    request: OfficeRequest, city: City, template: str = "contracts/proxy_form.html", **context: Any
) -> HttpResponse:
    back = reverse(LIST, args=[city.slug])
    return show_form(request, template, city=city, crumbs=_crumbs(city), cancel_url=back, **context)
