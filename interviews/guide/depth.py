"""How deep a question goes: asked of anyone, or tied to a fact or to two named things (pure)."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_JOB = (
    r"(?:job|jobs|role|position|work|profession|occupation|career|trade|line of work|day job|current (?:job|role|position)|post|"
    r"everyday work|daily work|working life|day-to-day(?: work)?|work life)"
)
_FIRM = (
    r"(?:company|firm|organi[sz]ation|employer|business|team|department|office|place|agency|bank|startup|start-up|group|institution|workplace|"
    r"corporation|enterprise|house|school|hospital|clinic|studio|charity|outfit|unit|division|institute|museum|foundation|shop)"
)
_FIELD = (
    r"(?:field|industry|sector|market|profession|business|trade|area|branch|discipline|line of work|space|domain|"
    r"(?:\w+ )?(?:industry|sector|field|business|profession))"
)
_CULTURE = (
    r"(?:(?:company |team |work(?:ing|place)? |office |corporate |organi[sz]ational )?(?:culture|atmosphere|climate|environment|vibe|mood|spirit|feel)|"
    r"work[- /]?life balance|working conditions|(?:working )?hours|working environment|workload|stress level|pace of work|dress code|morale|team spirit|life|people|colleagues)"
)
_ADJ = (
    r"(?:good|nice|great|fun|bad|hard|tough|easy|difficult|stressful|boring|interesting|exciting|rewarding|demanding|challenging|enjoyable|fulfilling|satisfying|worth it|"
    r"worthwhile|tiring|exhausting|pleasant|friendly|cool|competitive|secure|stable|well[- ]paid|creative|varied|monotonous|dynamic|positive|healthy|relaxed|"
    r"toxic|happy|busy|decent|ok|okay|intense|lonely|repetitive|innovative|fair|supportive|prestigious|attractive|big|large|international|modern|hectic)"
)
_WHOSE = r"(?:your|the|this|that|a|an|his|her|their|our|its)"
_TAIL = (
    r"(?:,?\s(?:there|here|like|so far|overall|in general|generally|exactly|these days|nowadays|now|today|at the moment|currently|right now|for you|for me|to you|"
    r"for a living|all day|every day|in (?:one|a) (?:sentence|nutshell|few words|word)|day to day|on a daily basis|really|actually|please|then|most|the most|best|least|a bit|in a nutshell|in brief|"
    rf"(?:at|in|with|for|of|about|on|within|inside|as|being|working|from) (?:\w+[-' ]?){{0,6}}|to (?:work|be|live)(?: (?:at|in|for|there|here|with|as)(?: \w+){{0,4}})?|and (?:why|dislike\w*|hate\w*|least|what (?:do you )?(?:dislike|hate|not)\w*|how (?:big|large|old|many)\w*(?: \w+){{0,4}}|the (?:bad|cons|worst|downsides?|negatives?)(?: \w+){{0,3}}|(?:do you )?like it|by whom|where(?: \w+){{0,4}}|(?:cons|dislikes|hates|bad|worst|disadvantages|weaknesses|drawbacks|negative\w*|minuses)(?: \w+){{0,6}}))|[,]?\s?)*\W*$"
)

_GENERIC = _any(
    # what the website says
    rf"\bwhat (?:exactly |precisely |actually )?(?:does|do) (?:your|the|this|that|a|an) (?:\w+ ){{0,2}}{_FIRM} (?:actually |exactly |really |mainly |even )?(?:do|make|sell|offer|produce|specialise in|specialize in|stand for|work on|deal with|focus on)\b{_TAIL}",
    r"\bwhat (?:exactly |precisely )?(?:does|do) (?:an? |the )?(?:[\w-]+ ){1,4}?(?:actually |exactly |really |even )?do(?: all day| exactly| every day| for a living| there| here| at work)?\W*$(?<!you do)(?<!you do\?)",
    rf"\bwhat (?:is|are|'s|would you say (?:is|are)) (?:your|the|its) (?:(?:company|firm|organi[sz]ation|team|employer|main|core|official|key)(?:'s)? )*(?:mission(?: statement)?|vision|values|core business|products?|services?|product range|portfolio|benefits|perks|headquarters|main office|business model|locations?|structure|history|turnover|revenue|size|headcount|address|website|slogan|motto|customers?|clients?|competitors|offering|purpose)\b(?:(?:\s(?:and|or|,) ?(?:the )?(?:mission|vision|values|products|services|benefits|perks|goals|purpose))|{_TAIL})+\W*$",
    rf"\bwhat (?:is|are|'s) (?:the )?(?:mission|vision|values|history|structure|size|products|services|benefits|core values|main (?:products|services)|goals) (?:and \w+ )?(?:of|at|in|behind) (?:your|the|this) (?:\w+ ){{0,2}}{_FIRM}\b{_TAIL}",
    rf"\bhow (?:big|large|small|old) (?:is|are) (?:your|the|this) (?:\w+ ){{0,2}}{_FIRM}\b{_TAIL}",
    rf"\bhow (?:many|much) (?:\w+ )?(?:employees|people|staff|offices|locations|countries|branches|clients|customers|users|members|stores|shops|colleagues|sites|products|subsidiaries|departments|schools|students|revenue|turnover)\b[^.?!;]{{0,25}}\b(?:(?:do|does) (?:you|your (?:\w+ )?{_FIRM}|the (?:\w+ )?{_FIRM}|it)|(?:are|work|is) (?:there|you|in|at|for|on)|work(?:s)?\b)\b(?: (?:have|employ|serve|make|work|operate|run|count|own|in|at|for|there|active|here|your|the|with|worldwide|globally|total|in total|altogether|on|{_FIRM}))*\W*$",
    rf"\b(?:where|in which (?:city|country|cities|countries)|which (?:cities|countries)) (?:is|are|does|do) (?:your|the|you|it|this)\b(?: \w+){{0,4}}? ?(?:headquarters?|hq|offices?|located|based|{_FIRM}|branches|locations|have offices|operate|sites?|headquartered)\b{_TAIL}",
    rf"\bwhen (?:was|were|did) (?:your|the|this) (?:\w+ )?{_FIRM} (?:founded|established|start(?:ed)?|set up|created|formed|begin|built|open(?:ed)?)\b{_TAIL}",
    rf"\b(?:who|in which year) (?:founded|owns|runs|leads|started|heads|created) (?:your|the|this) (?:\w+ )?{_FIRM}\b{_TAIL}|\bwho (?:is|are|'s) (?:your|the) (?:\w+ )?(?:ceo|boss of|founders?|competitors?|clients|customers|owners?|main competitors|target group|target audience|chief executive)\b{_TAIL}",
    rf"\b(?:what|which) (?:kind of |sort of |type of |types of |kinds of |sorts of )?(?:products?|services?|benefits|perks|goods|training programmes|courses|clients|customers|departments|offices|brands|industries|solutions|projects|fringe benefits|values)\b (?:does|do|is|are) (?:your|you|the|it)(?: (?:\w+ )?{_FIRM})? (?:offer|sell|make|provide|have|produce|serve|give|get|work (?:with|on|for|in)|stand for|run|include|target)\b{_TAIL}",
    rf"\bwhat (?:are|is|were|'s) (?:your|the|some of (?:your|the)) (?:\w+ )?(?:main |primary |key |daily |major |day-to-day |typical |core |usual |principal |specific |basic |general |current )*(?:duties|responsibilities|tasks|functions|duties/functions/responsibilities|job duties|responsibility|job description|activities|job title|title|role)\b(?! (?:\w+ )?(?:you (?:give|hand|avoid|drop)|that (?:never|nobody)))(?:(?:[/,]? ?(?:and|or|/) ?(?:duties|responsibilities|tasks|functions|role))|{_TAIL})+\W*$",
    rf"\bwhat (?:does|do|would|did) (?:your|the|this|that|a|an|such a)(?: [\w-]+){{0,4}} (?:involve|entail|consist of|include|comprise|look like|require of you|mean in practice)\b(?=(?:\s(?:in practice|exactly|overall|for you|day to day|on a daily basis|really|actually|in general|here|there|at (?:your|the) \w+|in (?:your|this|the) \w+))*\W*$)(?<!success look like)(?<!process look like)",
    rf"\bwhat do (?:people|they|you all|your colleagues|you guys) (?:actually |mainly )?do (?:in|at|on) (?:your|the|this) (?:\w+ )?{_FIRM}\b{_TAIL}",
    # an overall impression
    rf"\bwhat(?:'s| is| was| are| were)(?: it| that| things| life| the \w+| working| being| your \w+| the \w+ \w+| your \w+ \w+| daily life| everyday life| a career| a job)? (?:really |actually |generally |truly )?like\b(?! the)(?:{_TAIL}| to (?:work|be|do|live|have)\b[^.?!;,]{{0,60}}\W*$)",
    rf"\bwhat(?:'s| is) (?:it like|life like|working|being)\b[^.?!;,]{{0,60}}\W*$|\bwhat (?:is|'s) (?:it|that) (?:really |actually )?like (?:to|working|being|as|at|in|for|on|there|here)\b[^.?!;,]{{0,60}}\W*$",
    r"\bwhat (?:does|did|do) (?:it|that|this) (?:really |actually )?feel like\b[^.?!;,]{0,50}\W*$|\bhow (?:does|do) (?:it|that) feel (?:to|being|working)\b[^.?!;,]{0,50}\W*$",
    rf"\b(?:tell|telling|talk|speak|say|share|hear|know|learn(?! (?:this|that|it|how|to|the)\b)|describe|explain|outline|give me (?:an|a)|understand|introduce|present|paint)\b (?:to )?(?:me |us )?(?:please )?(?:a (?:bit|little|few words|word)(?: bit)? |something |more |anything |everything |all |some things |an? (?:general |quick |short |brief )?(?:idea|overview|sense|picture|impression|summary|description) )*(?:more )?(?:about |of |on |for me )?(?:what )?(?:it is like |it's like )?(?:to me )?{_WHOSE} (?:[\w-]+ ){{0,2}}?(?:{_JOB}|{_FIRM}|{_FIELD}|{_CULTURE}|(?:typical|normal|average|usual|ordinary) (?:\w+ )?(?:day|week)|day|life|day in your life|self|work and \w+|products?|services?|profession|yourself|experience)(?:'s (?:\w+ )?(?:history|products?|services?|culture|mission|values|structure|business|size|customers|background|vision|work|benefits|locations?))?\b{_TAIL}",
    r"\b(?:tell|telling) (?:me|us) (?:a (?:bit|little) (?:bit )?|something |more |all |everything )*about yourself\b|\btell me about you\b\W*$",
    rf"\b(?:tell|telling) (?:me|us) (?:\w+ ){{0,3}}?(?:what (?:you|your (?:\w+ )?{_FIRM}|the (?:\w+ )?{_FIRM}) (?:do|does)|what (?:it|that|the \w+|your \w+|a \w+(?: \w+)?)(?: is|'s) like|how (?:it|things|work|life) (?:is|are|goes|go)|what (?:your|a|the) (?:job|role|work|day|position|\w+ day) (?:is|involves|entails|looks like|is like|consists of))\b[^.?!;,]{{0,40}}\W*$",
    r"\bdescribe (?:an?|your|the|one)(?: [\w-]+){0,2}(?: typical| normal)? (?:day|week|job|role|work|company|culture|position|team|industry|field|atmosphere|routine)\b(?! when| where| that)[^.?!;]{0,40}\W*$",
    rf"\bwhat (?:exactly |precisely |actually )?(?:is it (?:exactly )?(?:that )?you (?:actually |really |exactly )?do|do you (?:actually |exactly |really |even )?do)\b(?! (?:when|if|about|with|to|after|before|while|instead|first|differently|once|as soon|in case|without|against|in order|because|on (?:a|the) (?:day|week) when)){_TAIL}",
    rf"\b(?:what|which|how) (?:does|is|did|would|do|are)? ?(?:an? |your |the |you )?(?:\w+ )?(?:typical|normal|average|usual|ordinary|regular|standard|working|work|common|everyday) (?:\w+ )?(?:day|week|workday|working day|month|shift|routine|work day|day at work)\b(?! (?:split|change|differ|end|start|begin|shape))[^.?!;,]{{0,40}}\W*$",
    r"\b(?:what is|what's|what does|how is|describe|walk me through|talk me through|take me through|lay out|how would you describe|how do you spend|what do you do (?:on|in|during))\b[^.?!;,]{0,12}\b(?:an? |your |the |one )?(?:typical|normal|average|usual|ordinary|regular|standard|everyday)? ?(?:working |work )?(?:day|week|workday)\b(?! (?:when|where|that|one|off|before|after|split))[^.?!;,]{0,30}\W*$|\ba day in (?:your|the) life\b[^.?!;,]{0,40}",
    rf"\bhow(?:'s| is| are| was| has| have| goes)(?: it| things| life| work| business| everything| the| your| this| that)*(?: [\w-]+){{0,2}}? ?(?:{_CULTURE}|{_JOB}|{_FIRM}|{_FIELD}|it|things|business|everything|life|working)(?: been| going| doing| go)?\b(?: (?:at|in|on|with|there|here|like|going|doing|these days|nowadays|right now|at the moment|overall|in general|today|so far|for you|currently|as|within) ?(?:\w+[-' ]?){{0,5}}|)\W*$",
    rf"\bhow (?:do|would) you (?:\w+ )?(?:like|find|enjoy|describe|characteri[sz]e|rate|feel about|sum up|summari[sz]e|see|picture|found|liked)\b (?:it|working|being|things|life|your|the|this|a)(?: [\w-]+){{0,3}}? ?(?:{_JOB}|{_FIRM}|{_FIELD}|{_CULTURE}|it|working|being|things|life|(?:typical|normal|average|usual) (?:day|week))\b{_TAIL}",
    rf"\bwhat(?:'s| is| are| were| would you say (?:is|are)|(?: do| would) you (?:see|consider|regard|say|think|name|call|view)(?: as)?(?: is| are)?)?(?: some of)?(?: the| your)?(?: [\w-]+){{0,2}}? ?(?:pros|cons|pros and cons|pros & cons|(?:dis)?advantages|upsides?|downsides?|drawbacks|benefits and|positives?|negatives?|(?:positive|negative|best|worst|good|bad|nice|nicest|hardest|toughest|easiest|most \w+|least \w+|favou?rite|fun|exciting|interesting|boring|rewarding|satisfying|frustrating|challenging|difficult|enjoyable)(?:(?:,? and|,? or|,|/) (?:the )?(?:most |least )?\w+)? (?:parts?|aspects?|sides?|things?|bits?|features?|points?|elements?|moments?)|likes and dislikes|perks|joys?|rewards|good and (?:the )?bad|highs and lows|ups and downs|strengths and weaknesses|highlights?|plus points|greatest (?:joys?|satisfactions?|rewards?)|biggest (?:joys?|perks?|rewards?|upsides?|downsides?))\b(?:(?: (?:for you|here|there|so far|overall|most|to you|then))*\W*$|[^.?!;,]{{0,12}}\b(?:of|about|in|to|at|with|as|for) (?:your|the|this|that|being|working|a|an|life|it)\b(?! \w+ to )(?:[ '-]\w+){{0,6}}\W*$)",
    rf"\bwhat (?:aspects|parts|things|bits|sides|features|aspect|part|side)? ?(?:of (?:your|the|this|that) (?:\w+ )?(?:{_JOB}|{_FIRM}|{_FIELD}) )?(?:do|did|would|don't) you (?:most |really |particularly |especially |personally |not )*(?:like|enjoy|dislike|love|hate|appreciate|find (?:most |least |the most |particularly |especially )?(?:\w+)|value|loathe|miss about)\b(?: (?:and|or|/) (?:dislike|hate|like|least|not|enjoy))?(?: (?:most|least|best|more|the most|the least|and least))*(?:(?: and (?:what|least)[^.?!;]{{0,30}})|(?: (?:about|in|of|with|at) (?:\w+[-' ]?){{1,8}})|{_TAIL})*\W*$",
    rf"\bwhich (?:aspects?|parts?|things?|sides?) of (?:your|the|this) (?:{_JOB}|{_FIRM}|{_FIELD}) (?:do|would) you (?:\w+ )?(?:like|enjoy|dislike|love|hate|find)\b[^.?!;,]{{0,25}}\W*$",
    rf"\b(?:do|did|don't|would|d') ?(?:you|ya) (?:\w+ )?(?:like|enjoy|love|hate|recommend|dislike|advise|regret)\b (?:it|your|the|this|that|working|being|a|going into|what you do|entering|doing|to work|there|here)(?: [\w-]+){{0,3}}? ?(?:{_JOB}|{_FIRM}|{_FIELD}|{_CULTURE}|it|there|here|\w+ing|what you do|path|company|others|anyone|{_ADJ}|employer)?\b{_TAIL}",
    rf"\bhow (?:do|would) you (?:\w+ )?(?:like|find|enjoy) (?:it|working|being|things|life)\b{_TAIL}",
    rf"\bdo you find (?:it|your|the|this|working|being)(?: [\w-]+){{0,3}}? ?\b{_ADJ}\b{_TAIL}",
    rf"\bwhat (?:would|do|did) you (?:say|think|find)(?: that)? (?:your|the|this|it|working|being)(?: [\w-]+){{0,2}}? ?(?:{_JOB}|{_FIRM}|{_FIELD}|{_CULTURE}|it|there|here)? ?(?:is|are) (?:really )?like\b{_TAIL}",
    rf"\bare you (?:\w+ )?(?:happy|satisfied|content|glad|pleased|fulfilled|comfortable)(?: \w+)? (?:at|in|with|there|here|as|doing|working|about)\b[^.?!;,]{{0,35}}\W*$|\bare you (?:\w+ )?(?:happy|satisfied|content|fulfilled)\W*$",
    rf"\b(?:is|was|are|isn't|would you say|do you think|do you find(?! it \w+ to))(?: that)? (?:it|this|that|your|the|working|being|they|people|consulting|(?:work|teach|nurs|consult|bank|programm|audit|farm|writ|market)ing|finance|law|medicine|sales|marketing|engineering|journalism|design|life)(?: (?!(?:will|can|would|be|been|to|could|should|might)\b)[\w-]+){{0,4}}? ?\b(?:is |are |an? |really |very |so |as |quite |generally |overall |much |pretty |usually )*{_ADJ}(?: (?:{_FIRM}|{_JOB}|{_FIELD}|{_CULTURE}|place|one|thing|environment|employer|choice|option|work|job|boss))?\b(?! (?:to (?:move|get (?:in|into)|switch|learn|find|enter|break|change|keep|hire|explain|measure|sell|test|tell|convince|predict|scale|reach|become)|than|for (?:a |an )?(?:beginner|newcomer|career|someone)|enough)){_TAIL}",
    rf"\b(?:do|does|would) (?:\w+ ){{1,3}}(?:have|offer) (?:an? )?(?:{_ADJ}) (?:{_CULTURE}|{_FIRM})\b{_TAIL}",
    rf"\bwhat(?:'s| is| are|'re| was| do you think (?:is|of|about)| do you make of)?(?: your (?:overall )?(?:impression|opinion|view|take|feeling|thoughts?|experience|general \w+|perspective)(?:s)? (?:of|on|about|regarding))?(?: the| your| this)?(?: overall| general| current| future| main| job| career)* ?(?:(?:state|future|situation|outlook|prospects?|trends?|development|developments|condition|direction|climate)(?: and \w+)? ?(?:of|in|for|like in|within) (?:your|the|this) (?:[\w-]+ )?{_FIELD}|impression|vibe|culture|atmosphere|work[- ]life balance|working atmosphere|company culture|team culture|work environment|job outlook|management style|(?:\w+ )?{_FIELD}(?= like| in general| overall| these days))\b{_TAIL}",
    rf"\bwhat (?:do|does|would) (?:you|people) (?:generally )?(?:think|feel|say) (?:of|about) (?:your|the|this|working (?:at|in|for)) (?:[\w-]+ ){{0,2}}?(?:{_JOB}|{_FIRM}|{_FIELD}|{_CULTURE})\b{_TAIL}",
    rf"\bwhat (?:are|is) (?:the |some of the |your )?(?:\w+ )?(?:biggest |main |major |greatest |current |key |general |most important |top |latest )+(?:challenges?|problems?|issues?|difficult\w+|trends?|opportunities|developments|topics)\b (?:facing |in |of |for |with |at |about |within )?(?:your|the|this|being|working|a|an) (?:[\w-]+ ){{0,3}}?(?:{_JOB}|{_FIRM}|{_FIELD}|today|\w+)\b{_TAIL}",
    rf"\bwhat (?:are|is) (?:the )?(?:challenges?|problems?|issues|trends|difficulties|opportunities) (?:facing |in |of |for |with |at )(?:your|the|this|being|working|a|an) (?:[\w-]+ ){{0,2}}?(?:{_JOB}|{_FIRM}|{_FIELD})\b{_TAIL}",
    rf"\bwhat (?:kind|sort|type|manner) of (?:an? )?(?:company|firm|place|culture|atmosphere|environment|people|job|work|employer|organi[sz]ation|business|working environment|house|industry|team)\b(?: (?:culture|environment))? (?:is|do|does|prevails|are|was|work|have|'s|can (?:i|one) expect)\b(?! you (?:give|hand|avoid|want|look))(?: it| this| that| yours| the \w+)?{_TAIL}",
    r"\bwhat(?:'s| is) (?:your|the) (?:job|work|role|company|business|culture|vibe|atmosphere|mood|deal|story (?:of|with) (?:the|your) (?:company|firm))(?: (?:all )?about| there| here| at| in| over there| like)?\b(?:\s(?:at|in|over|of|with|for|among|the|your|there|here|all|\w+)){0,4}\W*$",
    rf"\b(?:your|the) (?:general |overall )?(?:impression|experience|thoughts|opinion|feelings?) (?:of|at|with|about|on) (?:working |being |the |your |this )*(?:[\w-]+ )?(?:{_JOB}|{_FIRM}|{_FIELD}|{_CULTURE}|there|here)\b(?: (?:so far|overall|been like|like))?\W*$",
    r"\b(?:good|bad|plus|best|nice) (?:and|&|or) (?:the )?(?:bad|good|minus|worst|ugly|not so (?:good|nice))\b[^.?!;,]{0,40}\W*$|\b(?:pros and cons|upsides and downsides|likes and dislikes|highs and lows|ups and downs|advantages and disadvantages)\b[^.?!;]{0,50}\W*$",
    rf"\bwhy (?:is|do you think)? ?(?:your|the|this) (?:\w+ )?{_FIRM} (?:is )?(?:a )?(?:so )?{_ADJ}(?: \w+){{0,3}}\W*$|\bwhy should (?:i|one|someone|anyone|people) (?:work|join|apply|choose|become|be|go into)\b[^.?!;,]{{0,30}}\W*$|\bwhat makes (?:your|the|this) (?:\w+ )?(?:{_FIRM}|{_FIELD}|{_JOB}) (?:so )?(?:{_ADJ}|special|unique|different|great)(?: \w+){{0,5}}\W*$",
    rf"\bwould you (?:\w+ )?(?:recommend|choose|do|pick|go into|advise|become|take|suggest)\b (?:it|this|that|your|the(?= (?:\w+ )?(?:job|company|firm|field|industry|career|profession|work))|working|being|a|an|to|going|anyone|people|others)\b(?: [\w'-]+){{0,7}}? ?(?:{_JOB}|{_FIRM}|{_FIELD}|again|it|here|there|to (?:a friend|others|anyone|people|me|your (?:friends?|children)|someone|somebody)|path|route)\b{_TAIL}",
)
_NARROWED = re.compile(
    r"\b(?:when|whenever|since|after|before|until|despite|although|even though|versus|vs|compared|rather than|instead of|than|without|because|once|"
    r"whose|between|that never|that nobody|you (?:mentioned|wrote|said)|handle|decide|measure|split|from .{1,30} to|advice|skills?|training|"
    r"handover|release|approval|budget process|process|procedure|interview process|review process|onboarding|first (?:hour|ninety|hundred|day|month|week|year)|promot\w+|feedback|mistakes?|"
    r"qualif\w+|certificat\w+|degree|path|entry|get into|got into|newcomers?|beginners?|wish you had|surprised?)\b"
)

_EVENT = (
    r"(?:merger|acquisition|takeover|changes?|switch|move|launch|re-?organi[sz]ation|reorg|restructur\w+|rebrand\w*|split|shift|decision|redesign|ipo|closure|"
    r"migration|relaunch|cuts?|rules?|law|act|(?:funding )?round|layoffs?|lay-offs|strike|roll-?out|introduction|transition|pivot|arrival|departure|"
    r"outage|breach|announcement|spin-?off|expansion|opening|closing|pandemic|lockdowns?|reform|ban|fire|flood|partnership|(?:price )?cap|"
    r"fusion|listing|crisis|withdrawal|exit|price (?:rise|increase|cut))"
)
_SAID = (
    r"(?:said|wrote|mentioned|called|argued|described|noted|posted|published|explained|showed|presented|quoted|claimed|listed|pointed out|named|tweeted|"
    r"stated|announced|reported|warned|compared|recommended|admitted|promised|predicted|stressed|suggested|criticised|criticized|spoke|talked|emphasi[sz]ed|"
    r"gave a talk|shared|blogged|discussed|defended|outlined|praised|observed|referred to|lectured|put it)"
)
_TEXT = (
    r"(?:talk|article|post|piece|paper|report|podcast|interview|keynote|essay|book|blog|newsletter|presentation|lecture|thesis|study|panel|webinar|column|"
    r"profile|case study|press release|annual report|job advert|advert|website|site|slides|speech|dissertation|whitepaper|white paper|video|thread|release notes|"
    r"roadmap|changelog|pricing page|figures|statement|filing|letter|document|chapter|episode|workshop|conference talk|publication|survey|accounts|cv|page)"
)
_STEER = (
    r"(?:affect|shape|influence|impact|alter|drive|determine|steer|reshape|constrain|limit|dictate|transform|redefine|distort|weaken|strengthen|undermine|"
    r"complicate|colou?r|disrupt|slow|speed up|slow down|reinforce|restrict|hinder|boost|accelerate|dominate|skew|bias|feed into|spill over into|"
    r"bear on|translate into|play into|carry over into|interfere with|trump|outweigh|override|hurt|harm|threaten|erode|squeeze|encourage|discourage|"
    r"matter for|weigh on|depend on|tie in with|cut into|marry)"
)
_SCARCE = (
    r"(?:short|scarce|tight|limited|low|missing|thin|lacking|slow|unclear|urgent|gone|frozen|rare|uncertain|under pressure|stretched|incomplete|poor|weak|"
    r"hard to (?:get|find|come by)|at risk|late|unreliable|contradictory|not enough|insufficient|small|sparse|cut|falling|shrinking|empty|absent|noisy|ambiguous)"
)
_OBSERVED = _any(
    r"(?<!should )(?<!could )(?<!can )(?<!would )(?<!do )(?<!may )(?<!must )(?<!did )(?<!might )\b(?:i|we)(?:'ve| have|'d| had)? (?:just |recently |also |once |only |often |first |actually )?(?:saw|seen|see|read|noticed|notice|heard|hear|learned|learnt|found|watched|listened|gather|gathered|came across|looked at|looked up|was struck|were struck|realised|realized|spotted|observed|understand|discovered|stumbled|attended)\b(?! (?:how|why|whether|if|what|from you|you to|you say how|it (?:more|better)|the fit|more (?:about|from)|a different))",
    r"^(?:just |recently |so )?(?:saw|noticed|read|heard|spotted|watched|seen)\b",
    r"\b(?:as|like|what|which|that|so|and) i (?:hear|see|read|gather|saw|heard|understand)\b|, i (?:hear|see|gather|read|understand|believe|think)\b[;,:. ]",
    rf"\b(?:in|from|during|at|on|per|according to|reading|with|of|by|to|behind|after) (?:your|the (?:team|company|firm)'s|your (?:\w+ )?(?:team|company|firm|employer|agency|bank|school|ceo|founder|boss|organi[sz]ation)'?s?) (?:[\w'-]+ ){{0,3}}?{_TEXT}\b(?! (?:process|writers?|template|design))(?=.{{0,80}}\b(?:you|your|the|it|that)\b)",
    rf"\byou(?:'ve| have|'d)? (?:once |also |recently |just |often |have |yourself |never |openly |publicly )?{_SAID}\b(?! (?:me|us)\b)(?!.{{0,12}}\?$)",
    rf"(?<!does )(?<!did )(?<!do )(?<!can )\b(?:your|the|their|its|this|last year's|this year's)(?: (?:latest|annual|yearly|last|new|recent|public|own|company|firm'?s?|team'?s?|current|\w+'s|first|second|spring|autumn|quarterly|\d{{4}})){{0,3}} (?:{_TEXT}|ceo|founder|boss|chief executive|head of \w+|paper) (?:says?|said|shows?|showed|puts?|mentions?|mentioned|lists?|states?|gives?|names?|describes?|described|argues?|argued|claims?|reports?|reported|speaks?|talks?|calls?|called|promises?|promised|announced|counts?|reads|warns?|names|stresses|suggests?|quotes?|cites?)\b",
    r"\b(?:given|now|since|seeing|considering|knowing|ever since|after|with) (?:that )?(?:your|the|you|this)(?: [\w'-]+){1,4}? (?:acquired|bought|moved|merged|closed|opened|launched|sold|grew|cut|dropped|raised|split|joined|changed|switched|introduced|replaced|started|stopped|ended|left|became|went|took|lost|won|hired|laid|built|rebuilt|adopted|abandoned|doubled|halved|expanded|shut|signed|announced|published|decided|chose|brought|has|have|had|is now|are now|no longer)\b",
    rf"\b(?:since|after|following|despite|ever since|with(?= (?:the|your|this) (?:new|latest|recent|last|coming))|in view of|in light of|given|as a result of|because of) (?:the|your|that|this|last (?:year|spring|autumn|summer|month|week)'s|this (?:year|spring|autumn|summer)'s)(?: [\w'-]+){{0,4}}? {_EVENT}\b",
    rf"\b(?:did|has|have|was|were|had|does|is|are) (?:the|your|that|this|last (?:year|spring|autumn|summer|month)'s)(?: (?!(?:team|company|firm|people|usual|next|typical)\b)[\w'-]+){{0,3}}? (?:merger|acquisition|takeover|switch|move\b|reorgani[sz]ation|reorg|restructuring|rebrand\w*|split|redesign|ipo|closure|migration|relaunch|layoffs?|pivot|departure|arrival|announcement|spin-?off|expansion|pandemic|reform|ban|rollout|roll-out|introduction|decision (?:to|against|for)|launch of|change (?:to|in|of|from)|shift (?:to|from)|strike)\b",
    r"\bwhy (?:did|has|have|was|were|is|does|do) (?:the (?:\w+ )?(?:team|company|firm|board|group|house|lab|agency|bank|hospital|school|management|product team|organi[sz]ation|founders?)|your (?:\w+ ){0,2}?(?:team|company|firm|group|employer|department|lab|agency|bank|school|hospital|ceo|board|organi[sz]ation|founders?|boss)|they|you(?: (?:and|all))?) (?:\w+ly |still |then |first |not )?(?:choose|chose|drop|keep|kept|build|buy|move|close|open|launch|sell|cut|split|merge|switch|adopt|abandon|decide|stop|start|replace|rebuild|prefer|introduce|raise|acquire|give up|pull|turn down|go (?:with|for|back|from|to)|change|hire|invest|shut|leave (?:the )?(?:market|platform|\w+ing)|move|publish|rename|delay|postpone|cancel|reject|licen[sc]e|outsource|insource|delete|remove|spin|refuse|join forces|insist|release|rewrite|migrate|settle on|wait)\b(?! (?:this|your|that) (?:career|field|profession|job|industry))",
    r"\b(?:you|your (?:\w+ ){0,2}(?:team|company|firm|group|employer|department|agency|bank|school|hospital|boss|ceo|organi[sz]ation|unit|lab|founder)|the (?:team|company|firm)) (?:recently|just|lately|last (?:year|month|week|spring|summer|autumn|winter)|this (?:year|spring)|have (?:just|recently)|has (?:just|recently|now)|now|no longer)\b (?!know|see|think|believe|want|need|use\b|look|do\b)\w+",
    r"\byou (?:moved|switched|went|came|changed|jumped|transferred|crossed|turned) (?:\w+ ){0,3}?(?:from|out of|to|into|over|back)\b|\b(?:make|made|makes|brought|led|pushed|drove|convinced|prompted) you (?:to )?(?:\w+ )?(?:move|switch|go|change|leave|swap|give up|trade|jump|turn|return|step|quit|shift|cross|exchange)\b[^.?!;]{0,60}?\b(?:from|to|for|into)\b",
    r"\b(?:your|the) (?:team|company|firm|group|agency|lab|bank|employer|organi[sz]ation|department|unit|board)'s (?:\w+ ){0,2}(?:decision|move|choice|switch|change|plan|shift|promise|pledge|announcement|bet|experiment|exit|withdrawal|refusal)\b|\byour (?:decision|choice|move|switch|step|leap|change|shift|bet|transition) (?:to|from|into|of|against|for|away|back)\b",
    r"\b(?:you|your (?:\w+ )?(?:team|company|firm)) (?:had|have|made|ran|led|founded|built|set up|wrote|taught|worked|spent|studied|grew|started|stayed|left|quit|opened|closed|designed|launched|trained|managed|survived|went through|turned|won|lost|introduced|cut|dropped|kept|gave up|picked|put|took|ended|rebuilt|merged|sold)\b[^.?!;:,]{3,100}[;:.–—] ?(?:so |and |but )?(?:how|what|which|why|who|where|when|did|is|are|was|does|do|has|have|would)\b",
    r"\b\d+(?:[.,]\d+)? ?(?:%|percent|per cent|percentage)(?!\w)",
    r"\b(?:the|your) (?:[\w-]+ ){0,4}you (?:described|mentioned|wrote about|presented|introduced|showed|built|led|founded|launched|published|announced|talked about|spoke about|set up|designed|created|started|proposed|cited|quoted|ran|developed)\b",
    r"^(?:so |and |now )?(?=[^.?!;:]*\b(?:you|your|the (?:\w+ )?(?:team|company|firm|agency|lab|bank|school|board|paper|report|advert|site|website|ministry|city|regulator|law|rules|plant|ceo))\b)(?:you|your|the|this|that|they|last|an?|at|on|two|three|since|most|one|many|some|half|in|for|\w+'s) [^.?!;:]{10,160}[;:.] ?(?:so |and |but |then )?(?:how|what|which|why|who|where|when|whose|to what|in what|is|are|was|were|did|do|does|has|have|will|would|can)\b",
    r"\b(?:what|how) (?:changed|has changed|did you (?:lose|gain|have to unlearn|give up|keep)|was lost|got lost|got (?:easier|harder|better|worse)) [^.?!;]{0,50}\b(?:once|when|after|since|as) (?:the|your|you|it|they|a|\w+)\b",
    r"\bwhat did you (?:lose|gain|give up|unlearn|change|keep|drop|miss|learn) (?:\w+ )?(?:when|once|after|by|in moving)\b",
)
_BE = r"(?:is|are|was|were|gets?|got|runs?|ran|becomes?|became|goes|grows?|falls?|remains?|stays?)"
_LINKED = _any(
    rf"\bhow (?:\w+ )?(?:do|does|did|has|have|will|would|can|could|might|may)(?:n't)? (?!(?:you|i|we|one|ye|thou|people|someone|anyone|they|he|she|your (?:team|company|firm|group|department|organi[sz]ation|employer|clinic|school|agency|bank)|the (?:team|company|firm)|teams|companies|firms)\b (?:\w+ly )?{_STEER})(?:[\w'/-]+,? ){{1,14}}?{_STEER}(?:d|ed|s)? (?!and\b|you\W*$|in\b|here\b|there\b)[\w'-]+",
    rf"\bhow (?:do|does|did|has|have|will|would|can|could|might|may) (?!you\b|i\b|we\b|one\b|people\b|they\b|your (?:team|company|firm|idea|view)\b|the (?:team|company)\b)(?:[\w'/-]+,? ){{1,12}}?(?:chang(?:e|ed)|shift(?:ed)?|mov(?:e|ed)) (?!(?:since|over|in|across|as|always|towards|outwards|upwards|faster|less|more|sideways|from|to|into|after|before|during|when|while|if|because|most|much|hands|course|here|there|so|at|on|by|with|for|through|once|and|or|under|between|direction|owners|jobs|seats|sides)\b)[\w'-]+",
    rf"\bhow (?:is|are|was|were) (?!you\b|your team\b)(?:[\w'/-]+,? ){{1,10}}?(?:affecting|shaping|influencing|impacting|altering|driving|changing|transforming|reshaping|shifting|limiting|disrupting|moving|eroding|redefining|squeezing|affected by|shaped by|influenced by|driven by|changed by|altered by|determined by|limited by)\b",
    r"\b(?:what|which) (?:\w+ )?(?:effects?|impact|influence|bearing|consequences?|implications?|toll) (?:do|does|did|has|have|will|would|is|are|was)\b|\b(?:effects?|impact|influence|bearing) (?:of|on)\b[^.?!;]{1,60}\b(?:on|of|for)\b",
    r"\b(?:what|why|which) (?:do|does|did) (?!you\b|i\b|we\b)(?:[\w'-]+ ){1,4}?\w+ (?:that|which|where) (?:[\w'-]+ ){1,4}?(?:ignores?|miss|misses|overlooks?|forgets?|skips?|lacks?|never|dislikes?|rejects?|hates?|neglects?|under(?:value|rate|estimate)s?|hides?|reads? differently)\b",
    r"\bwhy (?:did|would|do) you (?:\w+ )?(?:leave|left|swap|trade|exchange|give up|change|switch|quit|drop|move|turn) [^.?!;]{2,50}\b(?:for|to|into) (?:the|an?|your|\w+ing|\w+)\b",
    r"\b(?:when|while|if|although|because) [^.?!;]{2,30}\b(?:allows?|covers?|leaves?|permits?|buys?|offers?) (?:for )?(?:only|just|one|no|little|few|half|neither|nothing|two at most)\b",
    rf"\b(?:once|when|after|as|now that|since) (?:the|your|you) (?:[\w'-]+ ){{0,3}}?(?:doubled|tripled|halved|grew|shrank|merged|split|was sold|took over|went (?:public|remote|digital|bankrupt)|lost|dropped|closed|opened a)\b",
    rf"\bwhat (?:do|does|did|has|have|will|would) (?!you\b|i\b|we\b|one\b|people\b|they\b|interns\b|your (?:\w+ )?(?:team|company|firm|boss)\b)(?:[\w'-]+ ){{1,8}}?(?:do|done|mean|change|cost|bring|add|take away) (?:to|for|in|about|you in|from|the|your) (?:\w+ )?\w+",
    rf"\bwhat (?:do|does) (?:the |an? |your |\w+ ){{0,4}}?(?:understand|know|see|get|do|offer|bring|learn|notice|think|want|expect|care)\b[^.?!;]{{0,60}}\b(?:that|which|where)\b[^.?!;]{{1,50}}\b(?:do not|don't|does not|doesn't|did not|didn't|cannot|can't|miss|lack|never|overlook|ignore)\b",
    r"\b(?:versus|vs\.?|rather than|instead of|as opposed to|in contrast (?:to|with)|at the expense of|in exchange for|over against|relative to|on top of being)\b",
    r"\bcompare(?:d|s)? (?:to|with|against)\b(?! (?:two|three|five|ten|a few|last|when you started|\w+ years))|\b(?:in|by) comparison (?:to|with)\b",
    r"\bdiffer(?:s|ed|ent|ence|ences|ently)?\b(?= (?:from|between|in (?:how|what|the way|their)|when|than|across|to)\b)|\bdifferences? (?:\w+ )?between\b|\bhow (?:do|does|did) (?:[\w'/-]+ ){1,8}and (?:[\w'/-]+ ){1,8}differ\b",
    r"\b(?:choose|chose|chosen|choosing|prefer(?:red|ring|s)?|pick(?:ed)?|favou?r(?:ed|s)?|rank(?:ed)?|take|took|go(?:ne)? (?:with|for)|went (?:with|for)|opt(?:ed)? for|value[d]?|put|priorit[iy]\w*|promote[d]?|win(?:s)?|won) (?:[\w'/-]+ ){1,8}?(?:over|above|ahead of) (?!time\b|the (?:years|last|past|next)|two|three|again|lunch)\w+|\bprefer(?:red|s)? (?:[\w'-]+ ){1,5}to\b",
    r"\b(?:weigh|weighs|weighed|balance|balances|balanced|balancing|trade(?:d)?|set|reconcile[d]?|square[d]?|pit(?:ted)?|juggle|combine) (?:off )?(?:[\w'/-]+ ){1,8}?(?:against|and|with|versus|off)\b",
    r"\b(?:trade-?offs?|tensions?|conflicts?|balance|choose|choosing|choice|decide|line|contradiction|arguments?|mediate|struggle|friction|clash|link|connection|relationship|contrast|split|interplay|torn|compromise|boundary|bridge|handoffs?|tug of war|difference|pull) (?:\w+ )?between\b[^.?!;]{1,60}\band\b",
    r"^between (?:[\w'-]+ ){1,7}and\b",
    r"\b(?:matters?|mattered|counts?|weighs?|weighted|valued|worth|important|useful|decisive|helpful|helped|telling|convincing|relevant|valuable|critical|essential|influential|trusted|respected|heavily|likely)\b[^.?!;]{0,20}\b(?:more|less|than)\b|\b(?:more|less) (?:\w+ )?(?:than)\b(?! (?:\d|one|two|three|five|ten|a (?:week|month|year)|half|enough)\b)|\b(?:better|worse|harder|easier|faster|slower|stronger|weaker|higher|lower|earlier|later|riskier|cheaper|safer|bigger|smaller|sooner|longer) (?:\w+ ){0,3}?than\b(?! (?:\d|one|two|three|five|ten|expected|planned|you thought|usual)\b)",
    r"\b(?:which|what|who) (?:is|are|was) (?:the )?(?:more|most|less|harder|better|worse|riskier|safer|scarcer|rarer|cheaper|dearer) (?:\w+ )?[^.?!;]{0,25}[,:]? [^.?!;]{2,50}\bor\b",
    r"\b(?:which|what) (?:matters|counts|weighs|comes|wins|goes|carries|is worth|helps|pays)\b[^.?!;]{0,30}\b(?:more|most|first|further)\b|\bwho(?:se)? (?:\w+ )?(?:wins|carries|prevails|gives way|comes first|has the last word|decides|yields)\b[^.?!;]{0,20}\b(?:when|between|if)\b[^.?!;]{1,60}\b(?:and|disagree|clash|conflict|differ|want|collide)\b",
    rf"\b(?:when|while|if|whenever|where|because|although|as) (?:the |your |a |an |there |money |both |all )?(?:[\w'-]+ ){{0,5}}?(?:{_BE} (?:\w+ ){{0,2}}?{_SCARCE}|{_BE} (?:so |too )?(?:few|little)|lacks?|runs? (?:out|low|short|dry)|dries up|is nobody's)\b",
    r"\b(?:with|under|on|despite|amid|in spite of) (?:so |such |too |very )?(?:few|little|scarce|limited|tight|no|shrinking|falling|short|thin|half the|less|fewer|small|strict|heavy|constant) (?:[\w'-]+ ){0,3}?(?:money|time|budgets?|data|staff|people|resources|funds?|hands|space|evidence|information|deadlines?|capacity|authority|power|room|notice|beds|nurses|teachers|engineers|support|control|rules|pressure)\b|\bwith (?:\w+ )(?:so )?(?:scarce|tight|short|limited)\b",
    r"\b(?:keep|keeps|kept|protect|protects|maintain|maintains|preserve|defend|hold|guard|sustain|ensure|secure|stay|remain|uphold|deliver|meet|defends?) (?:[\w'/-]+ ){1,7}?(?:when|while|as|whenever|although|even when|even though)\b(?! (?:possible|needed|necessary|planned|well|a (?:team|whole)|you (?:talk|work|write|plan)))",
    r"\bwhen (?:the |your |a |an )?(?:[\w'-]+ ){1,4}?(?:wants?|pushes|push|demands?|insists?|disagrees?|disagree|conflicts?|clash(?:es)?|collides?|pulls?|objects?|contradicts?|compete|says? no|resists?|threatens?|slips|blocks?|drops?|rises?|falls|fails?|expects?|asks? for|calls? for|need(?:s)? (?:an|the|it|different)|want different)\b",
    r"\b(?:despite|although|even though|in spite of|notwithstanding|and yet|even as|regardless of|while still|while also|without losing|whereas|even if)\b",
    r"\b(?:clash|conflict|compete|collide|pull (?:\w+ ){0,3}(?:apart|in|against)|contradict|diverge|trade off|rub|at odds|get in (?:each other's|the) way|overlap|tug|crowd out|cannibali[sz]e)\b",
    r"\b(?:you|the (?:team|company|firm|product|department|lab|agency)|your (?:\w+ )?(?:team|company|firm|work|idea|view|job|role|approach|research)|they|things) (?:\w+ ){0,3}?(?:chang\w+|move[d]?|went|grew|shift\w*|switch\w*|turn\w*|evolve[d]?|go|grow)\b[^.?!;]{0,40}\b(?:from (?:[\w'-]+ ){1,7}(?:to|into)|once|after the|when the|when you (?:took|moved|became|went|left|joined|started))\b",
    r"(?:^|[;,:] )(?:does|do|did|has|have|will|would) (?!(?:you|i|we|it|they|this|that|there|he|she|anyone|one|the team|your team|people)\b)(?:[\w'/-]+ ){1,10}?(?:affect|shape|influence|change|improve|hurt|help|drive|limit|slow|speed|alter|boost|weaken|outweigh|impact|distort|determine|steer) (?:how|what|which|who|the|your|people|teams?|a|an|\w+)\b",
    r"\b(?:moving|going|switching|changing|coming|shifting|growing|passing) (?:\w+ ){0,2}?from (?:[\w'-]+ ){1,6}?(?:to|into) (?:[\w'-]+ ){1,6}?(?:change|affect|shape|alter|influence|teach|do|cost|mean)",
    r"\b(?:the more|the less)\b[^.?!;]{1,40}\bthe (?:more|less|better|worse)\b|\bnot (?:\w+ ){1,4}but (?:\w+)",
    r"\bhow much (?:is|of (?:it|this|that|your \w+) is|are) [^.?!;]{2,50}\band how much\b|\bwhich (?:\w+ )?(?:should|would|do|does) (?:\w+ )?(?:come|go|weigh|be|win|take) (?:first|more|priority|precedence)\b",
)
_TODAY = re.compile(r"\b(?:today|this (?:talk|call|conversation)|just now)\b")
_OWN_TEXT = re.compile(r"\bhow would you tell my story\b|\bstay in touch\b")


def observed(low: str) -> tuple[int, int] | None:
    """Return the place of a fact the asker has seen, heard or read."""
    found = _OBSERVED.search(low)
    return found.span() if found else None


def linked(low: str) -> tuple[int, int] | None:
    """Return the place where two things are joined or set against each other."""
    found = _LINKED.search(low)
    return found.span() if found else None


def strategic(low: str) -> tuple[int, int] | None:
    return observed(low) or linked(low)


def generic(sentence: str) -> tuple[int, int] | None:
    """Return the words in an asked sentence that anyone could be asked, or the website answers."""
    found = _GENERIC.search(sentence)
    if found is None or len(sentence) > 160 or _NARROWED.search(sentence):
        return None
    return found.span()
