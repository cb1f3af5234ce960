"""Is there one thing this reader did, said or decided? (M-PERSONAL)"""

import re
from collections.abc import Iterator

from outreach.wording.prose import Prose, Span, words

# What somebody made, said or decided.
WORKS = words(
    "talk talks lecture lectures article articles essay essays paper papers book books "
    "chapter column columns blog podcast podcasts "
    "episode episodes interview interviews keynote panel panels session webinar webinars "
    "workshop workshops thread threads comment "
    "comments remark remarks speech speeches presentation demo demos video videos report "
    "reports thesis dissertation campaign "
    "campaigns design redesign rebuild rewrite launch pilot pilots prototype library package "
    "exhibition film films documentary "
    "newsletter move switch transition promotion appointment sabbatical rant piece clip "
    "poster slides map maps translation "
    "translations series guide guides handbook patent award prize plea proposal testimony "
    "statement contribution tutorial "
    "tutorials tool plugin atlas album song songs play novel poem poems drawing drawings "
    "sketch sketches photograph photographs photos model experiment "
    "trial study survey analysis dashboard framework checklist garden bridge app apps "
    "channel petition manifesto review reviews "
    "summary notes post-mortem retrospective turnaround merger migration overhaul "
    "reorganisation reform initiative quote phrase "
    "joke metaphor analogy observation critique criticism argument leap jump recipe method "
    "technique visualisation infographic "
    "chart charts graph spreadsheet template startup teardown guideline guidelines cookbook "
    "post posts slide fellowship residency "
    "seminar seminars zine concert show magazine broadcast masterclass excursion tour sermon "
    "leaflet brochure manual radio relaunch rollout note lesson lessons question questions "
    "editorial preface foreword "
    "obituary letter letters exhibit mural"
)
# What everybody has: names nothing by itself, whatever stands before it.
COMMON = words(
    "profile page linkedin company firm career careers job jobs title role roles position "
    "positions field industry sector experience experiences background team "
    "teams organisation organization expertise reputation name achievement achievements "
    "success successes school university college website "
    "homepage employer department help time schedule calendar diary week weeks plate inbox "
    "convenience leisure city country colleague "
    "colleagues manager knowledge skill skills journey day days phone number email e-mail "
    "mail attention consideration kindness support "
    "guidance side area profession business institution staff hands hand interest generosity "
    "agenda group association alumni region "
    "degree studies office desk contact details connection connections network head month "
    "months summer spring autumn winter "
    "mentorship wisdom qualities seniority standing level life past future situation "
    "products product services clients customers "
    "house age address boss director hr recruiter recruiters lead chief supervisor partner "
    "partners people students family children "
    "health weekend morning afternoon evening monday tuesday wednesday thursday friday "
    "saturday sunday choice mind patience "
    "understanding assistance trouble quarter season availability preference account "
    "followers circle club town generation rank "
    "authority strengths accomplishments record cv resume qualifications training education "
    "course class cohort bank agency ministry "
    "line trade world tasks duties responsibilities routine goals kitchen ward wards lab "
    "laboratory factory plant shop clinic hospital "
    "studio newsroom unit crew division programme program vacancy vacancies opening openings "
    "internship internships hiring personnel reading "
    "response request heart eyes friend friends door portal system member members community "
    "forum holiday holidays "
    "passion enthusiasm energy openness honesty warmth thanks move-in occupation craft "
    "everyday job-title vita workplace site branch "
    "arrival part place person case own self place readiness willingness goodwill favour "
    "favor company's experience's hour hours minutes "
    "shift shifts half lunch coffee break signature order bio headline résumé dept org uni "
    "institute foundation museum crowd"
)
# Wished for as often as observed: a detail only with what it was about.
WISHED = words(
    "advice answer answers reply opinion opinions view views thought thoughts insight "
    "insights feedback perspective perspectives tip tips "
    "decision point points words idea ideas suggestion suggestions explanation message "
    "messages take input recommendation "
    "recommendations judgement assessment questions approach voice"
)
# Somebody's work at large: a detail once it is narrowed.
BROAD = words(
    "work story stories project projects path content research practice plan plans efforts "
    "contribution teaching writing "
    "contributions initiatives activity activities change changes step steps road route turn "
    "crossing passage detour return shift "
    "choice choices way"
)
PRAISE = words(
    "very really so truly most own current present previous whole online professional "
    "impressive great rich long vast wide valuable "
    "precious kind full busy esteemed amazing extensive interesting inspiring excellent "
    "outstanding good honest open helpful useful "
    "wonderful generous wise thoughtful practical clear best many daily personal public "
    "usual broad deep candid brief short quick "
    "early prompt positive favourable expert considerable exciting fascinating remarkable "
    "brilliant fantastic lovely nice big busy "
    "entire last next new first old latest recent possible kindest much such other two three "
    "different further"
)
STOP = words(
    "on about of at in with from for to by into as during under over after before between "
    "against around through without within like "
    "and or but that which who whom whose where when while because if so than then since "
    "until though unless i you he she it we they me "
    "him her us them my your our their his its this these those the a an is are was were be "
    "been being am has have had do does did "
    "will would can could may might shall should must not no never also just still only even "
    "too again already both all any some "
    "made gave showed shows makes gives took takes came comes stuck sticks stayed stays "
    "helped helps taught struck caught impressed "
    "convinced answered changed touched moved surprised told opened led brought reminded put "
    "hit kept set saved rang rings reads says "
    "explains explained describes described deserves stands stood looks looked seems seemed "
    "sounds sounded works worked cleared "
    "inspired fascinated amazed allows permits permit allow"
)
TOKEN = re.compile(r"[^\W_]+(?:[-'/.&][^\W_]+)*|[^\s\w]|\n")
YOUR = re.compile(r"\b(?:your|ur|yr)\b")
WISH = re.compile(
    r"\b(?:forward to|await\w*|wait\w* for|appreciat\w+|value|hear|have|get|hope for|hoping "
    r"for|receive|need|welcome|honest|expect|learn|know|understand|ask|asking|curious|"
    r"interested in|discuss|share|more about|love|benefit from|pick|seek\w*|some of|want|like|"
    r"grateful for|happy about|obliged for|"
    r"thankful for|for|if|whatever|respect|accept|wish|give me|offer|tell me|with|without|of|"
    r"depends? on|request\w*|need\w*)\b[^.!?;]{0,18}$"
)
SEEN = re.compile(
    r"\b(?:kept|keep|read|followed|heard about|heard|saw|follow|know about|impressed|"
    r"admire\w*|loved|liked|enjoyed|noticed|remember|tried|used|thanks for|thank you for|"
    r"taken by|struck by|watched|inspired by|because of|since|after|through|from|found|"
    r"thinking about|think about|touched by|tested)\b[^.!?;]{0,24}$"
)
ASK_PLACE = re.compile(
    r"\b(?:in|at|for|to|within|into|join|joining|on|with|is|are|does|do|of|and|or|how|if|"
    r"what)\s+$"
)
WITH_COMPLEMENT = re.compile(
    r" (?:on|about|that|which|against|concerning|regarding|called|named|where|when|to|at the|"
    r"at my|in the|in my|in reply|in response|during|under|from|of|with|for|last|between|why|"
    r"how|around)\b"
)
AT_LARGE = re.compile(
    r" (?:at|in(?! reply| response)|as|for (?!the|refug|young|child|patient|farm|teach|small|"
    r"rural|deaf|blind)|and|with(?=\s+(?:me|us|others)\b)|within|of (?:life|work))\b|"
    r"\s*[,.;!?]"
)


def _your(low: str) -> Iterator[Span]:
    """Spans of "your ..." that name something this person made, said or decided."""
    for match in YOUR.finditer(low):
        verdict = _names_a_work(low, match.start(), match.end())
        if verdict:
            yield Span(match.start(), verdict)


def _names_a_work(low: str, start: int, at: int) -> int | None:
    before = low[max(0, start - 60) : start]
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
        rest = low[end : end + 40]
        following = TOKEN.match(low, end + 1) if rest[:1] == " " else None
        nxt = following[0] if following else ""
        if word.endswith(("'s", "s'")):
            narrowed = bare not in COMMON or narrowed
            continue
        if bare in WORKS or any(part in WORKS for part in bare.split("-")[1:]):
            if bare in (
                "question",
                "questions",
                "letter",
                "note",
                "post",
                "posts",
                "study",
            ) and ASK_FOR_REPLY.search(before):
                return None
            return end
        if bare in WISHED:
            if nxt in WORKS:
                continue
            wished = WISH.search(before) and not SEEN.search(before)
            observed = WITH_COMPLEMENT.match(rest) and not wished
            judged = re.match(
                r" (?:\w+ )?(?:was|were|made|gave|showed|explained|helped|stuck|stayed|taught|convinced|"
                r"changed|saved|impressed|touched|struck|surprised|cleared|opened|brought|has (?:stayed|"
                r"helped|been|made)|reminded|got|put|hit|led)\b",
                rest,
            )
            return end if observed or judged else None
        if bare in BROAD:
            if nxt in WORKS or nxt in BROAD:
                continue
            if narrowed and bare not in ("work", "plans", "path"):
                return end
            if (
                bare == "work"
                and narrowed
                and not re.match(r" (?:day|life|place|in|at)\b", rest)
                and not WISH.search(before)
            ):
                return end
            from_to = re.match(r" (?:from|out of|into|back to|away from|via|between) ", rest)
            wished = WISH.search(before) and not SEEN.search(before)
            if from_to and wished and " from " not in low[at : end + 8]:
                return None
            if from_to or (WITH_COMPLEMENT.match(rest) and not AT_LARGE.match(rest)):
                return end
            judged = re.match(
                r" (?:\w+ )?(?:was|made|gave|showed|helped|stuck|stayed|taught|convinced|changed|"
                r"impressed|touched|struck|surprised|reminded|moved|inspired)\b",
                rest,
            )
            return end if judged and bare not in ("work", "path", "content", "research") else None
        if bare in COMMON:
            if (
                nxt in WORKS
                or (
                    nxt in BROAD
                    and (
                        (narrowed and bare not in ("career", "job", "life"))
                        or nxt not in ("work", "path", "plan", "plans", "story")
                    )
                )
                or (nxt and nxt.endswith("'s"))
            ):
                narrowed = True
                continue
            return None
        if bare in PRAISE or bare.endswith("ly"):
            continue
        narrowed = True
    if not narrowed or not words:
        return None
    # A noun we do not know: taken for a work unless it reads as a place or a person asked for.
    if re.match(
        r" (?:about|against|on (?!your)|called|with the|in which|of the)\b", low[end : end + 20]
    ) and not WISH.search(before):
        return end
    if ASK_PLACE.search(before) or (WISH.search(before) and not SEEN.search(before)):
        return None
    return end


ASK_FOR_REPLY = re.compile(r"\b(?:forward to|any of|answer|answering|for|to|take|await\w*)\s+$")
IRREGULAR = (
    r"(?:moved|switched|left|started|founded|built|rebuilt|led|wrote|published|spoke|gave|"
    r"said|told|explained|showed|presented|posted|shared|chose|decided|launched|opened|closed|"
    r"turned|went|drew|ran|taught|introduced|cut|grew|took|"
    r"answered|described|argued|made|found|spent|brought|came|began|kept|put|set|sold|won|"
    r"stood|sat|met|held|rewrote|withdrew|threw|broke|fought|got|did|had the|shut|split|quit|"
    r"dropped|swapped|bet|redid|undid|overhauled|became|spun|saw|knew|thought|"
    r"thanked|caught|lost|sang|read|heard|forgave|hid|laid|lent|let|paid|rode|rose|sent|shot|"
    r"swam|wore|bought|fed|felt|flew|bent|dug|hung|stuck|struck|swept|tore|woke|wove|beat)"
)
PAST = rf"(?:{IRREGULAR}|(?!need|inde|proce|exce|succe|\w*[^e]eed\b)\w{{2,}}ed)"
NOT_NEWS = (
    r"(?:worked(?! (?:on|out|through|your|with (?:refugees|the|young|a))\b)|works?|working|"
    r"studied(?! \w+ (?:before|and then|then|and now|but)\b)|graduated|attended|listed|joined|"
    r"employed|gained|needed|wanted|liked|wished|preferred|seemed|looked|agreed to|thought i|"
    r"had|"
    r"got (?:time|a moment|my|a minute|a sec|some|any|to)|came (?:up|recommended|to mind)|"
    r"became(?! the first)|got into|started (?:out|in)|got started|ended up|came to(?! \w+(?: "
    r"\w+)? from\b)|found your way|broke into|entered|made it|received|read (?:this|my|so "
    r"far)|were recommended|decided (?:to (?:help|answer|decline|not|say))|based|related|"
    r"connected|accepted|"
    r"achieved (?:so )?(?:much|a lot)|heard (?:of|from) me|did not|did|let me|sent me your|"
    r"got the|accumulated|specialised|specialized|changed your mind|took the time|found "
    r"(?:the )?time|took time|agreed|replied|reached|thought|felt|held (?:the|a) (?:title|"
    r"position|role|post)|earned your|"
    r"obtained|acquired|settled in|knew|saw|excelled|succeeded|read|heard|lived|stayed in|"
    r"promised|owed|failed|ignored)"
)
NO_IF = (
    r"(?<!if )(?<!should )(?<!would )(?<!could )(?<!whether )(?<!unless )(?<!can )(?<!will "
    r")(?<!might )(?<!do )(?<!hope )(?<!wish )(?<!case )(?<!may )(?<!whatever )(?<!thank "
    r")(?<!than )(?<!have )(?<!to )(?<!for )(?<!with )"
)

PERSONAL = tuple(
    re.compile(p)
    for p in (
        r"\byou (?:were|have been|'ve been) (?:so |very |always )?(?:kind|good|generous|patient|"
        r"brave|open|honest|nice|bold)(?: enough)? (?:to|as to|and|about|when|with)\b",
        r"\b(?:the|that|this) (?:[\w'-]+ ){0,2}?(?:thread|post|talk|article|essay|paper|panel|"
        r"podcast|episode|film|book|report|demo|lecture|keynote|piece|column|video|map|workshop|"
        r"session|comment|reply|series|letter|interview|zine) (?:\w+ ){0,7}?(?:made|gave|kept|had|"
        r"showed|taught|helped|saved|changed|touched|moved|convinced) (?:me|my|us|our)\b",
        r"\b(?:the|that|this) (?:\w+ )?(?:thread|post|talk|article|essay|paper|panel|podcast|"
        r"episode|film|book|report|demo|lecture|keynote|piece|column|video|map|study|slides?|"
        r"workshop|session|comment|reply|series|letter|interview) (?:\w+ ){0,7}?(?:was|is|were|"
        r"are) (?:\w+ )?(?:brave|great|brilliant|excellent|superb|clear|clearest|honest|good|best|"
        r"fantastic|wonderful|moving|funny|sharp|impressive|inspiring|memorable|spot on|"
        r"thoughtful|strong|lovely|beautiful|helpful|useful|gold|fascinating|a (?:joy|gem|delight|"
        r"treat|revelation))\b",
        r"\b(?:it was|what a|how|was) (?:\w+ ){0,2}?(?:lovely|nice|great|good|wonderful|fun|"
        r"fantastic|special|joy|pleasure|delight|honou?r|privilege|treat|moving|warm|beautiful|"
        r"brilliant|kind)(?: it was)? (?:to (?:meet|hear|see|sit|talk|share|listen|speak|walk|"
        r"travel|dance|sing|cook|work|stand|chat|run|learn)|(?:meeting|hearing|seeing|sitting|"
        r"talking|sharing|listening|speaking|walking|chatting|running))\b[^.!?]{0,40}?\b(?:you|"
        r"your)\b(?! (?:profile|company|website|name))",
        r"\b(?:sat|sit|sitting|stood|standing|walked|walking|travelled|queued|danced|sang) "
        r"(?:right |just |once )?(?:beside|next to|behind|with|opposite|across from) you\b",
        # your team has changed something
        r"\b(?:your|ur) (?:team|group|department|lab|class|clinic|studio|crew|unit|desk|ward|"
        r"office|shop|kitchen|newsroom|choir|orchestra|library|school|company|firm|"
        r"organi[sz]ation|institute|practice|squad|pupils|students|hospital|factory|plant|bank|"
        r"agency|colleagues)"
        r"(?:'s| has| have| recently| just| also| even| then| once| had| \w+ly)* (?!based|related|"
        rf"needed|called|named|located|situated|interested|used|listed){PAST}\b(?! (?:in|at) "
        r"(?:berlin|london|paris))",
        # you + what you did
        rf"{NO_IF}\b(?:you|u)(?:'ve| have|'d| had)?(?: also| once| recently| just| both| then| "
        r"first| really| even| personally| yourself| already| later| never| quietly| openly| so| "
        r"always| kindly| and \w+| alone| single-handedly| bravely| \w+ly| not only)? "
        rf"(?!{NOT_NEWS}\b){PAST}\b",
        r"\b(?<!if )(?:you|u)(?:'ve| have)(?: also| recently| just| \w+ly)? (?:written|spoken|"
        r"given|shown|taken|built|led|run|made|chosen|done|begun|grown|drawn|driven|brought|"
        r"taught|gone|set|won|put|held|rewritten|turned|found|kept|cut|said|told|sold) (?!the "
        r"(?:position|role)|time|in (?:the )?(?:field|industry)|experience)",
        rf"\b(?:you(?:'re| are| were)\b[^.!?;]{{0,40}}?|as (?:the|a) (?:\w+ ){{1,3}}?|that )(?:who|"
        rf"that)(?:'s| has| had| once| first| also)? (?!{NOT_NEWS}\b){PAST}\b",
        r"\byou (?:were|are|r) (?:the |one of the |among the )(?:first|only|few|speaker|author|"
        r"host|editor|maintainer|founder|inventor|chair|moderator|voice|driving force|"
        r"brains?)\b(?! (?:right|best|perfect|ideal|person (?:i|to|for|at|in))|(?:s)? (?:right|"
        r"perfect|ideal|best)|(?: person| one)? (?:to ask|to talk|to speak|i should|i could|i can|"
        r"i know|for this|who (?:could|can|knows|might)))",
        r"\b(?:how|what|the way|that|where|because|since|as|while) (?:you|u) (?:now )?(?:run|lead|"
        r"teach|host|write|maintain|organi[sz]e|mentor|edit|curate|coach|chair|draw|paint|conduct|"
        r"publish|moderate|handle|keep|explain|bring|combine|treat|turn|insist|refuse|let|make|"
        r"put|use|speak|open|mix|document)\b "
        r"(?!in (?:your|the) (?:field|role|work|company)|your (?:work|job|day|role|"
        r"team)\b)\w+\b(?=[^.!?]{0,80}\b(?:impress|inspir|caught|struck|admire|made me|is why|is "
        r"what|stays|stayed|stuck|touched|saw|noticed|read|heard|follow|remarkable|rare|helped|"
        r"amaz|love|like)\w*)",
        r"\b(?:i )?(?:saw|noticed|read|heard|learned|learnt|gather|discovered|found out|love|"
        r"loved|liked|admire|impressed|see(?= (?:that|how) (?:you|u) (?!are|have|work)))(?: in "
        r"\w+)? (?:that|how|the way|by how) (?:you|u) (?:now |also |currently |still )?(?:run|"
        r"lead|teach|host|write|maintain|organi[sz]e|mentor|edit|curate|coach|chair|handle|"
        r"publish|keep|train|build|invite|share|explain|answer|combine|turn|treat|insist|refuse|"
        r"make|put|let|use) "
        r"(?!at |in (?:the|a) (?:field|company|industry)|(?:the|a) (?:\w+ )?(?:team|department|"
        r"group|unit) (?:at|of|in)\b)",
        # a moment shared
        r"\b(?:we|i) (?:first |once |briefly |last |recently |both |also )?(?:met|spoke|talked|"
        r"chatted|sat|shared (?:a|the)|exchanged|danced|crossed paths|bumped|ran into|worked "
        r"(?:together|on|side)|stood|discussed|queued|travelled|collaborated|sang|cooked|marched|"
        r"carried)\b"
        r"(?=[^.!?]{0,60}\b(?:you|at|in|on|during|after|over|together|next|briefly|when|"
        r"after)\b)(?! (?:to |with )?(?:many|some|several|other|a lot of|nine|ten|two|three|four|"
        r"five|six|seven|eight|more) )",
        r"\b(?:met|heard|saw|seen|watched|following|followed|listened to|listening to|hearing|"
        r"watching|seeing|meeting|remember|caught|sat (?:next to|beside|behind|with)|sitting "
        r"(?:next to|beside)|enjoyed (?:hearing|watching|seeing)|thanks to) (?:you|u)\b(?! (?:on "
        r"linkedin|at all|are|work|in the (?:alumni|directory|member)|through|have (?:a|an|the)|"
        r"who|would|could|might|should|as (?:a|the|an) (?:\w+ )?(?:perfect|ideal)))"
        r"(?= (?:\w+ )?(?:speak\w*|talk\w*|say\w*|present\w*|explain\w*|at|on|in|during|from|last|"
        r"live|defend|answer\w*|argue|play|teach\w*|lead\w*|describe|moderat\w+|give|discuss|open|"
        r"read|chair|mention|ask|tell|host|after|between|when|briefly|perform|sing|cook|handle|"
        r"demonstrate|and|that|,|\.))",
        r"\b(?:our|the) (?:\w+ ){0,2}?(?:conversation|chat|talk|exchange|meeting|encounter|"
        r"discussion|lunch|coffee|walk|project|ride)\b (?=(?:at|after|during|in|on|over|about|"
        r"last|with you|by|near|between|when|we|yesterday|earlier)\b)(?=[^.!?]{0,60}\b(?:stay|"
        r"stuck|made|show|gave|left|help|was|inspir|remind|taught|still|last|since|led|yesterday|"
        r"when|earlier)\w*)",
        # a work named without "your"
        r"(?:^|[.!?,;:\n-]\s{0,3}|\b(?:for|on|about|was a|the|this|such a|what a|the very|a|quite a|"
        r"really|thanks for|and|love|like|so|very) )(?:great|loved|lovely|brilliant|wonderful|"
        r"excellent|nice|good|superb|fantastic|fabulous|terrific|super|cool|enjoyed|liked|solid|"
        r"amazing|awesome|beautiful|big fan of|impressive|well done|kudos|bravo|congrats|"
        r"congratulations|"
        r"hats off|chapeau|respect|clever|sharp|honest|brave|strong|cracking|ace|mega|neat|"
        r"thoughtful|clear|moving)\b(?: (?:the|that|this|job|work|on|for|to|of|your|you|and|very|"
        r"really|much|again|how|with|new|recent|latest|about|such|last|a)){0,4} (?:\w+ "
        r"){0,3}?(?:talk|post|article|demo|presentation|panel|session|podcast|episode|paper|"
        r"launch|move|promotion|award|prize|book|"
        r"keynote|workshop|webinar|comment|piece|thread|essay|report|answer|question|lecture|"
        r"speech|interview|redesign|release|release notes|opening|pilot|appointment|write-?up|"
        r"exhibition|film|video|clip|review|series|column|bridge|rebuild|campaign|exhibit|map|"
        r"guide|poster|slides|new (?:role|job|position|office|book|site|museum)|project|"
        r"turnaround|migration|reform|result|work (?:on|with))\b",
        r"\b(?:the|that|this|an?|two|some|every|each|all|last|first|one) (?:[\w'-]+ "
        r"){1,6}?(?:that |which |in which |where |about which )?(?:you|u)(?:'ve| have|'d)? "
        r"(?:\w+ly |just |once |all |recently |also |both |then |now )?(?:wrote|gave|made|built|"
        r"told|posted|published|shared|showed|described|explained|mentioned|said|drew|designed|"
        r"led|ran|taught|asked|recorded|hosted|started|launched|put|compare|explain|describe|"
        r"write|show|tell|argue|priced|organised|organized|edited|directed|translated|founded|"
        r"opened|named|used|sent|answered|presented|run|host|sang|set|chose|took|brought|"
        r"developed|created|did|cooked|planted|painted|"
        r"held|discuss|discussed|chaired|moderated|photographed|filmed|collected|curated|mapped|"
        r"invented|proposed|defended|recommended|rebuilt|wired|fixed|tested|saved|turned)\b",
        r"\b(?:talk|lecture|article|essay|paper|podcast|interview|piece|report|film|portrait|"
        r"profile|chapter|column|panel|keynote|book|study|letter|post|video|speech) (?:with|by|"
        r"of) you\b|\b(?:quoted|interviewed|featured|portrayed|cited|honou?red|mentioned) (?:you|"
        r"u)\b|\byou(?:'re| are| were)(?: \w+)? (?:quoted|interviewed|featured|portrayed|cited|"
        r"honou?red|mentioned|awarded|named in|named as|named the|promoted|appointed|elected)\b|"
        r"\byou (?:appear|feature) in\b|\bin which you\b|\bsee you (?:quoted|on stage|on the "
        r"panel|win)\b",
        r"\b(?:congratulations|congrats|well done|bravo|kudos|chapeau|felicitations|hats "
        r"off)\b(?: \w+)? (?:on|for|to|with|about) (?!your (?:career|success|achievements|profile|"
        r"experience|position|role|job)\b|being|having)\w+",
        r"\bthank(?:s| you)(?: \w+){0,3}? for (?!taking|your|considering|reading|accepting|"
        r"connecting|considering|looking|getting back|any|all|the (?:time|connection|opportunity)|"
        r"a (?:moment|reply)|replying|responding|being|having)\w+ing (?:me |us |my |the |that |a |"
        r"our |so |to |how |about |at )",
        r"\b(?:that|this|the|a|an|some|one|two|those|these) (?:[\w'-]+ ){1,4}?of (?:yours|"
        r"urs)\b(?<!friend of yours)(?<!colleague of yours)(?<!student of yours)(?<!contact of "
        r"yours)(?<!acquaintance of yours)(?<!member of yours)(?<!customer of yours)(?<!client of "
        r"yours)(?<!neighbour of yours)",
        r"\bthank(?:s| you)(?: \w+){0,3}? for (?:the|that|this|last|your) (?:\w+ ){0,2}?(?:tip|"
        r"hint|link|recommendation|answer|explanation|tour|book|slides|story|idea|introduction|"
        r"evening|afternoon|lesson|comment|reply|map|recipe|cake|article|talk|session|workshop|"
        r"walk|ride|help with|advice on|talk about|demo|post)\b(?! (?:you may|in advance))",
        r"\bit was you (?:who|that) \w+|\byour name (?:under|beneath|below|on|in) (?:the|a|an) "
        r"(?:\w+ ){0,2}?(?:letter|article|paper|cover|credits|book|petition|panel|programme|film|"
        r"study|report|poster)\b",
        r"\{(?:detail|takeaway|congrats_event|new_reason)\}",
        r"\b(?:said|told|mentioned|says|tells|explained|wrote) (?:me )?(?:that |how |about "
        r")?(?:it was )?you (?!might|may|could|can|would|are|know|have|were the (?:right|best)|"
        r"will|work|should|as|were|to)\w+",
    )
)


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
