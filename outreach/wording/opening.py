"""How a message opens, and whom it names. (M-GENERIC, M-REFERRER, M-TONE)"""

import re

from outreach.wording.prose import Prose, Span, plain, words

STOCK_GREETING = re.compile(
    r"\s*(?:(?:dear|hello|hi|hey|respected|esteemed|honou?red|good (?:day|morning|afternoon|"
    r"evening),?|greetings,?|most respected|to)[, ]+)?(?:all |the |my |respected |esteemed |"
    r"honou?rable )*"
    r"(?:sir(?:s)?(?:\s*(?:or|/|and|&|,)\s*(?:dear )?(?:madam|ma'am|mesdames|mme|"
    r"madame))?(?=\s*[,.!:;\n-]|\s*$|\s+(?:i|my|we|it)\b)|(?:madam|ma'am|madame)(?:\s*(?:or|/|"
    r"and|&|,)\s*(?:dear )?(?:sir|gentlemen)s?)?(?=\s*[,.!:;\n-]|\s*$|\s+(?:i|my|we|it)\b)|"
    r"sir/madam|madam/sir|(?:ladies|gentlemen)(?: and (?:gentlemen|ladies))?\b|"
    r"whom(?:so)?(?:ever)? it (?:may|might|shall|should) concern(?:s|ed)?\b|whom it "
    r"concerns\b|"
    r"(?:hiring|recruiting|recruitment|hr|talent(?: acquisition)?|human resources|people) "
    r"?(?:team|manager|department|committee|managers?|lead|specialist|professional|person)\b|"
    r"recruiters?\b|hiring\b|responsible (?:person|party)|(?:professional|colleagues?|friend|"
    r"linkedin (?:member|user|connection)|connection|alum(?:nus|na|ni)?|fellow (?:alum\w*|"
    r"professional|member)|expert|leader|manager|team(?: member)?|all|everyone|contact|valued "
    r"\w+|business owner|networker|one)(?=\s*[,!:\n]))"
    r"|\s*(?:to )?whom(?:so)?(?:ever)? it may concern"
)
STOCK_FIRST = tuple(
    re.compile(p)
    for p in (
        r"\b(?:hope|hoping|trust|trusting|wish|pray|believe|i'm sure|guess|expect|assume|"
        r"hop)\b(?: that| very much| sincerely| really| truly| dearly)*,? (?:this|my|the|"
        r"these)?\s?(?:\w+ )?(?:message|mail|e-?mail|note|letter|line|lines|text|words|missive|"
        r"this|it|writing|invitation|request)\b(?: of mine)? (?:\w+ )?(?:finds?|reach(?:es)?|"
        r"meets?|catch(?:es)?|gets?(?: to)?|arrives?|find)\b",
        r"\b(?:finds?|reach(?:es)?|meets?|catch(?:es)?) (?:you|u)(?: and (?:your|yours)[\w "
        r"]{0,20})? (?:well|in (?:good|the best|best|great|high|fine|excellent)|healthy|at a good|"
        r"happy|safe|thriving|all well|and your)\b",
        r"\b(?:hope|hoping|trust|trusting|wish|pray|how are|hopefully|hop)\b(?: that| very much| "
        r"sincerely| really| truly)*,? (?:you(?:'re| are|r)?|u(?: r)?|ur|all|everything|everyone|"
        r"things?|life|work|business|the week|your (?:week|day|weekend|year|summer|spring|autumn|"
        r"winter|month|monday|morning|family|health))\b(?: and (?:your|yours|the)[\w "
        r"]{0,20}?)?(?: is| are| has| have|'re| been|'s| goes| r)*(?: \w+ly| all| quite| very| "
        r"both| still)? ?"
        r"(?:(?:been |going |doing |feeling |keeping |having |had |enjoying |enjoyed |getting |"
        r"off to |in |at |on |is |are |also |being |with |by )*(?:a |an |the |your )?(?:very |so |"
        r"really )?(?:well|good|great|fine|ok|okay|nice|lovely|healthy|safe|happy|best of|good "
        r"health|great health|fantastic|wonderful|splendid|pleasant|super|awesome|alright|all "
        r"right|smooth|swimmingly|brilliant\w*|excellent|best|strong|sound|cheerful|relax\w*|"
        r"rest\w*|perfect|today\b|the (?:summer|sun|spring|weekend|week)|weekend|prosper\w*|"
        r"splendidly|productive|thriving|start))\b"
        r"(?! (?:launch|move|wedding|talk|exam|opening|conference|trip|book))",
        r"\b(?:hope|trust)\b(?: \w+){0,3}? (?:in good (?:health|spirits)|in the best of (?:health|"
        r"spirits)|in (?:great|best|fine|high|excellent) (?:health|spirits|shape|form))\b",
        r"\b(?:came|come|coming|stumbled?|stumbling|happened|ran|chanced|bumped|landed) "
        r"(?:up)?(?:across|on|upon|by|over|into|onto) (?:\w+ ){0,3}?(?:your|ur) (?:\w+ "
        r"){0,4}?(?:profile|page|linkedin)\b",
        r"\b(?:found|saw|seen|viewed|noticed|discovered|visited|looked (?:at|through|over)|"
        r"looking (?:at|through|over)|browsed?|browsing|checked (?:out)?|checking out|read|"
        r"reading|reviewed|reviewing|spotted|studied|went through|scrolling past|scrolled past|"
        r"opened|viewing|came by|met|crossed|encountered|impressed by|impressed with|intrigued by|"
        r"admire|like|liked|loved|drawn to|fascinated by) (?:\w+ ){0,3}?(?:your|ur) (?:\w+ "
        r"){0,3}?profile\b(?! of | piece| in the (?:\w+ )?(?:paper|magazine|newspaper|journal))",
        r"\b(?:your|ur) (?:\w+ ){0,3}?profile (?:\w+ )?(?:caught|stood|came|popped|impress\w*|was "
        r"(?:suggested|recommended|shown)|appeared|looks?|is (?:very |really |so |truly "
        r")?(?:impress|interest|inspir|outstand|amaz|remark|excel)\w*|interest\w*|drew|attract\w*|"
        r"intrigu\w*|jumped|seems?|shows? up|showed up|struck|has caught|turned up|made me)\b",
        r"\b(?:add|adding|invite|inviting|include|including|have|welcome|get) (?:you|u) (?:\w+ "
        r")?(?:to|in|into|as (?:a )?(?:part|member) of|among) (?:my|our) (?:\w+ ){0,3}?(?:network|"
        r"connections|contacts|circle)\b",
        r"\b(?:expand|grow|build|extend|enlarge|widen|broaden|increase|develop|strengthen|"
        r"expanding|growing|building|extending|enlarging|widening|broadening) (?:up )?(?:my|our) "
        r"(?:\w+ ){0,2}?(?:network|connections|circle)\b|\b(?:connect|connecting) with (?:\w+ "
        r")?(?:like-?minded|interesting|other|fellow) (?:people|professionals|minds|persons|"
        r"individuals)\b|\bjoin my (?:\w+ ){0,2}?network\b|\bbe (?:a )?part of my (?:\w+ "
        r"){0,2}?network\b",
        r"\bhow (?:are|r) (?:you|u|things)\b(?: doing| going| keeping| today| these days| getting "
        r"on)?\s*(?:[?,.!]|$)|\bhow do you do\b|\bhow's (?:it going|life|things|everything)\b",
        r"\b(?:wish(?:ing)?|hope)\b (?:that )?(?:you|this)(?: \w+){0,3}? (?:healthy|happy|all the "
        r"best|a (?:great|good|nice|lovely|happy|wonderful|pleasant|productive) (?:day|week|"
        r"weekend|month|year|monday|start|summer|new year))\b",
    )
)
NAMED_GREETING = re.compile(
    r"\s*(?:(?:dear|hello|hi|hiya|hey|hei|hola|salut|ciao|namaste|salam|greetings|good (?:day|"
    r"morning|afternoon|evening)|morning|evening|afternoon|respected|esteemed|most \w+|"
    r"honou?red|oi|yo|hallo|moin|servus|bonjour)\b[ ,]*(?:(?:mr|mrs|ms|dr|prof|professor|sir|"
    r"herr|frau|madam|miss|mx|sra?|dott|ing)\b\.? ?)*"
    r"(?!hope|hoping|trust|thank|your?\b|i\b|i'|we\b|loved|great|long time|just\b|quick\b|"
    r"read\b|congrat|how\b)(?:[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,3}(?=\s*[,!:\n])|(?!i\b|"
    r"i'|my\b|we\b|hope|your\b|thank|it\b|this\b|the\b|great\b|loved\b|saw\b|"
    r"read\b)[^\W\d_][\w'-]*)?\s*[,!:\n.-]*|[^\W\d_][\w'.-]*(?: "
    r"[^\W\d_][\w'.-]*){0,2}\s*[,!:\n]+)\s*"
)


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
            if len(prose.low[begin : sentence.end].split()) >= 2:
                return Span(begin, sentence.end)
    return None


TITLES = words("mr mrs ms mx dr prof professor sir madam herr frau miss dame lady lord")


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
    match = re.match(
        r"\s*(?:(?:dear|hello|hi|hiya|hey|good (?:day|morning|afternoon|evening)|morning|"
        rf"greetings|hallo)[ ,]+)?({re.escape(name)})(?=\s*[,!:.\n-]|\s*$)",
        prose.low,
    )
    return Span(match.start(1), match.end(1)) if match else None
