"""The four pages of a signature: read, check, confirm, receipt."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import reauthenticated
from core.web.forms import posted, save_form
from stakeholders.enums import RequestKind, Side, SignatureRoute
from stakeholders.models import RequestSigner
from stakeholders.rules import can_read_sealed, still_signs
from stakeholders.selectors.agreed_text import agreed_parts, annexes_of
from stakeholders.selectors.versions import VersionComparison, differences
from stakeholders.services.proofs import proof_from_request, send_code
from stakeholders.services.signatures import sign
from stakeholders.services.slots import confirm_data, mark_opened
from stakeholders.web.forms.signing import SignForm
from stakeholders.web.pages import send_file
from stakeholders.web.proof_ways import newest_code, passkey_url, ways_of
from stakeholders.web.signing_events import events_of
from stakeholders.web.signing_frame import optional_url, show_step
from stakeholders.web.signing_text import annex_rows, short_rows
from stakeholders.web.slots import Standing, signing_page

READ = "read_before_sign_in"
"""Where a session keeps whose text somebody went on from before they signed in."""
SIGNED_ANYWAY = (Standing.OPEN, Standing.SIGNED)


@require_http_methods(["GET", "HEAD", "POST"])
@signing_page(lets_read=True)
def signing_read(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """Show the whole text; going on is noted, looking is not: programs that read mails follow links too."""
    needs_file = slot.request.minimum_route != SignatureRoute.PORTAL
    is_me = request.user.is_authenticated
    is_party = is_me and still_signs(request.user, slot)
    if request.method == "POST":
        if is_me:
            _told(request, mark_opened, slot)
        else:
            request.session[READ] = str(slot.pk)  # noted once it is known who read it
        return redirect("signing-check", token=token)
    return show_step(
        request,
        "read",
        slot,
        token=token,
        parts=agreed_parts(slot.request.version, opens_withheld=is_party),
        annexes=annex_rows(slot.request.version, token),
        needs_file=needs_file,
        outside_url=optional_url("signing-outside", token),
        is_me=is_me,
        comparison=_what_changed(slot) if is_party else None,  # it opens what is withheld
    )


@require_safe
@signing_page(lets_read=True, allowed=SIGNED_ANYWAY)
def signing_text(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """The canonical text as a file, letter for letter."""
    version = slot.request.version
    response = HttpResponse(version.canonical.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="version-{version.number}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@signing_page(lets_read=True, allowed=SIGNED_ANYWAY)
def signing_annex(request: HttpRequest, slot: RequestSigner, token: str, sha256: str) -> HttpResponseBase:
    """An annex of the text, found by its digest, so that it is the one that is signed."""
    version = slot.request.version
    is_annex = sha256 in {one.sha256 for one in annexes_of(version)}
    file = version.commitment.attachments.filter(sha256=sha256).first() if is_annex else None
    if file is None:
        raise Http404(_("There is no such file."))
    return send_file(file.file, file.original_name)


@require_http_methods(["GET", "HEAD", "POST"])
@signing_page()
def signing_check(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """Show who signs what for whom; confirming it sends the code to whoever has no other proof."""
    if request.method == "POST" and _told(request, confirm_data, slot):
        if ways_of(request)[0].value == "email_code" and newest_code(slot) is None:
            _told(request, send_code, slot)
        return redirect("signing-code", token=token)
    if request.session.get(READ) == str(slot.pk) and _told(request, mark_opened, slot):
        del request.session[READ]
        slot.refresh_from_db(fields=["opened_at"])
    return show_step(
        request,
        "check",
        slot,
        token=token,
        facts=short_rows(slot.request.version),
        events=events_of(slot),
    )


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@signing_page(allowed=SIGNED_ANYWAY)
@reauthenticated
def signing_code(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """Take the proof and the consent, and sign; whoever sends the form twice sees the receipt of the one signature."""
    if hasattr(slot, "signature"):
        return redirect("signing-receipt", token=token)
    if slot.checked_at is None:
        return redirect("signing-check", token=token)
    form = SignForm(
        posted(request),
        ways=ways_of(request),
        sha256=slot.request.version.sha256,
        names_now=_names_now(slot),
        consent=_consent(slot),
    )

    def save(fields: dict[str, Any]) -> Any:
        request.session.save()  # the service reads the sign-in from the store: one of this very request too
        return sign(
            signer_id=slot.pk,
            by=request.user,  # type: ignore[arg-type]  # signed in: the page asks for it
            shown_sha256=fields["shown_sha256"],
            proof=proof_from_request(request, method=fields["way"], code=fields["code"]),
            idempotency_key=fields["idempotency_key"],
            consents=_consents(fields),
        )

    if request.method == "POST" and save_form(form, save) is not None:
        return redirect("signing-receipt", token=token)
    return show_step(
        request,
        "code",
        slot,
        token=token,
        form=form,
        sign_label=_sign_label(slot),
        can_withdraw_later=slot.side == Side.ORGANISATION and slot.request.kind != RequestKind.WITHDRAW,
        code_sent=newest_code(slot),
        passkey_url=passkey_url(request),
    )


@require_POST
@signing_page()
def signing_send_code(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """Send a new code, which replaces the one before."""
    if _told(request, send_code, slot):
        messages.success(request, _("A new code is on its way."))
    return redirect("signing-code", token=token)


@require_safe
@signing_page(allowed=(Standing.SIGNED,))
def signing_receipt(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """What was recorded, and what happens now."""
    document = slot.request.documents.first()
    return show_step(
        request,
        "receipt",
        slot,
        token=token,
        record=slot.signature,
        events=events_of(slot),
        waiting_for=slot.request.signers.filter(state__in=["waiting", "ready"]).count(),
        sealed=document,
        may_download=document is not None and can_read_sealed(request.user, document),
        verify_url=optional_url("verify-code", document.verify_code) if document else optional_url("verify"),
    )


def _told(request: HttpRequest, act: Any, slot: RequestSigner) -> bool:
    """Do something with a slot; tell what refused it."""
    try:
        act(signer_id=slot.pk, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    return True


def _what_changed(slot: RequestSigner) -> VersionComparison | None:
    """What differs from the text that was signed before, where this one takes its place."""
    version = slot.request.version
    earlier = version.supersedes
    if slot.request.kind == RequestKind.WITHDRAW or earlier is None or earlier.pk == version.pk:
        return None
    return differences(earlier, version)


def _names_now(slot: RequestSigner) -> bool | None:
    """What the organisation has chosen about its name in public; None where the signer is not asked."""
    is_asked = slot.side == Side.ORGANISATION and slot.request.kind == RequestKind.SIGN
    return slot.request.version.commitment.is_named if is_asked else None


def _consents(fields: dict[str, Any]) -> dict[str, bool]:
    """What was agreed to, and nothing that nobody was asked or answered."""
    is_named = fields.get("is_named")
    return {"sign": True} if is_named is None else {"sign": True, "is_named": is_named}


def _consent(slot: RequestSigner) -> str:
    """What the person says by ticking; a withdrawal ends the text, so nobody signs that text again."""
    withdraws = slot.request.kind == RequestKind.WITHDRAW
    if slot.side == Side.CITY:
        ends = _(
            "I have read why and from when this commitment ends, and I countersign for the city of %(name)s."
        )
        words = _("I have read the whole text and countersign it for the city of %(name)s.")
        return (ends if withdraws else words) % {"name": slot.request.version.commitment.contract.city}
    ends = _(
        "I have read why and from when this commitment ends, I may sign for %(name)s, and I sign its withdrawal."
    )
    words = _("I have read the whole text, I may sign for %(name)s, and I sign it.")
    return (ends if withdraws else words) % {"name": slot.organisation}


def _sign_label(slot: RequestSigner) -> str:
    labels = {
        RequestKind.SIGN: _("Sign the commitment"),
        RequestKind.AMEND: _("Sign the amended commitment"),
        RequestKind.ACKNOWLEDGE: _("Sign the acknowledgement"),
        RequestKind.WITHDRAW: _("Sign the withdrawal"),
    }
    return _("Countersign") if slot.side == Side.CITY else labels[RequestKind(slot.request.kind)]
