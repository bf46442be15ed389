"""Every mail with sample data, in both languages: for whoever tries the portal out or works on it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from core.emails import MAIL_KINDS, render_sample


def list_samples(request: HttpRequest) -> HttpResponse:
    """Every kind of mail, and when it is sent."""
    _require_samples()
    kinds = [MAIL_KINDS[name] for name in sorted(MAIL_KINDS)]
    context = {"title": _("E-mails of the portal"), "kinds": kinds, "languages_of_mails": settings.LANGUAGES}
    return render(request, "portal/mail_samples.html", context)


def show_sample(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One mail in one language: its subject and its text; with `?html` the other part as it travels."""
    _require_samples()
    if kind not in MAIL_KINDS or code not in dict(settings.LANGUAGES):
        raise Http404
    mail = render_sample(MAIL_KINDS[kind], code)
    if "html" in request.GET:
        return HttpResponse(mail.html)
    context = {"title": mail.subject, "mail": mail, "kind": MAIL_KINDS[kind], "code": code}
    return render(request, "portal/mail_sample.html", context)


def _require_samples() -> None:
    if not settings.MAIL_SAMPLES:
        raise Http404


urlpatterns = [
    path("", list_samples, name="mail-samples"),
    path("<slug:kind>/<slug:code>/", show_sample, name="mail-sample"),
]
