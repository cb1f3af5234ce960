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

AGENT = (r"(?!(?:speaker|tester|volunteer|partner|customer|reader|supplier|sponsor|number|answer|matter|paper|chapter|letter|center|order|member|user|buyer|mentor|author|reviewer|translator of|donor|another|other|further|better|later|over|after|under|ever|never|investor|visitor)s?\b)"
         r"\w{2,}(?:er|ers|ist|ists|ant|ants|ian|ians|or|ors|eer|eers|nurse|clerk|cook|chef|aide)")
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
    rf"\b(?:tell|inform|update|write|message|alert|ping|notify|let) (?:me|us|know) (?:about|of|when|if|on) (?:\w+ ){{0,3}}?(?:vacanc(?:y|ies)|openings?|(?:open |free |suitable )(?:jobs?|positions?|roles?|posts?)|jobs|positions|internships|a (?:\w+ )?(?:position|job|role|internship|vacancy|post|placement))\b",
    rf"\b(?:let me know|tell me|remember me|write to me|think of me|call me|ping me|message me)(?: please)? (?:as soon as|when(?:ever)?|if|once|should|in case) (?:a|an|any|some|the|there)\b[^.!?;]{{0,25}}\b(?:{WORK}|something|place|spot|post|seat|slot)\b",
    rf"\b(?:saw|read|noticed|heard|see|understand|learned|found|seen|hear)\b[^.!?;]{{0,40}}\b(?:{WORK}|hiring|recruiting|looking for|need(?:s|ing)? (?:people|someone|staff))\b[^.!?]{{0,60}}\b(?:i|me) (?:\w+ ){{0,3}}?(?:would|could|might|may|can|am|'d|should)? ?(?:\w+ )?(?:fit|suit|suited|match|right|qualif\w+|like to (?:apply|be|join|try)|love to (?:apply|be|join)|apply|a (?:good|great|perfect|strong) (?:fit|match)|candidate|interested in (?:it|the|that|this|joining|applying)|consider\w*)\b",
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
    rf"\b(?:is|are) (?:your|the) (?:\w+ ){{1,3}}?(?:looking for|in need of|short of|searching for|needing|seeking) (?:a|an|any|some|more|new|another|people|someone|staff|junior)\b(?=[^.!]{{0,60}}\?)",
    r"\b(?:could|can|would|might|do|if|whether|perhaps) (?:you|u|your \w+) (?:\w+ )?(?:use|need|want|take|employ) (?:a |an |one |some |another |extra |more |additional )+(?:\w+ )?(?:hands?|pair of hands|helper|person|assistant|trainee|intern|apprentice|junior|beginner)\b",
    rf"\b(?:have|has|got|find|offer|is there|be)(?: \w+){{0,2}}? (?:any |some )?(?:work|employment|paid work) (?:for|available|to offer|going)\b|\b(?:place|spot|room|position|seat|slot|desk|opening|job|role|work|something|space|vacancy|use) (?:\w+ )?for (?:a|an|one|another) (?:[\w-]+ ){{0,3}}?(?:assistant|trainee|intern|apprentice|beginner|graduate|student|junior|newcomer|career changer|helper|{AGENT})\b",
    rf"\b(?:are|is) (?:you|u|your \w+)(?: guys)?(?: \w+){{0,2}}? (?:looking for|searching for|seeking|in need of|needing|short of) (?:a |an |any |some |another |more |new |additional |extra |junior |young )*(?:\w+ )?(?:help|people|staff|someone|somebody|colleagues?|hands|apprentices?|trainees?|interns?|assistants?|analysts?|{AGENT})\b",
    r"\b(?:you|u|ya|y'all|your team)(?: guys| lot| folks)?(?: still| currently| also| now)? (?:hiring|recruiting)\s*(?:\?|$|atm|now|right now|at the moment|these days)",
    rf"\b(?:do|does|did|has|have|is|are|will|would) (?:\w+ ){{1,3}}?(?:have|has|offer|need|seek|plan|know of|look for|looking for|hiring|recruiting|take|accept|advertis\w+)\b (?:\w+ ){{0,3}}?(?:{WORK}|interns|trainees|apprentices|new (?:people|staff|colleagues))\b(?=[^.!]{{0,60}}\?)",
    rf"\b(?:is|be|was|were|has|have|there's)(?: still| any| some| perhaps| maybe)* (?:room|space)(?: (?:in|on|at|for (?:me|one more|another))\b|\s*[.?!,])(?! (?:your|my|the) (?:calendar|diary|schedule|week))",
    rf"\b(?:want|like|love|hope|wish|plan|intend|keen|eager|happy|dream) (?:\w+ )?(?:to )?(?:move|moving|transfer|transferring|switch|switching|change|changing|come|coming|get|getting) (?:over |across |in)?(?:to|into) (?:your|ur) (?:\w+ )?{HOUSE}\b",
    r"\b(?:about|regarding|concerning|discuss|support(?:ing)?|consider|on|of|with|status of|for) my (?:\w+ )?(?:job )?(?:application|candidacy|candidature)\b(?! (?:to|for) (?:the )?(?:university|college|school|visa|master|phd|a (?:course|grant|visa|scholarship)))",
    rf"\b(?:saw|read|noticed|found|seen) (?:\w+ ){{0,3}}?(?:vacanc(?:y|ies)|opening|job ad(?:vert(?:isement)?)?|advert|posting|open (?:position|role|post|job)|position|job)\b[^.!?]{{0,60}}?\b(?:talk about (?:it|my|the (?:role|position|vacancy|job|opening))|apply|know more about (?:it|the)|my application|interested in it|suits? me|for me|be right for|fits? me|would be (?:perfect|ideal))\b",
    rf"\b(?:if|when(?:ever)?|should|in case) (?:you|u|your \w+|the \w+|they)(?: ever| should| happen to| one day| some day| do)* (?:need|want|look(?:ing)? for|are looking for|could use|require|search for|lack|be looking for|be short of|are short of|hire|recruit|take on) (?:a |an |another |some |any |more |extra |new |such )*(?!(?:time|any|anything|more|further|to|me to|a (?:break|reader|tester|second|speaker)|questions|information|details|volunteers?|testers?)\b)\w+[^.!?]{{0,50}}?"
    rf"(?:,|\bthen\b) (?:please |then |just )?(?:i(?:'m| am| would|'d| could| can) (?:be )?(?:\w+ )?(?:available|free|ready|there|your|happy to (?:join|help out|start|work)|glad to (?:join|start|work)|interested|love to (?:join|work|be)|like to (?:join|work|be|apply))|think of me|let me know|remember me|call me|tell me|write (?:to )?me|keep me)\b",
    r"\btak(?:e|ing) on (?:a|an|some|more|new|another|people|someone|beginners|career changers)\b(?! (?:new )?(?:project|client|challenge|role|topic|task|risk|patient|work|case|problem))(?=[^.!]{0,40}(?:\?|like me|\bme\b))|\bis [\w'-]+(?: [\w'-]+)? (?:hiring|recruiting)\b(?=[^.!]{0,60}\?)|\bget me (?:hired|in\b(?! touch)|a job|onto your|into your|a place|a position|a role)",
    rf"\b(?:if|when|should|once) (?:a |an |any |some |your next )?(?:\w+ )?(?:desk|chair|place|seat|post|job|position|role|spot|slot|vacancy|opening) (?:\w+ )?(?:becomes?|gets?|is|falls?|comes?|opens?|should become|were)\b ?(?:free|available|vacant|open|up|empty)?|\b(?:do|doing|complete|spend|make|write|absolve|finish) my (?:\w+ )?(?:internship|apprenticeship|placement|traineeship|practical (?:year|semester|training)|training|thesis|practicum|gap year|work experience) (?:with|at|in|under) (?:you|your|u)\b",
    r"\b(?:use|need|want|take|employ|room for|place for|interested in|hire|looking for|work for|fit for) (?:someone|somebody|a person|people|a beginner|a newcomer|an? \w+) like (?:me|myself)\b|\b(?:have|stand|had|get|is there|see) (?:a |any |some |the )?(?:\w+ )?(?:chance|shot|prospect|hope)s? (?:of|at|for|to) (?:\w+ )?(?:gett?ing|get|obtain|land|being|be|a |an |the |work|join|start|find)\w*[^.!?;]{0,30}\b(?:job|position|role|hired|place|post|offer|with you|your|internship|contract)\b",
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
    rf"\b(?:i(?:'d| would)?|me|want|hope|wish|love|like|dream(?: is)?|eager|keen|ready|happy|able|honou?red|proud|delighted|thrilled|glad|opportunity|chance|privilege|can i|could i|may i|possible) (?:\w+ )"
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
    r"pupils?|children|daughters|trainees?|interns?|members?|mother|father|uncle|aunt|teachers?|recruiters?|someone(?! like me)|somebody(?! like me)|everyone|somebody else|the others)\b"
    r"(?!\s*(?:,|said|told|says|suggested|mentioned|thinks|thought|recommended i|of mine (?:said|told|suggested)))")

HIRER = (r"(?:hir(?:es?|ing)|recruit\w*|h\.?r\.?\b|human resources|talent|personnel|people (?:team|department|partner|ops)|"
         r"(?:your |the )(?:\w+ )?(?:manager|boss|director|chief|lead|ceo|cto|head|supervisor|superior|decision[- ]makers?|principal|partners)\b|"
         r"head of|whoever (?:hires|decides|does)|in charge of (?:hiring|staff|recruit)|decision[- ]makers?|selection|"
         r"job|position|vacanc|opening|responsible for (?:hiring|staff)|staffing|hires|employ(?:s|er|ers)?\b|"
         r"who (?:decides?|picks?|selects?|chooses?) )")
PAPERS = r"(?:cv|c\.v\.|resume|curriculum vitae|profile|details|name|application|info|information|contact|portfolio|papers|documents|credentials|letter|number|email)"

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
    rf"(?:on |along |over |up )?(?:my (?:\w+ )?{PAPERS}(?: and (?:my )?\w+)?|this (?:note|message|mail|letter)|my cv|my resume)\b "
    rf"(?:\w+ ){{0,4}}?(?:to|with|along|on(?!ly)|onward|onwards|up|around|through|via|into|for|in|at) ?"
    rf"(?=[^.!?;]{{0,40}}(?:{HIRER}|your|whoever|the (?:right|relevant|responsible) (?:person|people)|someone|somebody|anyone|internal|system|portal|"
    r"\.|\?|!|,|$))",
    rf"\b(?:pass|forward|hand|send)(?:ing)? me (?:on|along|over|up|to)\b(?! (?:a|an|the|some|any) (?:link|copy|article|note|book))(?=[^.!?;]{{0,30}}(?:{HIRER}|your|whoever))|\b(?:speak|talk|write|turn|go|say)(?:ing)? (?:\w+ )?(?:to|with) (?:your|the) (?:\w+ ){{0,3}}?(?:about|of|for) (?:me|my)\b",
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
    r"\bif (?:you|u)(?: \w+)?(?: would| could| can| were to| wanted to)? (?:recommend|refer|introduc|endors|forward|pass|mention|vouch|put|nominat|present|suggest|propos|sponsor|support|back|submit|champion|lobb|push)\w*(?: in)?(?: on)? (?:me|my (?:name|profile|cv|resume|application|details|papers|case)|for me|a (?:good )?word)\b(?! (?:a|an|some|any|one|to (?:a|an|some|any|the) (?:book|article|paper|person to|place to)))",
    r"\bget(?:ting)? (?:me|my (?:\w+ )?(?:application|cv|resume|name|profile|papers|letter)) (?:on|onto|in|into|to|before|past|in front of|through|across)\b|\bsay(?:ing)? (?:something|anything|a few words|a few things|a word|good things|nice things) (?:\w+ )?(?:about|for|on behalf of) me\b|\bspeak(?:ing)? (?:well|highly|kindly|warmly|favou?rably) of me\b",
    rf"\b(?:forward|pass|hand|send|give|show|relay)(?:ing)? (?:on |along )?(?:this|my|the) (?:message|mail|e-?mail|note|letter|lines|question)\b[^.!?;]{{0,20}}?\bto\b[^.!?;]{{0,30}}?\b{HIRER}",
    r"\b(?:suggest|propos|nominat|champion|promot|push|present|put forward|lobby(?:ing)? for|lobbied for|advocat\w* for|plead(?:ing)? for|interced\w* for|go(?:ing)? to bat for|stand(?:ing)? up for|speaks? (?:up )?for|speaking (?:up )?for|us(?:e|ing) your influence for|pull(?:ing)? (?:some )?strings for|recommends?|fights? for|argue for|campaign for)(?:e|es|ed|ing|s)? me\b(?! (?:a|an|some|any|one|two|the|in\b|to (?:a|an|some|any)\b))",
    r"\bsubmit(?:ting)? (?:me|my)\b|\bnominat(?:e|ing) me\b|\bsponsor(?:ing)? me\b|\b(?:back|support|endorse|boost)(?:ing)? (?:me(?! in (?:my )?(?:learning|understanding))|my (?:application|"
    r"candidacy|candidature|name|case|bid))\b",
    r"\b(?:mention(?:ing)?|drop(?:ping)?|whisper|raise|raising|bring up|bringing up|float(?:ing)?|plant) (?:me|my (?:name|interest|application|profile))\b (?:\w+ ){0,2}?(?:to|with|in|at|around|when|internally)\b",
    r"\bname me to\b|\btell (?:your |the )(?:\w+ )?(?:manager|boss|recruiters?|hr|hiring manager|director|people team|head)\b[^.!?;]{0,30}\b(?:about me|of me|that i|i am|i'm|who i am)\b",
))
OFFERED = re.compile(r"\b(?:you(?:r)? (?:\w+ )?(?:offer(?:ed)?|promis(?:e|ed)|agreed|were kind enough|volunteered)|thank\w* (?:you )?(?:\w+ )?(?:for|that)|thanks for|offering to|"
                     r"kindly offered|s?he (?:would|could|will|can|offered)|they (?:would|could|will|can|offered)|who (?:would|could|will|can|offered))\b")
# "I refer my patients", "we recommend", told of one's own doing.
I_DO = re.compile(r"(?<!may )(?<!can )(?<!could )(?<!might )(?<!shall )(?<!should )\b(?:i|we)(?:'ll| will| can| could|'d| would(?! (?:\w+ )?(?:like|love|be|appreciate|ask|value|need))| am| happy| glad| to| would be)*(?: gladly| happily| also| be happy to| be glad to| am happy to| am glad to)* "
                  r"(?:pass|forward|send|share|hand|give|show|drop|submit|mention)\b|\b(?:i|we)(?:'m| am|'ve| have| are)(?: \w+)? (?:sending|passing|forwarding|sharing|giving|handing|showing|sent|passed|forwarded|shared|given|handed|shown)\b")


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
    for match in _hits(prose, REFERRAL):
        sentence = prose.sentence_at(match.start())
        before = prose.said[sentence.start:match.start()]
        if (prose.negated(match.start(), match.end()) or _inner_no(match[0]) or REPORTED.search(before)
                or OFFERED.search(before) or I_DO.search(prose.said, sentence.start, match.end())
                or _about_others(prose, match)):
            continue
        return _trim(prose, match)
    return None
