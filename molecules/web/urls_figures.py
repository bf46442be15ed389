"""Addresses of the officers' pages of a molecule's figures, targets and photos."""

from django.urls import path

from molecules.web.views import figures, photos, targets

OF_ONE = "<slug:city>/molecole/<uuid:pk>/"

urlpatterns = [
    path(f"{OF_ONE}dati/", figures.molecule_figures, name="molecule-figures"),
    path(f"{OF_ONE}emissioni.csv", figures.emission_csv, name="emission-csv"),
    path(f"{OF_ONE}emissioni/importa/", figures.emission_import, name="emission-import"),
    path(f"{OF_ONE}emissioni/ripartisci/", figures.emission_apportion, name="emission-apportion"),
    path(f"{OF_ONE}emissioni/<uuid:emission>/togli/", figures.emission_remove, name="emission-remove"),
    path(f"{OF_ONE}obiettivi/nuovo/", targets.target_create, name="target-create"),
    path(f"{OF_ONE}obiettivi/<uuid:target>/togli/", targets.target_remove, name="target-remove"),
    path(f"{OF_ONE}foto/nuova/", photos.photo_create, name="photo-create"),
    path(f"{OF_ONE}foto/<uuid:photo>/", photos.photo_edit, name="photo-edit"),
    path(f"{OF_ONE}foto/<uuid:photo>/togli/", photos.photo_remove, name="photo-remove"),
]
