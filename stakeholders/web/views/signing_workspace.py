"""What waits for a signature of an organisation, what it has signed, and how it takes a commitment back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.web.forms import posted, save_form
from stakeholders import rules
from stakeholders.models import Commitment, CommitmentVersion, Organisation, SigningRequest
from stakeholders.selectors.signed import signed_requests
from stakeholders.selectors.signing import holds_now, open_slots_of, version_in_force
from stakeholders.services.amendments import freeze_amendment
from stakeholders.services.versions import language_to_freeze
from stakeholders.services.withdrawals import open_withdrawal
from stakeholders.web.forms.amendments import AmendForm
from stakeholders.web.forms.signing import WithdrawForm
from stakeholders.web.guards import MemberRequest, member_page
from stakeholders.web.pages import show_own, show_own_form
from stakeholders.web.signed_archive import send_archive

LIST = "signing-list"


@member_page()
@require_safe
def signing_list(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """What is to be signed, one's own first, and all that was signed."""
    waiting = list(open_slots_of(organisation))
    return show_own(
        request,
        "stakeholders/signing_list.html",
        title=_("Signatures"),
        organisation=organisation,
        mine=[slot for slot in waiting if slot.person_id == request.user.pk],
        others=[slot for slot in waiting if slot.person_id != request.user.pk],
        signed=signed_requests(organisation),
    )


@member_page()
@require_safe
def signing_archive(request: MemberRequest, organisation: Organisation) -> HttpResponseBase:
    """Everything that the organisation signed, in one file."""
    return send_archive(organisation)


@member_page(rules.can_name_signatory)
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_withdraw(request: MemberRequest, organisation: Organisation, commitment: UUID) -> HttpResponse:
    """Ask why and from when, then lead to the four pages: a withdrawal is signed like the commitment."""
    row = get_object_or_404(organisation.commitments.all(), pk=commitment)
    if not holds_now(row):
        return _lead_back(request, row)
    form = WithdrawForm(posted(request), initial={"effect_on": timezone.localdate()})

    def save(fields: dict[str, Any]) -> SigningRequest:
        return open_withdrawal(commitment_id=row.pk, by=request.user, **fields)

    if request.method == "POST" and (opened := save_form(form, save)):
        slot = opened.signers.filter(person=request.user).first()
        if slot is not None:
            return redirect("signing-read", token=str(slot.pk))
        messages.success(request, _("The withdrawal waits for its signatures."))
        return redirect(LIST, pk=organisation.pk)
    return show_own_form(
        request,
        title=_("Withdraw the commitment"),
        organisation=organisation,
        crumbs=((_("Signatures"), reverse(LIST, args=[organisation.pk])),),
        form=form,
        intro=_(
            "What was signed stays on record; from the day that you choose it no longer counts. The withdrawal is "
            "signed with the same care as the commitment."
        ),
        submit_label=_("Go on to the signature"),
        cancel_url=reverse(LIST, args=[organisation.pk]),
    )


@member_page(rules.can_manage_people)
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_amend(request: MemberRequest, organisation: Organisation, commitment: UUID) -> HttpResponse:
    """Write another text of a commitment in force; the city then asks for its signatures, or says why not."""
    row = get_object_or_404(organisation.commitments.all(), pk=commitment)
    if not holds_now(row):
        return _lead_back(request, row)
    form = AmendForm(posted(request), commitment=row, language=language_to_freeze(row, request.user.language))

    def save(fields: dict[str, Any]) -> CommitmentVersion:
        language, revision = fields.pop("language"), fields.pop("revision")
        return freeze_amendment(
            commitment_id=row.pk,
            by=request.user,
            language=language,
            revision=revision,
            supersedes=version_in_force(row),
            fields=fields,
        )

    if request.method == "POST" and (made := save_form(form, save)):
        told = _("Your amendment is version %(number)s. The city looks at it and asks for the signatures.")
        messages.success(request, told % {"number": made.number})
        return redirect("commitment-detail", pk=organisation.pk, commitment=row.pk)
    return show_own_form(
        request,
        title=_("Amend the commitment"),
        organisation=organisation,
        crumbs=((_("Signatures"), reverse(LIST, args=[organisation.pk])),),
        form=form,
        intro=_("What is in force stays so until everyone has signed the new text."),
        submit_label=_("Propose the amendment"),
        cancel_url=reverse(LIST, args=[organisation.pk]),
    )


def _lead_back(request: MemberRequest, row: Commitment) -> HttpResponse:
    """To the page of a commitment that is not in force: nothing of it can be amended or withdrawn now."""
    messages.info(request, _("Nothing of this commitment is in force."))
    return redirect("commitment-detail", pk=row.organisation_id, commitment=row.pk)
