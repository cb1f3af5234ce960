"""Is it about this reader: a detail, what they said, how it opens, who sent me, how they are addressed?"""

import re

from outreach.wording.prose import Prose, Span, plain

# What somebody made, said or decided; "your ..." before one of these names something of theirs.
WORKS = (r"(?:talks?|lectures?|articles?|essays?|papers?|books?|chapters?|columns?|blogs?|blog ?posts?|podcasts?|episodes?|interviews?|keynotes?|panels?|sessions?|webinars?|workshops?|threads?|comments?|remarks?|speech(?:es)?|presentations?|"
         r"demos?|videos?|reports?|thes[ie]s|dissertation|campaigns?|designs?|redesigns?|rebuild|rewrite|launch|pilots?|prototypes?|librar(?:y|ies)|packages?|exhibitions?|films?|documentar(?:y|ies)|newsletters?|decisions?|moves?|switch|"
         r"transition|promotion|appointment|sabbatical|rants?|pieces?|clips?|posters?|slides?|maps|translations?|series|guides?|handbook|case stud(?:y|ies)|patents?|award|prize|plea|proposals?|testimony|statement|answers?|"
         r"contributions?|tutorials?|tools?|plugin|atlas|album|songs?|play|novel|poems?|drawings?|sketch(?:es)?|photographs?|photos|models?|experiments?|trials?|stud(?:y|ies)|survey|analysis|dashboard|framework|checklist|"
         r"garden|bridge|building|house|museum|app|apps|website|channel|petition|open letter|letter|manifesto|reviews?|summary|summing[- ]up|write-?up|notes|post-?mortem|retrospective|turnaround|merger|migration|overhaul|reorganisation|reform|"
         r"initiative|mentoring circle|programme for|book club|meetup|fellowship|residency|expedition|relaunch|rollout|roll-out|post|posts|quote|line|phrase|joke|metaphor|analogy|suggestion|"
         r"reply|question|explanation|observation|critique|criticism|defen[cs]e|argument|story of|account of|return to|step (?:from|into|to|away)|leap|jump|change (?:from|to|of)|choice to|path from|way from|route from|journey from|career change|turn from|turn to|shift from|"
         r"start-?up|company's first|recipe|method|technique|experiment|visualisation|visualization|infographic|charts?|graph|spreadsheet|template|course on|class on|teaching)")
WEAK = (r"(?:projects?|work|research|approach|ideas?|thoughts?|views?|opinion|advice|point|tips?|insights?|team|experience|career|story|plan|plans|initiatives?|programme|program|contribution|teaching|practice|words|answers?|questions?|content|writing|courses?|class|role in|efforts?|experience)")
ADJ = r"(?:[\w'.%&/-]+ ){0,4}?"
LOOK_FORWARD = re.compile(r"\b(?:forward to|await(?:ing)?|wait(?:ing)? for|appreciate|for|value|hear|have|grateful for|get|hope for|receive|delighted by|anticipat\w+|need|thank you for|thanks for|welcome|with|at|in|of|on|wanted|like|without|honest|expect)\s+(?:receiving |hearing |getting )?(?:your)(?: \w+)?$")
IRREGULAR = (r"(?:moved|switched|left|started|founded|built|rebuilt|led|wrote|published|spoke|gave|said|told|explained|showed|presented|posted|shared|chose|decided|launched|opened|closed|turned|went|drew|ran|taught|introduced|cut|grew|took|"
             r"answered|described|argued|made|found|spent|brought|came|began|kept|put|set|sold|won|stood|sat|met|held|rewrote|withdrew|threw|broke|fought|got|did|had the|shut|split|quit|dropped|swapped|bet|redid|undid|overhauled|became|spun|saw|knew|thought|"
             r"thanked|caught|lost|sang|read|heard|forgave|hid|laid|lent|let|paid|rode|rose|sent|shot|swam|wore|bought|fed|felt|flew|bent|dug|hung|held|stuck|struck|swept|tore|woke|wove)")
PAST = rf"(?:{IRREGULAR}|(?!need|inde|proce|exce|succe|\w*[^e]eed\b)\w{{2,}}ed)"
NOT_NEWS = (r"(?:worked?|works?|working|studied(?! \w+ (?:before|and then|then|and now|but))|graduated|attended|listed|joined|employed|gained|needed|wanted|liked|wished|preferred|seemed|looked|felt|agreed to|thought i|had (?:time|a moment|any|some|questions)|got (?:time|a moment|my|a minute|a sec|some|any|to)|came (?:up|recommended|to mind)|"
            r"became|got into|started out|got started|ended up|came to|found your way|broke into|entered|made it|received|read (?:this|my|so far)|were recommended|came across|decided (?:to (?:help|answer|decline|not))|based|related|connected|accepted|achieved (?:so )?(?:much|a lot)|"
            r"heard (?:of|from) me|had|did not|did|let me|sent me your|got the|accumulated|specialised|specialized|changed your mind|took the time|found (?:the )?time|took time|agreed|replied|reached|thought|felt|held (?:the|a) (?:title|position|role|post)|earned your|obtained|acquired|set(?:tled)? (?:in|on)|knew|saw|excelled|succeeded)")
SELF_STUDY = r"(?:Northgate)"

PERSONAL = tuple(re.compile(p) for p in (
    # your talk, your team's rebuild of ...
    rf"\b(?:your|ur|yr)(?:(?: own)? (?:team|group|company|department|lab|firm|class|clinic|office|organi[sz]ation|studio|shop|employer|colleague|crew|ward|unit|desk|school|hospital|newsroom|plant)'?s'?)? {ADJ}{WORKS}\b(?!-| title\b| description\b| market\b| search\b| school\b| of (?:contact|expertise)\b)",
    rf"\b(?:your|ur) {ADJ}{WEAK} (?:(?:on|about|around|regarding|that|which|called|named|where|against|concerning|when|to (?:\w+ ){{0,2}}?(?:the|a|your|our)|from the|of (?:\w+ing|the|20\d\d|last)) |with (?:the |refugees|young|children|patients|farmers|teachers)|for (?:the|refugees|young|children|patients|farmers|teachers|blind|deaf|rural|small)|\")",
    rf"\b(?:your|ur) (?:team|group|department|lab|class|clinic|studio|crew|unit|desk|ward|office|shop|kitchen|newsroom|choir|orchestra|library|school|company|firm|organi[sz]ation|institute|practice|squad|pupils|students)(?:'s| has| have| recently| just| also| even| then| once| had)* (?!based|related|needed|called|named|located|situated){PAST}\b(?! (?:in|at) (?:berlin|london|paris))",
    rf"\b(?:how|that|why|when|since|because|where|what|way) (?:your|the) (?:\w+ )?(?:team|group|department|lab|class|clinic|studio|crew|unit|desk|ward|office|shop|kitchen|newsroom)(?:'s| has| have| just)* {PAST}\b",
    # you + what you did
    rf"(?<!if )(?<!should )(?<!would )(?<!could )(?<!whether )(?<!unless )(?<!can )(?<!will )(?<!might )(?<!do )(?<!hope )(?<!wish )(?<!case )\b(?:you|u)(?:'ve| have|'d| had)?(?: also| once| recently| just| both| then| first| really| even| personally| yourself| already| later| never| quietly| openly| so| always| clearly| kindly| and \w+| alone| single-handedly| bravely| \w+ly)? (?!{NOT_NEWS}\b){PAST}\b",
    r"\b(?:you|u)(?:'ve| have)(?: also| recently| just| \w+ly)? (?:written|spoken|given|shown|taken|built|led|run|made|chosen|done|begun|grown|drawn|driven|brought|taught|gone|set|won|put|held|rewritten|turned|found|kept|cut|said|told|sold) (?!the (?:position|role)|time|in (?:the )?(?:field|industry)|experience)",
    rf"\b(?:person|one|woman|man|nurse|engineer|colleague|teacher|someone|people|architect|designer|librarian|analyst|manager|scientist|doctor|chef|first) (?:who|that)(?:'s| has| had| once| first| also)? (?!{NOT_NEWS}\b){PAST}\b",
    r"\byou (?:were|are|r) (?:the |one of the |among the )(?:first|only|ones?|few|person|speaker|author|host|editor|maintainer|founder|inventor|chair|moderator|organi[sz]er|voice|driving force|brains?)\b(?! (?:right|best|perfect|ideal|person (?:i|to|for|at|in))|(?:s)? (?:right|perfect|ideal|best)|(?: person| one)? (?:to ask|to talk|to speak|i should|for this|who (?:could|can|knows|might)))",
    r"\b(?:how|what|the way|that|where|because|since|as|while) (?:you|u) (?:now )?(?:run|lead|teach|host|write|maintain|organi[sz]e|mentor|edit|curate|coach|chair|draw|paint|conduct|publish|moderate|handle|keep|explain|bring|combine|treat|turn|insist|refuse|let|make|put|use|speak|open|mix|document)\b (?!in (?:your|the) (?:field|role|work|company)|your (?:work|job|day|role|team)\b)(?:the|a|an|your|every|all|each|this|that|open|free|about|with|on|new|young|young|for|its|both|two|public|\w+ing|\w+s)\b(?=[^.!?]{0,80}\b(?:impress|inspir|caught|struck|admire|made me|is why|is what|stays|stayed|stuck|touched|saw|noticed|read|heard|follow|remarkable|rare|helped|amaz|love|like)\w*)",
    r"\b(?:i )?(?:saw|noticed|read|heard|learned|learnt|understand|gather|discovered|found out|know|love|loved|like|admire|impressed|see) (?:in \w+ )?(?:that|how|the way|by how) (?:you|u) (?:now |also |currently |still )?(?:run|lead|teach|host|write|maintain|organi[sz]e|mentor|edit|curate|coach|chair|handle|publish|keep|train|build|invite|share|explain|answer|combine|turn|treat|insist|refuse|make|put) (?!at |in (?:the|a) (?:field|company|industry)|(?:the|a) (?:\w+ )?(?:team|department) (?:at|of)\b)",
    # a moment shared
    r"\b(?:we|i) (?:first |once |briefly |last |recently |both )?(?:met|spoke|talked|chatted|sat|shared (?:a|the)|exchanged|danced|crossed paths|bumped|ran into|worked (?:together|on|side)|stood|discussed|queued|travelled|collaborated)\b(?=[^.!?]{0,60}\b(?:you|at|in|on|during|after|over|together|next|briefly|when|after)\b)(?!\w* (?:many|some|several|other|a lot of|with (?:many|some|several|other|a lot of)) )",
    r"\b(?:met|heard|saw|seen|watched|following|followed|listened to|listening to|hearing|watching|seeing|meeting|remember|caught|sat (?:next to|beside|behind|with)|sitting (?:next to|beside)|enjoyed (?:hearing|watching|seeing)|thanks to) (?:you|u)\b(?! (?:on linkedin|at all|are|work|in the (?:alumni|directory|member)|through|have (?:a|an|the)|who|would|could|might|should|as (?:a|the|an) (?:\w+ )?(?:perfect|ideal)))(?= (?:\w+ )?(?:speak\w*|talk\w*|say\w*|present\w*|explain\w*|at|on|in|during|from|last|live|defend|answer\w*|argue|play|teach\w*|lead\w*|describe|moderat\w+|at the|give|argue|discuss|open|read|chair|mention|ask|tell|host|present|after|between|when|briefly|perform|sing|cook|handle|demonstrate|and|that|,|\.))",
    r"\b(?:our|the) (?:\w+ ){0,2}?(?:conversation|chat|talk|exchange|meeting|encounter|discussion|lunch|coffee|walk|project|ride|call)\b (?=(?:at|after|during|in|on|over|about|last|with you|by|near|between|when|we|yesterday|earlier|that)\b)(?<!for )(?=[^.!?]{0,60}\b(?:stay|stuck|made|show|gave|left|help|was|inspir|remind|taught|still|last|when|since|led|yesterday|when|earlier|that)\w*)",
    r"\b(?:i (?:was|sat|stood|attended|listened|took part|participated|went|had the|have|joined|came)|attend(?:ed|ing)|i(?:'ve| have) (?:attended|taken|been)) (?:\w+ ){0,3}?(?:in|to|at|part in|of)? ?(?:your|the \w+ (?:you|where you))\b (?!office|company|website|profile|page|school|university|firm|city|country|team)",
    # a work named without "your"
    rf"(?:^|[.!?,;:\n-]\s*|\b(?:for|on|enjoyed|loved|liked|about|was a|read|saw|heard|watched|that|the|this|such a|what a|the very|a|quite a|really|thanks for|and|love|like) )(?:great|loved|lovely|brilliant|wonderful|excellent|nice|good|superb|fantastic|fabulous|terrific|super|cool|enjoyed|liked|solid|fine|amazing|awesome|beautiful|big fan of|impressive|well done|kudos|bravo|congrats|congratulations|hats off|chapeau|respect|clever|sharp|honest|brave|strong|hearty congratulations|warm congratulations|"
    rf"many congratulations|felicitations|cracking|ace|mega|neat|thoughtful|clear|moving)\b(?: (?:the|that|this|job|work|on|for|to|of|your|you|and|very|really|much|again|how|with|new|recent|latest|about|such|last|a)){{0,4}} (?:\w+ ){{0,2}}?(?:talk|post|article|demo|presentation|panel|session|podcast|episode|paper|launch|move|promotion|award|prize|book|keynote|workshop|webinar|comment|piece|thread|essay|report|answer|question|lecture|speech|interview|redesign|release|release notes|opening|pilot|appointment|write-?up|exhibition|film|"
    r"video|clip|review|series|column|bridge|rebuild|campaign|exhibit|map|guide|poster|slides|new (?:role|job|position|office|book|site|museum)|project|turnaround|migration|reform|result|work (?:on|with))\b",
    rf"\b(?:the|that|this|an?|two|some|every|each|all|any|last|first|one) (?:[\w'-]+ ){{0,5}}?(?:{WORKS}|{WEAK}|part|thing|bit|way|things|sentence|passage|page|rule|idea|figures?|numbers?|example|team|shop|club|circle|school|system|process|tool|rota|page|night|fund|lab|programme|network|festival|course) (?:that |which |in which |where |about which )?(?:you|u)(?:'ve| have|'d)? (?:\w+ly |just |once |all |recently |also |both |then |now )?(?!need|want|can|could|may|might|would|will|like|have\b|are|prefer|think|wish|know\b|see\b|do\b|work\b|offer me|give me|find|would)\w+",
    rf"\b(?:{WORKS}|portrait|profile) (?:with|by|of|from|about) you\b|\b(?:quoted|interviewed|featured|portrayed|cited|named|honou?red|mentioned) (?:you|u)\b|\byou(?:'re| are| were)(?: \w+)? (?:quoted|interviewed|featured|portrayed|cited|honou?red|mentioned|awarded|named in|named as|named the|promoted|appointed|elected)\b|\byou (?:appear|feature) in\b|\b(?:in|on|under) which you\b|\bsee you (?:quoted|on stage|on the panel|win)\b",
    r"\b(?:congratulations|congrats|well done|bravo|kudos|chapeau|felicitations|hats off)\b(?: \w+)? (?:on|for|to|with|about) (?!your (?:career|success|achievements|profile|experience|position|role|job)\b|being|having)\w+",
    r"\b(?:your|ur) (?:\w+ )?(?:move|switch|step|jump|leap|change|transition|path|way|route|journey|shift|career|return|turn|road|story|background|crossing|detour|passage)(?: \w+)? (?:from|out of|into|back to|away from|between|via) (?!the (?:field|industry)\b)",
    r"\{(?:detail|takeaway|congrats_event|new_reason)\}",
    r"\b(?:said|told|mentioned|says|tells|explained) (?:me )?(?:that |how |about )?(?:it was )?you (?!might|may|could|can|would|are (?:the|a|an) (?:right|best|good|ideal|perfect)|know|have|were the (?:right|best)|will|work|should)\w+",
))
# A bare "your name", said of oneself or of the request, is no detail.
NOT_DETAIL = re.compile(r"\b(?:a|an|some|any|quick|short|brief|our|this|another|the) (?:[\w-]+ )?(?:talk|conversation|chat|call|exchange|meeting)\b")


def detail(prose: Prose, referrer: str = "") -> Span | None:
    """The first words about something this reader did, said or decided; or None."""
    low = prose.low
    if "you" not in low and " u " not in low and "ur " not in low and not re.search(r"\b(?:great|loved|lovely|congrat\w*|enjoyed|met|brilliant|excellent|nice|we|kudos|bravo|fantastic|well done|\{)|\{", low):
        return None
    for number, pattern in enumerate(PERSONAL):
        for match in pattern.finditer(low):
            if number <= 1:
                tail = low[match.start():match.end()]
                lead = low[max(0, match.start() - 40):match.start()] + tail.split(" ", 1)[0]
                if re.search(r"\b(?:answers?|reply|question|explanation|suggestions?|decision|contribution|point|advice|views?|thoughts?|ideas?|opinion|letter|criticism|tips?|insights?|story|experience|words|observation|posts?)\b$", tail.rstrip(" on").rstrip()) and LOOK_FORWARD.search(lead) and not re.match(
                        r" (?:at|in the|to (?:the|my|a|her|his|that|mara)|during|under|when|from|last|about|on)\b| (?:about|on|at|to|that)", low[match.end():match.end() + 20]):
                    continue
                # "hear your thoughts on X": wanted, not observed
                if re.search(r"\b(?:thoughts?|views?|opinion|advice|insights?|tips?|story|ideas?|experience|perspective|answers?|questions?|point|words|approach|work|team|career|role in|plans?|projects?)\b", tail) and number == 1:
                    before = low[max(0, match.start() - 60):match.start()]
                    if re.search(r"\b(?:hear|learn|know|understand|ask|get|have|value|appreciate|grateful for|welcome|curious|interested in|talk about|discuss|share|more about|love|benefit from|pick|seek\w*|from|about|for|gain|some of|need|want)\b[^.!?;]{0,25}$", before) and not re.search(r"\b(?:kept|keep|read|followed|heard about|saw|have followed|know about|impressed|admire|loved|enjoyed|thought)\b[^.!?;]{0,30}$", before):
                        if not re.search(r"\b(?:project|work|research|team|initiative|programme|approach)\w* (?:on|called|named|that|against|with the)\b", tail) or re.search(r"\babout your (?:work|team|role)\b", before + tail) and "work on" not in tail:
                            continue
                    if re.search(r"\b(?:experience|career|team|insights?|role in|advice|views?)\b", tail) and not re.search(r"\b(?:when|last|year|talk|post|panel|forum|at the|podcast)\b", low[match.end():match.end() + 60]) and re.search(r"\b(?:experience|career|team)\b", tail):
                        continue
            if re.search(r"\b(?:not|never|n't)\b[^.!?;]{0,12}$", low[max(0, match.start() - 20):match.start()]) and number == 0:
                pass
            start = match.start() + len(match[0]) - len(match[0].lstrip(" .,;:!?\n-"))
            return Span(start, match.end())
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
                            r"(?:[^\W\d_][\w'.-]*(?: (?!i\b|my\b|we\b|hope|your\b|thank|it\b|this\b|the\b|after\b|when\b|how\b|just\b|a\b|great\b|last\b|as\b|in\b|at\b|on\b|loved\b|saw\b|read\b|quick\b|congrat|are\b)[^\W\d_][\w'.-]*){0,3})?\s*[,!:\n.-]*|[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,2}\s*[,!:\n]+)\s*")


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
    rf"\b(?:you|u)(?:'ve| have| also| both| really| rightly| kindly| even| once| first| then| twice| all| so \w+| \w+ly)* (?:said|told me|mentioned|explained|pointed out|described|noted|argued|recommended|suggested|advised|warned|showed|taught|reminded|stressed|remarked|observed|compared|called|framed|emphasi[sz]ed|admitted|encouraged|put it|insisted|drew|contrasted|likened|gave (?:me )?the example|gave|convinced|urged|confirmed|"
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
    rf"(?:^|[.!?]\s+|, (?:and )?|\band )(?:especially |above all |mostly |mainly |most of all |in particular,? |particularly |i (?:especially |particularly |really )?(?:liked|loved|valued|enjoyed|appreciated) )?(?!(?:it|our (?:talk|conversation|chat)|the (?:talk|conversation|chat|hour|call|whole)|all (?:of )?(?:this|that|it)|everything|much|a lot|this|that|your (?:words|kindness|openness|energy|story|answers|advice|enthusiasm|warmth|thoughts|passion)|you|i|we|many things|which)\b)(?:[\w'\"-]+,? ){{2,14}}?(?:has |have |is |are |will |still |really |keeps? |kept |continues to )*(?:stuck with|stayed with|stays? with|sticks? with|ringing|rings in|going round|buzzing|struck me|surprised me|in my (?:head|mind|notebook)|changed (?:how|my)|opened my eyes|echo\w*|on my (?:wall|desk|mind)|haunt\w*|is what i|was (?:the )?(?:new|most|biggest|key)|was an eye-opener|was a revelation|was news to me|gave me pause|never occurred to me|made (?:it )?(?:clear|sense)|made me|convinced me)\b",
    r"\b(?:so|ah,?|right,?|noted:|note to self:|lesson:|takeaway:|my takeaway|key takeaway|main takeaway|biggest takeaway|what (?:i take|i took|stays|stayed|struck|stuck|surprised|sticks)[\w ]{0,24}(?:is|was|:)|one thing (?:i|that)[\w ]{0,24}(?:is|was|:)|the (?:thing|bit|part|sentence|line|point)[\w ]{0,30}(?:is|was|:)|above all[:,]?|in particular[:,]?) (?:that )?(?!(?:very|much|so|many|great|it|helpful|grateful|your (?:openness|kindness|time|honesty|energy|generosity|warmth|patience|enthusiasm|passion|willingness)|how (?:generous|kind|open|helpful|friendly|much)|kind|nice|useful|interesting|inspir\w+|fascinating|lovely|good)\b)(?:the |a |an |it's |is |to |how |that |your )*[\w'-]+ [\w'-]+ [\w'-]+(?: [\w'-]+)*",
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
