"""Who is named in public: an organisation's own choice, and a city's policy for the persons who sign."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules as city_rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form
from core.quantities import format_instant
from core.web.forms import posted, save_form
from stakeholders import rules
from stakeholders.models import Organisation
from stakeholders.services.naming import choose_naming, choose_signer_naming
from stakeholders.web.forms.naming import NamingForm, SignerNamingForm
from stakeholders.web.guards import MemberRequest, member_page
from stakeholders.web.pages import show_own_form

REQUESTS = "request-list"


@member_page(rules.can_manage_people)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_naming(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Choose beside which promises the organisation is named in public."""
    rows = organisation.commitments.select_related("contract__city")
    form = NamingForm(posted(request), commitments=rows)

    def save(fields: dict[str, Any]) -> Any:
        named = {UUID(one) for one in fields["named"]}
        return choose_naming(organisation_id=organisation.pk, named=named, by=request.user) + 1

    home = reverse("organisation-home", args=[organisation.pk])
    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("Your choice is saved, and the public pages follow it."))
        return redirect(home)
    return show_own_form(
        request,
        "stakeholders/naming.html",
        title=_("Named in public"),
        organisation=organisation,
        form=form,
        intro=_(
            "A promise that does not name you still counts and is shown as that of an organisation that is not "
            "named: without your page, badge, files and signers. Contracts that list you as a party, and copies "
            "that others have made, stay as they are."
        ),
        submit_label=_("Save"),
        cancel_url=home,
    )


@office_page(city_rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def signer_naming(request: OfficeRequest, city: City) -> HttpResponse:
    """Choose whether the persons who sign are named in public."""
    form = SignerNamingForm(posted(request), initial={"is_on": city.signers_named_from is not None})

    def save(fields: dict[str, Any]) -> City:
        return choose_signer_naming(city_id=city.pk, is_on=fields["is_on"], by=request.user)

    back = reverse(REQUESTS, args=[city.slug])
    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The city's choice is saved."))
        return redirect(back)
    return show_form(
        request,
        title=_("Names of those who sign"),
        city=city,
        crumbs=((_("Requests for signatures"), back),),
        form=form,
        intro=_intro(city),
        submit_label=_("Save"),
        cancel_url=back,
    )


def _intro(city: City) -> str:
    """What the choice means, and since when it holds."""
    if city.signers_named_from is None:
        return _(
            "Nobody who signed is named on public pages or by a verification code. If you name them, each signer "
            "is told before signing; whoever signed earlier stays unnamed."
        )
    return _(
        "Who signed after %(instant)s is named on public pages and by a verification code, unless the "
        "organisation is not named. Without the choice all names go from there at once."
    ) % {"instant": format_instant(city.signers_named_from)}
