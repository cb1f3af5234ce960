"""Is a time proposed, and a length named? (M-WINDOW, M-DURATION)"""

import re

from outreach.wording.prose import Prose, Span

WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon(?=\b(?! \w*ey))|tues?|wed(?!ding)|"
    r"thurs?|thu|fri|"
    r"(?:on |or |and |next |this |/ ?|, )(?:sat|sun)(?= (?:morning|afternoon|evening|eve|am|"
    r"pm|at)\b|\b(?! down| up|shine| in| on| at)))"
)
MONTH = (
    r"(?:january|february|april|june|july|august|september|october|november|december|jan|feb|"
    r"apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"(?:in|early|mid|late|of|this|next|until|from|end|beginning|start|during|by|between|"
    r"around|mid-|late-|early-)[ -](?:of )?(?:march|may|mar)(?! (?:i|we|you|be)\b)|"
    r"(?:march|may|mar)(?= (?:\d|or (?:april|june|in)|and (?:april|june)))|(?<=\d )(?:march|"
    r"may|mar)|(?<=\dth )(?:march|may)|(?<=\dst )(?:march|may)|(?<=\dnd )(?:march|may)|"
    r"(?<=\drd )(?:march|may)|(?<=\d\. )(?:march|may|mar)|(?<=th of )(?:march|may)|(?<=april "
    r"or )may|(?<=february or )march)"
)
RELATIVE = (
    r"(?:tomorrow|tmrw|tmr|2morrow|tonight|today|overmorrow|the day after tomorrow|"
    r"(?:next|this|the coming|coming|the following|following|the next|later this|later that|"
    r"any|end of the|the end of the|end of|beginning of|start of the|early|the same|either|"
    r"another|first|second|last|third|mid|middle of the|the) "
    r"(?:(?:few|two|three|four|couple of|2|3|working|business|half of the|part of the|days? "
    r"of the|after|of the|of) )*(?:weeks?|month|fortnight|weekend|wknd|weekday)s?(?:'s)?\b|"
    r"(?:this|tomorrow|any|next|one) (?:morning|afternoon|evening|noon|lunchtime|eve)s?|"
    r"(?:in|within) (?:a|one|two|three|four|\d|a couple of|the next|about two|about a) (?:\w+ "
    r")?(?:weeks?|fortnights?|days|months?)(?:' time)?|(?:a|one|two|three) (?:weeks?|"
    r"fortnight|months?) from (?:now|today)|"
    r"weekdays?|weekends?|wknd|mid-?week|mid-?month|month-?end|fortnight|(?:in|during|over) "
    r"the (?:\w+ )?weeks? (?:of|from|after|beginning|starting|around|to come|ahead)|weeks? "
    r"(?:of|beginning|starting|commencing|\d+|ahead)|kw ?\d+|cw ?\d+)"
)
DATE = (
    r"(?:\b\d{1,2}(?:st|nd|rd|th)\b(?! (?:year|time|grade|floor|century|edition|anniversary|"
    r"place|message|cohort|semester|row|birthday|attempt))|"
    r"\b\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?|\b\d{4}-\d{2}-\d{2}\b|"
    r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b(?!\d))"
)
DAYISH = (
    rf"(?:\b(?:{WEEKDAY}|{MONTH}|{RELATIVE})\b|{DATE}|\b(?:january|march|may) \d|\b(?:the "
    rf")?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december)\b)"
)
HOURISH = (
    r"(?:(?:at |around |@ ?)?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock|h\b|hrs\b|"
    r"uhr)|(?:at|@) ?(?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|noon|midday|half past \w+)\b)"
)

WHEN = re.compile(DAYISH + r"|\{window_?\d?\}|\{\{ ?window")
WHEN_KEYS = re.compile(
    r"day|mon|tue|wed|thu|fri|sat|sun|week|wknd|month|tomorrow|tm|2morrow|tonight|fortnight|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d|morning|afternoon|evening|\{|kw|eve|"
    r"noon|lunch"
)
GONE = re.compile(
    r"\b(?:last|past|previous|since|yesterday|ago|of last|earlier this|until|till|every|each|"
    r"from last|back in|born|all|most)\s+(?:\w+ )?$|\b(?:since|last|every|"
    r"each)\s+(?:\w+\s+){0,2}$"
)
BACK = re.compile(r"(?:'s|\bago)\b")
OFFER = re.compile(
    r"\b(?:could|would|might|can|cld|wld|shall|are (?:you|u)|r u|do you have|have you|free|"
    r"available|avail\w*|suit\w*|works?|fits?|how about|what about|how's|meet|talk|speak|chat|"
    r"call|propose|suggest|offer|possible|possibly|perhaps|maybe|"
    r"open|convenient|flexible|agreeable|minutes?|mins?|half an hour|half hour|quarter|hour|"
    r"slot|slots|window|windows|time|fine|good|either|any|coffee|lunch|phone|zoom|catch|ask|"
    r"spare|find|for example|e\.g|say|around|ideally|preferably|up for|fancy|got|to you|will "
    r"you|may i|please|i'm around|i am around|"
    r"let us|let's|reach|conversation|exchange|appointment|best|option|options|proposal|come "
    r"by|visit|video|thinking of|reserved|booked|table|invitation|invite|calendar|moved (?:it|"
    r"our)|changed it|hope|wish|like|hoping|love|thinkable|doable)\b|\?"
)
HAPPENED = re.compile(
    r"\b(?:was|were|had|did|saw|read (?:your|the|it|about)|heard|met|spoke|wrote|gave|began|"
    r"started|posted|published|moved|said|came|went|attended|listened|watched|launched|opened|"
    r"joined|left|finished|talked|took|told|mentioned|learned|learnt|sent|"
    r"graduated|presented|(?:i|we|you|who) sat|became|found|got your|changed|enjoyed|noticed|shared|spent|"
    r"studied|worked|hosted|made me|made it|caught|stayed with|stuck|kept|ran|led|won|built|"
    r"showed|explained|have (?:been|followed|read|worked|studied|written|finished)|"
    r"(?:i|we|you)(?:'ve| have|'d| had) \w+ed|i (?:start|begin|finish|graduate|teach|work|"
    r"have|study|am|must|hand|defend)|my \w+ (?:starts|begins|ends|is due|is)|you (?:start|"
    r"begin|speak|teach|lead|run|post)|organised|organized|appeared|hit|closed|ended|won|"
    r"chaired|moderated|answered|asked me)\b"
)
NOUN_OF_PAST = re.compile(
    r"\b(?:your|the|that|our|my|his|her|their|at|a|this)\s+(?:[\w'-]+\s+){0,4}?(?:talk|"
    r"lecture|article|post|essay|paper|speech|panel|webinar|workshop|keynote|session|demo|"
    r"interview|episode|podcast|meetup|conference|forum|summit|fair|seminar|event|launch|move|"
    r"comment|message|note|mail|email|report|exam|deadline|meeting|answer|question|review|"
    r"edition|issue|newsletter|all-hands|presentation|column|festival|hackathon|training|"
    r"merger|opening|switch|reorganisation|release|change|thesis|course|shift|update|story|"
    r"congress|gathering|visit|show|"
    r"broadcast|interview|class|dinner|reception|congratulations|announcement|decision|shifts|"
    r"piece|thread)\s*(?:(?:on|in|from|of|at|last|this|for|by|during|about|to|the|back|early|"
    r"late|mid|end)\s+)*(?:\w+\s+)?$"
)
AFTERWARDS = re.compile(
    r"\s*(?:(?:morning|afternoon|evening|night)s?\s*)?(?:'s\b|(?:talk|lecture|article|post|"
    r"panel|webinar|workshop|keynote|session|meetup|conference|newsletter|edition|issue|shift|"
    r"demo|episode|column|market|class|round|group|circle|club|fair|report|market|team "
    r"meeting|all-hands)\b)"
)


# "answer by Friday": when the reader is to write, not when one might talk.
ANSWER_BY = re.compile(
    r"\b(?:answer|reply|respond|response|hear(?: back)? from you|let me know|get back to me|write back|"
    r"decide|decision|confirm|confirmation|feedback)\b[^.!?;]{0,30}?\b(?:by|before|until|till|no later than)\s+"
    r"(?:(?:the|end|of|next|this|on|coming|latest)\s+)*$"
)
A_TALK_ON = re.compile(
    r"\b(?:for|have|a|another|short|quick|brief|minute|minutes) (?:a |an )?(?:[\w-]+ )?(?:talk|call|meeting|"
    r"session|interview|visit|move)\s*(?:(?:on|in|at|this|the|early|late|of|for)\s+)*(?:\w+\s+)?$"
)
ASKING_LEAD = re.compile(r"\s*(?:i (?:was |am )?(?:wonder|hop|ask|think|want)|could|would|can|may|might)")


def window(prose: Prose) -> Span | None:
    """The first day, date, week or month put forward as a proposal, or None."""
    low = prose.low
    if not WHEN_KEYS.search(low):
        return None
    for match in WHEN.finditer(low):
        if match[0][0] == "{" or _proposed(prose, match):
            return Span(match.start(), match.end())
    return None


def _proposed(prose: Prose, match: re.Match[str]) -> bool:
    low = prose.low
    at = match.start()
    before_all = low[max(0, at - 60) : at]
    if GONE.search(before_all) or (
        re.match(
            r"(?:last|the last|first|second|third|the same|another|the|this|end of|early|early-) "
            r"?(?:few |two |three |couple of )?weeks?\b(?! of| in| after| from| beginning)",
            match[0],
        )
        and re.search(r"\b(?:over|for|in|during) $", before_all)
        and not re.match("(?:the )?(?:next|coming|this|first|second|third|same)", match[0])
    ):
        return False
    if ANSWER_BY.search(before_all):
        return False
    if match[0] in ("today", "tonight") and not re.search(
        r"\b(?:free|call|talk|speak|time|available|meet)\b", low[max(0, at - 40) : match.end() + 30]
    ):
        return False
    if re.match(
        r"(?:in|within) |(?:the|this|any|another|early|first|second|last|either|mid|third) "
        r"(?:months?|weeks?)\b",
        match[0],
    ) and re.search(
        r"\b(?:(?:i|you|we|it) (?:'ll |will )?(?:start|finish|graduat)\w*|been|deadline|"
        r"busy)\b[^.!?,;]*$",
        before_all,
    ):
        return False
    past_event = AFTERWARDS.match(low, match.end()) or NOUN_OF_PAST.search(before_all[-60:])
    # "your talk on Tuesday" is over; "a talk on Tuesday" may be the very proposal.
    if past_event and not A_TALK_ON.search(before_all):
        return False
    if re.match(r"[^.!?;,]{0,12}\b(?:ago)\b", low[match.end() : match.end() + 16]):
        return False
    sentence = prose.sentence_at(at)
    start = prose.clause_start(at, sentence)
    clause = low[start : prose.clause_end(match.end(), sentence)]
    lead = low[start:at]
    if OFFER.search(lead):
        happened = HAPPENED.search(lead)
        return bool(not happened or OFFER.search(low, start + happened.end(), at) or ASKING_LEAD.match(lead))
    if HAPPENED.search(clause):
        return False
    if re.search(
        r"\b(?:by|before|until|till|since|for)\s+(?:the |end of |next )*$", lead
    ) and not OFFER.search(clause):
        return False
    return bool(OFFER.search(clause) or not re.search(r"\b(?:your|my|i|his|her)\b", clause))


NUMBER = (
    r"(?:\d{1,3}|\{minutes\}|five|seven|eight|ten|twelve|fifteen|eighteen|twenty(?:[- ]five)?|"
    r"twenty|thirty(?:[- ]five)?|thirty|forty(?:[- ]five)?|forty|fourty|forty-five|sixty|"
    r"ninety)"
)
LENGTH = re.compile(
    rf"\b{NUMBER} ?(?:(?:-|to|or|bis|/|\.\.) ?{NUMBER})?(?: |-)?(?:short |quick |spare |brief |"
    r"little |free |focused |honest )?(?:minutes?|minuten|mins?|minuets?|minute's|m)\b"
    rf"|\{{minutes\}}|\b{NUMBER} ?'(?!\w)|\b(?:a |one |the )?(?:short |good |bare |full "
    r")?(?:half|1/2)[- ]?(?:an |a )?(?:hours?|hr)\b|½ ?(?:an )?(?:h|hour)|\b(?:a |one "
    r")?quarter(?:s)?(?: |-)(?:of (?:an |a |one )?)?(?:hours?|hr)\b|\bthree[- ]quarters of an "
    r"hour\b"
    r"|\b(?:an|one|1|a single|two|2)(?: |-)?(?:\w+ )?(?:hours?|hrs?|h)\b|\bhour[- ]long\b|"
    r"\b0?\.5 ?h(?:ours?)?\b|\b(?:20|15|30|45) ?(?:m|mn|mns)\b|\bhalf-hour\b|\ba half hour\b"
)
LENGTH_KEYS = re.compile(r"min|hour|hr|\bh\b|\d ?h|\d ?m\b|\d ?'|½|\{")
NOT_LENGTH = re.compile(
    r"\s*(?:from (?!mon|tue|wed|thu|fri|(?:i|we|you|who) sat|sun|your (?:time|day|week)|"
    r"you\b)|away|walk|drive|"
    r"ride|by (?:train|bus|foot|bike|car)|early\b(?! in| next| on)|late\b|earlier\b|"
    r"later\b(?! this| in| next| on)|into(?! your)|ago|on foot|of (?:your|the|my|his|her) "
    r"(?:talk|podcast|lecture|film|video|speech|webinar|commute|class|shift|episode|keynote)|"
    r"(?:talk|lecture|podcast|video(?! ?-?(?:call|chat|talk|conversation|meeting))|film|"
    r"speech|keynote|episode|webinar|webcast|"
    r"demo|presentation|commute|train|bus|delivery|rule|slot you|break|exam|test|documentary|"
    r"clip|session you|of your choosing|a (?:day|week|night)|per (?:day|week)|each|every|"
    r"south|north|east|west)\b)"
)
NOT_LENGTH_BEFORE = re.compile(
    r"\b(?:your|his|her|their|every|within|after|in|live|only|the first|first|last|the last|"
    r"of the|those|these|at|about|past|of|till|until|spent|took|takes|waited|lasted|office is|"
    r"just|by) (?:\w+ )?$"
)
ASKS_LENGTH = re.compile(
    r"\b(?:could|would|might|can|may|have|spare|for|ask|free|give|grant|got|take|call|chat|"
    r"talk|conversation|speak|need|no more than|at most|maximum|max|enough|plenty|sufficient|"
    r"up to|about|find|offer|all i ask|need|meet|suffice|do|phone|possible|exchange|just|"
    r"invest|fancy|like|love|appreciate|grateful|max\.?)\b"
)


# A length told, or one that belongs to something else.
DOUBTFUL = re.compile(
    r"\b(?:your|his|her|their|every|the first|the last|those|after|waited|took|spent|lasted|"
    r"live|lives|is|are|deliver\w*|within|happy|rush|lunch|late|this|at an|at any|small|"
    r"eleventh|at the|cut|from|(?:cut|late|early|reduced|shortened|extended|delayed|longer|"
    r"shorter) by|saves?|saved|to under|took only) (?:only |just |about |my |the |their |his |"
    r"down (?:to|by) )?$"
)
NO_ASK = re.compile(
    r"\b(?:within|every|your|after|his|her|their|waited|took|spent|lasted|lives?|rush|lunch|"
    r"at an|at any|cut|saved?)\s+(?:\w+ )?$"
)


def length(prose: Prose) -> Span | None:
    """The first length of the talk that is asked for, or None."""
    low = prose.low
    if not LENGTH_KEYS.search(low):
        return None
    for match in LENGTH.finditer(low):
        at = match.start()
        before = low[max(0, at - 40) : at]
        doubtful = DOUBTFUL.search(before)
        asked = ASKS_LENGTH.search(low, at, min(len(low), match.end() + 60))
        if doubtful and (NO_ASK.search(before) or not asked):
            continue
        if NOT_LENGTH.match(low, match.end()):
            continue
        if re.match(r"(?:an|one|1|a) hours?$|an hour$", match[0]) and re.search(
            r"\b(?:at|of|choose) $", before
        ):
            continue
        sentence = prose.sentence_at(at)
        clause = low[prose.clause_start(at, sentence) : at]
        if HAPPENED.search(clause) and not ASKS_LENGTH.search(clause):
            continue
        return Span(match.start(), match.end())
    return None
