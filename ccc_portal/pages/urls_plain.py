"""Addresses without a language."""

from django.urls import path

from ccc_portal.pages import evidence, health
from core.web import well_known

urlpatterns = [
    path("", health.choose_language, name="language"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("robots.txt", health.robots, name="robots"),
    path(".well-known/ccc-log/latest", evidence.note, name="checkpoint-latest"),
    path(".well-known/ccc-log/<int:number>", evidence.note, name="checkpoint-note"),
    path(".well-known/ccc-seal-keys.json", well_known.seal_keys, name="seal-keys"),
]
