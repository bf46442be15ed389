"""The officers' list of molecules, from which every page of the room is reached."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from molecules.selectors.office import WHICH, list_office_molecules

LIST = "office-molecule-list"


@office_page(rules.can_enter_office)
@require_safe
def office_molecule_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The molecules of the city, those that only the team sees too."""
    asked = request.GET.get("which", "")
    which = asked if asked in WHICH else ""
    labels = (_("All"), _("Public"), _("Seen by the team alone"), _("Archived"))
    return show_office(
        request,
        "molecules/office_list.html",
        title=_("Molecules of the city"),
        city=city,
        rows=list_office_molecules(city, which=which),
        choices=[(value, label, value == which) for value, label in zip(WHICH, labels, strict=True)],
    )
