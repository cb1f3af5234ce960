from django.urls import path

from infoview.accounts import views

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/theme/", views.theme, name="theme"),
    path("settings/invitations/", views.invitation_list, name="invitation_list"),
    path("settings/invitations/create/", views.invitation_create, name="invitation_create"),
    path("settings/invitations/<int:pk>/withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    path("settings/sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("settings/delete-account/", views.account_delete, name="account_delete"),
    path("accounts/invitation/<str:token>/", views.invitation_accept, name="invitation_accept"),
]
