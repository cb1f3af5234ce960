"""Does the text leave room? (M-PRESSURE: deadline, reproach, obligation, demand, fixed appointment)"""

import re

from outreach.wording.prose import Prose, Span
from outreach.wording.times import DAYISH, HOURISH

ANSWER = (
    r"(?:repl(?:y|ies|ying)|answer(?:s|ing)?|respon(?:d|se|ses|ding)|(?:get|getting|write|"
    r"writing|come|hear|hearing|report) back|let me know|confirm(?:ation|ing)?|"
    r"(?:you|please|to) decide|your decision|feedback|tell me|word from you|hear(?:ing)? from "
    r"you|your (?:yes|consent|call|time|word)|call me|email me|inform me|message me|write "
    r"(?:to )?me|"
    r"say (?:yes|whether|if)|send me|schedule|sort this|settle|get in touch)"
)
BY_WHEN = (
    r"(?:by|before|until|till|not later than|no later than|latest|within|inside|prior to|in "
    r"the next|up to|due|on or before|at latest on) (?:the |this |next |coming |end of (?:the "
    r"|this )?|close of |latest |"
    rf"at the latest |noon on |midday on |"
    rf"noon |midnight )*(?:{DAYISH}|{HOURISH}|eod|cob|eow|tonight|noon|midday|midnight|"
    r"week(?:'s end|end)?|day|month|today|\d+ ?h(?:rs?|ours?)?|(?:\d+|one|two|three|four|five|"
    r"seven|twenty-four|"
    r"forty-eight|a few) (?:hours?|days?|working days?|business days?)|business)\b"
)
TALK = (
    r"(?:answer|reply|respond|help|talk|speak|meet|call|ring|phone|see me|give|share|tell|"
    r"decide|accept|agree|make (?:the )?time|spare|find (?:the |some |a |\d+ |fifteen |twenty "
    r"|ten |half )?(?:time|moment|minutes|an hour)|have (?:the time|a moment|\d+ min)|get "
    r"back|write|listen|"
    r"say yes|take (?:my|the|this|five|ten|twenty|a|\d+)|let me|let us|introduce|assist|"
    r"support|make room|free|arrange|join|attend|confirm|show|teach|mentor|guide|manage|do "
    r"this|do me|do that|come|pick up|offer|grant|have the|be there|be available|be at|be in|"
    r"be on time|be present|be ready|be free|take|choose|pick|accept|move)"
)

STEMS = re.compile(
    r"\b(?:without|word|at least|could|might|by|before|until|till|latest|later|within|"
    r"deadline|asap|a\.s\.a\.p|urgen\w*|"
    r"immediate\w*|delay|fail\w*|still|not|never|no|none|ignor\w+|silen\w+|disappoint\w*|"
    r"surpris\w+|rude|twice|times?|third|fourth|fifth|3rd|4th|already|owes?|owed|must|have to|"
    r"has to|need\w*|should|shall|ought|gotta|duty|oblig\w+|"
    r"expect\w*|suppos\w*|surely|certainly|easily|of course|least|courtesy|decency|count\w*|"
    r"rel(?:y|ying)|refuse\w*|insist|demand\w*|require\w*|only|anyone|anybody|everyone|"
    r"everybody|others?|nobody|put\w*|book\w*|schedul\w*|reserv\w*|set|block\w*|add\w*|fix\w*|"
    r"arrang\w*|plann\w*|invit\w*|plac\w*|call\w*|ring|phone|see|be|meet|come|visit\w*|"
    r"drop\w*|"
    r"confirm\w*|final|last|chance|warning|depend\w*|hangs|rests|hurry|quick\w*|prompt\w*|"
    r"fast|speed\w*|swift\w*|early|earliest|now|why|nothing|mandatory|overdue|important|"
    r"return|repay|wait\w*|keep|kept|left|hear|cannot|can't|unfair|wrong|unkind|cruel|"
    r"patience|promised|turn|hard|at once|right away|straight away|tomorrow|today|tonight|"
    r"this week|moved|changed|shift\w*|"
    r"reschedul\w*|postpon\w*|pushed|message|email|text|contact|please|pls|kindly|accept|send|"
    r"answer|reply|respond|decide|tell|give|show|make sure|make time|clear|one good|ghost\w*|"
    r"ask\w*|written|wrote|how long|how many|how much|how often|insist|hope|thought|return|"
    r"fair|entered|noted|sent|annoy\w*|frustrat\w*|hurt|upset|sad|angry|shame|pity|strange|"
    r"odd)\b|n't\b|as (?:soon|quickly|fast) as"
)
ALWAYS = tuple(
    re.compile(p)
    for p in (
        r"\b(?:deserve|entitled to|have a right to|worth at least) (?:an|a|your|some|to) ?(?:\w+ "
        r")?(?:answer|reply|response|chance|time|hear\w*|know)?\b(?=[^.!?;]{0,20}(?:\.|!|\?|,|$|"
        r"from you))|\b(?:last|final|third|fourth|urgent) reminder\b",
        r"\b(?:one|you|u|they) (?:could|might|should|can) at least\b|\b(?:without|not) (?:a|one|a "
        r"single|any|so much as a) (?:\w+ )?(?:word|line|sign|answer|reply|reaction|response) "
        r"(?:from|of) you\b",
        r"\bi (?:do |still |really |now )?expect (?:the (?:promised|agreed|answer|reply|response|"
        rf"documents|papers|introduction|call|list)\b|[^.!?;]{{0,40}}?{BY_WHEN})",
        # Deadline.
        rf"\b{ANSWER}\b[^.!?;]{{0,70}}?\b{BY_WHEN}",
        rf"\b{BY_WHEN}[^.!?;]{{0,60}}?\b(?:i (?:need|want|expect|require|must have|would need|have "
        rf"to have)|please|your|you)\b[^.!?;]{{0,30}}?\b{ANSWER}\b",
        r"\bi (?:really |do |just |will |would |urgently )?(?:need|require|want|must have|expect|"
        rf"have to have|shall need)\b[^.!?;]{{0,40}}?\b(?:from you|your|you|an answer|a reply|a "
        rf"response|a decision|this|it|to know|confirmation|to hear)\b[^.!?;]{{0,40}}?\b{BY_WHEN}",
        r"\b(?:at the (?:very )?latest|no later than|not later than|at your earliest|time is "
        r"(?:short|running out|of the essence)|the time is short|the clock is ticking|before it "
        r"is too late|last (?:chance|call|warning|opportunity)|final (?:reminder|notice|warning|"
        r"call|chance|request)|"
        r"offer (?:expires|ends|closes))\b(?! (?:note|message) from me)",
        r"\b(?:asap|a\.s\.a\.p|as soon as possible|as (?:quickly|fast|soon) as you can|right away|"
        r"straight away|without (?:any )?(?:further )?delay|without fail|(?:very |really |most |"
        r"quite |rather |so |extremely |it is |it's |is |its |matter is |this is |highly )urgent|"
        r"urgently|in all haste|with utmost urgency|at once|immediately)\b(?! (?:care|after "
        r"(?:your|the)|recogni|caught|struck|thought|clear|useful|made|understood|saw|felt|liked|"
        r"wanted))",
        r"\b(?:prompt|swift|speedy|immediate|quick|rapid|urgent|early|fast) (?:reply|answer|"
        r"response|reaction|feedback|decision|action)\b|\b(?:reply|answer|respond|write|call|"
        r"tell)(?: to)?(?: me)?(?: back)? (?:quickly|fast|promptly|swiftly|now|today|tonight|at "
        r"once|soonest|quick)\b|\bhurry\b(?! (?:home|to))",
        # Reproach.
        r"\b(?:still |yet |sadly |again |i am |i'm |having |to )?(?:(?:have|has|had|'ve|did|do|"
        r"does|was|is|are|am)(?: still| yet| so far)?(?: not|n't)|haven't|never|not(?: yet| "
        r"even)?|yet to)(?: \w+){0,2}? (?:hear(?:d|ing)?|receiv(?:ed|e|ing)|got(?:ten)?|get|"
        r"see[n]?|had|been (?:given|answered|sent)|gotten|have) "
        r"(?:(?:back|anything|any|a|an|one|even|your|some|the|so much as|single|courtesy of) "
        r"){0,4}?(?:from you|from u|from your side|reply|answer|response|word|reaction|back|line|"
        r"sign)\b",
        r"\byou(?:'ve| have|'d| had| did| do| could|'re| are)?(?: still| simply| just| apparently|"
        r" clearly| obviously| yet| even| again)*(?: not|n't| never| failed to| chose not to| "
        r"forgot to| neglected to| couldn't be bothered to| seem to have| did)(?: even| yet| once|"
        r" so far| bothered?(?: to)?| cared? to| found (?:the )?time to| managed to)* "
        r"(?:repl\w+|answer\w*|respon\w+|writ\w+|wrote|got(?:ten)? back|get(?:ting)? back|"
        r"react\w*|acknowledg\w+|called|call back|return\w*|bother\w*|ignored|forgotten|taken the "
        r"time|show(?:n|ed)? up|open(?:ed)? my)\b",
        r"\b(?:no|nothing|not a|zero|not even a|not one|never a|without a|any)(?: \w+){0,2}? "
        r"(?:from you|from u|your side|came back|was given to me)\b(?! (?:is|would be|will be) "
        r"(?:fine|ok|expected|needed|required))",
        r"\bignor(?:e|ed|ing) (?:me|my (?:\w+ )?(?:message|mail|mails|messages|email|emails|note|"
        r"notes|letters?|request|requests|calls?)|my\b)|\b(?:left|leave|leaving|keep|keeping|"
        r"kept) me (?:on read|hanging|waiting|in the dark|without (?:an |a )?(?:answer|reply))\b|"
        r"\b(?:am|been|was) (?:being )?(?:ghost\w+|ignored)\b|\bghost(?:ed|ing) me\b",
        r"\b(?:disappoint(?:ed|ing|s)|let down|hurt|frustrat\w+|annoy\w+|offended|upset|sad|"
        r"unfair|rude|impolite|unprofessional|discourteous|a (?:shame|pity)|strange|odd|dismayed|"
        r"displeased|puzzled|surprised|astonished|bewildered)\b[^.!?;]{0,30}?\b(?:(?:you|your "
        r"silence|no|not|lack|to be ignored|from you|silence)\b)[^.!?;]{0,25}\b(?:repl\w*|"
        r"answer\w*|respon\w*|silence|"
        r"wrote|written|react\w*|word|ignored|time|hear\w*|heard|back)\b|\byour (?:continued |"
        r"long |complete |total )?silence (?:is|was|has|surprises|disappoints|tells|says|speaks|"
        r"hurts|makes|leaves)\b(?! (?:also |an answer|fine|ok|perfectly|answer enough))",
        r"\bi(?:'ve| have| had|'m| am)? (?:\w+ )?(?:written|wrote|messaged|emailed|mailed|"
        r"contacted|asked|tried|called|sent|writing|asking|messaging|reminded|"
        r"reminding)\b[^.!?;]{0,25}?\b(?:twice|three times|four times|several times|many times|"
        r"repeatedly|(?:the |a |my )?(?:third|fourth|fifth|3rd|4th) (?:time|message|mail|email|"
        r"note|letter)|\d times|again and again|already)\b"
        r"(?=[^.!?]{0,50}\b(?:and|but|without|still|yet|no|already|now|you|nothing)\b|[^.!?]{0,20}[.!?])",
        r"\bwhy (?:have|haven't|did|didn't|do|don't|are|aren't|won't|no|is there no|can't|cannot|"
        r"the|this)(?: not)?(?: you)? ?(?:not |never )?(?:repl\w+|answer\w*|respon\w+|ignor\w+|"
        r"silence|react\w*|so silent|silent|writ\w+|written|get back|got back|taking so long)\b",
        r"\b(?:i|one) (?:would|might|should|had) (?:have |had )?(?:thought|expected|hoped for|"
        r"believed|assumed|imagined|expect)\b[^.!?;]{0,70}\b(?:answer|reply|respond|response|time|"
        r"help|courtesy|minutes|more|better|support|generous|word)\b|\b(?:i|we) (?:had )?expected "
        r"(?:more|better|an answer|a reply|a response|at least)\b",
        r"\b(?:i can see|i see|i know|it shows|it says|apparently|clearly|"
        r"obviously)\b[^.!?;]{0,20}\b(?:you(?:'ve| have)? (?:read|seen|opened|looked at)|that you "
        r"(?:have )?(?:read|seen|opened)) (?:my|this|the|it)\b",
        r"\bhow (?:long|much longer|many times|often)\b[^.!?;]{0,20}\b(?:must|do|should|will|"
        r"have) i\b[^.!?;]{0,20}\b(?:wait|write|ask|remind)\b|\bi(?:'m| am|'ve been| have been) "
        r"(?:still )?waiting (?:for (?:your|an|a) (?:answer|reply|response)|to hear|since|for "
        r"(?:days|weeks|two|three|over))\b|\bkept waiting\b",
        # Obligation.
        r"\b(?:you|u) (?:surely|certainly|of course) (?:know|agree|understand|see|remember) "
        r"that\b[^.!?;]{0,40}\b(?:must|have to|should|ought|owe|need to)\b|\bwe (?:must|have to|"
        r"should|ought to|need to|are obliged to) (?:all )?(?:help|support|stand by|stick "
        r"together|look after)\b|\byou (?:\w+ )?owe\b(?! (?:me |us )?(?:nothing|no\b|neither))|"
        r"\b(?!owe (?:me |us )?(?:nothing|no)\b)(?:owe|owes|owed) (?:it )?(?:to )?(?:me|"
        r"us|the (?:next|younger)|your|that much|a reply|an answer)\b|\bone good turn\b|\breturn "
        r"the favou?r\b|\brepay\b",
        r"\b(?:you|u)(?:'ll| will| do| really| just| simply| absolutely)* (?:must|have to|need to|"
        r"has to|gotta|ought to|are to|'re to|shall|should(?: at least| really| also)?|had better|"
        r"'d better|are (?:morally )?(?:obliged|obligated|expected|required|supposed|bound) to|"
        r"cannot but|can't but) (?:at least |really |also |please |just |surely |now |kindly |"
        rf"find it in you to )*{TALK}\b",
        r"\b(?:you|u)(?:'ll| will)? (?:surely|certainly|of course|no doubt|undoubtedly) (?:can|"
        r"could|must|will|have)\b[^.!?;]{0,40}\b(?:spare|time|minutes|help|answer|reply|refuse|"
        r"agree|accept|say yes|find|moment|hour)\b|\b(?:you|u) (?:can|could|will) (?:surely|"
        r"certainly|easily|at least) (?:spare|find|help|answer|reply|make|give|manage|take|afford|"
        r"say|agree)\b|"
        r"\bsurely,? (?:you|u|someone|somebody|a person|anyone|even|one|a busy|it|twenty|fifteen|"
        r"\d+|an?)\b[^.!?;]{0,40}\b(?:can|could|will|have|would|must|is not|isn't|are not|cannot "
        r"be|can't be)\b[^.!?;]{0,40}",
        r"\b(?:the )?(?:very )?least (?:that )?(?:you|one|someone|anyone|a "
        r"person)\b[^.!?;]{0,15}\b(?:can|could|should|might|owe)\b|\b(?:a|the|your|my|moral|civic|"
        r"professional) (?:duty|obligation|responsibility)\b(?=[^.!?;]{0,60}\b(?:to|towards|"
        r"of)\b[^.!?;]{0,40}(?:help|answer|reply|us|me|share|support|students?|young|graduates?|"
        r"alum|speak|talk|respond|next|give))|\bduty[- ]bound\b",
        r"\b(?:is|are|be|feel) (?:\w+ )?(?:obliged|obligated|duty-bound|morally bound|supposed|"
        r"expected) to (?:help|answer|reply|support|share|respond|give|talk|teach|open)\b|"
        r"\b(?:disappoint\w*|frustrat\w+|hurt\w*|annoy\w+|offend\w+|upset|sad(?:dened)?|angry|"
        r"dismayed|let down|irritated|unhappy|astonished|amazed|shocked)\b[^.!?;]{0,20}\b(?:your "
        r"silence|your lack|no (?:reply|answer|response)|the silence|not (?:to have )?(?:hear|"
        r"heard|got|received))\b",
        r"\bi(?:'ve| have)(?: already| now| therefore| simply| just)? (?:moved|changed|shifted|"
        r"rescheduled|put|set|postponed|pushed|brought|transferred) (?:it|(?:our|the) (?:\w+ "
        r")?(?:talk|call|meeting|appointment|date|conversation|slot|coffee|lunch|session|time|"
        r"interview|video call)|you|us|"
        rf"everything)\b[^.!?;]{{0,20}}? (?:to|for|on|until|forward) (?:the )?(?:{DAYISH}|"
        rf"{HOURISH})",
        r"\b(?:be|being) (?:so )?(?:fair|decent) (?:enough )?(?:and|to) (?:reply|answer|respond|"
        r"tell|write|help|let)\b|\b(?:unfair|wrong|rude|unkind|cruel|selfish|arrogant|cowardly|"
        r"disrespectful) (?:of you )?to (?:refuse|turn|ignore|say no|not|leave|decline|keep)\b|"
        r"\byou promised (?:to (?:answer|reply|help|call|read|introduce|send|write|meet|talk|get)|"
        r"me\b)|\bmy patience\b|\b(?:it is|it's|this is) (?:also |simply |just |only )?your "
        r"(?:duty|job|turn|obligation|responsibility)\b",
        r"\bif you (?:do not|don't|fail to|haven't|have not|won't|will not|cannot|refuse to) "
        r"(?:\w+ )?(?:answer|reply|respond|react|agree|call|help|write|get back|"
        r"confirm)[^.!?]{0,50}?\bi(?:'ll| will| shall| must| have to| am going to)(?! (?:\w+ "
        r")?(?:understand|leave|not|assume|take it|let|stop|wait|be|respect|know|keep|come back|"
        r"drop|close|simply|still|never|rest|accept|of course|just|gladly|happily|find|ask "
        r"(?:someone|somebody|again)|try)\b)",
        r"\b(?:the )?others? (?:have|had|did|do|can|could|managed?|found|took) (?:\w+ )?(?:taken|"
        r"found|made|managed|answered|replied|the time|time|an answer|helped|so)\b|\bwhy (?:not|"
        r"can't|cannot|won't|couldn't|don't) you\b(?! (?:think|write|publish|need|see more))|"
        r"\b(?:cannot|can't|can not|could not|couldn't) be (?:so|that|too) (?:hard|difficult|much|"
        r"busy)\b|\bis it (?:really )?(?:so|that|too) (?:hard|difficult|much)\b",
        r"\b(?:otherwise|or|else) (?:it|everything|that|this) (?:is|will be|would be|might be)(?: "
        r"all| far| already)? too late\b|\b(?:you|u) (?:should|ought to|must|have to) be able "
        r"to\b|\bi(?:'ve| have)?(?: already)? told (?:everyone|everybody|my \w+|them|people|him|"
        r"her|the \w+)(?: already)?,? (?:that )?(?:you|u)\b(?! (?:might|may|could|wrote|said|gave|"
        r"are the))",
        r"\b(?:common|basic|simple|at least the|the) (?:courtesy|decency|"
        r"politeness)\b[^.!?;]{0,25}(?:of|to|would|demands|requires|is|dictates)\b|\b(?:it is|"
        r"it's) only (?:fair|right|decent|polite|proper)\b|\b(?:it is|it's|its) (?:just|only) "
        r"(?:\d+|fifteen|twenty|ten|five|a few|15|20) min\w*[^.!?]{0,20}\b(?:you can|surely|so|"
        r"after all|anyone|everybody|come on|not much to ask|spare)\b",
        r"\bi (?:fully |certainly |do |really |still |will |must |have to |therefore |now "
        r")?(?:expect|demand|insist|require) (?:that )?(?:you|your|a|an|at least|it|to hear|us|"
        r"some|upon|on|nothing less)\b(?! (?:are|have|know|get|hear|receive|must|to be busy|"
        r"expect))(?! \w+ are busy)|\bi(?:'m| am)? (?:\w+ )?(?:count(?:ing)?|rel(?:y|ying)|"
        r"bank(?:ing)?|depend(?:ing)?) (?:up)?on (?:you|your|u|it|\d+|an?|at least|some|this|that|"
        r"half|fifteen|twenty|hearing)\b",
        r"(?:^|[.!?;:,]\s{0,3}|\b(?:so|and|but|then|now) )(?:you|u) (?:must|have to|need to|gotta|'ve "
        r"got to|have got to|will have to)(?: now| just| at least| really)? (?!be (?!there|at|in|"
        r"on time|ready|available)|have (?!to)|get (?!back)|feel|know|hear|think|receive|love|"
        r"miss|deal|like|do is|live|work|wonder|hate|see many|spend|face|often|also|find it|find "
        r"(?:this|my)|look|seem|come across|remember|understand|enjoy)\w+",
        r"\b(?:please|kindly|pls) (?:send|reply|answer|write|do|make|introduce|forward|arrange|"
        r"give|call|let me have|return|pass|sign|submit|get|respond|act|move|confirm|book|reserve|"
        r"tell me|let me know|decide|accept|come|join)\b[^.!?;]{0,50}?\b(?:this week|today|"
        r"tomorrow|tonight|now|by (?!e-?mail|phone|post|telephone|video|mail|train|then)|before "
        r"(?!your|the holidays)|this (?:morning|afternoon|evening|month))\b|(?:^|[.!?;:] "
        r"?)(?:accept|send|answer|reply|confirm|decide|respond|tell me|let me know|write back|"
        r"introduce me|give me)\b[^.!?;]{0,40}?\b(?:today|tomorrow|tonight|now|this week|"
        r"immediately)\b|\b(?:not|hardly|is it|n't) (?:\w+ )?(?:too |so |that |really )*much to "
        r"(?:ask|expect|demand)\b|\b(?:not|n't) asking (?:for )?(?:too |so |that )?much\b|"
        r"\bdeadline (?:is|ends|falls|expires|closes|was|approaches|comes|looms)\b|\b(?:it is|"
        r"it's|now it is) your turn\b|\b(?:the )?(?:very )?least (?:that )?i (?:can |could |may |"
        r"might )?expect\b|\bi now (?:need|require|expect)\b",
        r"\b(?:don't|do not|dont|please don't|you can't|you cannot|you can not|u can't|never|it "
        r"(?:is|would be) (?:hard|impossible|wrong|rude|difficult) to|you (?:won't|will not|would "
        r"not|wouldn't) (?:want to )?|i (?:won't|will not|cannot|can't|refuse to)|not|impossible "
        r"to) (?:dare |even |possibly |simply |just |ever |really )*(?:refuse(?: me| this| such| "
        r"a| to (?:answer|help|talk))?|say no|turn me (?:down|away)|take no for|let me down|"
        r"accept (?:a )?(?:no|refusal)|disappoint me|fail me|"
        r"deny me|leave me (?:waiting|hanging)|ignore (?:me|this|my)|make me wait|let me (?:wait|"
        r"hang|down)|keep me waiting|forget to (?:reply|answer))\b|\bno is not an (?:option|"
        r"answer)\b",
        r"\bmy (?:\w+ )?(?:decision|future|career|life|thesis|plans?|application|graduation|"
        r"studies|family|whole \w+)\b[^.!?;]{0,20}\b(?:depends?|hangs?|rests?|relies) (?:up)?on "
        r"(?:you|your|it|this|u)\b|\b(?:everything|so much|a lot|all) depends on (?:you|your)\b|"
        r"\byou(?:'re| are) my (?:only|last) (?:hope|chance)\b",
        r"\b(?:everyone|everybody|all the others|others|your colleagues?|all your colleagues|the "
        r"rest)\b[^.!?;]{0,20}\b(?:has|have|did|already|managed|answered|"
        r"found)\b[^.!?;]{0,25}\b(?:answered|replied|responded|agreed|said yes|found the time|"
        r"managed|helped)\b|\b(?:anyone|anybody|everyone|everybody|even the busiest|nobody is|no "
        r"one is) (?:\w+ )?(?:can|could|has|so|too)\b[^.!?;]{0,20}\b(?:spare|find|make|busy|"
        r"twenty|fifteen|\d+)\b|"
        r"\bafter (?:all|everything) (?:that )?i(?:'ve| have)? (?:did|done|do|helped|given|gave)\b",
        r"\b(?:a|your) (?:reply|answer|response|attendance|presence|participation|confirmation) "
        r"is (?:\w+ )?(?:required|mandatory|expected|requested by|compulsory|overdue|necessary|"
        r"needed by|needed (?:now|today|urgently|soon))\b|\boverdue\b(?=[^.!?;]{0,20}(?:reply|"
        r"answer|response))|\b(?:reply|answer|response) (?:is )?(?:long )?overdue\b",
        r"\bi (?:\w+ )?need (?:your|an|a) (?:\w+ )?(?:answer|reply|decision|response|confirmation|"
        r"yes|feedback)\b|\bi (?:\w+ )?need (?:you )?to (?:talk|speak|meet|hear|"
        r"know)\b[^.!?;]{0,30}\b(?:now|today|tomorrow|this week|soon|quickly|from you|you (?:say|"
        r"decide|think|can)|whether|if you)\b|\bi (?:want|need|require) you to (?:reply|answer|"
        r"call|meet|talk|help|tell|decide|confirm|give)\b",
        # Demand and fixed appointment.
        r"(?:^|[.!?;:,]\s{0,3}|\b(?:so|and|then|please|just|pls|kindly|now)[, ]+)(?:please |just |"
        r"kindly |pls )?(?:call|ring|phone|meet|dial|text|message|email|skype|zoom|contact|see|"
        rf"visit|buzz) (?:me|us|with me)\b(?: back)?[^.!?;,]{{0,25}}?\b(?:{DAYISH}|{HOURISH}|now|"
        r"today|tonight|tomorrow|immediately|back|this (?:morning|afternoon|"
        rf"evening))\b(?![^.!?;]{{0,40}}\b(?:if|or|whenever|any ?time|should)\b)",
        r"(?:^|[.!?;:,]\s{0,3}|\b(?:so|and|then|please|just|pls)[, ]+)(?:please |do |just |kindly "
        r")*(?:be (?:there|available|ready|on time|punctual|at|in|online|prepared|free)|show up|"
        r"make sure (?:you|to|that you)|keep (?:it|that|the|\w+day|this|your)[^.!?;]{0,20} "
        r"(?:free|open|clear)|clear your (?:calendar|diary|schedule)|make time|don't be late|do "
        r"not be late|have your answer)\b(?! (?:kind|so))",
        r"\bi(?:'ve| have|'ll| will| already| just| went ahead and| took the liberty (?:of|to)|'m|"
        r" am)* (?:have )?(?:already |just |therefore |also |now |gone ahead and )*(?:put|booked|"
        r"scheduled|reserved|set up|set|blocked|added|fixed|arranged|placed|entered|pencil\w*|"
        r"sent|saved|planned|book(?:ing)?|scheduling|blocking|put(?:ting)?|send(?:ing)?|noted|"
        r"signed|plann?ed) (?:\w+ ){0,6}?"
        r"(?:(?:in|into|on|to|from) your (?:calendar|diary|schedule|agenda|outlook|planner)|(?:a |"
        r"the |our |you (?:a |an |the )|us (?:a |an )?|an )(?:\w+ )?(?:calendar (?:invite|"
        r"invitation|entry)|invite|invitation|meeting|appointment|call|slot|table|video call|zoom|"
        r"teams|session)\b(?! (?:with (?:my|the|her|his)|on my side|at my))|(?:us|you)(?: in| "
        r"down)? (?:for|on|at)\b)",
        r"\b(?:the|our|your|a) (?:meeting|appointment|call|slot|talk|conversation|interview|table|"
        r"invite|invitation|zoom|video call|session) (?:is|has been|was) (?:already )?(?:fixed|"
        r"set|booked|scheduled|in your (?:calendar|diary)|reserved|arranged|planned)\b",
        r"\bi(?:'ll| will| shall|'m going to| am going to| am|'m| plan to) (?:be )?(?:just |"
        r"simply |then |therefore )?(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)|com(?:e|ing) (?:by|"
        r"over|round|to (?:your|see)|and|at|on|tomorrow|this|next|in person)|drop(?:ping)? (?:by|"
        r"in)|stop(?:ping)? by|visit(?:ing)?|wait(?:ing)? (?:for you|at|in)|dial|expect(?:ing)? "
        r"(?:you|your call)|see(?:ing)? you|show(?:ing)? up|be (?:at|in|outside) your)"
        rf"(?: \w+){{0,6}}? (?:{DAYISH}|{HOURISH}|tonight|today|"
        rf"tomorrow)\b(?![^.!?;]{{0,50}}\b(?:as (?:agreed|you|arranged|planned|discussed)|if|"
        r"unless|agreed|should)\b)",
        r"\b(?:please )?confirm (?:your (?:attendance|presence|participation|availability)|"
        r"(?:that )?you(?:'ll| will) (?:be there|attend|come|call)|the (?:appointment|meeting|"
        r"slot)|our (?:appointment|meeting))\b",
    )
)
SEE_YOU = re.compile(
    r"(?:^|[.!?,]\s{0,3}|and )(?:i(?:'ll| will) )?(?:see|talk to|speak to|meet) (?:you|u|ya) "
    rf"(?:then|there|(?:on |at |this |next )?(?:{DAYISH}|{HOURISH}))"
)
RELAXED = re.compile(
    r"\b(?:which is (?:perfectly |completely |totally |absolutely |quite |of course )?(?:fine|"
    r"ok|okay|alright|understandable|all right)|that is (?:perfectly |completely |quite "
    r")?(?:fine|ok|okay|understandable|all right|alright)|that's (?:\w+ )?(?:fine|ok|okay|"
    r"understandable|alright|cool)|"
    r"no (?:problem|worries|pressure|rush|hurry|stress|need)|understandabl[ey]|understand|if "
    r"(?:it|that|this|they|either|one|any of)\b|if (?:you|u) (?:like|want|wish|prefer|can|"
    r"have|are|agree|don't mind|would|could|feel|find|get|happen)|unless|only if|perfectly "
    r"fine|should (?:it|that|you|this)|whenever|happens to|all good|no reproach|don't worry|"
    r"fine by me|don't mind|not mind)\b"
)
WRITER_BINDS_SELF = re.compile(
    r"\bi(?:'ll| will| shall| can| could| would| have to| must| need to| am going to| plan to|"
    r" hope to| promised to| intend to|'d| want to)(?! have (?:your|an|a)| get (?:your|an|a)| "
    r"hear)(?: \w+){0,2}? (?:reply|answer|respond|get back|let you know|let them know|write "
    r"back|confirm|decide|tell (?:my|the|him|her|them|you)|send (?:you|my|the)|report|hand|"
    r"finish|submit|come back|call back|settle|make (?:my|a|the) decision)\b"
)
PAST_TELL = re.compile(
    r"\b(?:your|the) (?:\w+ ){0,3}?(?:talk|post|article|essay|podcast|paper|book|story|"
    r"stories|piece|panel|lecture|remark|line|thread|slides?|demo)s? (?:on|about|of|that|"
    r"where|which|in which)\b|\b(?:you (?:said|wrote|told|mentioned|described|explained|"
    r"posted|argued|showed))\b"
)


# "I would start at once", "if I do not hear from you": the writer's own haste, and no reproach.
I_WOULD = re.compile(
    r"\bi(?:'d| would|'ll| will| have|'ve|'m| am| could| can| was| had)? (?!need|want|must|"
    r"expect|demand|require)(?:\w+ ){0,2}$"
)
IF_I = re.compile(r"\b(?:if|should|in case|when|unless) i(?:'ve| have)? $")
HASTE = re.compile(r"(?:at once|immediately|right away|straight away|urgently|asap|as soon as)\b")
# "Typed and left at once": what was done in haste asks nobody for haste.
TOLD = re.compile(
    r"\b(?:(?!need|requir|expect|ask|want|request|urg)\w+ed|left|went|came|sent|wrote|saw|ran)(?: \w+)? $"
)
ASKED = re.compile(
    r"\b(?:you|your|u|please|pls|kindly|need\w*|must|should|answer|reply|respond|decide|confirm|let|want\w*)\b"
)
FREED = re.compile(
    r"\b(?:need not|needn't|by no means|not (?:expected|required|needed|necessary|at all|"
    r"obliged|have to|owe|expect|need to|need any)|no (?:deadline|rush|hurry|need|obligation)|"
    r"(?:don't|do not|does not|doesn't) (?:owe|have to|need|expect|must))\b"
)


def pressure(prose: Prose, kind: str) -> Span | None:
    """The first words that press the reader, or None."""
    stretches = prose.where(STEMS)
    for pattern in ALWAYS:
        for match in (hit for start, end in stretches for hit in pattern.finditer(prose.said, start, end)):
            if _meant(prose, match):
                return _trim(match)
    if kind not in ("reschedule", "thank_you", "update", "referral_permission"):
        for match in SEE_YOU.finditer(prose.said):
            if not RELAXED.search(prose.said, match.start(), prose.sentence_at(match.end() - 1).end):
                return _trim(match)
    return None


def _meant(prose: Prose, match: re.Match[str]) -> bool:
    sentence = prose.sentence_at(match.start() + _lead(match[0]))
    before = prose.said[sentence.start : match.start()]
    whole = prose.said[sentence.start : sentence.end]
    if RELAXED.search(whole):
        return False
    if re.search(r"\b(?:time|what|all|everything|whatever|how|who|than)\s+$", before) and match[0].startswith(
        ("you", "u ")
    ):
        return False
    if PAST_TELL.search(before) or prose.reported(match.start() + _lead(match[0])):
        return False
    if re.search(r"\b(?:may|might|could|can|shall|should|would|if|when|whenever|unless)\s+$", before):
        return False
    if HASTE.match(match[0]) and TOLD.search(before) and not ASKED.search(before):
        return False
    if IF_I.search(before) or (HASTE.match(match[0]) and I_WOULD.search(before)):
        return False
    if WRITER_BINDS_SELF.search(prose.said, sentence.start, match.end()):
        return False
    scope = prose.scope_before(match.start() + _lead(match[0]))
    if re.search(
        r"\b(?:not|no|never|without|nor|neither|none|by no means|far from|[a-z]+n't|dont|nothing)\b", scope
    ):
        return False
    # "A reply is by no means expected", "you need not answer", "I do not expect a reply".
    return not FREED.search(match[0])


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip(" .,;:!?\n"))


def _trim(match: re.Match[str]) -> Span:
    start = match.start() + _lead(match[0])
    return Span(start, match.start() + len(match[0].rstrip(" ,;.")))
