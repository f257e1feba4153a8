"""The processes that are killed: each a fork that opens the file, looks once, and has the real Slack client."""

import logging
import os
import random
import signal
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slack_sdk import WebClient

from bot.project_file import load_project
from handlers import conversation
from handlers.clock import tick
from handlers.desk import Desk
from handlers.duty import Duty
from handlers.posting import Posting
from handlers.requests import Access, Command, Incoming, Press
from handlers.slack.post import Poster
from handlers.teams.api import Api
from handlers.teams.ids import is_teams
from handlers.teams.post import Poster as TeamsPoster
from storage import conversations
from storage.database import Database
from tests.crash.stand_in import MAJA, TOKEN, settled
from tests.crash.steps import Steps, watch
from tests.teams.connector import BOT, CHANNEL

PATIENCE = 0.3  # seconds that a call is waited for: a time-out is a fault like the others
PROJECT = load_project()

PLANNED = datetime(2024, 4, 15, 9, 0, tzinfo=UTC)
DUE = datetime(2024, 4, 18, 6, 0, 5, tzinfo=UTC)  # Thursday at eight in Örebro
PLANS = {  # what its message says and no other -> the plan; each has one message on that day
    "Conventum": "YH-släpp 2 maj kl 13 på Conventum i Örebro",
    "vård": "Branschseminarium vård 25 april i Kumla, ansvarig Maja",
    "bygg": "Branschseminarium bygg 19 april i Hallsberg",
    "handel": "Företagsdialog handel 24 april i Askersund",  # put off from the day before
    "Hur gick det": "Företagsdialog logistik 17 april i Laxå",
}
TASKS = {"skyltar": "att göra: beställ skyltar 18 april, ansvarig Maja"}  # the same, of what is no plan
PUT_OFF = Press("put_off", "activity:4 event:7 2024-04-18")
DONE = Press("done", "activity:3 event:1")  # what then stands under its reminder
DONE_WORDS = "bygg"
TICKED = Press("tick", "note:1")
TICKED_WORDS = "skyltar"


@dataclass(frozen=True)
class Place:
    """The group's channel in Slack and where Slack is; where Teams is, for a group that is there too."""

    channel: str
    api_url: str
    service_url: str = ""


class Tokens:
    async def get_bot_token(self) -> str:
        return "a.b.c"


class Members:
    """Everybody is Maja."""

    def access(self, who: str, team: str) -> Access:
        return "member"

    def email(self, who: str, team: str = "") -> str:
        return ""

    def belongs(self, who: str) -> Access:
        return "member"

    def canonical(self, who: str, team: str = "") -> str:
        return who

    def accounts(self, who: str) -> tuple[str, ...]:
        return (who,)

    def full_name(self, who: str) -> str:
        return "Maja Lind"

    def called(self, written: str) -> tuple[str, ...]:
        return (MAJA,) if written == "Maja" else ()

    def person(self, written: str | None) -> str | None:
        return next(iter(self.called(written or "")), None)


def plan(path: Path, place: Place) -> None:
    """Writes the plans into a new file, in a process of its own."""

    def work(tell: int) -> None:
        database = Database(path)
        desk = Desk(PROJECT, database, Members(), place.channel)
        if place.service_url:
            _meet_teams(database, place.service_url)
        for number, text in enumerate(PLANS.values()):
            asked = Incoming(MAJA, "T1", str(number), PLANNED, Command("paminn", text))
            said = conversation.answer(desk, asked).plain()
            assert "är planerad" in said, said
        for text in TASKS.values():
            said = conversation.answer(desk, Incoming(MAJA, "T1", text, PLANNED, Command("logg", text))).plain()
            assert "är sparad" in said, said
        said = conversation.answer(desk, Incoming(MAJA, "T1", "put off", PLANNED, PUT_OFF)).plain()
        assert "påminner igen" in said, said
        database.close()  # so that all of it is in the one file that is copied

    _forked(work)


def _meet_teams(database: Database, service_url: str) -> None:
    reference = {"serviceUrl": service_url, "bot": dict(BOT), "conversation": {"id": CHANNEL}}
    with database.transaction() as db:
        at = "2024-04-15T09:00:00Z"
        conversations.remember(db, id=CHANNEL, account="", kind="channel", reference=reference, at=at)


def press_done(path: Path, place: Place, moment: datetime) -> None:
    """Maja presses Klart under one of the reminders, and under the task."""

    def work(tell: int) -> None:
        desk = Desk(PROJECT, Database(path), Members(), place.channel)
        conversation.answer(desk, Incoming(MAJA, "T1", "done", moment, DONE))
        conversation.answer(desk, Incoming(MAJA, "T1", "ticked", moment, TICKED))

    _forked(work)


def look(path: Path, place: Place, moment: datetime, kill: tuple[str, int], seed: str) -> str | int:
    """One look at that moment, killed at the step of that kind and number.

    The step's name, or how many there were when it was not reached.
    """

    def work(tell: int) -> None:
        settled(place.api_url)
        steps = Steps(*kill, tell, random.Random(seed))
        duty = _duty(path, place, moment)
        watch(steps)
        tick(duty)
        steps.finished()

    told = _forked(work)
    return int(told) if told.isdigit() else told


def finish(path: Path, place: Place, moments: Iterable[datetime]) -> None:
    """Nobody kills it any more: a look at each of the moments."""

    def work(tell: int) -> None:
        for moment in moments:
            settled(place.api_url)
            tick(_duty(path, place, moment))

    _forked(work)


def later(moment: datetime, *minutes: float) -> list[datetime]:
    return [moment + timedelta(minutes=each) for each in minutes]


def _duty(path: Path, place: Place, moment: datetime) -> Duty:
    slack = Poster(WebClient(TOKEN, base_url=place.api_url), PATIENCE)  # type: ignore[arg-type]
    members, database = Members(), Database(path)
    teams = TeamsPoster(Api(Tokens(), PATIENCE), database, CHANNEL)
    return Duty(
        database, PROJECT, Posting(slack, teams, is_teams), place.channel, lambda: moment,
        person_of=members.person, name_of=members.full_name, copied_to=(CHANNEL,) if place.service_url else (),
    )  # fmt: skip


def _forked(work: Callable[[int], None]) -> str:
    """Does the work in a fork; what it told. Ends with an exception unless it was killed or came to its end."""
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            logging.disable(logging.CRITICAL)
            work(tell)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(tell)
    with os.fdopen(hear) as told:
        said = told.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"a victim ended with {code} by itself")
    return said
