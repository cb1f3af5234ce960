"""Is it about this reader: a detail, what they said, how it opens, who sent me, how they are addressed?"""

import re

from outreach.wording.prose import Prose, Span, plain

# Nouns behind "your" -------------------------------------------------------------------------------------------------
# What somebody made, said or decided.
WORKS = frozenset(
    "talk talks lecture lectures article articles essay essays paper papers book books chapter column columns blog podcast podcasts "
    "episode episodes interview interviews keynote panel panels session webinar webinars workshop workshops thread threads comment "
    "comments remark remarks speech speeches presentation demo demos video videos report reports thesis dissertation campaign "
    "campaigns design redesign rebuild rewrite launch pilot pilots prototype library package exhibition film films documentary "
    "newsletter move switch transition promotion appointment sabbatical rant piece clip poster slides map maps translation "
    "translations series guide guides handbook patent award prize plea proposal testimony statement contribution tutorial "
    "tutorials tool plugin atlas album song songs play novel poem poems drawing drawings sketch sketches photograph photographs photos model experiment "
    "trial study survey analysis dashboard framework checklist garden bridge app apps channel petition manifesto review reviews "
    "summary notes post-mortem retrospective turnaround merger migration overhaul reorganisation reform initiative quote phrase "
    "joke metaphor analogy observation critique criticism argument leap jump recipe method technique visualisation infographic "
    "chart charts graph spreadsheet template startup teardown guideline guidelines cookbook post posts slide fellowship residency "
    "relaunch rollout note lesson lessons question questions editorial preface foreword obituary letter letters exhibit mural".split())
# What everybody has: names nothing by itself, whatever stands before it.
COMMON = frozenset(
    "profile page linkedin company firm career careers job jobs title role roles position positions field industry sector experience experiences background team "
    "teams organisation organization expertise reputation name achievement achievements success successes school university college website "
    "homepage employer department help time schedule calendar diary week weeks plate inbox convenience leisure city country colleague "
    "colleagues manager knowledge skill skills journey day days phone number email e-mail mail attention consideration kindness support "
    "guidance side area profession business institution staff hands hand interest generosity agenda group association alumni region "
    "degree studies office desk contact details connection connections network head month months summer spring autumn winter "
    "mentorship wisdom qualities seniority standing level life past future situation products product services clients customers "
    "house age address boss director hr recruiter recruiters lead chief supervisor partner partners people students family children "
    "health weekend morning afternoon evening monday tuesday wednesday thursday friday saturday sunday choice mind patience "
    "understanding assistance trouble quarter season availability preference account followers circle club town generation rank "
    "authority strengths accomplishments record cv resume qualifications training education course class cohort bank agency ministry "
    "line trade world tasks duties responsibilities routine goals kitchen ward wards lab laboratory factory plant shop clinic hospital "
    "studio newsroom unit crew division programme program vacancy vacancies opening openings internship internships hiring personnel reading "
    "response request heart eyes way friend friends door portal system member members community forum holiday holidays "
    "passion enthusiasm energy openness honesty warmth thanks move-in occupation craft everyday job-title vita workplace site branch "
    "arrival part place person case own self place readiness willingness goodwill favour favor company's experience's hour hours minutes "
    "shift shifts half lunch coffee break signature order bio headline résumé dept org uni institute foundation museum crowd".split())
# Wished for as often as observed: a detail only with what it was about.
WISHED = frozenset(
    "advice answer answers reply opinion opinions view views thought thoughts insight insights feedback perspective perspectives tip tips "
    "decision point points words idea ideas suggestion suggestions explanation message messages take input recommendation "
    "recommendations judgement assessment questions approach voice".split())
# Somebody's work at large: a detail once it is narrowed.
BROAD = frozenset("work story stories project projects path content research practice plan plans efforts contribution teaching writing "
                  "contributions initiatives activity activities change changes step steps road route turn crossing passage detour return shift "
                  "choice choices".split())
PRAISE = frozenset(
    "very really so truly most own current present previous whole online professional impressive great rich long vast wide valuable "
    "precious kind full busy esteemed amazing extensive interesting inspiring excellent outstanding good honest open helpful useful "
    "wonderful generous wise thoughtful practical clear best many daily personal public usual broad deep candid brief short quick "
    "early prompt positive favourable expert considerable exciting fascinating remarkable brilliant fantastic lovely nice big busy "
    "entire last next new first old latest recent possible kindest much such other two three different further".split())
STOP = frozenset(
    "on about of at in with from for to by into as during under over after before between against around through without within like "
    "and or but that which who whom whose where when while because if so than then since until though unless i you he she it we they me "
    "him her us them my your our their his its this these those the a an is are was were be been being am has have had do does did "
    "will would can could may might shall should must not no never also just still only even too again already both all any some "
    "made gave showed shows makes gives took takes came comes stuck sticks stayed stays helped helps taught struck caught impressed "
    "convinced answered changed touched moved surprised told opened led brought reminded put hit kept set saved rang rings reads says "
    "explains explained describes described deserves stands stood looks looked seems seemed sounds sounded works worked cleared "
    "inspired fascinated amazed allows permits permit allow".split())
TOKEN = re.compile(r"[^\W_]+(?:[-'/.&][^\W_]+)*|[^\s\w]|\n")
YOUR = re.compile(r"\b(?:your|ur|yr)\b")
WISH = re.compile(r"\b(?:forward to|await\w*|wait\w* for|appreciat\w+|value|hear|have|get|hope for|hoping for|receive|need|welcome|honest|expect|learn|know|understand|ask|asking|curious|interested in|discuss|share|more about|love|benefit from|pick|seek\w*|some of|want|like|grateful for|happy about|obliged for|"
                  r"thankful for|for|if|whatever|respect|accept|wish|give me|offer|tell me|with|without|of|depends? on|request\w*|need\w*)\b[^.!?;]{0,18}$")
SEEN = re.compile(r"\b(?:kept|keep|read|followed|heard about|heard|saw|follow|know about|impressed|admire\w*|loved|liked|enjoyed|noticed|remember|tried|used|thanks for|thank you for|taken by|struck by|watched|inspired by|because of|since|after|through|from|found|thinking about|think about|touched by|tested)\b[^.!?;]{0,24}$")
ASK_PLACE = re.compile(r"\b(?:in|at|for|to|within|into|join|joining|on|with|is|are|does|do|of|and|or|how|if|what)\s+$")
WITH_COMPLEMENT = re.compile(r" (?:on|about|that|which|against|concerning|regarding|called|named|where|when|to|at the|at my|in the|in my|in reply|in response|during|under|from|of|with|for|last|between|why|how|around)\b")
AT_LARGE = re.compile(r" (?:at|in(?! reply| response)|as|for (?!the|refug|young|child|patient|farm|teach|small|rural|deaf|blind)|and|with(?=\s+(?:me|us|others)\b)|within|of (?:life|work))\b|\s*[,.;!?]")


def _your(low):
    """Spans of "your ..." that name something this person made, said or decided."""
    for match in YOUR.finditer(low):
        verdict = _names_a_work(low, match.start(), match.end())
        if verdict:
            yield Span(match.start(), verdict)


def _names_a_work(low, start, at):
    before = low[max(0, start - 60):start]
    narrowed = False
    words = 0
    end = at
    for token in TOKEN.finditer(low, at, min(len(low), at + 90)):
        word = token[0]
        if words > 6 or not word[0].isalnum() or word in STOP:
            break
        words += 1
        bare = word[:-2] if word.endswith("'s") else word
        end = token.end()
        rest = low[end:end + 40]
        following = TOKEN.match(low, end + 1) if rest[:1] == " " else None
        nxt = following[0] if following else ""
        if word.endswith("'s") or word.endswith("s'"):
            narrowed = bare not in COMMON or narrowed
            continue
        if bare in WORKS or any(part in WORKS for part in bare.split("-")[1:]):
            if bare in ("question", "questions", "letter", "note", "post", "posts", "study") and ASK_FOR_REPLY.search(before):
                return None
            return end
        if bare in WISHED:
            if nxt in WORKS:
                continue
            wished = WISH.search(before) and not SEEN.search(before)
            observed = WITH_COMPLEMENT.match(rest) and not wished
            judged = re.match(r" (?:\w+ )?(?:was|were|made|gave|showed|explained|helped|stuck|stayed|taught|convinced|changed|saved|impressed|touched|struck|surprised|cleared|opened|brought|has (?:stayed|helped|been|made)|reminded|got|put|hit|led)\b", rest)
            return end if observed or judged else None
        if bare in BROAD:
            if nxt in WORKS or nxt in BROAD:
                continue
            if narrowed and bare not in ("work", "plans", "path"):
                return end
            if bare == "work" and narrowed and not re.match(r" (?:day|life|place|in|at)\b", rest) and not WISH.search(before):
                return end
            from_to = re.match(r" (?:from|out of|into|back to|away from|via|between) ", rest)
            if from_to or (WITH_COMPLEMENT.match(rest) and not AT_LARGE.match(rest)):
                return end
            judged = re.match(r" (?:\w+ )?(?:was|made|gave|showed|helped|stuck|stayed|taught|convinced|changed|impressed|touched|struck|surprised|reminded|moved|inspired)\b", rest)
            return end if judged and bare not in ("work", "path", "content", "research") else None
        if bare in COMMON:
            if nxt in WORKS or (nxt in BROAD and (narrowed and bare not in ("career", "job", "life") or nxt not in ("work", "path", "plan", "plans", "story"))) or (nxt and nxt.endswith("'s")):
                narrowed = True
                continue
            return None
        if bare in PRAISE or bare.endswith("ly"):
            continue
        narrowed = True
    if not narrowed or not words:
        return None
    # A noun we do not know: taken for a work unless it reads as a place or a person asked for.
    if re.match(r" (?:about|against|on (?!your)|called|with the|in which|of the)\b", low[end:end + 20]) and not WISH.search(before):
        return end
    if ASK_PLACE.search(before) or (WISH.search(before) and not SEEN.search(before)):
        return None
    return end


ASK_FOR_REPLY = re.compile(r"\b(?:forward to|any of|answer|answering|for|to|take|await\w*)\s+$")
IRREGULAR = (r"(?:moved|switched|left|started|founded|built|rebuilt|led|wrote|published|spoke|gave|said|told|explained|showed|presented|posted|shared|chose|decided|launched|opened|closed|turned|went|drew|ran|taught|introduced|cut|grew|took|"
             r"answered|described|argued|made|found|spent|brought|came|began|kept|put|set|sold|won|stood|sat|met|held|rewrote|withdrew|threw|broke|fought|got|did|had the|shut|split|quit|dropped|swapped|bet|redid|undid|overhauled|became|spun|saw|knew|thought|"
             r"thanked|caught|lost|sang|read|heard|forgave|hid|laid|lent|let|paid|rode|rose|sent|shot|swam|wore|bought|fed|felt|flew|bent|dug|hung|stuck|struck|swept|tore|woke|wove|beat)")
PAST = rf"(?:{IRREGULAR}|(?!need|inde|proce|exce|succe|\w*[^e]eed\b)\w{{2,}}ed)"
NOT_NEWS = (r"(?:worked(?! (?:on|out|through|your|with (?:refugees|the|young|a))\b)|works?|working|studied(?! \w+ (?:before|and then|then|and now|but)\b)|graduated|attended|listed|joined|employed|gained|needed|wanted|liked|wished|preferred|seemed|looked|agreed to|thought i|had|"
            r"got (?:time|a moment|my|a minute|a sec|some|any|to)|came (?:up|recommended|to mind)|"
            r"became(?! the first)|got into|started (?:out|in)|got started|ended up|came to(?! \w+(?: \w+)? from\b)|found your way|broke into|entered|made it|received|read (?:this|my|so far)|were recommended|decided (?:to (?:help|answer|decline|not|say))|based|related|connected|accepted|"
            r"achieved (?:so )?(?:much|a lot)|heard (?:of|from) me|did not|did|let me|sent me your|got the|accumulated|specialised|specialized|changed your mind|took the time|found (?:the )?time|took time|agreed|replied|reached|thought|felt|held (?:the|a) (?:title|position|role|post)|earned your|"
            r"obtained|acquired|settled in|knew|saw|excelled|succeeded|read|heard|lived|stayed in|promised|owed|failed|ignored)")
NO_IF = (r"(?<!if )(?<!should )(?<!would )(?<!could )(?<!whether )(?<!unless )(?<!can )(?<!will )(?<!might )(?<!do )(?<!hope )(?<!wish )(?<!case )(?<!may )(?<!whatever )(?<!thank )(?<!than )(?<!have )(?<!to )(?<!for )(?<!with )")

PERSONAL = tuple(re.compile(p) for p in (
    # your team has changed something
    rf"\b(?:your|ur) (?:team|group|department|lab|class|clinic|studio|crew|unit|desk|ward|office|shop|kitchen|newsroom|choir|orchestra|library|school|company|firm|organi[sz]ation|institute|practice|squad|pupils|students|hospital|factory|plant|bank|agency|colleagues)"
    rf"(?:'s| has| have| recently| just| also| even| then| once| had| \w+ly)* (?!based|related|needed|called|named|located|situated|interested|used|listed){PAST}\b(?! (?:in|at) (?:berlin|london|paris))",
    # you + what you did
    rf"{NO_IF}\b(?:you|u)(?:'ve| have|'d| had)?(?: also| once| recently| just| both| then| first| really| even| personally| yourself| already| later| never| quietly| openly| so| always| kindly| and \w+| alone| single-handedly| bravely| \w+ly| not only)? (?!{NOT_NEWS}\b){PAST}\b",
    r"\b(?<!if )(?:you|u)(?:'ve| have)(?: also| recently| just| \w+ly)? (?:written|spoken|given|shown|taken|built|led|run|made|chosen|done|begun|grown|drawn|driven|brought|taught|gone|set|won|put|held|rewritten|turned|found|kept|cut|said|told|sold) (?!the (?:position|role)|time|in (?:the )?(?:field|industry)|experience)",
    rf"\b(?:you(?:'re| are| were)\b[^.!?;]{{0,40}}?|as (?:the|a) (?:\w+ ){{1,3}}?|that )(?:who|that)(?:'s| has| had| once| first| also)? (?!{NOT_NEWS}\b){PAST}\b",
    r"\byou (?:were|are|r) (?:the |one of the |among the )(?:first|only|few|speaker|author|host|editor|maintainer|founder|inventor|chair|moderator|voice|driving force|brains?)\b(?! (?:right|best|perfect|ideal|person (?:i|to|for|at|in))|(?:s)? (?:right|perfect|ideal|best)|(?: person| one)? (?:to ask|to talk|to speak|i should|i could|i can|i know|for this|who (?:could|can|knows|might)))",
    r"\b(?:how|what|the way|that|where|because|since|as|while) (?:you|u) (?:now )?(?:run|lead|teach|host|write|maintain|organi[sz]e|mentor|edit|curate|coach|chair|draw|paint|conduct|publish|moderate|handle|keep|explain|bring|combine|treat|turn|insist|refuse|let|make|put|use|speak|open|mix|document)\b "
    r"(?!in (?:your|the) (?:field|role|work|company)|your (?:work|job|day|role|team)\b)\w+\b(?=[^.!?]{0,80}\b(?:impress|inspir|caught|struck|admire|made me|is why|is what|stays|stayed|stuck|touched|saw|noticed|read|heard|follow|remarkable|rare|helped|amaz|love|like)\w*)",
    r"\b(?:i )?(?:saw|noticed|read|heard|learned|learnt|gather|discovered|found out|love|loved|liked|admire|impressed|see(?= (?:that|how) (?:you|u) (?!are|have|work)))(?: in \w+)? (?:that|how|the way|by how) (?:you|u) (?:now |also |currently |still )?(?:run|lead|teach|host|write|maintain|organi[sz]e|mentor|edit|curate|coach|chair|handle|publish|keep|train|build|invite|share|explain|answer|combine|turn|treat|insist|refuse|make|put|let|use) "
    r"(?!at |in (?:the|a) (?:field|company|industry)|(?:the|a) (?:\w+ )?(?:team|department|group|unit) (?:at|of|in)\b)",
    # a moment shared
    r"\b(?:we|i) (?:first |once |briefly |last |recently |both |also )?(?:met|spoke|talked|chatted|sat|shared (?:a|the)|exchanged|danced|crossed paths|bumped|ran into|worked (?:together|on|side)|stood|discussed|queued|travelled|collaborated|sang|cooked|marched|carried)\b"
    r"(?=[^.!?]{0,60}\b(?:you|at|in|on|during|after|over|together|next|briefly|when|after)\b)(?! (?:to |with )?(?:many|some|several|other|a lot of|nine|ten|two|three|four|five|six|seven|eight|more) )",
    r"\b(?:met|heard|saw|seen|watched|following|followed|listened to|listening to|hearing|watching|seeing|meeting|remember|caught|sat (?:next to|beside|behind|with)|sitting (?:next to|beside)|enjoyed (?:hearing|watching|seeing)|thanks to) (?:you|u)\b(?! (?:on linkedin|at all|are|work|in the (?:alumni|directory|member)|through|have (?:a|an|the)|who|would|could|might|should|as (?:a|the|an) (?:\w+ )?(?:perfect|ideal)))"
    r"(?= (?:\w+ )?(?:speak\w*|talk\w*|say\w*|present\w*|explain\w*|at|on|in|during|from|last|live|defend|answer\w*|argue|play|teach\w*|lead\w*|describe|moderat\w+|give|discuss|open|read|chair|mention|ask|tell|host|after|between|when|briefly|perform|sing|cook|handle|demonstrate|and|that|,|\.))",
    r"\b(?:our|the) (?:\w+ ){0,2}?(?:conversation|chat|talk|exchange|meeting|encounter|discussion|lunch|coffee|walk|project|ride)\b (?=(?:at|after|during|in|on|over|about|last|with you|by|near|between|when|we|yesterday|earlier)\b)(?=[^.!?]{0,60}\b(?:stay|stuck|made|show|gave|left|help|was|inspir|remind|taught|still|last|since|led|yesterday|when|earlier)\w*)",
    # a work named without "your"
    rf"(?:^|[.!?,;:\n-]\s*|\b(?:for|on|about|was a|the|this|such a|what a|the very|a|quite a|really|thanks for|and|love|like|so|very) )(?:great|loved|lovely|brilliant|wonderful|excellent|nice|good|superb|fantastic|fabulous|terrific|super|cool|enjoyed|liked|solid|amazing|awesome|beautiful|big fan of|impressive|well done|kudos|bravo|congrats|congratulations|"
    rf"hats off|chapeau|respect|clever|sharp|honest|brave|strong|cracking|ace|mega|neat|thoughtful|clear|moving)\b(?: (?:the|that|this|job|work|on|for|to|of|your|you|and|very|really|much|again|how|with|new|recent|latest|about|such|last|a)){{0,4}} (?:\w+ ){{0,3}}?(?:talk|post|article|demo|presentation|panel|session|podcast|episode|paper|launch|move|promotion|award|prize|book|"
    r"keynote|workshop|webinar|comment|piece|thread|essay|report|answer|question|lecture|speech|interview|redesign|release|release notes|opening|pilot|appointment|write-?up|exhibition|film|video|clip|review|series|column|bridge|rebuild|campaign|exhibit|map|guide|poster|slides|new (?:role|job|position|office|book|site|museum)|project|turnaround|migration|reform|result|work (?:on|with))\b",
    rf"\b(?:the|that|this|an?|two|some|every|each|all|last|first|one) (?:[\w'-]+ ){{1,6}}?(?:that |which |in which |where |about which )?(?:you|u)(?:'ve| have|'d)? (?:\w+ly |just |once |all |recently |also |both |then |now )?(?:wrote|gave|made|built|told|posted|published|shared|showed|described|explained|mentioned|said|drew|designed|led|ran|taught|asked|recorded|hosted|started|launched|put|compare|explain|describe|write|show|tell|argue|priced|organised|organized|edited|directed|translated|founded|opened|named|used|sent|answered|presented|run|host|sang|set|chose|took|brought|developed|created|did|cooked|planted|painted|"
    r"held|discuss|discussed|chaired|moderated|photographed|filmed|collected|curated|mapped|invented|proposed|defended|recommended|rebuilt|wired|fixed|tested|saved|turned)\b",
    r"\b(?:talk|lecture|article|essay|paper|podcast|interview|piece|report|film|portrait|profile|chapter|column|panel|keynote|book|study|letter|post|video|speech) (?:with|by|of) you\b|\b(?:quoted|interviewed|featured|portrayed|cited|honou?red|mentioned) (?:you|u)\b|\byou(?:'re| are| were)(?: \w+)? (?:quoted|interviewed|featured|portrayed|cited|honou?red|mentioned|awarded|named in|named as|named the|promoted|appointed|elected)\b|\byou (?:appear|feature) in\b|\bin which you\b|\bsee you (?:quoted|on stage|on the panel|win)\b",
    r"\b(?:congratulations|congrats|well done|bravo|kudos|chapeau|felicitations|hats off)\b(?: \w+)? (?:on|for|to|with|about) (?!your (?:career|success|achievements|profile|experience|position|role|job)\b|being|having)\w+",
    r"\bthank(?:s| you)(?: \w+){0,3}? for (?!taking|your|considering|reading|accepting|connecting|considering|looking|getting back|any|all|the (?:time|connection|opportunity)|a (?:moment|reply)|replying|responding|being|having)\w+ing (?:me |us |my |the |that |a |our |so |to |how |about |at )",
    rf"\b(?:that|this|the|a|an|some|one|two|those|these) (?:[\w'-]+ ){{1,4}}?of (?:yours|urs)\b(?<!friend of yours)(?<!colleague of yours)(?<!student of yours)(?<!contact of yours)(?<!acquaintance of yours)(?<!member of yours)(?<!customer of yours)(?<!client of yours)(?<!neighbour of yours)",
    r"\bthank(?:s| you)(?: \w+){0,3}? for (?:the|that|this|last|your) (?:\w+ ){0,2}?(?:tip|hint|link|recommendation|answer|explanation|tour|book|slides|story|idea|introduction|evening|afternoon|lesson|comment|reply|map|recipe|cake|article|talk|session|workshop|walk|ride|help with|advice on|talk about|demo|post)\b(?! (?:you may|in advance))",
    r"\bit was you (?:who|that) \w+|\byour name (?:under|beneath|below|on|in) (?:the|a|an) (?:\w+ ){0,2}?(?:letter|article|paper|cover|credits|book|petition|panel|programme|film|study|report|poster)\b",
    r"\{(?:detail|takeaway|congrats_event|new_reason)\}",
    r"\b(?:said|told|mentioned|says|tells|explained|wrote) (?:me )?(?:that |how |about )?(?:it was )?you (?!might|may|could|can|would|are|know|have|were the (?:right|best)|will|work|should|as|were|to)\w+",
))


def detail(prose: Prose) -> Span | None:
    """The first words about something this reader did, said or decided; or None."""
    low = prose.low
    for span in _your(low):
        return span
    for pattern in PERSONAL:
        match = pattern.search(low)
        if match:
            lead = len(match[0]) - len(match[0].lstrip(" .,;:!?\n-"))
            return Span(match.start() + lead, match.end())
    return None


# Openings ---------------------------------------------------------------------------------------------------------
STOCK_GREETING = re.compile(
    r"\s*(?:(?:dear|hello|hi|hey|respected|esteemed|honou?red|good (?:day|morning|afternoon|evening),?|greetings,?|most respected|to)[, ]+)?(?:all |the |my |respected |esteemed |honou?rable )*"
    r"(?:sir(?:s)?(?:\s*(?:or|/|and|&|,)\s*(?:dear )?(?:madam|ma'am|mesdames|mme|madame))?(?=\s*[,.!:;\n-]|\s*$|\s+(?:i|my|we|it)\b)|(?:madam|ma'am|madame)(?:\s*(?:or|/|and|&|,)\s*(?:dear )?(?:sir|gentlemen)s?)?(?=\s*[,.!:;\n-]|\s*$|\s+(?:i|my|we|it)\b)|sir/madam|madam/sir|(?:ladies|gentlemen)(?: and (?:gentlemen|ladies))?\b|whom(?:so)?(?:ever)? it (?:may|might|shall|should) concern(?:s|ed)?\b|whom it concerns\b|"
    r"(?:hiring|recruiting|recruitment|hr|talent(?: acquisition)?|human resources|people) ?(?:team|manager|department|committee|managers?|lead|specialist|professional|person)\b|recruiters?\b|hiring\b|responsible (?:person|party)|(?:professional|colleagues?|friend|linkedin (?:member|user|connection)|connection|alum(?:nus|na|ni)?|fellow (?:alum\w*|professional|member)|expert|leader|manager|team(?: member)?|all|everyone|contact|valued \w+|business owner|networker|one)(?=\s*[,!:\n]))"
    r"|\s*(?:to )?whom(?:so)?(?:ever)? it may concern")
STOCK_FIRST = tuple(re.compile(p) for p in (
    r"\b(?:hope|hoping|trust|trusting|wish|pray|believe|i'm sure|guess|expect|assume|hop)\b(?: that| very much| sincerely| really| truly| dearly)*,? (?:this|my|the|these)?\s?(?:\w+ )?(?:message|mail|e-?mail|note|letter|line|lines|text|words|missive|this|it|writing|invitation|request)\b(?: of mine)? (?:\w+ )?(?:finds?|reach(?:es)?|meets?|catch(?:es)?|gets?(?: to)?|arrives?|find)\b",
    r"\b(?:finds?|reach(?:es)?|meets?|catch(?:es)?) (?:you|u)(?: and (?:your|yours)[\w ]{0,20})? (?:well|in (?:good|the best|best|great|high|fine|excellent)|healthy|at a good|happy|safe|thriving|all well|and your)\b",
    r"\b(?:hope|hoping|trust|trusting|wish|pray|how are|hopefully|hop)\b(?: that| very much| sincerely| really| truly)*,? (?:you(?:'re| are|r)?|u(?: r)?|ur|all|everything|everyone|things?|life|work|business|the week|your (?:week|day|weekend|year|summer|spring|autumn|winter|month|monday|morning|family|health))\b(?: and (?:your|yours|the)[\w ]{0,20}?)?(?: is| are| has| have|'re| been|'s| goes| r)*(?: \w+ly| all| quite| very| both| still)? ?"
    r"(?:(?:been |going |doing |feeling |keeping |having |had |enjoying |enjoyed |getting |off to |in |at |on |is |are |also |being |with |by )*(?:a |an |the |your )?(?:very |so |really )?(?:well|good|great|fine|ok|okay|nice|lovely|healthy|safe|happy|best of|good health|great health|fantastic|wonderful|splendid|pleasant|super|awesome|alright|all right|smooth|swimmingly|brilliant\w*|excellent|best|strong|sound|cheerful|relax\w*|rest\w*|perfect|today\b|the (?:summer|sun|spring|weekend|week)|weekend|prosper\w*|splendidly|productive|thriving|start))\b"
    r"(?! (?:launch|move|wedding|talk|exam|opening|conference|trip|book))",
    r"\b(?:hope|trust)\b(?: \w+){0,3}? (?:in good (?:health|spirits)|in the best of (?:health|spirits)|in (?:great|best|fine|high|excellent) (?:health|spirits|shape|form))\b",
    r"\b(?:came|come|coming|stumbled?|stumbling|happened|ran|chanced|bumped|landed) (?:up)?(?:across|on|upon|by|over|into|onto) (?:\w+ ){0,3}?(?:your|ur) (?:\w+ ){0,4}?(?:profile|page|linkedin)\b",
    r"\b(?:found|saw|seen|viewed|noticed|discovered|visited|looked (?:at|through|over)|looking (?:at|through|over)|browsed?|browsing|checked (?:out)?|checking out|read|reading|reviewed|reviewing|spotted|studied|went through|scrolling past|scrolled past|opened|viewing|came by|met|crossed|encountered|impressed by|impressed with|intrigued by|admire|like|liked|loved|drawn to|fascinated by) (?:\w+ ){0,3}?(?:your|ur) (?:\w+ ){0,3}?profile\b(?! of | piece| in the (?:\w+ )?(?:paper|magazine|newspaper|journal))",
    r"\b(?:your|ur) (?:\w+ ){0,3}?profile (?:\w+ )?(?:caught|stood|came|popped|impress\w*|was (?:suggested|recommended|shown)|appeared|looks?|is (?:very |really |so |truly )?(?:impress|interest|inspir|outstand|amaz|remark|excel)\w*|interest\w*|drew|attract\w*|intrigu\w*|jumped|seems?|shows? up|showed up|struck|has caught|turned up|made me)\b",
    r"\b(?:add|adding|invite|inviting|include|including|have|welcome|get) (?:you|u) (?:\w+ )?(?:to|in|into|as (?:a )?(?:part|member) of|among) (?:my|our) (?:\w+ ){0,3}?(?:network|connections|contacts|circle)\b",
    r"\b(?:expand|grow|build|extend|enlarge|widen|broaden|increase|develop|strengthen|expanding|growing|building|extending|enlarging|widening|broadening) (?:up )?(?:my|our) (?:\w+ ){0,2}?(?:network|connections|circle)\b|\b(?:connect|connecting) with (?:\w+ )?(?:like-?minded|interesting|other|fellow) (?:people|professionals|minds|persons|individuals)\b|\bjoin my (?:\w+ ){0,2}?network\b|\bbe (?:a )?part of my (?:\w+ ){0,2}?network\b",
    r"\bhow (?:are|r) (?:you|u|things)\b(?: doing| going| keeping| today| these days| getting on)?\s*(?:[?,.!]|$)|\bhow do you do\b|\bhow's (?:it going|life|things|everything)\b",
    r"\b(?:wish(?:ing)?|hope)\b (?:that )?(?:you|this)(?: \w+){0,3}? (?:healthy|happy|all the best|a (?:great|good|nice|lovely|happy|wonderful|pleasant|productive) (?:day|week|weekend|month|year|monday|start|summer|new year))\b",
))
NAMED_GREETING = re.compile(r"\s*(?:(?:dear|hello|hi|hiya|hey|hei|hola|salut|ciao|namaste|salam|greetings|good (?:day|morning|afternoon|evening)|morning|evening|afternoon|respected|esteemed|most \w+|honou?red|oi|yo|hallo|moin|servus|bonjour)\b[ ,]*(?:(?:mr|mrs|ms|dr|prof|professor|sir|herr|frau|madam|miss|mx|sra?|dott|ing)\b\.? ?)*"
                            r"(?!hope|hoping|trust|thank|your?\b|i\b|i'|we\b|loved|great|long time|just\b|quick\b|read\b|congrat|how\b)(?:[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,3}(?=\s*[,!:\n])|(?!i\b|i'|my\b|we\b|hope|your\b|thank|it\b|this\b|the\b|great\b|loved\b|saw\b|read\b)[^\W\d_][\w'-]*)?\s*[,!:\n.-]*|[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,2}\s*[,!:\n]+)\s*")


def opening(prose: Prose) -> tuple[Span, str] | None:
    """A stock salutation or a stock first sentence, and which of the two ("greeting", "sentence"); or None."""
    low = prose.low
    greeting = STOCK_GREETING.match(low)
    if greeting and greeting.end() > greeting.start():
        lead = len(greeting[0]) - len(greeting[0].lstrip())
        return Span(lead, greeting.end()), "greeting"
    first = first_sentence(prose)
    if first is None:
        return None
    for pattern in STOCK_FIRST:
        match = pattern.search(low, first.start, first.end)
        if match:
            return first, "sentence"
    return None


def body_start(prose: Prose) -> int:
    """Where the first sentence after the salutation begins."""
    named = NAMED_GREETING.match(prose.low)
    return named.end() if named and named.end() < len(prose.low) else len(prose.low) - len(prose.low.lstrip())


def first_sentence(prose: Prose) -> Span | None:
    start = body_start(prose)
    for sentence in prose.sentences:
        if sentence.end > start:
            begin = max(start, sentence.start)
            # A pleasantry of a word or two ("Good morning.") does not count as the first sentence.
            if len(prose.low[begin:sentence.end].split()) >= 2:
                return Span(begin, sentence.end)
    return None


# What they said ------------------------------------------------------------------------------------------------------
VAGUE = (r"(?:(?:the |your |my |our |this |that |all |a |an |such |so |very |many |how )*(?:work|career|path|paths|role|job|company|industry|field|sector|experience|experiences|team|future|journey|background|insights?|thoughts|perspectives?|knowledge|story|stories|time|advice|views?|answers?|questions|openness|wisdom|expertise|topic|topics|"
         r"everything|things|lot|much|profession|professional life|life|day|days|situation|next steps|plans|me|it|us|myself|you|yourself|conversation|talk|chat|area|organi[sz]ation|position|tips|help|support|kindness|generosity)\b)")
SAID_THINGS = (r"(?:point|advice|tip|tips|suggestion|hint|remark|observation|comment|example|story|idea|explanation|view|warning|distinction|description|question|answer|phrase|words|metaphor|line|recommendation|insight|thought|account|sentence|picture|note|reminder|argument|rule|take|perspective|analogy|anecdote|image|"
               r"statement|lesson|principle|caveat|theory|verdict|estimate|comparison|test|trick|definition|claim|confession|insistence|honesty|candou?r|frankness|encouragement|ideas|insights|thoughts|remarks|stories|examples|suggestions|words|reading|list|model|framework|formula|method|habit|rule of thumb|mantra|motto|joke|maxim)")
TAKEAWAY = tuple(re.compile(p) for p in (
    rf"\b(?:your|ur) (?:[\w'-]+ ){{0,4}}?{SAID_THINGS}s?,? (?:that|about|on|of|to|with|for|regarding|concerning|how|why|not|whether|between|against|from|when|where|in favou?r|over|:|-|\")+ ?(?!{VAGUE}\s*(?:[.,!?]|and|$|was|were|is|are|has|gave|helped|will)|(?:was|were) |be\b|follow|think|heart)\w+",
    rf"\b(?:your|ur) (?:[\w'-]+ )*?{SAID_THINGS}s?:",
    rf"\b(?:your|ur) (?!(?:very |really |so |great |good |kind |many |helpful |useful |valuable |wonderful |honest |generous |open |career |wise |clear |professional |personal |practical |thoughtful |amazing |excellent |precious |own |expert )+(?:{SAID_THINGS})s?\b)(?:[\w'-]+[- ]){{1,3}}(?:point|example|story|rule|test|analogy|metaphor|trick|anecdote|distinction|comparison|method|formula|principle|tip|image|theory|model|framework|mantra|maxim)\b",
    rf"(?<!if )\b(?:you|u)(?:'ve| have| also| both| really| rightly| kindly| even| once| first| then| twice| all| so \w+| \w+ly)* (?:said|told me|mentioned|explained|pointed out|described|noted|argued|recommended|suggested|advised|warned|showed|taught|reminded|stressed|remarked|observed|compared|called|framed|emphasi[sz]ed|admitted|encouraged|put it|insisted|drew|contrasted|likened|gave (?:me )?the example|gave|convinced|urged|confirmed|"
    rf"clarified|highlighted|underlined|shared|spoke|talked|listed|named|pictured|quoted|confessed|raised|laid out|sketched|traced|broke down|defined|summed up|made the point|answered|asked me|asked)(?: to)?(?: me| us)?(?: again)?,? (?:(?:that|how|why|what|when|where|which|whether|to|about|of|on|the|a|an|not|me to|me that|me about|me how|as|between|with|against|from|your|it as|it:|for|this as|most|many|no|every|nobody|people|two|three|there|my|them|:|in|some|only|never|always) ?|[\":]\s?)"
    rf"(?!{VAGUE}\s*(?:[.,!?]|$|and (?:your|the|for|i)\b|so \w+|with me|to me|was|very|today|yesterday|on )|(?:was|were|is) (?:very|so|really|helpful|useful|great|inspir\w*|interesting)|in our|me a lot|me (?:so )?much|(?:a )?lot\b|much\b|many (?:things|good|useful|helpful|insights)|openly|honestly|freely|questions|my questions|all my|so (?:openly|freely)|some (?:very )?(?:good|great|useful|helpful|valuable)|good|great|useful|helpful|valuable|honest|patient|kind)[\w\"'$€£]+",
    rf"\b(?:the|that|this|those|one|ur|a) (?:[\w'-]+ ){{0,3}}?(?:bit|part|thing|point|piece|moment|story|example|idea|tip|line|image|picture|metaphor|distinction|analogy|anecdote|phrase|remark|question|sentence|advice|observation|warning|suggestion|hint|rule|trick|comparison|lesson|distinction|insight|test|joke|explanation|description|notion|thought|reminder|figure|number)s? (?:about|on|of|that|where|with|between|to|from|you (?:made|told|gave|drew|mentioned|used|described|shared|cited|quoted|raised) (?:about|of|on|that|with|where|between)|is|was:) ?(?!{VAGUE}\s*(?:[.,!?]|$|and|was|were)|day|our|today|yesterday|all|it|the (?:conversation|talk|chat|call|hour)|very|most|really|you (?:made|said|gave)\b\s*(?:was|were|is|[.!,]))\w+",
    rf"\b(?:learn(?:ed|t)?|reali[sz]ed|understood|understand now|now understand|now know|now see|see now|discovered|take away|took away|taking away|noted|remember|will remember|did not know|didn't know|had not known|hadn't known|never knew|had no idea|had never (?:thought|considered|heard)|didn't reali[sz]e|had not reali[sz]ed|hadn't reali[sz]ed|hadn't thought|had not thought|(?:surprised|struck|moved|amazed|fascinated|relieved|"
    rf"glad|encouraged|impressed)(?: me)?(?: to (?:hear|learn|see|find|know))?|it was new to me|new to me|hearing|to hear|to learn|clear to me(?: now)?|clear now|convinced(?: me)?|see more clearly|understand (?:better )?(?:now )?|see clearly|think differently|thinking|wrote down|written down|writing down|wondering|believe now)(?: from you| today| yesterday| now| also| mainly| better| at once)*,? (?:that|how|why|when|where|what|which|about how|of how|to treat|to look|to ask|whether|not to|more about how)\b "
    rf"(?!{VAGUE}\s*(?:[.,!?]|$)|much|many|i (?:want|need|can|should) (?:to )?(?:do|go|be|learn|know)\b|you (?:do|work|think|took|were|are|had|could|gave|found|made)|helpful|important it is|kind|generous|useful|great|inspir\w+|interesting|exciting|fascinating|rich|broad|people like you)(?:[\w\"'-]+ )[\w\"'-]+ ?[\w\"'-]+",
    rf"\bi(?:'ll| will| shall| am going to|'m going to|'ve| have| plan to| want to| intend to| already| now| just| did| also| have already|'m| am)* (?:\w+ )?(?:follow|following|try|trying|use|using|read|reading|take|taking|apply|start|starting|look(?:ing)?|write|writing|contact\w*|rewrite|sign(?:ed)? up|order\w*|begin|began|ask|call\w*|join\w*|book\w*|shadow|keep|cut|wrote|spoke|written|visit|register\w*|count|build|building|note|noted|moved?|change|changed|drop|dropped|stop|stopped|add|added|test|sketch|buy|bought|find|learn|pick|practi[sc]e|put|make|talk|approach|compare|move|"
    rf"go|volunteer\w*|spend|track|show|skip|listen|measure|leave|delete|replace|reread|let|replac\w*)\b[^.!?;]{{3,90}}?\b(?:you (?:suggested|recommended|mentioned|advised|said|told|named|described|proposed|gave|pointed|showed|showed me|listed|put|explained|hinted|spoke|talked|lent|wrote|drew|used|raised|do\b|did\b|urged|warned)|as (?:suggested|recommended|advised|discussed)|your (?:suggestion|advice|tip|hint|recommendation|example|list))\b(?! to keep in touch)",
    r"\bas you (?:suggested|recommended|advised|said|put it|explained|proposed|told me|mentioned|pointed out|described|warned|predicted|showed|hinted)\b,? ?(?:[^.!?;]{12,})|\bi(?:'ll| will| shall| have| did)? (?:\w+ )?(?:follow|take|took|followed|heed) (?:up on )?your (?:\w+ )?(?:advice|tip|hint|suggestion|recommendation|example|rule|idea|lead) (?:and|to|by) [^.!?;]{6,}|\bfollowing (?:your|up on your) (?:advice|tip|hint|suggestion|recommendation|example|rule|idea|lead)[^.!?;]{6,}|\b(?:on|at|upon|after|thanks to|with) your (?:advice|tip|hint|suggestion|recommendation|prompting),? (?!and\b)[^.!?;]{6,}",
    r"\"[^\"\n]{6,}\"",
    rf"\b(?:explaining|showing me|telling me|walking me through|pointing out|sharing|describing|pointing me (?:to|towards)|warning me|reminding me|teaching me|advising me|confirming|suggesting|recommending|admitting|mentioning|saying|making (?:it )?(?:so )?clear|introducing me to|talking me through|taking me through|opening my eyes to|spelling out|breaking down|setting out|laying out|clarifying|drawing|comparing)(?: to me| so clearly| so openly| clearly| openly| honestly| with me)*:? (?!{VAGUE}\s*(?:[.,!?]|$|and|with|on|in|about (?:your|the)|so)|me\b|your (?:insights?|experience|time|story|path|career|thoughts|perspective|knowledge|views|advice|expertise|journey)|so (?:much|many|openly)|all (?:this|that)|some)[\w\"'-]+ [\w\"'-]+",
    rf"\bmakes? me (?:see|reali[sz]e|understand|think|reconsider|look|question|rethink|want to|ask|doubt|notice|reflect on|wonder|curious|change)\b (?!about (?:my|the) (?:future|career|plans?)\s*[.,!]|a lot|again|hard\s*[.,]|more clearly|differently\s*[.!,]|the (?:field|industry|sector)|my (?:career|future|plans?)\s*[.!,]|deeply|carefully)[\w'-]+ [\w'-]+|\bmade me (?:see|reali[sz]e|understand|think (?:that|about|of|how|twice about)|reconsider|look|question|rethink|ask|doubt|notice|reflect on|wonder|change|rewrite|move|drop)\b (?!about (?:my|the) (?:future|career|plans?)\s*[.,!]|a lot|again\b|hard\s*[.,]|more clearly|differently\s*[.!,]|the (?:field|industry|sector) (?:better|more)|my (?:career|future|plans?|path)\s*[.!,]|deeply|carefully|feel|very)[\w'-]+ [\w'-]+",
    rf"(?:^|[.!?]\s+|, (?:and )?|\band )(?:especially |above all |mostly |mainly |most of all |in particular,? |particularly |i (?:especially |particularly |really )?(?:liked|loved|valued|enjoyed|appreciated) )?(?!(?:it|our (?:talk|conversation|chat)|the (?:talk|conversation|chat|hour|call|whole)|all (?:of )?(?:this|that|it)|everything|much|a lot|this|that (?:was|is|has|really|alone|made|helped|gave|call|talk)|your (?:words|kindness|openness|energy|story|answers|advice|enthusiasm|warmth|thoughts|passion)|you|i|we|many things|which)\b)(?:[\w'\"-]+,? ){{2,14}}?(?:has |have |is |are |will |still |really |keeps? |kept |continues to )*(?:stuck with|stayed with|stays? with|sticks? with|ringing|rings in|going round|buzzing|struck me|surprised me|in my (?:head|mind|notebook)|changed (?:how|my)|opened my eyes|echo\w*|on my (?:wall|desk|mind)|haunt\w*|is what i|was (?:the )?(?:new|most|biggest|key)|was an eye-opener|was a revelation|was news to me|gave me pause|never occurred to me|made (?:it )?(?:clear|sense)|made me|convinced me)\b",
    r"(?:^|[.!?\n]\s*)(?:so|ah|right),? (?:it is|it's|the|what|that|in the end|a|an|no|every|most|if|when|there)\b(?! (?:very|so|much|call|talk|conversation|chat))[^.!?]{12,}",
    r"\bi(?:'d| had| have|'ve| would)? never (?:\w+ )?(?:thought|considered|seen|looked|heard|imagined|realised|realized|understood|asked|guessed) (?:of|at|about|that|how|why|it|the|a|myself|my|so clearly)\b (?!you|my career)\w+|\bi(?:'d| had| have|'ve)? (?:always )?(?:thought|believed|assumed|expected) [^.!?]{6,60}(?:until|before|but|and now)\b|\bi(?: still)? (?:have no|had no|owe you an) answer\b|\byou(?:'ve| have)? asked (?:me )?(?:what|how|why|whether|which)\b",
    r"\b(?:noted:|note to self:|lesson:|takeaway:|my takeaway|key takeaway|main takeaway|biggest takeaway|what (?:i take|i took|stays|stayed|struck|stuck|surprised|sticks)[\w ]{0,24}(?:is|was|:)|one thing (?:i|that)[\w ]{0,24}(?:is|was|:)|the (?:thing|bit|part|sentence|line|point)[\w ]{0,30}(?:is|was|:)|above all[:,]?|in particular[:,]?) (?:that )?(?!(?:very|much|so|many|great|it|helpful|grateful|your (?:openness|kindness|time|honesty|energy|generosity|warmth|patience|enthusiasm|passion|willingness)|how (?:generous|kind|open|helpful|friendly|much)|kind|nice|useful|interesting|inspir\w+|fascinating|lovely|good)\b)(?:the |a |an |it's |is |to |how |that |your )*[\w'-]+ [\w'-]+ [\w'-]+(?: [\w'-]+)*",
    r"\b(?:written|wrote|noted|copied|pinned|put) (?:it|this|that|them|these) (?:down|on|in|into|above|over|next|at the)\b|\bthe way (?:that )?(?:you|your \w+) (?!spoke|talked|answered|explained everything|took)\w+ (?!me\b|it\b|so\b|very\b)\w+",
    r"\b(?:did not|didn't|had not|hadn't|would not have|wouldn't have|would never have|could not have|never would have) (?:expected?|thought|think|guess(?:ed)?|imagined?|believed?|known|suspected|considered) (?:that|how|it|so|what|of)\b[^.!?]{8,}|\b(?:under|over)estimated (?:how|what|the|that)\b[^.!?]{4,}|\byou(?:'re| are| were) (?:so |quite |absolutely |probably |surely )?right (?:that|about|to|when|:)[^.!?]{6,}|\bi would never have guessed\b",
    rf"\b(?:your|ur) (?:\w+ )?{SAID_THINGS}(?: \w+){{1,4}} that (?!you|i (?:was|am)|it was)[\w'-]+ [\w'-]+|\byou (?:said|put|phrased|expressed) it(?: \w+){{0,3}}:|\bnow (?:i|we) (?:\w+ )?(?:see|understand|know|believe|look|get|think)\b(?! (?:more|better|a lot|much) ?[^ ]*[.!,])[^.!?]{{8,}}|\bi (?:see|understand|know|look at) (?:\w+ ){{0,4}}?(?:now|differently)\b[^.!?]{{0,4}}\b(?:that|how|why|what)\b",
    r"\{takeaway\}",
    rf"\b(?:explanation|description|account|story|picture|breakdown|overview|tour|sketch|comparison|walk-?through|view|history|definition|summary) (?:of|about|on) (?:how|why|what|the|two|three|your first|a)? ?(?!{VAGUE}\s*(?:[.,!?]|$|and|was|were|made|gave))[\w'-]+ [\w'-]+",
    rf"\b(?:when|where|after|because|since) you (?:talked|spoke|told|described|explained|mentioned|said|compared|showed|drew|laughed)\b (?:me |us )?(?:about |of |how |that |why |the |to |me )?(?!{VAGUE}\s*(?:[.,!?]|$))[\w'-]+",
))


def takeaway(prose: Prose) -> Span | None:
    """The first words that name something the reader said; or None."""
    low = prose.low
    for pattern in TAKEAWAY:
        match = pattern.search(low)
        if match:
            return Span(match.start(), match.end())
    return None


# Names ---------------------------------------------------------------------------------------------------------------
TITLES = frozenset("mr mrs ms mx dr prof professor sir madam herr frau miss dame lady lord".split())


def names(prose: Prose, referrer: str) -> bool:
    """Does the text name the referrer? Case, marks and line breaks do not matter; a title may be missing."""
    text = " ".join(prose.low.split())
    wanted = " ".join(plain(referrer).split())
    if not wanted or re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) or "{referrer}" in text:
        return True
    parts = [part for part in wanted.replace(".", " ").split() if part not in TITLES]
    bare = " ".join(parts)
    return bool(bare and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text))


FORMAL_REGIONS = frozenset(("dach", "mena", "eu"))


def first_name_greeting(prose: Prose, first_name: str) -> Span | None:
    """The first name in the salutation, where it is used alone; or None."""
    name = plain(first_name).strip()
    if not name:
        return None
    match = re.match(rf"\s*(?:(?:dear|hello|hi|hiya|hey|good (?:day|morning|afternoon|evening)|morning|greetings|hallo)[ ,]+)?({re.escape(name)})(?=\s*[,!:.\n-]|\s*$)", prose.low)
    return Span(match.start(1), match.end(1)) if match else None
