"""Addresses of the officers' pages of a molecule's indicators and milestones."""

from django.urls import path

from molecules.web.views import indicator_figures, ties

INDICATORS, MILESTONES = (f"<slug:city>/molecole/<uuid:pk>/{word}/" for word in ("indicatori", "tappe"))

urlpatterns = [
    path(INDICATORS, ties.molecule_indicators, name="molecule-indicators"),
    path(f"{INDICATORS}nuovo/", ties.molecule_indicator_create, name="molecule-indicator-create"),
    path(f"{INDICATORS}<uuid:tie>/togli/", ties.molecule_indicator_remove, name="molecule-indicator-remove"),
    path(f"{INDICATORS}valori.csv", indicator_figures.molecule_values_csv, name="molecule-values-csv"),
    path(f"{INDICATORS}importa/", indicator_figures.molecule_values_import, name="molecule-values-import"),
    path(MILESTONES, ties.molecule_milestones, name="molecule-milestones"),
    path(f"{MILESTONES}nuova/", ties.molecule_milestone_create, name="molecule-milestone-create"),
    path(f"{MILESTONES}<uuid:tie>/togli/", ties.molecule_milestone_remove, name="molecule-milestone-remove"),
]
