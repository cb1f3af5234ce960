"""Foreign keys point down the house, as imports do; import-linter cannot see them."""

from django.apps import apps

ORDER = [
    "shared",
    "accounts",
    "contacts",
    "outreach",
    "interviews",
    "debriefs",
    "scheduler",
    "search",
    "roof",
]
OURS = [model for model in apps.get_models() if model._meta.app_label in ORDER]


def test_relations_point_down():
    upward = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model in OURS
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]

    assert upward == []


def test_rooms_with_tables_are_known():
    ours = ("infoview", "contacts", "outreach", "interviews", "debriefs", "scheduler")
    labels = {m._meta.app_label for m in apps.get_models() if m.__module__.startswith(ours)}

    assert labels <= set(ORDER)


def test_no_model_orders_itself_unasked():
    assert [model.__name__ for model in OURS if model._meta.ordering] == []
