"""Does the text leave room? (M-PRESSURE: deadline, reproach, obligation, demand, fixed appointment)"""

import re

from outreach.wording.prose import Prose, Span
from outreach.wording.times import DAYISH, HOURISH

ANSWER = (r"(?:repl(?:y|ies|ying)|answer(?:s|ing)?|respon(?:d|se|ses|ding)|(?:get|getting|write|writing|come|hear|hearing|report) back|let me know|confirm(?:ation|ing)?|"
          r"(?:you|please|to) decide|your decision|feedback|tell me|word from you|hear(?:ing)? from you|your (?:yes|consent|call|time|word)|call me|email me|inform me|message me|write (?:to )?me|"
          r"say (?:yes|whether|if)|send me|schedule|sort this|settle|get in touch)")
BY_WHEN = (rf"(?:by|before|until|till|not later than|no later than|latest|within|inside|prior to|in the next|up to|due|on or before|at latest on) (?:the |this |next |coming |end of (?:the |this )?|close of |latest |"
           rf"at the latest |noon on |midday on |"
           rf"noon |midnight )*(?:{DAYISH}|{HOURISH}|eod|cob|eow|tonight|noon|midday|midnight|week(?:'s end|end)?|day|month|today|\d+ ?h(?:rs?|ours?)?|(?:\d+|one|two|three|four|five|seven|twenty-four|"
           r"forty-eight|a few) (?:hours?|days?|working days?|business days?)|business)\b")
TALK = (r"(?:answer|reply|respond|help|talk|speak|meet|call|ring|phone|see me|give|share|tell|decide|accept|agree|make (?:the )?time|spare|find (?:the |some |a |\d+ |fifteen |twenty |ten |half )?(?:time|moment|minutes|an hour)|have (?:the time|a moment|\d+ min)|get back|write|listen|"
        r"say yes|take (?:my|the|this|five|ten|twenty|a|\d+)|let me|let us|introduce|assist|support|make room|free|arrange|join|attend|confirm|show|teach|mentor|guide|manage|do this|do me|do that|come|pick up|offer|grant|have the|be there|be available|be at|be in|be on time|be present|be ready|be free|take|choose|pick|accept|move)")

ALWAYS = tuple(re.compile(p) for p in (
    # Deadline.
    rf"\b{ANSWER}\b[^.!?;]{{0,70}}?\b{BY_WHEN}",
    rf"\b{BY_WHEN}[^.!?;]{{0,60}}?\b(?:i (?:need|want|expect|require|must have|would need|have to have)|please|your|you)\b[^.!?;]{{0,30}}?\b{ANSWER}\b",
    rf"\bi (?:really |do |just |will |would |urgently )?(?:need|require|want|must have|expect|have to have|shall need)\b[^.!?;]{{0,40}}?\b(?:from you|your|you|an answer|a reply|a response|a decision|this|it|to know|confirmation|to hear)\b[^.!?;]{{0,40}}?\b{BY_WHEN}",
    r"\b(?:at the (?:very )?latest|no later than|not later than|at your earliest|time is (?:short|running out|of the essence)|the time is short|the clock is ticking|before it is too late|last (?:chance|call|warning|opportunity)|final (?:reminder|notice|warning|call|chance|request)|"
    r"offer (?:expires|ends|closes))\b(?! (?:note|message) from me)",
    r"\b(?:asap|a\.s\.a\.p|as soon as possible|as (?:quickly|fast|soon) as you can|right away|straight away|without (?:any )?(?:further )?delay|without fail|(?:very |really |most |quite |rather |so |extremely |it is |it's |is |its |matter is |this is |highly )urgent|"
    r"urgently|in all haste|with utmost urgency|at once|immediately)\b(?! (?:care|after (?:your|the)|recogni|caught|struck|thought|clear|useful|made|understood|saw|felt|liked|wanted))",
    r"\b(?:prompt|swift|speedy|immediate|quick|rapid|urgent|early|fast) (?:reply|answer|response|reaction|feedback|decision|action)\b|\b(?:reply|answer|respond|write|call|tell)(?: to)?(?: me)?(?: back)? (?:quickly|fast|promptly|swiftly|now|today|tonight|at once|soonest|quick)\b|\bhurry\b(?! (?:home|to))",
    # Reproach.
    r"\b(?:still |yet |sadly |again |i am |i'm |having |to )?(?:(?:have|has|had|'ve|did|do|does|was|is|are|am)(?: still| yet| so far)?(?: not|n't)|haven't|never|not(?: yet| even)?|yet to)(?: \w+){0,2}? (?:hear(?:d|ing)?|receiv(?:ed|e|ing)|got(?:ten)?|get|see[n]?|had|been (?:given|answered|sent)|gotten|have) "
    r"(?:(?:back|anything|any|a|an|one|even|your|some|the|so much as|single|courtesy of) ){0,4}?(?:from you|from u|from your side|reply|answer|response|word|reaction|back|line|sign)\b",
    r"\byou(?:'ve| have|'d| had| did| do| could|'re| are)?(?: still| simply| just| apparently| clearly| obviously| yet| even| again)*(?: not|n't| never| failed to| chose not to| forgot to| neglected to| couldn't be bothered to| seem to have| did)(?: even| yet| once| so far| bothered?(?: to)?| cared? to| found (?:the )?time to| managed to)* "
    r"(?:repl\w+|answer\w*|respon\w+|writ\w+|wrote|got(?:ten)? back|get(?:ting)? back|react\w*|acknowledg\w+|called|call back|return\w*|bother\w*|ignored|forgotten|taken the time|show(?:n|ed)? up|open(?:ed)? my)\b",
    r"\b(?:no|nothing|not a|zero|not even a|not one|never a|without a|any)(?: \w+){0,2}? (?:from you|from u|your side|came back|was given to me)\b(?! (?:is|would be|will be) (?:fine|ok|expected|needed|required))",
    r"\bignor(?:e|ed|ing) (?:me|my (?:\w+ )?(?:message|mail|mails|messages|email|emails|note|notes|letters?|request|requests|calls?)|my\b)|\b(?:left|leave|leaving|keep|keeping|kept) me (?:on read|hanging|waiting|in the dark|without (?:an |a )?(?:answer|reply))\b|\b(?:am|been|was) (?:being )?(?:ghost\w+|ignored)\b|\bghost(?:ed|ing) me\b",
    r"\b(?:disappoint(?:ed|ing|s)|let down|hurt|frustrat\w+|annoy\w+|offended|upset|sad|unfair|rude|impolite|unprofessional|discourteous|a (?:shame|pity)|strange|odd|dismayed|displeased|puzzled|surprised|astonished|bewildered)\b[^.!?;]{0,30}?\b(?:(?:you|your silence|no|not|lack|to be ignored|from you|silence)\b)[^.!?;]{0,25}\b(?:repl\w*|answer\w*|respon\w*|silence|"
    r"wrote|written|react\w*|word|ignored|time|hear\w*|heard|back)\b|\byour (?:continued |long |complete |total )?silence (?:is|was|has|surprises|disappoints|tells|says|speaks|hurts|makes|leaves)\b(?! (?:also |an answer|fine|ok|perfectly|answer enough))",
    r"\bi(?:'ve| have| had|'m| am)? (?:\w+ )?(?:written|wrote|messaged|emailed|mailed|contacted|asked|tried|called|sent|writing|asking|messaging|reminded|reminding)\b[^.!?;]{0,25}?\b(?:twice|three times|four times|several times|many times|repeatedly|(?:the |a |my )?(?:third|fourth|fifth|3rd|4th) (?:time|message|mail|email|note|letter)|\d times|again and again|already)\b"
    r"(?=[^.!?]{0,50}\b(?:and|but|without|still|yet|no|already|now|you|nothing)\b|[^.!?]{0,20}[.!?])",
    r"\bwhy (?:have|haven't|did|didn't|do|don't|are|aren't|won't|no|is there no|can't|cannot|the|this)(?: not)?(?: you)? ?(?:not |never )?(?:repl\w+|answer\w*|respon\w+|ignor\w+|silence|react\w*|so silent|silent|writ\w+|written|get back|got back|taking so long)\b",
    r"\b(?:i|one) (?:would|might|should|had) (?:have |had )?(?:thought|expected|hoped for|believed|assumed|imagined|expect)\b[^.!?;]{0,70}\b(?:answer|reply|respond|response|time|help|courtesy|minutes|more|better|support|generous|word)\b|\b(?:i|we) (?:had )?expected (?:more|better|an answer|a reply|a response|at least)\b",
    r"\b(?:i can see|i see|i know|it shows|it says|apparently|clearly|obviously)\b[^.!?;]{0,20}\b(?:you(?:'ve| have)? (?:read|seen|opened|looked at)|that you (?:have )?(?:read|seen|opened)) (?:my|this|the|it)\b",
    r"\bhow (?:long|much longer|many times|often)\b[^.!?;]{0,20}\b(?:must|do|should|will|have) i\b[^.!?;]{0,20}\b(?:wait|write|ask|remind)\b|\bi(?:'m| am|'ve been| have been) (?:still )?waiting (?:for (?:your|an|a) (?:answer|reply|response)|to hear|since|for (?:days|weeks|two|three|over))\b|\bkept waiting\b",
    # Obligation.
    r"\b(?:you|u) (?:surely|certainly|of course) (?:know|agree|understand|see|remember) that\b[^.!?;]{0,40}\b(?:must|have to|should|ought|owe|need to)\b|\bwe (?:must|have to|should|ought to|need to|are obliged to) (?:all )?(?:help|support|stand by|stick together|look after)\b|\byou (?:\w+ )?owe\b|\b(?:owe|owes|owed) (?:it )?(?:to )?(?:me|us|the (?:next|younger)|your|that much|a reply|an answer)\b|\bone good turn\b|\breturn the favou?r\b|\brepay\b",
    rf"\b(?:you|u)(?:'ll| will| do| really| just| simply| absolutely)* (?:must|have to|need to|has to|gotta|ought to|are to|'re to|shall|should(?: at least| really| also)?|had better|'d better|are (?:morally )?(?:obliged|obligated|expected|required|supposed|bound) to|cannot but|can't but) (?:at least |really |also |please |just |surely |now |kindly |find it in you to )*{TALK}\b",
    r"\b(?:you|u)(?:'ll| will)? (?:surely|certainly|of course|no doubt|undoubtedly) (?:can|could|must|will|have)\b[^.!?;]{0,40}\b(?:spare|time|minutes|help|answer|reply|refuse|agree|accept|say yes|find|moment|hour)\b|\b(?:you|u) (?:can|could|will) (?:surely|certainly|easily|at least) (?:spare|find|help|answer|reply|make|give|manage|take|afford|say|agree)\b|"
    r"\bsurely,? (?:you|u|someone|somebody|a person|anyone|even|one|a busy|it|twenty|fifteen|\d+|an?)\b[^.!?;]{0,40}\b(?:can|could|will|have|would|must|is not|isn't|are not|cannot be|can't be)\b[^.!?;]{0,40}",
    r"\b(?:the )?(?:very )?least (?:that )?(?:you|one|someone|anyone|a person)\b[^.!?;]{0,15}\b(?:can|could|should|might|owe)\b|\b(?:a|the|your|my|moral|civic|professional) (?:duty|obligation|responsibility)\b(?=[^.!?;]{0,60}\b(?:to|towards|of)\b[^.!?;]{0,40}(?:help|answer|reply|us|me|share|support|students?|young|graduates?|alum|speak|talk|respond|next|give))|\bduty[- ]bound\b",
    r"\b(?:is|are|be|feel) (?:\w+ )?(?:obliged|obligated|duty-bound|morally bound|supposed|expected) to (?:help|answer|reply|support|share|respond|give|talk|teach|open)\b|\b(?:disappoint\w*|frustrat\w+|hurt\w*|annoy\w+|offend\w+|upset|sad(?:dened)?|angry|dismayed|let down|irritated|unhappy|astonished|amazed|shocked)\b[^.!?;]{0,20}\b(?:your silence|your lack|no (?:reply|answer|response)|the silence|not (?:to have )?(?:hear|heard|got|received))\b",
    rf"\bi(?:'ve| have)(?: already| now| therefore| simply| just)? (?:moved|changed|shifted|rescheduled|put|set|postponed|pushed|brought|transferred) (?:it|our \w+|the \w+|you|us|everything)\b[^.!?;]{{0,20}}? (?:to|for|on|until|forward) (?:the )?(?:{DAYISH}|{HOURISH})",
    r"\b(?:be|being) (?:so )?(?:fair|decent) (?:enough )?(?:and|to) (?:reply|answer|respond|tell|write|help|let)\b|\b(?:unfair|wrong|rude|unkind|cruel|selfish|arrogant|cowardly|disrespectful) (?:of you )?to (?:refuse|turn|ignore|say no|not|leave|decline|keep)\b|\byou promised (?:to (?:answer|reply|help|call|read|introduce|send|write|meet|talk|get)|me\b)|\bmy patience\b|\b(?:it is|it's|this is) (?:also |simply |just |only )?your (?:duty|job|turn|obligation|responsibility)\b",
    r"\bif you (?:do not|don't|fail to|haven't|have not|won't|will not|cannot|refuse to) (?:\w+ )?(?:answer|reply|respond|react|agree|call|help|write|get back|confirm)[^.!?]{0,50}?\bi(?:'ll| will| shall| must| have to| am going to)(?! (?:\w+ )?(?:understand|leave|not|assume|take it|let|stop|wait|be|respect|know|keep|come back|drop|close|simply|still|never|rest|accept|of course|just|gladly|happily|find|ask (?:someone|somebody|again)|try)\b)",
    r"\b(?:the )?others? (?:have|had|did|do|can|could|managed?|found|took) (?:\w+ )?(?:taken|found|made|managed|answered|replied|the time|time|an answer|helped|so)\b|\bwhy (?:not|can't|cannot|won't|couldn't|don't) you\b(?! (?:think|write|publish|need|see more))|\b(?:cannot|can't|can not|could not|couldn't) be (?:so|that|too) (?:hard|difficult|much|busy)\b|\bis it (?:really )?(?:so|that|too) (?:hard|difficult|much)\b",
    r"\b(?:common|basic|simple|at least the|the) (?:courtesy|decency|politeness)\b[^.!?;]{0,25}(?:of|to|would|demands|requires|is|dictates)\b|\b(?:it is|it's) only (?:fair|right|decent|polite|proper)\b|\b(?:it is|it's|its) (?:just|only) (?:\d+|fifteen|twenty|ten|five|a few|15|20) min\w*[^.!?]{0,20}\b(?:you can|surely|so|after all|anyone|everybody|come on|not much to ask|spare)\b",
    r"\bi (?:fully |certainly |do |really |still |will )?(?:expect|demand|insist|require) (?:that )?(?:you|your|a|an|at least|it|to hear|us|some|upon|on|nothing less)\b(?! (?:are|have|know|get|hear|receive|must|to be busy|expect))(?! \w+ are busy)|\bi(?:'m| am)? (?:\w+ )?(?:count(?:ing)?|rel(?:y|ying)|bank(?:ing)?|depend(?:ing)?) (?:up)?on (?:you|your|u|it|\d+|an?|at least|some|this|that|half|fifteen|twenty|hearing)\b",
    r"(?:^|[.!?;:,]\s*|\b(?:so|and|but|then|now) )(?:you|u) (?:must|have to|need to|gotta|'ve got to|have got to|will have to)(?: now| just| at least| really)? (?!be (?!there|at|in|on time|ready|available)|have (?!to)|get (?!back)|feel|know|hear|think|receive|love|miss|deal|like|do is|live|work|wonder|hate|see many|spend|face|often|also|find it|find (?:this|my)|look|seem|come across|remember|understand|enjoy)\w+",
    r"\b(?:please|kindly|pls) (?:send|reply|answer|write|do|make|introduce|forward|arrange|give|call|let me have|return|pass|sign|submit|get|respond|act|move|confirm|book|reserve|tell me|let me know|decide|accept|come|join)\b[^.!?;]{0,50}?\b(?:this week|today|tomorrow|tonight|now|by (?!e-?mail|phone|post|telephone|video|mail|train|then)|before (?!your|the holidays)|this (?:morning|afternoon|evening|month))\b|(?:^|[.!?;:] ?)(?:accept|send|answer|reply|confirm|decide|respond|tell me|let me know|write back|introduce me|give me)\b[^.!?;]{0,40}?\b(?:today|tomorrow|tonight|now|this week|immediately)\b|\b(?:not|hardly|is it|n't) (?:\w+ )?(?:too |so |that |really )*much to (?:ask|expect|demand)\b|\b(?:not|n't) asking (?:for )?(?:too |so |that )?much\b|\bdeadline (?:is|ends|falls|expires|closes|was|approaches|comes|looms)\b|\b(?:it is|it's|now it is) your turn\b|\b(?:the )?(?:very )?least (?:that )?i (?:can |could |may |might )?expect\b|\bi now (?:need|require|expect)\b",
    r"\b(?:don't|do not|dont|please don't|you can't|you cannot|you can not|u can't|never|it (?:is|would be) (?:hard|impossible|wrong|rude|difficult) to|you (?:won't|will not|would not|wouldn't) (?:want to )?|i (?:won't|will not|cannot|can't|refuse to)|not|impossible to) (?:dare |even |possibly |simply |just |ever |really )*(?:refuse(?: me| this| such| a| to (?:answer|help|talk))?|say no|turn me (?:down|away)|take no for|let me down|accept (?:a )?(?:no|refusal)|disappoint me|fail me|"
    r"deny me|leave me (?:waiting|hanging)|ignore (?:me|this|my)|make me wait|forget to (?:reply|answer))\b|\bno is not an (?:option|answer)\b",
    r"\bmy (?:\w+ )?(?:decision|future|career|life|thesis|plans?|application|graduation|studies|family|whole \w+)\b[^.!?;]{0,20}\b(?:depends?|hangs?|rests?|relies) (?:up)?on (?:you|your|it|this|u)\b|\b(?:everything|so much|a lot|all) depends on (?:you|your)\b|\byou(?:'re| are) my (?:only|last) (?:hope|chance)\b",
    r"\b(?:everyone|everybody|all the others|others|your colleagues?|all your colleagues|the rest)\b[^.!?;]{0,20}\b(?:has|have|did|already|managed|answered|found)\b[^.!?;]{0,25}\b(?:answered|replied|responded|agreed|said yes|found the time|managed|helped)\b|\b(?:anyone|anybody|everyone|everybody|even the busiest|nobody is|no one is) (?:\w+ )?(?:can|could|has|so|too)\b[^.!?;]{0,20}\b(?:spare|find|make|busy|twenty|fifteen|\d+)\b|"
    r"\bafter (?:all|everything) (?:that )?i(?:'ve| have)? (?:did|done|do|helped|given|gave)\b",
    r"\b(?:a|your) (?:reply|answer|response|attendance|presence|participation|confirmation) is (?:\w+ )?(?:required|mandatory|expected|requested by|compulsory|overdue|necessary|needed by|needed (?:now|today|urgently|soon))\b|\boverdue\b(?=[^.!?;]{0,20}(?:reply|answer|response))|\b(?:reply|answer|response) (?:is )?(?:long )?overdue\b",
    r"\bi (?:\w+ )?need (?:your|an|a) (?:\w+ )?(?:answer|reply|decision|response|confirmation|yes|feedback)\b|\bi (?:\w+ )?need (?:you )?to (?:talk|speak|meet|hear|know)\b[^.!?;]{0,30}\b(?:now|today|tomorrow|this week|soon|quickly|from you|you (?:say|decide|think|can)|whether|if you)\b|\bi (?:want|need|require) you to (?:reply|answer|call|meet|talk|help|tell|decide|confirm|give)\b",
    # Demand and fixed appointment.
    rf"(?:^|[.!?;:,]\s*|\b(?:so|and|then|please|just|pls|kindly|now)[, ]+)(?:please |just |kindly |pls )?(?:call|ring|phone|meet|dial|text|message|email|skype|zoom|contact|see|visit|buzz) (?:me|us|with me)\b(?: back)?[^.!?;,]{{0,25}}?\b(?:{DAYISH}|{HOURISH}|now|today|tonight|tomorrow|immediately|back|this (?:morning|afternoon|evening))\b(?![^.!?;]{{0,40}}\b(?:if|or|whenever|any ?time|should)\b)",
    r"(?:^|[.!?;:,]\s*|\b(?:so|and|then|please|just|pls)[, ]+)(?:please |do |just |kindly )*(?:be (?:there|available|ready|on time|punctual|at|in|online|prepared|free)|show up|make sure (?:you|to|that you)|keep (?:it|that|the|\w+day|this|your)[^.!?;]{0,20} (?:free|open|clear)|clear your (?:calendar|diary|schedule)|make time|don't be late|do not be late|have your answer)\b(?! (?:kind|so))",
    rf"\bi(?:'ve| have|'ll| will| already| just| went ahead and| took the liberty (?:of|to)|'m| am)* (?:have )?(?:already |just |therefore |also |now |gone ahead and )*(?:put|booked|scheduled|reserved|set up|set|blocked|added|fixed|arranged|placed|entered|pencil\w*|sent|saved|planned|book(?:ing)?|scheduling|blocking|put(?:ting)?|send(?:ing)?|noted|signed|plann?ed) (?:\w+ ){{0,6}}?"
    r"(?:(?:in|into|on|to|from) your (?:calendar|diary|schedule|agenda|outlook|planner)|(?:a |the |our |you (?:a |an |the )|us (?:a |an )?|an )(?:\w+ )?(?:calendar (?:invite|invitation|entry)|invite|invitation|meeting|appointment|call|slot|table|video call|zoom|teams|session)\b(?! (?:with (?:my|the|her|his)|on my side|at my))|(?:us|you)(?: in| down)? (?:for|on|at)\b)",
    rf"\b(?:the|our|your|a) (?:meeting|appointment|call|slot|talk|conversation|interview|table|invite|invitation|zoom|video call|session) (?:is|has been|was) (?:already )?(?:fixed|set|booked|scheduled|in your (?:calendar|diary)|reserved|arranged|planned)\b",
    rf"\bi(?:'ll| will| shall|'m going to| am going to| am|'m| plan to) (?:be )?(?:just |simply |then |therefore )?(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|com(?:e|ing) (?:by|over|round|to (?:your|see)|and|at|on|tomorrow|this|next|in person)|drop(?:ping)? (?:by|in)|stop(?:ping)? by|visit(?:ing)?|wait(?:ing)? (?:for you|at|in)|dial|expect(?:ing)? (?:you|your call)|see(?:ing)? you|show(?:ing)? up|be (?:at|in|outside) your)"
    rf"(?: \w+){{0,6}}? (?:{DAYISH}|{HOURISH}|tonight|today|tomorrow)\b(?![^.!?;]{{0,50}}\b(?:as (?:agreed|you|arranged|planned|discussed)|if|unless|agreed|should)\b)",
    r"\b(?:please )?confirm (?:your (?:attendance|presence|participation|availability)|(?:that )?you(?:'ll| will) (?:be there|attend|come|call)|the (?:appointment|meeting|slot)|our (?:appointment|meeting))\b",
))
SEE_YOU = re.compile(rf"(?:^|[.!?,]\s*|and )(?:i(?:'ll| will) )?(?:see|talk to|speak to|meet) (?:you|u|ya) (?:then|there|(?:on |at |this |next )?(?:{DAYISH}|{HOURISH}))")
RELAXED = re.compile(r"\b(?:which is (?:perfectly |completely |totally |absolutely |quite |of course )?(?:fine|ok|okay|alright|understandable|all right)|that is (?:perfectly |completely |quite )?(?:fine|ok|okay|understandable|all right|alright)|that's (?:\w+ )?(?:fine|ok|okay|understandable|alright|cool)|"
                     r"no (?:problem|worries|pressure|rush|hurry|stress|need)|understandabl[ey]|understand|if (?:it|that|this|they|either|one|any of)\b|if (?:you|u) (?:like|want|wish|prefer|can|have|are|agree|don't mind|would|could|feel|find|get|happen)|unless|only if|perfectly fine|should (?:it|that|you|this)|whenever|happens to|all good|no reproach|don't worry|fine by me|don't mind|not mind)\b")
WRITER_BINDS_SELF = re.compile(r"\bi(?:'ll| will| shall| can| could| would| have to| must| need to| am going to| plan to| hope to| promised to| intend to|'d| want to)(?! have (?:your|an|a)| get (?:your|an|a)| hear)(?: \w+){0,2}? (?:reply|answer|respond|get back|let you know|let them know|write back|confirm|decide|tell (?:my|the|him|her|them|you)|send (?:you|my|the)|report|hand|finish|submit|come back|call back|settle|make (?:my|a|the) decision)\b")
PAST_TELL = re.compile(r"\b(?:your|the) (?:\w+ ){0,3}?(?:talk|post|article|essay|podcast|paper|book|story|stories|piece|panel|lecture|remark|line|thread|slides?|demo)s? (?:on|about|of|that|where|which|in which)\b|\b(?:you (?:said|wrote|told|mentioned|described|explained|posted|argued|showed))\b")


def pressure(prose: Prose, kind: str) -> Span | None:
    """The first words that press the reader, or None."""
    for pattern in ALWAYS:
        for match in pattern.finditer(prose.said):
            if _meant(prose, match, kind):
                return _trim(prose, match)
    if kind not in ("reschedule", "thank_you", "update", "referral_permission"):
        for match in SEE_YOU.finditer(prose.said):
            if not RELAXED.search(prose.said, match.start(), prose.sentence_at(match.end() - 1).end):
                return _trim(prose, match)
    return None


def _meant(prose, match, kind):
    sentence = prose.sentence_at(match.start() + _lead(match[0]))
    before = prose.said[sentence.start:match.start()]
    whole = prose.said[sentence.start:sentence.end]
    if RELAXED.search(whole):
        return False
    if re.search(r"\b(?:time|what|all|everything|whatever|how|who|than)\s+$", before) and match[0].startswith(("you", "u ")):
        return False
    if PAST_TELL.search(before) or prose.reported(match.start() + _lead(match[0])):
        return False
    if re.search(r"\b(?:may|might|could|can|shall|should|would|if|when|whenever|unless)\s+$", before):
        return False
    if WRITER_BINDS_SELF.search(prose.said, sentence.start, match.end()):
        return False
    scope = prose.scope_before(match.start() + _lead(match[0]))
    if re.search(r"\b(?:not|no|never|without|nor|neither|none|by no means|far from|[a-z]+n't|dont|nothing)\b", scope):
        return False
    # "A reply is by no means expected", "you need not answer", "I do not expect a reply".
    if re.search(r"\b(?:need not|needn't|by no means|not (?:expected|required|needed|necessary|at all|obliged|have to|owe|expect|need to|need any)|no (?:deadline|rush|hurry|need|obligation)|(?:don't|do not|does not|doesn't) (?:owe|have to|need|expect|must))\b", match[0]):
        return False
    return True


def _lead(text):
    return len(text) - len(text.lstrip(" .,;:!?\n"))


def _trim(prose, match):
    start = match.start() + _lead(match[0])
    return Span(start, match.start() + len(match[0].rstrip(" ,;.")))
