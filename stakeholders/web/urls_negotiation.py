"""Addresses of the page of a commitment and its negotiation in an organisation's own workspace."""

from django.urls import path

from stakeholders.web.views import commitments, negotiation

ONE = "organizzazione/<uuid:pk>/impegni/<uuid:commitment>/"
urlpatterns = [
    path(ONE, commitments.commitment_detail, name="commitment-detail"),
    path(f"{ONE}passo/<slug:to>/", negotiation.commitment_move, name="commitment-move"),
    path(f"{ONE}confronto/", negotiation.commitment_compare, name="commitment-compare"),
    path(f"{ONE}note/nuova/", negotiation.note_create, name="note-create"),
    path(f"{ONE}note/<uuid:note>/risolta/", negotiation.note_resolve, name="note-resolve"),
]
