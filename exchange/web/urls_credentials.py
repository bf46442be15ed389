"""Addresses of the officers' pages of API credentials."""

from django.urls import path

from exchange.web.views import credentials

urlpatterns = [
    path("<slug:city>/credenziali/", credentials.credential_list, name="credential-list"),
    path("<slug:city>/credenziali/nuova/", credentials.credential_create, name="credential-create"),
    path(
        "<slug:city>/credenziali/<uuid:pk>/sostituisci/",
        credentials.credential_rotate,
        name="credential-rotate",
    ),
    path(
        "<slug:city>/credenziali/<uuid:pk>/revoca/", credentials.credential_revoke, name="credential-revoke"
    ),
    path(
        "<slug:city>/credenziali/<uuid:pk>/prendi-in-carico/",
        credentials.credential_take_over,
        name="credential-take-over",
    ),
]
