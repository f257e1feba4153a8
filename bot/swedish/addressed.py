"""Words said to the assistant itself, without a slash command: which command is meant, and the text after it."""

import re
from typing import Literal

Name = Literal[
    "logg",
    "status",
    "paminn",
    "help",
    "greeting",
    "thanks",
    "answer",
    "nothing",
    "pointing",
    "own_reminder",
    "step",
    "question",
]


TAIL = 120  # characters at the end that a farewell may take


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# 'logg', '/yh-logg', 'kan du logga:', 'status', 'visa läget', 'påminn oss om att'
_COMMAND = re.compile(
    r"\s*(?:(?:snälla|(?:kan|vill) (?:du|ni)|skulle (?:du|ni) (?:kunna|vilja)|du kan|jag vill|vi vill|kan jag)\s+)*(?:"
    r"(?P<logg>/?(?:yh-)?(?:logg|logga|loggar du))"
    r"|(?P<status>/?(?:yh-)?(?:status|statusen|läget|läge))"
    r"|(?P<paminn>/?(?:yh-)?(?:påminn|paminn|påminna|påminnelse|planera)(?:\s+(?:mig|oss|gruppen))?(?:\s+om(?:\s+att)?\b|\s+att\b)?)"
    r")(?=[\s:,.!?]|$)[\s:,.!?]*",
    re.I,
)
# 'påminn mig om att ringa Eva', 'påminn Karin om dagordningen'; 'påminn oss om styrgruppsmötet' is the project's
_OWN_REMINDER = re.compile(
    r"(?i:\bpåminna?\s+(?:mig|honom|henne|hen)\b.*\b(?:om\s+)?att\b)"
    r"|(?i:\bpåminna?)\s+(?!(?i:\w*gruppen|alla|oss|mig)\b)(?:@|<@)?[A-ZÅÄÖÉ][\w'>-]+(?:\s+[A-ZÅÄÖÉ][\w'-]+)?\s+(?:om|att)\b"
    r"|(?i:\bpåminna?)\s+@[\w.-]+\s+(?:om|att)\b"
)
_STEP = re.compile(
    r"(?i)\W*(?:(?:kan|vill) du )?(?:(?:lägga?|skriva?|sätta?|ta) (?:till|in|upp|bort)|nytt|stryka?|flytta|ändra) (?:ett |nytt |ett nytt )?steg(?:et)?\b"
)
# 'kan du lägga in ett möte 17 april?' is no question
_ASKED_FOR = re.compile(
    r"(?i)\s*(?:snälla[\s,]+)?(?:kan|vill|skulle) (?:du|ni)(?: kunna| vilja| snälla)*\s+"
    r"(?=(?:lägga? (?:in|till)|boka|planera|skriva? (?:in|upp)|sätta? upp|flytta|ändra|rätta|ta bort|ställa? in|notera|registrera|spara|bocka av|klarmarkera|markera)\b)"
)
_HELP = re.compile(r"(?i)(?:kan du )?(?:hjälp|hjalp|help|hjälpa)(?: mig| till)?(?: (?:att )?logga)?\W*|\?+")
_POINTING = re.compile(r"(?i)(?:det|den|detta|det här|den här|det där|ovanstående)\W*")
_SEARCH = re.compile(r"\s*(?:sök|sok|hitta|leta)\b", re.I)
_SHOW = re.compile(
    r"(?i)\s*(?:(?:kan|vill) du\s+)?(?:visa|lista|hämta|kolla|sammanfatta|berätta)\s+"
    r"(?:(?:för\s+)?(?:mig|oss)\s+)?(?:mina\s+|om\s+)?"
)
# 'var' and 'när' are left out: 'var i Kumla i går' and 'när vi var i Kumla' tell of something
_ASKS = re.compile(
    r"\s*(?:hur|vad|vilk(?:a|en|et)|vem|varför|finns|(?:håller|räcker|når|klarar|ligger|hinner) (?:vi|pengarna|budgeten|projektet)|när\s+(?:är|var|ska|börjar|hålls|blir|kommer)"
    r"|(?:har|kan|ska|är|blir|får|behöver|måste)\s+(?:vi|du|jag|det|någon|man|alla))\b",
    re.I,
)
_ABOUT_ITSELF = re.compile(
    r"(?i)\b(?:(?:vem|vad) är du|(?:vad|hur) (?:kan|gör|fungerar|funkar) (?:du|jag|man|det|detta|den)"
    r"|är du (?:där|här|vaken|en (?:bot|robot|ai))|mår du|hur (?:loggar|gör|laddar|skriver|ändrar|lägger|rättar|planerar)"
    r" (?:jag|man|vi))\b"
)
_COMING = re.compile(
    r"(?i)\b(?:på gång|kommande|händer|planerat|planerade|kommer|härnäst|när\s+(?:är|ska|börjar|hålls|blir)|nästa|vilka datum|(?:har|ansvarar) jag\b.*\bansvar|ansvarar jag)\b"
)
# 'kalender', 'kan jag få kalendern?', 'prenumerera på kalendern'; 'kalendermöte i Kumla' is something to log
_CALENDAR = re.compile(
    r"(?i)(?:(?:hej|snälla|kan|skulle|vill|du|ni|jag|vi|få|ha|hämta|visa|ge|skicka|mig|oss|en|min|vår|till|hur|får|följa|följer"
    r"|prenumererar?|på|länk(?:en)?|fil(?:en)?|ladda|ner|tack)\W+){0,8}"
    r"(?:projektets\s+)?(?:kalender(?:n|fil(?:en)?|länk(?:en)?)?|ics(?:-?fil(?:en)?)?)(?:\W+tack)?\W*"
)
_SMALL = _words(
    "hur vad vilka vilken vilket vem varför när var finns har haft hade kan ska är blir blev får behöver måste vi du"
    " jag det den de någon något några man alla i på om till för med hos från av en ett som att gjort hållit varit nu"
    " just visa mig oss vår vårt våra eller och inte redan alls bara många mycket kvar hänt loggat lagt kom kommit åt gick händer hände jobbat långt år"
    " ser ut gör skickat kosta kostar kostade kostat"
)
_COURTESIES = _words(
    "hej hejsan hallå tjena tjenare tjo tja god stort tusen jobbat jättebra härligt godmorgon morgon morron dag kväll igen tack tackar så mycket för hjälpen"
    " jättemycket på förhand toppen bra kanon snyggt fint perfekt super kul bra du där alla assistenten yh-assistenten"
    " allihop kram kramar mvh"
)
_GREETS = _words("hej hejsan hallå tjena tjenare tjo tja god godmorgon godkväll morsning")
_ANSWERS = _words("ja japp jo nej nix nope ok okej okay avbryt strunta glöm det då spara stämmer visst precis test")
_GREETING = re.compile(
    r"(?i)\s*(?:hej(?:san)?(?: hej)?|hallå|tjena(?:re)?|tjo|god ?(?:morgon|morron|dag|kväll)|morsning)"
    r"(?: (?:igen|alla|allihop|på dig|du|där|(?:yh-)?assistenten))*[ \t]*[,!.:–]+\s*"
)
_FAREWELL = re.compile(
    r"(?i)(?:^|(?<=[\s.,!?]))(?:tack(?:ar)?(?: så mycket| på förhand| för hjälpen)?"
    r"|(?:ha|ha det) (?:en )?(?:\w+ )?(?:bra|fin\w*|skön\w*|trevlig\w*|dag|helg|kväll|vecka)(?: \w+)?"
    r"|trevlig (?:helg|kväll|dag)|hej ?då|vi (?:hörs|ses)|god (?:jul|helg)|gott nytt år|(?:mvh|hälsar|hälsningar|(?:med )?(?:vänlig|varm|bäst)\w* hälsning\w*)\b[^\n]{0,40})[\s!.)😊🙂🙏]*$"
)


# a line after which only who wrote it stands
_SIGNATURE = re.compile(
    r"(?i)\s*(?:--+\s*$|/\s?\w+\s*$|(?:mvh|hälsar|hälsningar|(?:med )?(?:vänlig|varm|bäst|mång)\w* hälsning\w*)\b[^\d]{0,40}$)"
)


def without_courtesies(text: str) -> str:
    """The words without a greeting before them and thanks or a signature after; a message of nothing else is empty."""
    text = text.strip()
    while match := _GREETING.match(text):
        text = text[match.end() :]
    while match := _FAREWELL.search(text, max(0, len(text) - TAIL)):
        text = text[: match.start()].rstrip()
    lines = text.splitlines()
    signed = next((i for i, line in enumerate(lines) if i and _SIGNATURE.match(line)), len(lines))
    lines = lines[:signed] if len(lines) - signed <= 5 else lines
    while lines and _is_courtesy(lines[0]):
        lines.pop(0)
    while lines and _is_courtesy(lines[-1]):
        lines.pop()
    return "\n".join(lines).strip()


def _is_courtesy(line: str) -> bool:
    words = _said_words(line)
    return not re.search(r"\d", line) and all(word in _COURTESIES for word in words)


def _said_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold())


def read_said(text: str) -> tuple[Name, str]:
    """What the words ask for, and what of them it is about; what names nothing is to be logged.

    'greeting' and 'thanks' are for words that only greet, or none at all, and that only thank, 'answer' for a bare yes or no, 'pointing' for
    'logga det här', 'own_reminder' for an errand that is no date of the project's, 'step' for a step of a plan. A
    'question' is not logged.
    """
    said = without_courtesies(text)
    if not said:
        greets = not text.strip() or (_GREETS.intersection(_said_words(text)) and not _FAREWELL.search(text.strip()))
        return ("greeting" if greets else "thanks"), ""
    if _HELP.fullmatch(said):
        return "help", ""
    words = _said_words(said)
    if words and len(words) <= 2 and all(word in _ANSWERS for word in words) and not re.search(r"\d", said):
        return "answer", ""
    if is_own_reminder(said):
        return "own_reminder", said
    if speaks_of_step(said):
        return "step", said
    if asked_for := _ASKED_FOR.match(said):
        return "logg", re.sub(r"(?i)^ställa in\b", "ställ in", said[asked_for.end() :]).rstrip(" ?")
    match = _COMMAND.match(said)
    if match is None:
        return _without_command(said)
    rest = said[match.end() :].strip()
    if match["logg"] and re.match(r"(?i)(?:inte|ej|aldrig)\b", rest):
        return "nothing", ""
    if match["logg"]:
        rest = re.sub(r"(?i)^(kontakt|utgift|aktivitet)en\b", r"\1", rest).removesuffix("?")
        return ("pointing", "") if _POINTING.fullmatch(rest) else ("logg", rest)
    return ("status" if match["status"] else "paminn"), rest.removesuffix("?")


def _without_command(said: str) -> tuple[Name, str]:
    if _SEARCH.match(said):
        return "status", said
    if match := _SHOW.match(said):
        rest = said[match.end() :]
        return ("logg" if rest.casefold().startswith("senaste") else "question"), rest.rstrip(" ?")
    return ("question" if is_question(said) or said.rstrip(" )😊🙂").endswith("?") else "logg"), said


def is_own_reminder(said: str) -> bool:
    """Whether somebody is to be reminded of an errand, which is no date of the project's."""
    return _OWN_REMINDER.search(said) is not None


def speaks_of_step(said: str) -> bool:
    """'lägg till steg: boka fika 10 maj till branschseminarium vård': what is done in the plan itself."""
    return _STEP.match(said) is not None


def is_question(text: str) -> bool:
    """Whether it begins as a question does; 'seminarium i Kumla 13 mars?' only ends as one."""
    return _ASKS.match(text) is not None


def asks_about_itself(question: str) -> bool:
    """'vem är du?', 'vad kan du göra?'"""
    return _ABOUT_ITSELF.search(question) is not None


def asks_for_calendar(said: str) -> bool:
    """Whether the words ask for the project's dates as a calendar, and tell of nothing."""
    return _CALENDAR.fullmatch(said.strip()) is not None


def asks_what_is_coming(question: str) -> bool:
    """'vad är på gång?', 'när är nästa styrgruppsmöte?'"""
    return _COMING.search(question) is not None


def asked_about(question: str) -> str:
    """What is left to look for: 'vad har vi gjort i Nora?' is about 'Nora'."""
    words = re.findall(r"[\w-]+", question)
    return " ".join(word for word in words if word.casefold() not in _SMALL)
