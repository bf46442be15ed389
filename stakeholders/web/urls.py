"""Addresses of the officers' pages of organisations."""

from django.urls import path

from stakeholders.web.views import applications, mandates, naming, organisations, reports

FOLDER = "<slug:city>/organizzazioni/"
urlpatterns = [
    path(FOLDER, organisations.organisation_list, name="organisation-list"),
    path(f"{FOLDER}inviti/", organisations.invitation_list, name="invitation-list"),
    path(f"{FOLDER}invita/", organisations.invitation_create, name="invitation-create"),
    path(f"{FOLDER}inviti/<uuid:pk>/rinvia/", organisations.invitation_resend, name="invitation-resend"),
    path(f"{FOLDER}inviti/<uuid:pk>/revoca/", organisations.invitation_revoke, name="invitation-revoke"),
    path(f"{FOLDER}richieste/", applications.application_list, name="application-list"),
    path(f"{FOLDER}richieste/<uuid:pk>/accetta/", applications.application_accept, name="application-accept"),
    path(f"{FOLDER}richieste/<uuid:pk>/rifiuta/", applications.application_refuse, name="application-refuse"),
    path(f"{FOLDER}resoconti/", reports.office_report_list, name="office-report-list"),
    path(f"{FOLDER}resoconti/<uuid:pk>/", reports.report_review, name="report-review"),
    path(f"{FOLDER}resoconti/<uuid:pk>/prova/", reports.report_evidence, name="report-evidence"),
    path("<slug:city>/firme-impegni/nomi/", naming.signer_naming, name="signer-naming"),
    path(f"{FOLDER}<uuid:pk>/", organisations.organisation_facts, name="organisation-facts"),
    path(f"{FOLDER}mandati/", mandates.mandate_list, name="mandate-list"),
    path(f"{FOLDER}mandati/<uuid:pk>/prova/", mandates.mandate_proof, name="mandate-proof"),
    path(f"{FOLDER}mandati/<uuid:pk>/conferma/", mandates.mandate_confirm, name="mandate-confirm"),
    path(f"{FOLDER}mandati/<uuid:pk>/rifiuta/", mandates.mandate_refuse, name="mandate-refuse"),
]
