"""Addresses of commitments and their sheets in an organisation's own workspace."""

from django.urls import path

from stakeholders.web.commitment_places import own_page, own_writing_page
from stakeholders.web.views import attachments, commitment_texts, sheets

ALL = "organizzazione/<uuid:pk>/impegni/"
ONE = f"{ALL}<uuid:commitment>/"
SHEET = f"{ONE}schede/<uuid:sheet>/"
FILE = f"{ONE}allegati/<uuid:attachment>/"
urlpatterns = [
    path(f"{ALL}nuovo/", commitment_texts.commitment_create, name="commitment-create"),
    path(f"{ONE}modifica/", own_writing_page(commitment_texts.commitment_edit), name="commitment-edit"),
    path(f"{ONE}schede/nuova/", own_writing_page(sheets.sheet_add), name="sheet-add"),
    path(SHEET, own_page(sheets.sheet_detail), name="sheet-detail"),
    path(f"{SHEET}calcola/", own_writing_page(sheets.sheet_compute), name="sheet-compute"),
    path(f"{SHEET}togli/", own_writing_page(sheets.sheet_remove), name="sheet-remove"),
    path(f"{SHEET}<slug:step>/", own_writing_page(sheets.sheet_step), name="sheet-step"),
    path(f"{SHEET}<slug:step>/risultato/", own_writing_page(sheets.sheet_live), name="sheet-live"),
    path(f"{ONE}allegati/nuovo/", own_writing_page(attachments.attachment_add), name="attachment-add"),
    path(FILE, own_page(attachments.attachment_file), name="attachment-file"),
    path(f"{FILE}togli/", own_writing_page(attachments.attachment_remove), name="attachment-remove"),
]
