from django.urls import path

from scheduler.views import agenda, calendars, digest, feed, invite, preferences, reminders

app_name = "scheduler"

urlpatterns = [
    path("reminders/", reminders.reminder_list, name="reminder_list"),
    path("reminders/week/", agenda.week, name="week"),
    path("reminders/month/", agenda.month, name="month"),
    path("reminders/add/", reminders.reminder_create, name="reminder_create"),
    path("reminders/own/<uuid:public_id>/stop/", reminders.own_reminder_stop, name="own_reminder_stop"),
    path("reminders/<uuid:public_id>/", reminders.reminder_detail, name="reminder_detail"),
    path("reminders/<uuid:public_id>/done/", reminders.reminder_done, name="reminder_done"),
    path("reminders/<uuid:public_id>/dismiss/", reminders.reminder_dismiss, name="reminder_dismiss"),
    path("reminders/<uuid:public_id>/reopen/", reminders.reminder_reopen, name="reminder_reopen"),
    path("reminders/<uuid:public_id>/snooze/", reminders.reminder_snooze, name="reminder_snooze"),
    path("reminders/<uuid:public_id>/write/", reminders.reminder_write, name="reminder_write"),
    path("settings/reminders/", preferences.reminder_settings, name="settings"),
    path("settings/reminders/pause/", preferences.pause_create, name="pause_create"),
    path("settings/reminders/pause/<uuid:public_id>/end/", preferences.pause_delete, name="pause_delete"),
    path("settings/reminders/digest/", digest.digest_update, name="digest_update"),
    path("settings/reminders/digest/try/", digest.digest_try, name="digest_try"),
    # The logs leave out what follows /unsubscribe/.
    path("unsubscribe/<uuid:token>/", digest.digest_unsubscribe, name="digest_unsubscribe"),
    path("settings/calendar/", calendars.subscription_list, name="subscription_list"),
    path("settings/calendar/add/", calendars.subscription_create, name="subscription_create"),
    path("settings/calendar/<uuid:public_id>/", calendars.subscription_update, name="subscription_update"),
    path(
        "settings/calendar/<uuid:public_id>/renew/", calendars.subscription_renew, name="subscription_renew"
    ),
    path("settings/calendar/<uuid:public_id>/stop/", calendars.subscription_stop, name="subscription_stop"),
    path("calendar/<str:token>.ics", feed.feed, name="feed"),
    path("interviews/<uuid:public_id>/invite.ics", invite.invite, name="invite"),
]
