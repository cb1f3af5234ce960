from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def page1(request: HttpRequest) -> HttpResponse:
    name = request.user.get_username() if request.user.is_authenticated else ""
    row = Permission.objects.filter(pk=1).first()
    return render(request, "page1.html", {"name": name, "row": row, "rows": range(60)})


def null(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("page1", page1), path("null", null)]
