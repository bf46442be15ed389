"""Addresses of the officers' pages of a city."""

from django.urls import include, path

from contracts.web.views import (
    actions,
    assumptions,
    colleagues,
    inventories,
    invitations,
    milestones,
    proxies,
    series,
)

urlpatterns = [
    path("invito/<str:uidb64>/<str:token>/", invitations.invitation_accept, name="invitation-accept"),
    path("", include("contracts.web.urls_lifecycle")),
    path("", include("contracts.web.urls_checks")),
    path("", include("contracts.web.urls_contract")),
    path("", include("contracts.web.urls_monitoring")),
    path("", include("contracts.web.urls_indicators")),
    path("<slug:city>/azioni/", actions.action_list, name="office-action-list"),
    path("<slug:city>/azioni/nuova/", actions.action_create, name="action-create"),
    path("<slug:city>/azioni/<uuid:pk>/modifica/", actions.action_edit, name="action-edit"),
    path("<slug:city>/azioni/<uuid:pk>/archivia/", actions.action_archive, name="action-archive"),
    path("<slug:city>/azioni/<uuid:pk>/ripristina/", actions.action_restore, name="action-restore"),
    path("<slug:city>/azioni/<uuid:pk>/avanzamento/", actions.action_report, name="action-report"),
    path("<slug:city>/inventario/", inventories.inventory_list, name="inventory-list"),
    path("<slug:city>/inventario/nuovo/", inventories.inventory_create, name="inventory-create"),
    path("<slug:city>/inventario/serie/<uuid:pk>/modifica/", series.series_edit, name="series-edit"),
    path("<slug:city>/indicatori-anticipatori/", proxies.proxy_list, name="proxy-list"),
    path("<slug:city>/indicatori-anticipatori/nuovo/", proxies.proxy_create, name="proxy-create"),
    path("<slug:city>/indicatori-anticipatori/importa/", proxies.proxy_import, name="proxy-import"),
    path("<slug:city>/indicatori-anticipatori/modello.csv", proxies.proxy_template, name="proxy-template"),
    path("<slug:city>/indicatori-anticipatori/dati.csv", proxies.proxy_csv, name="proxy-csv"),
    path("<slug:city>/indicatori-anticipatori/<uuid:pk>/modifica/", proxies.proxy_edit, name="proxy-edit"),
    path("<slug:city>/indicatori-anticipatori/<uuid:pk>/elimina/", proxies.proxy_delete, name="proxy-delete"),
    path("<slug:city>/ipotesi/", assumptions.assumptions_edit, name="assumptions-edit"),
    path("<slug:city>/tappe/", milestones.milestone_list, name="milestone-list"),
    path("<slug:city>/tappe/nuova/", milestones.milestone_create, name="milestone-create"),
    path("<slug:city>/tappe/<uuid:pk>/sposta/", milestones.milestone_move, name="milestone-move"),
    path("<slug:city>/tappe/<uuid:pk>/percorso/", milestones.milestone_plan, name="milestone-plan"),
    path("<slug:city>/tappe/<uuid:pk>/chiudi/", milestones.milestone_close, name="milestone-close"),
    path("<slug:city>/colleghi/", colleagues.colleague_list, name="colleague-list"),
    path("<slug:city>/colleghi/invita/", colleagues.colleague_invite, name="colleague-invite"),
    path("<slug:city>/colleghi/<uuid:pk>/modifica/", colleagues.colleague_edit, name="colleague-edit"),
    path("<slug:city>/colleghi/<uuid:pk>/rimuovi/", colleagues.colleague_remove, name="colleague-remove"),
]
