"""What is said without a command: a courtesy is answered, a question looked up, the rest is a command's words."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot import drafts
from bot.reply import Reply
from bot.span import Span
from bot.swedish import named_kind
from bot.swedish.addressed import (
    Name,
    asked_about,
    asks_about_itself,
    asks_for_calendar,
    asks_what_is_coming,
    is_question,
    read_said,
)
from bot.swedish.lists import MoneySide, read_list
from bot.swedish.numbered import read_numbered
from bot.swedish.report import ReportRequest, read_report, wishes_for_report
from bot.swedish.scoped import InScope, Underlying
from bot.swedish.status import read_status
from bot.swedish.status_notes import NoteList
from bot.swedish.status_requests import Help, Several, Unknown
from bot.views import help as helping
from handlers import calendar, cards, log, occasions, remind, rhythm, rights, scope, search, status
from handlers.desk import Desk
from handlers.requests import CommandName, File, Incoming
from storage import questions

FEW = 3  # words that name a part of the status are about it: 'pengar', 'delmål 3'


def meant(desk: Desk, incoming: Incoming, text: str, files: Sequence[File]) -> Reply | tuple[CommandName, str]:
    """The answer to words that are no command's, else the command and its text."""
    if not files and asks_for_calendar(text):
        return calendar.calendar(desk, incoming)
    if not files and wishes_for_report(text) and read_report(text, desk.project, desk.today(incoming.now)):
        return status.answer(desk, incoming, text)
    name, rest = read_said(text)
    if name in COMMANDS:
        plain = None if files or name != "logg" else _about_a_date(desk, incoming, rest)
        return plain or (name, rest)
    if name == "pointing":
        return helping.pointing(picks=incoming.picks)
    if name in ANSWERED:
        return ANSWERED[name]()
    if files:
        return "logg", rest
    if name == "question":
        return question(desk, incoming, rest)
    if name == "help":
        return helping.said_help(picks=incoming.picks)
    return _bare_answer(desk, incoming) if name == "answer" else TALK[name]()


COMMANDS: tuple[CommandName, ...] = ("logg", "status", "paminn")
ANSWERED: dict[Name, Callable[[], Reply]] = {
    "nothing": helping.nothing, "own_reminder": helping.own_reminder,
    "step": helping.steps_by_plan,
}  # fmt: skip
#: What is answered where nothing came with it; a receipt is kept whatever is said beside.
TALK: dict[Name, Callable[[], Reply]] = {
    "greeting": helping.hello, "thanks": helping.thanks,
}  # fmt: skip


_OWN = re.compile(r"(?i)\b(?:vad|vilka)\b.*\bjag\b.*\b(?:loggat|lagt in|skrivit)\b|^senaste\b")
_WILL_BE = re.compile(r"(?i)(?<!\w)(?:ska|skall|kommer|blir|är|senast|flytta\w*|lämnas|skickas|måste|deadline)(?!\w)")
# 'vad har vi i maj?' looks ahead, 'vad har vi gjort i maj?' does not
_HAVE = re.compile(r"(?i)\W*vad har vi (?:i|på|under|den)\b(?!.*\b(?:gjort|haft|hänt|hållit|loggat|nått)\b)")
_COUNTS = re.compile(r"(?i)\b(?:hur (?:många|ofta)|vilka|antal|underlag)\b")
_WHO = re.compile(r"(?i)\b(?:vem|vilka|när)\b")
_GOAL = re.compile(r"(?i)\bdelmål \d+\b")


def question(desk: Desk, incoming: Incoming, text: str) -> Reply:
    """How it stands, what is coming, or else what was logged about it; a question is never logged unasked."""
    if asks_about_itself(text):
        return helping.said_help(picks=incoming.picks)
    if _OWN.search(text):
        return cards.latest(desk, incoming, log.LATEST)
    if read_numbered(text):
        return status.answer(desk, incoming, text)
    if answer := _known(desk, incoming, text) or _known_of(desk, incoming, text):
        return answer
    if goal := _GOAL.search(text):
        return status.answer(desk, incoming, goal[0])
    if asks_what_is_coming(text) and (known := occasions.when(desk, incoming, text)):
        return known
    if asks_what_is_coming(text):
        return remind.coming(desk, incoming)
    if (
        rights.may(incoming, "log")
        and not is_question(text)
        and drafts.kind_told(text, desk.project, desk.today(incoming.now))
    ):
        return log.ask_whether(desk, incoming, text.rstrip(" ?"))
    looked_for = asked_about(text)
    return search.search(desk, incoming, looked_for, otherwise=helping.unanswered(looked_for))


def _known_of(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The same of what the question is about. 'Vad händer i Nora?' is of what is to come, 'vem var i Nora?' of people."""
    about = asked_about(text)
    scoped = isinstance(read_status(about, desk.project, desk.today(incoming.now)), InScope)
    return None if scoped and (asks_what_is_coming(text) or _WHO.search(text)) else _known(desk, incoming, about)


def _known(desk: Desk, incoming: Incoming, text: str, *, asked: bool = True) -> Reply | None:
    """The part of the status that the words name, if they do; `asked`: in a question, not as a bare name."""
    today = desk.today(incoming.now)
    if not text.strip():
        return None
    request = read_status(text, desk.project, today)
    if isinstance(request, Unknown):
        with desk.database.reading() as db:
            return status.measured(text, db, desk.project, today, proposed=asked)
    if isinstance(request, Several | Help | ReportRequest) or (isinstance(request, MoneySide) and not asked):
        return None  # 'kommunen har betalt' tells of something where nobody asks
    scoped = request.of if isinstance(request, Underlying) else request
    if isinstance(scoped, InScope) and scoped.type and not scoped.money and not _COUNTS.search(text):
        return None  # 'hur gick branschseminariet i Kumla?' is about that one
    if isinstance(request, InScope):
        if isinstance(request.period, Span) and _HAVE.match(text):
            return occasions.when(desk, incoming, text)
        if not (_has_begun(request, today, asked=asked) and _tells(desk, request, today)):
            return None
    return status.answer(desk, incoming, text)


def _has_begun(request: InScope, today: date, *, asked: bool) -> bool:
    """Whether there is something to look back on; a bare day ('i tisdags') is no question, but belongs to something."""
    period = request.period
    if not isinstance(period, Span):
        return True
    if request.money and asked:  # a budget is there before its year is
        return True
    return period.first <= today and (asked or period.first < period.last)


def _tells(desk: Desk, request: InScope, today: date) -> bool:
    """Whether the figures say what a search for the name does not say better."""
    if request.municipality is None and request.type is None:
        return True
    with desk.database.reading() as db:
        if request.money and request.type is None:
            return scope.spent(request, db, desk.project, today)
        return scope.anything(request, db, desk.project, today)


def _topic(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """'pengar', 'kontakter', 'på gång': the name of something to look at, and nothing to log."""
    if read_list(text):
        return status.answer(desk, incoming, text)
    if ":" not in text and isinstance(read_status(text, desk.project, desk.today(incoming.now)), NoteList):
        return status.answer(desk, incoming, text)
    if not 0 < len(text.split()) <= FEW:
        return None
    if read_numbered(text):
        return status.answer(desk, incoming, text)
    if text.casefold().startswith("nästa "):
        return occasions.when(desk, incoming, text) or remind.coming(desk, incoming)
    if asks_what_is_coming(text) and not asked_about(text.casefold().replace("kommande", "").replace("gång", "")):
        return remind.coming(desk, incoming)
    own_date = occasions.of_the_project(desk, incoming, text)
    if own_date and isinstance(read_status(text, desk.project, desk.today(incoming.now)), ReportRequest):
        return own_date  # 'lägesrapporten': when; 'rapport' and 'lägesrapport kvartal 1' ask for the paper itself
    return _known(desk, incoming, text, asked=False) or own_date


def _about_a_date(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """A name of something to look at; or 'lägesrapporten ska in 1 juni', a date of the project's own."""
    if answer := _topic(desk, incoming, text):
        return answer
    if _WILL_BE.search(text) and (answer := rhythm.given(desk, incoming, text)):
        return answer
    return occasions.own_date(desk, incoming, text) if named_kind(text) == "correction" else None


def _bare_answer(desk: Desk, incoming: Incoming) -> Reply:
    """A yes or no: to what, only a button tells."""
    with desk.database.reading() as db:
        return helping.by_button(asked=bool(questions.waiting(db, incoming.who, 1)))
