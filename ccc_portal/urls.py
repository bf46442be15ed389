"""The tree of addresses: the same Italian words under every language prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler400 = "ccc_portal.pages.errors.refuse_request"
handler500 = "ccc_portal.pages.errors.answer_failure"
urlpatterns = [
    path("", include("ccc_portal.pages.urls_plain")),
    path("admin/", admin.site.urls),
    path("conto/oidc/", include("core.web.urls_gateway")),
    path("api/v1/", include("exchange.api.urls")),
    *i18n_patterns(
        path("", include("progress.web.urls")),
        path("", include("contracts.web.urls_public")),
        path("", include("stakeholders.web.urls_public")),
        path("", include("molecules.web.urls_public")),
        path("", include("stakeholders.web.urls_negotiation")),
        path("", include("stakeholders.web.urls_sheets")),
        path("", include("stakeholders.web.urls_signing")),
        path("ufficio/", include("ccc_portal.pages.urls_office")),
        path("ufficio/", include("contracts.web.urls")),
        path("ufficio/", include("stakeholders.web.urls")),
        path("ufficio/", include("stakeholders.web.urls_negotiation_office")),
        path("ufficio/", include("stakeholders.web.urls_sheets_office")),
        path("ufficio/", include("stakeholders.web.urls_requests")),
        path("ufficio/", include("progress.web.urls_office")),
        path("ufficio/", include("molecules.web.urls")),
        path("ufficio/", include("exchange.web.urls_imports")),
        path("ufficio/", include("exchange.web.urls_exports")),
        path("ufficio/", include("exchange.web.urls_credentials")),
        path("", include("exchange.web.urls_public")),
        path("conto/", include("core.web.urls_accounts")),
        path("posta/", include("core.web.mail_samples")),
        path("", include("ccc_portal.pages.urls_public")),
        *([path("", include("core.web.gallery"))] if settings.DEBUG else []),
    ),
]
