"""Addresses of the officers' list of molecules and of their editor."""

from django.urls import path

from molecules.web.views import editor, interventions, molecule_life, office

urlpatterns = [
    path("<slug:city>/molecole/", office.office_molecule_list, name="office-molecule-list"),
    path("<slug:city>/molecole/nuova/", editor.molecule_create, name="molecule-create"),
    path("<slug:city>/molecole/<uuid:pk>/", editor.office_molecule, name="office-molecule"),
    path("<slug:city>/molecole/<uuid:pk>/modifica/", editor.molecule_edit, name="molecule-edit"),
    path("<slug:city>/molecole/<uuid:pk>/perimetro/", editor.molecule_outline, name="molecule-outline"),
    path(
        "<slug:city>/molecole/<uuid:pk>/azioni/",
        interventions.molecule_interventions,
        name="molecule-interventions",
    ),
    path(
        "<slug:city>/molecole/<uuid:pk>/azioni/<uuid:intervention>/togli/",
        interventions.intervention_remove,
        name="intervention-remove",
    ),
    path("<slug:city>/molecole/<uuid:pk>/pubblica/", molecule_life.molecule_publish, name="molecule-publish"),
    path("<slug:city>/molecole/<uuid:pk>/ritira/", molecule_life.molecule_withdraw, name="molecule-withdraw"),
    path("<slug:city>/molecole/<uuid:pk>/archivia/", molecule_life.molecule_archive, name="molecule-archive"),
    path(
        "<slug:city>/molecole/<uuid:pk>/ripristina/", molecule_life.molecule_restore, name="molecule-restore"
    ),
]
