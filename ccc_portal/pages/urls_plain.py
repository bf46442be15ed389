"""Addresses without a language."""

from django.urls import path

from ccc_portal.pages import health

urlpatterns = [
    path("", health.choose_language, name="language"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("robots.txt", health.robots, name="robots"),
]
