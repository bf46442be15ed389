"""Addresses that this room opens to everyone, and those of an organisation's own workspace."""

from django.urls import path

from stakeholders.web.views import (
    applications,
    invitations,
    naming,
    own_reports,
    people,
    sealed,
    verification,
    workspace,
)

OWN = "organizzazione/<uuid:pk>/"
urlpatterns = [
    path("c/<slug:city>/aderisci/", applications.application_create, name="application-create"),
    path("organizzazione/invito/", invitations.invitation_page, name="invitation-page"),
    path("organizzazione/invito/<str:token>/", invitations.invitation_open, name="invitation-open"),
    path("organizzazione/", workspace.organisation_start, name="organisation-start"),
    path(OWN, workspace.organisation_home, name="organisation-home"),
    path(f"{OWN}profilo/", workspace.organisation_profile, name="organisation-profile"),
    path(f"{OWN}nomi/", naming.organisation_naming, name="organisation-naming"),
    path(f"{OWN}logo/", workspace.organisation_logo, name="organisation-logo"),
    path(f"{OWN}persone/", people.organisation_people, name="organisation-people"),
    path(f"{OWN}persone/invita/", people.member_invite, name="member-invite"),
    path(f"{OWN}persone/<uuid:member>/ruolo/", people.member_role, name="member-role"),
    path(f"{OWN}persone/<uuid:member>/togli/", people.member_remove, name="member-remove"),
    path(f"{OWN}resoconti/", own_reports.organisation_reports, name="organisation-reports"),
    path(f"{OWN}resoconti/<uuid:report>/prova/", own_reports.report_file, name="report-file"),
    path(f"{OWN}impegni/<uuid:commitment>/resoconto/", own_reports.report_create, name="report-create"),
    path(f"{OWN}mandati/nuovo/", workspace.mandate_create, name="mandate-create"),
    path(f"{OWN}mandati/<uuid:mandate>/prova/", workspace.mandate_file, name="mandate-file"),
    path(f"{OWN}mandati/<uuid:mandate>/termina/", workspace.mandate_end, name="mandate-end"),
    path("impegni/documenti/<uuid:pk>/", sealed.sealed_file, name="sealed-file"),
    path("impegni/documenti/<uuid:pk>/testo/", sealed.sealed_text, name="sealed-text"),
    path("impegni/documenti/<uuid:pk>/firmati/<uuid:file>/", sealed.sealed_outside, name="sealed-outside"),
    path("verifica/", verification.verify, name="verify"),
    path("v/<str:code>/", verification.verify_code, name="verify-code"),
]
