from django.urls import path

from debriefs.views import changes, debriefs, insights, past_talks, preferences, themes

app_name = "debriefs"

urlpatterns = [
    path("settings/synthesis/", preferences.settings, name="settings"),
    path("interviews/log/", past_talks.past_talk_create, name="past_talk_create"),
    path("interviews/log/import/", past_talks.past_talk_import, name="past_talk_import"),
    path("debriefs/", debriefs.debrief_list, name="debrief_list"),
    path("debriefs/check/", debriefs.note_check, name="note_check"),
    path("debriefs/<uuid:public_id>/", debriefs.debrief_write, name="debrief_write"),
    path("debriefs/<uuid:public_id>/finish/", debriefs.debrief_finish, name="debrief_finish"),
    path("debriefs/<uuid:public_id>/rows/add/", debriefs.insight_create, name="insight_create"),
    path("debriefs/<uuid:public_id>/rows/restore/", debriefs.insight_restore, name="insight_restore"),
    path("insights/", insights.insight_list, name="insight_list"),
    path("insights/<uuid:public_id>/update/", debriefs.insight_update, name="insight_update"),
    path("insights/<uuid:public_id>/autosave/", debriefs.insight_autosave, name="insight_autosave"),
    path("insights/<uuid:public_id>/delete/", debriefs.insight_delete, name="insight_delete"),
    path("insights/<uuid:public_id>/keep/", debriefs.insight_keep_finding, name="insight_keep_finding"),
    path("themes/", themes.theme_list, name="theme_list"),
    path("themes/<uuid:public_id>/", themes.theme_detail, name="theme_detail"),
    path("themes/<uuid:public_id>/update/", themes.theme_update, name="theme_update"),
    path("themes/<uuid:public_id>/merge/", themes.theme_merge, name="theme_merge"),
    path("themes/<uuid:public_id>/unmerge/", themes.theme_unmerge, name="theme_unmerge"),
    path("changes/", changes.change_list, name="change_list"),
    path("changes/add/", changes.change_create, name="change_create"),
    path("changes/<uuid:public_id>/", changes.change_update, name="change_update"),
]
