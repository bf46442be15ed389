"""Addresses of the officers' acceleration index and of their planner of replications."""

from django.urls import path

from molecules.web.views import acceleration

urlpatterns = [
    path("<slug:city>/molecole/accelerazione/", acceleration.office_acceleration, name="office-acceleration"),
    path(
        "<slug:city>/molecole/accelerazione.csv",
        acceleration.office_acceleration_csv,
        name="office-acceleration-csv",
    ),
]
