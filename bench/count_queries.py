"""Count the queries of pages: run by `python -m bench` with the paths as JSON; prints JSON."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 -- needs the loaded settings
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from contacts.models import Contact  # noqa: E402
from infoview.shared.kept_pages import PAGES  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]
owner = get_user_model().objects.get(email="load1@infoview.example")
client = Client()
client.force_login(owner, backend=settings.AUTHENTICATION_BACKENDS[0])
contact = Contact.objects.for_user(owner).order_by("pk").first()
counts = {}
for name, path in json.loads(sys.argv[1]).items():
    address = path.format(contact=f"/contacts/{contact.public_id}/")
    client.get(address)
    PAGES.clear()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, (name, answer.status_code)
    counts[name] = len(captured)
print(json.dumps(counts))
