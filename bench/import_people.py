"""Take in a file of people: run by `python -m bench` with the number of rows; prints JSON.

The bare pieces are what no import can do without: the lines are parsed, looked up in a dictionary and
inserted in bulk, contacts with their ways to reach them, into the same tables with the same triggers.
"""

import csv
import io
import json
import resource
import sys
import time
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 -- needs the loaded settings
from django.db import transaction  # noqa: E402

from contacts import importing  # noqa: E402
from contacts.formats.identity import name_key, profile_key  # noqa: E402
from contacts.models import Contact, ContactPoint, Organisation  # noqa: E402
from infoview.shared import clock  # noqa: E402

HEAD = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]


def lines_of(rows: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for n in range(rows):
        address = f"https://www.linkedin.com/in/first{n}-last{n}"
        mail = f"person{n}@example.org" if n % 3 == 0 else ""
        writer.writerow([f"First{n}", f"Last{n}", address, mail, f"Org {n % 800}", "Engineer", "12 Mar 2024"])
    return out.getvalue()


def whole(owner: Any, text: str) -> dict[str, float]:
    """Import as the pages do; return the seconds of staging and of the transaction that takes the rows in."""
    began = time.perf_counter()
    batch = importing.begin(owner=owner, data=text.encode(), file_name="Connections.csv", format="auto")
    while batch.state == "staging":
        batch = importing.stage_step(batch=batch, token=batch.step_token)
    staged = time.perf_counter()
    importing.apply(batch=batch, at=clock.now())
    return {"staged": staged - began, "applied": time.perf_counter() - staged}


@transaction.atomic
def pieces(owner: Any, text: str) -> float:
    began = time.perf_counter()
    known: dict[str, Contact] = {}
    houses: dict[str, Organisation] = {}
    for row in csv.DictReader(io.StringIO(text)):
        house = houses.setdefault(row["Company"], Organisation(owner=owner, name=row["Company"]))
        house.name_key = name_key(house.name)
        name = f"{row['First Name']} {row['Last Name']}"
        key = profile_key(row["URL"])
        known.setdefault(
            key,
            Contact(
                owner=owner, name=name, name_key=name_key(name), sort_key=name_key(name),
                profile_url=row["URL"], profile_key=key, organisation=house, job_title=row["Position"],
            ),
        )  # fmt: skip
    Organisation.objects.bulk_create(houses.values(), 500)
    Contact.objects.bulk_create(known.values(), 500)
    points = [
        ContactPoint(owner=owner, contact=contact, kind="profile", value=contact.profile_url, value_key=key)
        for key, contact in known.items()
    ]
    ContactPoint.objects.bulk_create(points, 500)
    return time.perf_counter() - began


def main() -> None:
    people = get_user_model().objects
    text = lines_of(int(sys.argv[1]))
    bare = pieces(people.create_user(email="bare@infoview.example", password=None), text)
    took = whole(people.create_user(email="whole@infoview.example", password=None), text)
    print(
        json.dumps(
            {
                "rows": int(sys.argv[1]),
                **{name: round(seconds, 2) for name, seconds in took.items()},
                "times the bare pieces": round(sum(took.values()) / bare, 2),
                "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


main()
