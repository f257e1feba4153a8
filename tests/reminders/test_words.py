"""What the messages say, word by word."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.missing import missing
from bot.project_file import load_project
from bot.records import Activity
from bot.reminders import Reminder, ask, reminders
from bot.reply import Reply
from bot.views import remind, reminder

PROJECT = load_project()
STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2025, 1, 9, 8, tzinfo=STOCKHOLM)


def activity(title: str, kind: str, day: str, **more: object) -> Activity:
    values = {"id": 12, "type": kind, "title": title, "date": date.fromisoformat(day), "status": "planned", **more}
    return Activity.model_validate(values)


YH_SLAPP = activity("YH-släpp", "yh-släpp", "2025-01-23", time=time(13), place="Conventum", municipalities=("Örebro",))
SEMINAR = activity(
    "Branschseminarium vård", "branschseminarium", "2024-05-14", deadline=date(2024, 5, 2), municipalities=("Kumla",)
)


def steps(activity: Activity, project: object = None) -> list[Reminder]:
    return [each for each in reminders(activity, PROJECT) if each.about != "followup"]


def said(reply: Reply) -> list[str]:
    return reply.plain().replace("\u00a0", " ").splitlines()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def test_a_reminder_says_what_when_where_what_to_do_and_who():
    told = [step for step in steps(YH_SLAPP, PROJECT) if step.days == 14]
    assert said(reminder.reminder(YH_SLAPP, told, PROJECT, NOW, responsible="Anna")) == [
        "📌 YH-släpp om 14 dagar",
        "tors 23 januari kl 13.00, Conventum i Örebro",
        "Nu: stäm av anmälningslistan. Ansvarig: Anna",
    ]


def test_a_deadline_says_how_long_one_can_sign_up():
    told = [step for step in steps(SEMINAR, PROJECT) if (step.about, step.days) == ("deadline", 1)]
    assert said(reminder.reminder(SEMINAR, told, PROJECT, at("2024-04-30 08:00"), responsible=None)) == [
        "📌 Branschseminarium vård: sista anmälningsdag om 2 dagar",
        "tors 2 maj. Tillfället är tis 14 maj, Kumla",
        "Nu: sista chansen att anmäla sig.",
    ]


def test_an_early_morning_has_no_leading_zero_and_another_year_is_written_out():
    early = activity("Frukost", "annat", "2025-01-08", time=time(7, 5))
    told = [step for step in steps(early, PROJECT) if step.days == 7]
    lines = said(reminder.reminder(early, told, PROJECT, at("2024-12-31 08:00"), responsible=None))
    assert lines[1] == "ons 8 januari 2025 kl 7.05"


def test_several_days_are_a_span():
    fair = activity("Mässa", "event och mässor", "2024-03-04", end_date=date(2024, 3, 6), time=time(9))
    lines = said(reminder.reminder(fair, steps(fair, PROJECT)[-1:], PROJECT, at("2024-03-03 08:00"), responsible=None))
    assert lines[:2] == ["📌 Mässa i morgon", "mån 4 – ons 6 mars 2024 kl 9.00"]


def test_the_ask_says_what_is_known_and_how_to_answer():
    (lacks,) = [each for each in missing(PROJECT, date(2024, 3, 1), [], {}) if each.what == "yh-släpp"]
    told = ask(lacks, PROJECT)
    assert said(reminder.ask([lacks], [told], PROJECT, at("2024-10-01 08:00"))) == [
        "📌 YH-släppet i januari har inget datum än",
        "Myndigheten för yrkeshögskolan meddelade besluten 11 januari 2022 och 12 januari 2023.",
        "Skriv till exempel ”/yh-paminn YH-släpp 23 januari kl 13”.",
    ]


def test_other_asks_say_what_lacks_and_how_to_answer():
    found = missing(PROJECT, date(2024, 3, 1), [], {})
    meeting = next(each for each in found if each.what == "styrgruppsmöte")
    round_ = next(each for each in found if each.kind == "milestone" and "ansökning" in each.key)
    assert [
        said(reminder.ask([each], [ask(each, PROJECT)], PROJECT, at("2024-03-01 08:00"))) for each in (meeting, round_)
    ] == [
        [
            "📌 Inget styrgruppsmöte är planerat i april–juni",
            "Skriv till exempel ”/yh-paminn Styrgruppsmöte 16 maj kl 13”.",
        ],
        [
            "📌 MYH:s ansökningsomgång 2024 har inget datum än",
            "Tidigare: 18 juni 2019 och 16 juni 2020.",
            "Skriv till exempel ”/yh-paminn MYH:s ansökningsomgång 31 juli 2024”.",
        ],
    ]


def test_what_is_coming_next_first():
    meeting = activity("Styrgruppsmöte", "styrgruppsmöte", "2024-05-08", id=13, responsible="Anna")
    lacks = [each for each in missing(PROJECT, date(2024, 4, 29), [], {}) if each.key == "ask:yh-släpp:2025-01"]
    next_ones = {"activity:12": date(2024, 4, 30), "activity:13": date(2024, 5, 7)}
    assert said(remind.coming([[SEMINAR], [meeting]], [], lacks, next_ones, PROJECT, date(2024, 4, 29))) == [
        "Det här är på gång",
        "Styrgruppsmöte · om 9 dagar",
        "ons 8 maj",
        "Ansvarig: Anna",
        "Jag påminner nästa gång tis 7 maj",
        "Branschseminarium vård · om 15 dagar",
        "tis 14 maj, Kumla",
        "Sista anmälningsdag tors 2 maj",
        "Jag påminner nästa gång tis 30 april",
        "Det här saknar datum",
        "• YH-släppet i januari har inget datum än. Jag frågar i kanalen tis 1 oktober.",
        "Skriv till exempel ”/yh-paminn YH-släpp 23 januari kl 13”.",
    ]


def test_what_is_going_on_and_a_closed_deadline():
    fair = activity("Mässa", "event och mässor", "2024-03-04", end_date=date(2024, 3, 6), deadline=date(2024, 2, 20))
    assert said(remind.coming([[fair]], [], [], {}, PROJECT, date(2024, 3, 5)))[1:] == [
        "Mässa · pågår", "mån 4 – ons 6 mars 2024", "Anmälan är stängd",
    ]  # fmt: skip


def test_nothing_coming_is_said_calmly():
    assert said(remind.coming([], [], [], {}, PROJECT, date(2025, 12, 1))) == [
        "Inget är planerat än",
        "Skriv till exempel ”/yh-paminn Branschseminarium vård 14 maj i Kumla, anmälan senast 2 maj”.",
    ]


def test_a_plan_says_when_it_is_reminded_of():
    all_steps = steps(YH_SLAPP, PROJECT)
    today = date(2025, 1, 10)
    assert remind.plan_steps(all_steps[-2:], PROJECT, today) == ["Jag påminner i kanalen 16 januari och 22 januari."]
    assert remind.plan_steps(all_steps[-1:], PROJECT, today) == ["Jag påminner i kanalen 22 januari."]
    assert remind.plan_steps(all_steps, PROJECT, date(2024, 9, 1)) == [
        "Jag påminner i kanalen 31 oktober och sedan 5 gånger till."
    ]
    assert remind.plan_steps([], PROJECT, today) == ["Det är så nära att jag inte hinner påminna om det."]


def test_a_plan_with_private_steps_names_who_gets_them_or_nobody():
    meeting = activity("Möte", "styrgruppsmöte", "2024-05-14")
    planned = steps(meeting, PROJECT)
    assert remind.plan_steps(planned, PROJECT, responsible="Anna") == [
        "Jag påminner Anna 30 april och i kanalen 13 maj."
    ]
    assert remind.plan_steps(planned, PROJECT) == ["Jag påminner 30 april och 13 maj."]
