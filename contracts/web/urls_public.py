"""Addresses that this room opens to everyone: answers to campaigns, their reports, hints of readers."""

from django.urls import path

from contracts.web.views import campaign_answer, corrections

urlpatterns = [
    path("monitoraggio/<str:token>/", campaign_answer.campaign_answer, name="campaign-answer"),
    path("c/<slug:city>/campagne/<uuid:pk>/", campaign_answer.campaign_report_public, name="campaign-report"),
    path("c/<slug:city>/segnala/", corrections.correction_send, name="correction-send"),
]
