"""Planning lines as colleagues write them: what comes back, who is responsible, and what must not be read so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doubts import falls_on
from bot.drafts import understand
from bot.project import Project
from bot.reading import Question, Reading, Series
from bot.repeats import Repeat, occurrences
from bot.swedish import read
from tests.swedish.conftest import phrases
from tests.swedish.test_corpus import said

TODAY = date(2024, 3, 14)
OWN = ("text", "goals", "kind", "status")  # derived, or the same for all


def planned(text: str, project: Project) -> Reading:
    return read(text, project, TODAY, "future", kind="activity")


@pytest.mark.parametrize("phrase", phrases("repeats"), ids=lambda p: p["text"])
def test_what_comes_back_and_what_does_not(phrase, project: Project):
    reading = planned(phrase["text"], project)
    kept = reading.repeat.model_dump(mode="json", exclude_defaults=True) if reading.repeat else None
    assert kept == phrase["repeat"]
    assert (reading.title, reading.responsible) == (phrase["title"], phrase.get("responsible"))
    assert [doubt.reason for doubt in reading.doubts] == phrase.get("doubts", [])


@pytest.mark.parametrize("phrase", phrases("plans"), ids=lambda p: p["text"])
def test_a_plan(phrase, project: Project):
    reading = planned(phrase["text"], project)
    assert {name: value for name, value in said(reading.as_json()).items() if name not in OWN} == phrase["expect"]
    assert reading.responsible == phrase.get("responsible")
    assert [doubt.reason for doubt in reading.doubts] == phrase.get("doubts", [])


def test_a_repeat_has_no_day_of_its_own(project: Project):
    assert planned("arbetsgruppsmöte varje tisdag kl 9", project).as_json()["date"] is None


@pytest.mark.parametrize(
    "text",
    ["hölls varje tisdag i februari", "avstämning varje vecka", "nyhetsbrev varje månad",
     "vi har haft avstämning varje måndag i mars", "löpande omvärldsbevakning, 2 timmar varje fredag",
     "arbetsgruppsmöte varje tisdag, 12 deltagare", "öppet hus varje lördag i februari, 40 besökare"],
)  # fmt: skip
def test_in_a_log_only_what_plainly_lies_ahead_comes_back(text: str, project: Project):
    assert read(text, project, TODAY).repeat is None


@pytest.mark.parametrize(
    "text",
    ["hyra 400 kr varje månad", "beslut: styrgruppen träffas varje kvartal", "kontakt Bo Ek, nås varje tisdag, bo@b.se",
     "att göra: rapport den 15:e varje månad"],
)  # fmt: skip
def test_what_is_no_activity_does_not_come_back(text: str, project: Project):
    assert read(text, project, TODAY).repeat is None


@pytest.mark.parametrize("vague", ["i maj", "vecka 20", "Q2", "mitten av april", "efter sommaren", "kring 10 maj",
                                   "preliminärt 10 maj", "någon gång i maj", "före midsommar"])  # fmt: skip
def test_a_vague_day_is_assumed(vague: str, project: Project):
    assert "date" in planned(f"styrgruppsmöte {vague}", project).assumed


@pytest.mark.parametrize(
    "exact", ["14 maj", "på tisdag", "14-15 maj", "sista torsdagen i maj", "dagen efter midsommar"]
)
def test_an_exact_day_is_not(exact: str, project: Project):
    assert planned(f"styrgruppsmöte {exact}", project).assumed == ()


# --- on which days ------------------------------------------------------------------------------------------


def falls(text: str, project: Project) -> list[str]:
    repeat = planned(f"arbetsgruppsmöte {text}", project).repeat
    assert repeat is not None
    return [f"{day:%m-%d}" for day in falls_on(repeat, project, TODAY).days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("första tisdagen varje månad t.o.m. augusti", ["04-02", "05-07", "06-04", "07-02", "08-06"]),
        ("varannan tisdag t.o.m. april", ["03-19", "04-02", "04-16", "04-30"]),
        ("varannan tisdag med start 26 mars t.o.m. april", ["03-26", "04-09", "04-23"]),
        ("varannan tisdag från 12 mars t.o.m. april", ["03-26", "04-09", "04-23"]),
        ("varje tisdag från 1 mars t.o.m. mars", ["03-19", "03-26"]),
        ("varje tisdag 1 mars till 31 mars", ["03-19", "03-26"]),
        ("tisdagar udda veckor t.o.m. april", ["03-26", "04-09", "04-23"]),
        ("varje torsdag i mars", ["03-14", "03-21", "03-28"]),
        ("den 31:a varje månad t.o.m. maj", ["04-30", "05-31"]),  # 31 March is Easter Sunday
        ("sista vardagen varje månad t.o.m. maj", ["04-30", "05-31"]),  # 29 March is Good Friday
        ("andra onsdagen i mars, juni och september 2024", ["06-12", "09-11"]),
        ("var 14:e dag med start 9 april t.o.m. maj", ["04-09", "04-23", "05-07", "05-21"]),
        ("varje kvartal, start 28 mars 2024, t.o.m. 31 december 2024", ["03-28", "06-28", "09-28", "12-28"]),
        ("varje tisdag tre gånger", ["03-19", "03-26", "04-02"]),
        ("varje vecka från 2 april till 16 april", ["04-02", "04-09", "04-16"]),
        ("varje tisdag i april utom 16 april", ["04-02", "04-09", "04-23", "04-30"]),
        ("mån-ons varje vecka 8-12 april", ["04-08", "04-09", "04-10"]),
    ],
)
def test_it_falls_on_these_days(text: str, days: list[str], project: Project):
    assert falls(text, project) == days


def test_summer_weeks_are_passed_over_and_told(project: Project):
    repeat = Repeat(every="week", weekdays=(1,), last=date(2024, 8, 1))
    found = falls_on(repeat, project, date(2024, 7, 1))
    assert [day.day for day in found.days] == [2]
    assert [day.day for day in found.skipped] == [9, 16, 23, 30]


@pytest.mark.parametrize(
    ("last", "end", "ended"),
    [(date(2024, 6, 1), date(2025, 12, 31), "text"), (date(2026, 6, 1), date(2024, 12, 31), "project"),
     (None, date(2024, 12, 31), "project"), (None, date(2029, 12, 31), "most")],
)  # fmt: skip
def test_it_says_what_ended_it(last: date | None, end: date, ended: str):
    found = occurrences(Repeat(every="week", weekdays=(1,), last=last), TODAY, end, lambda day: True)
    assert found.ended == ended
    assert len(found.days) <= 100


@given(
    st.builds(
        Repeat, every=st.just("week"), interval=st.integers(1, 5), weekdays=st.sets(st.integers(0, 6), min_size=1).map(tuple),
        weeks=st.sampled_from([None, "even", "odd"]), count=st.none() | st.integers(1, 200),
        first=st.none() | st.dates(date(2023, 1, 1), date(2026, 1, 1)), last=st.none() | st.dates(date(2023, 1, 1), date(2026, 1, 1)),
    )
    | st.builds(
        Repeat, every=st.just("month"), interval=st.integers(1, 5), month_days=st.sets(st.integers(-1, 31).filter(bool), min_size=1).map(tuple),
        first=st.none() | st.dates(date(2023, 1, 1), date(2026, 1, 1)),
    )
    | st.builds(
        Repeat, every=st.just("month"), weekdays=st.integers(0, 6).map(lambda day: (day,)),
        nth=st.sets(st.sampled_from([1, 2, 3, 4, -1]), min_size=1).map(tuple), months=st.sets(st.integers(1, 12)).map(tuple),
    )
)  # fmt: skip
def test_whatever_comes_back_falls_within_its_bounds_each_day_once(repeat: Repeat):
    end = date(2025, 12, 31)
    found = occurrences(repeat, TODAY, end, lambda day: day.day != 13)
    both = sorted((*found.days, *found.skipped))
    assert len(found.days) <= min(100, repeat.count or 100)
    assert len(set(both)) == len(both)
    assert list(found.days) == sorted(found.days)
    assert all(max(TODAY, repeat.first or TODAY) <= day <= min(end, repeat.last or end) for day in both)
    assert all(day.weekday() in repeat.weekdays for day in both if repeat.weekdays)
    assert all(day.day != 13 for day in found.days)


def test_a_log_of_a_repeat_is_a_plan(project: Project):
    understood = understand("arbetsgruppsmöte varje tisdag i april", [], project, TODAY, "past")
    assert not isinstance(understood, Question)
    (series,) = understood
    assert isinstance(series, Series)
    assert len(series.records) == 5


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("möte efter påsk", "planned", "2024-04-02"),
        ("möte före midsommar", "planned", "2024-06-07"),
        ("seminarium efter midsommar, 12 deltagare", "done", "2023-06-25"),
        ("möte efter påsk 2023", "done", "2023-04-11"),
    ],
)
def test_a_vague_day_that_was_long_ago_or_comes_soon_comes(text: str, status: str, day: str, project: Project):
    reading = read(text, project, TODAY)
    assert (reading.status, reading.date) == (status, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("MÖTE 17/4 KL 13", ["2024-04-17", "2023-04-17"]),
        ("styrgruppsmöte 3 maj", ["2024-05-03", "2023-05-03"]),
        ("seminarium energi 3 eller 4 juni", ["2024-06-03", "2024-06-04", "2023-06-03", "2023-06-04"]),
        ("styrgruppsmöte 4 september", ["2023-09-04", "2024-09-04"]),
    ],
)
def test_a_day_that_comes_within_some_months_is_offered_first(text: str, days: list[str], project: Project):
    (doubt,) = read(text, project, TODAY).doubts
    assert [each["date"].isoformat() for each in doubt.readings] == days


def test_a_deadline_counted_from_the_day_follows_the_day_that_is_chosen(project: Project):
    (doubt,) = planned("seminarium 3 eller 4 juni, anmälan en vecka innan", project).doubts
    assert [(each["date"].day, each["deadline"].day) for each in doubt.readings] == [(3, 27), (4, 28)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna ska boka lokal till YH-släppet senast 1 oktober", "note"),
        ("jag ska ringa Kumla på måndag", "note"),
        ("Karin Berg måste mejla deltagarna före 3 maj", "note"),
        ("Karin Berg ska hålla seminarium 3 maj i Kumla", "activity"),
        ("Vi ska boka in styrgruppsmöte 3 maj", "activity"),
        ("Styrgruppen ska besöka Kumla 3 maj", "activity"),
        ("Region Örebro ska göra studiebesök 3 maj i Kumla", "activity"),
    ],
)
def test_what_somebody_is_to_do_is_a_task_and_no_occasion(text: str, kind: str, project: Project):
    reading = read(text, project, TODAY)
    assert (reading.kind, reading.note_type == "todo") == (kind, kind == "note")
