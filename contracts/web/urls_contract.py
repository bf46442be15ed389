"""Addresses of the officers' pages of the contract itself: its sections, rows and versions."""

from django.urls import include, path

from contracts.web.views import contract_home, effect, rows, sections, sections_team

SECTION = [
    path("", sections.section_edit, name="section-edit"),
    path("bozza/", sections.section_draft, name="section-draft"),
    path("presenza/", sections.section_presence, name="section-presence"),
    path("stato/", sections_team.section_state, name="section-state"),
    path("incarico/", sections_team.section_assign, name="section-assign"),
    path("commenti/", sections_team.section_comment, name="section-comment"),
    path("commenti/<uuid:pk>/risolvi/", sections_team.comment_resolve, name="comment-resolve"),
    path("revisione/", sections_team.section_review, name="section-review"),
    path("revisione/<uuid:pk>/", sections_team.review_answer, name="review-answer"),
    path("revisione/<uuid:pk>/ritira/", sections_team.review_withdraw, name="review-withdraw"),
    path("<str:table>/nuova/", rows.row_create, name="row-create"),
    path("<str:table>/<str:pk>/", rows.row_edit, name="row-edit"),
    path("<str:table>/<str:pk>/elimina/", rows.row_delete, name="row-delete"),
]
"""Below the address of one section; fixed words stand before tables."""

urlpatterns = [
    path("<slug:city>/azioni/effetto/", effect.action_effect, name="action-effect"),
    path("<slug:city>/contratto/", contract_home.contract_home, name="contract-home"),
    path("<slug:city>/contratto/sezioni/<str:section>/", include(SECTION)),
]
