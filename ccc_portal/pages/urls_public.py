"""Addresses of the pages that every administration owes its readers."""

from django.urls import path

from ccc_portal.pages import legal

urlpatterns = [
    path("privacy/", legal.privacy, name="privacy"),
    path("accessibilita/", legal.accessibility, name="accessibility"),
    path("note-legali/", legal.legal_notes, name="legal-notes"),
]
