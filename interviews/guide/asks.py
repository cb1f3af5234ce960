"""Asks that end a learning conversation: for work, for somebody's standing, for somebody's own pay (pure)."""

import re

# How a person is spoken of: the contact, or somebody the two of them know.
PERSON_NOUN = (
    r"(?:boss|manager|supervisor|colleagues?|co-?workers?|team-?mates?|director|ceo|cfo|cto|coo|predecessor|successor|"
    r"assistant|interviewer|interviewee|candidate|applicant|founder|chief|head|deputy|secretary|intern|neighbou?r|"
    r"counterpart|mentor|friend|partner|husband|wife|spouse|son|daughter|children|kids?|child|parents?|mother|father|mum|"
    r"mom|dad|brothers?|sisters?|siblings?|relatives?|grandparents?|grandmother|grandfather|uncle|aunt|fianc[eé]e?|girlfriend|"
    r"boyfriend|lead|team lead|line manager|principal|headteacher|chair|chairman|chairwoman|president of your|vp|professor|"
    r"recruiter|employee|worker|coach|trainer|peer|deskmate|desk mate|office mate|business partner|co-?founder|report|"
    r"direct report|landlord|other half|better half|family|man|woman|guy|lady|bloke|fellow|person)"
)
THEY = (
    r"(?:(?:the|that|this|an?) (?:new |other |last |previous |next |old |current |young |former )?(?:candidate|applicant|interviewee|interviewer|ceo|cfo|cto|founder|boss|predecessor|"
    r"successor|director|manager|supervisor|chair|chairman|colleague|principal|editor-in-chief|team lead|assistant|deputy|head of \w+|vice president|recruiter|intern)\b|"
    rf"(?:your|ur|his|her|their|our|my|yer|thy)\s(?:(?:new|old|former|last|current|own|young|older|younger|"
    rf"senior|direct|next|previous|co|line|team|other|first|second|male|female|fellow|hiring|general|closest|nearest)\s)?{PERSON_NOUN}\b)"
)
YOU = rf"(?:you(?:\syourself)?|ya|u|ye|thou|he|she|{THEY})"
YOUR = rf"(?:your|ur|yer|thy|his|her|{THEY}'s?)"
# the product's, the market's, everyone's: never one person's
BANDS = (
    r"(?:bands?|ranges?|scales?|grades?|structures?|polic(?:y|ies)|transparency|systems?|models?|grid|gap|surveys?|data|"
    r"benchmarks?|reviews?|figures|process|schemes?|levels|philosophy|formula|market|negotiations? in|equity act|committee|"
    r"cuts|freeze|budget|plans?|rounds?|day|slips? (?:software|service|format)|calculators?|tables?|talks|agreements?|"
    r"rolls?|payments? in|costs?)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_WORK = (
    r"(?:openings?|vacanc(?:y|ies)|internships?|placements?|traineeships?|apprenticeships?|(?:open|vacant|free|available) "
    r"(?:positions?|roles?|jobs?|posts?|spots?|seats?|slots?)|jobs?|positions?|roles?|posts?|headcount|work|gigs?|"
    r"employment|contracts?|openings|trainee (?:posts?|places?)|student jobs?|job opportunit(?:y|ies)|opportunit(?:y|ies)|"
    r"seats?|desks?|spots?|places?|room|trial (?:day|week|shift|period)|freelance work|work experience|"
    r"graduate (?:scheme|programme|program) places?)"
)
_FIRM = (
    r"(?:team|company|firm|department|employer|office|organi[sz]ation|group|studio|shop|agency|bank|clinic|lab|unit|division|"
    r"school|hospital|boss|manager|side|place|outfit|business|institute|museum|practice|ward|startup|start-up|charity|"
    r"foundation|publisher|house|desk|crew|newsroom|plant|end|lot)"
)
_HERE = (
    rf"(?:(?:on|at|in|with|within|for|from|by) (?:your|the) (?:\w+ ){{0,2}}{_FIRM}|"
    r"here\b|over there|where you (?:work|are)|at your (?:end|place)|with you\b|under you\b|"
    r"for (?:me\b|someone like me|somebody like me|people like me|a person like me|my (?:profile|background|skills))|"
    r"that (?:would|might|could|may) (?:suit|fit|match|be right for|interest) (?:me|my)|(?:like|as) me\b|"
    r"i (?:could|can|might|may|should) (?:\w+ )?(?:apply|fill|take|go for|do|try for|have|join|start|be)|coming up|right now|"
    r"at the moment|for which i|to which i|available|that i\b|you could (?:give|offer)|you can (?:give|offer))"
)
_JOB = _any(
    rf"\b(?:is|are|might|would|could|will) there (?:be )?(?:(?:still|also|currently|perhaps|maybe|possibly|by any chance|any chance of) )*"
    rf"(?:any|an|a|some|ever|no)? ?(?:[\w-]+ ){{0,3}}{_WORK}\b.{{0,30}}?{_HERE}",
    r"\b(?:is|are|might|would|will) there (?:be )?(?:any|an|a|some)? ?(?:[\w-]+ ){0,2}(?:vacanc(?:y|ies)|openings|(?:open|vacant) "
    r"(?:positions?|roles?|jobs?|posts?))\b(?! (?:usually|typically|in general|that|stay|remain|in (?:this|the|your) (?:field|sector|industry|market)))",
    rf"\b(?:do|does|would|might|did|could) (?:you|your (?:\w+ ){{0,2}}{_FIRM}|they) (?:\w+ ){{0,2}}(?:have|know of|know about|see|hear of|offer|got|"
    rf"need|find) (?:of )?(?:any|an|a|some)? ?(?:(?:open|junior|entry-level|vacant|suitable|free|paid|student|part-time|summer|graduate|good|other|"
    rf"current|remote|temporary|permanent|new|little|freelance|holiday|possible|assistant|trainee|unpaid|small|short) )*"
    rf"(?:openings?|vacanc(?:y|ies)|internships?|traineeships?|jobs?|positions?|job opportunit(?:y|ies)|employment|"
    rf"work for|(?:role|roles|place|placement|placements|spot|seat|opening|room|desk|contract|opportunity|opportunities|post|posts|use|need)s?\b.{{0,25}}?"
    rf"(?:for|to|like) (?:me|my|someone like me|somebody like me|offer)|(?:open|vacant) (?:roles?|posts?))\b"
    r"(?! (?:descriptions?|rotation|titles?|boards?|security|satisfaction|adverts?|ads|shadowing|sharing|queue|scheduler|fairs?|that "
    r"(?:combine|mix|bridge)|programme\b|program\b|families|on pricing|on the (?:question|issue|matter)))",
    rf"\byour (?:\w+ ){{0,2}}{_FIRM} (?:\w+ )?(?:hiring|recruiting|taking (?:on )?(?:people|interns|new)|looking (?:for|to hire)|need(?:s|ing)? (?:people|someone|staff|help|another|an extra))",
    rf"\b(?:is|are) (?:you|you guys|your (?:\w+ ){{0,2}}{_FIRM}|they|he|she|{THEY}) (?:\w+ )?(?:hiring|recruiting|taking (?:on )?(?:people|interns|applicants|applications|anyone|new)|"
    r"looking (?:for (?:someone|somebody|people|staff|help|a new|another|juniors|interns|trainees)|to hire)|(?:in )?need(?:ing)? (?:of )?(?:staff|someone|people|help|another))\b(?! for (?:these|this|the) (?:research|stud))",
    rf"\b(?:does|do|would|will|could|can|might) (?:you|your (?:\w+ ){{0,2}}{_FIRM}|they|anyone there) (?:\w+ )?(?:need (?:people|someone|another|an extra|a new|staff|any (?:help|more people|juniors|interns))|hire (?:interns|juniors|people like me)\b(?! for))",
    r"\b(?:hire|employ|recruit|take on|interview|interviewing|hiring|employing|onboard|engage|shortlist|invite|appoint|contract|sign) (?:me|someone like me|somebody like me|people like me|a person like me|someone with my|people with my)\b(?! (?:to|for) (?:a )?(?:coffee|lunch|study|talk|walk))",
    r"\b(?:take|taking|bring|bringing|get|getting|sign|have|having) me (?:on\b|in as|as an?\b|into (?:the|your) team|on board|aboard|in for an? (?:interview|trial)|an? (?:interview|job|internship|placement|position|role|start|foot in))",
    r"\b(?:consider|considering|considered|keep|keeping|bear|have|having|think of|thinking of|need|use|want) me (?:in mind )?(?:for|as|if|when|to fill|in|on|at)\b(?! (?:a )?(?:friend|source|reader|interview partner|touch|the (?:loop|list of testers)))",
    r"\b(?:offer|give|find|get|land|secure|organi[sz]e|arrange|fix|promise|save|hold|guarantee|grant|assure) (?:me|someone like me) (?:up )?(?:with )?(?:a|an|any|some|the|that|this|your|one)? ?(?:[\w-]+ ){0,3}"
    r"(?:jobs?|positions?|roles?|internships?|placements?|trial|chance|work|contracts?|interviews?|shot|spot|seat|traineeship|apprenticeship|desk|post|employment|opening|place|gig|start|break|go|tryout|shift)\b(?! (?:experience (?:was|is)|of (?:the|your) (?:talk|book)))",
    r"\b(?:can|could|may|might|would|should|do|will|how|where) i (?:\w+ ){0,3}?(?:apply (?:to|for|at|with|here|now|directly|through|in|there)|apply\b(?! (?:this|that|these|what|it|the (?:method|same|lesson|idea)))|"
    rf"get (?:hired|a job|in(?= with| at your|$| there)|an interview|an internship|a (?:role|position|place|spot|placement|contract|chance|foot)|the job|taken on|onto your|into your (?:team|company|firm|department))|"
    rf"work (?:for|at|with|in|under) (?:you\b|your (?:\w+ ){{0,2}}{_FIRM})|join (?:you\b|your (?:\w+ ){{0,2}}(?:{_FIRM}|programme|program|scheme))|intern\b|be (?:hired|considered|a (?:good |strong |suitable )?(?:fit|candidate|match)|an? (?:\w+ )?(?:asset|addition)|qualified|taken on|employed|of use to your)|"
    rf"have a (?:chance|shot)|stand a chance|start (?:working|in|with|at|on|next|tomorrow|as|here)\b(?! (?:my own|the research|learning))|"
    r"send (?:you |in |over )?my (?:application|cv|resume|résumé)|submit my|fill (?:the|that|this|a) (?:role|position|gap|vacancy|post)|qualify for (?:the|a|your|that)|interview (?:for|with|at) (?:the|your|you)\b|do (?:a|an|my) (?:internship|placement|apprenticeship|trial|traineeship))",
    r"\bwhen (?:can|could|do|may|might) i (?:start|begin)\W*$",
    r"\b(?:look at|consider|considering|review|accept|process|fast-?track|prioriti[sz]e|read|speed up|see|received?|decide on|looked (?:kindly )?(?:up)?on|happen(?:s|ed)? to|status of) (?:\w+ )?my (?:job )?application",
    r"\bmy (?:job )?application (?:be |has |get |is |might |will |would )",
    r"\bmy (?:own )?(?:chances?|odds|prospects|likelihood|hopes?)\b.{0,20}?\b(?:of|for|to|in|with|at|if i|here|on)\b.{0,30}?\b(?:hired|job|role|position|post|work|getting in|get in|being (?:taken|accepted|selected|hired|offered)|interview|your|applied|apply|here|offer|team|placement|there)\b",
    r"\b(?:am|would|could|might|will|can) i (?:\w+ ){0,3}(?:a |an |the )?(?:\w+ )?(?:fit|match|suited|suitable|qualified|right|candidate|person|considered|enough|material|eligible|in the running)\b.{0,25}?(?:for|to (?:work|join)|at|in|with|on) (?:the|your|this|that|a|an|any) (?:\w+ ){0,3}(?:role|position|job|team|opening|vacancy|post|firm|company|place|department|internship|group|programme|program|scheme|unit|placement)",
    rf"\b(?:chance|chances|shot|place|spot|desk|opening|seat|vacancy|work|job|role|position|internship|anything|something|post|room|placement|contract|gig|slot|bench|shift) (?:[\w'-]+ ){{0,7}}?for (?:me\b(?! to (?:learn|see|understand|read|ask|watch|visit|talk|help|follow|look|meet|catch))|someone like me|somebody like me|a person like me|someone with my|my profile)",
    rf"\b(?:any|a|some) (?:\w+ ){{0,2}}(?:jobs?|openings?|vacanc(?:y|ies)|internships?|positions?|work|roles?|contract|placement|traineeship) (?:[\w-]+ ){{0,3}}?(?:for me|at (?:yours\b|your (?:\w+ )?{_FIRM}\b)|with (?:you\b|your (?:\w+ )?{_FIRM}\b)|on your team|in your team|going|left|open|to be had|i could|i can|i might|free)\b",
    rf"\bany(?:thing|body)? (?:going|open|opening|free|available) (?:[\w-]+ ){{0,2}}(?:at|in|on|with) (?:your|yours)",
    r"^(?:any|an?) (?:open |junior )?(?:jobs?|openings?|vacanc(?:y|ies)|internships?)\b.{0,20}$",
    r"\bi(?:'m| am|'ve been| have been) (?:\w+ )?(?:looking|searching|hunting|applying|seeking|after|on the hunt|in the market) (?:for |to )?(?:a |an |any |some )?(?:\w+ ){0,3}(?:work|job|position|role|internship|placement|employment|post|opening|contract|traineeship|apprenticeship|be hired)\b",
    r"\bi(?:'d| would) (?:\w+ )?(?:like|love|want|be (?:happy|keen|glad|grateful|interested)) to (?:apply|work (?:for|with|at|in|under) (?:you|your)|join (?:you|your)|be (?:considered|hired)|intern|start with you|interview (?:for|with))",
    r"\b(?:an?|the|my|job|that) interview (?:[\w-]+ ){0,2}?(?:for me|with your (?:team|department|company|firm|boss|manager|hr|head)|at your|for (?:the|that|this|your) (?:\w+ ){0,2}(?:job|role|position|post|vacancy|opening))",
    r"\b(?:get|have|land|secure|arrange|set up|offer me|grant me|give me|obtain|book|score|schedule) (?:me )?an interview\b(?! (?:with (?:users|customers|patients|teachers|the (?:author|user))))",
    rf"\b(?:suitable|appropriate|available|open|vacant|possible|fitting) (?:position|post|role|job|opening|vacancy|employment|work)s? (?:within|in|at|with|for) (?:your|me\b|somebody|someone)",
    rf"\b(?:could|can|would|might|may) (?:you|your (?:\w+ ){{0,2}}{_FIRM}) (?:\w+ )?(?:use|do with|find (?:a )?(?:place|room|use|work|something) for|make (?:room|space|a place) for|have (?:a )?(?:need|use|place|room|space) for|squeeze in|fit in|accommodate|take) (?:(?:a|an|another|one more|an extra|some) )?(?:extra |new |more |junior |keen |willing |additional |spare )*(?:me\b|pair of hands|hands|help|junior|intern|trainee|freelancer|hand|assistant|apprentice|someone like me|somebody like me|person like me|analyst|designer|developer|writer|engineer)",
    r"\bwould (?:you|your (?:\w+ ){0,2}\w+|they|anyone there) (?:\w+ )?(?:want|like|be (?:open|interested|willing|happy|ready|prepared|able|inclined) (?:to|in)|think about|think of|accept|consider) (?:\w+ing me|having me|me (?:as|on|in|for|to work)|hir(?:e|ing) (?:me|someone like me)|employ(?:ing)? me|my application)",
    r"\b(?:positions?|role|vacancy|opening|job|post|internship)\b.{0,25}?\byou (?:\w+ )?(?:posted|advertised?|are (?:filling|advertising|hiring for|recruiting for)|have open|need to fill)\b.{0,60}?\b(?:me|my|i)\b",
    r"\b(?:i|me|my)\b.{0,40}?\b(?:for|to) (?:the|that|your) (?:\w+ ){0,2}(?:role|position|vacancy|opening|job|post) (?:that )?(?:you|your (?:team|firm|company))(?:'re| are| is)? (?:\w+ )?(?:filling|posted|advertis\w+|hiring|recruiting|have open|have)",
    r"\bhow (?:do|can|could|would|should|might|may) i (?:\w+ )?(?:apply|get (?:hired|in|a job|an interview|on|onto|into)) (?:\w+ ){0,2}(?:for|to|at|in|with|your|here|by|on|there|the (?:job|role|position))",
    r"\b(?:convert|turn|lead|leads?) (?:this|our (?:talk|chat|conversation)|it|that|my (?:internship|project)) (?:\w+ )?(?:in)?to (?:a|an) (?:job|role|position|internship|interview|offer|contract|permanent)",
    r"\bi (?:\w+ )?(?:get|have|find|land|take|do|apply for|hope for|expect|count on|win|fill) (?:a |an |the |some |any |that )?(?:\w+ ){0,2}(?:job|work|internship|position|role|place|post|spot|opening|placement|contract|offer|traineeship) (?:with|at|in|from|under|inside|within|on) (?:you\b(?!r)|your\b|the (?:company|firm|team))",
    r"\b(?:will|would|could|can|do|did) (?:you|they|your \w+) (?:\w+ )?(?:make|extend|send) me an offer",
    r"\b(?:looking for|need|want|use|take on|do with|searching for) (?:another|an extra|a spare|some|more|extra|one more|an additional|new|additional) (?:\w+ )?(?:pair of hands|hands?|help|people|staff|member|person|intern|interns|trainees?|apprentice|juniors?|freelancers?|volunteers?)\b(?! (?:to (?:take part|test|interview)|for (?:your|the) study))",
    r"\b(?:will|would|might|could) (?:you|your \w+(?: \w+)?|they) be (?:\w+ )?(?:hiring|recruiting|taking on|looking for (?:people|interns|juniors|new|someone))\b(?! (?:methods|practice))",
    r"\b(?:hir(?:e|ing)|employ(?:ing)?|recruit(?:ing)?|tak(?:e|ing) on|appoint(?:ing)?|shortlist(?:ing)?)\b[^.?!;]{0,40}\b(?:like|such as) (?:me|myself)\b",
    r"\b(?:room|places?|space|a desk|work|use|need|budget|an opening) for (?:an?|another|one more|some) (?:\w+ )?(?:trainees?|interns?|juniors?|beginner|assistant|apprentice|freelancer|student|volunteer|newcomer|helper|temp)\b(?! (?:programme|program|scheme) )",
    r"\b(?:is|was|isn't|has) (?:the|that|your) (?:\w+ ){0,3}?(?:position|role|post|vacancy|job|internship|placement|traineeship) (?:been )?(?:still |already |yet )?(?:filled|taken|open|free|vacant|available|going)\b",
    r"\bpossible (?:for me )?to (?:\w+ )?(?:start|work|join|begin|intern|come in|come aboard|train|do (?:a|an|my)) [^.?!;]{0,40}\b(?:with|at|for|in|under) (?:you\b(?!r)|your\b)",
    rf"\b(?:use|need|take|taking|want|hire|have room for|have a place for|have work for|consider|employ|accept|recruit|try|find space for|welcome) (?:an? |another |any |some )?(?:[\w-]+ ){{0,4}}?(?:like|such as) (?:me|myself)\b",
    rf"\b(?:something|anything|a job|jobs|openings?|positions?|roles?|post|one|vacancy)\b[^.?!;]{{0,40}}?\bi (?:could|can|might|may|should|would) apply (?:for|to)\b",
    r"\binto an? (?:\w+ )?(?:job )?interview\b[^.?!;]{0,30}\b(?:vacancy|job|position|role|post|opening)\b|\b(?:a proper|a formal|a real|a job|an actual) interview\b(?= for| at| with|\W*$)",
    r"\blet me (?:join|work|start|come on|intern|help out (?:in|at|with) your|be part of your|onto your|on to your)\b|\bsee me (?:working|fitting in(?:to)?|on your|in (?:the|this|your|a|that) (?:\w+ )?(?:role|job|team|position|firm|company|department)|as (?:a|your|part of))",
    r"\b(?:chance|hope|prospect|possibility) of (?:a|an|any|some|getting (?:a|an|some)) (?:\w+ ){0,3}?(?:contract|jobs?|internship|position|placement|role|work|post|traineeship|opening|interview)\b[^.?!;]{0,12}\b(?:with|at|in|from|for me|on|here)\b",
    r"\bi(?:'d| would| could| might|'ll| will)? (?:\w+ )?(?:stand|have) (?:a|any|some|much of a|half a) (?:\w+ )?(?:chance|shot)\b(?! to (?:learn|ask|see|read|talk|speak|meet|hear))",
    r"\b(?:let me know|tell me(?= if| when| as soon)|think of me|contact me|call me|keep me posted|write to me|remember me|ping me|email me|give me a (?:call|shout)|drop me a (?:line|note))\b[^.?!;]{0,30}?\b(?:if|when|should|as soon as|once)\b[^.?!;]{0,40}?\b(?:jobs?|posts?|positions?|openings?|vacanc(?:y|ies)|roles?|internships?|places?|something|anything|you(?:'re| are) hiring|hire|contract)\b",
    r"\b(?:job|post|position|opening|vacancy|role|internship|gap|place|slot)\b[^.?!;]{0,30}?\bi (?:could|can|might|may|would) (?:\w+ )?(?:fill|take|have|apply|do|get|go for|try|be right)",
    r"\bmy (?:cv|resume|résumé|application|papers|portfolio) (?:for|to be considered) (?:\w+ ){0,4}?(?:job|role|position|post|vacancy|opening|internship|placement|team)\b",
    r"\b(?:hired|employed|taken on|recruited|accepted) (?:by|at|into|to|with|in|as|on) (?:your|the) (?:\w+ )?(?:team|company|firm|department|programme|program|scheme|agency|lab|office|studio)\b[^.?!;]{0,40}?\b(?:i|me|my)\b",
    r"\b(?:i|me|my)\b[^.?!;]{0,40}?\b(?:be|get|got|getting|being) (?:hired|employed|taken on|recruited|shortlisted)\b",
)
_REFUSED = re.compile(
    r"\b(?:not|n't|never|no|without|neither|nor|cannot|rather than|far from|instead of)\b[^.;:?!]{0,45}$|\bn't [^.;:?!]{0,45}$|"
    r"\w+n't\b[^.;:?!]{0,45}$"
)
_NO_REQUEST = re.compile(
    r"\b(?:i(?:'m| am| do| did| would| have)?(?: not|n't)|i(?:'m| am) no longer|without (?:asking|seeking|wanting|expecting|begging|angling)|"
    r"no (?:favou?rs?|jobs?|job ask|openings?|referrals?|strings)|(?:this|it) is(?: not|n't)|not (?:asking|seeking|looking|after|fishing|hunting|here|angling|because)|"
    r"rather than (?:asking|looking)|nothing to do with)\b[^.;:?!]*"
)

_CV = r"(?:cv|c\.v\.|resume|résumé|curriculum vitae|application|profile|portfolio|papers|details|cover letter|documents|name|letter|particulars|file|contact details|background|credentials|linkedin)"
_HIRER = (
    r"(?:hiring|recruit\w*|hr\b|h\.r\.|human resources|talent|people team|personnel|whoever (?:hires|fills|decides|is (?:hiring|recruiting|filling))|"
    r"who(?:ever)? (?:hires|is hiring|recruits|is recruiting|fills|is filling|decides on (?:hires|hiring|candidates|applications)|makes? the hires|makes? hiring|picks|selects|chooses (?:the )?(?:candidates|interns|new)|does the hiring|runs recruiting|handles applications|"
    r"makes? (?:the )?appointments|staffs)|headhunters?|staffing|selection committee|search committee|talent acquisition|appointments?)"
)
_REFERRAL = _any(
    r"\b(?:refer|referring) (?:me|us)\b(?! to (?:a|an|the|your|any|some)? ?(?:\w+ )?(?:books?|papers?|sources?|articles?|literature|documents?|website|pages?|guide|study|podcast))",
    r"\bget (?:me )?(?:a|an|your) (?:\w+ )?referral\b",
    r"\b(?:support|back|endorse|second|sponsor|champion|push|promote) my (?:\w+ )?(?:application|candidacy)\b",
    r"\b(?:a|an|your|my|employee|internal) referral (?:from you|for (?:me|the|that|a|this)|on my behalf|bonus for me|to (?:your|the) (?:\w+ )?(?:team|company|firm|hr|recruiter|hiring|job|role))",
    r"\b(?:recommend|recommending|commend|endorse|endorsing|nominate|nominating|vouch for|vouching for|speak (?:up )?for|speak on behalf of|lobby for|back|sponsor|propose|put forward|tip|plug|champion|advocate for|submit|name|suggest) (?:me|my (?:name|application|profile|candidacy|work|cv|resume))\b(?! (?:a|an|some|any|one|two|three|books?|to (?:read|a book|people to)|what|which|how|reading))",
    r"\b(?:put|get|send|submit|enter|bring|pass) (?:me|us) (?:forward|through (?:your|the) (?:\w+ ){0,2}(?:referral|portal|system)|up for|down as|in touch with (?:\w+ ){0,3}(?:hiring|recruit\w*|hr|talent))",
    r"\b(?:good|nice|kind|favou?rable|warm) words? (?:in )?(?:\w+ )?(?:for|about|on) (?:me|my)\b|\bput (?:in )?(?:a|that|the|your|some)? ?(?:\w+ )?words? (?:in )?(?:for|on behalf of|about) (?:me|my)|\bput in a (?:good |kind |quick |nice )?word\b",
    r"\b(?:good|kind) word\b.{0,30}?\b(?:boss|manager|hr|recruit|hiring|lead|director|panel|committee|team)",
    r"\bpull(?:ing)? (?:\w+ ){0,2}strings?\b",
    r"\b(?:use|lean on|lend|spend|exert|throw) (?:me )?(?:some of )?your (?:\w+ )?(?:influence|standing|clout|connections|weight|pull|name|reputation|network to get)\b(?! (?:at work|in meetings|to convince|on (?:the )?(?:board|clients)))",
    r"\bmy name (?:\w+ )?(?:forward|to (?:\w+ )?(?:your|the|whoever|hr|someone|anybody|anyone|people)|before|with (?:your|the|hr)|on (?:the|a|your) (?:\w+ )?list|in (?:the|a) (?:hat|ring)|past|around|by|up)",
    r"\b(?:drop|dropping|mention|mentioning|bring up|pass on|give|float|raise|whisper|tell|throw|put|place) (?:\w+ )?(?:my name|me to (?:your|the|hr|whoever)|hr about me|(?:your|the) (?:\w+ ){0,3}about me|(?:whoever|someone|somebody|anyone|people|the folks)\b.{0,25} about me)",
    r"\b(?:ping|tell|nudge|message|email|call|ask|write to|write|talk to|speak to|speak with|contact|text|alert) (?:your |the )?(?:hr|\w+ (?:manager|team|lead)|recruit\w+|boss|hiring|manager|head|director|personnel|whoever|people|talent)\b.{0,25}?\b(?:about me|on my behalf|for me|that i\b|to (?:hire|interview|consider|look at|see|call|meet) me|about my)",
    r"\b(?:my|as a|as my|be a|act as|a personal|serve as|serve as a|for a|give me a|be my|one of my|as one of my) (?:\w+ )?(?:reference|referee|references|referees|guarantor)\b(?! (?:customers?|implementation|manual|point|architecture|design|desk|model|works?))",
    r"\b(?:use|using|give|list|name|put|cite|quote|mention|enter|state|drop|include) (?:you|your name|your details)\b.{0,30}?\b(?:reference|referee|application|cover letter|apply|applying|as my|cv|resume|hr|recruiter|interview|with the (?:\w+ )?(?:manager|team|recruiter|committee)|door)",
    r"\b(?:letters? of (?:recommendation|reference|support)|recommendation letters?|reference letters?|a (?:written )?recommendation|a reference|a testimonial)\b.{0,40}?\b(?:me|my|i)\b",
    r"\b(?:write|writing|give|giving|draft|provide|sign|leave|do|get|supply) (?:me|for me) (?:a |an |the |your )?(?:\w+ )?(?:letters? of (?:recommendation|reference|support)|recommendation|reference|testimonial|endorsement|referral)",
    rf"(?<!\bi )\b(?:forward|pass|send|hand|slip|give|share|submit|show|put|get|deliver|take|bring|drop|move|upload|pop|circulate|route|walk|place|leave|push|relay|present|recommend|distribute|stick|carry) (?:on |along |over |round |around |in |up )?(?:my|this|a copy of my|the) (?:\w+ ){{0,2}}{_CV}\b(?:.{{0,30}}?\b(?:to|on|with|around|along|in|into|through|past|over|by|under|upon|before|at|onto|among|internally|up|forward)\b)",
    rf"\b(?:forward|circulate|pass on|pass along|hand on|hand in|hand over|send on|send along) my (?:\w+ )?{_CV}\b",
    r"\b(?:you|she|he) (?:\w+ )?(?:recommended|referred|sent|suggested|put forward|vouched for|endorsed|introduced) me\b(?! (?:to (?:this|your|the) (?:book|article|podcast|paper|talk|event|meetup|community|group)))",
    rf"\b(?:introduce|introducing|connect|connecting|link|linking|present|recommend|hook|hooking|bring|put) (?:me|us) (?:up )?(?:to|with|in touch with|in contact with|before)\b[^.?!;]{{0,40}}?(?:{_HIRER}|(?:the |a |an |your )?(?:person|people|one|someone|somebody|anyone|folks|colleague|manager|lead|those)\b[^.?!;]{{0,25}}?\b(?:who|that) (?:\w+ )?(?:hires?|fills?|recruits?|decides? on (?:hir|cand|appl|intern)\w*|selects?|does the hiring|makes? (?:the )?(?:hir|app|dec)\w*|picks?|chooses? (?:the )?(?:cand|intern|new)\w*|staffs?|is hiring|are hiring|gives? out (?:jobs|contracts|internships)))",
    r"\b(?:introduce|connect|present|show) me (?:to|with) (?:your|the) (?:\w+ ){1,3}(?:so (?:that )?|to |who (?:could|might|can) )(?:\w+ ){0,3}(?:interview|hire|consider|employ|recruit|see|take) (?:me|my)\b",
    rf"\b(?:an? )?(?:introduction|intro) to\b[^.?!;]{{0,30}}?{_HIRER}",
    r"\b(?:employee|internal|your|the|company) referral (?:\w+ )?(?:portal|programme|program|scheme|system|link|form|bonus|code)\b.{0,40}?\b(?:me|my|for me)\b|\b(?:me|my)\b.{0,40}?\breferral (?:portal|programme|program|scheme|system|link|form|code|bonus)",
    r"\b(?:help|get) (?:me|my \w+) (?:past|through|to|in front of|into|before|onto)\b[^.?!;]{0,20}?\b(?:hr|recruit\w*|hiring|gatekeep\w*|screening|shortlist|applicant|first (?:round|screening|filter)|the top of the pile|interview stage)",
    r"\b(?:attest|testify|speak) to my (?:\w+ )?(?:skills|work|character|abilit\w+|talent|qualit\w+|record)\b",
    r"\b(?:open|unlock) (?:the |a |some )?doors? for me\b",
    rf"\b(?:(?:could|can|would|will|might|may|won't|couldn't|can't|do|did) you|mind|please|you could|you can|you would|you might|if you)\b[^.?!;]{{0,30}}?\b(?:tell|say|send|write|pass|forward|mention|show|speak|talk|recommend|introduce|let|email|mail|call|whisper|ask|nudge|text|brief|praise|remind|convince|persuade|phone|bring|get|put|hand|give|raise|drop|point|sell|alert|inform|urge)(?:s?ing|ting|ing)?\b(?! me\b| us\b)[^.?!;]{{0,40}}?\b(?:{_HIRER}|(?:your|the|their|its) (?:\w+ )?(?:boss|managers?|head|director|lead|chief|owner|ceo|founder|partners?|committee|panel|board|editor|principal|matron|supervisor)\b)[^.?!;]{{0,40}}?\b(?:me|my|i'm|i am|i\b|i'd)",
    rf"\b(?:(?:could|can|would|will|might|may|won't|couldn't|can't|do|did) you|mind|please|you could|you can|you would|you might|if you)\b[^.?!;]{{0,30}}?\b(?:tell|say|send|write|pass|forward|mention|show|speak|talk|recommend|email|mail|call|whisper|nudge|text|praise|bring|get|put|hand|give|raise|drop|sell)(?:s?ing|ting|ing)?\b(?! me\b| us\b)[^.?!;]{{0,40}}?\b(?:me|my \w+|about me)\b[^.?!;]{{0,16}}?\b(?:to|before|past|with|in front of|at|on|onto) (?:{_HIRER}|(?:your|the|their|its) (?:\w+ )?(?:boss|managers?|head|director|lead|chief|owner|ceo|founder|committee|panel|board|editor|principal|matron|supervisor)\b)",
    r"\b(?:forward|pass|send|hand|slip|give|share|submit|show|deliver|take|bring|put|drop)(?:ting|ping|ing) (?:on |along |in )?(?:my|this) (?:\w+ ){0,2}(?:cv|resume|résumé|application|profile|portfolio|papers|name|letter|details)\b",
    r"\b(?:list|listing|name|naming|give|giving|put|putting|use|using|cite|citing) (?:you|your name) (?:down )?as\b|\btop of the pile\b|\bsay something (?:nice|good|kind) about me\b|\bback me (?:up )?(?:with|in front of|before)\b",
    r"\b(?:bring|tell|put|raise) (?:me|my (?:name|case|candidacy))\b.{0,20}?\b(?:before|to|in front of|with)\b.{0,20}?\b(?:committee|panel|board|boss|manager|those who|decision)",
)

_PAY_NOUN = (
    r"(?:salary|salaries|pay(?:check|cheque|slip|packet| packet| slip| rise| raise|-rise)?|wages?|income|bonus(?:es)?|compensation|comp|"
    r"total comp|remuneration|(?:pay |compensation |salary |total |benefits )?package|equity|stock (?:options?|grants?|awards?)|"
    r"share options|(?:vested|unvested|employee) options|shares|rsus|vesting|commissions?|earnings|(?:day|hourly|daily|freelance|consulting) rates?|"
    r"job offer|raise|pay raise|severance|allowances?|stipend|base (?:salary|pay)|base(?= (?:above|below|over|under|in|now|rate))|gross (?:pay|salary|income)|net (?:pay|salary|income)|stake|payout|pay-out|"
    r"starting (?:salary|pay|wage)|sign(?:ing|-on) bonus|profit share|tips|honorarium|company car allowance|tariff group|pay (?:grade|band|group|level))"
)
_OWN = (
    r"(?:own|current|present|last|previous|former|first|starting|initial|annual|yearly|monthly|weekly|hourly|base|gross|net|total|actual|"
    r"exact|personal|old|new|original|final|past|latest|recent|variable|basic|overall|full|entry|year-end|yearly|performance|christmas|"
    r"retention|quarterly|current/previous|own personal|and|historic|prior|most|real)"
)
_PAY = _any(
    rf"\b(?:{YOUR}|thine) (?:{_OWN} ){{0,3}}{_PAY_NOUN}\b(?! (?:{BANDS})\b)(?! (?:\w+ ){{0,2}}garnish)(?! (?:expectations?|requirements?|research|of (?:tricks|measures)|on (?:sales|a product)))",
    rf"\b(?:how much|what|how little|how well|how high)\b[^.?!;]{{0,40}}?\b(?:do|did|does|are|is|were|was|would|will|have|has) (?:{YOU}|they) (?:\w+ ){{0,2}}(?:earn|earning|paid|take home|taking home|"
    rf"bring home|bringing home|gross|net|pull in|pulling in|rake in|charge (?:as|per day|per hour|a day|an hour|your clients|clients (?:as|per))|bill (?:a|per) (?:day|hour))\b(?! (?:from (?:a|the|your) (?:customers?|users?)|(?:the|a|an) (?!year|month|week|day|hour)|more (?:attention|trust)|trust|respect))",
    rf"\b(?:how much(?: money)?|what)(?: exactly| roughly|,? if i may ask,?| in total| all in all)? (?:do|did|does|are|is|were|would|will) (?:{YOU}) (?:\w+ ){{0,2}}?(?:make|making|get|getting|receive|draw|clear|bank|pocket)(?: (?:a|an|per|each|every|in a) (?:year|month|week|day|hour)| (?:now|today|here|there|in total|at the moment|right now|currently|these days|annually|monthly|roughly|altogether|for (?:this|that|it|your work)|in your (?:job|role|position)|as (?:a|an) (?:\w+ ?){{1,4}}|in (?:zurich|london|your current \w+)|on average|before tax|after tax))*\W*$",
    rf"\b(?:what|how much|roughly what|roughly how much) (?:{YOU})(?:'re|'s| are| is| were)? (?:\w+ )?(?:making|earning|paid|getting paid|on|make|earn|earned|made|take home|taking home)(?: (?:a|per) (?:year|month|hour|day)| now| today| at the moment| there| currently| these days| right now)*\W*$",
    r"\b(?:how much|how many|what|which|any|some|more|extra|the) (?:\w+ )?(?:equity|shares|options|stock|bonus|money|salary|pay|commission|raise)\b[^.?!;]{0,40}\b(?:give|gave|given|grant|granted|offer|offered|paid|pay|award|awarded|promise|promised|allot|allotted|for) (?:to )?(?:you|him|her)\b(?!r)",
    rf"\b(?:do|did|does|will|would|can) (?:{YOU}) (?:\w+ ){{0,2}}(?:make|earn|take home|bring home|get|pull in) (?:\w+ ){{0,2}}(?:more|less|over|above|under|below|six figures|a six-figure|enough (?:money|to live)|good money|much|a lot|money|well|at least|a good (?:salary|wage|living)|decent money|a decent|commission|a bonus|bonuses|overtime pay|shares|stock|equity|options|royalties|tips)\b(?! (?:feedback|time|attention|say))",
    rf"\b(?:are|were|is|was) (?:{YOU}) (?:\w+ ){{0,3}}(?:paid|underpaid|overpaid|earning|salaried|on (?:six figures|a bonus|commission|the same (?:pay|money|salary)|more (?:money|than)|less than))\b(?! (?:content|search|social|media|features?))",
    rf"\b(?:you're|she's|he's|you are|she is|he is) (?:\w+ ){{0,2}}(?:paid|earning|making (?:more|less|over|six|\d))\b",
    r"\bwhat (?:are you|is (?:he|she)|were you) (?:\w+ )?on\W*(?:$|,| now\b| a year| these days| per)|\bwhat you(?:'re| are) on\W*$",
    rf"\b(?:they|the company|the firm|the bank|he|she|your (?:\w+ )?(?:employer|boss|company|firm|manager|bank|agency|team|startup|start-up|publisher)) (?:\w+ ){{0,2}}(?:pay|paid|pays|paying|give|gave|given|giving|offer|offered|offering|owe|owed|lured|award|awarded|grant|granted|throw in|compensate|compensated|reward|rewarded|tempt(?:ed)?|match(?:ed)?) (?:you|him|her)\b(?! (?:feedback|time|room|advice|a (?:role|desk|mentor|choice|chance|seat|laptop|budget|free hand)|the (?:role|job|chance|project|freedom|lead|choice)|more (?:time|freedom|responsibility|scope)|autonomy|training|support|attention|access))",
    r"\b(?:pay|paying|paid) (?:you|him|her)\b|\b(?:what|how much) (?:were|was|are|is) (?:you|he|she|your \w+) (?:\w+ )?(?:offered|promised|paid|given|being paid) (?:by|when|for|to|at|in|as)\b|\byour (?:own )?(?:money|finances at work)\b",
    r"\b(?:offer|package|deal|counter-?offer|sum|amount|number|figure)s? (?:that |which )?(?:you|he|she|they) (?:\w+ ){0,2}(?:turned down|got|accepted|received|had|signed|rejected|declined|negotiated|lured you|took|were given|were offered|gave you|offered you|made you|walked away from|settled (?:on|for)|landed)",
    r"\b(?:how many|what|which|any|how much|did you|do you|have you|some) (?:\w+ ){0,3}?(?:stock options|share options|options|shares|rsus|equity|stock)\b[^.?!;]{0,20}?\b(?:do|did|are|were|have|has|was|is) (?:you|he|she|they|your)\b|"
    r"\b(?:do|did|have|has|are|were) (?:you|he|she|they) (?:\w+ ){0,4}(?:hold|get|got|own|receive|received|granted|given|vest|vested|have|negotiate|negotiated|sell|sold|cash(?:ed)? (?:in|out)) (?:you |him |her )?(?:\w+ ){0,3}(?:stock options|share options|options (?:in|from|when)|shares|rsus|equity|stock|a bonus|bonus|a raise|a pay ?rise|a sign(?:ing|-on) bonus|severance|a counter-?offer)\b(?! (?:the|with|knowledge|insights?|research|ideas?|screens?))",
    rf"\b(?:did|do|have|has|are|were|was|is) (?:{YOU}) (?:\w+ ){{0,3}}(?:get|got|gotten|receive|received|ask for|asked for|negotiate|negotiated|have|had|take|took|accept|accepted|refuse|expecting|due|given|promised|awarded|turn down|take a|settle for) (?:an? |any |the |your |some |such a |much of a |that |more )?(?:\w+ ){{0,2}}(?:raise|pay rise|pay ?cut|salary (?:increase|cut|rise|bump)|bonus(?:es)?|commission|equity|stock|shares|salary|pay increase|offer from (?:them|another|a|the)|more money|more pay|severance|overtime pay|higher (?:salary|pay|wage))\b",
    r"\b(?:what|which|how (?:much|big|large|high)|how much of a) (?:an? |of an? |was the |is the |the )?(?:\w+ ){0,2}(?:salary|bonus|raise|pay ?rise|pay|equity|commission|wage|sum|figure|day rate|rate|hourly rate|severance|stake|salary increase|pay cut|offer|package|compensation|income|number|payout)\b[^.?!;]{0,30}?\b(?:did|do|does|have|has|are|were|would|was|is|will) (?:you|he|she|they (?:pay|give|offer)|your (?:boss|manager|colleague|predecessor)|the last person)\b(?! (?:see|think|expect to see|consider|usually see|hear|find (?:fair|typical|common|realistic|in the market)|call|recommend|advise|suggest|regard|observe|know of|come across|say (?:is|fits)|apply to|set|offer (?:to )?(?:clients|customers|new|juniors|starters|candidates|interns)))",
    rf"\b(?:salary|pay|wage|income|bonus|raise|compensation|earnings|package)\b[^.?!;]{{0,30}}?\b(?:{YOU}|you've) (?:\w+ ){{0,2}}(?:get|got|earn|earned|make|made|receive|received|take|took|have|had|started (?:on|with|at)|were given|negotiated|live on|on now|asked for|accepted|left behind|gave up|walked away)\b",
    rf"\b(?:{YOU}|{YOUR} \w+)\b[^.?!;]{{0,40}}?\b(?:paid (?:more|less|the same|as much|fairly|enough|better|worse|well|properly)|(?:earns?|earning|makes?|making|earned|made) (?:more|less|the same|as much|\d|six figures|double|twice))\b",
    rf"\b(?:what|how much) (?:does|did|do|is|was|are) {THEY} (?:\w+ ){{0,2}}(?:earn|make|get paid|take home|paid|cost the company|on)\b(?! (?:of|sure))",
    r"\b(?:what|how much) (?:does|did) (?:it|that|this|the (?:job|role|move|switch|promotion|position|offer)) (?:\w+ )?pay(?: you)?\b(?!.{0,15}\b(?:market|usually|typically|in general|across)\b)",
    r"\b(?:your|his|her) (?:pay|salary|money|income|earnings|compensation) (?:\w+ ){0,2}(?:go|gone|went|rise|risen|rose|jump|change|compare|fall|drop|grow|double|improve|up|enough|fair)\b",
    r"\bwhat(?:'s| is| was) in your pay|\bin your (?:pay packet|pocket)\b|\b(?:put|set) you back in salary\b|\b(?:your|his|her) (?:number|figure)s? (?:for|on) (?:pay|salary)\b",
)
_MARKET = re.compile(
    r"\b(?:market(?:-wide)?|usual(?:ly)?|typical(?:ly)?|on average|average|across (?:the|firms|companies|agencies)|in general|generally|"
    r"public (?:sources?|surveys?|figures|data)|in (?:this|the|your) (?:field|sector|industry|region|market)|people in|starters|juniors (?:in|get)|benchmarks?|surveys?|"
    r"(?:bands?|ranges?)|in broad terms|(?:most|many) (?:firms|companies|people|employers|teams)|entry-level|someone (?:in|with|at)|a (?:junior|senior|mid-level|new|career))\b"
)
_TRIGGERS = {
    "job": frozenset(
        "job jobs work opening openings vacancy vacancies internship internships placement placements position positions "
        "room trainee trainees place space vacancy beginner apprentice assistant student placement contract hands looking searching myself role roles post hire hiring hired employ employed employing recruit recruiting apply application interview "
        "interviewing me my anything start join consider considered intern i".split()
    ),
    "referral": frozenset(
        "me my refer referral word strings you reference referee name recommend recommended recommendation us".split()
    ),
    "pay": frozenset(
        "finances offered promised pay paid pays paying salary salaries earn earns earned earning make makes made making bonus bonuses equity shares "
        "options stock rsus offer offered package on get getting take taking compensation comp remuneration wage wages "
        "income raise commission paycheck paycheque payslip rate rates money charge pull pocket gross net bring gave give given "
        "earnings severance pension fee fees allowance stipend stake base rise lured sum clear bank salaried underpaid "
        "overpaid draw receive".split()
    ),
}


def _first(pattern: re.Pattern[str], low: str, words: set[str], key: str) -> re.Match[str] | None:
    if not _TRIGGERS[key] & words:
        return None
    return pattern.search(low)


def _without_denials(low: str) -> str:
    """Blank what the writer says they do not want; offsets stay."""
    return _NO_REQUEST.sub(lambda found: "_" * len(found.group()), low)


_SOMEBODY = re.compile(rf"\b(?:you|you're|you've|your|yours|ya|he|she|his|her|him|{THEY})\b")
_STOP = re.compile(r"[^.?!;]*")


def _sentence_around(low: str, found: re.Match[str]) -> str:
    start = max(low.rfind(mark, 0, found.start()) for mark in ".?!;") + 1
    rest = _STOP.match(low, found.end())
    return low[start : rest.end() if rest else len(low)]


def job_ask(low: str, words: set[str]) -> tuple[int, int] | None:
    wanted = _without_denials(low)
    found = _first(_JOB, wanted, words, "job")
    return found.span() if found else _asks_for_a_post(wanted)


_ASKER = re.compile(r"\b(?:i|me|my|myself|i'm|i'd|i've)\b")
_TOLD = re.compile(
    r"\b(?:tell|give|show|walk|help|teach|let|remind|explain to|talk|guide|take|told|advise) me\b(?! (?:a|an|the|some|work|in|on|with)\b (?:job|internship|placement|work|chance|position)?)"
)
_POST = re.compile(
    r"\b(?:internships?|placements?|practical (?:semester|year|term)|practicum|traineeship|apprenticeship|vacanc(?:y|ies)|openings?|(?:part-time|student|summer|holiday|side|mini|full-time|weekend|entry-level) job|"
    r"jobs?|positions?|trial (?:day|shift|week)|working student|contract|work experience|residency|clerkship|employment|stage|thesis|dissertation|co-op|fellowship|secondment|volunteer (?:role|post|position)|part-time|freelance work|shift work|paid work)\b"
)
_AT_YOURS = re.compile(
    rf"\b(?:in|at|with|for|under|from|on|within|inside|to|of) (?:your (?:\w+ ){{0,2}}{_FIRM}|you\b(?! (?:work|are|were|have|see))|yours\b)|\b(?:would|could|do|does|can|will|might|may) (?:you|your (?:\w+ ){{0,2}}{_FIRM}) (?:\w+ )?(?:have|offer|give|find|provide|know of|get|arrange|consider)\b"
)
_REQUESTS = re.compile(
    r"^(?:so |and |or |but |also |then |please,? |perhaps |[^?!.]{0,80}[,;:] )?(?:is|are|would|could|can|may|might|will|do|does|shall|should|any chance|what would it take|how (?:can|could|might|do|would) i)\b"
)
_LEARNS = re.compile(
    r"\b(?:how (?:do|does|did|is|are) (?!i\b)|why|what (?:is|was|are|do|does|did)|which|usually|typically|in general|people (?:get|find|enter|with my))\b"
)


def _asks_for_a_post(low: str) -> tuple[int, int] | None:
    """An asker, a post and the other side's house in one request."""
    for sentence in re.finditer(r"[^.?!]+", low):
        body = sentence.group().lstrip()
        post = _POST.search(body)
        if (
            post
            and _REQUESTS.search(body)
            and not _LEARNS.search(body)
            and _AT_YOURS.search(body)
            and _ASKER.search(_TOLD.sub("_", body))
        ):
            at = sentence.start() + len(sentence.group()) - len(body)
            return at + post.start(), at + post.end()
    return None


def referral_ask(low: str, words: set[str]) -> tuple[int, int] | None:
    found = _first(_REFERRAL, _without_denials(low), words, "referral")
    return found.span() if found else None


_PAY_WORD = re.compile(
    r"\b(?:salar(?:y|ies)|wages?(?! (?:\w+ ){0,2}garnish)|(?:get|gets|got|gotten|getting|be|being|been|are|were|is|was|you|he|she|well|badly|fairly|how) paid(?! (?:off|attention|content|search|media|social|ads?|leave|users|subscri\w+|plan|tier|version|pilots?|for))|underpaid|overpaid|earn(?:s|ed|ing)?(?! (?:the |your |their |her |his |a |my |back )*(?:trust|respect|place|right|degree|certificate|keep|stripes|reputation|it|that|loyalty|points|money back|attention|money (?:for|from|with)))|(?<!referral )bonus(?:es)?|(?<!brand )equity|"
    r"pay (?:rise|raise|cut|packet|slip|check|cheque)|payslip|pay ?check|commission|income|remuneration|compensation(?! claims?)|stock options|share options|counter-?offer|"
    r"six figures|day rate|hourly rate|signing bonus|severance|your pay|her pay|his pay|a raise|more money|better paid)\b"
)
_FIRM_PAYS = re.compile(
    r"\b(?:how|which|what|where|why|who|when)\b[^.?!;]{0,40}?\b(?:do|does|did|can|could|would|will|should|has|have) (?:you|your \w+|the \w+|they|we|people|teams?|firms|companies|employers) (?:\w+ly )?(?:set|decide|design|structure|calculate|compare|"
    r"benchmark|report|publish|budget|explain|communicate|review|tie|link|cap|offer|reward|handle|discuss|model|plan|use|build|measure|justify|fund|see|find|advise|recommend|read|trust|think|treat|track|negotiate with|approve|raise (?!did)|sell|market|put together)\b|"
    r"\b(?:customers?|clients|users|suppliers|carers|nurses|teachers|staff|employees|workers|employers|employees'|firms|companies|policy|policies|law|statistics|schemes?|software|payroll|system|model|team's|company's|your (?:company|firm|team|bank|organi[sz]ation|agency|employer) (?:pay|set|decide|publish|offer|structure|handle|link|tie|report)\w*|newcomers|people|salespeople|sales ?(?:reps?|staff|force)|agents|brokers|apprentices|juniors|interns|drivers|freelancers|teams?)\b"
)


def personal_pay(low: str, words: set[str]) -> tuple[int, int] | None:
    if not _TRIGGERS["pay"] & words:
        return None
    for found in _PAY.finditer(low):
        if "referral" in found.group():
            continue
        sentence = _sentence_around(low, found)
        direct = re.search(
            rf"\b{YOUR} (?:{_OWN} ){{0,3}}{_PAY_NOUN}|\b(?:paid|pay|offered?) (?:you|him|her)\b",
            found.group(),
        )
        if direct or not _MARKET.search(sentence):
            return found.span()
    for found in _PAY_WORD.finditer(low):
        sentence = _sentence_around(low, found)
        if _SOMEBODY.search(sentence) and not _MARKET.search(sentence) and not _FIRM_PAYS.search(sentence):
            return found.span()
    return None
