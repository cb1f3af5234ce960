"""People and organisations, and everything that was noted about them."""

import uuid
from datetime import date, datetime
from typing import Any, Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q

from contacts.enums import (
    IS_TOUCH,
    Distance,
    Fate,
    FavourDirection,
    ImportFormat,
    ImportState,
    OrganisationSize,
    PointKind,
    ResearchLayer,
    Side,
    Source,
    Stage,
    Stance,
    StayInTouch,
    TouchKind,
)
from contacts.formats.identity import name_key, organisation_key, point_key, profile_key
from infoview.accounts.models import Region, Seniority, validate_timezone
from infoview.shared import clock
from infoview.shared.models import OwnedModel
from infoview.shared.querysets import OwnedQuerySet

# Only addresses a browser may open: the same rule for forms, imports and the admin.
web_address = URLValidator(
    schemes=["http", "https"], message="Write the whole address, such as https://example.org."
)


class Organisation(OwnedModel):
    """A company, school, agency or other body; name_key is the name as compared."""

    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    industry = models.CharField(max_length=80, blank=True)
    size = models.CharField(max_length=12, choices=OrganisationSize, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    region = models.CharField(max_length=8, choices=Region, blank=True)
    website = models.CharField(max_length=300, blank=True, validators=[web_address])
    about = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True, max_length=20_000)
    roles_to_look_for = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="contacts_organisation_name_once",
                violation_error_message="You have an organisation of this name.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="contacts_organisation_named",
                violation_error_message="An organisation needs a name.",
            ),
        ]

    def save(self, **options: Any) -> None:
        self.name_key = organisation_key(self.name)[:200] or self.name.casefold()[:200]
        if options.get("update_fields") is not None and "name" in options["update_fields"]:
            options["update_fields"] = {*options["update_fields"], "name_key"}
        super().save(**options)


class Tag(OwnedModel):
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=60, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="contacts_tag_name_once",
                violation_error_message="You have a tag of this name.",
            ),
            models.CheckConstraint(
                condition=~Q(name_key=""),
                name="contacts_tag_named",
                violation_error_message="A tag needs a name.",
            ),
        ]

    def save(self, **options: Any) -> None:
        self.name_key = self.name.strip().casefold()[:60]
        super().save(**options)


FILTERED = ("distance", "stage", "region", "source")


class ContactQuerySet(OwnedQuerySet["Contact"]):
    def active(self) -> Self:
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def never_touched(self) -> Self:
        return self.filter(last_touch_at=None)

    def to_keep(self) -> Self:
        """Keep those one may stay in touch with: not put aside, not muted, and no wish to the contrary."""
        wishes = Q(stay_in_touch=StayInTouch.NO) | Q(do_not_contact=True)
        return self.active().filter(~wishes, update_muted=False)


class Contact(OwnedModel):
    """A person.

    last_touch_at     the last talk or message, either way; kept by contacts.services.record_touch
    connected_on      when a network says you connected: a fact, not a conversation
    stage_signal      what they said or did that makes them a mentor
    """

    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=200, editable=False)
    prefix = models.CharField("title", max_length=40, blank=True, help_text="Such as Dr or Prof.")
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    pronoun = models.CharField(max_length=20, blank=True, help_text="Such as she, he or they.")
    job_title = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    distance = models.CharField(max_length=12, choices=Distance, default=Distance.OTHER)
    seniority = models.CharField(max_length=8, choices=Seniority, blank=True)
    region = models.CharField(max_length=8, choices=Region, blank=True)
    city = models.CharField(max_length=120, blank=True)
    timezone = models.CharField(max_length=64, blank=True, validators=[validate_timezone])
    source = models.CharField(max_length=20, choices=Source, blank=True)
    source_detail = models.CharField(max_length=200, blank=True)
    sourced_on = models.DateField(null=True, blank=True)
    introduced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="introduced"
    )
    how_met = models.CharField(max_length=300, blank=True)
    met_on = models.DateField(null=True, blank=True)
    connected_on = models.DateField(null=True, blank=True)
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.UNKNOWN)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.NEW)
    stage_signal = models.CharField(max_length=300, blank=True)
    stay_in_touch = models.CharField(max_length=12, choices=StayInTouch, default=StayInTouch.NOT_ASKED)
    update_after_months = models.PositiveSmallIntegerField(null=True, blank=True)
    update_muted = models.BooleanField(default=False)
    give_back_off = models.BooleanField(default=False)
    do_not_contact = models.BooleanField(default=False)
    preferred_channel = models.CharField(max_length=24, blank=True)
    profile_url = models.CharField(max_length=300, blank=True, validators=[web_address])
    profile_key = models.CharField(max_length=300, blank=True, editable=False)
    notes = models.TextField(blank=True, max_length=50_000)
    confirmed_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_touch_at = models.DateTimeField(null=True, blank=True, editable=False)
    notice_on = models.DateField("privacy notice given on", null=True, blank=True)
    notice_way = models.CharField(max_length=80, blank=True)
    notice_url = models.CharField(max_length=300, blank=True, validators=[web_address])
    purpose = models.CharField(max_length=200, blank=True)
    tags = models.ManyToManyField(Tag, through="ContactTag", related_name="contacts")

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="contacts_contact_named",
                violation_error_message="A name is needed.",
            ),
            models.CheckConstraint(
                condition=Q(introduced_by__isnull=True) | ~Q(introduced_by=F("id")),
                name="contacts_contact_not_by_self",
                violation_error_message="Nobody introduces themselves.",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.MENTOR) | ~Q(stage_signal=""),
                name="contacts_contact_mentor_signal",
                violation_error_message="What did they say or do that makes them a mentor?",
            ),
            models.CheckConstraint(
                condition=Q(update_after_months__isnull=True)
                | Q(update_after_months__gte=2, update_after_months__lte=12),
                name="contacts_contact_update_range",
                violation_error_message="Choose 2 to 12 months.",
            ),
        ]
        indexes = [
            # The columns behind the order let a filter that fits few be answered from the index alone.
            models.Index(
                fields=["owner", "archived_at", "sort_key", "id", *FILTERED], name="contacts_list_by_name"
            ),
            models.Index(
                fields=["owner", "archived_at", "last_touch_at", "id", *FILTERED],
                name="contacts_list_by_touch",
            ),
            models.Index(fields=["owner", "archived_at", "created_at", "id"], name="contacts_list_by_new"),
            # contacts.losing: those longest silent, of each stage and of each own interval
            models.Index(
                fields=["owner", "archived_at", "update_after_months", "stage", "last_touch_at", "id"],
                name="contacts_losing_by_stage",
            ),
            models.Index(
                fields=["owner", "archived_at", "update_after_months", "last_touch_at", "id"],
                name="contacts_losing_by_own",
                condition=Q(update_after_months__isnull=False),
            ),
            models.Index(fields=["owner", "organisation"], name="contacts_of_organisation"),
            models.Index(fields=["owner", "name_key"], name="contacts_same_name"),
            models.Index(fields=["owner", "profile_key"], name="contacts_same_profile"),
            models.Index(
                fields=["owner", "introduced_by"],
                name="contacts_introduced",
                condition=models.Q(introduced_by__isnull=False),
            ),
        ]

    def save(self, **options: Any) -> None:
        self.set_keys()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "name_key", "sort_key", "profile_key"}
        super().save(**options)

    def set_keys(self) -> None:
        """Set the columns that are compared and sorted by; bulk writers call it themselves."""
        self.name_key = name_key(self.name)[:200]
        self.sort_key = self.name.strip().casefold()[:200]
        self.profile_key = profile_key(self.profile_url)[:300] if self.profile_url else ""

    def archive(self, *, at: datetime) -> None:
        self.change(archived_at=at)

    def restore(self) -> None:
        self.change(archived_at=None)

    @property
    def role_line(self) -> str:
        """Return title and organisation in one line; the organisation must be loaded."""
        organisation = self.organisation.name if self.organisation else ""
        return ", ".join(part for part in (self.job_title, organisation) if part)

    @property
    def given_name(self) -> str:
        return self.first_name or self.name.split()[0]


class ContactTag(OwnedModel):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="contact_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "tag"], name="contacts_contacttag_once")]
        indexes = [
            models.Index(fields=["owner", "tag", "contact"], name="contacts_with_tag"),
            models.Index(fields=["owner", "contact", "tag"], name="contacts_tags_of"),
        ]


class ContactPoint(OwnedModel):
    """One way to reach somebody; value_key is the value as compared."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=8, choices=PointKind)
    value = models.CharField(max_length=300)
    value_key = models.CharField(max_length=300, editable=False)
    label = models.CharField(max_length=40, blank=True)
    is_preferred = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind", "value_key"],
                name="contacts_contactpoint_once",
                violation_error_message="This is on the page already.",
            ),
            models.CheckConstraint(
                condition=~Q(value=""),
                name="contacts_contactpoint_filled",
                violation_error_message="Write an address or number.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "kind", "value_key"], name="contacts_point_match"),
            models.Index(fields=["owner", "contact"], name="contacts_point_of"),
        ]

    def save(self, **options: Any) -> None:
        self.set_keys()
        super().save(**options)

    def set_keys(self) -> None:
        self.value_key = point_key(self.kind, self.value)[:300]


class ResearchNote(OwnedModel):
    """Something found out beforehand, in one of three layers, with where it stands."""

    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="research_notes"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="research_notes"
    )
    layer = models.CharField(max_length=12, choices=ResearchLayer)
    text = models.TextField(max_length=4000)
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True, validators=[web_address])
    noted_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_research_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | Q(organisation__isnull=False),
                name="contacts_researchnote_about",
                violation_error_message="A research note is about a person or an organisation.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contacts_researchnote_filled",
                violation_error_message="Write what you found.",
            ),
        ]


class Touch(OwnedModel):
    """One line of the relationship: a talk, a message either way, or a mere reaction.

    Messages and interviews keep their own touch here, so that this table alone
    answers "when did we last have to do with each other".
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="touches")
    kind = models.CharField(max_length=12, choices=TouchKind)
    is_touch = models.BooleanField(editable=False)
    happened_at = models.DateTimeField()
    happened_on = models.DateField(help_text="The owner's date.")
    summary = models.TextField(blank=True, max_length=4000)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(IS_TOUCH), is_touch=True)
                | (~Q(kind__in=sorted(IS_TOUCH)) & Q(is_touch=False)),
                name="contacts_touch_reactions_do_not_count",
                violation_error_message="A reaction is not a touch.",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "contact", "-happened_at"], name="contacts_touch_timeline"),
            models.Index(fields=["owner", "-happened_at"], name="contacts_touch_recent"),
        ]

    def save(self, **options: Any) -> None:
        self.is_touch = self.kind in IS_TOUCH
        super().save(**options)


class PromiseQuerySet(OwnedQuerySet["Promise"]):
    def open(self) -> Self:
        return self.filter(kept_at=None, withdrawn_at=None)


class Promise(OwnedModel):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="promises")
    side = models.CharField(max_length=8, choices=Side)
    text = models.CharField(max_length=300)
    promised_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("promised_on")),
                name="contacts_promise_due_after",
                violation_error_message="The date lies before the promise.",
            ),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="contacts_promise_kept_or_withdrawn",
                violation_error_message="A promise is kept or withdrawn, not both.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contacts_promise_filled",
                violation_error_message="Write what was promised.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], name="contacts_promise_due"),
            models.Index(fields=["owner", "contact"], name="contacts_promise_of"),
        ]


class Favour(OwnedModel):
    """Something given or received: two plain lists, never points."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="favours")
    direction = models.CharField(max_length=8, choices=FavourDirection)
    text = models.CharField(max_length=300)
    happened_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contacts_favour_filled",
                violation_error_message="Write what it was.",
            )
        ]
        indexes = [models.Index(fields=["owner", "contact", "happened_on"], name="contacts_favour_of")]


class Tie(OwnedModel):
    """Two people the owner declares not independent of each other."""

    a = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="ties_a")
    b = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="ties_b")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "a"], name="contacts_tie_of_a"),
            models.Index(fields=["owner", "b"], name="contacts_tie_of_b"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"], name="contacts_tie_once", violation_error_message="This tie is known."
            ),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="contacts_tie_ordered",
                violation_error_message="A tie joins two different people.",
            ),
        ]


class NotSame(OwnedModel):
    """Two people who look alike and were said to be two."""

    a = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="contacts_notsame_once"),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="contacts_notsame_ordered",
                violation_error_message="These must be two different people.",
            ),
        ]


class SavedView(OwnedModel):
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="contacts_savedview_once",
                violation_error_message="You have a view of this name.",
            )
        ]


class ImportBatch(OwnedModel):
    """One file on its way in: staged in steps, applied at once, undone as one.

    payload     the file's bytes while it is staged; emptied afterwards
    next_offset where the next staging step goes on: the number of rows read so far
    step_token  changes with each step, so that a second tab cannot run the same one
    """

    format = models.CharField(max_length=10, choices=ImportFormat, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.STAGING)
    payload = models.BinaryField(default=bytes, editable=False)
    size = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    next_offset = models.PositiveIntegerField(default=0)
    step_token = models.UUIDField(default=uuid.uuid4, editable=False)
    mapping = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    tag = models.ForeignKey(Tag, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    are_facts = False

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False),
                name="contacts_importbatch_undo_after_apply",
                violation_error_message="Only what was taken in can be undone.",
            )
        ]


class ImportRow(OwnedModel):
    """One row of a file and its fate.

    data    the person as read, field by field
    before  for an update: the values that were replaced, for undo
    after   the values that were written, to tell later edits from ours
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    fate = models.CharField(max_length=10, choices=Fate)
    choice = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)
    matched = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    applied_to = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    are_facts = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="contacts_importrow_line_once")]
        indexes = [models.Index(fields=["batch", "fate", "line"], name="contacts_import_by_fate")]


class ImportMapping(OwnedModel):
    """How the columns of a file with this header were understood last time."""

    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)

    are_facts = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "signature"], name="contacts_importmapping_once")
        ]


class Merge(OwnedModel):
    """Several people who became one, with what the undo needs (infoview/people/merging.py).

    record   step by step which rows moved from whom, which were folded into others, and the values
             before and after; emptied when the time for an undo is over
    """

    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merges")
    merged_at = models.DateTimeField(default=clock.now)
    record = models.JSONField(default=list)

    are_facts = False

    class Meta:
        indexes = [models.Index(fields=["owner", "kept", "-merged_at"], name="contacts_merges_of")]


class MergedContact(OwnedModel):
    """A person who was merged into another: the old address leads on."""

    merge = models.ForeignKey(Merge, null=True, blank=True, on_delete=models.CASCADE, related_name="people")
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="merged_from")
    old_public_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    merged_at = models.DateTimeField(default=clock.now)

    are_facts = False


class ErasedIdentity(OwnedModel):
    """A salted hash of an address of somebody erased: a later import asks before it brings them back."""

    identity_hash = models.CharField(max_length=64)
    erased_on = models.DateField()

    are_facts = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "identity_hash"], name="contacts_erased_once")
        ]


def touched_on(contact: Contact, *, timezone: str) -> date | None:
    """Return the owner's date of the last touch."""
    return clock.local_date(contact.last_touch_at, timezone) if contact.last_touch_at else None
