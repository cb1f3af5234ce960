"""Does the text make a no easy? (M-EXIT)"""

import re

from outreach.wording.prose import Prose, Span

FINE = (
    r"(?:fine|ok|okay|oke|okey|k|alright|all right|all good|good|cool|great|welcome|"
    r"understandable|understood|no problem|no prob|no probs|no worries|np|acceptable|"
    r"perfectly|(?:don't|do not|dont|no need to|never) worry|no drama|no harm|no matter|no "
    r"bother|"
    r"no hard feelings|no offen[cs]e|no issue|not a problem|nothing lost|(?:please |simply |"
    r"just |pray )*(?:let (?:it|this|me|us)|leave (?:it|this|me)|ignore|forget|drop|skip|"
    r"delete|disregard|pass|wait|decline|say (?:so|no)|tell me|"
    r"throw|put it|archive|overlook|move on|scroll|don't (?:answer|reply|bother)|do not "
    r"(?:answer|reply|bother|trouble|feel)|think no more|not trouble)|i(?:'ll| will| shall|'d|"
    r" would| can)? (?:\w+ )?(?:\w+ )?(?:understand|not mind|don't mind|not be offended|wait|"
    r"leave|ask (?:again )?(?:later|another|someone|elsewhere)|"
    r"try|come back|let it|respect|accept|find (?:another|someone|other)|look elsewhere|not "
    r"(?:take|hold|write|bother|ask|trouble)|stop|manage|be fine|be ok|drop|write again|thank "
    r"you|move on|survive)|i (?:\w+ )?(?:do not|don't|won't|will not|shall not|would not|"
    r"wouldn't) (?:\w+ )?(?:mind|be offended|write again|ask again|bother|"
    r"trouble|take it|hold|be upset|be hurt|be sad)|later|another (?:time|day|week|month|"
    r"moment|season)|some other (?:time|day|week|month)|other times|any other (?:time|day|"
    r"date|week)|(?:thank you|thanks) (?:anyway|all the same|regardless|either way|just the "
    r"same|for reading|nonetheless|still)|say so|so be it|never mind|nvm|"
    r"silence|next (?:month|year|quarter|season)|in (?:a few|some|two|three) (?:weeks|months)|"
    r"whenever|we can (?:also )?(?:leave|postpone|skip|drop|move|wait|cancel|shift|find|talk "
    r"another)|(?:a |the |your )?(?:simple |short |quick |plain )?(?:no|one-word|one word)|"
    r"that(?:'s| is| would be| will be| works)|"
    r"i am (?:still )?(?:grateful|thankful|glad|happy|fine)|i'm (?:still )?(?:grateful|"
    r"thankful|glad|happy|fine|good)|i(?:'d| would|'ll| will)? (?:still |of course |always "
    r")?(?:be )?(?:grateful|thankful|glad to wait|happy to wait)|nothing|all the best|no hurt|"
    r"no feelings|no reply|no answer|no need|no pressure|no stress|no sweat|no biggie|nbd|"
    r"be it|anyway|all the same|free to|easy|only human|it is nothing|take no offen|life goes "
    r"on|god bless|no trouble|of course)"
)
CANNOT = (
    r"(?:not\b|\w*n't\b|cannot|cant|can not|unable|impossible|inconvenien\w*|no time|no room|no "
    r"space|no capacity|no energy|no wish|no interest|no desire|no|nope|nah|neither|none|too "
    r"(?:\w+ )?(?:busy|much|full|packed|stretched|hectic|tight|early|late|soon|many|short|"
    r"little|occupied|loaded|heavy|close|tired)|busy|swamped|full|packed|snowed|overload\w*|"
    r"overwhelm\w*|bad (?:time|moment|month|week|season)|wrong (?:time|moment|person|season|"
    r"week|month|year)|"
    r"rather|prefer|difficult|hectic|tight|hard|crowded|decline|pass|refuse|other plans|other "
    r"priorities|stretched|slammed|drowning|flat out|crazy|mad|manic|up to (?:your|the)|"
    r"trouble|burden|tricky|awkward|otherwise engaged|away|on leave|on holiday|pressed|"
    r"occupied|against|uncomfortable|unwelcome|unsuitable|never|better (?:later|time|another)|"
    r"later|another|other (?:times|days|dates)|nothing|silence|silent|doubt|lack|short of "
    r"time|short on time|long|"
    r"mind|under water|underwater|demanding|stressful|clash\w*|collid\w*|conflict\w*|wait|"
    r"postpone|exhausting|hesitate|different (?:time|day|week))"
)
IF = r"(?:if|should|in case|when|unless|where|were|whenever|shld|in the event|wenn|provided)"

REFUSAL = (
    r"(?:no|'no'|nope|nah|refusal|decline|negative (?:answer|reply)|non-answer|not now|not "
    r"interested|not this time|thanks but no|no thanks|no, thank you|no reply|no answer|"
    r"silence|not answering|not replying|no response|non-reply|an unanswered \w+)"
)
EXIT = tuple(
    re.compile(p)
    for p in (
        r"\b(?:is|'s|would be) (?:also |still |just )?an answer\b",
        r"\b(?:accept|respect|understand|forgive|take|bear) (?:it|that|this)?,? ?(?:if|should) "
        r"(?:you|it|that|this|your|the|there)\b",
        r"\b(?:negative|no|unfavou?rable) (?:answer|reply|response|decision)\b(?! (?:from you|yet|"
        r"came|was|has|so far|to my|since))|\b(?:silence|refusal|no) (?:too |as well |also )?i "
        r"(?:would|will|shall|'d|'ll)(?: \w+)? (?:understand|respect|accept|not mind)\b",
        r"\bleave (?:it|that|this|the (?:decision|choice|answer))(?: \w+)? (?:to|with|up to) "
        r"you\b|\b(?:need not|needn't|don't|do not|no need to) (?:hurry|rush)\b|\bfree to "
        r"(?:refuse|decline)\b|\bbeg your pardon for asking\b",
        r"\bowe (?:me |us )?(?:nothing|no)\b|\bno (?:duty|strings|catch|claim)\b",
        r"\bno (?:worries|pressure|hard feelings?|obligations?|stress|rush|hurry|offen[cs]e|"
        r"bother|harm(?: done)?|biggie|bad feelings|sweat|drama|strings|problemo|probs?|fuss|"
        r"drama|feelings hurt|compulsion|expectations?|pb|guilt|ill feelings?|grudge|grudges|bad "
        r"blood)\b(?! to find out)",
        r"\b(?:no|not a|not any|never a|without|any) (?:problem|trouble|issue)s?\b(?! (?:for me "
        r"to|to (?:come|travel|meet|call|visit|move|drive|adapt|find)|with|in|that|of|solving|"
        r"statement|is|was|we|you|at work|child|coming|travel|meeting))(?! (?:for me )?(?:coming|"
        r"travelling|to))",
        r"\bno (?:need|reason|cause|duty|necessity)(?: at all| whatsoever)?(?: for you)? to "
        r"(?:\w+ )?(?:repl\w+|answer\w*|respond\w*|feel|explain|say|write|apologi\w+|accept|"
        r"justify|react|worry|decide|get back|agree)\b|\bno (?:need|necessity) (?:for|of) (?:a |"
        r"an |any )?(?:repl\w+|answer|response|explanation|reason|apology)\b|\bno (?:repl\w+|"
        r"answer|response|explanation|reasons?|apolog\w+|reaction) (?:is |are |at all |whatsoever "
        r")*(?:needed|necessary|expected|required|called for|owed|due)\b",
        r"\b(?:feel|you(?:'re| are)|be|completely|entirely|perfectly|totally|absolutely|quite|"
        r"please) (?:\w+ )?(?:free|welcome|at liberty) (?:\w+ )?(?:to )?(?:\w+ )?(?:ignore|"
        r"decline|say no|say (?:a )?no|pass|skip|disregard|delete|refuse|leave|turn|let|not|drop|"
        r"forget|pretend|overlook|postpone|tell me no|opt out|cancel|answer (?:later|with a no|"
        r"no)|reply (?:later|with a no|no)|move on|push|come back later|wait|stay silent|throw|"
        r"shoot|bin|archive)\b",
        r"\b(?:do not|don't|dont|no need to|need not|needn't|never|not|shouldn't|should not|nor "
        r"should you|must not|without|please don't|not want you to|not wish you to|nobody should|"
        r"hope you don't|hope you do not|want you not to) (?:\w+ ){0,2}?(?:feel(?:ing)?|be|have|"
        r"think|trouble yourself|consider yourself|worry) ?(?:\w+ ){0,3}?(?:oblig\w+|obligat\w+|"
        r"pressure\w*|bound|compelled|under any|any pressure|bad|guilty|forced|you (?:have|need|"
        r"must|should|ought|owe)|rushed|duty|pushed|committed|indebted|required|to answer|to "
        r"reply|a must|burdened|trouble|about (?:it|answering|replying|saying)|if)\b",
        r"\b(?:do not|don't|dont|please don't|need not|needn't) (?:\w+ )?(?:trouble yourself|"
        r"bother (?:to |with |if|replying|answering)|worry (?:if|about (?:it|answering|replying|"
        r"saying|this|a reply)|at all|should)|sweat|stress|hesitate to (?:decline|say no|refuse|"
        r"ignore|turn|pass|tell me no)|answer (?:if|unless)|reply (?:if|unless)|owe|have to "
        r"(?:reply|answer|say|respond|explain|accept|do (?:this|it)|agree)|need to (?:reply|"
        r"answer|say|respond|explain|accept|agree)|think twice|answer if|give it)\b|\byou (?:need "
        r"not|needn't|don't need to|do not need to|don't have to|do not have to) (?:\w+ "
        r")?(?:repl\w+|answer|respond|explain|accept|agree|say|react|do|meet|decide|justify)\b",
        r"\b(?:a|an|your|any|the|even a|plain|simple|quick|short|one-word|honest|polite|friendly|"
        rf"clear|straight)?\s?(?:\w+ )?\"? ?{REFUSAL} ?\"?,?(?: \w+){{0,4}}? (?:is|are|would|will|"
        r"'s|'d|does|changes?|costs?|can|counts?|works|needs|shall|also|won't|would not|from you "
        r"is|or silence|hurts?|do) ?(?:be |also |just as |equally |a |an |as |perfectly |of "
        r"course |entirely |completely |absolutely |totally |quite |always |not |me |never |too |"
        r"no )*"
        r"(?:fine|ok|okay|alright|all right|good|good as|welcome|acceptable|easy|understandable|"
        r"perfectly|valued|respected|cool|taken|accepted|right|answer|hurt|offend|no problem|"
        r"nothing|explanation|enough|reason|received|count|works|useful|upset|be|hard|surprise|"
        r"harm|reasons?|hold|change|understood|response|reply)\b",
        r"\b(?:you|u)(?:'re| are)? (?:can|may|could|might|should|free to|welcome to)(?: "
        r"\w+){0,4}? (?:turn (?:me|this|it) down|say no|decline|refuse|ignore|pass|skip|leave "
        r"(?:it|this|me)|delete|drop|archive|bin|forget|overlook|put (?:it|this) (?:aside|away)|"
        r"throw|opt out|stay silent|keep silent|cancel|postpone)\b|\b(?:fine|ok|okay|all right|"
        r"alright|acceptable|good|understandable) (?:with me |for me |by me )?(?:also |too )?not "
        r"to (?:answer|reply|respond|react|do|meet|say|talk)\b",
        r"\b(?:not|n't|never|neither) (?:\w+ )?(?:be |feel )?(?:surprised|hurt|offended|sad|upset|"
        r"disappointed|insulted|angry|cross|bothered) (?:by|at|if|when|about|in the)\b|\bthumbs[- "
        r"]down\b|\bcold shoulder\b",
        r"(?<!take )(?<!accept )(?<!hear )\b(?:a|your|any|one|every|the|that|even a)(?: "
        r"[\w-]+){0,2}? no\b(?=\s*[.,;:!?)\"]|\s*$|\s+(?:is|will|would|from|does|do|has|with|"
        r"without|doesn't|won't|changes?|costs?|and|or|counts?|works?|at|too|also|as|suffices?|"
        r"hurts?|can|helps?|takes|spoils|ends|leaves|makes|in)\b)",
        r"\b(?:or|including|even|and|also) (?:never|none|nothing|no answer|no reply|silence|not "
        r"at all|none at all)\b(?! (?:but|else|short|more|less))|\bif i (?:hear|get|receive|read) "
        r"(?:nothing|no (?:answer|reply|word))\b|\b(?:i|we) (?:will|'ll|shall|would) (?:\w+ "
        r")?(?:take|read|treat|understand|count|see) (?:your |the |any )?(?:silence|no (?:answer|"
        r"reply))\b",
        r"(?<!in )(?<!the )(?<!a )(?<!of )(?<!not )(?<!n't )(?<!cannot )\bdeclin(?:e|ed|ing)\b(?! "
        r"(?:in|of|and fall|market|sales|numbers|birth|population|enrol|member|readership|revenue|"
        r"demand|bee|church|town|trend))",
        r"\btake (?:all )?(?:your|the) time\b|\b(?:if|should|when) (?:you|it|that|this|they|there|"
        r"u) (?:do |does |should |would |can |could )?(?:not|n't|cannot|can't|don't|won't|"
        r"doesn't)\s*[,:;-]+\s*\w+|\b(?:not|n't|never) (?:\w+ )?(?:chase|pester|nag|hound|badger|"
        r"press|insist|persist)\b",
        r"\b(?:if|should|when|in case|where)\b[^.!?]{0,50}?\b(?:too (?:busy|much|many|full|"
        r"stretched|little time|tired)|busy|no (?:time|room|space|capacity|energy|wish|interest)|"
        r"rather not|prefer(?:red)? not|(?:week|weeks|month|time|moment|season|timing|day|days|"
        r"period|quarter|term|year|calendar|schedule|diary|plate|inbox|spring|summer|autumn|"
        r"winter|things|life|work)(?: \w+){0,2}? (?:is|are|was|looks?|gets?|seems?|feels?|turns? "
        r"out)(?: \w+){0,2}? (?:bad|wrong|hectic|crazy|tight|mad|difficult|heavy|hard|wild|"
        r"stressful|intense|rough|awkward|taken|chaotic)|not (?:be |prove |seem |prove to be |"
        r"appear |at all )?(?:possible|convenient|suitable|feasible|suit|fit|work|permit|allow|"
        r"acceptable|doable|agreeable|wanted|welcome|practical|manageable|opportune)|not "
        r"(?:interested|keen|for you|the right|your thing|up for|in the mood|comfortable)|bad "
        r"(?:time|moment|week|month|season|timing)|wrong (?:time|moment|person|week)|inconvenient|"
        r"not convenient|impossible|not possible|overloaded|overwhelmed|swamped|snowed|full|"
        r"packed|do(?:es)? not (?:want|wish|feel|appeal|allow|permit)|don't (?:want|wish|feel|"
        r"fancy)|doesn't (?:appeal|allow|feel|permit)|uncomfortable|"
        r"feels? (?:\w+ )?(?:wrong|awkward|odd|strange|uncomfortable|pushy|much|forced)|(?:a|any) "
        r"(?:\w+ )?(?:burden|hassle|bother|nuisance|trouble|imposition|drag|pain|stretch|chore|"
        r"no-go)|unwelcome|annoys?|other (?:things|plans|worries|priorities)|otherwise engaged|"
        r"out of the question|had enough|lack(?:s)? (?:the )?time)\b[^.!?]{0,40}?(?:[,:;]| "
        r"-)\s*(?!how about|what about|would|could|can\b|when|which|propose|suggest|name|pick|"
        r"call|ring|i can|i could|i am (?:also|free)|maybe (?:thursday|tuesday|monday|friday|"
        r"wednesday)|tell me (?:when|which|what|another|a )|then (?:thursday|tuesday|monday|"
        r"friday|wednesday)|please (?:propose|suggest|name|pick|choose|tell me (?:when|which|what|"
        r"another|a )|let me know (?:when|which|what|another)|call|ring|send|reply|find|make|"
        r"answer|forward)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\w+",
        r"\bnever mind\b(?! the)|\bif it (?:cannot|can't|can not|is not to|isn't to) be\b|\bif "
        r"you feel like (?:it|answering|replying|talking)\b|\bonly (?:answer|reply|respond|write|"
        r"do so|react|agree|accept|say yes|come|meet|if|when)(?: back| to this| to me)? (?:if|"
        r"when|should)\b|\b(?:answer|reply|respond|write back|agree|do so|do it)(?: \w+){0,2}? "
        r"only (?:if|when|should)\b|\bbetter things to do\b|\bnot a good (?:time|moment|week|"
        r"month|idea)\?|\bas (?:little|few|much) as you like\b",
        r"(?<!to )(?<!better )(?<!me )(?<!you )\bunderstand(?:,? (?:completely|fully|totally|"
        r"perfectly|entirely|of course|very well|too))?,? (?:if|should) (?:you|it|that|this|not|"
        r"the|now|there|your|u)\b",
        r"(?:^|[.!?,;] )(?:an? )?no is (?:\w+ ){0,3}(?:answer|reply|response|sentence|word)\b|"
        r"\b(?:happy|glad|ready|prepared|fine|content) (?:to (?:hear|get|receive|read|take)|with|"
        r"about) (?:a |your |any )?(?:\w+ )?no\b(?! (?:more|news))",
        r"\b(?:say|tell me) so\b|\botherwise,? (?:i (?:wish|remain|thank|hope you|enjoy|keep|say|"
        r"will (?:not|leave|stop|keep|drop|let|simply|just|gladly|happily|wait|be|ask)|am|'ll)|we "
        r"(?:leave|skip|drop|let|forget)|no|have a|enjoy|thank|all the best|best|ignore|please "
        r"(?:ignore|forget|leave|let)|another|later|forget)|\b(?:i|we) (?:will|'ll|shall|would) "
        r"(?:\w+ )?(?:keep|go on|continue|carry on) (?:reading|following|learning|listening|"
        r"watching|enjoying)\b",
        r"\b(?:take|accept|respect|understand|be happy with|happy with|ok with|okay with|fine "
        r"with|live with|cope with|content with|at peace with|appreciate|welcome|receive|handle|"
        r"glad of|thankful for|take it as|grateful for) (?:\w+ ){0,2}?(?:a |an |your |any |even a "
        r"|the )?(?:\w+ )?\"?(?:no|refusal|decline|decision|\"no\"|no for an answer|silence|"
        r"non-answer|choice|as a no)\b\"?(?! (?:to|about|that|of))",
        r"(?<!don't )(?<!can't )(?<!cannot )(?<!hard to )(?<!not )(?<!won't )(?<!dare "
        r")\bsay(?:ing)? (?:a )?\"?no\b(?! (?:more|to (?!me\b|this\b|that\b|my\b|it\b|us\b)|one))|"
        r"\bjust tell me no\b|\btell me no\b|\bif it's a no\b|\bif it is a no\b|\bif no,|\bnot? "
        r"or later\b|\ba yes or (?:a )?no\b|\beven (?:a|if) (?:\w+ )?no\b",
        r"\bi(?:'ll| will| shall|'d| would| can| could)(?: \w+)?(?: \w+)? understand(?=\s*(?:if|"
        r"when|should|completely|fully|entirely|perfectly|totally|very well|of course|,|\.|;|!|\)|"
        r"$|and|either|too|a no|your (?:no|refusal|silence|decision)|without|it|that (?:you|it|"
        r"this)|well|any|either way|whatever|anyway|also|both|\n|-|in any))",
        r"\bi(?: \w+)? (?:completely|fully|totally|entirely|perfectly|quite|absolutely|of course|"
        r"certainly|wholly|very well|sure|will|do|well|also|surely|truly) (?:\w+ "
        r")?understand\b(?=\s*(?:if|when|should|,|\.|;|!|$|\)|and|a no|your|either|too|any|-|\n|"
        r"whatever))|\bi understand(?:,? (?:of course|completely|fully|perfectly|entirely|totally|"
        r"well))?(?=\s*(?:if\b|should\b|,? if\b|,? should\b|a no|\.|;|!|$|\n|,? (?:either|too|and "
        r"(?:thank|will|i will|there)|of course\.)))|\b(?:you have my|with (?:my )?(?:full|"
        r"complete|every|perfect)) understanding\b|\b(?:full|complete|total|every|perfect) "
        r"understanding\b|\b(?:understandable|understood) (?:if|too|as well|,|\.)|\b(?:totally|"
        r"perfectly|completely|entirely|quite|fully) understandable\b",
        r"\bi (?:will|would|shall|do|'ll|'d|certainly|really|truly|honestly|wouldn't|won't|don't|"
        r"shan't)? ?(?:\w+ )?(?:not|n't|never)? ?(?:\w+ )?(?:mind|be offended|be hurt|be upset|be "
        r"sad|be disappointed|take (?:any )?offen[cs]e|take it (?:personally|badly|amiss|ill)|"
        r"hold it|think (?:any )?(?:less|worse)|be angry|be insulted|be cross|be surprised)\b(?: "
        r"(?:at all|a bit|in the least|one bit|the least))?,? (?:if|when|should|against|of you|in "
        r"the slightest|either way|a no|whatever|\.|$)|\b(?:not|n't|never|no) (?:\w+ )?(?:be "
        r"offended|be hurt|be upset|take (?:any )?offen[cs]e|take it (?:personally|badly|amiss|"
        r"ill)|hold it against|think less of|hold a grudge|mind at all|mind in the least|mind a "
        r"no|take it wrong)\b",
        r"\bonly (?:if|when|where) (?:it|this|that|you|there|your|convenient|possible|the|and|at "
        r"all|time|u|ur)\b|\bif,? and only if\b|\bor not at all\b|\bor (?:never|"
        r"not)\b(?=[\s.,;!)]*(?:$|[.,;!)\n]| at all| as you| if you))|\bor (?:simply |just |"
        r"please |else )?(?:leave it|let it (?:be|go|rest)|ignore (?:it|this|me)|skip it|drop it|"
        r"forget (?:it|this)|decline|say nothing|nothing at all|pass)\b|\bentirely (?:up to you|"
        r"your (?:call|choice|decision))\b|\b(?:it is|it's|is|all|completely|totally|wholly|"
        r"choice is|decision is|that is) (?:all |entirely |completely |totally |fully |wholly "
        r")?(?:up to you|your call|your choice|yours alone|at your discretion)\b|\b(?:purely|"
        r"completely|entirely|totally|fully) (?:optional|voluntary)\b",
        r"\beither way,? (?:\w+ )?(?:thank|i|all|is|no|it|fine|good|enjoy|keep|best|your|works|"
        r"the)|\b(?:thanks|thank you|thankful|grateful|fine|ok|okay|good|cool|happy|understand|"
        r"respect|glad)(?: \w+){0,5}? (?:either way|regardless|anyway|all the same|in any case|"
        r"whatever (?:you|your|the)|whichever|no matter (?:what|how)|just the same|nonetheless)\b|"
        r"\bwhatever (?:you (?:decide|choose|answer|say|prefer)|your (?:answer|decision|reply)|"
        r"the answer|happens)\b|\bwhichever way you\b|\bin any case,? (?:thank|i|all)|"
        r"\bregardless of your (?:answer|decision|reply)\b|\bno matter (?:what|how) you (?:answer|"
        r"decide|choose|reply)\b",
        r"\b(?:i(?:'ll| will| shall|'d| would| am going to| promise to| can)? (?:\w+ )?(?:leave|"
        r"let|drop|stop|close|end) (?:it|this|things|you|the matter|my \w+)(?: \w+){0,2}? "
        r"(?:there|here|at that|go|rest|be|alone|in peace|pass|with this|lie)|i(?:'ll| will| "
        r"shall) (?:\w+ )?(?:stop|be quiet|go quiet|stay quiet|keep quiet|rest my case|move on|go "
        r"away|disappear)(?=\s*(?:here|[.,;!]|$|after|then|and))|i(?:'ll| will| shall|'d| would)? "
        r"(?:\w+ )?(?:not|n't|never) (?:\w+ )?(?:write|bother|ask|disturb|trouble|contact|message|"
        r"chase|pester|nudge|follow up|remind|insist|knock|press|come back|send|hound|hassle|"
        r"push)|i (?:won't|shan't|will no longer|wouldn't) (?:\w+ )?(?:write|bother|ask|disturb|"
        r"trouble|contact|message|chase|pester|nudge|follow up|remind|insist|knock|press|come "
        r"back|mind))\b",
        r"\b(?:please |simply |just |then |or |pray |and |you can |you may |could |can |may |"
        r"kindly |happily |,|\.|;|also |gladly |safely |to )\s*(?:\w+ )?(?:let (?:it|this|this "
        r"one|me) (?:just |simply |quietly )?(?:go|pass|rest|be|drop|slide|lie|sink)|leave (?:it|"
        r"this|me|my \w+)(?: \w+)?(?: (?:at that|unanswered|there|aside|be|here|for later|out|"
        r"alone|in the drawer|open|lie))?(?=\W)|ignore (?:this|it|me|my|the)|disregard (?:this|it|"
        r"my|the)|forget (?:it|this|about|my|i)|think no more|delete (?:this|it|my)|skip (?:it|"
        r"this)|drop it|bin (?:it|this)|throw (?:it|this)|overlook (?:this|it))\b",
        r"^(?:\s*)(?:ignore|skip|bin|delete|forget|disregard|drop|let) (?:this|it|me)\b|"
        r"\b(?:under|with|without|is|comes with|there is|there's|of) (?:absolutely )?(?:no|any|"
        r"zero) (?:obligation|pressure|compulsion|duty|expectation|strings)|\b(?:without|zero|nil|"
        r"no kind of|free of|never any|minus the|not any|nor any|nor is there any) (?:\w+ "
        r")?(?:pressure|obligation|stress|worries|hard feelings|offen[cs]e|guilt|drama|"
        r"expectations?|problem|bother|issue|issues|probs?)\b",
        r"\b(?:not|n't|never|by no means|hardly|don't|neither) (?:\w+ )?(?:expect(?:ed|ing)?|"
        r"owed?|require[d]?|need(?:ed)?) (?:you to (?:answer|reply|say|respond|agree|accept)|me "
        r"(?:a|an|any)\b|(?:a|an|any) (?:\w+ )?(?:answer|reply|response|yes|explanation))\b|"
        r"\b(?:a |an |any )?(?:reply|answer|response) is (?:\w+ ){0,2}?(?:by no means|not|never|"
        r"entirely optional|optional|voluntary)\b|\byou (?:do not|don't) owe\b|\bnot oblig\w+|"
        r"\bunder no (?:obligation|pressure|duty|compulsion)\b|\bby no means (?:oblig|bound|need|"
        r"feel)\w*",
        r"\b(?:a |an |any |some |at a |to a |in a )?(?:later|another|a different|different|any "
        r"other|some other|other|any later|a quieter|quieter|a calmer|calmer|better) (?:\w+ "
        r")?(?:time|moment|date|day|days|dates|times|week|weeks|month|months|season|point|"
        r"occasion|slot|slots|year|quarter|term|options?) (?:\w+ ){0,3}?(?:is|are|works?|would|"
        r"suits?|will|can|also|too|fine|ok|okay|good|just as|as well|equally|instead|welcome|"
        r"possible|do|does|perfectly|if you prefer|be)\b",
        r"\b(?:it|this|that|everything|all of this|we|the talk|the call|i|there|which) (?:can|"
        r"could|may|will|would|does|am|is|are|'s) (?:\w+ )?(?:\w+ )?(?:wait|keep(?: until| till|,|"
        r"\.)|postpone\w*|be moved|be postponed|happy to wait|glad to wait|no (?:rush|hurry))\b|"
        r"\b(?:happy|glad|fine|ok|okay|content|ready|willing|prepared|pleased|easy|can|gladly|"
        r"will|would|patiently|love) (?:to )?(?:\w+ )?(?:wait|postpone|come back (?:later|another|"
        r"in|to you)|ask (?:again )?(?:later|another time|in)|try (?:again )?(?:later|another)|"
        r"push (?:it|this)|move it|reschedule|write again (?:later|in))\b|\b(?:later|next "
        r"(?:month|quarter|year|term|season|spring|summer|autumn|winter)|after (?:the|your|"
        r"that)(?: \w+){1,3}|in (?:the )?(?:spring|summer|autumn|winter|new year|a month|a few "
        r"(?:weeks|months)|some weeks))(?:,| (?:\w+ ){0,3}?)(?:is|works|would be|suits|will be|"
        r"would suit|does|are|'s|would do|do) ?(?:\w+ )?(?:also |just as |equally |as |perfectly |"
        r"totally |completely |fine|ok|okay|good|great|well|me|too|nicely|alright|best|lovely|"
        r"suit)",
        r"\b(?:fine|ok|okay|k|good|cool|alright|all right|great|understandable|welcome|right|"
        r"problem|worries|stress|pressure|sweat|feelings|biggie|probs?|chill|easy|np|drama|harm|"
        r"worry|happy|content|offen[cs]e|bother|grateful|glad)(?: (?:with me|by me|too|also|as "
        rf"well|at all|of course|here|for me|whatsoever|either)){{0,2}},? ?(?:-|\.\.\.)? ?(?:even "
        rf")?{IF}\b[^.!?;]{{0,60}}?\b{CANNOT}",
        rf"\b{IF}\b[^.!?;]{{0,70}}?\b{CANNOT}[^.!?;]{{0,60}}?[,:;\-. ]\s*(?:then |please |that |"
        r"this |it |i |and |of course,? |well,? |simply |just |there (?:is|are) |also |is |'s |"
        r"all |we |perfectly |totally |completely |absolutely |also |still |my |a |the |you can |"
        rf"you may |do |that's |don't |no |feel )*\b{FINE}\b",
        r"\b(?:if|should)(?: (?:not|no|nah|nope|neither|none|otherwise|this|that|so|either))+(?: "
        r"(?:suits?|works?|fits?|of (?:them|these|those)(?: \w+)?|now|possible|then|at all|(?:is "
        r")?convenient|at this time|feasible|doable|appropriate|for you|your thing|today|this "
        r"(?:week|month|time|year)|right now|day|time|date|slot|interested|suitable|keen|up for "
        r"it))*\s?[,:;\-]+\s*\w+",
        r"\b(?:else|otherwise|or),? (?:all good|no worries|fine|no problem|ignore|leave it|skip|"
        r"never mind|forget|pass|another time|some other|next (?:month|year|time|week)|later)\b|"
        r"\bnp\b(?=[\s,.!]*(?:if|at all|$|[.!]))|\bnbd\b|\bnvm\b|\bno biggie\b|\bif "
        r"not(?:\s*[.!)]|\s*$)|\b(?:all good|fine|cool|ok|okay|worries) if not\b|\bif not,? "
        r"(?:fine|ok|okay|all good|cool|good|then|also|i|so|that|no|just|it|thanks|thank|we|"
        r"another|please|my|let|leave|good|maybe|perhaps)\b|\bif u(?: \w+)? (?:can't|cant|dont|"
        r"don't|rather not|too busy|r busy)\b|\bmaybe another time\b|\bperhaps another time\b|"
        r"\btake it or leave it\b|\blet it pass\b|\bmy (?:thanks|gratitude|respect|good wishes|"
        r"best wishes) (?:stays?|remains?|holds?) the same\b|\bchanges nothing\b|\bwithout (?:any "
        r")?(?:explanation|reason|hesitation|hard feelings|answering|further word|a word|a second "
        r"thought|ceremony|apology)\b",
        r"\b(?:easy|safe|simple|ok|okay|fine|alright|all right|perfectly|good|free|welcome|happy|"
        r"glad) (?:\w+ )?(?:for you |for me |with you |with me )?(?:to |if you )(?:\w+ "
        r")?(?:decline|refuse|pass|say no|ignore|skip|turn (?:me|this|it) down|not (?:answer|"
        r"reply|respond)|leave (?:it|this)|opt out|postpone|wait)\b|\b(?:decline|refuse|pass|turn "
        r"(?:me|this|it) down|opt out|say nothing|not (?:answer|reply|respond)) (?:freely|without|"
        r"at any time|if|with (?:a clear|one|no)|is (?:fine|ok|easy|welcome|no)|whenever|should|"
        r"anytime|lightly|as you|in peace|or)\b|\b(?:declining|refusing|passing|ignoring (?:this|"
        r"it|me)|not (?:answering|replying|responding)|skipping|saying nothing|staying silent|"
        r"leaving (?:it|this)(?: \w+)?|turning (?:this|it|me) down) (?:\w+ )?(?:is|would|will|are|"
        r"costs|needs|does)\b",
    )
)
STEMS = re.compile(
    r"\bturn|\bsay|\bno\b|\bnot\b|n't|\bdont\b|never|none|nothing|\bnope|\bnah\b|\bnp\b|nbd|"
    r"nvm|if\b|should|unless|either way|whatever|whichever|regardless|anyway|any case|no "
    r"matter|silen|understand|declin|refus|ignor|disregard|pass|skip|oblig|compel|pressur|"
    r"wait|later|leave|leaving|let\b|forget|drop|only|free\b|welcome|"
    r"another|other|different|mind|bound|zero|without|cannot|worr|optional|volunt|your call|"
    r"your choice|up to you|discretion|easy|respect|stress|otherwise|\belse\b|cancel|postpon|"
    r"thumbs|archiv|delet|\bbin\b|take (?:all )?(?:your|the) time|quiet|disappear|next "
    r"(?:month|year|quarter|week)|works|suits|fine\b|\bok\b|okay|all right|alright|best "
    r"wishes|thanks|owe|little as|say so|opt out|stop\b|better things|overlook|in case|when\b"
)
DENIED = re.compile(
    r"\b(?:can't|cannot|don't|do not|won't|please don't|never|hard to|impossible to|dare "
    r"not)\s*$"
)


# "If your boss objects, just tell me": a condition under which there will be no talk.
CONDITION = re.compile(
    r"(?:^|[.!?;:,]\s{0,3}|\s-{1,2} |\b(?:and|but|or|so|fine|ok|okay|right|good|well) "
    r")(?:even |and |but |so )?"
    r"(?:(?:if|in case|where) |should (?=(?:you|it|that|this|your|the|there|time|life|work|"
    r"things|they|all|both|neither|none)\b))"
    r"([^,;:.!?\n]{4,90}?)(?=,|;|:| - |[.!\n]|$)"
)
HOPEFUL = re.compile(
    r"\b(?:want|wish|agree|need|like|likes|questions?|easier|better|best|prefer|interested|"
    r"interests?|interesting|availab\w*|willing|open|"
    r"time|minutes?|moment|possible|useful|helps?|helpful|suits?|works?|fits?|convenient|yes|"
    r"happen|happy|ready|curious|sounds?|seems?|looks|"
    r"are (?:in|at|around|near|here|there|free|up|ok|okay|on)|is (?:ok|okay|fine|alright|all "
    r"right|good|enough|free)|come to|coming|visit|pass by|attend|know|think of|"
    r"see|find|let me|tell|could|can|would|will|give|allows?|permits?|anything|something|"
    r"anyone|someone|remember|recall|reply|answer|"
    r"help|support|recommend|refer|confirm|say|mind me|don't mind|do not mind|accept|more "
    r"convenient|required|necessary|correct|right|mistaken|"
    r"phone|email|mail|video|online|person|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|earlier|later|sooner|hir\w*|vacanc\w*|job|position|place|post|role|opens?|chance|"
    r"luck|only|ever)\b"
)
GLOOMY = re.compile(
    r"\b(?:not|no|never|none|nothing|neither|too|rather|\w*n't|cannot|cant|dont|busy|full|bad|"
    r"wrong|else|less|against|enough of|object\w*|refus\w*|declin\w*|"
    r"inconvenient|impossible|awkward|uncomfortable|difficult|hectic|mess|hassle|burden|"
    r"trouble|bother|nuisance|crazy|swamped)\b"
)
MINE = re.compile(r"(?:i|i'm|i'd|i've|we|my)\b")
ASKED_FOR = re.compile(
    r"\b(?:how about|what about|would you|could you|can you|please (?:propose|suggest|name|"
    r"pick|choose|find|call|send|reply|answer|tell me when|propose|suggest|let me know when)|"
    r"i (?:will|'ll|shall|must|have to) (?:call|write to your|ask your|tell your|report|"
    r"complain|come))\b"
)


def _no_talk(prose: Prose) -> Span | None:
    """A condition that speaks of a hindrance, and nothing asked for in the main clause."""
    for match in CONDITION.finditer(prose.low):
        condition = match[1]
        sentence = prose.sentence_at(match.start(1))
        if MINE.match(condition) or prose.low[sentence.end - 1] == "?" or len(condition.split()) < 2:
            continue
        if ASKED_FOR.search(prose.low, sentence.start, sentence.end):
            continue
        if GLOOMY.search(condition) or (
            prose.low[match.end() : match.end() + 1] == "," and not HOPEFUL.search(condition)
        ):
            return Span(match.start(1), match.end(1))
    return None


# "If you cannot, please propose another day" leaves no way out.
OTHER_DAY = re.compile(
    r"\b(?:propose|suggest|name|pick|choose|find|offer|give)(?: me)? (?:another|a different|any other|some other)\b"
)


def way_out(prose: Prose) -> Span | None:
    """The first words that tell the reader that a no, silence or later is fine; or None."""
    low = prose.low
    stretches = prose.where(STEMS)
    for pattern in EXIT:
        for match in (hit for start, end in stretches for hit in pattern.finditer(low, start, end)):
            if not OTHER_DAY.search(match[0]) and not DENIED.search(
                low[max(0, match.start() - 24) : match.start()]
            ):
                return Span(match.start(), match.end())
    return _no_talk(prose)
