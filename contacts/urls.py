from django.urls import path

from contacts.views import exports, imports, notes, organisations, people

app_name = "contacts"

urlpatterns = [
    path("contacts/", people.contact_list, name="contact_list"),
    path("contacts/add/", people.contact_create, name="contact_create"),
    path("contacts/export/", exports.contact_export, name="contact_export"),
    path("contacts/views/add/", people.view_create, name="view_create"),
    path("contacts/views/<uuid:public_id>/edit/", people.view_update, name="view_update"),
    path("contacts/views/<uuid:public_id>/delete/", people.view_delete, name="view_delete"),
    path("contacts/bulk/", people.contact_bulk, name="contact_bulk"),
    path("contacts/bulk/undo/", people.contact_bulk_undo, name="contact_bulk_undo"),
    path("contacts/<uuid:public_id>/edit/", people.contact_update, name="contact_update"),
    path("contacts/<uuid:public_id>/archive/", people.contact_archive, name="contact_archive"),
    path("contacts/<uuid:public_id>/restore/", people.contact_restore, name="contact_restore"),
    # What is noted about a person
    path("contacts/<uuid:public_id>/note/", notes.touch_create, name="touch_create"),
    path("contacts/<uuid:public_id>/research/", notes.research_create, name="research_create"),
    path("contacts/<uuid:public_id>/promise/", notes.promise_create, name="promise_create"),
    path("contacts/<uuid:public_id>/favour/", notes.favour_create, name="favour_create"),
    path("contacts/<uuid:public_id>/tie/", notes.tie_create, name="tie_create"),
    path("contacts/<uuid:public_id>/tie/<uuid:other_id>/delete/", notes.tie_delete, name="tie_delete"),
    path("touches/<uuid:public_id>/delete/", notes.touch_delete, name="touch_delete"),
    path("research/<uuid:public_id>/edit/", notes.research_update, name="research_update"),
    path("research/<uuid:public_id>/delete/", notes.research_delete, name="research_delete"),
    path("promises/<uuid:public_id>/keep/", notes.promise_keep, name="promise_keep"),
    path("promises/<uuid:public_id>/withdraw/", notes.promise_withdraw, name="promise_withdraw"),
    path("promises/<uuid:public_id>/reopen/", notes.promise_reopen, name="promise_reopen"),
    path("favours/<uuid:public_id>/delete/", notes.favour_delete, name="favour_delete"),
    # A file of people on its way in
    path("contacts/import/", imports.import_create, name="import_create"),
    path("contacts/import/<uuid:public_id>/", imports.import_detail, name="import_detail"),
    path("contacts/import/<uuid:public_id>/columns/", imports.import_mapping, name="import_mapping"),
    path("contacts/import/<uuid:public_id>/step/", imports.import_step, name="import_step"),
    path("contacts/import/<uuid:public_id>/choose/", imports.import_choose, name="import_choose"),
    path("contacts/import/<uuid:public_id>/apply/", imports.import_apply, name="import_apply"),
    path("contacts/import/<uuid:public_id>/undo/", imports.import_undo, name="import_undo"),
    path("contacts/import/<uuid:public_id>/discard/", imports.import_discard, name="import_discard"),
    # Organisations
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/add/", organisations.organisation_create, name="organisation_create"),
    path("organisations/<uuid:public_id>/", organisations.organisation_detail, name="organisation_detail"),
    path(
        "organisations/<uuid:public_id>/edit/", organisations.organisation_update, name="organisation_update"
    ),
    path(
        "organisations/<uuid:public_id>/research/",
        notes.organisation_research_create,
        name="organisation_research_create",
    ),
]
