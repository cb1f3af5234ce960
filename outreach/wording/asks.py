"""Does the writer ask for work, or for somebody's standing? (M-JOB, M-REFERRAL)"""

import re

from outreach.wording.prose import REPORTED, Prose, Span

# What is sought.
WORK = (r"(?:jobs?|positions?|vacanc(?:y|ies)|internships?|traineeships?|apprenticeships?|placements?|employment|gigs?|"
        r"openings?|(?:open )?roles?|headcount|job leads?|"
        r"(?:job|career|work|working|employment|professional|internship|graduate|student|freelance) opportunit(?:y|ies)|"
        r"working[- ]student (?:job|position|role|contract)|(?:thesis|student|trainee|junior|graduate) (?:posts?|spots?|slots?|"
        r"places?|seats?)|(?:free|vacant|open) (?:posts?|slots?|places?|seats?|chairs?|desks?|spots?)|summer jobs?|side jobs?|"
        r"part-time work|freelance work|paid work|contract work)")
LOOSE = r"(?:opportunit(?:y|ies)|slots?|spots?|places?|seats?|posts?|work|something|anything|contracts?|projects?)"
# Their side, as a place to work at.
HOUSE = (r"(?:team|company|firm|organi[sz]ation|department|group|lab(?:oratory)?|studio|office|agency|clinic|hospital|school|"
         r"institution|institute|bank|plant|business|staff|house|place|unit|crew|practice|shop|division|start-?up|ward|"
         r"newsroom|workshop|ranks|employer|foundation|ministry|ngo|library|museum|university|faculty|colleagues|side|end)")
AT_THEIRS = (rf"(?:(?:at|with|in|within|on|for|from|into|under|inside|around|of|to|by|near) (?:you(?:rs)?\b|u\b|ur\b|your\b|"
             rf"(?:the|this|that) (?:\w+ )?{HOUSE}\b|you guys))")
WILL_YOU = (r"(?:(?:could|can|would|will|might|may|do|does|did|are|is|have|has|shall|should)(?:n't)? "
            r"(?:you|u|ya|y'all|your \w+(?: \w+)?|there|it|the \w+|i|we|my \w+)|whether|if|any idea|wonder(?:ed|ing)?|"
            r"please|kindly|pls|plz|(?:let|tell|inform) me|hope|hoping|grateful|appreciate|glad|ask|asking)")
I_SEEK = (r"(?:\bi(?:'m| am|m| was|'ve been| have been| currently am)?|\bam|^|\bcurrently|\bwe are|\bto)\s+(?:\w+ ){0,3}?"
          r"(?:(?:look|search|hunt|hop|wish|long|ask|apply|compet)ing|in search|in the market|on the hunt|on the lookout|"
          r"after|seeking|want(?:ing)?|would like|would love|'d like|'d love|wish|need|keen|eager|interested|hope|hunting|"
          r"dream|chasing|in need)\b")

JOB_KEYS = frozenset(
    "job jobs position positions vacancy vacancies internship internships traineeship apprenticeship placement placements "
    "employment gig gigs opening openings role roles opportunity opportunities hire hires hiring recruiting recruit hired "
    "employ employed employer consider considered join work working apply applying application applied interview chances "
    "slot spot place seat staff headcount fit asset team available start mind hand man post posts free freelance candidate "
    "vacant trainee intern chance onboard ranks contract apprentice career opens offer taken shot money desk".split())

JOB = tuple(re.compile(p) for p in (
    # I am looking for a position with you / at Corvane.
    rf"{I_SEEK}[^.!?;]{{0,40}}?\b{WORK}\b[^.!?;]{{0,40}}?\b{AT_THEIRS}",
    rf"{I_SEEK}[^.!?;]{{0,40}}?\b(?:job|work|{LOOSE})\b (?:\w+ ){{0,3}}?(?:with you\b|at your\b|in your (?:team|company|firm|"
    rf"department|lab)|at yours\b|with u\b|on your team)",
    # I am looking for a job. (bare, with no field named)
    r"\bi(?:'m| am|m)? (?:\w+ ){0,2}?(?:looking|searching|hunting|after|seeking|in search|need|want|applying)(?: for| of|ing)? "
    r"(?:a |an |any |some |my |new |first |next |paid |full-time |part-time |permanent |entry-level |junior |"
    r"suitable |good |better |another ){0,4}(?:jobs?|employment|gig|internship|vacancy|work|position|placement)\b"
    r"(?! (?:in|as) (?!your)| that| where| which|,? but| one day| someday| later| eventually|s? (?:in|of) )",
    # Do you have openings? Is there an internship? Any roles?
    rf"\b{WILL_YOU}\b[^.!?;]{{0,60}}?\b(?:have|has|had|know of|know about|aware of|heard of|hear of|be|there(?:'s| is| are)?|"
    rf"got|see|expect|offer|foresee|come up|any|some|suitable|plan|planning)\b (?:\w+ ){{0,4}}?{WORK}\b",
    rf"\b(?:is|are|was|will|would|might|could) there (?:be )?(?:\w+ ){{0,4}}?{WORK}\b",
    rf"{I_SEEK}[^.!?;]{{0,20}}?\b{WORK}\b[^.!?]{{0,40}}?\b(?:your|this|the) {HOUSE}\b (?:is|was|would|has|seems|looks|stands|came|comes)",
    rf"\b(?:any|some) (?:\w+ ){{0,2}}?{WORK}\b[^.!?]{{0,40}}\?",
    rf"\b(?:any|some|if (?:a|an|any)|when(?:ever)? (?:a|an|any)|once (?:a|an)|should (?:a|an|any|some)|in case (?:a|an|any)) (?:\w+ )"
    rf"{{0,3}}?(?:{WORK}|{LOOSE})\b (?:\w+ ){{0,4}}?(?:opens?|open up|comes? up|come free|falls? (?:free|vacant)|"
    r"becom\w+ (?:available|free|vacant)|fall free|arises?|turns? up|going|for me|that (?:would |might |could |may )?"
    r"(?:fit|suit|match)\w*|on your (?:team|staff)|in your|at your|with you)\b",
    rf"\b(?:grateful|glad|appreciate|happy|interested|love|keep me in mind|think of me|remember me|hear|know|thankful)\b[^.!?;]"
    rf"{{0,30}}?\b(?:any|of an?) (?:\w+ ){{0,2}}?(?:{WORK}|opportunit(?:y|ies) (?:at|with|in|on) your)\b",
    r"\b(?:keep|have|bear|hold) me in (?:mind|view)\b|\bthink of me (?:when|if|for|should)\b",
    r"\b(?:are|r) (?:you|u|ya|y'all|you guys|they)(?: \w+){0,3}? (?:hiring|recruiting|taking (?:on|in) (?:\w+ )?(?:people|staff|"
    r"trainees|interns|apprentices|students))\b",
    r"\bis (?:your|the) (?:\w+ ){1,3}?(?:hiring|recruiting|taking on)\b(?=[^.!]{0,60}\?)",
    r"\b(?:whether|if|know when|tell me when) (?:you|u|your \w+|the \w+|it) (?:\w+ ){0,3}?(?:are|is|'re|will be|plans?|intends?)?"
    r" ?(?:to )?(?:hiring|hire|recruiting|recruit)\b(?! (?:for attitude|people who|managers? look))",
    r"\byou(?:'re| are)? (?:looking for|need(?:ing)?|want|could use|seek(?:ing)?|short of) (?:a |an |some |new |more |another |extra )"
    r"{0,3}(?:people|pair of hands|hands|hand|someone like me|somebody like me|junior|trainee|intern|assistant)\b[^.!?]{0,60}"
    r"\b(?:i|me|my|man|woman|person)\b",
    r"\b(?:find|have|see|got|be|is|there(?:'s| is| be)?|make|making|any) (?:\w+ ){0,3}?(?:a |any |some |an )?"
    r"(?:place|room|spot|slot|seat|chair|desk|space|use|work|something|anything|chance|job|position|role|post|opening) "
    r"(?:\w+ ){0,2}?for (?:me|someone like me|somebody like me|a (?:person|graduate|beginner|junior|candidate) like me|my profile)\b",
    # Hire me, consider me, take me on.
    r"\b(?:hire|employ|recruit|appoint) (?:me|a (?:person|graduate|beginner|junior|career changer) like me|someone like me)\b",
    r"\btak(?:e|ing) me (?:on(?!\s+a tour)|in\b|under your wing|as (?:an?|your))|\b(?:bring|bringing|get) me (?:on board|onboard|in at)|"
    r"\b(?:give|giving|offer|offering) me (?:a |an |some |any |the )?(?:\w+ ){0,2}?(?:job|position|role|internship|placement|employment|"
    r"work|shot|contract|apprenticeship|chance to (?:prove|work|join|show)|trial|spot|opening|interview)\b",
    r"\b(?:consider|considering|weigh|regard|see) (?:me|my (?:application|candidacy|candidature|profile|name|case))\b"
    r"(?: (?:for|as|in|when|to|if|should|worthy|suitable|please)\b|\s*[.,;!?)]|\s*$|\s+\w+ly\b)",
    r"\b(?:be|being|get|am|become) (?:\w+ )?(?:considered|shortlisted|short-listed|hired|recruited|employed|taken on|weighed)"
    r" (?:for|at|by|in|as|with|on)\b|\b(?:to|might|may|could) be considered\b(?! rude)",
    # I would love to join you / work for you.
    rf"\b(?:i(?:'d| would| really| very)?|to|me|if i|may i|can i|could i|might i|my (?:dream|goal|aim|wish|hope) is to|want to|hope to)"
    rf" (?:\w+ ){{0,5}}?(?:join|joining|be part of|become part of|be a part of|become a member of|contribute to|enter) "
    rf"(?:you(?! for| on a| at the| in (?:a|the) (?:call|talk))\b|(?:your|the) (?:\w+ ){{0,3}}?{HOUSE}\b(?! (?:call|meeting|session|tour|chat|event|visit|page))|your ranks)",
    rf"\b(?:i(?:'d| would)?|me|want|hope|wish|love|like|dream(?: is)?|eager|keen|ready|happy|able|can i|could i|may i|possible) (?:\w+ )"
    rf"{{0,3}}?(?:to )?(?:work|working|intern|interning|be working|start|serve|be employed) (?:\w+ )?(?:for|at|with|under|in) "
    rf"(?:you(?:rs)?\b(?!r)(?! on)|u\b|your (?:\w+ ){{0,3}}?{HOUSE}\b)",
    # Applications and chances.
    rf"\bi(?:'m| am| have|'ve|'d| would| will|'ll| want| wish| plan| intend| hope)?(?: just| also| already| recently| like| love| going| now| to|"
    rf" currently| formally| hereby){{0,3}} (?:apply|applying|applied) (?:to|for|at|with|as)\b[^.!?;]{{0,50}}?"
    rf"\b(?:{AT_THEIRS}|your (?:\w+ ){{0,3}}?(?:{HOUSE}|{WORK}|programme|program|scheme|intake|trainee)|"
    rf"(?:position|role|opening|vacancy|internship|job|post) (?:you|advertised|posted))\b",
    r"\bmy (?:own )?(?:chances?|odds|prospects) (?:of|at|to|for|with|in|on|are)\b|\b(?:do|would|might|could|have|stand|had) (?:i|me|someone like"
    r" me|a person like me|my profile) (?:\w+ )?(?:have |stand |get )?(?:a |any )?(?:chance|shot|hope)\b|\bcould (?:i|someone like me|my profile) "
    r"(?:be hired|get (?:hired|in at|a job)|fit (?:in(?:to)?|on) your)\b",
    r"\b(?:want|like|love|get|have|arrange|offer|request|for|invite me|invited|grant me|hope|secure|land|to|ask|pleased) "
    r"(?:\w+ ){0,3}?(?:to |for )?(?:an?|the|my) (?:job )?interview\b(?! (?:with|about|you|i |on |in |series|for (?:my|the|our) (?:podcast|thesis|"
    r"paper|blog|study|research|book|school|class)))(?<!informational interview)",
    r"\bhelp me (?:to )?(?:get|find|land|secure|obtain|into) (?:a |an |some |one|my |work|that |this |your )*(?:\w+ ){0,2}?"
    r"(?:job|position|role|one|work|internship|placement|gig|employment|door)\b",
    r"\b(?:i(?:'m| am)?|am) (?:\w+ )?(?:available|ready|free|able|prepared) (?:to (?:start|begin|join)|immediately|at once|from (?:now|next|the first))"
    r"|\bi (?:can|could) (?:start|begin) (?:immediately|right away|at once|next|on monday|tomorrow|from)",
    r"\bi(?:'d| would| will|'ll| could| can|'m| am)? (?:\w+ ){0,3}?(?:be )?(?:an? |the )(?:\w+ ){0,2}?(?:fit|asset|addition|match|hire|candidate) "
    r"(?:for|to|at|in|on) (?:your|the|this|that|you)\b|\bmy (?:skills|profile|background|experience) (?:\w+ ){0,3}?"
    r"(?:fits?|match(?:es)?|suits?|would fit|would suit) (?:your|the|any|an? open)\b",
    rf"\b(?:employment|job|position|work|role|post)\b[^.!?;]{{0,15}} to offer me\b|\boffer me\b[^.!?;]{{0,30}}\b{WORK}\b",
    r"\b(?:get|got|getting|put) (?:my|a) foot in the door (?:at|with|of) (?:your|you)\b",
))
TIME_SLOT = re.compile(r"\b(?:openings?|slots?|spots?|places?|space|room|free \w+)\b[^.!?;]{0,40}\b(?:calendar|diary|diaries|schedule|agenda|"
                       r"this week|next week|for a (?:\w+ )?(?:call|chat|talk|coffee|conversation)|to (?:talk|speak|chat|meet))\b")
THIRD = re.compile(
    r"(?:^|[,;]|\b(?:that|how|why|when|while|because|and|as|where|whether|who|which|after|before)\b)\s*(?:my |a |an |the |one of my |two of my |some |many |"
    r"most |our |his |her |their |these |other |another |every |each |your )*(?:old |former |good |best |younger |older |own |career )*"
    r"(?:s?he|they|who|friends?|colleagues?|brothers?|sisters?|cousins?|wife|husband|partner|sons?|daughters?|neighbours?|neighbors?|class"
    r"mates?|flatmates?|students?|candidates?|applicants?|graduates?|people|others|newcomers|nurses|engineers|juniors|refugees|parents?|"
    r"mother|father|uncle|aunt|teachers?|recruiters?|someone(?! like me)|somebody(?! like me)|everyone|somebody else|the others)\b"
    r"(?!\s*(?:,|said|told|says|suggested|mentioned|thinks|thought|recommended i|of mine (?:said|told|suggested)))")

HIRER = (r"(?:hir(?:es?|ing)|recruit\w*|h\.?r\.?\b|human resources|talent|personnel|people (?:team|department|partner|ops)|"
         r"(?:your |the )(?:\w+ )?(?:manager|boss|director|chief|lead|ceo|cto|head|supervisor|superior|decision[- ]makers?|principal|partners)\b|"
         r"head of|whoever (?:hires|decides|does)|in charge of (?:hiring|staff|recruit)|decision[- ]makers?|selection|"
         r"job|position|vacanc|opening|responsible for (?:hiring|staff)|staffing|hires|employ(?:s|er|ers)?\b|"
         r"who (?:decides?|picks?|selects?|chooses?) )")
PAPERS = r"(?:cv|c\.v\.|resume|curriculum vitae|profile|details|name|application|info|information|contact|portfolio|papers|documents|credentials|letter|number|email)"

REFERRAL_KEYS = frozenset(
    "refer referring recommend recommending recommendation vouch vouching endorse endorsement word forward forwarding pass "
    "passing share hand slip drop submit mention mentioning introduce introducing introduction connect connecting touch "
    "reference references referee referees referral referrals nominate back support send put intro behalf name speak "
    "patronage sponsor sponsorship testimonial good push flag suggest relay testify intercede letter standing".split())
BOOKISH = (r"(?! (?:to )?(?:a|an|any|some|the|other|further|more|another|one|two|three|good|your|which|what) (?:\w+ ){0,3}?(?:books?|articles?|papers?|"
           r"courses?|readings?|sources?|podcasts?|posts?|websites?|pages?|talks?|resources?|reports?|materials?|events?|introduction|"
           r"people (?:to|who)|person to (?:read|follow)|literature|films?|tools?|places? to|study|studies|statistics|data|chapter|guide))")
REFERRAL = tuple(re.compile(p) for p in (
    rf"\brefer(?:ring)? (?:me|us|my name|a (?:fellow|stranger)){BOOKISH}\b(?: to (?:{HIRER}|your|the|someone|somebody|anyone|whoever|colleagues?|people)|"
    r" (?:for|as|in|on|at|internally|when|if|via|through|within|into|onward|onwards|along|further|please|there)\b|\s*[.,;!?)]|\s*$)",
    rf"\brecommend(?:ing)? (?:me|my (?:name|profile|application|candidacy)|a (?:newcomer|beginner) like me){BOOKISH}\b"
    r"(?: (?:to|for|as|in|at|internally|when|if|with|within|warmly|highly|please|there)\b|\s*[.,;!?)]|\s*$)",
    r"\b(?:vouch(?:ing)?|speak(?:ing)? (?:up|well|out)?\s*(?:for me|of me|on my behalf)|stand(?:ing)? up for me|testify(?:ing)?|interced\w+) ?"
    r"(?:for (?:me|my)|on my|of me|to my|with)?",
    r"\bspeak(?:ing)? (?:up |well |out )?(?:for me|of me|on my behalf|in my favou?r)\b|\bspeak(?:ing)? (?:for|about|of) me (?:with|to|at)\b",
    r"\b(?:put|putting|say|saying|drop|dropping|slip|leave) (?:in )?(?:a|one|some|any|that|your) (?:good |kind |nice |quick |little |warm |strong |"
    r"positive |favou?rable )?words? (?:in )?(?:for me|on my|about me|with|to|in for|at|in\b)",
    r"\b(?:put|putting) in (?:a |some )?(?:good |kind |quick |nice )?words?\b|\ba (?:good|kind|warm) word (?:from you|for me|with your|to your|in)",
    r"\b(?:put|putting|push|pushing) (?:me|my name|my cv|my resume|my application) (?:forward|up for|in for|through|ahead|on the (?:list|shortlist)|in front of)\b",
    rf"\b(?:pass|passing|send|sending|hand|handing|slip|slipping|forward|forwarding|relay|relaying|share|sharing|drop|dropping|give|giving|show|"
    rf"showing|submit|submitting|get|getting|mention|mentioning|flag|suggest|suggesting|push|upload|take|move|circulate|circulating|deliver) "
    rf"(?:on |along |over |up )?(?:me|my (?:\w+ )?{PAPERS}(?: and (?:my )?\w+)?|this (?:note|message|mail|letter)|my cv|my resume)\b "
    rf"(?:\w+ ){{0,4}}?(?:to|with|along|on(?!ly)|onward|onwards|up|around|through|via|into|for|in|at) ?"
    rf"(?=[^.!?;]{{0,40}}(?:{HIRER}|your|whoever|the (?:right|relevant|responsible) (?:person|people)|someone|somebody|anyone|internal|system|portal|"
    r"\.|\?|!|,|$))",
    rf"\bforward(?:ing)? (?:on )?(?:me|my (?:\w+ )?{PAPERS})\b",
    rf"\b(?:introduc\w+|connect(?:ing)?|present(?:ing)?|link(?:ing)?) (?:me|us|my name) (?:to|with|up with)\b[^.!?;]{{0,40}}?\b{HIRER}",
    rf"\b(?:put|putting|get|getting) me (?:in touch|in contact|in front|through|in) (?:with|of|to)\b[^.!?;]{{0,40}}?\b{HIRER}",
    rf"\b(?:introduction|intro|contact|connection) (?:to|with)\b[^.!?;]{{0,30}}?\b(?:hir(?:es?|ing)|recruit\w*|hr\b|human resources|talent|personnel)",
    r"\b(?:use|name|list|give|mention|cite|put|have|quote|naming|using|listing|citing|include) (?:you|u|your name)(?: down)? (?:as|in|on|for) "
    r"(?:a |an |my |one of my )?(?:\w+ )?(?:reference|references|referee|referees|application|cover letter|form|cv)\b",
    r"\b(?:be|act|serve|stand|acting|serving|being) (?:as )?(?:a |an |my |one of my )(?:\w+ )?(?:references?|referees?|sponsor|guarantor|advocate)\b",
    r"\b(?:need|want|like|ask(?:ing)?|hope|hoping|get|give|giving|grant|offer|write|appreciate|request|obtain|secure|have|grateful|for|love|after|provide|"
    r"arrange|fill in|is all i need|value|obliged|thankful|beg)\b (?:\w+ ){0,3}?(?:for |to )?(?:a |an |any |your |some |that |the |me )*(?:\w+ )?"
    r"(?:referral|recommendation(?! (?:engine|system|algorithm|on|about|for (?:a |any |books?|courses?|reading|further)))|endorsement|letter of (?:recommendation|"
    r"reference|support)|reference letter|recommendation letter|testimonial|patronage)\b(?! (?:bonus|programme works|system|rate|culture|letters are))",
    r"\b(?:a|an|your|any|employee|internal|quick|personal|kind|warm|small) (?:\w+ ){0,2}?(?:referral|endorsement|recommendation)\b (?:\w+ ){0,6}?(?:from you|through your|"
    r"via your|would (?:\w+ )?(?:help|mean|make|be|open|boost|carry|give)|could (?:\w+ )?(?:help|make|open)|is all|from your|with your|to your|into your)",
    r"\bsubmit(?:ting)? (?:me|my)\b|\bnominat(?:e|ing) me\b|\bsponsor(?:ing)? me\b|\b(?:back|support|endorse|boost)(?:ing)? (?:me(?! in (?:my )?(?:learning|understanding))|my (?:application|"
    r"candidacy|candidature|name|case|bid))\b",
    r"\b(?:mention(?:ing)?|drop(?:ping)?|whisper|raise|raising|bring up|bringing up|float(?:ing)?|plant) (?:me|my (?:name|interest|application|profile))\b (?:\w+ ){0,2}?(?:to|with|in|at|around|when|internally)\b",
    r"\bname me to\b|\btell (?:your |the )(?:\w+ )?(?:manager|boss|recruiters?|hr|hiring manager|director|people team|head)\b[^.!?;]{0,30}\b(?:about me|of me|that i|i am|i'm|who i am)\b",
))
OFFERED = re.compile(r"\b(?:you(?:r)? (?:\w+ )?(?:offer(?:ed)?|promis(?:e|ed)|agreed|were kind enough|volunteered)|thank\w* (?:you )?(?:\w+ )?(?:for|that)|thanks for|offering to|"
                     r"kindly offered|s?he (?:would|could|will|can|offered)|they (?:would|could|will|can|offered)|who (?:would|could|will|can|offered))\b")
# "I refer my patients", "we recommend", told of one's own doing.
I_DO = re.compile(r"\b(?:i|we)(?:'ll| will| can| could|'d| would(?! (?:\w+ )?(?:like|love|be|appreciate|ask|value|need))| am| happy| glad| to| would be)*(?: gladly| happily| also| be happy to| be glad to| am happy to| am glad to)* "
                  r"(?:pass|forward|send|share|hand|give|show|drop|submit|mention)\b")


def _hits(prose: Prose, patterns):
    for pattern in patterns:
        yield from pattern.finditer(prose.said)


def _trim(prose, match):
    text = prose.text[match.start():match.end()]
    lead = len(text) - len(text.lstrip(" ,;"))
    return Span(match.start() + lead, match.start() + len(text.rstrip(" ,;")))


def _about_others(prose, match):
    sentence = prose.sentence_at(match.start())
    before = prose.said[sentence.start:match.start()]
    return bool(THIRD.search(before)) or bool(THIRD.match(prose.said[match.start():match.end()]))


def job_ask(prose: Prose) -> Span | None:
    """The first words that ask this reader for work, or None."""
    if not prose.words & JOB_KEYS:
        return None
    for match in _hits(prose, JOB):
        if (prose.negated(match.start(), match.end()) or _inner_no(match[0]) or prose.reported(match.start())
                or _about_others(prose, match)):
            continue
        if TIME_SLOT.search(prose.said, match.start(), min(len(prose.said), match.end() + 50)):
            continue
        return _trim(prose, match)
    return None


def _inner_no(matched):
    """A denial inside the matched words themselves ("I am really not looking for ...")."""
    return bool(re.search(r"\b(?:not(?! only| just)|never|no|nor|without|neither|[a-z]+n't|rather than|instead of|nothing|but (?:only|just))\b", matched))


def referral_ask(prose: Prose) -> Span | None:
    """The first words that ask the reader to spend their standing, or None."""
    if not prose.words & REFERRAL_KEYS:
        return None
    for match in _hits(prose, REFERRAL):
        sentence = prose.sentence_at(match.start())
        before = prose.said[sentence.start:match.start()]
        if (prose.negated(match.start(), match.end()) or _inner_no(match[0]) or REPORTED.search(before)
                or OFFERED.search(before) or I_DO.search(prose.said, sentence.start, match.end())
                or _about_others(prose, match)):
            continue
        return _trim(prose, match)
    return None
