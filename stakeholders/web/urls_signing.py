"""Addresses of signatures: the pages behind the link of a mail, and what an organisation signs and has signed."""

from django.urls import path

from stakeholders.web.views import signing, signing_aside, signing_outside, signing_workspace

LINK = "firma/<str:token>/"
OWN = "organizzazione/<uuid:pk>/"
urlpatterns = [
    path(f"{LINK}leggi/", signing.signing_read, name="signing-read"),
    path(f"{LINK}testo.json", signing.signing_text, name="signing-text"),
    path(f"{LINK}allegati/<str:sha256>/", signing.signing_annex, name="signing-annex"),
    path(f"{LINK}controlla/", signing.signing_check, name="signing-check"),
    path(f"{LINK}codice/", signing.signing_code, name="signing-code"),
    path(f"{LINK}codice/invia/", signing.signing_send_code, name="signing-send-code"),
    path(f"{LINK}ricevuta/", signing.signing_receipt, name="signing-receipt"),
    path(f"{LINK}rifiuta/", signing_aside.signing_decline, name="signing-decline"),
    path(f"{LINK}passa/", signing_aside.signing_hand_over, name="signing-hand-over"),
    path(f"{LINK}fuori/", signing_outside.signing_outside, name="signing-outside"),
    path(f"{LINK}fuori/documento.pdf", signing_outside.signing_offer, name="signing-offer"),
    path(f"{OWN}firme/", signing_workspace.signing_list, name="signing-list"),
    path(f"{OWN}firme/archivio.zip", signing_workspace.signing_archive, name="signing-archive"),
    path(
        f"{OWN}impegni/<uuid:commitment>/ritira/",
        signing_workspace.commitment_withdraw,
        name="commitment-withdraw",
    ),
    path(
        f"{OWN}impegni/<uuid:commitment>/emenda/",
        signing_workspace.commitment_amend,
        name="commitment-amend",
    ),
]
