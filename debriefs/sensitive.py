"""Notes that hold special-category data about a person (pure; standard library and findings only).

The six kinds are those of Article 9 GDPR that people write down after a talk. A note is mostly about a person even
where no "he" or "she" stands in it ("Deaf in one ear"), so a sentence counts as personal unless its subject is an
organisation, a product or a group, or the word stands in somebody's field of work ("designs wheelchairs").
"""

import re
from dataclasses import dataclass

from infoview.shared.findings import Finding, Fix, Severity

_STRAIGHT = str.maketrans(dict(zip("’‘‛ʼ`´“”\u00a0\u202f\t\r", "''''''\"\"    ", strict=True)))


def _plain(text: str) -> str:
    straight = text.translate(_STRAIGHT)
    lowered = straight.lower()
    if len(lowered) == len(straight):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in straight)


_RELATIVE = (
    r"(?:wife|husband|spouse|partner|girlfriend|boyfriend|fianc[eé]e?|son|daughter|child|kid|kids|children|mother|father|mum|mom|dad|parents?|brother|sister|"
    r"sibling|uncle|aunt|cousin|nephew|niece|grandmother|grandfather|grandparents|in-laws|family|folks|colleague|co-?worker|boss|manager|supervisor|predecessor|successor|assistant|"
    r"deputy|director|ceo|founder|co-?founder|friend|team-?mate|mentor|neighbou?r|lead|secretary|intern|business partner|companion|flatmate|team lead|counterpart|twin|stepson|ex-?wife|ex-?husband)"
)
_WHO = rf"(?:he|she|who|(?:his|her|my|their|the|a|our|contact's|one) (?:\w+ )?{_RELATIVE}(?: [a-z]\w+)?|{_RELATIVE} \w+|both|(?:the )?contact|the (?:man|woman|lady|fellow|chap|gentleman|poor (?:man|woman|fellow|chap)))"
_HIS = rf"(?:his|her|\w+'s|(?:his|her|my|their) {_RELATIVE}'s|their own)"
_DEGREE = (
    r"(?:\w+ly|an?|the|one|very|quite|rather|openly|also|still|now|both|practi[sc]ing|devout|strict|strictly|deeply|highly|severely|seriously|partially|partly|profoundly|mildly|"
    r"slightly|chronically|clinically|terminally|long-time|longtime|lifelong|life-long|proud|proudly|active|former|formerly|ex-?|big|keen|staunch|committed|convinced|"
    r"fervent|self-declared|self-described|card-carrying|paid-up|registered|lapsed|recently|newly|again|already|currently|visibly|obviously|apparently|said to be|"
    r"known to be|of|from|a bit|somewhat|heavily|six months|five months|seven months|eight months|four months|three months|happily|out and|born|raised|originally|ethnically|"
    r"half|part|ethnic|true blue|true|loyal|ardent|observant|non-?practi[sc]ing|conservative|liberal|reform|orthodox|traditional|modern|secular|cultural|young|old|older|senior|leading|local|regional|elected|"
    r"only|first|as|being|as an?|and|or|but|yes,?|so|visible|fierce|militant|vocal|outspoken|quiet|quietly|firm|firmly|solid|heart|legally|nearly|almost|completely|fully|totally|mostly|twice|always|all|well-known|known|closet|"
    r"recovering|functioning|heavy|type \w|late-stage|stage \w+|chronic|severe|acute|mild|serious|second-generation|third-generation|good|godly|pious|great|extreme|extremely|too|no longer|not|never|just|back)"
)
# what stands behind a word when it is not about somebody
_GROUP = (
    r"(?:users?|customers?|clients?|patients?|pupils?|students?|readers?|buyers?|audiences?|products?|data(?:sets?)?|polic(?:y|ies)|laws?|rules?|regulations?|statistics|figures|surveys?|research|"
    r"stud(?:y|ies)|markets?|segments?|schools?|charit(?:y|ies)|organi[sz]ations?|institutions?|programmes?|programs?|campaigns?|services?|apps?|software|tools?|platforms?|features?|models?|"
    r"sector|industry|networks? (?:has|have|of|meets)|parade|festival|trade(?! union)|sales|business|companies|company|firm|office|offices|branch|suppliers?|trial|trials|test|tests|tables?|types?|"
    r"pipeline|margins?|growth|competition|backlog|order book|debate|leave policy|insurance|benefits|tech|care (?:sector|market)|food|aisle|box|friday|paper|papers|board|boards|list|market|label|"
    r"tourism|travel|weddings|history month|press|media|version|edition|devices?|equipment|makers?|manufacturers?|wards?|centres?|centers?|providers?|publishers?|content|awareness|prevention|"
    r"treatment (?:market|products)|drugs? (?:market|prices)|code|app|script|theme|mode|week|day programme|hospitals?|street|square|road|avenue|bank|museum|team in|team of|contracts?|tender|tenders|stocks?|certification|certificates?|labels?|clause|portal|website|budget|access|accessibility|venue|floats?|rights (?:group|law)|inclusion|standards?|audits?|toolkit|funds?|law|act|exemption|compliance|officer training)"
)
_ORG = (
    r"(?:company|companies|firm|firms|team|teams|product|products|market|markets|app|apps|clinic|clinics|hospital|hospitals|sector|software|study|studies|survey|surveys|ministry|government|board|"
    r"charity|charities|schools?|customers?|clients?|users?|patients?|campaigns?|trials?|policy|policies|laws?|data|budgets?|sales|pipeline|prices?|platform|platforms|tool|tools|project|projects|codebase|"
    r"model|models|roadmap|group|office|offices|agency|agencies|suppliers?|network|networks|programme|program|report|reports|statistics|figures|launch|pilot|release|website|site|system|systems|"
    r"tables?|queries|query|database|workers?|employees|staff|members|unions?|works council|council|party|parties|church|churches|diocese|parish council|mosques|industry|employers?|association|federation|"
    r"competitors?|investors?|shareholders?|bank|banks|museum|theatre|magazine|newspaper|paper|papers|readers|pupils|students|teachers|nurses|doctors|drivers|people|percent|per cent|department|division|"
    r"portfolio|process|processes|culture|merger|deal|strike|strikes|election|elections|parliament|regulators?|authority|commission|vaccines?|drugs|devices|service|services|plant|factory|port|"
    r"segment|segments|trade|collective agreement|pay table|pay deal|interface|feature|features|brand|brands|start-?up|start-?ups|fund|funds|grants?|foundation|institute|university|faculty|"
    r"ward|wards|unit|shop|shops|store|stores|exhibition|event|events|workshop|meeting|meetings|conference|season|calendar|quarter|holidays?|stock|demand|supply|traffic|screen|screens|content|"
    r"line|range|style|design|audit|review|forecast|analysis|model|training set|dataset|street|building|canteen|kitchen|menu|slides?|podcast|book|novel|film|series|documentary|article)"
)
_IMPERSONAL_START = re.compile(
    rf"^[\s\-*•\"'(]*(?:(?:the|their|our|a|an|this|that|these|those|its|all|most|many|some|new|old|no|every|each|both|more|fewer|\d+(?: ?%| percent)?(?: of)?|half of|several|two|three|large|small|big|public|"
    rf"local|national|european|mental[- ]health|health|religious|political|trade|labou?r|student|catholic|muslim|jewish|christian|church|gay|lgbt\w*|queer|black|asian|chinese|indian|turkish|ethnic|disability|cancer|diabetes|"
    rf"pride|union|unions|company|firm's|company's|team's|market|annual|internal|main|biggest|whole|entire|native|healthy|sick-?day|works) ){{0,5}}{_ORG}\b(?!'s? (?:\w+ )?{_RELATIVE})"
    r"(?! (?:council |committee |choir )?(?:member|rep\w*|delegate|official|man|woman|steward|organi[sz]er|councill?or|activist|leader|secretary|chair\w*|officer|treasurer|dues|goer|warden|elder|organist|"
    r"volunteer|voter|supporter|candidate|donor|card|negotiator|convenor|family|background|descent|origin|roots)s?\b)"
)
_PERSON = re.compile(
    rf"\b(?:he|she|his|her|him|hers|herself|himself|{_RELATIVE}|told me|in confidence|contact|who's|fellow|chap|lady|openly|personally|privately)\b"
)
_IMPERSONAL = re.compile(
    r"\b(?:users?|customers?|clients|patients|pupils|students|readers|buyers|audiences?|market|markets|products?|data|software|apps?|tool|tools|platforms?|features?|sector|industry|segment|survey|surveys|"
    r"statistics|stats|percent|per cent|%|report|reports|study|studies|trial|trials|policy|policies|law|laws|rules?|regulation|pipeline|roadmap|budget|codebase|campaign|advert\w*|company|companies|firms?|"
    r"employers?|suppliers?|vendors?|grants?|tenders?|procurement|revenue|sales|launch|release|pilot|audit|compiler|table|tables|lists|rows|query|code|website|interface|screen|charity|charities|"
    r"ministry|parliament|authority|hospital|clinic|publisher|magazine|newspaper|conference|festival|parade|network|museum|shop|brand|stock|delivery|slots|port|plant parts|building|street|branch|fair|season|trade fair|insurance|forecast|article|book|documentary|novel|exhibition|workshop|training)\b"
)
_AT_WORK = (
    r"(?:works?|worked|working|designs?|designed|designing|covers|covered|covering|writes|wrote|writing|runs|ran|running|leads|led|leading|sells|sold|selling|builds|built|building|develops?|developed|developing|"
    r"manages?|managed|managing|studies|studied|researches|researched|researching|teaches|taught|teaching|markets|marketed|makes|made for|making|tests|tested|testing|funds|funded|advises|advised|advising|"
    r"supports|supported|serves|supplies|supplied|buys|bought|treats|treated|treating|helps|helped (?!to found)|launched|launches|launching|published|publishes|edits|edited|presented|presents|organised the|reports on|spoke about|talks about|"
    r"talked about|gave a talk|lectures|lectured|consults|consulted|audits|tracks|analyses|analysed|analyzes|interviews|interviewed|films|filmed|photographs|insures|handles|handled|specialises|specializes|"
    r"specialised|specialist|expert|trained as|career in|job in|role in|project on|project for|thesis on|paper on|book on|article on|interested in|background in|degree in|phd in|background is|experience in|experience with|years in|moved into|plans|planned|planning|"
    r"recruits|recruited|cares for the|budget for|responsible for|in charge of|head of|vp|director of|lead for|coordinates|coordinated|prices|priced|translates|translated|curates|curated|drafts|drafted|measures|measured)"
)
_AT_WORK_BEFORE = re.compile(
    rf"\b(?:{_AT_WORK}|to (?:sell|design|make|build|develop|market|teach|treat|supply|fund|research|study|advise|cover|write|edit|test|film|insure|serve|price|translate|recruit|support|train|audit|import|export|buy))\b(?:[^.;:!?,]{{0,60}})$"
)


# "..., he joked" makes no sentence personal
_REPORT = re.compile(
    r",? (?:as )?(?:he|she) (?:said|says|joked|jokes|reckons|reckoned|calls(?: it| them)?|called(?: it| them)?|thinks|thought|stressed|adds|added|put it|recalls|told me|mentioned|claims)\b(?! (?:that )?(?:he|she|his|her)\b)|"
    r"\bin (?:his|her) (?:own )?words\b"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    said_of: str  # after "is", "as a", or at the start of a clause
    had: str  # after "has", "her", "because of"
    done: str  # after "he", "she", or at the start of a clause
    anywhere: str  # about somebody wherever it stands in a personal sentence
    silent: str  # figures of speech and other senses
    rephrased: str
    followed: str = ""  # what must come next where a clause opens with the word itself


_ILLNESS = (
    r"(?:diabetes|cancer|leuka?emia|tumou?r|lymphoma|depression|burn-?out|burnout|anxiety(?: disorder)?|panic attacks?|ptsd|(?:alcohol|drug|addiction) recovery|bipolar(?: disorder)?|schizophreni[ac]|adhd|add\b|autism|asperger\w*|dyslexia|dyspraxia|"
    r"epilepsy|seizures?|asthma|copd|migraines?|multiple sclerosis|ms\b(?= (?:diagnos|since|for|and))|parkinson\w*|alzheimer\w*|dementia|stroke|heart (?:attack|condition|disease|trouble|problems?|failure|surgery)|bypass|pacemaker|stent|high blood pressure|"
    r"hypertension|arthritis|rheumatism|gout|lupus|crohn\w*|colitis|ibs|ulcer|gastric \w+|coeliac|celiac|hepatitis|hiv|aids\b|tuberculosis|malaria|covid(?:-19)?|long covid|pneumonia|flu\b|bronchitis|shingles|lyme disease|"
    r"sleep apn(?:o)?ea|insomnia|narcolepsy|tinnitus|vertigo|hearing (?:loss|aids?|problems?|impairment)|cochlear implants?|glaucoma|cataracts?|macular degeneration|bad (?:back|knee|hip|heart|hearing)|back (?:pain|problems?|trouble|surgery|injury)|slipped disc|"
    r"hernia|herniated disc|broken (?:leg|arm|hip|wrist|ankle|foot|rib|collarbone)|hip (?:replacement|operation|surgery)|knee (?:replacement|operation|surgery|problems?|injury)|concussion|whiplash|spinal injury|amputation|prosthe(?:sis|tic\w*)|"
    r"eating disorder|anorexia|bulimia|obesity|addiction|alcoholism|drinking problem|drug (?:problem|habit|addiction)|gambling addiction|alcohol problem|nervous breakdown|breakdown|suicid\w+|self-harm|trauma|phobia|ocd\b|tourette\w*|stammer|stutter|"
    r"speech impediment|learning (?:disability|difficult\w+)|disabilit(?:y|ies)|handicap|impairment|chronic (?:pain|fatigue|illness|condition|disease)|fibromyalgia|endometriosis|menopause|hot flushes|miscarriage|stillbirth|ivf|fertility treatment|fertility problems|"
    r"abortion|pregnancy|difficult pregnancy|c-section|postnatal depression|allerg(?:y|ies)|anaphyla\w+|thyroid\w*(?: \w+)?|kidney (?:stones?|failure|transplant|disease)|dialysis|transplant|liver disease|cirrhosis|chemo(?:therapy)?|radiotherapy|"
    r"dialysis|operation|surgery|illness|disease|infection|injur(?:y|ies)|rehab|rehabilitation|sick leave|medical leave|health (?:problems?|issues?|scare|reasons?|condition|worries)|poor health|ill health|frail health|failing health|mental health(?: (?:problems?|issues?|condition|crisis))?|medical (?:condition|problems?|issues?|history|appointments?|treatment|reasons)|"
    r"scoliosis|osteoporosis|psoriasis|eczema|an[ae]mia|haemophilia|sickle cell|cystic fibrosis|cerebral palsy|muscular dystrophy|down'?s syndrome|motor neurone disease|als\b|brain injury|aneurysm|embolism|thrombosis|sepsis|carpal tunnel|rsi\b|tendonitis|frozen shoulder|sciatica|"
    r"wheelchair|crutches|guide dog|white cane|walking stick|hearing dog|insulin(?: pump)?|inhaler|antidepressants|medication|meds\b|pills|painkillers|therapist|psychiatrist|psychotherapist|shrink|"
    r"eyesight|poor (?:eyesight|hearing|sight)|one (?:eye|leg|arm|kidney|lung)|glass eye|vision loss|sight loss|blindness|deafness|limp|tremor|nerves\b|coma|relapse|remission|diagnosis|biopsy|biopsies|scan results|mastectomy|cyst|"
    r"severely disabled (?:status|pass|card)|disability (?:pension|card|status)|reduced mobility|hay fever|lactose intolerance|gluten intolerance|food poisoning|stress-related \w+|exhaustion|baby due|hospital stay|doctor's (?:orders|note|appointments?))"
)
_KINDS: dict[str, _Kind] = {
    "health": _Kind(
        said_of=(
            r"(?:deaf\b(?! to\b)(?! ears?\b)|blind\b(?! (?:to|spots?|review|test|faith|trust|copy|carbon|alley))|pregnant\b(?! pause)|expecting(?= (?:a (?:baby|child|girl|boy|son|daughter|little)|twins|her|their|again|in \w+|this|next)|[.,;!]|\s*$)|with child|ill\b(?! (?:at ease|will|advised))|sick\b(?! (?:of|and tired)\b)(?! (?:days?|notes?|pay|leave|rates?)\b)|unwell|"
            r"disabled\b(?! (?:by default|in))|handicapped|depressed|suicidal|dyslexic|dyspraxic|autistic|neuro-?divergent|diabetic|epileptic|asthmatic|an?emic|alcoholic|bipolar|schizophrenic(?! (?:roadmap|strategy|message))|anorexic|bulimic|hiv[- ]positive|immuno(?:compromised|suppressed)|hard of hearing|hearing[- ]impaired|"
            r"visually impaired|partially sighted|colou?r-?blind|paraly[sz]ed\b(?! by)|paraplegic|wheelchair user|wheelchair[- ]bound|amputee|in (?:an? |his |her |alcohol |drug |addiction )?(?:wheelchair|rehab|therapy|recovery|remission|hospital(?! (?:it|sales|procurement|management|administration|purchasing|pharmacy|planning))|a coma|treatment|intensive care|psychiatric care|a (?:\w+ )?clinic (?:for|with)|a plaster cast|plaster|chemo\w*)|"
            r"on (?:sick leave|medical leave|long-term sick|medication|meds|insulin|antidepressants|painkillers|dialysis|crutches|the spectrum|the autism spectrum|chemo\w*|strong \w+|maternity leave|the waiting list for (?:a|an)|dry january because|tablets for|a drip|beta blockers|statins|ritalin)|off (?:sick|with (?:a |an |his |her |stress|burn-?out|covid|flu|depression|back)|on sick|ill|work (?:with|after|since|because of) (?:a |an |his |her )?(?:\w+ )?(?:operation|surgery|illness|stroke|depression|burn-?out|accident))|signed off(?= (?:sick|work|for|until|with|by (?:the|her|his) doctor)|[.,;]|$)|"
            r"burn(?:ed|t)[- ]out|hospitali[sz]ed|bedridden|housebound|terminally ill|chronically ill|mentally ill|seriously ill|gravely ill|sober\b(?= (?:since|for|again|now|alcoholic|\w+ years)|[.,;]|$)|dry\b(?= since|\s+for \w+ years)|teetotal(?:ler)?(?= (?:since|after|because))|clean since|recovering (?:alcoholic|addict|from (?:an? |the |his |her )?(?:\w+ )?(?:operation|surgery|illness|stroke|cancer|covid|burn-?out|accident|depression|injury|long covid|pneumonia|flu|breakdown|heart|hip|knee|infection))|"
            r"addicted to (?:alcohol|drink|drugs|pills|painkillers|heroin|cocaine|opioids|gambling|nicotine|cigarettes|sleeping|medication)|allergic to (?:\w+ )?(?:nuts?|peanuts?|gluten|lactose|milk|dairy|pollen|cats?|dogs?|penicillin|wasps?|bees?|latex|dust|shellfish|eggs|fish|soy|strawberries|wheat|animals|fur|perfume)|lactose intolerant|coeliac|celiac|a (?:heavy )?smoker|chain-?smok\w+|a heavy drinker|lame\b|mute\b|frail|infertile|menopausal|overweight|obese|"
            r"six months gone|\w+ (?:weeks|months) (?:pregnant|along)|due (?:in|to give birth)(?= \w+ (?:with|,? (?:her|their) (?:first|second|third)))|convalescing|a cancer (?:survivor|patient)|(?:a )?(?:migraine|asthma|allergy|hay-?fever|stroke|cancer) (?:sufferer|patient|survivor)|a hypochondriac|an insomniac|a diabetic|an epileptic|an alcoholic|a (?:drug )?addict\b|a stammerer|short-?sighted(?! (?:strategy|plan|decision))|near blind|under (?:a doctor's|medical|psychiatric) care|under the knife|undergoing \w+|awaiting (?:surgery|an operation|a transplant|test results|a diagnosis)|on the mend|not well\b|physically (?:disabled|impaired)|mentally unwell|unfit for work|terminal\b(?= (?:cancer|illness))|long-term sick)"
        ),
        had=_ILLNESS,
        done=(
            r"(?:takes? (?:\w+ )?(?:antidepressants|medication|meds|pills|insulin|painkillers|lithium|ritalin|sleeping (?:pills|tablets)|tablets|beta blockers)|smokes?\b|drinks (?:too much|heavily|a lot|again)|sees? an? (?:\w+ )?(?:therapist|psychiatrist|psychologist|shrink|specialist|counsell?or|oncologist|cardiologist)|goes to (?:therapy|rehab|aa\b|physio\w*|dialysis|a (?:therapist|psychiatrist)|meetings, so no bars)|"
            r"went (?:to|into|through) (?:therapy|rehab|chemo\w*|detox|hospital|surgery|a (?:depression|burn-?out|breakdown)|ivf)|uses? an? (?:wheelchair|hearing aid|white cane|cane|walking stick|walker|guide dog|prosthesis|screen reader (?:herself|himself|because|due|since))|wears? (?:a |an |two )?(?:hearing aids?|prosthe\w+|brace|cochlear|insulin pump|eye patch|pacemaker)|walks with (?:a )?(?:cane|stick|crutches|limp|walker|difficulty)|lip-?reads?|stammers|stutters|limps|"
            r"suffers? (?:from|with|badly)?\b(?! (?:from )?(?:low|high|a lack|lack|weak|poor|the (?:merger|cuts)|cuts|competition|delays?|churn|bad data|rates|technical|slow|constant (?:re-?orgs|changes)|budget|meetings|too many))|suffered (?:an? |from )|had (?:an? |her |his )?(?:\w+ )?(?:operation|surgery|stroke|miscarriage|heart attack|breakdown|burn-?out|abortion|transplant|bypass|accident and|mastectomy|hysterectomy|seizure|baby)|lost (?:a|her|his) (?:\w+ )?(?:leg|arm|kidney|eye|hand|hearing|sight|eyesight|baby|finger|pregnancy|unborn)|gave birth|is due in \w+|caught (?:covid|the flu|malaria|pneumonia)|"
            r"beat (?:cancer|leuk\w+|breast cancer)|survived (?:cancer|a stroke|leuk\w+|breast cancer|a heart attack)|battles (?:cancer|depression|addiction|anxiety|an illness|with depression)|fights (?:cancer|depression|an illness)|broke (?:his|her) (?:leg|arm|hip|wrist|ankle|foot|collarbone|back|hand)|can(?:'t|not) (?:hear|see|walk|climb stairs|lift|drink because|eat gluten|stand for long)|(?:cannot|can't|does not|doesn't) (?:hear|see|walk) (?:well|properly|on)|quit drinking|stopped drinking|gave up drinking|"
            r"relapsed|collapsed at|fainted|died of|was diagnosed|got diagnosed|diagnosed with|were told it is|injects insulin|is being treated|getting treatment|gets (?:chemo\w*|dialysis|treatment|migraines?|panic attacks?|infusions)|attempted suicide|tried to kill (?:himself|herself)|trying for a baby|(?:doing|having|started) ivf|struggles with (?:\w+ )?(?:depression|anxiety|addiction|alcohol|drink|mental|panic|migraines?|insomnia|weight|bulimia|stress since|fatigue|long covid)|sleeps badly because|needs (?:\w+ )?(?:dialysis|a kidney|a transplant|surgery|an operation|a wheelchair ramp|a (?:new )?hip|insulin|injections|captions because|large print because|his insulin)|carries (?:an? )?(?:epipen|inhaler|insulin))"
        ),
        anywhere=(
            r"(?:in (?:plaster|a sling|a cast|a brace|labou?r with|hospital with)|(?:inner-ear|ear|heart|back|hip|knee|lung|liver|kidney|sleep|skin|stomach|thyroid|eye|hearing|shoulder|bladder|bowel|joint|nerve) (?:problems?|troubles?|disease|condition|complaint|issues?|operation|op\b|transplant|disorder|failure)|(?:nut|peanut|milk|pollen|wheat|dairy|egg|cat|dog|bee|wasp|shellfish|latex|penicillin) allergy|large print because|(?:vision|sight|hearing|memory) is (?:going|failing|poor|bad)|short of breath|wheelchair user|carer for|in remission|scan\b(?= (?:next|on|came|was clear))|bedridden|pregnancy|baby (?:is )?due|due in (?:january|february|march|april|may|june|july|august|september|october|november|december) with|maternity|paternity leave|disability|disabled\b(?! (?:by|features?|in))|handicap(?:ped)?|blind in|deaf in|blind since|loses (?:his|her) (?:sight|hearing|hair)|chemo\b|radiotherapy|physio(?:therapy)?|transplant|bypass|pacemaker|stent|asthma|allergy to|eating disorder|drinks too much|drinking (?:again|problem)|has been clean|(?:is|was) dying|weeks to live|terminal(?:ly)?\b(?= (?:ill|cancer|diagnosis))|unwell|is ill\b|fell ill|poorly\b(?=[.,;]|$)|sick child|seizures?|fainting|dizzy spells|tremor|stutter\w*|stammer\w*|dyslexic|coeliac|celiac|lactose|crohn\w*|colitis|lupus|arthritis|gout\b|hernia|shingles|pneumonia|hepatitis|malaria|tuberculosis|sclerosis|fibromyalgia|endometriosis|menopaus\w+|insomnia|sleep apn(?:o)?ea|tinnitus|vertigo|ptsd|ocd\b|anxiety|phobia|trauma\b|self-harm|breakdown\b(?= (?:last|in|after|and|two|years|when))|concussion|whiplash|fracture\w*|broken (?:leg|arm|hip|wrist|ankle|foot|rib|collarbone|back|pelvis)|ms\b(?=[,;.]|$)|alzheimer\w*|burn-?out\b|pregnant\b(?! pause)|antidepressants|miscarriage|chemotherapy|burn-?out clinic|psychiatrist|wheelchair|hearing aids?|maternity leave|diabetes|diabetic|epilep\w+|dyslexi[ac]|adhd|asperger\w*|autis\w+|multiple sclerosis|parkinson's|alzheimer's|dementia|leuka?emia|"
            r"insulin|dialysis|depression\b(?! (?:of prices|era))|burn-?out|burned out|burnt out|heart attack|stroke\b(?! of)|cancer|tumou?r|sick leave\b(?! (?:rules?|polic|rates?|days? (?:are|for)|changed|statistics))|hearing loss|hard of hearing|deaf\b(?! to| ears)|alcoholic|alcoholics anonymous|rehab\b|migraines?|panic attacks?|hiv\b|bipolar|disabled (?:son|daughter|child|brother|sister|wife|husband|person)|expecting (?:a baby|twins)|due date for the baby|long covid|covid|seriously ill|ill with|health reasons|for medical reasons|suicid\w+|nervous breakdown|slipped disc|bad back|bad knee|epipen|"
            r"(?:knee|hip|back|heart|shoulder|liver|kidneys?|lungs?|eyes|ears|hearing|eyesight|memory|health)(?:'s|'re| is| are| was| has| have)(?: \w+)? (?:shot|gone|failing|failed|giving out|bad|worse|poor|weak|going|broken|ruined|playing up|packed up|worn out|damaged|not good|giving (?:him|her) trouble)|health (?:scare|problems?|issues?)|fragile health|poor health|ill health|fertility|ivf\b|psychiatric|therapist|anorexi[ac]|addict(?:ion)?\b|chronic(?:ally)? (?:pain|ill\w*|fatigue|disease|condition)|hospital(?:ised|ized)|in hospital\b(?! (?:it|sales|management))|surgery|operation on (?:his|her)|hip (?:operation|replacement)|knee (?:operation|surgery)|amput\w+|prosthesis|paraly[sz]ed (?:from|after|since|on)|sober since|dry since|on crutches|in therapy|mental health (?:problems?|issues?|crisis|condition|leave)|diagnosed (?:with|as)|under the knife|with child|allergic to (?:nuts?|peanuts?|gluten|cats?|dogs?|pollen|penicillin|wasps?|bees?|latex|shellfish|milk|eggs))"
        ),
        silent=(
            r"\bsick of\b|\bhealthy (?:pipeline|margins?|growth|competition|mix|scepticism|backlog|balance|debate|distance|order book|respect|dose|cash|profit|demand|budget|pay|return)\b|\bpain points?\b|\bburn rate\b|\blife support\b|\bimmune (?:to|system, (?:she|he) calls|system of)\b|\bheart of (?:the|it|this)\b|"
            r"\bnerve cent(?:re|er)\b|\bbitter pill\b|\bdiagnos(?:is|ed|es) (?:of )?(?:the|a|its) (?!illness)|\bdiagnosis of\b|\b(?:turn|turns|turned|fall|fell|falls|fallen|falling) (?:a )?(?:deaf|blind)\b|\bdeaf (?:ears?|to)\b|\bblind (?:spots?|to|reviews?|tests?|faith|trust|copy|alley|hiring)\b|\bparaly[sz]ed by\b|\bcrippled by\b|\ballergic to (?!nuts?|peanuts?|gluten|lactose|milk|dairy|pollen|cats?|dogs?|penicillin|wasps?|bees?|latex|dust|shellfish|eggs|fish|soy|strawberries|wheat|animals|fur|perfume)|"
            r"\baddicted to (?!alcohol|drink|drugs|pills|painkillers|heroin|cocaine|opioids|gambling|nicotine|cigarettes|sleeping|medication)|\bhangover from\b|\bbleeding edge\b|\bpost-?mortem\b|\bpregnant pause\b|\b(?:a|the|real|big|constant|main) headaches?\b|\bfever pitch\b|\bgrowing pains\b|\bbirth pains\b|\bschizophrenic (?:roadmap|strategy|message)|\bstroke of\b|\bepidemic of\b|\bbacklog (?:cancer|disease)|\bhealth (?:of|check of|checks? on) (?:the|a|their|our)\b|\bscreen readers?\b(?! (?:herself|himself|because))|\bstructural cripple\b|\bsymptoms? of\b|\bcontagious (?:enthusiasm|energy|laugh|optimism|mood)\b|\bmental model\b|"
            r"\bpain in the\b|\bback (?:in|from|to|at|on|by|up|end|office|log)\b|\bautopsy\b|\bcash injection\b|\binjects? (?:energy|cash|money|humou?r|life)\b|\bdisabled (?:by default|in the|for (?:all|new|guests)|since the)\b|\bdry (?:run|humou?r|season|spell|wit|powder)\b|\bsober (?:look|view|tone|style|assessment|analysis|numbers)\b|\bcancer (?:charity|research|drug|drugs|app|ward|centre|center|screening|unit|therapies|treatment)\b|\bhooked on\b|\bthe disease (?:of|here is)\b|\bslow death\b|\bbipartisan\b"
        ),
        rephrased="Works best with {what helps, without the reason}.",
    ),
    "politics": _Kind(
        said_of=(
            r"(?:(?:left|right|far[- ]left|far[- ]right|hard[- ]left|hard[- ]right)[- ]?wing(?:er)?|(?:on the |of the )?far[- ](?:left|right)|left[- ]leaning|right[- ]leaning|left of cent(?:re|er)|right of cent(?:re|er)|on the (?:political )?(?:left|right)(?= politically| of (?:the|his|her) party|[.,;]|$)|republican\b(?! (?:states?|districts?|governors?))|democrat\b|social democrat|christian democrat|liberal democrat|lib dem|tory|labour (?:voter|supporter|member|councillor|candidate|man|woman|activist|mp)|"
            r"socialist|communist|marxist|trotskyist|anarchist|libertarian|monarchist|royalist|nationalist|populist|fascist|brexiteer|remainer|trump (?:voter|supporter|fan)|(?:big |huge )?(?:trump|biden|macron|merkel|corbyn|sanders|putin|bolsonaro|lula|modi|orban|erdogan) (?:fan|supporter|voter|critic|hater)|conservative(?= politically|,? (?:politically|votes|and votes|voter|in politics|in (?:his|her) politics)| voter| councillor| mp| party| candidate| activist)|liberal(?= politically|,? politically| voter| councillor| mp| candidate| in politics)|green (?:voter|councillor|mp|candidate|party|politician|activist|member)|politically (?:active|engaged|left|right|conservative|liberal|very|quite|rather|radical|involved|on the|far|green)|"
            r"(?:town |city |local |district |county |borough |parish |municipal )?councill?or\b|(?:a |an )?(?:mp|mep|msp|senator|congress(?:man|woman)|member of (?:parliament|congress|the (?:senate|bundestag|assembly|house|city council|town council|knesset|regional parliament))|mayor|deputy mayor|minister(?= (?:of|for|in the|until|under))|state secretary|party (?:member|official|secretary|chair\w*|activist|treasurer|delegate|worker|loyalist|donor|man|woman)|member of (?:the |a )?(?:\w+ ){0,3}(?:party|labour|tories|greens|conservatives|liberals|social democrats|democrats|republicans|cdu|spd|fdp|afd|csu|psoe|pp|pvv|ump|ukip|snp|akp|bjp|pis|democratic socialists)|(?:climate|political|peace|anti-war|anti-?abortion|pro-?life|pro-?choice|animal rights|civil rights|environmental|independence|anti-?nuclear|student|housing|refugee) activist|activist (?:with|for|in|against)|campaigner (?:for|against)|(?:separatist|feminist activist|suffragette|dissident|opposition politician|regime critic|political refugee|eurosceptic|anti-?vaxxer|conspiracy theorist)|spokes(?:man|woman|person) for the (?:\w+ )?(?:opposition|party|government|president|prime minister|greens|left|liberals|conservatives|socialists|movement)|organi[sz]er of (?:the|a) (?:\w+ )?(?:protest|demonstration|march|rally)|opponent of the (?:government|regime|president)|critic of the (?:government|president|regime|prime minister|chancellor)|supporter of (?:the )?(?:\w+ )?(?:government|president|party|prime minister|opposition|independence|chancellor|regime|greens|tories|labour|democrats|republicans|afd|brexit|movement))|"
            r"(?:for|against|in favou?r of) (?:brexit|independence|immigration|abortion|the (?:death penalty|government|war|monarchy|nuclear deal|pension reform)|gun control|nuclear power politically|leaving the eu|same-sex marriage)|(?:standing|running) (?:as a candidate |for (?:office|mayor|parliament|council|election|the (?:council|senate|assembly|city council|town council|greens|liberals|left|tories|party)|congress|governor|re-election))|of (?:republican|socialist|communist|conservative|liberal|left|right|marxist|nationalist) (?:conviction|persuasion|views|sympathies|leanings|stock|bent)|a (?:true blue|lifelong|staunch|card-carrying) \w+)"
        ),
        had=(
            r"(?:(?:very |rather |quite |strongly |far )?(?:left|right|far[- ]left|far[- ]right|conservative|liberal|radical|extreme|socialist|communist|green|strong|progressive|nationalist|populist)?[- ]?(?:wing )?(?:political |party[- ]political )(?:views?|opinions?|beliefs?|convictions?|leanings?|past|career|ambitions?|activism|office|sympathies|affiliation|involvement|engagement|donations?|stance|colou?rs?)|(?:left|right)[- ]wing (?:views|opinions|leanings|sympathies|politics)|politics\b(?= (?:are|is|lean|to the|,|differ|left|right))|party (?:membership|card|book|office|colleagues?)|"
            r"seat (?:on|in) (?:the|a) (?:\w+ )?(?:council|parliament|senate|assembly|bundestag)|views on (?:the )?(?:government|immigration|abortion|brexit|war|election|president|prime minister|palestin\w+|israel|gun control|refugees|gender politics|monarchy)|vote\b(?= (?:went|goes|for|in the))|communist past|stasi past|campaign for (?:mayor|council|parliament|office|congress)|hatred of the (?:government|president|left|right)|protest (?:past|record))"
        ),
        done=(
            r"(?:votes?\b(?= (?:for|labour|tory|green|greens|left|right|conservative|liberal|republican|democrat|social|christian|cdu|spd|fdp|afd|snp|leave|remain|against the (?:government|president|party|reform|war)|by conviction|socialist|communist|lib dem|blank|the same|as))(?! for (?:the )?(?:feature|topic|project|idea|agenda|talk|merger|budget))|voted\b(?= (?:for|labour|tory|green|left|right|conservative|liberal|republican|democrat|leave|remain|to leave|to remain|against the (?:government|president|party|reform|war)|social|socialist|christian|trump|biden|cdu|spd|afd|in (?:the|last)|communist|brexit))(?! (?:for|against) (?:the )?(?:feature|topic|project|idea|agenda|talk|merger|budget|plan|move))|"
            r"(?:sits?|sat|serves|served) (?:on|in|as) (?:an? |the )?(?:\w+ )?(?:council|parliament|senate|assembly|city council|town council|bundestag|local council|parish council|state assembly)(?= |[.,;]|$)(?! (?:of (?:europe )?(?:advisers|editors)))|(?:stood|stands|standing|ran|runs|running) (?:for|as) (?:an? )?(?:\w+ )?(?:mayor|office|parliament|council|the council|congress|election|senate|the (?:greens|liberals|left|tories|party|city council|town council|senate|assembly)|candidate|governor|labour)(?! of)|campaign(?:s|ed|ing)? (?:for|against) (?:the )?(?:\w+ )?(?:independence|brexit|remain|leave|labour|tories|greens?|party|mayor|president|candidate|liberals|conservatives|democrats|republicans|government|war|abortion|nuclear|immigration|pension reform|airport|socialists|death penalty|climate|left)|"
            r"canvass(?:es|ed|ing)?\b|took to the streets\b|takes to the streets\b|(?:took|takes|take) part in (?:the |a |an |several |last )*(?:\w+'?s? ){0,2}(?:protests?|demonstrations?|demo|rally|rallies|march|blockade|sit-in|occupation|riots?)\b|(?:went|goes|going|was|has been) (?:to|on|at|along to) (?:the |a |an |last |every |several )*(?:\w+'?s? ){0,2}(?:protests?|demonstrations?|demo|rally|march|blockade|sit-in|party conference)\b|(?:marched|marches|demonstrated|demonstrates|protested|protests)\b(?= (?:for|against|with|in|at|every|last|outside|on))|(?:organised|organized|organises|led|leads|joined|joins|spoke at|attended|attends|helped organise) (?:the |a |an |last |her |his )*(?:\w+'?s? ){0,2}(?:protests?|demonstrations?|demo|rally|march|party\b(?! (?:for|with cake))|(?:labour|green|left|conservative|tory|democratic|republican|communist|socialist|liberal|christian democratic) party|greens|tories|cdu|spd|fdp|afd|movement against|blockade|political)\b|"
            r"(?:supports?|supported|backs|backed|admires|likes|loves|hates|despises|dislikes|detests|distrusts|defends|defended|cheered|praises|praised|loathes) (?:the )?(?:\w+ )?(?:government|president\b(?! of (?:the|his|her) (?:company|firm|club))|prime minister(?:'s party)?|chancellor|opposition|greens|tories|republicans|democrats|labour(?: party)?|liberals|conservatives|social democrats|socialists|communists|brexit|trump|biden|putin|macron|independence|afd|far right|far left|left party|ruling party|regime|new ministry|minister|death penalty|protesters|strikers' party|monarchy|war in \w+|invasion)\b|(?:donates?|donated|gave money|gives money|contributed) to (?:the )?(?:\w+ )?(?:party|greens|tories|labour|republicans|democrats|campaign of|liberals|conservatives|afd|trump|biden|left)\b|(?:thinks?|thought|finds|believes|says|said|considers) (?:that )?(?:the )?(?:\w+ )?(?:government|president|prime minister|chancellor|greens|tories|left|right|minister|opposition|republicans|democrats|socialists|eu\b|mayor|regime) (?:is|are|was|were|has|have|should|must|ought|will|cannot|can't|a |an )(?! (?:slow to|late with|a (?:client|customer|buyer)|their (?:client|customer)|paying|a big client))|"
            r"leans (?:\w+ )?(?:left|right|green|conservative|liberal|to the (?:left|right)|libertarian|socialist)|left politics|entered politics|went into politics|moved into politics|is in politics|was in politics|active in (?:the )?(?:\w+ )?(?:party|politics|greens|labour|tories|left|peace movement|independence movement|young \w+|local politics|climate movement)|belongs to (?:the )?(?:\w+ )?(?:party|greens|left|right|tories)\b|holds (?:\w+ )?(?:left|right|far|radical|strong political|extreme|communist|socialist|conservative|party|political)\b|glued (?:himself|herself) to)"
        ),
        anywhere=(
            r"(?:(?:green|labour|tory|conservative|liberal|socialist|republican|democratic|left|afd|snp) (?:mp|mep|councillor|senator|mayor|candidate|voter|activist)|ruling party|opposition party|(?:president|senator|mayor|chancellor|minister|candidate|governor)'s campaign|(?:leaflets?|leafletted|flyers|campaigned|door to door) (?:for|against)|referendum|anarchist|socialist\b|communist\b|marxist|nationalist\b|(?:critical|fan|supporter|opponent|critic|furious|angry|fed up|disgusted|ashamed|sick and tired|enthusiastic|scathing|contemptuous) (?:of|at|with|about) (?:the |this |our |her |his )?(?:\w+ )?(?:government|president|prime minister|chancellor|minister|left|right|greens|tories|politicians|regime|party|republicans|democrats|mayor|king|monarchy|eu\b|opposition|parliament|immigrants?|immigration|refugee policy|migration policy)(?:'s)?\b|(?:government|president|minister|chancellor|party)'s (?:\w+ )?(?:policy|line|course|handling|war|lies)|protests?\b(?! (?:letter|songs?))|demonstrations?\b(?! (?:of (?:the|a)|video|kit|unit|model|project|site))|rally\b(?! (?:car|driver|sport|team|sponsor))|rallies\b|barricades?|sit-in|chain(?:s|ed) (?:himself|herself)|glu(?:es|ed) (?:himself|herself)|trump\b|putin\b|biden\b|macron\b|brexit\b|parliament\b|in politics|politically|party conference|party congress|party youth|youth wing|campaign trail|election night with|ran for|stood for|on the ballot|local politics|political (?:animal|party|person|family|home|debates? at)|councillor\b|zionist|anti-zionist|feminist activist|climate activist|activist\b|monarchist|separatist|independence movement|far-right|far-left|antifa|alt-right|patriot\b|lefty|leftie|brexiteer|remainer|conscientious objector|blockade|boycotts? (?:israel|russia|china|the election)|petition against|left-wing|right-wing|far right\b(?! (?:column|corner|of the page))|far left\b(?! (?:column|corner))|party member(?:ship)?|political (?:views?|opinions?|activist|refugee|career|ambitions)|voted (?:for (?:the )?(?:greens?|labour|tories|left|right|liberals|conservatives|democrats|republicans|socialists|trump|biden|opposition|government|independence|brexit|leave|remain|afd|spd|cdu|snp)|labour|tory|leave|remain|green)|votes (?:green|labour|tory|left|right|conservative|liberal|republican|democrat|for the (?:left|right|greens))|labour (?:voter|councillor|party member)|tory (?:voter|councillor|party|as)|labour party|"
            r"climate (?:march|protests?)|extinction rebellion|pride in brexit|member of parliament|town council(?:lor)?\b|city council\b(?! (?:contract|tender|office|project|client|website|portal))|local councillor|labour councillor|green councillor|christian democrats|social democrats|for the (?:liberals|greens|conservatives|tories|socialists|social democrats|democrats|republicans|left party)|municipal election|standing for (?:mayor|council|parliament|office)|against the (?:government|president|regime|pension reform|war)|steer clear of politics|on the barricades|pro-?(?:russian|palestinian|israeli|brexit|european|life|choice|putin|trump)|anti-?(?:government|immigration|abortion|vax\w*|eu|establishment|war|capitalist)|(?:the|his|her) party's (?:youth|local|regional|list|conference)|communist party|socialist party|green party|left party|conservative party|democratic party|republican party)"
        ),
        silent=(
            r"\boffice politics\b|\b(?:internal|company|hospital|budget|board|team|academic|university) politics\b|\bpolitics (?:of|around|between|about|in (?:the|his|her|their) (?:office|company|firm|team|department|hospital)) \w+|\bthird[- ]part(?:y|ies)\b|\bpart(?:y|ies) to (?:the|a)\b|\b(?:launch|christmas|summer|office|release|farewell|leaving|birthday|garden|retirement|staff|team|dinner|housewarming) part(?:y|ies)\b|\bthe party for\b|\bparty (?:budget|room|games|food)\b|\bconservative (?:estimate|forecast|assumption|approach|pricing|plan|design|figure|number|about|with|in (?:his|her|their|its) (?:estimates?|forecasts?|planning|pricing))|\bliberal (?:with|arts|use)\b|"
            r"\bvot(?:e|es|ed|ing) (?:on|against|for) (?:the |a |which |what )?(?:\w+ )?(?:merger|topics?|features?|agenda|budget|plan|move|project|ideas?|names?|talks?|papers?|logo|offsite|release|winner|motion|deal|colour|site)\b|\b(?:marketing|ad|ads|advertising|email|sales|launch|fundraising|spring|autumn|summer|awareness|recruiting|safety) campaigns?\b|\bcampaign (?:went|costs?|runs?|launched|for the (?:launch|app|product))\b|\bvote of (?:confidence|thanks)\b|\bleft (?:the|his|her|a|in|for|after|at|because|behind|over|school|teaching|banking|consulting|on)\b(?! (?:party|greens|wing|politics))|\bright (?:now|wing of the building|away|level|person|tools?|people|time|side)\b|\bgreen (?:hydrogen|energy|bonds?|light|field|finance|roofs?|jobs|deal|tech|power|steel)\b|\bwar room\b|\b(?:vice|company|club|bank) president\b|\bpresident of the (?:company|firm|club|association|board|chamber)\b|\bpolitical (?:risk|advertising|cycles?|science|desk|news|support for the tool|parties)\b|\bin march\b|\bmarch (?:\d|release|launch|target)|\bin may\b|\bsocial (?:media|democracy index)\b|\bpolitically (?:savvy|skilled|astute|correct|sensitive project|difficult project)\b|\bdata protest\b|\bboard seat\b|\bworks council\b"
        ),
        rephrased="Follows {which rules or public decisions matter for the work}.",
    ),
    "religion": _Kind(
        said_of=(
            r"(?:muslim\b|moslem\b|jew\b|jewish\b|christian\b(?! (?:democrats?|social|name|name is|dior|\w+son|[a-z]+mann))|catholic\b|protestant\b|lutheran\b|calvinist|methodist\b|baptist\b|anglican\b|episcopalian|presbyterian|pentecostal\w*|evangelical\b(?! about)|quaker|mennonite|amish|adventist|mormon|ex-?mormon|latter-day saint|jehovah's witness(?:es)?|hindu\b|sikh\b|buddhist\b|jain\b|taoist|shinto|zoroastrian|bah[aá]'?i|coptic\b|copt\b|(?:greek|russian|serbian|ethiopian|romanian|bulgarian|christian|eastern) orthodox|orthodox (?:jew|jewish|christian)|ultra-?orthodox|sunni\b|shia\b|shiite|alevi|ahmadi\w*|ismaili|druze|yazidi|sufi|pagan|wiccan|atheist\b|agnostic\b|religious\b(?! (?:about|in (?:his|her) (?:use|testing)|charity|school|studies|publisher|schools|institution|customers|broadcaster))|devout\b|god-?fearing|pious|believer\b(?! in)|non-?believer|unbeliever|church ?goer|born-?again|baptised\b|baptized\b|ordained\b|non-?religious|spiritual\b(?! (?:home|successor|father of the))|a convert\b(?! to (?:the|agile|remote|our|their|open))|convert to (?:islam|judaism|christianity|catholicism|buddhism|hinduism|the faith)|observant\b(?= (?:jew|muslim|catholic|,|\.|and keeps)|[.;]|$)|kosher\b(?= (?:only|eater|household)|[.,;]|$)|halal\b(?= (?:only|eater)|[.,;]|$)|fasting\b|secular (?:jew|muslim)|a (?:\w+ )?(?:nun|monk|priest|pastor|vicar|rabbi|imam|deacon|minister of (?:religion|the church)|lay preacher|church elder|bishop|missionary|theologian by faith|altar boy|freethinker|scientologist|satanist|chaplain)|(?:pastor|priest|vicar|rabbi|imam|deacon|lay preacher|church warden|churchwarden|elder|sunday school teacher|missionary|sacristan|church organist|cantor) (?:at|in|of|for|on|with) (?:the|a|his|her|its|sundays|\w+)|member of (?:the |a |an )?(?:\w+ ){0,3}(?:church|congregation|parish|mosque|synagogue|temple|sect|religious \w+|free church|faith community|order\b(?= of)|bible circle|prayer group|chapel)|of (?:the )?(?:\w+ )?(?:faith|persuasion|religion|denomination|belief)\b|in a (?:sect|cult)|sabbath keeper|a pillar of (?:the|his|her) (?:\w+ ){0,3}(?:church|chapel|parish|congregation|mosque|temple)|without religion|of no (?:faith|religion))"
        ),
        had=(
            r"(?:faith\b(?! in (?:the|his|her|their|its|people|data|numbers))|religion|religious (?:beliefs?|views|duties|upbringing|convictions?|background|community|holidays?|practice|reasons|family|wife|husband|parents|education)|church (?:community|choir|group|duties|work|wedding|circle)|church\b(?= (?:every|on sundays?|in|where|helps|comes|and|,|\.|community)|[.,;]|$)|parish(?: council| work| choir)?|congregation|mosque\b|synagogue|temple\b(?= (?:every|on|where|in|community)|[.,;]|$)|pastor|rabbi|imam|prayers?(?: times?| group| beads| breaks?| mat| room)?|bible(?: study| group| class| circle)|baptism|confirmation|bar mitzvah|bat mitzvah|first communion|conversion to (?:islam|judaism|christianity|catholicism|buddhism)|(?:strong |deep |quiet |christian |catholic |muslim |jewish |hindu |buddhist )+(?:faith|belief|beliefs|upbringing|background|roots|family|household|wedding)|head ?scarf|hijab|turban|kippah|yarmulke|belief in god|atheism|lack of faith|loss of faith|doubts about god|sabbath|shabbat|ramadan fast|lent\b|god\b(?! mode))"
        ),
        done=(
            r"(?:prays?\b(?! (?:that the (?:build|deploy|release|server)|for (?:the build|a deploy|good weather|budget)))|prayed\b(?! that the)|worships?\b|fasts?\b(?=[.,;]|$| (?:for|during|in|on|at|until|this|every|from|and|twice|but))|fasted\b|believes? in (?:god|jesus|allah|heaven|an afterlife|reincarnation|the bible|karma|a higher)|does(?: not|n't) believe in (?:god|anything beyond|a god|heaven)|(?:goes|go|went|going|used to go|takes (?:the|her|his) (?:kids|children)) to (?:the |a |his |her |mass|early |sunday |evening |same |midnight |friday )*(?:\w+ )?(?:mass|church|mosque|synagogue|temple|chapel|prayers?|bible (?:study|class)|confession|sunday school|services\b(?= (?:on|every))|parish|meeting house|gurdwara|kingdom hall|shul)\b|attends? (?:the |a |an )?(?:\w+ ){0,2}(?:mass|church|mosque|synagogue|temple|chapel|prayers?|bible|congregation|services? (?:on|every)|parish)\b|"
            r"(?:left|quit|joined|returned to|rejoined|found|turned to|turned away from|lost|renounced|embraced|adopted|formally left|is leaving) (?:the |a |an |his |her |from )*(?:\w+ )?(?:church\b|catholic church|faith\b|god\b|religion|islam|christianity|judaism|buddhism|jesus|mosque|sect|congregation|priesthood|convent|monastery|witnesses)|convert(?:ed|s|ing)? to (?:islam|judaism|christianity|catholicism|buddhism|hinduism|the faith|her husband's (?:faith|religion)|his wife's (?:faith|religion)|orthodoxy|protestantism|sikhism)|(?:keeps?|observes?|celebrates?|honou?rs|marks) (?:\w+ )?(?:kosher|halal|the sabbath|sabbath|shabbat|ramadan|lent|passover|yom kippur|rosh hashanah|hanukkah|eid|diwali|vesak|vaisakhi|nowruz as|easter (?:with|at|in) (?:the|her|his) (?:church|parish)|religious \w+|holy days?|the fast|all jewish holidays|orthodox (?:christmas|easter)|jewish holidays|the high holidays|good friday)|eats? (?:only )?(?:kosher|halal|no pork)|avoids? (?:pork|beef|alcohol) (?:for|on) religious|abstains? from (?:pork|beef|meat|alcohol) (?:for|on|because)|"
            r"sings? in (?:the |a |his |her )?(?:\w+ )?(?:church|gospel|parish|cathedral|synagogue|chapel) choir|sings in the choir of (?:the|her|his) (?:parish|church|cathedral|chapel)|plays? (?:the )?organ (?:at|in|for) (?:the|his|her|a)|wears? (?:a |an |the |her |his )?(?:\w+ )?(?:head ?scarf|hijab|niqab|turban|kippah|yarmulke|crucifix|cross\b(?= (?:and|around|necklace|pendant)|[.,;]|$)|veil|burqa|star of david|dog collar)|says? grace|preaches?\b(?! to the (?:choir|converted)| (?:agile|lean|simplicity|patience|testing|the gospel of))|teaches? (?:sunday school|bible|religion at|confirmation|quran|koran|torah)|studied theology|studied to (?:be|become) a (?:priest|rabbi|pastor|imam)|trained as a (?:priest|rabbi|pastor|imam)|made (?:the )?(?:hajj|umrah|a pilgrimage)|(?:went|is going|goes) on (?:a )?(?:pilgrimage|hajj)|walked the camino (?:for|as)|grew up (?:catholic|protestant|muslim|jewish|hindu|buddhist|mormon|religious|in (?:the|a) (?:\w+ )?(?:church|congregation|parish|religious|sect|mosque|vicarage|cult|convent))|was raised (?:an? |in (?:the|a) )?(?:catholic|protestant|muslim|jewish|hindu|buddhist|mormon|religious|christian|atheist|strictly|baptist|lutheran|church|faith)|raised (?:catholic|protestant|muslim|jewish|hindu|mormon)|meditates (?:daily )?at (?:a|the) (?:\w+ )?temple|lost (?:his|her) faith|found god|thanks god|trusts in god|reads? (?:the )?(?:bible|quran|koran|torah|scripture)|tithes|does(?: not|n't) (?:do|celebrate|keep) (?:christmas|easter|birthdays|ramadan)|volunteers (?:at|for|in) (?:the|her|his|a) (?:\w+ )?(?:church|parish|mosque|synagogue|temple|congregation|chapel)|served (?:a|his|her) mission\b)"
        ),
        anywhere=(
            r"(?:jesuit\w*|still believes\b(?! (?:in|that))|adventist\w*|buddhism|judaism|islam\b|christianity|hinduism|catholicism|protestantism|orthodoxy|atheism|church (?:council|treasurer|warden|choir|elder|group|band|community|youth|work|member|wedding)|the witnesses|christian\b(?! (?:democrats?|social|name|runs|leads|heads|joined|said|told|will|from (?:sales|it|hr|finance)|at|in (?:sales|it|hr)|[a-z]+(?:son|mann|sen)))|religion\b|prayers?\b|god\b|bible\b|quran|koran|torah|church\b|parish\b|pastor\b|priest\b|rabbi\b|imam\b|vicar\b|sermon|congregation|christened|christening|baptis\w+|confirmation class|bar mitzvah|pilgrimage|hajj|lent\b|passover|eid\b|diwali|sabbath|fasting|theologian|seminary|missionary|mass\b(?= (?:on|every|before|first|daily))|spiritual\b|meditat\w+ (?:retreat|at the temple)|buddhist|temple\b|gurdwara|faith\b(?! in\b)|believer\b|heathen|creationis\w+|scientolog\w+|kingdom hall|muslims?\b|hindus?\b|sikhs?\b|jew\b|muslim\b|jewish\b|catholic\b|protestant\b|hindu\b|sikh\b|buddhist\b|mormon\b|jehovah's witness\w*|atheist\b|agnostic\b|devout\b|her faith\b(?! in)|his faith\b(?! in)|prays\b|prayer (?:times?|breaks?|group|room)|no calls (?:on|during) (?:friday prayers|shabbat|the sabbath|prayers)|shabbat\b|the sabbath\b|ramadan\b|mosque\b|synagogue\b|kosher\b|halal\b|church ?goer|goes to church|parish (?:council|choir|priest)|bible (?:study|group|circle)|hijab|headscarf|turban|christening of (?:his|her)|religious (?:man|woman|person|family|beliefs|reasons|upbringing|convictions)|religious\b(?=[.,;]|$)|baptised as|baptized as|born-again|coptic|for lent\b|lay preacher|lapsed catholic|free church|for religious reasons|sunday school|yom kippur|methodist chapel|quaker|lutheran|baptist\b|evangelical christian|pentecostal|salvation army member|opus dei|freikirche)"
        ),
        silent=(
            r"\breligiously\b|\bof (?:\w+[- ])?jewish (?:descent|origins?|ancestry|extraction)\b|\bfaith in\b|\b(?:good|bad) faith\b|\bleap of faith\b|\b(?:style|testing|sales|design|show|product|pricing|brand) bible\b|\bbible (?:of|for) (?:testing|design|the (?:trade|team|sector|industry))\b|\bholy grail\b|\b(?:product|tech|developer|cloud|data|agile|brand|open[- ]source) evangelists?\b|\bpreach(?:es|ing)? to the (?:choir|converted)\b|\bmantra\b|\britual\b|\bcardinal sin\b|\bchristmas (?:trade|sales|campaign|season|party|peak|business|rush|stock|range|market|break|holidays?|release)\b|\bat christmas\b|\beaster (?:sales|trade|break|holidays?|release|campaign|range)\b|\bramadan (?:shifts|changes|moves|hours|sales|campaign|demand|slots|traffic|schedule)\b|\bconversion (?:rate|from|funnel|to paid|tracking)\b|\bconvert(?:s|ed|ing)? (?:from trial|to paid|trial|users|leads|customers|better|well|at)\b|\bchurch (?:schools?|clients|customers|buildings?|bells|tax (?:software|rules)|street|lane|road|organs? (?:maker|builder|repair))\b|\bdevil'?s advocate\b|\bcult(?:ure| classic| brand| following| film)\b|\bsacred cows?\b|\bin god we trust\b|\bgodsend\b|\bthank god\b|\bgod(?: |-)?mode\b|\bpray that the (?:build|server|deploy|release)\b|\btemple (?:street|road|lane|bar)\b|\bfaith [a-z]+ (?:runs|leads|is the|heads|from|joined|said|works)\b|\bchristian (?:\w+ )?(?:runs|leads|heads|from sales|joined|said|works|told|will|asked)\b|\b(?:catholic|church|christian|jewish|protestant|lutheran|muslim) (?:hospitals?|schools?|charit\w+|universit\w+|publishers?|museums?|clinic|kindergartens?|foundations?|care homes?|academy|customers|clients|market|organi[sz]ation|buyers|holidays? (?:shift|change|move)|relief|aid)\b|\bzen (?:mode|of|garden)\b|\btemple of \w+|\b(?:demo|server|build|release|weather|printer) gods?\b|\bprays? to the (?:\w+ )?(?:gods?|servers?|printer)\b|\bgospel\b(?! choir)|\bholy book\b|\bkarma points\b|\bfast(?:er|est)? (?:growth|lane|track|food|fashion|growing|mover|pace|release|feedback)\b"
        ),
        rephrased="Prefers calls at {times that suit}.",
    ),
    "orientation": _Kind(
        said_of=(
            r"(?:gay\b(?! (?:pride|travel|bars?|press|magazine|dating|segment|market|audience|scene guide))|lesbian\b(?! (?:audience|readers))|bisexual|bi\b(?=[.,;]|$| (?:and|but|man|woman))|homosexual|heterosexual|queer\b(?! (?:theatre|festival|studies|film|press|art))|asexual|pansexual|polyamorous|demisexual|straight\b(?=[.;]|$| (?:man|woman|guy) (?:married|,))|lgbt\w*\+?\b(?=[.,;]|$| (?:person|himself|herself))|out (?:at work|to (?:his|her|the|everyone|a few|most|all|only|colleagues|no)|as (?:gay|lesbian|queer|bi\w*)|and proud|since|in the team)|out\b(?= (?:gay|lesbian))|not out\b|in the closet|closeted|into (?:men|women|guys|girls|both)|attracted to (?:men|women|both|his own|her own)|in a (?:same-sex|gay|lesbian|polyamorous|open|queer) (?:relationship|marriage|partnership|couple)|a (?:gay|lesbian|same-sex|queer) (?:couple|man|woman|dad|father|mum|mother|parent|founder|manager|teacher)|married to (?:another )?(?:a )?(?:man named|woman named)|a swinger|one of (?:the few )?(?:openly )?(?:gay|queer|lesbian)|promiscuous|sexually active|celibate|a womani[sz]er|having an affair|unfaithful|part of the (?:lgbt\w*|queer|gay) community|gay or bi\w*)"
        ),
        had=(
            r"(?:sexual (?:orientation|preferences?|identity|life|partners?)|sexuality|sex life|coming[- ]out|homosexuality|bisexuality|orientation\b(?= (?:is|at work|was|secret|private|to himself|to herself)|[.;]|$)|same-sex (?:partner|marriage|spouse|wife|husband|relationship|wedding|couple)|gay (?:brother|sister|son|daughter|friend|wedding|marriage|partner|couple|dads?|best friend|colleague)|lesbian (?:sister|daughter|couple|partner|wedding|mother|mums|moms)|affairs? with (?:a|his|her|the|another)|open (?:marriage|relationship)|two (?:mums|moms|dads|mothers|fathers))"
        ),
        done=(
            r"(?:came out\b(?= (?:as|to|at (?:work|the office|home|school|uni\w*|\d+)|last|when|two|three|five|ten|years|only|in (?:his|her)|late|early|after|of the closet|publicly|on stage)|[.,;]|$)(?! (?:in (?:may|june|march|spring|\d{4})$|of the (?:merger|red|meeting|crisis|talks)|on top|ahead|last (?:month|week) (?:in|with) print))|(?:is|has) come out\b(?= (?:as|to|at))|comes out (?:as|to)|dates (?:men|women|guys|girls|another (?:man|woman)|both)|sleeps (?:with|around)|identif(?:ies|y|ied) as (?:an? )?(?:gay|lesbian|queer|bi\w*|asexual|pansexual|straight|homosexual|lgbt\w*|demisexual)|prefers (?:men|women|the company of (?:men|women) in bed)|likes (?:men|women|boys|girls|guys)\b|fancies (?:men|women|blokes)|fell for (?:a|another) (?:man|woman)|bats? for the other|swings? both|plays for the other team|hides (?:that|being) (?:he|she|gay|queer|his (?:boyfriend|husband)|her (?:girlfriend|wife))|had an affair|is having an affair|cheats on|visits (?:prostitutes|brothels)|uses grindr|is on grindr|kissed (?:a|another) (?:man|woman) )"
        ),
        anywhere=(
            r"(?:she (?:\w+ )?(?:married|loves|kissed|dates) (?:a|another) woman\b|he (?:\w+ )?(?:married|loves|kissed|dates) (?:a|another) man\b|married to (?:a|another) (?:man|woman)\b|relationship with (?:a|another) (?:man|woman)\b|(?:his|her|with) (?:a |his |her )?(?:male|female|same-sex) (?:partner|companion|lover)|her (?:woman|lady|female) (?:friend and partner|partner)|lgbt\w*\b(?! (?:readers|customers|charity|marketing|film|clients|audience|travel|tourism))|out since|came out\b(?! (?:with|for))|coming out\b|closeted|affair with|had an affair|love life|sex life|sleeps around|lives with (?:his boyfriend|her girlfriend|another (?:man|woman))|transsexual partner|drag queen|gay pride with|two husbands|attracted to (?:men|women)|lesbians?\b|bi\b(?= and)|queer|husband, (?:also )?a man|his (?:(?:late|new|then|future|ex|first|second) )?(?:ex-)?(?:husband|boyfriend)\b|her (?:(?:late|new|then|future|ex|first|second) )?(?:ex-)?(?:wife|girlfriend)\b|she (?:\w+ ){0,4}(?:a|and her) (?:wife|girlfriend)\b|he (?:\w+ ){0,4}(?:a|and his) (?:husband|boyfriend)\b|\bgay\b(?! (?:pride|travel|bars?|press|magazine|dating|segment|market|audience|customers?|rights (?:group|charity)|clubs?|history))|\blesbian\b(?! (?:readers|audience|customers))|bisexual|homosexual|openly queer|same-sex (?:partner|marriage|wife|husband|spouse|couple)(?! (?:customers|adverts|benefits))|\bpansexual|\basexual\b|out to (?:his|her) (?:boss|manager|team|family|parents|colleagues|clients)|not out\b|in the closet|coming-out|sexual orientation|husband and husband|wife and wife|civil partnership with (?:a|another) (?:man|woman)|grindr|pride network member|queer\b(?! (?:theatre|festival|studies|film|press|art|reading|history))|two dads|two mums|two moms|(?:companion|partner|better half|other half|lover)(?: is|,| being) (?:also )?(?:a |another )?(?:woman|lady|man|gentleman)\b)"
        ),
        silent=(
            r"\bstraight(?:forward| answers?| talk| to| from| away| into| through| line| after| up| out| back| on)\b|\borientation (?:week|day|days|programme|session|phase)\b|\b(?:object|market|customer|goal|service|result|task)[- ]orient\w+\b|\bcame out (?:of|on top|ahead|in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|print|paperback|\d{4}))\b|\b(?:paper|report|book|album|study|version|release|issue|article|results?|numbers?|survey|film)s? (?:\w+ )?(?:came|coming|comes) out\b|\bcoming out (?:soon|in|next|with)\b|\bout of (?:office|town|stock|scope|date|budget)\b|\bpride (?:parade|sponsorship|campaign|month|float|of|in)\b|\bbi-?(?:weekly|monthly|annual\w*|lingual|lateral)\b|\bdating (?:apps?|sites?|services?)\b|\bsame-sex (?:parents in adverts|benefits|couples in adverts|couples as customers)\b|\brainbow (?:of|tables?|colou?rs)\b|\bgay[- ]straight\b|\bcloseted (?:in|with)\b|\bpartner (?:firm|company|agency|network|school|organi[sz]ation|bank|clinic)\b"
        ),
        rephrased="Knows {which network or group at work} well.",
    ),
    "union": _Kind(
        said_of=(
            r"(?:(?:trade[- ]?|labou?r )?union(?:ist)? (?:member|rep\w*|man|woman|official|organi[sz]er|activist|delegate|officer|steward|secretary|leader|chair\w*|treasurer|negotiator|boss|branch \w+|lawyer by|supporter|family|convenor|president)|trade[- ]unionist|unionist\b(?! (?:party|politician))|unioni[sz]ed\b(?= (?:since|himself|herself|like)|[.;]|$)(?<!highly unionised)|shop steward|(?:works|staff|personnel|workers'|employee) (?:council )?(?:council(?:lor)? member|council (?:member|rep\w*|chair\w*|head)|councillor|rep\w*\b)|chair(?:man|woman)? of the (?:works|staff|personnel) council|on the (?:works|staff|personnel|workers'|players' union|union) (?:council|committee|board|executive)|(?:works|staff|personnel) council(?:lor)?(?= since|[.,;]|$)|member of (?:the |a |an |his |her |ig |ver)*(?:[\w'.&-]+ ){0,4}(?:union\b|trade union|works council|staff council|ig metall|ver\.di|unison|unite\b|teamsters|afl-cio|cgt|cfdt|ccoo|guild\b)|in (?:the|a|his|her) (?:[\w'-]+ ){0,3}(?:trade |labou?r |teachers'? |nurses'? |drivers'? |metalworkers'? |printers'? )?union\b(?! (?:street|square|hall|bar|building|of|jack))|with the union\b|on strike\b|on (?:the|a) picket(?: line)?s?|a striker|a strike (?:leader|organi[sz]er)|a (?:union|works council) (?:man|woman|person)|striking\b(?= (?:since|with|for|again))|active in (?:the |a |his |her |\w+ )*(?:[\w'-]+ ){0,3}(?:union\b|works council|trade union|labou?r movement)|a teamster\b|exempt(?:ed)? (?:from work )?for (?:union|works council) (?:work|duties)|a card-carrying union)"
        ),
        had=(
            r"(?:(?:trade )?union (?:membership|card|dues|fees|work|activit\w+|past|post|office|role|rep|badge|duties|days|meetings?|colleagues|job|friends|background|career|background)|works council (?:seat|membership|mandate|work|duties|role|post)|(?:[\w']+ )?union\b(?= (?:rep|card|dues|membership|,|work|meeting|before)|[.;]|$)|strike (?:pay|record|committee)|part in the (?:strike|walkout)|role in the (?:strike|walkout|works council|union)|seat on the (?:works|staff|personnel) council|shop steward (?:role|post|days)|dues to (?:the |a )?[\w'. -]{0,30}union)"
        ),
        done=(
            r"(?:(?:joined|joins|left|leaves|quit|quits|founded|co-?founded|helped (?:to )?(?:found|form|set up|start|organi[sz]e)|started|formed|leads|led|heads|headed|runs|ran|represents|represented|rejoined|supports|supported|belongs to|belonged to|declined to join|refused to join|wants to join|wants|wants to (?:found|start|form)|negotiates for|negotiated for|speaks for|organi[sz]es (?:for|with)|organi[sz]ed (?:for|with)|volunteers (?:for|with)|works for|worked for|pays (?:his |her |into |dues to )?|paid (?:his |her )?(?:dues )?to|resigned from|walked out of|returned to|trusts|is thinking of joining|sits (?:on|in)|sat (?:on|in)|serves on|served on|sympathi[sz]es with|chairs|chaired|stood for|ran for|elected to|was elected to|got elected to|voted (?:in|into|onto)|active in|campaigns for|campaigned for|active with|recruits for|was thrown out of) (?:the |a |an |his |her |any |their |its |our |into |on )*(?:[\w'.-]+ ){0,4}?(?:(?:trade |labou?r )?union\b(?! (?:street|square|of (?:two|both|the (?:two|lists?|tables?))|square|types?|jack|budget))(?! (?:clients?|customers?|software|portal|website|magazine|paper\b))|works council|staff council|personnel council|workers' council|ver\.di|ig metall|teamsters|unison\b|strike committee|union side|guild\b(?= of (?:actors|writers|musicians)))|"
            r"(?:went|goes|was|were|going|been|is) on (?:a )?strike\b(?! (?:force|team))|(?:joined|joins|led|leads|organised|organized|took part in|takes part in|supported|backed|called for|broke|broke up|helped organi[sz]e|was part of|co-organi[sz]ed) (?:the |a |an |last |that |every )*(?:[\w'-]+ ){0,2}(?:strikes?|walk-?out|picket(?: line)?|industrial action|work stoppage|warning strike)|walked out (?:with|in|over)\b|picketed|pickets\b|striked|struck (?:with|for (?:more pay|better|higher)|last (?:spring|year|month))|unioni[sz](?:e|ed|es|ing) (?:the|his|her|their) (?:\w+ )?(?:team|warehouse|shop|plant|studio|colleagues|staff|newsroom|firm|company|workplace|store|office)|(?:try|trying|tried|tries) to unioni[sz]e|pays (?:his |her )?(?:union )?dues\b|paid (?:his |her )?(?:union )?dues\b|crossed the picket|carries a union card|(?:organised|organises|organized|organizes) (?:the |his |her )?(?:\w+ )?(?:workforce|workers|co-?workers)\b)"
        ),
        anywhere=(
            r"(?:(?:the|a|his|her|their|joined|from|to|with|of) union\b(?! (?:of|types?|query|street|square|and the employer|agreed|is (?:a )?(?:client|customer)|are|signed|clause|jack|hall|wants|demands|negotiat\w+|contract|says))|unions?'s? (?:rep|side|office|meeting|committee|card|lawyer)|unite\b(?= (?:on|at|in|rep|member|union|since|and))|unison\b|ver\.di|ig metall|teamsters?|picket\w*|(?:the|last|that|a|on|joined|during|of|in the|spring|autumn|summer|winter|drivers'|teachers'|nurses') (?:\w+ )?strike\b(?! (?:at the port|delays?|cost|price|rate|force|a|the))|strike (?:committee|leader|fund|organi[sz]er)|(?:staff|works|personnel|workers'|employee) council\b(?! (?:must|has to|approv\w+|agree\w*|wants|asks|block\w*|sign\w*|needs|decid\w+|was|is (?:consulted|involved)|gets|will|can))|bargaining (?:committee|team|unit|side)|convenor|steward\b(?= (?:at|for|in|and|since|,)|[,.;]|$)|organi[sz](?:e|es|ing|ed) (?:a union|colleagues|the workers|his colleagues|her colleagues|co-?workers|the (?:drivers|nurses|night shift|warehouse|kitchen))|colleagues to organi[sz]e|unioni[sz]\w+(?<!unionised)(?<!unionized)|trade[- ]union\w*|labou?r (?:organi[sz]er|activist|movement|union)|dues\b|guild (?:member|rep|card)|walk-?out|betriebsrat|employee rep\w*|workers' rep\w*|scab\b|strike ?breaker|wildcat|shop steward|union (?:member\w*|rep\w*|delegate|official|organi[sz]er|activist|man|woman|steward|dues|card|side in|officer|colleague)|trade unionist|(?:teachers'|nurses'|drivers'|metalworkers'|printers'|players'|rail|public[- ]sector|postal workers'|dockers'|miners'|journalists'|actors'|pilots'|doctors'|students' workers'|police|firefighters'|builders'|musicians'|civil servants') union\b(?! (?:and the employer|agreed|signed|contract|deal|members get|negotiat|building|is a client))|picket line|on strike\b|joined the strike|works council (?:member|chair\w*|rep\w*|since)|to the works council|ver\.di|ig metall\b|unioni[sz]e the|the union (?:card|badge)|left the union|joined the union)"
        ),
        silent=(
            r"\b(?:european|credit|student|students'|savings|monetary|customs|banking|soviet|african|western|type|postal|currency|civil|rugby) unions?\b|\bunions? of (?:the |both |two |all |sets|lists|tables)|\bunion (?:street|square|road|station|hall|jack|types?|query|queries|all|clause|join|budget|territory|bank)\b|\bstate of the union\b|\bstrike (?:that|price|rate|a (?:balance|deal|note|chord)|force)\b|\bstruck (?:a|the) (?:deal|balance|right note|chord)\b|\bstriking (?:design|result|difference|feature|example|how|that|a balance|similarity|fact|number|contrast|balance)\b|\blightning[- ]strikes?\b|\bbird strikes?\b|\bhunger strike\b|\bworks council (?:must|has to|approves?|approved|agreed|agrees|wants|asks|blocks|blocked|signs|signed|needs|decides|is (?:consulted|involved|asked|slow)|gets|agreement|elections? (?:in|are)|meeting on the tool|was (?:consulted|informed)|will|can|reviews|objected|consent)\b|\b(?:the )?union (?:and the|agreed|signed|wants|asks|demands|blocks|negotiates|contract|agreement|rules?|rates?|scale|density)\b|\bstrikes at\b|\bstrike at the\b(?! \w+ (?:he|she))|\bport strikes?\b|\btrain strike\b|\b(?:rail|train|bus|air|postal|dock|lorry|truck) strikes?\b|\bstrikes? (?:delay|delays|delayed|cost|costs|hit|hits|closed|shut)\b|\bwinner of the guild\b|\bin unison with\b"
        ),
        rephrased="Knows how {the rules on pay and working time} are made.",
    ),
    "ethnic_origin": _Kind(
        said_of=(
            r"(?:black\b(?! (?:box|friday|market|swan|list|hat|belt|and white|ink|coffee|sea|forest|screen|tie|humou?r|hole|ops))|white\b(?= (?:man|woman|guy|south african|zimbabwean|american|british|male|female|and (?:male|middle)|european|person|,|\.)|[.,;]|$)(?! (?:paper|board|label|space))|brown\b(?= (?:man|woman|girl|skin\w*|person|and)|[.,;]|$)|asian\b(?! (?:business|market|markets|office|suppliers?|food|branch|team|clients|customers|sales|games|subsidiar\w+|partners?|cup))|(?:south|east|south-east|southeast|central)[- ]asian\b(?! (?:business|market|office|suppliers?|food|branch|team|clients|sales))|african(?:[- ]american)?\b(?= (?:man|woman|origin|descent|roots|heritage|american|by)|[.,;]|$)|afro-?\w+|hispanic\b(?! (?:market|audience|customers))|latin[oax]\b(?! (?:market|music|audience))|chican[oa]|caucasian\b|arab\b(?! (?:market|spring|league|states))|roma\b|romani\b|gypsy\b|sinti?\b|travell?er (?:family|background)|indigenous\b(?! (?:art|plants|species))|aboriginal\b|first nations\b|native american\b|american indian\b|inuit\b|m[aā]ori\b|s[aá]mi\b|lakota|navajo|cherokee|kurd(?:ish)?\b|berber|amazigh|yazidi|coptic|assyrian\b|druze|uyghur|uighur|tamil\b|pashtun|hazara|tutsi|hutu|yoruba|igbo\b|zulu|xhosa|hmong|rohingya|basque\b(?! (?:country|coast|office|cuisine|market|government))|catalan\b(?= (?:and proud|to the|by blood|by descent)|[.;])|sorb(?:ian)?\b|tatar|chechen|crimean tatar|ainu|mixed[- ]race|biracial|multiracial|mixed (?:heritage|parentage|background|blood|ethnicity)|(?:an? )?(?:person|people|woman|man|women|colleague|leader) of colou?r|of colou?r\b|bame\b|dark[- ]skinned|light[- ]skinned|fair[- ]skinned|brown[- ]skinned|black[- ]skinned|non-?white|ethnic(?:ally)? (?:\w+)(?! (?:food|aisle|market|media|marketing|diversity|groups|minorities in|data))|ethnic minority\b|(?:of|from) (?:an? |the |old |mixed |partly |part |half |\w+ )*(?:\w+[- ])?(?:\w+[- ])?(?:descent|origins?|ancestry|extraction|heritage|parentage|stock|blood|lineage|minority|ethnicity|tribe|clan)\b(?! (?:of|story|for|label|country)\b)|half[- ](?:\w+ese|\w+ian|\w+ish|black|white|asian|jewish by blood|german|french|greek|turk|arab|persian|dutch|swiss|danish|dane|thai|irish|scottish|welsh|japanese|african|indian|iraqi|israeli|kurd|finn|swede|pole|filipino|maori)|part (?:\w+ian|\w+ese|african|asian|black|native american|cherokee|maori|indian|aboriginal)|(?:\w+[- ])?(?:\w+) by (?:descent|blood|ethnicity|ancestry|heritage|extraction)|black british|british (?:asian|indian|pakistani|nigerian|chinese)|asian[- ]american|(?:turkish|german|french|british|dutch|american|italian|vietnamese|chinese|korean|japanese|indian|mexican|pakistani|moroccan|algerian|nigerian|polish|iranian|irish|greek)-(?:german|american|british|french|dutch|canadian|australian|swiss|turk|belgian|swede|indian|nigerian|austrian)|a (?:white|black|brown) (?:man|woman|guy|person|south african|african)|descended from|descends from|descendant of|a child of (?:\w+ )?(?:immigrants|guest workers|refugees)(?= from)|jewish by (?:descent|birth|blood))"
        ),
        had=(
            r"(?:(?:\w+[- ]){0,3}(?:roots\b(?! (?:in (?:sales|marketing|engineering|finance|design|retail|tech|consulting|the (?:trade|business|team|firm|company)))|(?: cause| causes))|ancestry|ancestors|descent|heritage\b(?! (?:site|brand|railway|sector|buildings?|charity|fund|trust))|ethnicity|ethnic (?:origin|background|group|roots|identity)|skin colou?r|complexion|racial (?:background|identity)|bloodline|forebears|lineage)|dark skin|brown skin|black skin|migration background|african blood|(?:roma|kurdish|arab|black|african|asian|turkish|indian|chinese|pakistani|moroccan|maori|native american|cherokee|aboriginal|indigenous|mixed|jewish|persian|vietnamese|korean|armenian|caribbean|west african|punjabi|tamil|hispanic|latin[oa]|mexican|ghanaian|nigerian|somali|ethiopian|sámi|sami|berber) (?:mother|father|parents?|grandmother|grandfather|grandparents|family|side|background|blood|identity|community|minority|parentage|great-\w+)|race\b(?= (?:comes|is|was|has|played|came|as|at work)|[.;]|$)|tribe\b|caste\b)"
        ),
        done=(
            r"(?:identif(?:ies|y|ied) as (?:an? )?(?:black|white|brown|asian|mixed|hispanic|latin\w+|m[aā]ori|indigenous|roma|biracial|african|native|arab|kurd\w*|person of)|belongs to (?:the |a |an )?(?:[\w-]+ )?(?:minority|ethnic \w+|tribe|caste|clan|community of (?:\w+ )?descent)|comes from (?:the |a |an )?(?:old |large |mixed |\w+ )*(?:\w+[- ])?(?:roma|kurdish|armenian|tamil|turkish|arab|black|african|asian|jewish|chinese|indian|pakistani|persian|berber|tatar|sámi|sami|aboriginal|maori|minority|immigrant|assyrian|punjabi|indigenous|mixed-race|sorbian|basque|vietnamese|somali|ethiopian|yoruba|igbo|german-speaking minority|danish minority|hungarian minority) (?:\w+ )?(?:family|background|minority|community|household|roots|parents|clan|tribe|stock)|springs from|descends from|descended from|speaks for (?:black|asian|roma|indigenous) (?:people|staff|colleagues)|passes for white|is taken for (?:white|black|arab|turkish)|has (?:african|asian|black|indigenous|jewish|roma|kurdish|arab|turkish|native american|maori|indian|irish|greek|armenian|persian|polish|russian|german|french|spanish|italian|portuguese|chinese|japanese|korean|vietnamese|caribbean|mixed|mexican|cuban|lebanese|syrian|iraqi|iranian|afghan|pakistani|somali|ethiopian|nigerian|ghanaian|moroccan|algerian|tunisian|egyptian|jamaican|haitian|scottish|welsh|dutch|danish|swedish|norwegian|finnish|hungarian|romanian|bulgarian|serbian|croatian|bosnian|albanian|ukrainian) (?:and \w+ )?(?:roots|blood|ancestry|ancestors|heritage|forebears|parents|grandparents|family))"
        ),
        anywhere=(
            r"(?:arab\b(?!-)(?! (?:league|states|market|spring|world|clients))|kurd(?:ish|s)?\b|roma\b|romani\b|gypsy|latin[oa]\b(?! (?:market|music|audience|clients))|hispanic\b(?! (?:market|audience|clients|customers))|aboriginal\b|indigenous\b(?! (?:plants|species|art))|m[aā]ori\b|s[aá]mi\b|inuit|(?:afro-)?caribbean (?:family|roots|parents|background|heritage|woman|man)|(?:[a-z]+(?:ese|ian|ish|an)|greek|thai|turk|irish|dutch|welsh|french|iraqi|pakistani|bengali|punjabi|somali|israeli|afghan|uzbek|kazakh|czech|yoruba|igbo|tamil) (?:family|parents|grandparents|background|blood|minority|ancestors?|community here|by (?:birth|descent|blood|heritage))\b(?! (?:business|office|company|law|firm))|born to (?:[a-z]+ )?(?:[a-z]+(?:ese|ian|ish|an)|greek|thai|irish|dutch|french) parents|ethnic\w*\b(?! (?:food|aisle|media|marketing|diversity|groups?|minorities))|racial\w*|racis\w+|skin\b(?= (?:colou?r|tone)|[.,;]|$)|brown (?:woman|man|girl|guy|skin)|white (?:man|woman|guy|male|south african|zimbabwean)|black\b(?= (?:and|,|in|from|partner|colleague|at)|[.;]|$)|minority (?:background|group|family)|tribe\b|biracial|half[- ](?:[a-z]+(?:ese|ian|ish)|black|white|asian|german|french|greek|thai|turk|arab|persian|dutch|swiss|swede|dane|pole|finn|indian|african|iraqi|kurd|maori|filipino|korean)|sorb(?:ian)?\b|tatar|berber|asian (?:woman|man|face|colleague|descent|background|heritage|family|parents)|ancestry|ancestors\b|forebears|descendant\w*|coptic\b|of (?:[\w-]+ ){1,3}(?:descent|ancestry|extraction|parentage)|(?:[\w-]+ )(?:descent|ancestry)\b|mixed[- ]race|people? of colou?r|person of colou?r|woman of colou?r|man of colou?r|skin colou?r|black (?:man|woman|british|american|colleague|founder|manager|engineer|director|leader|employee|partner|lawyer|nurse|professional|family)\b|as (?:an? |the only )(?:\w+ )?(?:black|asian|brown|arab|hispanic|latin[oa]|african|roma|kurdish|indigenous|minority)(?: \w+)?|(?:only|first) (?:black|asian|brown|non-white|minority|hispanic|latin[oa]|arab) |native american\b|african[- ]american|afro-\w+ (?:roots|heritage|background|family)|ethnic (?:hungarian|german|russian|turk|albanian|serb|chinese|armenian|greek|kurd|pole|swede|korean|tatar|romanian|uzbek|\w+ian|\w+ese|\w+ish)\b|\w+ (?:origin|roots)\b(?= (?:and|who|so|from|on|in|but|,)|[.,;]|$)|sinti|(?:her|his) (?:mother|father|parents|wife|husband|grandparents|grandmother|grandfather|family|folk|partner) (?:is|are|was|were|be|came|come) (?:\w+ )?(?:kurdish|roma|armenian|tamil|berber|black|asian|african|arab|s[aá]mi|m[aā]ori|aboriginal|mixed|tatar|indigenous|turkish|hispanic|yoruba|igbo|punjabi|jewish by|chinese|indian|persian|vietnamese|ethnic)\b|racial abuse|racist (?:abuse|remarks?|insults?) (?:against|towards|about|at) (?:him|her)|dark-skinned)"
        ),
        silent=(
            r"\brace (?:to|condition|conditions|for|against|car|track|between|day)\b|\bblack[- ](?:box|boxes|friday|swan|list|market|hat|belt)\b|\bwhite[- ]?(?:papers?|boards?|label|list|hat|goods|space|collar)\b|\bin the black\b|\bblack and white\b|\broots? causes?\b|\bgrass ?roots\b|\broots? in (?:sales|marketing|engineering|finance|design|retail|tech|consulting|the|teaching|science|academia)\b|\bback to (?:his|her|the|its) roots\b|\bsquare roots?\b|\bminority (?:shareholders?|stakes?|interest|government|vote|report|language)\b|\bnative (?:app|apps|code|client|mobile|advertising|speakers?|integration|support)\b|\bcountry of origin\b|\brules? of origin\b|\borigin (?:of|story|server)\b|\bheritage (?:site|brand|railway|sector|fund|trust|buildings?)\b|\bethnic (?:food|aisle|diversity|marketing|media|minorities (?:in|as))\b|\bbrown ?field\b|\bbrownfield\b|\bwhite[- ]?water\b|\bred, white(?:, black)?\b|\bblack: the\b|\bblack,? (?:white|red|blue|green|yellow)\b|\bwhite,? (?:black|red|blue|green)\b|\bof (?:local|regional|unknown|doubtful|swiss made|organic) origin\b|\bblack (?:ink|screen|coffee|hole|tea)\b|\bbasque country\b|\bwhite as a sheet\b"
        ),
        rephrased="Knows {which region, language or market} well.",
        followed=(
            r"(?=[.,;:!?()\s]*$|[.,;:!?()]| (?:and|but|or|by|from|in|who|with|on|of|at|as|so|to|too|like|through|born|family|background|roots|descent|origin|heritage|mother|father|parents|minority|"
            r"british|american|german|french|dutch|canadian|australian|african|south|christian|muslim|jew|jewish|blood|himself|herself|man|woman|girl|boy|guy|lady|person|people|colleague|partner|founder|"
            r"lead|head|chief|face|\w+(?:er|or|ist|ian|ant|nurse|ive|woman|man))\b)"
        ),
    ),
}


def _compile(kind: _Kind) -> tuple[re.Pattern[str], ...]:
    group = rf"(?!\s{_GROUP}\b)"
    fill = rf"(?:{_DEGREE}\s){{0,4}}?"
    start = r"(?:(?<=^)|(?<=[.;:,!?(\n] )|(?<=\n)|(?<= and )|(?<= but )|(?<= - )|(?<=– ))"
    follow = kind.followed
    be = (
        rf"(?:(?:\b{_WHO}(?:'s|'re| calls (?:himself|herself)| called (?:himself|herself)| describes (?:himself|herself) as| sees (?:himself|herself) as| considers (?:himself|herself)| grew up(?: in)?| was raised| is| are| was| were| be| has been| have been| had been| became| becomes| got| gets| fell| looks| seems| remains| stayed| feels| turned| went| has become| may be|'d been| used to be| is said to be)|"
        r"\b(?:is|was|being|became|been|are|were|remains|as|looks|calls (?:himself|herself)|describes (?:himself|herself) as|grew up(?: in)?|raised|while|although|though|since)(?: (?:he|she)(?:'s| is| was))?|\b(?:i'm|i am|that (?:he|she)(?:'s| is| was)))\s)"
    )
    return (
        re.compile(rf"{be}{fill}(?:{kind.said_of})(?!'s\b){group}"),
        re.compile(rf"{start}{fill}(?:{kind.said_of})(?!['-]){group}{follow}"),
        re.compile(
            rf"\b(?:has|have|had|having|got|with|without|from|of|due to|because of|after|despite|since|through|following|about|by|for|to|mentioned|given|over|in|against|talked about|told me about)\s(?:had\s|got\s|got over\s)?"
            rf"(?:(?:an?|his|her|the|some|two|three|\w+'s|own|type \w+|severe|chronic|serious|bad|mild|recent|long|new|old|deep|strong|early|late|breast|lung|prostate|skin|stomach|difficult|light|slight|second|first|third|own|"
            rf"terrible|nasty|minor|major|young|physical|mental|congenital|hidden|invisible|brief|another|recurring|frequent|regular|weekly|still|also|(?:his|her|my) {_RELATIVE}'s)\s){{0,3}}(?:{kind.had})\b{group}"
        ),
        re.compile(rf"\b{_HIS}\s(?:\w+\s){{0,2}}?(?:{kind.had})\b{group}"),
        re.compile(
            rf"(?:{start}|\b{_WHO}\s|\b(?:to|and|who|that|then|also|or|but|which|she's|he's|has|had|have|will|would|still|now|being|is|was|often|always|once|never|even|both|has been|had been|because he|because she)\s)"
            rf"(?:(?:also|still|often|always|once|never|recently|already|just|even|openly|now|again|has|had|have|is|was|will|would|used to|may|might|usually|regularly|sometimes|secretly|quietly|daily|loudly|proudly|then|since|officially|formally|told me that (?:he|she)|said (?:that )?(?:he|she)|says (?:that )?(?:he|she)|said to have|been|long|later|he|she)\s){{0,3}}(?:{kind.done}){group}"
        ),
    )


_COMPILED = {
    name: (
        _compile(kind),
        re.compile(rf"\b(?:{kind.anywhere})(?!-)(?!\s{_GROUP}\b)"),
        re.compile(kind.silent),
    )
    for name, kind in _KINDS.items()
}

_LITERAL = re.compile(r"(?<!\\\\)[a-z]{3,}")
_COMMON = frozenset(
    "the and for with his her from has had have who was were been not are that this she off out one two three own new old late young long also still only first second last into over about after before since "
    "because until under than all any its their our years year months work works worked working takes take took goes went going gets got keep keeps run runs ran lead leads led makes made told says said see sees "
    "man woman men women lady guy boy girl son kid family mother father parents wife husband brother sister colleague friend partner partners person people member members membership active former life part time times "
    "high low big bad good well very strong deep heavy small little early daily weekly every around along back down home house office school team group job role career number seat duties duty badge card post friends background "
    "community company firm customers clients data market lives live lost left found joined joins supports supported helped help used use uses need needs want wants started start stopped set form formed called calls "
    "against towards other others another both without through during around being becomes became because like likes lists list talk talks talked meeting meetings business office trade name old own plays play sits sat "
    "speaks spoke stood stands standing elected elections representing represents rep side local social regional public state city town council national north south east west central "
    "wears wear carries reads writes teaches trained studied grew raised born lived comes come came leave leaves quit return returned turn turned turns held holds hold gave give given calling day days week night "
    "sunday friday monday tuesday spring summer autumn winter january february march april may june july august september october november december strong mixed".split()
)
# stems that the pattern text itself splits
_MORE_STEMS = {
    "health": "back off anem anae bedr blin deaf sick ill unwe sobe dry hiv add ms asth ankl knee hip vaca iv".split(),
    "politics": "vote voti vott poli part coun labo tory gree mp mep pro- anti camp left righ righ".split(),
    "religion": "god mass pray fait chur reli bapt jew musl sikh cath".split(),
    "orientation": "gay bi out lesb quee hete husb boyf girl wife date slee affa swin".split(),
    "union": "unio stri stru pick coun orga unis dues ver ig".split(),
    "ethnic_origin": "maor sami sámi māor blac whit brow asia root half colo dark race skin".split(),
}


def _stems(name: str, kind: _Kind) -> frozenset[str]:
    """First letters of the words a kind is about; a sentence without any of them is not looked at further."""
    words = {
        word
        for pattern in (kind.said_of, kind.had, kind.done, kind.anywhere)
        for word in _LITERAL.findall(
            re.sub(r"\(\?[!<=][^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)", " ", pattern)
        )
        if word not in _COMMON
    }
    return frozenset({word[:4] for word in words} | set(_MORE_STEMS[name]))


_STEMS = {name: _stems(name, kind) for name, kind in _KINDS.items()}
_WORD = re.compile(r"[^\W\d_]+")

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.](?=\w)[^.!?\n]*)*[.!?]*\n?")
_CLAUSE = re.compile(r"[^,;:]+(?:[,;:]+\s*|$)")
_KIND_NAMES = {
    "health": "health",
    "politics": "politics",
    "religion": "religion or belief",
    "orientation": "sexual orientation or sex life",
    "union": "trade-union ties",
    "ethnic_origin": "ethnic origin",
}


def check_note(text: str) -> list[Finding]:
    """Return one finding per kind and sentence, in the order in which they stand in the note."""
    low = _plain(text)
    findings = []
    for sentence in _SENTENCE.finditer(low):
        body = sentence.group()
        if not body.strip():
            continue
        stems = {word[:4] for word in _WORD.findall(body)}
        for name, (patterns, vocabulary, silent) in _COMPILED.items():
            if _STEMS[name].isdisjoint(stems):
                continue
            cleaned = silent.sub(_blank, body)
            if place := _stated(cleaned, patterns, vocabulary):
                start, end = sentence.start() + place[0], sentence.start() + place[1]
                findings.append(_finding(text, name, start, end, sentence.start(), sentence.end()))
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.label))


def _blank(found: re.Match[str]) -> str:
    return "\u00b7" * len(found.group())


def _stated(
    body: str, patterns: tuple[re.Pattern[str], ...], vocabulary: re.Pattern[str]
) -> tuple[int, int] | None:
    impersonal_start = bool(_IMPERSONAL_START.search(body))
    reported = _REPORT.sub(_blank, body)
    for pattern in patterns:
        for hit in pattern.finditer(body):
            before = body[: hit.start()]
            if impersonal_start and not _PERSON.search(reported[: hit.end()]):
                continue
            if _AT_WORK_BEFORE.search(before):
                continue
            return hit.span()
    if (impersonal_start or _IMPERSONAL.search(body)) and not _PERSON.search(reported):
        return None
    for hit in vocabulary.finditer(body):
        if not _AT_WORK_BEFORE.search(body[: hit.start()]):
            return hit.span()
    return None


def _finding(text: str, name: str, start: int, end: int, sentence_start: int, sentence_end: int) -> Finding:
    fixes = []
    clauses = [
        (sentence_start + clause.start(), sentence_start + clause.end())
        for clause in _CLAUSE.finditer(text[sentence_start:sentence_end])
    ]
    touched = [(a, b) for a, b in clauses if a < end and b > start]
    if touched and len(touched) < len(clauses):
        first, last = touched[0][0], touched[-1][1]
        if last == sentence_end and clauses[0][0] < first:
            # keep the full stop, drop the comma before the removed words
            kept = text[:first].rstrip().rstrip(",;:")
            stop = text[:sentence_end].rstrip()
            closing = stop[-1] if stop and stop[-1] in ".!?" else ""
            fixes.append(Fix("Remove these words", len(kept), len(stop), closing))
        elif first == sentence_start:
            rest = text[last:sentence_end].lstrip()
            skipped = last + (sentence_end - last - len(rest))
            lead = len(text[first:last]) - len(text[first:last].lstrip())
            if rest[:1].isalpha():
                fixes.append(Fix("Remove these words", first + lead, skipped + 1, rest[0].upper()))
            else:
                fixes.append(Fix("Remove these words", first + lead, skipped, ""))
        else:
            fixes.append(Fix("Remove these words", first, last, ""))
    body = text[sentence_start:sentence_end]
    lead = len(body) - len(body.lstrip())
    fixes.append(Fix("Remove the sentence", sentence_start, sentence_end, ""))
    fixes.append(
        Fix(
            "Rephrase to the work",
            sentence_start + lead,
            max(sentence_start + lead, sentence_start + len(body.rstrip())),
            _KINDS[name].rephrased,
        )
    )
    return Finding(
        code="N-SPECIAL",
        label=f"special:{name}",
        severity=Severity.WARN,
        message=f"This looks like sensitive information about a person ({_KIND_NAMES[name]}). Remove it?",
        start=start,
        end=end,
        fixes=tuple(fixes),
    )
