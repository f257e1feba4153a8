"""Plans that come back, who is responsible, and what is asked before a plan is saved."""

from datetime import UTC, datetime

import pytest

from handlers.slack.members import SlackMembers
from tests.conversations.conftest import ANNA, KARIN, Group, labels, text

MONTHLY = "arbetsgruppsmöte första tisdagen varje månad kl 9-10 i Örebro t.o.m. augusti"


def days(group: Group) -> list[str]:
    return [row["date"] for row in group.rows("activities") if not row["deleted_at"]]


@pytest.mark.parametrize("way", ["remind", "log", "tell"])
def test_a_meeting_that_comes_back_is_planned_day_by_day(group: Group, way: str) -> None:
    said = text(getattr(group, way)(MONTHLY, who=ANNA))
    assert "5 tillfällen är planerade" in said
    assert "Arbetsgruppsmöte · kl 9.00–10.00 · Örebro" in said
    assert "Från tis 2 april 2024 till tis 6 augusti 2024" in said
    assert days(group) == ["2024-04-02", "2024-05-07", "2024-06-04", "2024-07-02", "2024-08-06"]
    assert {row["status"] for row in group.rows("activities")} == {"planned"}
    assert len({row["id"] for row in group.rows("activities")}) == 5


def test_days_off_are_passed_over_and_said(group: Group) -> None:
    said = text(group.remind("arbetsgruppsmöte varje onsdag 24 april - 15 maj"))
    assert days(group) == ["2024-04-24", "2024-05-08", "2024-05-15"]
    assert "Hoppade över 1 maj." in said


def test_a_plan_without_an_end_stops_with_the_project_and_says_so(group: Group) -> None:
    said = text(group.remind("styrgruppsmöte sista torsdagen varje kvartal"))
    assert "Det slutar med projektet, 31 december 2025." in said
    assert days(group)[0] == "2024-03-28"


def test_no_more_than_a_hundred_are_planned_and_it_says_so(group: Group) -> None:
    said = text(group.remind("avstämning måndagar och onsdagar"))
    assert "100 tillfällen är planerade" in said
    assert "Jag planerar högst 100 åt gången." in said
    assert len(days(group)) == 100


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("arbetsgruppsmöte varje vecka", "vilken dag det återkommer"),
        ("arbetsgruppsmöte varje onsdag 1 maj - 2 maj", "Alla dagarna är helgdagar"),
        ("arbetsgruppsmöte varje tisdag t.o.m. 1 mars 2024", "har redan varit"),
        ("arbetsgruppsmöte varje tisdag fr.o.m. 2 april 2026", "Projektet slutar 31 december 2025"),
        ("arbetsgruppsmöte varje tisdag 10-12 april", "Ingen sådan dag"),
        ("arbetsgruppsmöte varje tisdag, anmälan senast 2 april", "Sista anmälningsdag hör till ett enda tillfälle"),
        ("arbetsgruppsmöte varje tisdag t.o.m. 31 juni", "31 juni"),
    ],
)
def test_a_plan_that_falls_on_no_day_says_why_and_nothing_is_saved(group: Group, line: str, says: str) -> None:
    said = text(group.remind(line))
    assert says.casefold() in said.casefold()
    assert "Inget sparades" in said
    assert days(group) == []


def test_all_of_them_are_undone_but_what_somebody_has_changed_stands(group: Group) -> None:
    planned = group.remind(MONTHLY)
    assert "Ändra tillbaka" in labels(group.log("ändra aktivitet 2: kl 9-11", who=ANNA))
    undone = group.press(planned.message, "Ångra alla", who=ANNA)
    assert "4 tillfällen är ångrade" in text(undone)
    assert "Aktivitet 2 står kvar" in text(undone)
    assert days(group) == ["2024-05-07"]
    back = group.press(undone.message, "Ta tillbaka alla", who=ANNA)
    assert "4 tillfällen är tillbaka" in text(back)
    assert len(days(group)) == 5


def test_each_of_them_is_reminded_of(group: Group) -> None:
    group.remind(MONTHLY)
    for day in (1, 6):
        group.clock.at = datetime(2024, 4 if day == 1 else 5, day, 6, 0, tzinfo=UTC)
        group.look()
    assert sum("Arbetsgruppsmöte" in said for said in group.said()) >= 2


def test_of_a_plan_that_stands_partly_only_the_new_ones_are_saved(group: Group) -> None:
    group.remind("arbetsgruppsmöte 7 maj kl 9")
    asked = group.remind(MONTHLY, who=KARIN)
    assert "1 tillfälle finns redan: aktivitet 1 tis 7 maj" in text(asked)
    assert len(days(group)) == 1
    group.press(asked.message, "Spara bara de nya (4)", who=KARIN)
    assert sorted(days(group)) == ["2024-04-02", "2024-05-07", "2024-06-04", "2024-07-02", "2024-08-06"]


def test_a_line_of_several_things_may_hold_one_that_comes_back(group: Group) -> None:
    said = text(group.log(f"{MONTHLY}\nutgift 95 kr parkering 12 mars"))
    assert "5 tillfällen är planerade" in said
    assert "95 kr" in said
    assert len(group.rows("expenses")) == 1


def test_words_to_the_assistant_ask_for_reminders_of_all_of_them(group: Group) -> None:
    said = text(group.tell("påminn oss om arbetsgruppsmöte varje tisdag kl 9 i april", who=ANNA))
    assert "5 tillfällen är planerade" in said
    assert {row["title"] for row in group.rows("activities")} == {"Arbetsgruppsmöte"}


def test_a_message_that_tells_of_several_opens_the_form_of_the_first(group: Group) -> None:
    written = group.slack.say(KARIN, "Arbetsgruppsmöte varje tisdag kl 9 i april, jag ansvarar")
    form = group.pick(written, who=ANNA).view
    assert form is not None
    assert "Det återkommer: 5 tillfällen." in form.shown.replace("\u00a0", " ")
    group.submit({}, who=ANNA)
    assert [(row["date"], row["responsible"]) for row in group.rows("activities")] == [("2024-04-02", "Karin Berg")]


def test_once_or_every_month_is_asked(group: Group) -> None:
    asked = group.remind("arbetsgruppsmöte sista torsdagen i månaden kl 9")
    assert "En gång eller varje månad?" in text(asked)
    assert days(group) == []
    group.press(asked.message, "Bara tors 28 mars 2024", who=ANNA)
    assert days(group) == ["2024-03-28"]
    again = group.remind("styrgruppsmöte sista torsdagen i månaden kl 9")
    group.press(again.message, "Varje månad", who=ANNA)
    assert len(days(group)) > 10


def test_everything_in_one_line_comes_right(group: Group) -> None:
    line = "YH-släpp 23 januari kl 13 på Conventum, anmälan senast 10 januari, ansvarig @Anna, Örebro"
    group.remind(line)
    (row,) = group.rows("activities")
    kept = {name: row[name] for name in ("type", "title", "date", "time", "deadline", "place", "responsible", "status")}
    assert kept == {
        "type": "yh-släpp", "title": "YH-släpp", "date": "2025-01-23", "time": "13:00", "deadline": "2025-01-10",
        "place": "Conventum", "responsible": "Anna Ek", "status": "planned",
    }  # fmt: skip
    assert [row["municipality"] for row in group.rows("activity_municipalities")] == ["Örebro"]


def test_what_is_due_by_a_day_is_planned_for_it(group: Group) -> None:
    group.remind("enkätsammanställning senast 15 april")
    assert [(row["title"], row["date"], row["deadline"]) for row in group.rows("activities")] == [
        ("Enkätsammanställning", "2024-04-15", None)
    ]
    assert "Jag hittade ingen dag" in text(group.remind("Branschseminarium vård i Kumla, anmälan senast 2 maj"))


# --- who is responsible ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "who", "kept"),
    [
        ("ansvarig @Anna", ANNA, "Anna Ek"),
        ("ansvarig <@UMAJA>", ANNA, "Maja Lind"),
        ("ansvarig: Karin Berg", ANNA, "Karin Berg"),
        ("Maja ansvarar", ANNA, "Maja"),
        ("ansvarig jag", "UMAJA", "Maja Lind"),
        ("jag ansvarar", "UMAJA", "Maja Lind"),
        ("jag håller i det", "UMAJA", "Maja Lind"),
    ],
)
def test_whoever_is_responsible_stands_in_a_field_of_its_own(group: Group, words: str, who: str, kept: str) -> None:
    said = text(group.remind(f"styrgruppsmöte 14 maj kl 9, {words}", who=who, dressed="<@" not in words))
    (row,) = group.rows("activities")
    assert (row["title"], row["responsible"]) == ("Styrgruppsmöte", kept)
    assert "Jag hittar ingen" not in said


def test_a_person_nobody_is_called_is_saved_and_said(group: Group) -> None:
    said = text(group.remind("styrgruppsmöte 14 maj, ansvarig Kalle"))
    assert "Aktivitet 1 är planerad" in said
    assert "Jag hittar ingen i gruppen som heter Kalle. Påminnelserna går till projektledaren" in said


def test_a_name_that_several_have_is_said(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SlackMembers, "called", lambda self, written: (ANNA, KARIN))
    said = text(group.remind("styrgruppsmöte 14 maj, ansvarig Anna"))
    assert "Flera i gruppen heter Anna. Påminnelserna går till projektledaren" in said
    assert group.rows("activities")[0]["responsible"] == "Anna"


# --- what is odd is asked about ------------------------------------------------------------------------------


def test_a_plan_in_the_past_was_held_or_comes_next_year(group: Group) -> None:
    asked = group.remind("branschseminarium vård 2023-05-14 i Kumla, anmälan senast 2023-05-02")
    assert "Sön 14 maj 2023 har redan varit." in text(asked)
    assert days(group) == []
    group.press(asked.message, "Det blir tis 14 maj 2024", who=ANNA)
    (row,) = group.rows("activities")
    assert (row["date"], row["deadline"], row["status"]) == ("2024-05-14", "2024-05-02", "planned")
    again = group.remind("branschseminarium bygg 2023-05-14 i Kumla")
    group.press(again.message, "Det har hållits", who=ANNA)
    assert [(row["date"], row["status"]) for row in group.rows("activities")][1:] == [("2023-05-14", "done")]


def test_a_deadline_after_the_day_is_asked_about(group: Group) -> None:
    asked = group.log("branschseminarium bygg 2024-05-14, anmälan senast 2024-05-20")
    assert "ligger efter tillfället" in text(asked)
    assert days(group) == []
    group.press(asked.message, "Utan sista anmälningsdag")
    assert [(row["date"], row["deadline"]) for row in group.rows("activities")] == [("2024-05-14", None)]


def test_a_deadline_and_a_day_that_changed_places_are_put_right(group: Group) -> None:
    asked = group.remind("branschseminarium bygg 2 maj, anmälan senast 14 maj")
    group.press(asked.message, "Tillfället är tis 14 maj 2024", who=ANNA)
    assert [(row["date"], row["deadline"]) for row in group.rows("activities")] == [("2024-05-14", "2024-05-02")]


@pytest.mark.parametrize(
    ("line", "choice", "kept"),
    [
        ("seminarium 14 maj kl 15-13", "Kl 13.00–15.00", ("2024-05-14", None, "13:00", "15:00")),
        ("seminarium 14 maj kl 15-13", "Kl 15.00", ("2024-05-14", None, "15:00", None)),
        ("seminarium 14–12 maj", "Sön 12 – tis 14 maj 2024", ("2024-05-12", "2024-05-14", None, None)),
        ("seminarium 14 maj - 12 maj", "Bara tis 14 maj 2024", ("2024-05-14", None, None, None)),
    ],
)
def test_an_end_before_its_start_is_asked_about(
    group: Group, line: str, choice: str, kept: tuple[str | None, ...]
) -> None:
    asked = group.remind(line)
    assert days(group) == []
    group.press(asked.message, choice, who=ANNA)
    (row,) = group.rows("activities")
    assert (row["date"], row["end_date"], row["time"], row["end_time"]) == kept
    assert row["title"] == "Seminarium"


def test_two_of_the_same_name_and_day_are_asked_about(group: Group) -> None:
    group.remind("Styrgruppsmöte 14 maj kl 9")
    asked = group.remind("styrgruppsmöte 14 maj", who=KARIN)
    assert "Aktivitet 1 är redan planerad och ser ut att vara samma" in text(asked)
    assert len(days(group)) == 1
    assert "Det är samma, spara inte" in labels(asked)
    group.press(asked.message, "Spara ändå", who=KARIN)
    assert len(days(group)) == 2


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("YH-släpp 23 januari kl 13, Conventum", "YH-släpp 23 januari kl 13"),
        ("YH-släpp 23 januari kl 13 på Conventum", "YH-släppet 23 januari, Conventum"),
        ("branschseminarium vård 14 maj i Kumla", "seminarium vård Kumla 14 maj"),
    ],
)
def test_the_same_told_with_more_or_fewer_words_is_the_same(group: Group, first: str, again: str) -> None:
    group.remind(first)
    assert "ser ut att vara samma" in text(group.remind(again))
    assert len(days(group)) == 1


def test_another_subject_or_another_hour_of_another_name_is_something_else(group: Group) -> None:
    group.remind("branschseminarium vård 14 maj")
    group.remind("branschseminarium bygg 14 maj")
    group.remind("arbetsgruppsmöte 14 maj kl 9")
    group.remind("arbetsgruppsmöte ekonomi 14 maj kl 13")
    assert len(days(group)) == 4


@pytest.mark.parametrize("way", ["remind", "tell"])
def test_what_comes_once_a_year_is_asked_about_on_any_other_day_of_the_season(group: Group, way: str) -> None:
    group.remind("YH-släpp 23 januari kl 13, Conventum", who="UMAJA")
    asked = getattr(group, way)("YH-släppet blir 22 januari 2025 kl 10", who="UMAJA")
    assert "Aktivitet 1 är redan planerad" in text(asked)
    group.press(asked.message, "Flytta aktivitet 1 till ons 22 januari 2025")
    (row,) = group.rows("activities")
    assert (row["date"], row["time"], row["title"]) == ("2025-01-22", "10:00", "YH-släpp, Conventum")


def test_what_comes_every_month_may_come_a_week_later(group: Group) -> None:
    group.remind("arbetsgruppsmöte 7 maj")
    group.remind("arbetsgruppsmöte 14 maj")
    assert len(days(group)) == 2


# --- what is told -------------------------------------------------------------------------------------------


def test_a_deadline_by_its_weekday_is_counted_from_the_day_and_said(group: Group) -> None:
    said = text(group.remind("seminarium el 23 maj, anmälan senast måndagen"))
    assert "Jag antog sista anmälningsdag mån 20 maj 2024 eftersom du skrev ”måndagen”." in said
    assert group.rows("activities")[0]["deadline"] == "2024-05-20"


def test_what_is_planned_for_today_is_still_to_come(group: Group) -> None:
    assert "Aktivitet 1 är planerad" in text(group.remind("möte kl 15"))
    assert [(row["date"], row["status"]) for row in group.rows("activities")] == [("2024-03-14", "planned")]


@pytest.mark.parametrize("line", ["konferensen är flyttad till 30 april", "mötet med Kumla hålls inte"])
def test_what_is_told_of_a_plan_that_nobody_knows_is_asked_about(group: Group, line: str) -> None:
    asked = group.tell(line)
    assert "Jag hittar ingen sådan plan" in text(asked)
    assert days(group) == []
    assert "Spara inte" in labels(asked)


def test_what_was_moved_and_not_known_can_be_planned_anew(group: Group) -> None:
    asked = group.tell("konferensen är flyttad till 30 april")
    group.press(asked.message, "Planera som ny")
    assert [(row["title"], row["date"]) for row in group.rows("activities")] == [("Konferensen", "2024-04-30")]


def test_what_somebody_is_to_do_is_no_event(group: Group) -> None:
    group.remind("Anna ska boka lokal till YH-släppet senast 1 oktober")
    assert days(group) == []
    (row,) = group.rows("notes")
    assert (row["type"], row["text"], row["responsible"], row["due"]) == (
        "todo", "Boka lokal till YH-släppet", "Anna", "2024-10-01",
    )  # fmt: skip


def test_when_to_remind_is_no_part_of_the_name_and_it_is_said_where_it_is_changed(group: Group) -> None:
    said = text(group.remind("seminarium el 23 maj, påminn en vecka innan och två dagar innan"))
    assert "Påminnelserna följer typens steg. Du ändrar dem under Visa planen." in said
    assert group.rows("activities")[0]["title"] == "Seminarium el"


def test_of_two_plans_it_is_said_which_is_reminded_of_when(group: Group) -> None:
    said = text(group.remind("styrgruppsmöte 12 juni kl 9\nbranschseminarium bygg 13 juni i Nora"))
    assert "Styrgruppsmöte: jag påminner" in said
    assert "Branschseminarium bygg: jag påminner" in said


def test_the_same_in_another_municipality_or_on_another_day_is_something_else(group: Group) -> None:
    group.log("branschseminarium i Kumla 13 mars, 32 deltagare")
    group.log("branschseminarium i Nora 13 mars, 20 deltagare", who=KARIN)
    group.log("branschseminarium i Kumla 12 mars, 20 deltagare", who=KARIN)
    assert len(days(group)) == 3


def test_what_was_planned_and_is_told_as_held_fills_in_the_plan(group: Group) -> None:
    group.remind("Branschseminarium vård 15 mars kl 9 i Kumla, ansvarig Maja", who="UMAJA")
    group.clock.turn(days=4)
    asked = group.log("branschseminarium vård 15 mars i Kumla, 32 deltagare varav 14 kvinnor")
    group.press(asked.message, "Fyll i Aktivitet 1")
    (row,) = group.rows("activities")
    assert (row["status"], row["participants"], row["time"], row["responsible"]) == ("done", 32, "09:00", "Maja")


def test_a_form_of_the_same_name_and_day_is_asked_about(group: Group) -> None:
    group.remind("Styrgruppsmöte 14 maj kl 9")
    offer = group.log("")
    group.press(offer.message, "Aktivitet")
    filled = {"type": "styrgruppsmöte", "title": "styrgruppsmöte", "date": "2024-05-14", "status": "planned"}
    asked = group.submit(filled)
    assert "ser ut att vara samma" in text(asked)
    assert len(days(group)) == 1
    group.press(asked.message, "Spara ändå")
    assert len(days(group)) == 2
