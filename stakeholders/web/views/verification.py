"""The public verification page: by code, by file, or by both. Nothing of a file is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contracts.models import Contract
from core.web.rate_limits import is_too_often
from stakeholders.models import SealedDocument, SignatureRecord
from stakeholders.selectors.naming import is_signer_named
from stakeholders.selectors.sealed import signatures_of
from stakeholders.selectors.verification import (
    FileAnswer,
    check_file,
    find_document,
    key_of,
    key_of_file,
    newer_document,
    status_of,
)
from stakeholders.tokens import read_verify_code
from stakeholders.web import verification_words as words
from stakeholders.web.forms.verification import VerifyForm

TEN_MINUTES = 600
MOST_CODES, MOST_FILES = 60, 20
"""So many codes and files one address of the net may try in ten minutes."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file, and answer for the file that was given."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form=form)
    code, file = form.cleaned_data["code"], form.cleaned_data.get("file")
    if not file:
        return redirect("verify-code", code=code)
    if is_too_often(request, "verify-file", most=MOST_FILES, seconds=TEN_MINUTES):
        return _show_busy(request)
    answer = check_file(file.read())
    return _show_answers(
        request, answer.document or answer.original or find_document(code), answer, code=code
    )


@require_safe
@never_cache
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Answer for the document of a code, without its file."""
    if is_too_often(request, "verify-code", most=MOST_CODES, seconds=TEN_MINUTES):
        return _show_busy(request)
    plain = read_verify_code(code)
    document = find_document(plain)
    if document is None:
        return _show(request, form=VerifyForm(initial={"code": code[:80]}), is_unknown=True, status=404)
    return _show_answers(request, document, None, code=plain)


def _show_answers(
    request: HttpRequest, document: SealedDocument | None, answer: FileAnswer | None, *, code: str
) -> HttpResponse:
    """The four answers; persons are named to who holds the very file, and where the city names them to everyone."""
    report = answer.report if answer else None
    is_held = bool(answer and answer.document)
    is_of_code = not code or document is None or document.verify_code == code
    answers = [
        words.answer_issued(answer, is_of_code=is_of_code),
        words.answer_seal(report),
        *_answers_of_key(document, answer),
        words.answer_status(status_of(document) if document else None),
    ]
    signatures = list(signatures_of(document.request)) if document else []
    return _show(
        request,
        form=VerifyForm(initial={"code": code}),
        headline=words.headline(answer) if answer else None,
        answers=answers,
        document=document,
        about_city=document.request.version.commitment.contract.city if document else None,
        is_held=is_held,
        signatures=signatures,
        named_signatures=[one.pk for one in signatures if document and _is_named(document, one)],
        newer=newer_document(document) if document else None,
        given_sha256=answer.sha256 if answer else "",
        has_evidence=document is not None and _has_evidence(request, document),
    )


def _answers_of_key(document: SealedDocument | None, answer: FileAnswer | None) -> list[words.Answer]:
    """Whose key sealed: the file that was given, or else the document of the code.

    A time stamp testifies for a document of the register only where it stands in the very file that was issued.
    """
    if answer is None:
        return [words.answer_key(key_of(document), None, level=document.level)] if document else []
    if answer.document:
        key = key_of(answer.document, answer.report)
        return [words.answer_key(key, answer.report, level=answer.document.level)]
    if answer.original:
        return [words.answer_key(key_of(answer.original), None, level=answer.original.level)]
    return [words.answer_key(key_of_file(answer.report), answer.report, level=answer.report.level)]


def _is_named(document: SealedDocument, record: SignatureRecord) -> bool:
    """Whether everyone may read who gave a signature of the document."""
    commitment = document.request.version.commitment
    return is_signer_named(record, commitment.contract.city, is_organisation_named=commitment.is_named)


def _has_evidence(request: HttpRequest, document: SealedDocument) -> bool:
    """Whether the reader may see the contract whose evidence the document is part of."""
    contract = document.request.version.commitment.contract
    return Contract.objects.visible_to(request.user).filter(pk=contract.pk).exists()


def _show_busy(request: HttpRequest) -> HttpResponse:
    return _show(request, form=VerifyForm(), is_busy=True, status=429)


def _show(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    title = _("Verify a document")
    crumbs = [(_("Home"), f"/{request.LANGUAGE_CODE}/"), (title, "")]
    shown = {"title": title, "crumbs": crumbs, "verify_url": reverse("verify")} | context
    response = render(request, "stakeholders/verify.html", shown, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
