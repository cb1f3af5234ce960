"""The roof: every route, in the order of the sidebar. Each room brings its own `urls`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # Today, search, timeline and health are the roof's own: infoview.views
    # path("", views.today, name="today")
    # Rooms
    # path("", include("contacts.urls"))
    # path("", include("outreach.urls"))
    # path("", include("interviews.urls"))
    # path("", include("debriefs.urls"))
    # path("", include("scheduler.urls"))
    # The manifest and the service worker
    path("", include("infoview.pwa")),
    # Accounts
    path("accounts/", include("allauth.urls")),
    # The workshop for library rows
    path("admin/", admin.site.urls),
]
