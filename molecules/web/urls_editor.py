"""Addresses of the officers' list of molecules and of their editor."""

from django.urls import path

from molecules.web.views import office

urlpatterns = [
    path("<slug:city>/molecole/", office.office_molecule_list, name="office-molecule-list"),
]
