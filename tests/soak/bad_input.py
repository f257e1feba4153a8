"""A hundred thousand payloads that nobody should have sent: `python -m tests.soak input`.

Each is one that Slack could have sent, drawn at random, with something wrong with it: in what it says, in how it is
dressed, signed or carried, or in who it comes from. What does not hold is printed whole, so that it can be sent again.
"""

import gc
import re
import resource
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from bot.views import help as helping
from handlers.logs import where
from handlers.playground.workspace import TEAM_ID
from storage import feeds
from storage.database import Database
from tests.conversations.conftest import MAJA
from tests.conversations.test_every_listener import seed as sow
from tests.soak.carrying import Answer, Asked, Carrier, asked
from tests.soak.good import WORD, Good
from tests.soak.inside import Inside, inside
from tests.soak.page import Result, Row, Run, number
from tests.soak.recipes import ODD, RECIPES, STRANGERS, Recipe, changed

HEADING = "Trasiga och falska anrop"
PAYLOADS, BATCH = 100_000, 2_000
SHOWN = 20  # of what did not hold
SLOWEST = "Längsta svarstid"
IN_TIME = 3  # seconds, as Slack waits
GROWTH = 1.25
AGAIN = ("command", "submit", "message", "mention")
GENUINE = ("signed", "socket")
REFUSED = (401, 413)
_TRACE = re.compile(r"Traceback|\b[A-Z]\w+(?:Error|Exception)\b|\.py\b|\bline \d+")
# an address or a conversation that is none: nobody to be told
_NO_WAY = re.compile("ingen väg öppen|Failed to send a request to Slack API server")
_SORRY = re.compile("kontakta administratören", re.IGNORECASE)


@dataclass
class Tally:
    """What was sent, and what became of it. `wrong` by what does not hold; `sorry`: the places that were at a loss."""

    sent: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    sorry: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    took: float = 0
    memory: list[int] = field(default_factory=list)


class Trial:
    """Sends one payload after the other to one assistant, and judges each."""

    def __init__(self, at: Inside, say: Callable[[str], None]) -> None:
        self.at, self.tally, self._say = at, Tally(), say
        self._good, self._carrier = Good(at), Carrier(at)
        self._outsider = helping.outsider(at.group.project.short_name).plain()
        with closing(Database(at.group.path)) as database, database.transaction() as db:
            self._link = feeds.issue(db, who=MAJA, team=TEAM_ID, at="2024-03-14T08:00:00Z")

    def tried(self, recipe: Recipe) -> None:
        """One payload: sent, answered, and everything that followed judged."""
        before = self.at.version()
        del self.at.said.lines[:], self.at.said.errors[:]
        request: object = recipe
        try:
            request, answer = self._sent(recipe)
            posted = self.at.taken()
            found = self._judged(recipe, answer, posted, self.at.version() != before)
        except Exception as error:  # whatever it was, the next one comes
            answer, found = Answer(0, "", 0), {f"no answer: {type(error).__name__} at {where(error)}"}
        self.tally.statuses[answer.status] += 1
        if answer.seconds > max(self.tally.slowest, IN_TIME / 3):
            self._say(f"{answer.seconds:.1f} s: {recipe!s:.1500}")
        self.tally.slowest = max(self.tally.slowest, answer.seconds)
        for what in found:
            self.tally.wrong[what] += 1
            if self.tally.wrong[what] <= 3 and sum(self.tally.wrong.values()) <= SHOWN:
                self._say(f"{what}: {answer}\n  {recipe!s:.1500}\n  {request!s:.1500}\n  {self.at.said.errors}")

    def close(self) -> None:
        self._carrier.close()

    def _sent(self, recipe: Recipe) -> tuple[object, Answer]:
        self.tally.sent[_named(recipe)] += 1
        if recipe.way in ("feed", "elsewhere"):
            request = self._fetched(recipe)
            return request, self._carrier.send(request)
        payload = changed(self._good.payload(recipe), recipe.changes)
        if recipe.carried == "socket":
            return payload, self._carrier.envelope(recipe, payload)
        request = asked(recipe, payload)
        return request, self._carrier.send(request, pieces=recipe.carried == "large in pieces")

    def _fetched(self, recipe: Recipe) -> Asked:
        """A calendar's address, our own health, and whatever else is asked of a server."""
        pick, odd = recipe.pick, ODD[recipe.pick % len(ODD)].encode("utf-8", "replace").hex("%")
        token = (self._link, self._link[:-1], self._link.upper(), f"%{odd}", "..%2f..%2fyh.db", "x" * 5000)[pick % 6]
        paths = (
            "/healthz",
            "/slack/events",
            "/slack/events/",
            f"/%{odd}",
            "/kalender/",
            "/../yh.db",
            "/" + "a" * 8000,
            "//x",
        )
        path = f"/kalender/{token}.ics" if recipe.way == "feed" else paths[pick % len(paths)]
        method = ("GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW")[pick // 50 % 10]
        headers = {"If-None-Match": ("*", '"x"', "W/", "\xff" * 300)[pick % 4], "X-Odd": "1" * (pick % 3000)}
        return Asked(method, path, headers, b"x=1" if method == "POST" else b"")

    def _judged(self, recipe: Recipe, answer: Answer, posted: list[str], wrote: bool) -> set[str]:
        """What does not hold."""
        words = " ".join([answer.body, *posted])
        found = {"5xx"} if answer.status >= 500 else set()
        if recipe.way not in ("feed", "elsewhere"):
            found |= self._of_the_rights(recipe, answer, posted, wrote)
        elif wrote and f"{answer.status}" not in ("200", "304"):
            found.add("written by the unauthorised")
        if _TRACE.search(words):
            found.add("trace to a person")
        if any(WORD in line or "Traceback" in line for line in self.at.said.lines):
            found.add("a person's words in the log")
        lost = [each for each in self.at.said.errors if not _NO_WAY.search(each)]
        if lost or _SORRY.search(words):
            found.add("at a loss")
            self.tally.sorry.update(re.sub(r"\b[0-9A-F]{4}: ", "", each) for each in lost or ["said, not logged"])
        return found

    def _of_the_rights(self, recipe: Recipe, answer: Answer, posted: list[str], wrote: bool) -> set[str]:
        found = set()
        genuine = recipe.carried in GENUINE
        if (not genuine or recipe.who in STRANGERS) and wrote:
            found.add("written by the unauthorised")
        if recipe.carried.startswith("large") and answer.status != 413:
            found.add("too large and taken")
        elif not genuine and not recipe.carried.startswith("large") and answer.status not in REFUSED:
            found.add("forged and taken")
        if (not genuine and posted) or (recipe.who in STRANGERS and any(self._outsider not in each for each in posted)):
            found.add("told to the unauthorised")
        return found

    def replayed(self, recipe: Recipe) -> None:
        """The very same request twice within the five minutes: what it did, it does once."""
        request = asked(recipe, self._good.payload(recipe))
        try:
            self._carrier.send(request)
            self.at.taken()
            before = self.at.changes()
            self._carrier.send(request)
            self.at.taken()
        except OSError as error:
            self._say(f"no answer to the same once more: {error} {request!s:.1500}")
            self.tally.wrong["no answer: once more"] += 1
            return
        self.tally.sent["the same request once more"] += 1
        if self.at.changes() != before:
            self.tally.wrong["done twice"] += 1
            self._say(f"done twice: {request!s:.1500}")

    def lives(self) -> None:
        """A good request does what it should, after all that."""
        before = self.at.changes()
        self.at.group.log(f"anteckning: omgång {self.tally.sent.total()}")
        if self.at.changes() <= before:
            self.tally.wrong["no longer works"] += 1
        self.at.taken()


def _named(recipe: Recipe) -> str:
    if recipe.way in ("feed", "elsewhere"):
        return "addresses"
    return recipe.carried if recipe.carried not in GENUINE else f"{recipe.carried} {recipe.who in STRANGERS}"


def bad_input(run: Run, payloads: int = PAYLOADS) -> Result:
    """So many payloads, drawn in batches with a seed each."""
    began = time.perf_counter()
    with ExitStack() as stack:
        at = stack.enter_context(inside(run.folder / "yh.db"))
        sow(at.group)
        at.taken()
        trial = stack.enter_context(closing(Trial(at, run.say)))
        while (done := trial.tally.sent.total()) < payloads:
            _batch(trial, f"input {run.seed} {done}", min(BATCH, payloads - done))
            trial.lives()
            trial.tally.memory.append(_memory())
            run.say(f"{trial.tally.sent.total()} av {payloads} på {time.perf_counter() - began:.0f} s")
        for refused in at.refused[:SHOWN]:
            run.say(f"Slack would not have taken it: {refused}")
        trial.tally.wrong["refused by Slack"] += len(at.refused)
    trial.tally.took = time.perf_counter() - began
    return judged(trial.tally, run.say)


def _memory() -> int:
    """Pages that the process holds now; where the system does not say, the most that it has held."""
    gc.collect()
    now = Path("/proc/self/statm")
    return int(now.read_text().split()[1]) if now.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _batch(trial: Trial, name: str, payloads: int) -> None:
    """hypothesis draws, and remembers nothing: what is wrong is counted, and the next one comes."""

    @seed(name)
    @settings(
        max_examples=payloads, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(RECIPES)
    def each(recipe: Recipe) -> None:
        # what hypothesis draws next to one another is much alike: it is to be about something else each time
        recipe = replace(recipe, pick=recipe.pick + 7919 * trial.tally.sent.total())
        trial.tried(recipe)
        if recipe.carried == "signed" and recipe.way in AGAIN and not recipe.changes and not recipe.raw:
            trial.replayed(recipe)

    each()


def judged(tally: Tally, say: Callable[[str], None]) -> Result:
    for place, times in tally.sorry.most_common(SHOWN):
        say(f"{times} × {place}")
    sent, wrong = tally.sent, tally.wrong
    forged = sum(times for name, times in sent.items() if name.startswith(_FORGED))
    late = sum(sent[name] for name in ("expired", "replayed anew", "from the future"))
    large = sum(times for name, times in sent.items() if name.startswith("large"))
    strangers = sum(times for name, times in sent.items() if name.endswith(" True"))

    def row(promise: str, of: int, *whats: str) -> Row:
        failed = sum(wrong[what] for what in whats)
        return Row(promise, f"{number(failed)} av {number(of)}", not failed)

    total = sent.total()
    rows = [
        Row("Trasiga, falska och vanliga anrop", f"{number(total)} på {number(tally.took / 60, 1)} minuter", total > 0),
        row("Svar med 5xx, eller inget svar", total, "5xx", *(each for each in wrong if each.startswith("no answer"))),
        row("Spår av programmet i det en människa läser", total, "trace to a person"),
        row("Det någon skrev i loggen", total, "a person's words in the log"),
        row("Sparat åt den som inte får", forged + late + large + strangers, "written by the unauthorised"),
        row(
            "Annat svar till den som inte får än att den inte får",
            forged + late + large + strangers,
            "told to the unauthorised",
        ),
        row("Fel signatur, ingen tid eller ändrat på vägen, och ändå släppt in", forged + late, "forged and taken"),
        Row("… därav äldre än fem minuter, alla avvisade", number(late)),
        row("Större än 1 MiB, och ändå läst", large, "too large and taken"),
        row("Samma anrop en gång till, och gjort två gånger", sent["the same request once more"], "done twice"),
        row("Svar som Slack inte hade tagit emot", total, "refused by Slack"),
        row("Svar som hänvisar till administratören", total, "at a loss"),
        row("Loggar fortfarande rätt mellan omgångarna", len(tally.memory), "no longer works"),
        Row(SLOWEST, f"{number(1000 * tally.slowest)} ms", tally.slowest < IN_TIME),
    ]
    return Result([*rows, _grown(tally)], _paragraph(tally))


_FORGED = ("wrong", "no ", "another", "a time", "altered")


def _grown(tally: Tally) -> Row:
    early, last = tally.memory[len(tally.memory) // 5], tally.memory[-1]
    held = last < early * GROWTH if len(tally.memory) > 10 else None
    return Row("Minnet, från en femtedel till slutet", f"{number(100 * (last / early - 1), 1)} % mer", held)


def _paragraph(tally: Tally) -> str:
    http = tally.sent.total() - sum(times for name, times in tally.sent.items() if name.startswith("socket"))
    return (
        f"Varje anrop börjar som det Slack skulle ha skickat (kommando, knapp, formulär, genväg, meddelande, omnämnande, "
        "hemsida, och det vi inte lyssnar till), i vart fjärde fall från någon utanför gruppen, en bot, någon som slutat "
        "eller en annan arbetsyta. hypothesis slumpar vad som är fel: fält som saknas, bytt namn eller typ på vilket djup "
        "som helst, enorma och djupt nästlade värden, trasig JSON och formulärkodning, fel innehållstyp, fel signatur, fel "
        f"tid, för stort. {number(http)} gick över HTTP mot den riktiga servern med riktiga signaturer, resten som kuvert "
        "genom samma kod som Socket Mode, utan uttag emellan. Ställföreträdaren för Slack ligger i samma process och nås utan nätverk, så att det "
        "går att se vad just det anropet ledde till: vad som postades, loggades och om filen ändrades. Klockan som "
        f"påminner står still så länge. Svaren fördelade sig så: {_spread(tally)}."
    )


def _spread(tally: Tally) -> str:
    return ", ".join(f"{status}: {number(times)}" for status, times in sorted(tally.statuses.items()))
