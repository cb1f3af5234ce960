"""Routes of the conversation."""

from django.urls import path

from interviews.views import interviews, live, marks, plan, preferences, prep, questions

app_name = "interviews"

urlpatterns = [
    path("settings/talks/", preferences.settings, name="settings"),
    path("interviews/", interviews.interview_list, name="interview_list"),
    path("interviews/create/", interviews.interview_create, name="interview_create"),
    path("interviews/when/", interviews.interview_when, name="interview_when"),
    path("interviews/<uuid:public_id>/", interviews.interview_detail, name="interview_detail"),
    path("interviews/<uuid:public_id>/edit/", interviews.interview_update, name="interview_update"),
    path("interviews/<uuid:public_id>/move/", interviews.interview_move, name="interview_move"),
    path("interviews/<uuid:public_id>/cancel/", interviews.interview_cancel, name="interview_cancel"),
    path("interviews/<uuid:public_id>/no-show/", interviews.interview_no_show, name="interview_no_show"),
    path("interviews/<uuid:public_id>/restore/", interviews.interview_restore, name="interview_restore"),
    path("interviews/<uuid:public_id>/hold/", interviews.interview_hold, name="interview_hold"),
    path("interviews/<uuid:public_id>/delete/", interviews.interview_delete, name="interview_delete"),
    # The plan
    path("interviews/<uuid:public_id>/plan/", plan.plan_update, name="plan_update"),
    path("interviews/<uuid:public_id>/plan/add/", plan.plan_add, name="plan_add"),
    path("interviews/<uuid:public_id>/plan/fill/", plan.plan_fill, name="plan_fill"),
    path("interviews/<uuid:public_id>/plan/restore/", plan.plan_restore, name="plan_restore"),
    path("interviews/<uuid:public_id>/plan/order/", plan.plan_reorder, name="plan_reorder"),
    path("interviews/plan/<uuid:public_id>/edit/", plan.item_update, name="item_update"),
    path("interviews/plan/<uuid:public_id>/move/", plan.item_move, name="item_move"),
    path("interviews/plan/<uuid:public_id>/remove/", plan.item_remove, name="item_remove"),
    path("interviews/plan/<uuid:public_id>/fix/", plan.item_fix, name="item_fix"),
    path("interviews/<uuid:public_id>/prep/", prep.prep, name="prep"),
    # The talk
    path("interviews/<uuid:public_id>/live/", live.live, name="live"),
    path("interviews/<uuid:public_id>/live/start/", live.live_start, name="live_start"),
    path("interviews/<uuid:public_id>/live/pause/", live.live_pause, name="live_pause"),
    path("interviews/<uuid:public_id>/live/finish/", live.live_finish, name="live_finish"),
    path("interviews/<uuid:public_id>/live/add/", live.live_add, name="live_add"),
    path("interviews/<uuid:public_id>/notes/", live.notes_save, name="notes_save"),
    path("interviews/<uuid:public_id>/notes/autosave/", live.notes_autosave, name="notes_autosave"),
    path("interviews/<uuid:public_id>/marks/add/", live.mark_create, name="mark_create"),
    path("interviews/plan/<uuid:public_id>/note/", live.note_save, name="note_save"),
    path("interviews/plan/<uuid:public_id>/note/autosave/", live.note_autosave, name="note_autosave"),
    path("interviews/plan/<uuid:public_id>/asked/", live.item_asked, name="item_asked"),
    path("interviews/plan/<uuid:public_id>/skip/", live.item_skip, name="item_skip"),
    path("interviews/people/<uuid:public_id>/stay-in-touch/", live.participant_stay, name="participant_stay"),
    path("interviews/marks/<uuid:public_id>/person/", marks.mark_person, name="mark_person"),
    path("interviews/marks/<uuid:public_id>/promise/", marks.mark_promise, name="mark_promise"),
    path("interviews/marks/<uuid:public_id>/delete/", marks.mark_delete, name="mark_delete"),
    # Questions
    path("questions/", questions.question_list, name="question_list"),
    path("questions/favourite/", questions.question_favourite, name="question_favourite"),
    path("questions/check/", questions.question_check, name="question_check"),
    path("questions/create/", questions.question_create, name="question_create"),
    path("questions/<uuid:public_id>/edit/", questions.question_update, name="question_update"),
    path("questions/<uuid:public_id>/delete/", questions.question_delete, name="question_delete"),
]
