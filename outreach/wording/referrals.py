"""Does the writer ask the reader to spend their standing? (M-REFERRAL)"""

import re

from outreach.wording.asks import about_others, hits, inner_no, trim
from outreach.wording.prose import REPORTED, Prose, Span

HIRER = (
    r"(?:hir(?:es?|ing)|recruit\w*|h\.?r\.?\b|human resources|talent|personnel|people (?:team|"
    r"department|partner|ops)|"
    r"(?:your |the )(?:\w+ )?(?:manager|boss|director|chief|lead|ceo|cto|head|supervisor|"
    r"superior|decision[- ]makers?|principal|partners)\b|"
    r"head of|whoever (?:hires|decides|does)|in charge of (?:hiring|staff|recruit)|decision[- "
    r"]makers?|selection|"
    r"job|position|vacanc|opening|responsible for (?:hiring|staff)|staffing|hires|employ(?:s|er|ers)?\b|"
    r"who (?:decides?|picks?|selects?|chooses?) )"
)
PAPERS = (
    r"(?:cv|c\.v\.|resume|curriculum vitae|profile|details|name|application|info|information|"
    r"contact|portfolio|papers|documents|credentials|letter|number|email)"
)
BOOKISH = (
    r"(?! (?:to )?(?:a|an|any|some|the|other|further|more|another|one|two|three|good|your|"
    r"which|what) (?:\w+ ){0,3}?(?:books?|articles?|papers?|"
    r"courses?|readings?|sources?|podcasts?|posts?|websites?|pages?|talks?|resources?|"
    r"reports?|materials?|events?|introduction|"
    r"people (?:to|who)|person to (?:read|follow)|literature|films?|tools?|places? to|study|"
    r"studies|statistics|data|chapter|guide))"
)
REFERRAL_STEMS = re.compile(
    r"ask|refer|recommend|vouch|endors|word|forward|pass|shar|hand|slip|drop|submit|mention|"
    r"introduc|intro\b|connect|touch|contact|nominat|back|support|send|put|name|speak|talk|"
    r"sponsor|testi|push|flag|suggest|relay|interced|letter|propos|champion|promot|lobb|"
    r"advocat|plead|bat for|stand|influence|strings|"
    r"fight|argue|campaign|present|get my|get me|getting|say |saying|tell |giv|show|upload|"
    r"deliver|circulat|link|raise|float|plant|whisper|patron|write to|turn to|us(?:e|ing) you|"
    r"cite|list|guarant"
)
REFERRAL = tuple(
    re.compile(p)
    for p in (
        rf"\brefer(?:ring)? (?:me|us|my name|a (?:fellow|stranger)){BOOKISH}\b(?: to (?:{HIRER}|"
        r"your|the|someone|somebody|anyone|whoever|colleagues?|people)|"
        r" (?:for|as|in|on|at|internally|when|if|via|through|within|into|onward|onwards|along|"
        r"further|please|there)\b|\s*[.,;!?)]|\s*$)",
        r"\brecommend(?:ing)? (?:me|my (?:name|profile|application|candidacy)|a (?:newcomer|"
        rf"beginner) like me){BOOKISH}\b"
        r"(?: (?:to|for|as|in|at|internally|when|if|with|within|warmly|highly|please|there)\b|"
        r"\s*[.,;!?)]|\s*$)",
        r"\b(?:vouch(?:ing)?|speak(?:ing)? (?:up|well|out)?\s*(?:for me|of me|on my behalf)|"
        r"stand(?:ing)? up for me|testify(?:ing)?|interced\w+) ?"
        r"(?:for (?:me|my)|on my|of me|to my|with)?",
        r"\bspeak(?:ing)? (?:up |well |out )?(?:for me|of me|on my behalf|in my favou?r)\b|"
        r"\bspeak(?:ing)? (?:for|about|of) me (?:with|to|at)\b",
        r"\b(?:put|putting|say|saying|drop|dropping|slip|leave) (?:in )?(?:a|one|some|any|that|"
        r"your) (?:good |kind |nice |quick |little |warm |strong |"
        r"positive |favou?rable )?words? (?:in )?(?:for me|on my|about me|with|to|in for|at|in\b)",
        r"\b(?:put|putting) in (?:a |some )?(?:good |kind |quick |nice )?words?\b|\ba (?:good|"
        r"kind|warm) word (?:from you|for me|with your|to your|in)",
        r"\b(?:put|putting|push|pushing) (?:me|my name|my cv|my resume|my application) (?:forward|"
        r"up for|in for|through|ahead|on the (?:list|shortlist)|in front of)\b",
        r"\b(?:pass|passing|send|sending|hand|handing|slip|slipping|forward|forwarding|relay|"
        r"relaying|share|sharing|drop|dropping|give|giving|show|"
        r"showing|submit|submitting|get|getting|mention|mentioning|flag|suggest|suggesting|push|"
        r"upload|take|move|circulate|circulating|deliver) "
        rf"(?:on |along |over |up )?(?:my (?:\w+ )?{PAPERS}(?: and (?:my )?\w+)?|this (?:note|"
        r"message|mail|letter)|my cv|my resume)\b "
        rf"(?:\w+ ){{0,4}}?(?:to|with|along|on(?!ly)|onward|onwards|up|around|through|via|into|for|in|at) ?"
        rf"(?=[^.!?;]{{0,40}}(?:{HIRER}|your|whoever|the (?:right|relevant|responsible) (?:person|"
        r"people)|someone|somebody|anyone|internal|system|portal|"
        r"\.|\?|!|,|$))",
        r"\b(?:pass|forward|hand|send)(?:ing)? me (?:on|along|over|up|to)\b(?! (?:a|an|the|some|"
        rf"any) (?:link|copy|article|note|book))(?=[^.!?;]{{0,30}}(?:{HIRER}|your|whoever))|"
        r"\b(?:speak|talk|write|turn|go|say)(?:ing)? (?:\w+ )?(?:to|with) (?:your|the) (?:\w+ "
        rf"){{0,3}}?(?:about|of|for) (?:me|my)\b",
        rf"\bforward(?:ing)? (?:on )?(?:me|my (?:\w+ )?{PAPERS})\b",
        r"\b(?:introduc\w+|connect(?:ing)?|present(?:ing)?|link(?:ing)?) (?:me|us|my name) (?:to|"
        rf"with|up with)\b[^.!?;]{{0,40}}?\b{HIRER}",
        r"\b(?:put|putting|get|getting) me (?:in touch|in contact|in front|through|in) (?:with|of|"
        rf"to)\b[^.!?;]{{0,40}}?\b{HIRER}",
        r"\b(?:introduction|intro|contact|connection) (?:to|with)\b[^.!?;]{0,30}?\b(?:hir(?:es?|"
        r"ing)|recruit\w*|hr\b|human resources|talent|personnel)",
        r"\b(?:use|name|list|give|mention|cite|put|have|quote|naming|using|listing|citing|"
        r"include) (?:you|u|your name)(?: down)? (?:as|in|on|for) "
        r"(?:a |an |my |one of my )?(?:\w+ )?(?:reference|references|referee|referees|application|"
        r"cover letter|form|cv)\b",
        r"\b(?:be|act|serve|stand|acting|serving|being) (?:as )?(?:a |an |my |one of my )(?:\w+ "
        r")?(?:references?|referees?|sponsor|guarantor|advocate)\b",
        r"\b(?:need|want|like|ask(?:ing)?|hope|hoping|get|give|giving|grant|offer|write|"
        r"appreciate|request|obtain|secure|have|grateful|for|love|after|provide|"
        r"arrange|fill in|is all i need|value|obliged|thankful|beg)\b (?:\w+ ){0,3}?(?:for |to "
        r")?(?:a |an |any |your |some |that |the |me )*(?:\w+ )?"
        r"(?:referral|recommendation(?! (?:engine|system|algorithm|on|about|for (?:a |any |books?|"
        r"courses?|reading|further)))|endorsement|letter of (?:recommendation|"
        r"reference|support)|reference letter|recommendation letter|testimonial|patronage)\b(?! "
        r"(?:bonus|programme works|system|rate|culture|letters are))",
        r"\b(?:a|an|your|any|employee|internal|quick|personal|kind|warm|small) (?:\w+ "
        r"){0,2}?(?:referral|endorsement|recommendation)\b (?:\w+ ){0,6}?(?:from you|through your|"
        r"via your|would (?:\w+ )?(?:help|mean|make|be|open|boost|carry|give)|could (?:\w+ "
        r")?(?:help|make|open)|is all|from your|with your|to your|into your)",
        r"\bif (?:you|u)(?: \w+)?(?: would| could| can| were to| wanted to)? (?:recommend|refer|"
        r"introduc|endors|forward|pass|mention|vouch|put|nominat|present|suggest|propos|sponsor|"
        r"support|back|submit|champion|lobb|push)\w*(?: in)?(?: on)? (?:me|my (?:name|profile|cv|"
        r"resume|application|details|papers|case)|for me|a (?:good )?word)\b(?! (?:a|an|some|any|"
        r"one|to (?:a|an|some|any|the) (?:book|article|paper|person to|place to)))",
        r"\bget(?:ting)? (?:me|my (?:\w+ )?(?:application|cv|resume|name|profile|papers|letter)) "
        r"(?:on|onto|in|into|to|before|past|in front of|through|across)\b|\bsay(?:ing)? "
        r"(?:something|anything|a few words|a few things|a word|good things|nice things) (?:\w+ "
        r")?(?:about|for|on behalf of) me\b|\bspeak(?:ing)? (?:well|highly|kindly|warmly|"
        r"favou?rably) of me\b",
        r"\b(?:forward|pass|hand|send|give|show|relay)(?:ing)? (?:on |along )?(?:this|my|the) "
        r"(?:message|mail|e-?mail|note|letter|lines|"
        rf"question)\b[^.!?;]{{0,20}}?\bto\b[^.!?;]{{0,30}}?\b{HIRER}",
        r"\b(?:suggest|propos|nominat|champion|promot|push|present|put forward|lobby(?:ing)? for|"
        r"lobbied for|advocat\w* for|plead(?:ing)? for|interced\w* for|go(?:ing)? to bat for|"
        r"stand(?:ing)? up for|speaks? (?:up )?for|speaking (?:up )?for|us(?:e|ing) your "
        r"influence for|pull(?:ing)? (?:some )?strings for|recommends?|fights? for|argue for|"
        r"campaign for)(?:e|es|ed|ing|s)? me\b(?! (?:a|an|some|any|one|two|the|in\b|to (?:a|an|"
        r"some|any)\b))",
        r"\b(?:put|lay|place|leave)(?:ing)? my (?:\w+ )?(?:cv|resume|application|name|profile|"
        r"papers|letter) (?:on|onto|in|into|before|in front)\b|\bask(?:ing)? (?:your|the) (?:\w+ "
        r"){0,2}?(?:boss|manager|director|chief|head|recruiters?|hr|lead|ceo|supervisor|team lead|"
        r"personnel \w+)\b[^.!?;]{0,40}\bme\b|\ba (?:good|kind|nice|warm|friendly|positive) "
        r"word\b(?! of (?:advice|warning|thanks))",
        r"\bsubmit(?:ting)? (?:me|my)\b|\bnominat(?:e|ing) me\b|\bsponsor(?:ing)? me\b|\b(?:back|"
        r"support|endorse|boost)(?:ing)? (?:me(?! in (?:my )?(?:learning|understanding))|my "
        r"(?:application|"
        r"candidacy|candidature|name|case|bid))\b",
        r"\b(?:mention(?:ing)?|drop(?:ping)?|whisper|raise|raising|bring up|bringing up|"
        r"float(?:ing)?|plant) (?:me|my (?:name|interest|application|profile))\b (?:\w+ "
        r"){0,2}?(?:to|with|in|at|around|when|internally)\b",
        r"\bname me to\b|\btell (?:your |the )(?:\w+ )?(?:manager|boss|recruiters?|hr|hiring "
        r"manager|director|people team|head)\b[^.!?;]{0,30}\b(?:about me|of me|that i|i am|i'm|"
        r"who i am)\b",
    )
)
OFFERED = re.compile(
    r"\b(?:you(?:r)? (?:\w+ )?(?:offer(?:ed)?|promis(?:e|ed)|agreed|were kind enough|"
    r"volunteered)|thank(?:s| you)? (?:you )?(?:\w+ )?(?:for|that)\b(?! (?:a|the|any|your) "
    r"(?:\w+ )?(?:referral|recommendation|word|introduction|reference|endorsement))|thanks "
    r"for|offering to|"
    r"kindly offered|s?he (?:would|could|will|can|offered)|they (?:would|could|will|can|"
    r"offered)|who (?:would|could|will|can|offered))\b"
)
# "I refer my patients", "we recommend", told of one's own doing.
I_DO = re.compile(
    r"(?<!may )(?<!can )(?<!could )(?<!might )(?<!shall )(?<!should )\b(?:i|we)(?:'ll| will| "
    r"can| could|'d| would(?! (?:\w+ )?(?:like|love|be|appreciate|ask|value|need))| am| happy|"
    r" glad| to| would be)*(?: gladly| happily| also| be happy to| be glad to| am happy to| "
    r"am glad to)* "
    r"(?:pass|forward|send|share|hand|give|show|drop|submit|mention)\b|\b(?:i|we)(?:'m| am|"
    r"'ve| have| are)(?: \w+)? (?:sending|passing|forwarding|sharing|giving|handing|showing|"
    r"sent|passed|forwarded|shared|given|handed|shown)\b"
)


def referral_ask(prose: Prose) -> Span | None:
    """The first words that ask the reader to spend their standing, or None."""
    for match in hits(prose, REFERRAL, REFERRAL_STEMS):
        sentence = prose.sentence_at(match.start())
        before = prose.said[sentence.start : match.start()]
        if (
            prose.negated(match.start(), match.end())
            or inner_no(match[0])
            or REPORTED.search(before)
            or OFFERED.search(before)
            or I_DO.search(prose.said, sentence.start, match.end())
            or about_others(prose, match)
        ):
            continue
        return trim(prose, match)
    return None
