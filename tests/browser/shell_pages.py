"""Pages that show the parts of the frame to a browser, and a note that saves itself; the suite's own."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import include, path

from infoview.shared import charts, clock
from infoview.shared.htmx import next_path, render_page, toast

# The note on the server. `broken` is the status it answers with instead of saving; 0 when all is well.
NOTE = {"text": "", "revision": 1, "broken": 0}
SEEN: list[dict[str, str]] = []


def reset():
    NOTE.update(text="", revision=1, broken=0)
    CARDS.update({"card-1": "drafting", "card-2": "sent"})
    for log in (SEEN, FORM_SENT, LIVE):
        log.clear()


def note(request):
    if request.method == "GET":
        return TemplateResponse(request, "shell/note.html", {"note": NOTE})
    SEEN.append(request.POST.dict())
    if NOTE["broken"] == 302:
        return HttpResponseRedirect("/accounts/login/?next=/shell/note/")
    if NOTE["broken"]:
        return HttpResponse(status=NOTE["broken"])
    if int(request.POST["revision"]) != NOTE["revision"]:
        return JsonResponse({"revision": NOTE["revision"], "text": NOTE["text"]}, status=409)
    NOTE.update(text=request.POST["text"], revision=NOTE["revision"] + 1)
    return JsonResponse({"revision": NOTE["revision"], "saved_at": clock.now().isoformat()})


def parts(request):
    bars = charts.bars_line(
        [6, 5, 4, 4, 2, 1, 1], labels=["Hannah", "Daniel", "Rosa", "Ben", "Grace", "Sara", "Priya"]
    )
    items = [
        {"label": "Export", "icon": "download", "url": "/shell/parts/?export=1", "key": "1"},
        {"label": "Archive", "icon": "archive", "url": "/shell/parts/?archive=1"},
        {"label": "Delete", "icon": "trash", "url": "/shell/act/", "post": True, "danger": True},
    ]
    context = {
        "now": clock.now(),
        "items": items,
        "rows": ["Ada", "Ben", "Cleo"],
        "bars": bars,
        "spark": charts.spark([6, 5, 1]),
        "steps": charts.funnel([("Asked", 21), ("Replied", 12), ("Talked", 7)], lit="Talked"),
        "grid": charts.number_grid([("Agency", [3.5, None, 4.0], 2), ("Charity", [5.0, 2.0, 1.0], 1)]),
        "dots": charts.dots([1, 3, 3, 5], low=1, high=5),
        "checks": [
            {"state": "ok", "title": "Easy to say no", "words": "no reply needed"},
            {
                "state": "warn",
                "title": "This reads as asking for a job",
                "words": "any openings",
                "why": "You ask for a view.",
            },
        ],
    }
    return render(request, "shell/parts.html", context)


def act(request):
    toast(request, "Done.", undo="/shell/undo/")
    return HttpResponseRedirect(next_path(request, "/shell/parts/"))


def undo(request):
    messages.success(request, "Taken back.")
    return HttpResponseRedirect(next_path(request, "/shell/parts/"))


DONE: set[str] = set()


def todo(request, name=""):
    if request.method == "POST":
        if name == "broken":
            return HttpResponse(status=500)
        toast(request, "Done.", undo="/shell/undo/")
        return HttpResponse("")
    return TemplateResponse(request, "shell/todo.html", {"names": ["Thank Priya", "Nudge Tomasz", "broken"]})


FORM_SENT: list[dict[str, str]] = []


def form(request):
    if request.method == "POST":
        FORM_SENT.append(request.POST.dict())
        messages.success(request, "Person added.")
        return HttpResponseRedirect(request.POST.get("to") or "/shell/parts/")
    return TemplateResponse(request, "shell/form.html", {})


def search(request):
    return TemplateResponse(request, "shell/found.html", {"q": request.GET.get("q", "")})


CARDS = {"card-1": "drafting", "card-2": "sent"}


def board(request):
    return render_page(request, "shell/board.html", {"columns": _columns()})


def _columns():
    names = {"card-1": "Yusuf Demir", "card-2": "Mei-Ling Chen"}
    keys = ["drafting", "sent", "nudge", "replied", "scheduled", "done", "moved"]
    return [
        {"key": key, "thin": key == "moved", "cards": [(c, names[c]) for c, at in CARDS.items() if at == key]}
        for key in keys
    ]


def move(request, card):
    if request.POST["stage"] == "done":
        return HttpResponse(status=409)
    CARDS[card] = request.POST["stage"]
    toast(request, "Moved.", undo="/shell/undo/")
    return TemplateResponse(request, "shell/columns.html", {"columns": _columns(), "oob": True})


ORDER: list[str] = []


def order(request):
    if request.method == "POST":
        ORDER[:] = request.POST.getlist("order")
        return HttpResponse(status=204)
    return TemplateResponse(request, "shell/order.html", {"names": ["a", "b", "c"]})


LIVE: list[tuple[str, dict[str, str]]] = []


def live(request):
    now = clock.now()
    started = now - timedelta(minutes=int(request.GET.get("ago", 0)))
    return TemplateResponse(request, "shell/live.html", {"started": started, "now": now})


def live_act(request, what):
    LIVE.append((what, request.POST.dict()))
    return JsonResponse({})


urlpatterns = [
    path("", include("infoview.urls")),  # first: of two routes with one name, the later is found
    path("shell/note/", note),
    path("shell/parts/", parts, name="today"),
    path("shell/act/", act),
    path("shell/undo/", undo),
    path("shell/todo/", todo),
    path("shell/todo/<str:name>/", todo),
    path("shell/form/", form),
    path("shell/board/", board),
    path("shell/board/<str:card>/move/", move),
    path("shell/order/", order),
    path("shell/live/", live),
    path("shell/live/<str:what>/", live_act),
    path("shell/search/", search, name="search"),
    path("shell/palette/", search, name="search_palette"),
]
