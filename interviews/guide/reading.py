"""How a question is read: sentences, clauses, and whether its form asks for yes or no (pure)."""

import re
from dataclasses import dataclass

_QUOTES = {
    ord(curly): plain
    for curly, plain in zip("’‘‛ʼ`´“”„«»", "''''''" + '"""""', strict=True)
} | {
    ord(blank): " " for blank in "\u00a0\u2009\u202f\t\r\f\v"
}  # fmt: skip


def plain(text: str) -> str:
    """Return the text in lower case with straight quotes; every character keeps its offset."""
    straight = text.translate(_QUOTES)
    lowered = straight.lower()
    if len(lowered) == len(straight):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in straight)


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str  # lower case, as plain() gives it, without the closing mark
    start: int
    end: int
    asked: bool  # closed by a question mark
    form: str = ""  # of asked sentences: open, closed, courtesy


_SENTENCE = re.compile(r"[^.?!\n]*(?:[.](?=\w)[^.?!\n]*)*([.?!]*)\n?")
_SHORT_FORMS = re.compile(r"\b(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e|u\.s|no|approx)$")

_WH = (
    r"(?:how|what|why|which|who|whom|whose|when|where|whence|whither|wherein|"
    r"(?:how|what|who|where|when|why|how'd|what'd)(?:'s|'d|'re|'ll|s)|how'd|wherefore)"
)
_AUX = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|ought|"
    r"isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|hadn't|can't|cannot|couldn't|won't|"
    r"wouldn't|shan't|shouldn't|mustn't|mightn't|ain't|hath|doth|art|d'you|d'ya|dya|need|dare)"
)
_SUBJECT = (
    r"(?:you|ya|u|ye|it|there|they|he|she|we|i|your|the|this|that|these|those|people|a|an|any|anyone|anybody|"
    r"anything|every|everyone|each|all|some|someone|most|many|both|one|my|our|his|her|its|their|new|more)"
)
_LEAD = (
    r"(?:so|and|but|or|then|well|now|also|please|okay|ok|hi|hello|hey|pray|say|still|yet|plus|thus|therefore|"
    r"honestly|frankly|briefly|roughly|exactly|actually|perhaps|maybe|personally|finally|lastly|first|firstly|"
    r"secondly|next|again|today|currently|nowadays|overall|generally|usually|really|just|sorry|excuse me|"
    r"out of curiosity|thanks|one more|last question|quick question|question|if so|if not|if yes|"
    r"do tell|tell me|i wonder|i am curious|i'm curious|curious|approximately|about|precisely|"
    r"more specifically|specifically|ever|only|even|to be honest|in short|otherwise|for instance|for example)"
)
_PREP = (
    r"(?:in|at|to|for|with|by|from|on|of|since|about|through|under|over|after|before|against|between|within|"
    r"into|up|until|till|around|beyond|during|per|via|towards?|across|along|upon|than|on the basis of|"
    r"because of|in terms of|of all|with regard to)"
)
_STARTS_WH = re.compile(rf"(?:(?:{_LEAD}|{_PREP})[\s,]+){{0,3}}(?P<wh>{_WH})\b")
_STARTS_AUX = re.compile(rf"(?:{_LEAD}[\s,]+){{0,3}}(?P<aux>{_AUX})\s+\S")
_STARTS_ASKING = re.compile(
    rf"(?:{_LEAD}[\s,]+){{0,3}}(?:(?:i would|i'd) (?:love|like|be curious|be keen|be glad|be grateful) to "
    r"(?:hear|know|learn|understand)|(?:do )?(?:tell|describe|explain|walk|talk|share|show|give|help|lay|list|name|"
    r"outline|compare|think of|imagine|remind|let me hear|take me|suggest|recommend|elaborate|sketch)\b)"
)
# "when things get busy, ..." introduces; "when did ..." asks
_INTRODUCES = re.compile(
    rf"(?:{_LEAD}[\s,]+){{0,2}}(?:when|where|whenever|wherever|while|if|as|since|after|before|given|because|"
    rf"although|though|once|unless|whether|what|how|who|which)\s+(?!{_AUX}\b)"
)
_SUBORDINATE = re.compile(rf"(?:{_LEAD}[\s,]+){{0,2}}(?:when|where)\s+(?!{_AUX}\b)")
_INSIDE_AUX = re.compile(rf"\b{_AUX}\s+{_SUBJECT}\b")
_INSIDE_WH = re.compile(rf"\b{_WH}\b")
_FOLLOWED_OPEN = re.compile(
    rf"(?:\b(?:and|but|or|then)\s+(?:if (?:so|not)|mostly|then|also|perhaps|{_PREP})?\s*,?\s*|[,;:\-]\s*(?:if (?:so|not),?\s*)?)"
    rf"(?:how|why|what|which|where|who|when)\b(?!\s+or\b)"
)
_SEGMENT = re.compile(r"[^;:,\u2013\u2014()\u2026]+")
_TAG = re.compile(
    rf",?\s+(?:right|correct|true|yeah|yes|no|eh|huh|ok|okay|innit|agreed|or not|or no|"
    rf"{_AUX}(?:\s+(?:you|it|they|he|she|we|i|there|that|this|not)){{1,2}})\W*$"
)

_OPEN_VERB = (
    r"(?:walk|tell|describe|explain|share|talk|show|help|suggest|recommend|point|elaborate|outline|sketch|list|"
    r"name|give|say (?:more|a (?:bit|little) more|something|a few words)|expand|illustrate|paint|guide|take|lead|"
    r"speak|shed|summari[sz]e|compare|teach|let me know|think of|run|lay out|break down|unpack|clarify|send|"
    r"put me|direct|steer|introduce me|connect me|refer me to (?:a|some|any|the) (?:book|paper|source|article)s?)"
)
_POLITE = (
    r"(?:please|maybe|perhaps|possibly|kindly|also|briefly|just|then|quickly|be (?:so|as) (?:kind|good) (?:as|enough) to|"
    r"be (?:willing|able|happy|open|prepared|comfortable|up for|so kind as) (?:to)?|care to|like to|mind|find (?:the )?time to|"
    r"spare a (?:minute|moment) to)"
)
_WRAPPER = re.compile(
    rf"(?:{_LEAD}[\s,]+){{0,3}}(?:(?:could|can|would|will|might|may)\s+(?:you|i ask you(?: to)?|i trouble you to|i get you to)|"
    rf"do you (?:mind|think you (?:could|can)|have (?:time|a minute|a moment) to)|d'you mind|"
    rf"are you (?:able|willing|happy|open|comfortable) (?:to)?|would it be (?:possible|all right|okay|ok|fine) for you to|"
    rf"is it possible for you to|i was wondering (?:if|whether) you (?:could|would))\s*(?:,\s*)?(?:{_POLITE}\s+){{0,3}}"
    rf"(?:to )?(?P<verb>{_OPEN_VERB})(?:ing)?\b(?P<rest>.*)",
    re.DOTALL,
)
_GERUND_WRAPPER = re.compile(
    rf"(?:{_LEAD}[\s,]+){{0,3}}(?:would|do|d') ?you (?:mind|be open to|feel comfortable|feel like|be comfortable|consider) "
    r"(?:telling|walking|describing|explaining|sharing|talking|showing|helping|giving|saying|outlining|naming|"
    r"elaborating|going)\b(?P<rest>.*)",
    re.DOTALL,
)
_ASK_HOW = re.compile(
    rf"(?:{_LEAD}[\s,]+){{0,3}}(?:may|might|can|could) (?:i|we) (?:ask|enquire|inquire|know|hear|learn)\b(?P<rest>.*)",
    re.DOTALL,
)
_WHETHER = re.compile(r"^\s*(?:me|us)?\s*(?:whether|if)\b")
# "would you recommend this career" asks for a verdict, "would you recommend people" for names
_VERDICT = re.compile(r"(?:recommend|suggest|send|take|give)(?:ing)?\W*$")
_ABOUT_IT = re.compile(
    r"^\s*(?:it|this|that|your|working|being|going|doing|becoming|studying|getting|the (?:job|company|firm|field|industry|course|path|role|programme|program)|"
    r"an? (?:\w+ )?(?:career|job|degree|master|course|certificate|phd))\b"
)
_OFFER = re.compile(
    r"(?:is there (?:anything|something) (?:else )?(?:i|we) (?:can|could|might|may) .{0,40}\b(?:for you|in return|to help)\b|"
    r"(?:is|was|might|would|could) there (?:be )?(?:anything|something|any way|some way|a way|any help|any\s\w+)\b.{0,40}?"
    r"\b(?:i|we) (?:can|could|might|may|should)?\s*(?:\w+ )?(?:do|offer|help|give|send|return|share|be of|repay|support|contribute|assist|bring|look)|"
    r"(?:can|could|may|might|shall|should) (?:i|we) (?:\w+ )?(?:do (?:anything|something)|help|be of (?:help|use|service)|"
    r"return the favou?r|offer|assist|support you|repay|make myself useful|give (?:you )?(?:something|anything))|"
    r"(?:would|do) you (?:like|want|prefer|care for) (?:me|us) to|would you like (?:a (?:copy|summary|link)|to (?:see|have|read|get|receive))|"
    r"would (?:it|that|a|an|my|some)\b.{0,60}?\b(?:help|be (?:useful|helpful|of (?:use|help|interest|value)|handy|welcome))\b.{0,12}?\b(?:you|if i|if we|your)\b|"
    r"(?:is|are|would) there (?:be )?(?:anyone|someone|somebody|people) (?:i|we) (?:can|could|should) introduce|"
    r"do you need (?:anything|any help|a hand)\b)"
)
_MANNERS = (
    r"(?:stay|keep|remain|write|contact|connect|send|follow|come back|return|share|quote|call|ring|phone|get (?:back )?in touch|"
    r"get back|take|make a note|note|jot|record|mention|use your|update|let you know|thank|check (?:in|back)|reach|"
    r"add|email|e-mail|message|ask|drop|report|bring|show|tell|shadow|visit|stop by|buy you|invite|repeat|summari[sz]e|"
    r"forward|pass|cite|credit|attribute|start|begin|go on|interrupt|scribble|type|look you up|link|be in touch|text|put "
    r"(?:this|that|it|your|what)|touch base|have (?:a|your|two|one|five|ten)|read (?:it|that|this|you)|turn (?:on|off|my|the)|"
    r"give you|speak (?:to|with) you|talk to you|see you|meet you|come (?:by|over)|sit in|join you)"
)
_PERMISSION = re.compile(
    rf"(?:(?:may|can|could|might|shall|should) (?:i|we) (?:also |please |then |perhaps |still |occasionally |possibly |just )?{_MANNERS}\b|"
    r"(?:would|is|will|might|was) (?:it|that|this) (?:be )?(?:\w+ )?(?:all right|alright|okay|ok|fine|acceptable|possible|convenient|"
    r"good|agreeable|appropriate|a problem|welcome|too much|allowed|permissible|cool|suit you)\b.{0,25}?\b(?:if|for me|to|that|when|should) "
    r"(?:i|we|me|us|quote|keep|stay|take|call|write|contact|record|share|use|mention|send|come|ask|speak|talk|get|connect|add)|"
    r"(?:would|do|will) you (?:mind|object|be (?:ok|okay|all right|fine|comfortable|happy|open)|allow|let|permit|have any objection|"
    r"be opposed|have time)\b.{0,20}?\b(?:if (?:i|we)|me|my|us|to me|with me|with my)\b|d'you mind if (?:i|we)|"
    r"(?:are|would) you (?:be )?(?:okay|ok|fine|comfortable|happy|all right) (?:with (?:me|my|us)|if (?:i|we)|for me)|"
    r"do (?:i|we) have your (?:permission|consent|okay|ok)|do you (?:have any objection|object)|mind if (?:i|we))"
)


def _main_clause(body: str) -> tuple[str, int]:
    """Say how the main clause begins (wh, aux, asking, none) and where."""
    for piece in _SEGMENT.finditer(body):
        segment = piece.group()
        offset = piece.start() + len(segment) - len(segment.lstrip(" -\"'"))
        segment = body[offset : piece.end()]
        if not segment:
            continue
        if _SUBORDINATE.match(segment):
            inner = _INSIDE_AUX.search(segment)
            if inner and piece.end() >= len(body) - 1:
                return "aux", offset + inner.start()
            continue
        if found := _STARTS_WH.match(segment):
            # "what you said about x, is it ..." is rare; a wh-word at the start asks
            return "wh", offset + found.start("wh")
        if found := _STARTS_ASKING.match(segment):
            return "asking", offset
        if found := _STARTS_AUX.match(segment):
            return "aux", offset + found.start("aux")
    return "none", 0


def _form(body: str) -> str:
    """Say whether one asked sentence is open, closed, or a courtesy."""
    kind, start = _main_clause(body)
    if kind in ("wh", "asking"):
        return "open"
    if kind == "none":
        inner_aux, inner_wh = _INSIDE_AUX.search(body), _INSIDE_WH.search(body)
        if _TAG.search(body):
            return "closed"
        if inner_wh and (not inner_aux or inner_wh.start() < inner_aux.start()):
            return "open"
        if mind := _PERMISSION.match(body.lstrip()):
            return "courtesy" if mind else "closed"
        return "closed"
    clause = body[start:].lstrip()
    for wrapper in (_WRAPPER, _GERUND_WRAPPER, _ASK_HOW):
        if found := wrapper.match(clause):
            verdict = _VERDICT.search(clause[: found.start("rest")]) and _ABOUT_IT.match(found["rest"])
            return "closed" if verdict or _WHETHER.match(found["rest"]) else "open"
    if _OFFER.match(clause) or _PERMISSION.match(clause):
        return "courtesy"
    if _FOLLOWED_OPEN.search(clause):
        return "open"
    return "closed"


def sentences(low: str) -> list[Sentence]:
    """Split a text as plain() gives it; what is asked carries its form."""
    found: list[Sentence] = []
    start = 0
    for piece in _SENTENCE.finditer(low):
        if piece.end() == piece.start():
            continue
        body = low[start : piece.start(1)]
        if not body.strip():
            start = piece.end()
            continue
        if piece[1] == "." and _SHORT_FORMS.search(body) and piece.end() < len(low):
            continue
        lead = len(body) - len(body.lstrip(" -\"'(*0123456789)"))
        if sentence := body[lead:].rstrip():
            found.append(Sentence(sentence, start + lead, start + len(body.rstrip()), "?" in piece[1]))
        start = piece.end()
    if start < len(low) and low[start:].strip():
        body = low[start:]
        lead = len(body) - len(body.lstrip())
        found.append(Sentence(body.strip(), start + lead, start + len(body.rstrip()), asked=False))
    return [_with_form(sentence, mark_missing=not any(s.asked for s in found)) for sentence in found]


def _with_form(sentence: Sentence, *, mark_missing: bool) -> Sentence:
    asked, form = sentence.asked, ""
    if asked:
        form = _form(sentence.text)
    elif _STARTS_ASKING.match(sentence.text):
        asked, form = True, "open"
    elif mark_missing and (
        (_STARTS_WH.match(sentence.text) and not _SUBORDINATE.match(sentence.text))
        or _STARTS_AUX.match(sentence.text)
    ):
        asked, form = True, _form(sentence.text)
    return Sentence(sentence.text, sentence.start, sentence.end, asked, form)
