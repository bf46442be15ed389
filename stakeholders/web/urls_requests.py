"""Addresses of the officers' pages of requests for signatures."""

from django.urls import path

from stakeholders.web.views import outside, reasking, requests, requests_aside

FOLDER = "<slug:city>/firme-impegni/"
CLAUSES = "<slug:city>/clausole-cambiate/"
urlpatterns = [
    path(CLAUSES, reasking.clause_changes, name="clause-changes"),
    path(f"{CLAUSES}chiedi/", reasking.clause_ask, name="clause-ask"),
    path(FOLDER, requests.request_list, name="request-list"),
    path("<slug:city>/impegni/<uuid:pk>/chiedi-firme/", requests.request_create, name="request-create"),
    path("<slug:city>/impegni/<uuid:pk>/chiedi-emendamento/", requests.request_amend, name="request-amend"),
    path(
        "<slug:city>/impegni/<uuid:pk>/rifiuta-emendamento/",
        requests_aside.request_refuse,
        name="request-refuse",
    ),
    path("<slug:city>/impegni/<uuid:pk>/ritira/", requests_aside.request_withdraw, name="request-withdraw"),
    path(f"{FOLDER}<uuid:pk>/", requests.request_detail, name="request-detail"),
    path(f"{FOLDER}<uuid:pk>/proroga/", requests.request_extend, name="request-extend"),
    path(f"{FOLDER}<uuid:pk>/annulla/", requests.request_cancel, name="request-cancel"),
    path(
        f"{FOLDER}<uuid:pk>/firmatari/<uuid:signer>/rinvia/",
        requests.request_resend,
        name="request-resend",
    ),
    path(
        f"{FOLDER}<uuid:pk>/firmatari/<uuid:signer>/passa/",
        requests_aside.request_hand_over,
        name="request-hand-over",
    ),
    path(f"{FOLDER}<uuid:pk>/firmatari/<uuid:signer>/carta/", outside.request_paper, name="request-paper"),
    path(f"{FOLDER}<uuid:pk>/file/<uuid:file>/", outside.request_accept, name="request-accept"),
    path(
        f"{FOLDER}<uuid:pk>/file/<uuid:file>/scarica/",
        outside.request_signed_file,
        name="request-signed-file",
    ),
]
