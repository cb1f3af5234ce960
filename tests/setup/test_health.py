from datetime import timedelta

import pytest
from django.urls import reverse

from infoview.shared import clock
from scheduler.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_health_says_ok_to_everybody(client):
    answer = client.get(reverse("health"))

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_health_costs_one_query_and_no_session(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(reverse("health"))


def test_health_tells_staff_more(as_owner, owner):
    owner.is_staff = True
    owner.save(update_fields=["is_staff"])

    report = as_owner.get(reverse("health"), {"full": "1"}).json()

    assert report["ok"]
    assert report["pending_migrations"] == []
    assert report["disk_free_mb"] > 0


def test_health_tells_nobody_else_more(client, as_stranger):
    assert client.get(reverse("health"), {"full": "1"}).status_code == 403
    assert as_stranger.get(reverse("health"), {"full": "1"}).status_code == 403


def test_health_tells_how_old_the_last_good_backup_is(as_owner, owner):
    owner.is_staff = True
    owner.save(update_fields=["is_staff"])
    Heartbeat.objects.create(job="backup", at=clock.now() - timedelta(hours=5))

    report = as_owner.get(reverse("health"), {"full": "1"}).json()

    assert report["newest_backup_hours_ago"] == 5.0
