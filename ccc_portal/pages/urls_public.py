"""Addresses of calendars, and of the pages that every administration owes its readers."""

from django.urls import path

from ccc_portal.pages import evidence, legal, my_data, preferences

urlpatterns = [
    path("i-miei-dati/", my_data.my_data, name="my-data"),
    path("i-miei-dati/scarica/", my_data.my_data_export, name="my-data-export"),
    path("i-miei-dati/cancella/", my_data.my_data_erase, name="my-data-erase"),
    path("calendario/<str:key>.ics", preferences.calendar_feed, name="calendar-feed"),
    path("c/<slug:city>/tappe.ics", preferences.milestone_calendar, name="milestone-calendar"),
    path("c/<slug:city>/prove.json", evidence.bundle, name="evidence-bundle"),
    path("prove/", evidence.evidence_log, name="evidence-log"),
    path("prove/ccc_verify.py", evidence.verifier, name="evidence-verifier"),
    path("privacy/", legal.privacy, name="privacy"),
    path("accessibilita/", legal.accessibility, name="accessibility"),
    path("note-legali/", legal.legal_notes, name="legal-notes"),
]
