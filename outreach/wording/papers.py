"""Does the writer push papers or a list of achievements? (M-CV)"""

import re

from outreach.wording.prose import Prose, Span

CV = (
    r"(?:cvs?|c\.v\.?|resumes?|curriculum(?: vitae)?|bio-?data|lebenslauf|cover(?:ing)? "
    r"letters?|motivation(?:al)? letters?|"
    r"letters? of motivation|(?:job )?applications? (?:documents?|papers?|letters?|folder|"
    r"package|file|materials?|dossier)|(?:(?<=my )|(?<=enclosed )|(?<=attached )|(?<=full )|"
    r"(?<=complete ))applications?|"
    r"transcripts?|certificates?|diplomas?|portfolios?|work samples?|samples of my work|"
    r"credentials|references|dossier|"
    r"testimonials|grades|marks|degree certificates?|reference letters?|letters? of "
    r"recommendation|full career|career history|"
    r"work history|employment history|list of (?:my )?(?:achievements|skills|projects|"
    r"publications)|one-pager about me|qualifications)"
)
MINE = (
    r"(?:my|mine|the|a|an|its?|two|three|some|a copy of(?: my| the)?|copies of(?: my)?|an? "
    rf"(?:up-?dated?|short|full|current|recent|brief)|our) (?:\w+ ){{0,3}}?{CV}"
)

STEMS = re.compile(
    r"\bc\.?v|resum|curric|bio-?data|lebenslauf|letter|applic|transcript|certific|diploma|"
    r"portfolio|sample|credential|referenc|dossier|testimon|grade|marks|degree|career|histor|"
    r"achiev|qualific|document|papers|details|attach|enclos|file|pdf|records|work\b|pager|"
    r"list of|skills|projects"
)
PAPERS = tuple(
    re.compile(p)
    for p in (
        rf"\b(?:attach|enclos|append|includ|annex|add|paste|upload)(?:ed|ing|es|e|s)? (?:\w+ ){{0,7}}?{CV}\b",
        r"\b(?:attached|enclosed|appended|attachment|enclosure|below|herewith|"
        rf"annexed)\b[^.!?;]{{0,30}}?\b(?:is|are|you(?:'ll| will)? find|find|comes?|follows?|:|,|"
        rf"=)\b[^.!?;]{{0,40}}?\b{CV}\b",
        rf"\b(?:my|mine|the|our) (?:\w+ ){{0,3}}?{CV}\b(?:'s)?[^.!?;]{{0,40}}?\b(?:attach(?:ed|"
        r"ment)|enclosed|appended|below|herewith|annexed|pasted|comes? with|goes with|to this "
        r"(?:mail|message|note|email)|"
        r"in (?:the|this|my) (?:\w+ )?(?:attachment|pdf|annex|enclosure|link|mail|email|file|"
        r"folder|next (?:mail|message)))\b",
        rf"\b{CV}'?s? (?:is |are |also |all |just |now )*(?:attached|enclosed|appended|below|in "
        r"(?:the |an )?(?:attachment|annex|pdf|enclosure))\b",
        r"\b(?:send|sending|forward|forwarding|share|sharing|email|e-mail|mail|ping|pass|show|"
        r"give|drop|dropping|provide|submit|shoot|present|supply|deliver|leave|bring|hand|message|"
        r"whatsapp|let you have|leaving|putting|put|"
        r"bringing|handing|giving|showing|pop|sent|forwarded|shared|mailed|emailed) (?:(?:you|u|"
        r"over|across|along|on|in|to you|here|out|through|with this|ahead|also|too|now|directly|"
        rf"gladly|happily|him|them) ){{0,3}}?(?:{MINE}|{CV})\b",
        r"\b(?:review\w*|look(?:ing)? (?:at|over|through|into)|a look at|glance at|glance over|"
        r"check(?:ing)?(?: over| through)?|read(?:ing)?(?: over| through)?|feedback (?:on|about|"
        r"to|for)|critiqu\w+|comment(?:s|ing)? (?:on|about)|opinions? (?:on|of|about)|"
        r"thoughts (?:on|about)|advice (?:on|for|about)|view(?:s)? (?:on|of)|go(?:ing)? (?:over|"
        r"through)|improv\w+|polish\w*|rat(?:e|ing)|assess\w*|correct\w*|evaluat\w+|judg\w+|"
        r"proofread\w*|edit(?:ing)?|tips (?:on|for)|think (?:of|about)|"
        r"a (?:quick )?(?:check|review|read|critique) of|eyes? over|remarks on|help (?:me )?with|"
        r"fix(?:ing)?|wrong with|cast an eye over|consider|peruse|perusal of|inspect|see|browse) "
        rf"(?:\w+ )?my (?:\w+ ){{0,3}}?{CV}\b",
        r"\b(?:here(?:'s| is| are| comes?)|this is|these are|see|find|kindly see|please see|"
        r"please find) (?:(?:also|again|attached|enclosed|below|now) )*(?:my|a copy of my|the "
        rf"link to my) (?:\w+ ){{0,2}}?{CV}\b",
        rf"\bmy {CV}(?: \w+)?\s*(?:[:=]|-\s)",
        rf"\b{CV} (?:is )?(?:available|ready)\b[^.!?;]{{0,20}}(?:request|send|you|any time)|"
        r"\b(?:happy|glad|ready|able|pleased|willing) to (?:send|share|forward|provide|show|"
        rf"submit|email)\b[^.!?;]{{0,20}}\b{CV}\b",
        rf"\bmy (?:\w+ ){{0,2}}?{CV} (?:is|are|can be found|waits|sits|lies|stands)(?: also| now| "
        r"found)? (?:at|on|in|under|here|below|available|online|behind|there|one click|ready)\b|"
        rf"\b(?:is|are|does|do|would|will) my (?:\w+ ){{0,2}}?{CV} (?:\w+ ){{0,3}}?(?:good|enough|"
        r"ok|okay|convincing|strong|fit|work|suitable|competitive|read|look|pass|sound|right|fine|"
        rf"clear|suffice|make sense|convince)\w*[^.!?]{{0,40}}\?",
        r"\b(?:send|forward|attach|enclose|share|mail|email|show|bring|provide|submit|sending|"
        r"forwarding|attaching|enclosing|sharing)(?: you| over| along)? my (?:\w+ )?(?:documents|"
        r"papers|credentials|grades|records|files|work)\b",
        rf"\bmy (?:\w+ ){{0,2}}?{CV}\b[^.!?;]{{0,60}}?(?:,? (?:which|that) (?:i|is|you|"
        rf"comes)\b[^.!?;]{{0,20}}\b(?:enclos\w*|attach\w*|append\w*|send|sent|below|find)|"
        r"\b(?:attach(?:ed|ing)?|enclos(?:e|ed|ing)|append|includ(?:e|ed|ing)|send(?:ing)?|"
        r"add(?:ing)?|forward(?:ing)?|share|sharing) (?:it|them|both|the same|this)\b)",
        r"\b(?:details|file|document|pdf|papers|documents)\b[^.!?;]{0,12}\b(?:attached|"
        r"enclosed)\b|\b(?:attached|enclosed)\b[^.!?;]{0,12}\b(?:document|papers|file|"
        r"documents)\b[^.!?;]{0,20}\b(?:my|me|career)\b",
        rf"\b{CV},? (?:that|which) i (?:would|could|can|want|'d|will|may|might|am happy|wish)(?: "
        r"(?:like|love|to|gladly|also|be glad to|be happy to))*"
        r" (?:show|send|share|present|forward|bring|give)\b",
    )
)
REVIEW = 5
ASKED = re.compile(
    r"\b(?:could|can|would|will|may|might|mind|please|pls|kindly|if you|grateful|appreciate|"
    r"love|welcome|like|want|hope|hoping|need|tell me|let me know|what do you|any|give me|"
    r"have a|take a|"
    r"happy|glad|value|help|ask|wonder|your|so that you|want you|you to|u)\b"
)
THEIRS = re.compile(
    r"\b(?:s?he|they|who|someone|people|candidates?|applicants?|students?|friends?|"
    r"colleagues?|you|she's|everyone|many|others)\s+(?:\w+ ){0,2}?"
    r"(?:sends?|sent|attach(?:es|ed)?|includ(?:es|ed?)|shares?|shared|shows?|showed|"
    r"forward(?:s|ed)?|enclosed?|submits?|submitted|gives?|gave|brings?|brought|reviewed|read|"
    r"looked|checked|put|add(?:s|ed)?|mailed)\b"
)
DONE = re.compile(
    r"\b(?:thank|thanks|thank you|(?<!be )grateful|appreciated) (?:\w+ ){0,3}?for (?:\w+ "
    r"){0,3}?(?:look|review|read|check|go|comment|edit|feedback|correct|advice|tips|help|"
    r"your)\w*"
)
QUESTION = re.compile(
    r"\b(?:how (?:do|does|did|would|should|to|people|you|your)|what (?:makes|do people|does a|"
    r"you look)|why (?:do|does|did|you)|whether (?:people|candidates|you))\b"
)

FEAT = re.compile(
    r"\b(?:increas|grew|grow[ns]?|rais|cut\b|reduc|led\b|manag|won\b|deliver|launch|exceed|"
    r"doubl|tripl|sav|built\b|shipp|achiev|generat|graduat|award|publish|surpass|improv|boost|"
    r"secur|earn|scal|"
    r"coach|train|found|creat|design|develop|speak|hold|negotiat|automat|migrat|clos|sold\b|"
    r"ran\b|oversaw|supervis|complet|master|rank|promot|handl|brought|cutting|beat\b|hit\b|"
    r"finish|pass|top\b|select|plann|nam(?:ed)\b|direct|organi[sz]|introduc|spoke|wrote|set "
    r"up|head(?:ed)\b|chair|receiv|present|reach|cover|recruit|help(?:ed)\b|mov(?:ed)\b|teach|"
    r"taught|establish|initiat|transform|optimi[sz]|implement|rebuil|digitali[sz])\w*"
)
MEASURE = re.compile(
    r"(?<!\d)\d++(?:[.,]\d+)? ?(?:%|percent|per cent|k\b|m\b|million|euros?|dollars?|pounds|users|"
    r"customers|clients|people|staff|engineers|apps?|awards?|patents?|languages|stores|"
    r"countries|projects|papers|prizes|years)|"
    r"[$€£] ?\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d+) (?:\w+ "
    r")?(?:awards?|prizes?|patents?|languages|million|people|engineers|apps|products|papers|"
    r"countries|medals|degrees|certifications?|certificates|projects|teams)|"
    r"\b(?:by|a|one|two)(?: a)? (?:third|half|quarter|thirds)\b|\b(?:first|top|best|second) "
    r"(?:in|of) (?:my|the|our) (?:class|year|cohort|school|region|country|state|team|"
    r"programme)|\b(?:dou|tri)pl(?:ed|ing)\b|every target|all targets|under budget|"
    r"\ba (?:\w+ )?(?:team|crew|group|staff|unit|department|class) of \w+|without a single|"
    r"(?:won|named|awarded|honou?red|prize|award)\b[^.!?]{0,30}\b(?:twice|three times|two "
    r"years)|\bsummas?\b|with (?:distinction|honou?rs)|cum laude|\bgpa\b|\bphd\b|\bmba\b|"
    r"employee of the (?:month|year)"
)
BOAST = re.compile(
    r"\b(?:award[- ]winning|proven (?:track )?record|track record of|results?[- ]driven|"
    r"results[- ]oriented|high[- ]performing|top performer|top of my class|best in (?:my "
    r")?class|first in my class|highly (?:skilled|qualified|motivated|accomplished)|"
    r"top (?:\d+|one|five|ten) ?(?:%|percent|per cent)|exceeded (?:every|all|my) |employee of "
    r"the (?:month|year)|valedictorian|cum laude|youngest \w+ (?:ever|in)|second to none|"
    r"outstanding (?:results|achievements|record)|record of (?:success|achievement|excellence|"
    r"results|delivery)|experienced leader|extensive expertise|(?:\w+ )of the year\b|seasoned|"
    r"my (?:main |greatest |key |biggest |proudest |many )?(?:achievements|accomplishments|"
    r"successes|strengths) (?:include|are|is|so far)|key achievements|list of (?:my "
    r")?(?:achievements|successes))\b"
)
FIRST = re.compile(r"\b(?:i|i've|i'm|my|me|mine|we)\b")
SECOND = re.compile(r"\b(?:you|your|you've|he|she|they|her|his|their|u|ur|who)\b")


def papers_or_praise(prose: Prose, kind: str) -> Span | None:
    """The first words that push a CV, ask for its review, or list feats to persuade; or None."""
    stretches = prose.where(STEMS)
    for number, pattern in enumerate(PAPERS):
        for match in (hit for start, end in stretches for hit in pattern.finditer(prose.said, start, end)):
            sentence = prose.sentence_at(match.start())
            before = prose.said[sentence.start : match.start()]
            if prose.negated(match.start(), match.end()) or re.search(
                r"\b(?:not|no|never|without|nothing|unless)\b", match[0]
            ):
                continue
            if THEIRS.search(prose.said, sentence.start, match.end()) or DONE.search(
                prose.said, sentence.start, match.end()
            ):
                continue
            if QUESTION.search(before) or (
                number != REVIEW
                and not re.search(r"\bmy\b", match[0])
                and re.search(r"\b(?:your|his|her|their|candidates'?|people's) (?:\w+ )?$", before)
            ):
                continue
            if re.search(r"\byour (?:\w+ )?" + CV + r"\b", match[0]) and not re.search(r"\bmy\b", match[0]):
                continue
            if number == REVIEW and not ASKED.search(prose.said, sentence.start, match.start() + 1):
                continue
            if number == REVIEW and re.search(r"\bi(?:'ll| will| have|'ve| did)? (?:\w+ )?$", before):
                continue
            return Span(match.start(), match.end())
    return _feats(prose, kind)


def _feats(prose: Prose, kind: str) -> Span | None:
    run: list[Span] = []
    measures = 0
    for sentence in prose.sentences:
        low = prose.said[sentence.start : sentence.end]
        if SECOND.search(low) and not re.search(r"\b(?:that's me|you (?:can|will|may) see|as you)\b", low):
            boast = BOAST.search(low)
            if (
                boast
                and FIRST.search(low[: boast.start()])
                and not SECOND.search(low[: boast.start()])
                and not prose.negated(sentence.start + boast.start())
            ):
                return sentence
            run, measures = [], 0
            continue
        boast = BOAST.search(low)
        if (
            boast
            and not prose.negated(sentence.start + boast.start())
            and (FIRST.search(low) or not SECOND.search(low))
        ):
            return sentence
        feats = {m[0] for m in FEAT.finditer(low)}
        found = len(MEASURE.findall(low))
        if not feats or not (FIRST.search(low) or run or found):
            run, measures = [], 0
            continue
        run.append(sentence)
        measures += found
        total = sum(len({m[0] for m in FEAT.finditer(prose.said, s.start, s.end)}) for s in run)
        needed = 3 if kind in ("update", "thank_you") else 2
        if (measures >= needed - 1 and total >= needed and measures + total >= needed + 2) or (
            total >= needed + 2 and measures
        ):
            return Span(run[0].start, run[-1].end)
    return None
