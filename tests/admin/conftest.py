"""grace works on the library: staff, and no more."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from infoview.library import load_library


@pytest.fixture
def staff(db):
    return get_user_model().objects.create_user(
        "grace@infoview.example", "a long enough password", is_staff=True
    )


@pytest.fixture
def as_staff(staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def library(db):
    return load_library()
