"""Words of what was learnt (docs/domain.md)."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    CONFIRMED = "confirmed", "Confirmed it"
    CHANGED_MY_MIND = "changed_my_mind", "Changed my mind"
    PIVOT = "pivot", "New direction"
    MORE_RESEARCH = "more_research", "Find out more"


class InsightStance(TextChoices):
    FOR = "for", "For"
    AGAINST = "against", "Against"


class Evidence(TextChoices):
    VERBATIM = "verbatim", "Their words"
    PARAPHRASE = "paraphrase", "Paraphrase"
    INFERENCE = "inference", "My inference"


class ThemeScope(TextChoices):
    MARKET = "market", "Market"
    ROLE = "role", "Role"
    ORGANISATION = "organisation", "Organisation"


class ThemeAct(TextChoices):
    CREATED = "created", "Created"
    RENAMED = "renamed", "Renamed"
    MERGED = "merged", "Merged"
    UNMERGED = "unmerged", "Merge undone"
    SPLIT = "split", "Split"
    SCOPED = "scoped", "Scope changed"
    REMOVED = "removed", "Removed"


class ChangeKind(TextChoices):
    CV = "cv", "CV"
    PORTFOLIO = "portfolio", "Portfolio"
    LEARNING = "learning", "Learning"
    TARGETING = "targeting", "Targeting"


class ChangeStatus(TextChoices):
    PLANNED = "planned", "Planned"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class OpportunityStatus(TextChoices):
    NOTED = "noted", "Noted"
    PERMISSION_FIRST = "permission_first", "Ask permission first"
    FOLLOWED = "followed", "Followed up"
    DROPPED = "dropped", "Left alone"
