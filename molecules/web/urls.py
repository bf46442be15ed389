"""Addresses of the officers' pages of molecules."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("molecules.web.urls_editor")),
    path("", include("molecules.web.urls_figures")),
    path("", include("molecules.web.urls_ties")),
    path("", include("molecules.web.urls_spread")),
    path("", include("molecules.web.urls_instruments")),
    path("", include("molecules.web.urls_planner")),
]
