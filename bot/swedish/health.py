"""What is said of a person's health or union, which is never kept; a topic or a post is neither."""

import re

#: Said of somebody, never of a topic.
_STATE = (
    r"(?:lång(?:tids)?)?sjuk(?:skriven|skrivna|anmäld|anmälde|ledig)?|utbränd|utmattad|deprimerad|gravid|(?:ny)?opererad|opereras|"
    r"inlagd|missbruk(?:ar|are)|alkoholist|allergisk|dyslektiker|diabetiker|epileptiker|rullstolsburen|dement|bipolär|"
    r"(?:hörsel|syn|hjärn|rörelse)skadad|funktionsnedsatt|rehabiliteras|autistisk|smittad|"
    r"fackligt? (?:ansluten|aktiv|medlem)|fackansluten|fackmedlem|(?:medlem|med|aktiv) i facket"
)
#: What somebody has; a seminar may be about it, too.
_ILLNESS = (
    r"sjukdom|sjukskrivning|utmattningssyndrom|utmattning|depression|cancer(?:diagnos)?|bröstcancer|prostatacancer|"
    r"leukemi|tumör|diabetes|epilepsi|adhd|add|autism|asperger|diagnos|missfall|alkoholproblem|missbruk|"
    r"funktionsnedsättning|funktionshinder|dyslexi|allergi|astma|covid|corona|influensa|ms|parkinson|alzheimer|demens|"
    r"stroke|hjärtinfarkt|hjärtfel|hjärtproblem|migrän|ångest|panikångest|ptsd|psykisk ohälsa|ryggproblem|ryggbesvär|"
    r"reumatism|fibromyalgi|hiv|bruten (?:arm|fot|handled)|benbrott|nedsatt (?:hörsel|syn)|rullstol|rehabilitering"
)
_ANY = rf"(?:{_STATE}|{_ILLNESS})(?![\w-])"
#: As it stands before a name: 'sjukskrivna Lars', 'den sjuke Bo'.
_BEFORE_NAME = (
    r"(?:lång(?:tids)?)?sjuk(?:skriv(?:en|na|ne)|anmäld[ae]?|ledig[ae]?|[ae])?|utbränd[ae]?|utmattade?|deprimerade?|gravida?|"
    r"(?:ny)?opererade?|inlagd[ae]?|autistiska?|dement[ae]|smittade?|funktionsnedsatta?|förkyld[ae]?|cancersjuk[ae]?"
)
_COLLEAGUE = r"(?: (?:kollegan?|medarbetaren?|chefen?|deltagaren?|projektledaren?))?"
#: The words between the verb and the condition: not those that make it a topic or a task ('har seminarium om …').
_BETWEEN = r"(?: (?!om |för |inom |mot |kring |på |med |som |seminari|kurs|utbildning)[a-zåäö]+){0,3}"
_HAS = rf"(?:är|var|blev|blivit|har|hade|fick|fått|lider av|drabbad av|drabbats av|sitter i|satt i){_BETWEEN} {_ANY}"
_PERSON = r"(?:[A-ZÅÄÖÉ][a-zåäöé]+(?:[ -][A-ZÅÄÖÉ][a-zåäöé]+)?)"
_HAS_IT = _HAS.replace(_ANY, f"(?i:{_ANY})")  # 'ADHD'
_HEALTH = re.compile(
    rf"(?P<who>{_PERSON})(?: (?:på|från|vid|hos) [^,.;:\n]{{1,40}}?)?(?: som)? (?:{_HAS_IT}|(?:kom inte,|borta,?){_BETWEEN} (?i:{_ANY}))"
    rf"|(?P<who2>{_PERSON})[ ,(:-]{{1,3}}(?i:{_ANY})"
    rf"|(?P<pronoun>(?i:\b(?:hon|han|hen|en|två|tre|fyra|fem|några|flera|någon)(?: (?:deltagare|av dem|person(?:er)?))?)) {_HAS_IT}"
    rf"|(?P<theirs>(?i:\b(?:hennes|hans|hens))) (?:\w+ )?(?i:{_ILLNESS}|operation|behandling)(?![\w-])"
    rf"|(?<![\w-])(?i:{_BEFORE_NAME})[:,]?(?i:{_COLLEAGUE}) (?P<who3>{_PERSON})"
)
#: In a contact everything is said of the person: a clause that has no other subject, or a condition alone.
_OF_CONTACT = re.compile(
    rf"(?<!\w){_HAS}|(?:^|[,;:(.\n-] ?)(?:som |nu |just nu |tidigare |delvis |tyvärr )?(?:{_STATE})(?![\w-])"
    rf"|(?:^|[,;:(.\n-] ?)(?:{_ILLNESS}) ?(?=$|[,;:).\n])"
)
_MAYBE = re.compile(rf"(?<![\w-])(?:{_ANY}|(?:hennes|hans|hens) |(?:{_BEFORE_NAME}) )")
_NO_PERSON = frozenset({
    "Seminarium", "Branschseminarium", "Möte", "Mötet", "Vi", "De", "Det", "Seminariet", "Region", "Kurs", "Utbildning",
    "Föreläsning", "Workshop", "Tema", "Nyhetsbrev", "Dialog", "Vård", "Projektet", "Styrgruppen", "Konferens", "Om",
})  # fmt: skip


def tells_health(text: str, lowered: str, places: frozenset[str], of_contact: bool = False) -> bool:
    """Whether the text says something about a person's health or union; a topic ('seminarium vård') does not.

    `places` (lower case) are nobody: 'seminarium i Örebro: diabetes'. `of_contact`: the text is about one person, so a comma may stand between them and what is said.
    """
    if not _MAYBE.search(lowered):
        return False
    if of_contact and _OF_CONTACT.search(lowered):
        return True
    for match in _HEALTH.finditer(text):
        who = match["who"] or match["who2"] or match["who3"] or ""
        if match["pronoun"] or match["theirs"] or not (who in _NO_PERSON or who.lower() in places):
            return True
    return False
