"""Addresses of the officers' pages that join several rooms."""

from django.urls import path

from ccc_portal.pages import jobs, office

urlpatterns = [
    path("", office.officer_start, name="officer-start"),
    path("<slug:city>/", office.officer_home, name="officer-home"),
    path("<slug:city>/elaborazioni/<uuid:pk>/", jobs.job_detail, name="job-detail"),
    path("<slug:city>/elaborazioni/<uuid:pk>/riga/", jobs.job_row, name="job-row"),
]
