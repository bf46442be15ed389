"""Addresses of one's own account: those of django-allauth, without its old and its unused ones."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessioni/", include("allauth.usersessions.urls")),
    path("accessi/", include("allauth.socialaccount.urls")),
]
