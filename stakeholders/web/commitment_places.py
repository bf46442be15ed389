"""Where a commitment is written: in the workspace of its organisation, or in the office of its city on its behalf."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.rules import can_edit_city, can_enter_office
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_office
from core.models import User
from core.web.forms import has_conflict
from stakeholders import rules
from stakeholders.models import ActionSheet, Commitment, Organisation
from stakeholders.transitions import EDITABLE
from stakeholders.web.guards import MemberRequest, member_page
from stakeholders.web.pages import show_own

Crumb = tuple[str, str]
Request = MemberRequest | OfficeRequest
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class CommitmentPlace:
    """A commitment, and the pages on which this person reads or writes it."""

    user: User
    commitment: Commitment
    is_office: bool

    @property
    def may_write(self) -> bool:
        """Whether this person may write now: the right, and a state in which the text still changes."""
        return self.commitment.state in EDITABLE and rules.can_edit_commitment(self.user, self.commitment)

    @property
    def detail_url(self) -> str:
        """The page of the commitment itself."""
        commitment = self.commitment
        if self.is_office:
            return reverse("commitment-office", args=[commitment.contract.city.slug, commitment.pk])
        return reverse("commitment-detail", args=[commitment.organisation_id, commitment.pk])

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """The way to a page below that of the commitment."""
        own = (str(self.commitment.title) or _("Commitment"), self.detail_url)
        return (*list_crumbs(self.commitment.contract.city), own) if self.is_office else (own,)

    def url(self, name: str, *rest: Any) -> str:
        """The address of a page of this commitment on this side of the portal."""
        if self.is_office:
            city = self.commitment.contract.city
            return reverse(f"office-{name}", args=[city.slug, self.commitment.pk, *rest])
        return reverse(name, args=[self.commitment.organisation_id, self.commitment.pk, *rest])

    def find_sheet(self, pk: UUID) -> ActionSheet:
        """A sheet of this commitment; 404 for any other."""
        sheet: ActionSheet = get_object_or_404(self.commitment.sheets.select_related("action"), pk=pk)
        sheet.commitment = self.commitment
        return sheet

    def show(
        self, request: Request, template: str, *, title: str, crumbs: tuple[Crumb, ...] = (), **context: Any
    ) -> HttpResponse:
        """Render a page under the page of the commitment; 409 where its form met a conflict."""
        form = context.get("form")
        shown: dict[str, Any] = {
            "title": title,
            "crumbs": (*self.crumbs, *crumbs),
            "place": self,
            "commitment": self.commitment,
            "status": 409 if form is not None and has_conflict(form) else 200,
        } | context
        if self.is_office:
            return show_office(request, template, city=self.commitment.contract.city, **shown)
        return show_own(request, template, organisation=self.commitment.organisation, **shown)


def list_crumbs(city: City) -> tuple[Crumb, ...]:
    """The way to a page of the office below the list of commitments."""
    return ((_("Commitments"), reverse("commitment-office-list", args=[city.slug])),)


def own_page(view: View, rule: Any = rules.is_member) -> View:
    """The view in the workspace of the organisation; `rule` is asked of the person and the organisation."""

    @member_page(rule)
    @wraps(view)
    def page(
        request: MemberRequest, organisation: Organisation, commitment: UUID, **kwargs: Any
    ) -> HttpResponseBase:
        row = get_object_or_404(_commitments(organisation.commitments), pk=commitment)
        return view(request, CommitmentPlace(request.user, row, is_office=False), **kwargs)

    return page


def own_writing_page(view: View) -> View:
    """The same for those of the organisation who write."""
    return own_page(view, rules.can_manage_people)


def office_reading_page(view: View, rule: Any = can_enter_office) -> View:
    """The view in the office of the city; `rule` is asked of the person and the city."""

    @office_page(rule)
    @wraps(view)
    def page(request: OfficeRequest, city: City, pk: UUID, **kwargs: Any) -> HttpResponseBase:
        row = get_object_or_404(_commitments(contract_of(city).commitments), pk=pk)
        return view(request, CommitmentPlace(request.user, row, is_office=True), **kwargs)

    return page


def office_writing_page(view: View) -> View:
    """The same for those of the city who write."""
    return office_reading_page(view, can_edit_city)


def _commitments(rows: Any) -> Any:
    return rows.select_related("contract__city", "organisation")
