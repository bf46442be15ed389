"""Officers see which parties the changed clauses of a version touch, and ask just these to sign again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from contracts import rules
from contracts.models import City, ContractVersion
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from contracts.web.versions import asked_version
from stakeholders.selectors.clauses import TouchedParty, changed_parties, touched_parties, version_to_sign
from stakeholders.selectors.signing import versions_in_force
from stakeholders.services.reasking import OPEN_FOR, Reasked, ask_changed_parties

ROWS_A_PAGE = 50


@office_page(rules.can_enter_office)
@require_safe
def clause_changes(request: OfficeRequest, city: City) -> HttpResponse:
    """The clauses that a version words differently from what is signed, whom that touches, and the button that asks."""
    signed_now = version_to_sign(contract_of(city))
    version = asked_version(request, city) if request.GET.get("version") else signed_now
    parties = touched_parties(changed_parties(version), version) if version else []
    return show_office(
        request,
        "stakeholders/clause_changes.html",
        title=_title(version),
        city=city,
        version=version,
        signed_now=signed_now,
        is_signed_now=version is not None and version == signed_now,
        changes=_distinct(parties),
        page=Paginator(parties, ROWS_A_PAGE).get_page(request.GET.get("page")),
        touched=len(parties),
        untouched=len(versions_in_force(contract_of(city))) - len(parties),
        waiting=sum(one.waits for one in parties),
        last_day=timezone.localdate() + OPEN_FOR,
    )


@office_page(rules.can_edit_city)
@require_POST
def clause_ask(request: OfficeRequest, city: City) -> HttpResponse:
    """Ask everyone whose clauses changed, and nobody else; what came of it is told on the page they were read on."""
    version = asked_version(request, city)
    try:
        _tell(request, ask_changed_parties(contract_version_id=version.pk, by=request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_page_of(city, version))


def _title(version: ContractVersion | None) -> str:
    if version is None:
        return _("Changed clauses")
    return _("Changed clauses of version %(number)s") % {"number": version.number}


def _distinct(parties: list[TouchedParty]) -> list[object]:
    """Each change of a clause once, in the order of its number."""
    found = {change.number: change for one in parties for change in one.changes}
    return [found[number] for number in sorted(found)]


def _page_of(city: City, version: ContractVersion) -> str:
    return f"{reverse('clause-changes', args=[city.slug])}?version={version.number}"


def _tell(request: OfficeRequest, asked: Reasked) -> None:
    count, left = len(asked.requests), len(asked.without_signer)
    if count:
        words = ngettext(
            "%(count)s party is asked to sign its changed clauses; the links are on their way.",
            "%(count)s parties are asked to sign their changed clauses; the links are on their way.",
            count,
        )
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Nobody new was asked."))
    if left:
        words = ngettext(
            "%(count)s party could not be asked: nobody may sign for it now.",
            "%(count)s parties could not be asked: nobody may sign for them now.",
            left,
        )
        messages.warning(request, words % {"count": left})
