"""Addresses that the city's gateway knows; without a language, since they are registered there letter by letter."""

from django.urls import path

from core.web import oidc

urlpatterns = [
    path("<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("<slug:provider_id>/ritorno/", oidc.callback, name="openid_connect_callback"),
]
