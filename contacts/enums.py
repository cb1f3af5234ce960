"""Words about people, as the domain uses them (docs/domain.md, section 1)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Distance(TextChoices):
    PEER_AHEAD = "peer_ahead", "One to three years ahead"
    SAME_LEVEL = "same_level", "Same level"
    SENIOR = "senior", "Senior"
    RECRUITER = "recruiter", "Recruiter"
    OTHER = "other", "Other"


class Stance(TextChoices):
    UNKNOWN = "unknown", "Unknown"
    CRITICAL = "critical", "Critical"
    BALANCED = "balanced", "Balanced"
    ENTHUSIASTIC = "enthusiastic", "Enthusiastic"


class Stage(TextChoices):
    NEW = "new", "New"
    ACQUAINTANCE = "acquaintance", "Acquaintance"
    ALLY = "ally", "Ally"
    MENTOR = "mentor", "Mentor"


class StayInTouch(TextChoices):
    NOT_ASKED = "not_asked", "Not asked"
    YES = "yes", "Yes"
    NO = "no", "No"


class Source(TextChoices):
    UNKNOWN = "", "Unknown"
    FRIEND_OR_FAMILY = "friend_or_family", "Friend or family"
    ALUMNI = "alumni", "Alumni"
    FORMER_COLLEAGUE = "former_colleague", "Former colleague"
    INTERNAL_COLLEAGUE = "internal_colleague", "Internal colleague"
    ASSOCIATION = "association", "Association"
    SHARED_GROUP = "shared_group", "Shared group"
    EVENT = "event", "Event"
    CONTENT = "content", "Something they published"
    MUTUAL_CONNECTION = "mutual_connection", "Mutual connection"
    REFERRED = "referred", "Referred"
    NETWORK = "network", "Online network"
    COLD = "cold", "Cold"
    IMPORT = "import", "Import"


class OrganisationSize(TextChoices):
    UNKNOWN = "", "Unknown"
    START_UP = "start_up", "Start-up"
    SCALE_UP = "scale_up", "Scale-up"
    MID_SIZE = "mid_size", "Mid-size"
    ENTERPRISE = "enterprise", "Enterprise"
    PUBLIC_BODY = "public_body", "Public body"
    NON_PROFIT = "non_profit", "Non-profit"


class PointKind(TextChoices):
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    PROFILE = "profile", "Profile"
    WEBSITE = "website", "Website"
    OTHER = "other", "Other"


class ResearchLayer(TextChoices):
    INDUSTRY = "industry", "Industry"
    ORGANISATION = "organisation", "Organisation"
    PERSON = "person", "Person"


class TouchKind(TextChoices):
    """Reactions are logged, yet they are no touch: nothing restarts from them."""

    TALK = "talk", "Talked"
    MESSAGE_OUT = "message_out", "You wrote"
    MESSAGE_IN = "message_in", "They wrote"
    CALL = "call", "Called"
    MEETING = "meeting", "Met"
    REACTION = "reaction", "Reacted to a post"
    NOTE = "note", "Note"


IS_TOUCH = frozenset(
    {TouchKind.TALK, TouchKind.MESSAGE_OUT, TouchKind.MESSAGE_IN, TouchKind.CALL, TouchKind.MEETING}
)


class Side(TextChoices):
    MINE = "mine", "I promised"
    THEIRS = "theirs", "They promised"


class FavourDirection(TextChoices):
    GIVEN = "given", "Given"
    RECEIVED = "received", "Received"


class ImportFormat(TextChoices):
    LINKEDIN = "linkedin", "LinkedIn connections"
    GOOGLE = "google", "Google Contacts"
    OUTLOOK = "outlook", "Outlook"
    CSV = "csv", "CSV"
    VCARD = "vcard", "vCard"
    MONICA = "monica", "Monica"
    JSON = "json", "Infoview"


class ImportState(TextChoices):
    STAGING = "staging", "Reading"
    STAGED = "staged", "Ready to look at"
    APPLIED = "applied", "Taken in"
    UNDONE = "undone", "Undone"
    FAILED = "failed", "Not readable"


class Fate(TextChoices):
    NEW = "new", "New"
    UPDATE = "update", "Update"
    UNCHANGED = "unchanged", "Unchanged"
    DUPLICATE = "duplicate", "Possible duplicate"
    ERROR = "error", "Not readable"
    SKIP = "skip", "Left out"


class Channel(TextChoices):
    """The way a message takes; what somebody prefers is one of these, or words of its own."""

    EMAIL = "email", _("E-mail")
    LINKEDIN_MESSAGE = "linkedin_message", _("LinkedIn message")
    LINKEDIN_NOTE_300 = "linkedin_note_300", _("LinkedIn note, 300 characters")
    LINKEDIN_NOTE_200 = "linkedin_note_200", _("LinkedIn note, 200 characters")
    INTERNAL_MESSAGE = "internal_message", _("Internal message")
    PHONE = "phone", _("Phone")
    IN_PERSON = "in_person", _("In person")
    SAME_THREAD = "same_thread", _("Same thread")
    OTHER = "other", _("Another way")
