"""Does a thank-you name something they said? (M-TAKEAWAY)"""

import re
from collections.abc import Iterable

from outreach.wording.prose import Prose, Span

VAGUE = (
    r"(?:(?:the |your |my |our |this |that |all |a |an |such |so |very |many |how )*(?:work|"
    r"career|path|paths|role|job|company|industry|field|sector|experience|experiences|team|"
    r"future|journey|background|insights?|thoughts|perspectives?|knowledge|story|stories|time|"
    r"advice|views?|answers?|questions|openness|wisdom|expertise|topic|topics|"
    r"everything|things|lot|much|profession|professional life|life|day|days|situation|next "
    r"steps|plans|me|it|us|myself|you|yourself|conversation|talk|chat|area|organi[sz]ation|"
    r"position|tips|help|support|kindness|generosity)\b)"
)
SAID_THINGS = (
    r"(?:point|advice|tip|tips|suggestion|hint|remark|observation|comment|example|story|idea|"
    r"explanation|view|warning|distinction|description|question|answer|phrase|words|metaphor|"
    r"line|recommendation|insight|thought|account|sentence|picture|note|reminder|argument|"
    r"rule|take|perspective|analogy|anecdote|image|"
    r"statement|lesson|principle|caveat|theory|verdict|estimate|comparison|test|trick|"
    r"definition|claim|confession|insistence|honesty|candou?r|frankness|encouragement|ideas|"
    r"insights|thoughts|remarks|stories|examples|suggestions|words|reading|list|model|"
    r"framework|formula|method|habit|rule of thumb|mantra|motto|joke|maxim)"
)
TAKEAWAY = tuple(
    re.compile(p)
    for p in (
        r"\bi(?: had|'d|'ve| have) (?:always|long|so far|until now|never) (?:\w+ )?(?:taken|"
        r"thought|believed|seen|assumed|considered|imagined|looked|treated|confused|mistaken|"
        r"understood|regarded)\b(?! (?:highly|well|of you))[^.!?]{6,}",
        r"\b(?:your|ur) (?:\w+ ){0,2}?(?:question|remark|advice|point|hint|thought|idea|answer|"
        r"warning|reply),? (?:what|which|who|if|where|when|how|why|whether) \w+ \w+",
        rf"\b(?:your|ur) (?:[\w'-]+ ){{0,4}}?{SAID_THINGS}s?,? (?:that|about|on|of|to|with|for|"
        r"regarding|concerning|how|why|not|whether|between|against|from|when|where|in favou?r|"
        rf"over|:|-|\")+ ?(?!{VAGUE}\s*(?:[.,!?]|and|$|was|were|is|are|has|gave|helped|will)|"
        r"(?:was|were) |be\b|follow|think|heart)\w+",
        rf"\b(?:your|ur) (?:[\w'-]+ )*?{SAID_THINGS}s?:",
        r"\b(?:your|ur) (?!(?:very |really |so |great |good |kind |many |helpful |useful |"
        r"valuable |wonderful |honest |generous |open |career |wise |clear |professional |"
        r"personal |practical |thoughtful |amazing |excellent |precious |own |expert "
        rf")+(?:{SAID_THINGS})s?\b)(?:[\w'-]+[- ]){{1,3}}(?:point|example|story|rule|test|analogy|"
        r"metaphor|trick|anecdote|distinction|comparison|method|formula|principle|tip|image|"
        r"theory|model|framework|mantra|maxim)\b",
        r"(?<!if )(?<!time )(?<!hour )(?<!hours )(?<!chance )(?<!attention )(?<!minutes )\b(?:you|"
        r"u)(?:'ve| have| also| both| really| rightly| kindly| even| once| first|"
        r" then| twice| all| so \w+| \w+ly)* (?:said|told me|mentioned|explained|pointed out|"
        r"described|noted|argued|recommended|suggested|advised|warned|showed|taught|reminded|"
        r"stressed|remarked|observed|compared|called|framed|emphasi[sz]ed|admitted|encouraged|put "
        r"it|insisted|drew|contrasted|likened|gave (?:me )?the example|gave|convinced|urged|"
        r"confirmed|"
        r"clarified|highlighted|underlined|shared|spoke|talked|listed|named|pictured|quoted|"
        r"confessed|raised|laid out|sketched|traced|broke down|defined|summed up|made the point|"
        r"answered|asked me|asked)(?: to)?(?: me| us)?(?: again)?,? (?:(?:that|how|why|what|when|"
        r"where|which|whether|to|about|of|on|the|a|an|not|me to|me that|me about|me how|as|"
        r"between|with|against|from|your|it as|it:|for|this as|most|many|no|every(?!thing)|nobody|people|"
        r"two|three|there|my|them|:|in|some|only|never|always) ?|[\":]\s?)"
        rf"(?!{VAGUE}\s*(?:[.,!?]|$|and (?:your|the|for|i)\b|so \w+|with me|to me|was|very|today|"
        r"yesterday|on )|(?:was|were|is) (?:very|so|really|helpful|useful|great|inspir\w*|"
        r"interesting)|in our|me a lot|me (?:so )?much|(?:a )?lot\b|everything (?:so|very|well)|"
        r"it (?:all )?(?:so|very|well)|things|(?:many |some |so many |lots of |a lot of |new |"
        r"good |great |fresh )+(?:ideas|insights|tips|things|answers|thoughts|impressions|hints|"
        r"suggestions)|much\b|many (?:things|good|useful|helpful|insights)|"
        r"openly|honestly|freely|questions|my questions|all my|so (?:openly|freely)|some (?:very "
        r")?(?:good|great|useful|helpful|valuable)|good|great|useful|helpful|valuable|honest|"
        r"patient|kind)[\w\"'$€£]+",
        rf"\b(?:the|that|this|those|one|ur|a) (?:[\w'-]+ ){{0,3}}?(?:bit|part|thing|point|piece|"
        r"moment|story|example|idea|tip|line|image|picture|metaphor|distinction|analogy|anecdote|"
        r"phrase|remark|question|sentence|advice|observation|warning|suggestion|hint|rule|trick|"
        r"comparison|lesson|distinction|insight|test|joke|explanation|description|notion|thought|"
        r"figure|number)s? (?:about|on|of|that|where|with|between|to|from|you (?:made|"
        r"told|gave|drew|mentioned|used|described|shared|cited|quoted|raised) (?:about|of|on|that|"
        rf"with|where|between)|is|was:) ?(?!{VAGUE}\s*(?:[.,!?]|$|and|was|were)|day|our|today|"
        r"yesterday|all|it|the (?:conversation|talk|chat|call|hour)|very|most|really|you (?:made|"
        r"said|gave)\b\s*(?:was|were|is|[.!,]))\w+",
        r"\b(?:learn(?:ed|t)?|reali[sz]ed|understood|understand now|now understand|now know|now "
        r"see|see now|discovered|take away|took away|taking away|noted|remember|will remember|did "
        r"not know|didn't know|had not known|hadn't known|never knew|had no idea|had never "
        r"(?:thought|considered|heard)|didn't reali[sz]e|had not reali[sz]ed|hadn't reali[sz]ed|"
        r"hadn't thought|had not thought|(?:surprised|struck|moved|amazed|fascinated|relieved|"
        r"glad|encouraged|impressed)(?: me)?(?: to (?:hear|learn|see|find|know))?|it was new to "
        r"me|new to me|hearing|to hear|to learn|clear to me(?: now)?|clear now|convinced(?: me)?|"
        r"see more clearly|understand (?:better )?(?:now )?|see clearly|think differently|"
        r"thinking|wrote down|written down|writing down|wondering|believe now)(?: from you| today|"
        r" yesterday| now| also| mainly| better| at once)*,? (?:that|how|why|when|where|what|"
        r"which|about how|of how|to treat|to look|to ask|whether|not to|more about how)\b "
        rf"(?!{VAGUE}\s*(?:[.,!?]|$)|much|many|i (?:want|need|can|should) (?:to )?(?:do|go|be|"
        r"learn|know)\b|you (?:do|work|think|took|were|are|had|could|gave|found|made)|helpful|"
        r"important it is|kind|generous|useful|great|inspir\w+|interesting|exciting|fascinating|"
        r"rich|broad|people like you)(?:[\w\"'-]+ )[\w\"'-]+ ?[\w\"'-]+",
        r"\bi(?:'ll| will| shall| am going to|'m going to|'ve| have| plan to| want to| intend to| "
        r"already| now| just| did| also| have already|'m| am)* (?:\w+ )?(?:follow|following|try|"
        r"trying|use|using|read|reading|take|taking|apply|start|starting|look(?:ing)?|write|"
        r"writing|contact\w*|rewrite|sign(?:ed)? up|order\w*|begin|began|ask|call\w*|join\w*|"
        r"book\w*|shadow|keep|cut|wrote|spoke|written|visit|register\w*|count|build|building|note|"
        r"noted|moved?|change|changed|drop|dropped|stop|stopped|add|added|test|sketch|buy|bought|"
        r"find|learn|pick|practi[sc]e|put|make|talk|approach|compare|move|"
        r"go|volunteer\w*|spend|track|show|skip|listen|measure|leave|delete|replace|reread|let|"
        r"replac\w*)\b[^.!?;]{3,90}?\b(?:you (?:suggested|recommended|mentioned|advised|said|"
        r"told|named|described|proposed|gave|pointed|showed|showed me|listed|put|explained|hinted|"
        r"spoke|talked|lent|wrote|drew|used|raised|do\b|did\b|urged|warned)|as (?:suggested|"
        r"recommended|advised|discussed)|your (?:suggestion|advice|tip|hint|recommendation|"
        r"example|list))\b(?! to keep in touch)",
        r"\bas you (?:suggested|recommended|advised|said|put it|explained|proposed|told me|"
        r"mentioned|pointed out|described|warned|predicted|showed|hinted)\b,? ?(?:[^.!?;]{12,})|"
        r"\bi(?:'ll| will| shall| have| did)? (?:\w+ )?(?:follow|take|took|followed|heed) (?:up "
        r"on )?your (?:\w+ )?(?:advice|tip|hint|suggestion|recommendation|example|rule|idea|lead) "
        r"(?:and|to|by) [^.!?;]{6,}|\bfollowing (?:your|up on your) (?:advice|tip|hint|suggestion|"
        r"recommendation|example|rule|idea|lead)[^.!?;]{6,}|\b(?:on|at|upon|after|thanks to|with) "
        r"your (?:advice|tip|hint|suggestion|recommendation|prompting),? (?!and\b)[^.!?;]{6,}",
        r"\"[^\"\n]{6,}\"",
        r"\b(?:explaining|showing me|telling me|walking me through|pointing out|sharing|"
        r"describing|pointing me (?:to|towards)|warning me|reminding me|teaching me|advising me|"
        r"confirming|suggesting|recommending|admitting|mentioning|saying|making (?:it )?(?:so "
        r")?clear|introducing me to|talking me through|taking me through|opening my eyes to|"
        r"spelling out|breaking down|setting out|laying out|clarifying|drawing|comparing)(?: to "
        r"me| so clearly| so openly| clearly| openly| honestly| with me)*:? "
        rf"(?!{VAGUE}\s*(?:[.,!?]|$|and|with|on|in|about (?:your|the)|so)|me\b|your (?:insights?|"
        r"experience|time|story|path|career|thoughts|perspective|knowledge|views|advice|expertise|"
        r"journey)|so (?:much|many|openly)|all (?:this|that)|some)[\w\"'-]+ [\w\"'-]+",
        r"\bmakes? me (?:see|reali[sz]e|understand|think|reconsider|look|question|rethink|want to|"
        r"ask|doubt|notice|reflect on|wonder|curious|change)\b (?!about (?:my|the) (?:future|"
        r"career|plans?)\s*[.,!]|a lot|again|hard\s*[.,]|more clearly|differently\s*[.!,]|the "
        r"(?:field|industry|sector)|my (?:career|future|plans?)\s*[.!,]|deeply|carefully)[\w'-]+ "
        r"[\w'-]+|\bmade me (?:see|reali[sz]e|understand|think (?:that|about|of|how|twice about)|"
        r"reconsider|look|question|rethink|ask|doubt|notice|reflect on|wonder|change|rewrite|move|"
        r"drop)\b (?!about (?:my|the) (?:future|career|plans?)\s*[.,!]|a lot|again\b|hard\s*[.,]|"
        r"more clearly|differently\s*[.!,]|the (?:field|industry|sector) (?:better|more)|my "
        r"(?:career|future|plans?|path)\s*[.!,]|deeply|carefully|feel|very)[\w'-]+ [\w'-]+",
        r"(?:^|[.!?]\s+|, (?:and )?|\band )(?:especially |above all |mostly |mainly |most of all |"
        r"in particular,? |particularly |i (?:especially |particularly |really )?(?:liked|loved|"
        r"valued|enjoyed|appreciated) )?(?!(?:it|our (?:talk|conversation|chat)|the (?:talk|"
        r"conversation|chat|hour|call|whole)|all (?:of )?(?:this|that|it)|everything|much|a lot|"
        r"this|that (?:was|is|has|really|alone|made|helped|gave|call|talk)|your (?:words|kindness|"
        r"openness|energy|story|answers|advice|enthusiasm|warmth|thoughts|passion)|you|i|we|many "
        r"things|which)\b)(?:[\w'\"-]+,? ){2,14}?(?:has |have |is |are |will |still |really |"
        r"keeps? |kept |continues to )*(?:stuck with|stayed with|stays? with|sticks? with|ringing|"
        r"rings in|going round|buzzing|struck me|surprised me|in my (?:head|mind|notebook)|"
        r"changed (?:how|my)|opened my eyes|echo\w*|on my (?:wall|desk|mind)|haunt\w*|is what i|"
        r"was (?:the )?(?:new|most|biggest|key)|was an eye-opener|was a revelation|was news to me|"
        r"gave me pause|never occurred to me|made (?:it )?(?:clear|sense)|made me|convinced me)\b",
        r"(?:^|[.!?\n]\s{0,3})(?:so|ah|right),? (?:it is|it's|the|what|that|in the end|a|an|no|every|"
        r"most|if|when|there)\b(?! (?:very|so|much|call|talk|conversation|chat))[^.!?]{12,}",
        r"\bi(?:'d| had| have|'ve| would)? never (?:\w+ )?(?:thought|considered|seen|looked|heard|"
        r"imagined|realised|realized|understood|asked|guessed) (?:of|at|about|that|how|why|it|the|"
        r"a|myself|my|so clearly)\b (?!you|my career)\w+|\bi(?:'d| had| have|'ve)? (?:always "
        r")?(?:thought|believed|assumed|expected) [^.!?]{6,60}(?:until|before|but|and now)\b|"
        r"\bi(?: still)? (?:have no|had no|owe you an) answer\b|\byou(?:'ve| have)? asked (?:me "
        r")?(?:what|how|why|whether|which)\b",
        r"\b(?:noted:|note to self:|lesson:|takeaway:|my takeaway|key takeaway|main takeaway|"
        r"biggest takeaway|what (?:i take|i took|stays|stayed|struck|stuck|surprised|sticks)[\w "
        r"]{0,24}(?:is|was|:)|one thing (?:i|that)[\w ]{0,24}(?:is|was|:)|the (?:thing|bit|part|"
        r"sentence|line|point)[\w ]{0,30}(?:is|was|:)|above all[:,]?|in particular[:,]?) (?:that "
        r")?(?!(?:very|much|so|many|great|it|helpful|grateful|your (?:openness|kindness|time|"
        r"honesty|energy|generosity|warmth|patience|enthusiasm|passion|willingness)|how "
        r"(?:generous|kind|open|helpful|friendly|much)|kind|nice|useful|interesting|inspir\w+|"
        r"fascinating|lovely|good)\b)(?:the |a |an |it's |is |to |how |that |your )*[\w'-]+ "
        r"[\w'-]+ [\w'-]+(?: [\w'-]+)*",
        r"\b(?:written|wrote|noted|copied|pinned|put) (?:it|this|that|them|these) (?:down|on|in|"
        r"into|above|over|next|at the)\b|\bthe way (?:that )?(?:you|your \w+) (?!spoke|talked|"
        r"answered|explained everything|took)\w+ (?!me\b|it\b|so\b|very\b)\w+",
        r"\b(?:did not|didn't|had not|hadn't|would not have|wouldn't have|would never have|could "
        r"not have|never would have) (?:expect(?:ed)?|thought|think|guess(?:ed)?|imagined?|"
        r"believed?|known|suspected|considered) (?:that|how|it|so|what|of)\b[^.!?]{8,}|\b(?:under|"
        r"over)estimated (?:how|what|the|that)\b[^.!?]{4,}|\byou(?:'re| are| were) (?:so |quite |"
        r"absolutely |probably |surely )?right (?:that|about|to|when|:)[^.!?]{6,}|\bi would never "
        r"have guessed\b",
        rf"\b(?:your|ur) (?:\w+ )?{SAID_THINGS}(?: \w+){{1,4}} that (?!you|i (?:was|am)|it "
        rf"was)[\w'-]+ [\w'-]+|\byou (?:said|put|phrased|expressed) it(?: \w+){{0,3}}:|\bnow (?:i|"
        r"we) (?:\w+ )?(?:see|understand|know|believe|look|get|think)\b(?! (?:more|better|a lot|"
        rf"much) ?[^ ]*[.!,])[^.!?]{{8,}}|\bi (?:see|understand|know|look at) (?:\w+ "
        rf"){{0,4}}?(?:now|differently)\b[^.!?]{{0,4}}\b(?:that|how|why|what)\b",
        r"(?<!if )(?<!time )(?<!hour )(?<!hours )(?<!chance )(?<!attention )(?<!minutes )\b(?:you|"
        r"u) (?:said|think|believe|find|insisted|swore|claimed) (?!you\b|it\b|"
        r"so\b|yes\b|no\b|this\b|me\b|in\b|a lot|many|much|everything|all\b|was\b|were\b|and\b|"
        r"things|goodbye|hello|i (?:could|can|should|may|might))[\w'-]+ [\w'-]+|(?:^|"
        r"[.!?\n]\s*)that [^.!?\n]{6,80}, i (?:will|shall|did|had|would|have)\b",
        r"\{takeaway\}",
        r"\b(?:explanation|description|account|story|picture|breakdown|overview|sketch|"
        r"comparison|walk-?through|view|history|definition|summary) (?:of|about|on) (?:how|why|"
        rf"what|the|two|three|your first|a)? ?(?!{VAGUE}\s*(?:[.,!?]|$|and|was|were|made|"
        r"gave))[\w'-]+ [\w'-]+",
        r"\b(?:when|where|after|because|since) you (?:talked|spoke|told|described|explained|"
        r"mentioned|said|compared|showed|drew|laughed)\b (?:me |us )?(?:about |of |how |that |why "
        rf"|the |to |me )?(?!{VAGUE}\s*(?:[.,!?]|$))[\w'-]+",
    )
)


# "You gave me many ideas" names none of them.
MANY = re.compile(
    r"\b(?:gave|shared|told)(?: with)?(?: me)? (?:(?:so|a lot of|lots of|many|new|good|great|"
    r"fresh|some|useful|helpful) ?)+"
    r"(?:ideas|insights|tips|things|answers|thoughts|impressions|hints|suggestions|stories)?$"
)


def takeaway(prose: Prose) -> Span | None:
    """The first words that name something the reader said; or None."""
    low = prose.low
    for pattern in TAKEAWAY:
        match = pattern.search(low)
        if match and not MANY.search(match[0]):
            return Span(match.start(), match.end())
    return None


# Words that carry no point of their own.
CONTENT = re.compile(r"[^\W\d_]{4,}|\d+")
LITTLE = frozenset(
    "about after also because been before being could does done even every from have here into just like "
    "made make many more most much must only other over really same should some such than that their them "
    "then there these they thing things this those very want well were what when where which while with "
    "would your yours".split()
)


def told_again(prose: Prose, said: Iterable[str]) -> Span | None:
    """The sentence that says again what they said, by most of its words; or None.

    said  each one point, as it was noted after the talk
    """
    for point in said:
        wanted = _content(point)
        for sentence in prose.sentences if wanted else ():
            shared = wanted & _content(prose.low[sentence.start : sentence.end])
            if len(shared) >= min(2, len(wanted)) and len(shared) * 3 >= len(wanted) * 2:
                return sentence
    return None


def _content(text: str) -> frozenset[str]:
    return frozenset(CONTENT.findall(text.lower())) - LITTLE
