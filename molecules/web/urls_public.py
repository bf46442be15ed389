"""Addresses of the public pages of molecules."""

from django.urls import URLPattern, URLResolver, path

from molecules.web.views import acceleration, public_instruments

urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<slug:city>/strumenti/", public_instruments.city_instruments, name="city-instruments"),
    path("c/<slug:city>/strumenti/<uuid:pk>/", public_instruments.city_instrument, name="city-instrument"),
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
