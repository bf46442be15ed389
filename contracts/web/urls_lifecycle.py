"""Addresses of the officers' pages of versions: their life, files and signatures."""

from django.urls import path

from contracts.web.views import lifecycle, signatures, version_files, version_settings, versions

urlpatterns = [
    path("<slug:city>/contratto/versioni/", versions.version_list, name="contract-version-list"),
    path("<slug:city>/contratto/versioni/<int:number>/", versions.version_page, name="contract-version"),
    path(
        "<slug:city>/contratto/versioni/<int:a>..<int:b>/", versions.version_compare, name="contract-compare"
    ),
    path("<slug:city>/contratto/impostazioni/", version_settings.version_settings, name="version-settings"),
    path("<slug:city>/contratto/passaggio/<str:to>/", lifecycle.version_move, name="contract-move"),
    path("<slug:city>/contratto/approva/", lifecycle.version_approve, name="contract-approve"),
    path("<slug:city>/contratto/revisione/", lifecycle.version_revise, name="contract-revise"),
    path("<slug:city>/contratto/osservazioni/", lifecycle.version_comment, name="contract-comment"),
    path("<slug:city>/contratto/file/", version_files.version_file_create, name="version-file-create"),
    path("<slug:city>/contratto/file/<uuid:pk>/", version_files.version_file, name="version-file"),
    path(
        "<slug:city>/contratto/file/<uuid:pk>/elimina/",
        version_files.version_file_remove,
        name="version-file-remove",
    ),
    path("<slug:city>/contratto/firme/", signatures.signature_list, name="signature-list"),
    path("<slug:city>/contratto/firme/nuova/", signatures.signature_create, name="signature-create"),
    path(
        "<slug:city>/contratto/firme/<uuid:pk>/elimina/", signatures.signature_remove, name="signature-remove"
    ),
]
