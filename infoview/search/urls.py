from django.urls import path

from infoview.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/palette/", views.search_palette, name="search_palette"),
]
