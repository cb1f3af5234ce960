"""Routes of asking."""

from django.urls import path

from outreach.views import board, goals, messages, requests, settings, templates

app_name = "outreach"

urlpatterns = [
    path("goals/", goals.goal_list, name="goal_list"),
    path("goals/create/", goals.goal_create, name="goal_create"),
    path("goals/wording/", goals.goal_wording, name="goal_wording"),
    path("goals/<uuid:public_id>/", goals.goal_detail, name="goal_detail"),
    path("goals/<uuid:public_id>/edit/", goals.goal_update, name="goal_update"),
    path("goals/<uuid:public_id>/move/", goals.goal_move, name="goal_move"),
    path("goals/<uuid:public_id>/gaps/create/", goals.gap_create, name="gap_create"),
    path("gaps/<uuid:public_id>/edit/", goals.gap_update, name="gap_update"),
    path("gaps/<uuid:public_id>/move/", goals.gap_move, name="gap_move"),
    path("requests/", board.request_list, name="request_list"),
    path("requests/create/", requests.request_create, name="request_create"),
    path("requests/<uuid:public_id>/", requests.request_detail, name="request_detail"),
    path("requests/<uuid:public_id>/edit/", requests.request_update, name="request_update"),
    path("requests/<uuid:public_id>/move/", board.request_move, name="request_move"),
    path("requests/<uuid:public_id>/write/", requests.request_write, name="request_write"),
    path("requests/<uuid:public_id>/log/", requests.request_log, name="request_log"),
    path("requests/<uuid:public_id>/reply/", requests.request_reply, name="request_reply"),
    path("requests/<uuid:public_id>/let-go/", requests.request_let_go, name="request_let_go"),
    path("requests/<uuid:public_id>/reopen/", requests.request_reopen, name="request_reopen"),
    path("requests/<uuid:public_id>/ready/", requests.request_ready, name="request_ready"),
    path("requests/<uuid:public_id>/undo/", requests.request_undo, name="request_undo"),
    path("requests/messages/create/", messages.message_create, name="message_create"),
    path("requests/messages/<uuid:public_id>/", messages.message_update, name="message_update"),
    path("requests/messages/<uuid:public_id>/read/", messages.message_detail, name="message_detail"),
    path("requests/messages/<uuid:public_id>/autosave/", messages.message_autosave, name="message_autosave"),
    path("requests/messages/<uuid:public_id>/checks/", messages.message_checks, name="message_checks"),
    path("requests/messages/<uuid:public_id>/fix/", messages.message_fix, name="message_fix"),
    path("requests/messages/<uuid:public_id>/keep/", messages.message_keep, name="message_keep"),
    path("requests/messages/<uuid:public_id>/window/", messages.message_window, name="message_window"),
    path("requests/messages/<uuid:public_id>/template/", messages.message_template, name="message_template"),
    path("requests/messages/<uuid:public_id>/send/", messages.message_send, name="message_send"),
    path("requests/messages/<uuid:public_id>/unsend/", messages.message_unsend, name="message_unsend"),
    path("requests/messages/<uuid:public_id>/versions/", messages.message_versions, name="message_versions"),
    path("requests/messages/<uuid:public_id>/discard/", messages.message_discard, name="message_discard"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/create/", templates.template_create, name="template_create"),
    path("templates/checks/", templates.template_checks, name="template_checks"),
    path("templates/<uuid:public_id>/", templates.template_update, name="template_update"),
    path("templates/<uuid:public_id>/delete/", templates.template_delete, name="template_delete"),
    path("settings/outreach/", settings.settings, name="settings"),
]
