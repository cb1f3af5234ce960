"""Words of the conversation (docs/domain.md)."""

from django.db.models import TextChoices


class QuestionCategory(TextChoices):
    RAPPORT = "rapport", "Opening exchange"
    ROLE_REALITY = "role_reality", "Role reality"
    SUCCESS_METRICS = "success_metrics", "Success metrics"
    CHALLENGES = "challenges", "Challenges"
    TEAM_DYNAMICS = "team_dynamics", "Team dynamics"
    SKILLS_TRAINING = "skills_training", "Skills and training"
    CAREER_PATH = "career_path", "Career path"
    MARKET_TRENDS = "market_trends", "Market and industry trends"
    CULTURE = "culture", "Culture"
    ORGANISATION = "organisation", "Organisation"
    COMPENSATION_BENCHMARKS = "compensation_benchmarks", "Compensation benchmarks"
    ADVICE_NEXT_STEPS = "advice_next_steps", "Advice and next steps"
    GIVE_BACK = "give_back", "Give-back"
    CLOSING = "closing", "Closing"
    MARKET_SOUNDING = "market_sounding", "Market sounding"
    LOST_CANDIDATE = "lost_candidate", "Lost-candidate talk"
    INTERNAL_MOBILITY = "internal_mobility", "Internal mobility"


class QuestionStage(TextChoices):
    OPENING = "opening", "Opening"
    CORE = "core", "Core"
    CLOSING = "closing", "Closing"


class Framework(TextChoices):
    TRENDS = "trends", "Trends"
    INSIGHTS = "insights", "Insights"
    ADVICE = "advice", "Advice"
    RESOURCES = "resources", "Resources"
    ASSIGNMENTS = "assignments", "Assignments"
    NONE = "none", "No framework tag"


class Audience(TextChoices):
    ANY = "any", "Anyone"
    PEER = "peer", "Peer"
    SENIOR_LEADER = "senior_leader", "Senior leader"
    RECRUITER = "recruiter", "Recruiter"


class QuestionSeniority(TextChoices):
    ANY = "any", "Any level"
    ENTRY = "entry", "Entry"
    MID = "mid", "Mid"
    SENIOR = "senior", "Senior"


class QuestionIndustry(TextChoices):
    ANY = "any", "Any industry"
    TECH = "tech", "Tech"
    FINANCE = "finance", "Finance"
    HEALTHCARE = "healthcare", "Healthcare"
    EDUCATION = "education", "Education"


class QuestionOrgSize(TextChoices):
    ANY = "any", "Any size"
    START_UP = "start_up", "Start-up"
    ENTERPRISE = "enterprise", "Enterprise"
    PUBLIC_BODY = "public_body", "Public body"
    NON_PROFIT = "non_profit", "Non-profit"


class QuestionMode(TextChoices):
    SEEKER = "seeker", "Exploring work"
    RECRUITER = "recruiter", "Recruiting"
    INTERNAL = "internal", "Internal programme"


class BankStatus(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class InterviewStatus(TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    NO_SHOW = "no_show", "Nobody came"


NEXT: dict[str, frozenset[str]] = {
    InterviewStatus.SCHEDULED: frozenset(
        {InterviewStatus.HELD, InterviewStatus.CANCELLED, InterviewStatus.NO_SHOW}
    ),
    InterviewStatus.HELD: frozenset(),
    # An appointment that was called off by mistake comes back as itself.
    InterviewStatus.CANCELLED: frozenset({InterviewStatus.SCHEDULED}),
    InterviewStatus.NO_SHOW: frozenset({InterviewStatus.SCHEDULED, InterviewStatus.HELD}),
}


class InterviewKind(TextChoices):
    INFORMATIONAL = "informational", "Informational"
    MARKET_SOUNDING = "market_sounding", "Market sounding"
    LOST_CANDIDATE = "lost_candidate", "Lost candidate"
    INTERNAL = "internal", "Internal"


class Format(TextChoices):
    VIDEO = "video", "Video"
    PHONE = "phone", "Phone"
    COFFEE = "coffee", "Coffee"
    LUNCH = "lunch", "Lunch"
    IN_PERSON = "in_person", "In person"


AT_A_PLACE = frozenset({Format.COFFEE, Format.LUNCH, Format.IN_PERSON})


class Confidentiality(TextChoices):
    FREE = "free", "Free to use"
    NO_NAME = "no_name", "Without their name"
    PRIVATE = "private", "Keep private"


class PlanSection(TextChoices):
    OPENING = "opening", "Opening"
    CORE = "core", "Core"
    RESERVE = "reserve", "In reserve"
    CLOSING = "closing", "Closing"


class MarkKind(TextChoices):
    QUOTE = "quote", "Their words"
    NAME = "name", "A name"
    PROMISE_MINE = "promise_mine", "I promised"
    PROMISE_THEIRS = "promise_theirs", "They promised"
    OPPORTUNITY = "opportunity", "They offered"
    FOLLOW_UP = "follow_up", "Follow up"
