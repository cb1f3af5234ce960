"""The roof: every route, in the order of the sidebar. Each room brings its own `urls`."""

from allauth.account.decorators import secure_admin_login
from allauth.account.views import logout as account_logout
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from infoview import quick, support, views
from infoview.health import health
from infoview.people import duplicates
from infoview.people.erasing import contact_erase
from infoview.people.losing import losing_touch
from infoview.people.page import contact_detail
from infoview.takeout.views import account_export

# Staff come in by the same door as everybody, with its limits and its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    # Today, search and timeline are the roof's own: infoview.views
    path("", views.today, name="today"),
    path("quick/", quick.quick_add, name="quick_add"),
    path("quick/save/", quick.quick_save, name="quick_save"),
    path("", include("infoview.search.urls")),
    # Rooms
    path("contacts/<uuid:public_id>/", contact_detail, name="contact_detail"),
    path("contacts/duplicates/", duplicates.duplicate_list, name="duplicate_list"),
    path("contacts/duplicates/apart/", duplicates.duplicate_apart, name="duplicate_apart"),
    path("contacts/merge/", duplicates.contact_merge, name="contact_merge"),
    path("contacts/<uuid:public_id>/merge/", duplicates.contact_merge_with, name="contact_merge_with"),
    path("contacts/merges/<uuid:public_id>/undo/", duplicates.merge_undo, name="merge_undo"),
    path("contacts/erase/", contact_erase, name="contact_erase"),
    path("contacts/losing-touch/", losing_touch, name="losing_touch"),
    path("", include("contacts.urls")),
    path("", include("outreach.urls")),
    path("", include("interviews.urls")),
    path("", include("debriefs.urls")),
    path("", include("scheduler.urls")),
    # The manifest and the service worker
    path("", include("infoview.pwa")),
    # Accounts
    path("settings/export/", account_export, name="account_export"),
    path("", include("infoview.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # Whether the app is well
    path("healthz", health, name="health"),
    # The workshop for library rows; it goes out by our door, too
    path("admin/logout/", account_logout),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", include((support.urlpatterns, "admin"), namespace="admin_support")),
    path("admin/", admin.site.urls),
]
