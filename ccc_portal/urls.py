"""The tree of addresses: the same Italian words under every language prefix."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("ccc_portal.pages.urls_plain")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("progress.web.urls")),
        path("ufficio/", include("ccc_portal.pages.urls_office")),
        path("ufficio/", include("contracts.web.urls")),
        path("ufficio/", include("progress.web.urls_office")),
        path("conto/", include("allauth.urls")),
        path("", include("ccc_portal.pages.urls_public")),
        *([path("", include("core.web.gallery"))] if settings.DEBUG else []),
    ),
]
