"""Addresses of the public pages of molecules."""

from django.urls import URLPattern, URLResolver, path

from molecules.web.views import acceleration

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "c/<slug:city>/molecole/accelerazione/",
        acceleration.molecule_acceleration,
        name="molecule-acceleration",
    ),
    path(
        "c/<slug:city>/molecole/accelerazione.csv",
        acceleration.molecule_acceleration_csv,
        name="molecule-acceleration-csv",
    ),
]
