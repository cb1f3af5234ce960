"""Does the writer ask this reader for work? (M-JOB)"""

import re
from collections.abc import Iterator
from itertools import chain

from outreach.wording.asks import about_others, hits, inner_no, trim
from outreach.wording.prose import Prose, Span

# What is sought.
WORK = (
    r"(?:jobs?|positions?|vacanc(?:y|ies)|internships?|traineeships?|apprenticeships?|"
    r"placements?|employment|gigs?|"
    r"openings?|(?:open )?roles?|headcount|job leads?|"
    r"(?:job|career|work|working|employment|professional|internship|graduate|student|"
    r"freelance) opportunit(?:y|ies)|"
    r"working[- ]student (?:job|position|role|contract)|(?:thesis|student|trainee|junior|"
    r"graduate) (?:posts?|spots?|slots?|"
    r"places?|seats?)|(?:free|vacant|open) (?:posts?|slots?|places?|seats?|chairs?|desks?|"
    r"spots?)|summer jobs?|side jobs?|"
    r"part-time work|freelance work|paid work|contract work)"
)
LOOSE = (
    r"(?:opportunit(?:y|ies)|slots?|spots?|places?|seats?|posts?|work|something|anything|"
    r"contracts?|projects?)"
)
# Their side, as a place to work at.
# Their side, as a place to work at.
HOUSE = (
    r"(?:team|company|firm|organi[sz]ation|department|group|lab(?:oratory)?|studio|office|"
    r"agency|clinic|hospital|school|"
    r"institution|institute|bank|plant|business|staff|house|place|unit|crew|practice|shop|"
    r"division|start-?up|ward|"
    r"newsroom|workshop|ranks|employer|foundation|ministry|ngo|library|museum|university|"
    r"faculty|colleagues|side|end)"
)
AT_THEIRS = (
    r"(?:(?:at|with|in|within|on|for|from|into|under|inside|around|of|to|by|near) "
    r"(?:you(?:rs)?\b|u\b|ur\b|your\b|"
    rf"(?:the|this|that) (?:\w+ )?{HOUSE}\b|you guys))"
)
WILL_YOU = (
    r"(?:(?:could|can|would|will|might|may|do|does|did|are|is|have|has|shall|should)(?:n't)? "
    r"(?:you|u|ya|y'all|your \w+(?: \w+)?|there|it|the \w+|i|we|my \w+)|whether|if|any idea|"
    r"wonder(?:ed|ing)?|"
    r"please|kindly|pls|plz|(?:let|tell|inform) me|hope|hoping|grateful|appreciate|glad|ask|asking)"
)
I_SEEK = (
    r"(?:\bi(?:'m| am|m| was|'ve been| have been| currently am)?|\bam|^|\bcurrently|\bwe are|"
    r"\bto)\s+(?:\w+ ){0,3}?"
    r"(?:(?:look|search|hunt|hop|wish|long|ask|apply|compet)ing|in search|in the market|on "
    r"the hunt|on the lookout|"
    r"after|seeking|want(?:ing)?|would like|would love|'d like|'d love|wish|need|keen|eager|"
    r"interested|hope|hunting|"
    r"dream|chasing|in need)\b"
)
AGENT = (
    r"(?!(?:speaker|tester|volunteer|partner|customer|reader|supplier|sponsor|number|answer|"
    r"matter|paper|chapter|letter|center|order|member|user|buyer|mentor|author|reviewer|"
    r"translator of|donor|another|other|further|better|later|over|after|under|ever|never|"
    r"investor|visitor)s?\b)"
    r"\w{2,}(?:er|ers|ist|ists|ant|ants|ian|ians|or|ors|eer|eers|nurse|clerk|cook|chef|aide)"
)
JOB_STEMS = re.compile(
    r"thought of|remember|glad to be|colleague|job|position|\brole|vacan|opening|intern|"
    r"trainee|apprentic|placement|employ|gig|posts?\b|opportunit|hir(?:e|ing)|recruit|"
    r"consider|join|\bwork|appl[yi]|interview|chance|slot|spot|place|seat|desk|room|fit\b|"
    r"asset|availab|start|hands?\b|mind|take|taking|taken|bring|offer|get me|find me|think of "
    r"me|let me|tell me|remember me|move|switch|transfer|part of|become|staff|people|trial|"
    r"headcount|lead|someone|somebody|looking|need|candida|odds|prospect|ready|contract|help|"
    r"match|suit|short|weigh|regard|money|shot|contribut|enter|me on|training|thesis|open"
)
JOB = tuple(
    re.compile(p)
    for p in (
        r"\b(?:are|is|do|does|will|would|whether|if) (?:you|u|your|the) ?(?:\w+ ){0,4}?(?:plan|"
        r"plans|planning|going|about|intend|intends|intending|want|wanting|able|hoping|hope) to "
        r"(?:hire|recruit|employ|take on|expand|grow)\b(?=[^.!]{0,60}(?:\?|from|me\b))",
        r"\b(?:let me know|tell me|write to me|call me|think of me|ping me|message me|email me|"
        r"get in touch|contact me|remember me)\b[^.!?;]{0,15}\b(?:if|when|as soon as|should|once|"
        r"whenever) (?:something|anything|a place|a spot|there is something|there is anything)(?: "
        r"\w+)? (?:comes? up|opens?(?: up)?|turns? up|becomes? (?:free|available|open)|arises?|"
        r"for me|suitable|appears?)",
        # I am looking for a position with you / at Corvane.
        rf"{I_SEEK}[^.!?;]{{0,40}}?\b{WORK}\b[^.!?;]{{0,40}}?\b{AT_THEIRS}",
        rf"{I_SEEK}[^.!?;]{{0,40}}?\b(?:job|work|{LOOSE})\b (?:\w+ ){{0,3}}?(?:with you\b|at "
        r"your\b|in your (?:team|company|firm|"
        rf"department|lab)|at yours\b|with u\b|on your team)",
        # I am looking for a job. (bare, with no field named)
        r"\bi(?:'m| am|m)? (?:\w+ ){0,2}?(?:looking|searching|hunting|after|seeking|in search|"
        r"need|want|applying)(?: for| of|ing)? "
        r"(?:a |an |any |some |my |new |first |next |paid |full-time |part-time |permanent |"
        r"entry-level |junior |"
        r"suitable |good |better |another ){0,4}(?:jobs?|employment|gig|internship|vacancy|work|"
        r"position|placement)\b"
        r"(?! (?:in|as) (?!your)| that| where| which|,? but| one day| someday| later| eventually|"
        r"s? (?:in|of) )",
        # Do you have openings? Is there an internship? Any roles?
        rf"\b{WILL_YOU}\b[^.!?;]{{0,60}}?\b(?:have|has|had|know of|know about|aware of|heard of|"
        r"hear of|be|there(?:'s| is| are)?|"
        rf"got|see|expect|offer|foresee|come up|any|some|suitable|plan|planning)\b (?:\w+ ){{0,4}}?{WORK}\b",
        rf"\b(?:is|are|was|will|would|might|could) there (?:be )?(?:\w+ ){{0,4}}?{WORK}\b",
        rf"{I_SEEK}[^.!?;]{{0,20}}?\b{WORK}\b[^.!?]{{0,40}}?\b(?:your|this|the) {HOUSE}\b (?:is|"
        r"was|would|has|seems|looks|stands|came|comes)",
        rf"\b(?:any|some) (?:\w+ ){{0,2}}?{WORK}\b[^.!?]{{0,40}}\?",
        r"\b(?:any|some|if (?:a|an|any)|when(?:ever)? (?:a|an|any)|once (?:a|an)|should (?:a|an|"
        r"any|some)|in case (?:a|an|any)) (?:\w+ )"
        rf"{{0,3}}?(?:{WORK}|{LOOSE})\b (?:\w+ ){{0,4}}?(?:opens?|open up|comes? up|come free|"
        r"falls? (?:free|vacant)|"
        r"becom\w+ (?:available|free|vacant)|fall free|arises?|turns? up|going|for me|that "
        r"(?:would |might |could |may )?"
        r"(?:fit|suit|match)\w*|on your (?:team|staff)|in your|at your|with you)\b",
        r"\b(?:grateful|glad|appreciate|happy|interested|love|keep me in mind|think of me|"
        r"remember me|hear|know|thankful)\b[^.!?;]"
        rf"{{0,30}}?\b(?:any|of an?) (?:\w+ ){{0,2}}?(?:{WORK}|opportunit(?:y|ies) (?:at|with|in|on) your)\b",
        r"\b(?:tell|inform|update|write|message|alert|ping|notify|let) (?:me|us|know) (?:about|of|"
        r"when|if|on) (?:\w+ ){0,3}?(?:vacanc(?:y|ies)|openings?|(?:open |free |suitable "
        r")(?:jobs?|positions?|roles?|posts?)|jobs|positions|internships|a (?:\w+ )?(?:position|"
        r"job|role|internship|vacancy|post|placement))\b",
        r"\b(?:let me know|tell me|remember me|write to me|think of me|call me|ping me|message "
        r"me)(?: please)? (?:as soon as|when(?:ever)?|if|once|should|in case) (?:a|an|any|some|"
        rf"the|there)\b[^.!?;]{{0,25}}\b(?:{WORK}|something|place|spot|post|seat|slot)\b",
        r"\b(?:saw|read|noticed|heard|see|understand|learned|found|seen|"
        rf"hear)\b[^.!?;]{{0,40}}\b(?:{WORK}|hiring|recruiting|looking for|need(?:s|ing)? "
        rf"(?:people|someone|staff))\b[^.!?]{{0,60}}\b(?:i|me) (?:\w+ ){{0,3}}?(?:would|could|"
        r"might|may|can|am|'d|should)? ?(?:\w+ )?(?:fit|suit|suited|match|right|qualif\w+|like to "
        r"(?:apply|be|join|try)|love to (?:apply|be|join)|apply|a (?:good|great|perfect|strong) "
        r"(?:fit|match)|candidate|interested in (?:it|the|that|this|joining|applying)|"
        r"consider\w*)\b",
        r"\b(?:keep|have|bear|hold) me in (?:mind|view)\b|\bthink of me (?:when|if|for|should)\b",
        r"\b(?:are|r) (?:you|u|ya|y'all|you guys|they)(?: \w+){0,3}? (?:hiring|recruiting|taking "
        r"(?:on|in) (?:\w+ )?(?:people|staff|"
        r"trainees|interns|apprentices|students))\b",
        r"\bis (?:your|the) (?:\w+ ){1,3}?(?:hiring|recruiting|taking on)\b(?=[^.!]{0,60}\?)",
        r"\b(?:whether|if|know when|tell me when) (?:you|u|your \w+|the \w+|it) (?:\w+ "
        r"){0,3}?(?:are|is|'re|will be|plans?|intends?)?"
        r" ?(?:to )?(?:hiring|hire|recruiting|recruit)\b(?! (?:for attitude|people who|managers? look))",
        r"\byou(?:'re| are)? (?:looking for|need(?:ing)?|want|could use|seek(?:ing)?|short of) "
        r"(?:a |an |some |new |more |another |extra )"
        r"{0,3}(?:people|pair of hands|hands|hand|someone like me|somebody like me|junior|trainee|"
        r"intern|assistant)\b[^.!?]{0,60}"
        r"\b(?:i|me|my|man|woman|person)\b",
        r"\b(?:find|have|see|got|be|is|there(?:'s| is| be)?|make|making|any) (?:\w+ ){0,3}?(?:a |"
        r"any |some |an )?"
        r"(?:place|room|spot|slot|seat|chair|desk|space|use|work|something|anything|chance|job|"
        r"position|role|post|opening) "
        r"(?:\w+ ){0,2}?for (?:me|someone like me|somebody like me|a (?:person|graduate|beginner|"
        r"junior|candidate) like me|my profile)\b",
        r"\b(?:is|are) (?:your|the) (?:\w+ ){1,3}?(?:looking for|in need of|short of|searching "
        r"for|needing|seeking) (?:a|an|any|some|more|new|another|people|someone|staff|"
        r"junior)\b(?=[^.!]{0,60}\?)",
        r"\b(?:could|can|would|might|do|if|whether|perhaps) (?:you|u|your \w+) (?:\w+ )?(?:use|"
        r"need|want|take|employ) (?:a |an |one |some |another |extra |more |additional )+(?:\w+ "
        r")?(?:hands?|pair of hands|helper|person|assistant|trainee|intern|apprentice|junior|"
        r"beginner)\b",
        rf"\b(?:have|has|got|find|offer|is there|be)(?: \w+){{0,2}}? (?:any |some )?(?:work|"
        r"employment|paid work) (?:for|available|to offer|going)\b|\b(?:place|spot|room|position|"
        r"seat|slot|desk|opening|job|role|work|something|space|vacancy|use) (?:\w+ )?for (?:a|an|"
        rf"one|another) (?:[\w-]+ ){{0,3}}?(?:assistant|trainee|intern|apprentice|beginner|"
        rf"graduate|student|junior|newcomer|career changer|helper|{AGENT})\b",
        rf"\b(?:are|is) (?:you|u|your \w+)(?: guys)?(?: \w+){{0,2}}? (?:looking for|searching for|"
        r"seeking|in need of|needing|short of) (?:a |an |any |some |another |more |new |"
        r"additional |extra |junior |young )*(?:\w+ )?(?:help|people|staff|someone|somebody|"
        rf"colleagues?|hands|apprentices?|trainees?|interns?|assistants?|analysts?|{AGENT})\b",
        r"\b(?:you|u|ya|y'all|your team)(?: guys| lot| folks)?(?: still| currently| also| now)? "
        r"(?:hiring|recruiting)\s*(?:\?|$|atm|now|right now|at the moment|these days)",
        rf"\b(?:do|does|did|has|have|is|are|will|would) (?:\w+ ){{1,3}}?(?:have|has|offer|need|"
        r"seek|plan|know of|look for|looking for|hiring|recruiting|take|accept|advertis\w+)\b "
        rf"(?:\w+ ){{0,3}}?(?:{WORK}|interns|trainees|apprentices|new (?:people|staff|"
        rf"colleagues))\b(?=[^.!]{{0,60}}\?)",
        r"\b(?:is|be|was|were|has|have|there's)(?: still| any| some| perhaps| maybe)* (?:room|"
        r"space)(?: (?:in|on|at|for (?:me|one more|another))\b|\s*[.?!,])(?! (?:your|my|the) "
        r"(?:calendar|diary|schedule|week))",
        r"\b(?:want|like|love|hope|wish|plan|intend|keen|eager|happy|dream) (?:\w+ )?(?:to "
        r")?(?:move|moving|transfer|transferring|switch|switching|change|changing|come|coming|get|"
        rf"getting) (?:over |across |in)?(?:to|into) (?:your|ur) (?:\w+ )?{HOUSE}\b",
        r"\b(?:about|regarding|concerning|discuss|consider|on|of|with|status of|for) my (?:\w+ "
        r")?(?:job )?(?:application|candidacy|candidature)\b(?! (?:letters?|papers?|documents?|"
        r"forms?|portfolio|folder|package|file)| (?:to|for) (?:the )?(?:university|college|school|"
        r"visa|master|phd|a (?:course|grant|visa|scholarship)))",
        r"\b(?:saw|read|noticed|found|seen) (?:\w+ ){0,3}?(?:vacanc(?:y|ies)|opening|job "
        r"ad(?:vert(?:isement)?)?|advert|posting|open (?:position|role|post|job)|position|"
        r"job)\b[^.!?]{0,60}?\b(?:talk about (?:it|my|the (?:role|position|vacancy|job|"
        r"opening))|apply|know more about (?:it|the)|my application|interested in it|suits? me|"
        r"for me|be right for|fits? me|would be (?:perfect|ideal))\b",
        r"\b(?:if|when(?:ever)?|should|in case) (?:you|u|your \w+|the \w+|they)(?: ever| should| "
        r"happen to| one day| some day| do)* (?:need|want|look(?:ing)? for|are looking for|could "
        r"use|require|search for|lack|be looking for|be short of|are short of|hire|recruit|take "
        r"on) (?:a |an |another |some |any |more |extra |new |such )*(?!(?:time|any|anything|more|"
        r"further|to|me to|a (?:break|reader|tester|second|speaker)|questions|information|details|"
        r"volunteers?|testers?)\b)\w+[^.!?]{0,50}?"
        r"(?:,|\bthen\b) (?:please |then |just )?(?:i(?:'m| am| would|'d| could| can) (?:be "
        r")?(?:\w+ )?(?:available|free|ready|there|your|happy to (?:join|help out|start|work)|"
        r"glad to (?:join|start|work)|interested|love to (?:join|work|be)|like to (?:join|work|be|"
        r"apply))|think of me|let me know|remember me|call me|tell me|write (?:to )?me|keep me)\b",
        r"\btak(?:e|ing) on (?:a|an|some|more|new|another|people|someone|beginners|career "
        r"changers)\b(?! (?:new )?(?:project|client|challenge|role|topic|task|risk|patient|work|"
        r"case|problem))(?=[^.!]{0,40}(?:\?|like me|\bme\b))|\bis [\w'-]+(?: [\w'-]+)? (?:hiring|"
        r"recruiting)\b(?=[^.!]{0,60}\?)|\bget me (?:hired|in\b(?! touch)|a job|onto your|into "
        r"your|a place|a position|a role)",
        r"\b(?:if|when|should|once) (?:a |an |any |some |your next )?(?:\w+ )?(?:desk|chair|place|"
        r"seat|post|job|position|role|spot|slot|vacancy|opening) (?:\w+ )?(?:becomes?|gets?|is|"
        r"falls?|comes?|opens?|should become|were)\b ?(?:free|available|vacant|open|up|empty)?|"
        r"\b(?:do|doing|complete|spend|make|write|absolve|finish) my (?:\w+ )?(?:internship|"
        r"apprenticeship|placement|traineeship|practical (?:year|semester|training)|training|"
        r"thesis|practicum|gap year|work experience) (?:with|at|in|under) (?:you|your|u)\b",
        r"\b(?:use|need|want|take|employ|room for|place for|interested in|hire|looking for|work "
        r"for|fit for) (?:someone|somebody|a person|people|a beginner|a newcomer|an? \w+) like "
        r"(?:me|myself)\b|\b(?:have|stand|had|get|is there|see) (?:a |any |some |the )?(?:\w+ "
        r")?(?:chance|shot|prospect|hope)s? (?:of|at|for|to) (?:\w+ )?(?:gett?ing|get|obtain|land|"
        r"being|be|a |an |the |work|join|start|find)\w*[^.!?;]{0,30}\b(?:job|position|role|hired|"
        r"place|post|offer|with you|your|internship|contract)\b",
        r"\b(?:become|becoming|be) your (?:\w+ )?(?:colleague|apprentice|assistant|trainee|intern|"
        r"employee|right hand)\b|\b(?:right|perfect|ideal|best|suitable|good) (?:person|man|woman|"
        rf"one|candidate|fit|match) for (?:your|the|this|that) (?:\w+ )?(?:{WORK}|team|job)\b|"
        r"\b(?:glad|happy|grateful|pleased|like|love) to be (?:thought of|remembered|considered|"
        r"contacted|kept in mind)\b|\boffer me (?:something|anything|a place|a spot|a start|a way "
        r"in)\b",
        r"\b(?:send|hand|submit|put|file|make)(?:ing)?(?: you)?(?: in)? (?:an|my) (?:\w+ "
        r")?application (?:to|with|at|for|in) (?:your|you|the (?:open|position|post|role|job))",
        # Hire me, consider me, take me on.
        r"\b(?:hire|employ|recruit|appoint) (?:me|a (?:person|graduate|beginner|junior|career "
        r"changer) like me|someone like me)\b",
        r"\btak(?:e|ing) me (?:on(?!\s+a tour)|in\b|under your wing|as (?:an?|your))|\b(?:bring|"
        r"bringing|get) me (?:on board|onboard|in at)|"
        r"\b(?:give|giving|offer|offering) me (?:a |an |some |any |the )?(?:\w+ ){0,2}?(?:job|"
        r"position|role|internship|placement|employment|"
        r"work|shot|contract|apprenticeship|chance to (?:prove|work|join|show)|trial|spot|opening|"
        r"interview)\b",
        r"\b(?:consider|considering|weigh|regard|see) (?:me|my (?:application|candidacy|"
        r"candidature|profile|name|case))\b"
        r"(?: (?:for|as|in|when|to|if|should|worthy|suitable|please)\b|\s*[.,;!?)]|\s*$|\s+\w+ly\b)",
        r"\b(?:be|being|get|am|become) (?:\w+ )?(?:considered|shortlisted|short-listed|hired|"
        r"recruited|employed|taken on|weighed)"
        r" (?:for|at|by|in|as|with|on)\b|\b(?:to|might|may|could) be considered\b(?! rude)",
        # I would love to join you / work for you.
        r"\b(?:i(?:'d| would| really| very)?|to|me|if i|may i|can i|could i|might i|my (?:dream|"
        r"goal|aim|wish|hope) is to|want to|hope to)"
        rf" (?:\w+ ){{0,5}}?(?:join|joining|be part of|become part of|be a part of|become a member "
        r"of|contribute to|enter) "
        r"(?:you(?! for| on a| at the| in (?:a|the) (?:call|talk))\b|(?:your|the) (?:\w+ "
        rf"){{0,3}}?{HOUSE}\b(?! (?:call|meeting|session|tour|chat|event|visit|page))|your ranks)",
        r"\b(?:i(?:'d| would)?|me|want|hope|wish|love|like|dream(?: is)?|eager|keen|ready|happy|"
        r"able|honou?red|proud|delighted|thrilled|glad|opportunity|chance|privilege|can i|could i|"
        r"may i|possible) (?:\w+ )"
        rf"{{0,3}}?(?:to )?(?:work|working|intern|interning|be working|start|serve|be employed) "
        r"(?:\w+ )?(?:for|at|with|under|in) "
        rf"(?:you(?:rs)?\b(?!r)(?! on)|u\b|your (?:\w+ ){{0,3}}?{HOUSE}\b)",
        # Applications and chances.
        r"\bi(?:'m| am| have|'ve|'d| would| will|'ll| want| wish| plan| intend| hope)?(?: just| "
        r"also| already| recently| like| love| going| now| to|"
        rf" currently| formally| hereby){{0,3}} (?:apply|applying|applied) (?:to|for|at|with|"
        rf"as)\b[^.!?;]{{0,50}}?"
        rf"\b(?:{AT_THEIRS}|your (?:\w+ ){{0,3}}?(?:{HOUSE}|{WORK}|programme|program|scheme|intake|trainee)|"
        rf"(?:position|role|opening|vacancy|internship|job|post) (?:you|advertised|posted))\b",
        r"\bmy (?:own )?(?:chances?|odds|prospects) (?:of|at|to|for|with|in|on|are)\b|\b(?:do|"
        r"would|might|could|have|stand|had) (?:i|me|someone like"
        r" me|a person like me|my profile) (?:\w+ )?(?:have |stand |get )?(?:a |any )?(?:chance|"
        r"shot|hope)\b|\bcould (?:i|someone like me|my profile) "
        r"(?:be hired|get (?:hired|in at|a job)|fit (?:in(?:to)?|on) your)\b",
        r"\b(?:want|like|love|get|have|arrange|offer|request|for|invite me|invited|grant me|hope|"
        r"secure|land|to|ask|pleased) "
        r"(?:\w+ ){0,3}?(?:to |for )?(?:an?|the|my) (?:job )?interview\b(?! (?:with|about|you|i |"
        r"on |in |series|for (?:my|the|our) (?:podcast|thesis|"
        r"paper|blog|study|research|book|school|class)))(?<!informational interview)",
        r"\bhelp me (?:to )?(?:get|find|land|secure|obtain|into) (?:a |an |some |one|my |work|"
        r"that |this |your )*(?:\w+ ){0,2}?"
        r"(?:job|position|role|one|work|internship|placement|gig|employment|door)\b",
        r"\b(?:i(?:'m| am)?|am) (?:\w+ )?(?:available|ready|free|able|prepared) (?:to (?:start|"
        r"begin|join)|immediately|at once|from (?:now|next|the first))"
        r"|\bi (?:can|could) (?:start|begin) (?:immediately|right away|at once|next|on monday|tomorrow|from)",
        r"\bi(?:'d| would| will|'ll| could| can|'m| am)? (?:\w+ ){0,3}?(?:be )?(?:an? |the "
        r")(?:\w+ ){0,2}?(?:fit|asset|addition|match|hire|candidate) "
        r"(?:for|to|at|in|on) (?:your|the|this|that|you)\b|\bmy (?:skills|profile|background|"
        r"experience) (?:\w+ ){0,3}?"
        r"(?:fits?|match(?:es)?|suits?|would fit|would suit) (?:your|the|any|an? open)\b",
        rf"\b(?:employment|job|position|work|role|post)\b[^.!?;]{{0,15}} to offer me\b|\boffer "
        rf"me\b[^.!?;]{{0,30}}\b{WORK}\b",
        r"\b(?:get|got|getting|put) (?:my|a) foot in the door (?:at|with|of) (?:your|you)\b",
    )
)
TIME_SLOT = re.compile(
    r"\b(?:openings?|slots?|spots?|places?|space|room|free \w+)\b[^.!?;]{0,40}\b(?:calendar|"
    r"diary|diaries|schedule|agenda|"
    r"this week|next week|for a (?:\w+ )?(?:call|chat|talk|coffee|conversation)|to (?:talk|"
    r"speak|chat|meet))\b"
)
# A sentence that wishes or asks, names work, and names their side; and is not about learning how it goes.
WORKPLACE = re.compile(
    rf"\byour (?:\w+ ){{0,2}}?{HOUSE}\b|\b(?:with|for) you\b(?! (?:about|on|to))|\bat yours\b"
)
WORK_NAMED = re.compile(
    r"(?<!your )(?<!your first )(?<!your last )(?<!your old )(?<!your own )(?<!your new "
    r")(?<!your present )(?<!your current )(?<!my )(?<!my own )(?<!my first )(?<!my last "
    r")(?<!my old )(?<!my new )(?<!my present )(?<!my current )"
    r"\b(?:vacanc(?:y|ies)|internships?|jobs?|positions?(?! papers?)|openings?|"
    r"apprenticeships?|traineeships?|placements?|employment|job application|be hired|get "
    r"hired|be employed|apply)\b(?! (?:advert|ad|ads|adverts|market|title|centre|center|fair|"
    r"description|interviews?)\w*)"
)
WISHED_FOR = re.compile(
    r"\?|\b(?:would (?:like|love|be)|'d (?:like|love|be)|hop(?:e|ing|ed)|wish|want|please|"
    r"tell me|let me know|could|interested|keen|eager|dream|glad|happy|grateful|apply|looking "
    r"for|seeking|inform me|possible)\b"
)
LEARNING = re.compile(
    r"\b(?:how|what|why|understand\w*|learn\w*|hear|curious|wonder|story|stories|insight|from "
    r"(?:the )?inside|typical|talk about|changes?|changed|know more about your|view|opinion|"
    r"left|lost|quit)\b"
)


def job_ask(prose: Prose) -> Span | None:
    """The first words that ask this reader for work, or None."""
    for match in chain(hits(prose, JOB, JOB_STEMS), _wishes_for_work(prose)):
        if (
            prose.negated(match.start(), match.end())
            or inner_no(match[0])
            or prose.reported(match.start())
            or about_others(prose, match)
        ):
            continue
        if TIME_SLOT.search(prose.said, match.start(), min(len(prose.said), match.end() + 50)):
            continue
        return trim(prose, match)
    return None


def _wishes_for_work(prose: Prose) -> Iterator[re.Match[str]]:
    for sentence in prose.sentences:
        named = WORK_NAMED.search(prose.said, sentence.start, sentence.end)
        if not named or LEARNING.search(prose.said, sentence.start, sentence.end):
            continue
        if WORKPLACE.search(prose.said, sentence.start, sentence.end) and WISHED_FOR.search(
            prose.said, sentence.start, sentence.end
        ):
            yield named
