"""Addresses of the officers' pages of campaigns, of readers' hints and of the field history."""

from django.urls import path

from contracts.web.views import campaigns, corrections, history

urlpatterns = [
    path("<slug:city>/contratto/storico/", history.contract_history, name="contract-history"),
    path("<slug:city>/contratto/storico/<uuid:pk>/ripristina/", history.field_restore, name="field-restore"),
    path("<slug:city>/campagne/", campaigns.campaign_list, name="campaign-list"),
    path("<slug:city>/campagne/nuova/", campaigns.campaign_create, name="campaign-create"),
    path("<slug:city>/campagne/<uuid:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("<slug:city>/campagne/<uuid:pk>/date/", campaigns.campaign_days, name="campaign-days"),
    path("<slug:city>/campagne/<uuid:pk>/passo/<slug:step>/", campaigns.campaign_step, name="campaign-step"),
    path("<slug:city>/campagne/<uuid:pk>/<uuid:item>/", campaigns.campaign_item, name="campaign-item"),
    path("<slug:city>/segnalazioni/", corrections.correction_list, name="correction-list"),
    path("<slug:city>/segnalazioni/<uuid:pk>/", corrections.correction_answer, name="correction-answer"),
]
