"""Addresses of the officers' acceleration index and of their planner of replications."""

from django.urls import path

from molecules.web.views import acceleration, replication

urlpatterns = [
    path("<slug:city>/molecole/accelerazione/", acceleration.office_acceleration, name="office-acceleration"),
    path(
        "<slug:city>/molecole/accelerazione.csv",
        acceleration.office_acceleration_csv,
        name="office-acceleration-csv",
    ),
    path("<slug:city>/molecole/repliche/", replication.office_replication, name="office-replication"),
    path(
        "<slug:city>/molecole/repliche.csv", replication.office_replication_csv, name="office-replication-csv"
    ),
    path(
        "<slug:city>/molecole/repliche/crea/",
        replication.office_replication_create,
        name="office-replication-create",
    ),
]
