"""Addresses of the page of a commitment and its negotiation in the office of a city."""

from django.urls import path

from stakeholders.web.views import commitments, negotiation

ALL = "<slug:city>/impegni/"
ONE = f"{ALL}<uuid:pk>/"
urlpatterns = [
    path(ALL, commitments.commitment_office_list, name="commitment-office-list"),
    path(ONE, commitments.commitment_office, name="commitment-office"),
    path(f"{ONE}passo/<slug:to>/", negotiation.office_commitment_move, name="office-commitment-move"),
    path(f"{ONE}confronto/", negotiation.office_commitment_compare, name="office-commitment-compare"),
    path(f"{ONE}note/nuova/", negotiation.office_note_create, name="office-note-create"),
    path(f"{ONE}note/<uuid:note>/risolta/", negotiation.office_note_resolve, name="office-note-resolve"),
]
