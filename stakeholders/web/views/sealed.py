"""Downloads of sealed documents, for the parties' own people and the city."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stakeholders.models import SealedDocument
from stakeholders.rules import can_read_sealed
from stakeholders.selectors.counted_files import find_counted
from stakeholders.selectors.sealed import WHOLE
from stakeholders.web.pages import ALONE, send_file

View = Callable[..., HttpResponseBase]


def sealed_page(view: View) -> Callable[..., HttpResponseBase]:
    """Give the view the document of the address; to strangers it is as if there were none."""

    @login_required
    @never_cache
    @wraps(view)
    def page(request: HttpRequest, pk: UUID, **kwargs: UUID) -> HttpResponseBase:
        document = SealedDocument.objects.select_related(*WHOLE).filter(pk=pk).first()
        if document is None or not can_read_sealed(request.user, document):
            raise Http404(_("There is no such page."))
        return view(request, document, **kwargs)

    page.rule = can_read_sealed  # type: ignore[attr-defined]  # read by the tests of the house
    return page


@sealed_page
@require_safe
def sealed_file(request: HttpRequest, document: SealedDocument) -> HttpResponseBase:
    """Send a sealed PDF byte for byte."""
    return send_file(document.file, f"{document.verify_code}.pdf")


@sealed_page
@require_safe
def sealed_text(request: HttpRequest, document: SealedDocument) -> HttpResponse:
    """Send the signed text, letter for letter as its digest was taken."""
    response = HttpResponse(document.request.version.canonical, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{document.verify_code}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    return response


@sealed_page
@require_safe
def sealed_outside(request: HttpRequest, document: SealedDocument, file: UUID) -> HttpResponseBase:
    """Send a file that was signed outside, byte for byte as it came."""
    row = find_counted(document, file)
    if row is None:
        raise Http404(_("There is no such page."))
    return send_file(row.file, row.original_name)
