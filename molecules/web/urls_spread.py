"""Addresses of the officers' packages, of observed adoption, and of the computation of the spread."""

from django.urls import path

from molecules.web.views import adoption, packages, spread

urlpatterns = [
    path("<slug:city>/diffusione/", spread.office_spread, name="office-spread"),
    path("<slug:city>/diffusione/stato/", spread.spread_row, name="spread-row"),
    path("<slug:city>/pacchetti/", packages.package_list, name="package-list"),
    path("<slug:city>/pacchetti/nuovo/", packages.package_create, name="package-create"),
    path("<slug:city>/pacchetti/<uuid:pk>/", adoption.package_detail, name="package-detail"),
    path("<slug:city>/pacchetti/<uuid:pk>/modifica/", packages.package_edit, name="package-edit"),
    path("<slug:city>/pacchetti/<uuid:pk>/archivia/", packages.package_archive, name="package-archive"),
    path("<slug:city>/pacchetti/<uuid:pk>/stima/", adoption.package_fit, name="package-fit"),
    path("<slug:city>/pacchetti/<uuid:pk>/adozione.csv", adoption.adoption_csv, name="adoption-csv"),
    path("<slug:city>/pacchetti/<uuid:pk>/importa/", adoption.adoption_import, name="adoption-import"),
    path(
        "<slug:city>/pacchetti/<uuid:pk>/adozione/<uuid:observation>/togli/",
        adoption.adoption_remove,
        name="adoption-remove",
    ),
]
