"""Addresses on which officers write commitments and sheets on behalf of organisations."""

from django.urls import path

from stakeholders.web.commitment_places import office_reading_page, office_writing_page
from stakeholders.web.views import attachments, commitment_texts, sheet_imports, sheets

ALL = "<slug:city>/impegni/"
ONE = f"{ALL}<uuid:pk>/"
SHEET = f"{ONE}schede/<uuid:sheet>/"
FILE = f"{ONE}allegati/<uuid:attachment>/"
urlpatterns = [
    path(f"{ALL}nuovo/", commitment_texts.office_commitment_create, name="office-commitment-create"),
    path(f"{ALL}importa/", sheet_imports.commitment_import, name="commitment-import"),
    path(f"{ALL}importa/applica/", sheet_imports.commitment_import_apply, name="commitment-import-apply"),
    path(
        f"{ALL}importa/modello.xlsx",
        sheet_imports.commitment_import_template,
        name="commitment-import-template",
    ),
    path(
        f"{ONE}modifica/",
        office_writing_page(commitment_texts.commitment_edit),
        name="office-commitment-edit",
    ),
    path(f"{ONE}schede/nuova/", office_writing_page(sheets.sheet_add), name="office-sheet-add"),
    path(SHEET, office_reading_page(sheets.sheet_detail), name="office-sheet-detail"),
    path(f"{SHEET}calcola/", office_writing_page(sheets.sheet_compute), name="office-sheet-compute"),
    path(f"{SHEET}togli/", office_writing_page(sheets.sheet_remove), name="office-sheet-remove"),
    path(f"{SHEET}<slug:step>/", office_writing_page(sheets.sheet_step), name="office-sheet-step"),
    path(f"{SHEET}<slug:step>/risultato/", office_writing_page(sheets.sheet_live), name="office-sheet-live"),
    path(
        f"{ONE}allegati/nuovo/", office_writing_page(attachments.attachment_add), name="office-attachment-add"
    ),
    path(FILE, office_reading_page(attachments.attachment_file), name="office-attachment-file"),
    path(
        f"{FILE}togli/", office_writing_page(attachments.attachment_remove), name="office-attachment-remove"
    ),
]
