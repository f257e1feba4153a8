"""The longest messages that come by themselves or list what is planned fit in one: Slack takes fifty blocks."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.digest import Day, Digest
from bot.milestones import milestones
from bot.missing import missing
from bot.plans import Mark, steps
from bot.project_file import load_project
from bot.records import Activity, Note
from bot.reply import Reply
from bot.views.digest import digest
from bot.views.notes import PAGE, Listed, listed
from bot.views.plan import MOST_STEPS, plan
from bot.views.remind import coming
from handlers.remind import COMING, OF_RHYTHM
from handlers.slack.draw import message

PROJECT = load_project()
MONDAY = date(2024, 11, 4)
RHYTHM = milestones(PROJECT, {})
MISSING = missing(PROJECT, MONDAY, [], {})
NAME = "Branschseminarium om framtidens kompetensförsörjning inom bygg och anläggning i norra länsdelen"


def activity(number: int) -> Activity:
    return Activity(
        id=number, type="branschseminarium", title=f"{NAME} {number}", date=MONDAY + timedelta(days=number % 14),
        status="planned", place="Bergslagens kulturhus", municipalities=("Lindesberg",), responsible="Annika Bergström",
        deadline=MONDAY + timedelta(days=1), unconfirmed=True,
    )  # fmt: skip


PLANS = tuple(activity(number) for number in range(1, 41))


NOTES = tuple(
    Note(id=number, type="todo", date=MONDAY, due=MONDAY - timedelta(days=3), text=NAME, responsible="Maja Lind")
    for number in range(1, 21)
)


def busiest_week() -> Reply:
    late = tuple((each, steps(each, PROJECT)) for each in (*PLANS[:10], *RHYTHM[:3]))
    days = tuple(Day(each.date, "event", each) for each in PLANS)
    counted = {"activity": 12, "expense": 31, "contact": 4, "payment": 1, "note": 9}
    return digest(
        Digest(MONDAY, days, PLANS[:20], late, PLANS[:20], ("⚠️ En varning.",) * 3, MISSING, counted, 1_234_500, NOTES),
        PROJECT, "Skulle ha kommit mån 4 november kl 8.00.",
    )  # fmt: skip


def longest_plan() -> Reply:
    own = [Mark(f"own:{n}", before="event", days=2, audience="channel", text=f"{NAME} {n}") for n in range(MOST_STEPS)]
    done = [Mark(f"own:{n}", before="event", days=2, text=NAME, done_at="2024-11-01T08:00:00Z") for n in range(50, 70)]
    dropped = [Mark(step.name, dropped=True) for step in steps(PLANS[0], PROJECT)]
    found = steps(PLANS[0], PROJECT, [*own, *done, *dropped])
    return plan(PLANS[0], found, PROJECT, MONDAY, name_of=str, warning="⚠️ En varning.")


def longest_list() -> Reply:
    next_ones = {each.ref: MONDAY for each in PLANS} | {each.key: MONDAY for each in RHYTHM}
    planned = [[each, *PLANS] for each in PLANS[:COMING]]
    listed = coming(planned, RHYTHM[:OF_RHYTHM], MISSING, next_ones, PROJECT, MONDAY)
    return listed.model_copy(update={"notes": ("Bara de närmaste visas.",)})


def most_notes() -> Reply:
    shown = Listed(("decision",), NOTES[:PAGE], 20, "beslut", decided=NOTES[:10])
    return listed(shown, PROJECT, MONDAY, title="✅ Beslut 1 är fattat")


@pytest.mark.parametrize("longest", [busiest_week, longest_plan, longest_list, most_notes])
def test_it_fits_with_nothing_left_out(longest: Callable[[], Reply]) -> None:
    drawn = message(longest())
    assert len(drawn["blocks"]) <= 50
    notes = [text["text"] for block in drawn["blocks"] if block["type"] == "context" for text in block["elements"]]
    assert not [note for note in notes if note.startswith("… och") or "avkortad" in note]
