"""The dates of the project's rhythm."""

from datetime import date

import pytest

from bot.milestones import milestones
from bot.missing import before_decision, missing
from bot.project_file import ProjectFileError
from bot.records import Activity
from tests.rhythm.conftest import member


def days(project, kind, **set_days):
    found = milestones(project, set_days.get("set_days", {}))
    return [str(each.date) for each in found if each.kind == kind]


def activity(kind, day, **more):
    return Activity.model_validate({"type": kind, "title": kind, "date": day, "status": "planned", **more})


def test_a_progress_report_every_third_month_earlier_on_a_working_day(project):
    assert days(project, "lägesrapport") == [
        "2023-03-31", "2023-06-30", "2023-09-29", "2023-12-29",
        "2024-03-28", "2024-06-28", "2024-09-30", "2024-12-20",  # before Easter; before Christmas and its squeeze days
        "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-30",
    ]  # fmt: skip


def test_another_regions_interval_is_one_number(rewritten):
    project = rewritten(("claim_interval_months = 3", "claim_interval_months = 6"))
    assert days(project, "lägesrapport") == [
        "2023-06-30", "2023-12-29", "2024-06-28", "2024-12-20", "2025-06-30", "2025-12-30",
    ]  # fmt: skip


def test_the_final_report_is_due_within_a_month_of_the_end_and_alone_lies_after_it(project):
    after = [each for each in milestones(project, {}) if each.date > project.end]
    assert [(each.key, str(each.date), each.role) for each in after] == [
        ("milestone:slutrapport:2026-01-31", "2026-01-30", "projektledare")
    ]


def test_the_evaluation_and_the_yearly_review(project):
    assert days(project, "utvärdering") == ["2024-07-01"]
    assert days(project, "kontaktgenomgång") == ["2023-11-15", "2024-11-15", "2025-11-14"]


def test_a_day_in_a_quiet_week_comes_before_them(rewritten):
    project = rewritten(('yearly = "11-15"', 'yearly = "07-15"'))
    assert days(project, "kontaktgenomgång") == ["2023-07-07", "2024-07-05", "2025-07-04"]


def test_nothing_is_moved_out_of_the_period(rewritten):
    project = rewritten(('yearly = "11-15"', 'yearly = "01-01"'))
    assert days(project, "kontaktgenomgång") == ["2023-01-02", "2023-12-29", "2024-12-20"]


def test_a_day_set_by_people_stands_and_keeps_its_key(project):
    saturday = {"milestone:lägesrapport:2024-03-31": date(2024, 4, 13)}
    (moved,) = [each for each in milestones(project, saturday) if each.date == date(2024, 4, 13)]
    assert moved.key == "milestone:lägesrapport:2024-03-31"
    assert len(milestones(project, saturday)) == len(milestones(project, {}))


def test_myhs_days_are_only_those_that_are_known(project):
    assert days(project, "myh-beslut") == ["2023-01-12"]
    assert days(project, "ansökningsomgång") == []
    known = {"milestone:myh-beslut:2025": date(2025, 1, 14), "milestone:ansökningsomgång:2024": date(2024, 6, 4)}
    assert days(project, "myh-beslut", set_days=known) == ["2023-01-12", "2025-01-14"]
    assert days(project, "ansökningsomgång", set_days=known) == ["2024-06-04"]


def test_a_day_outside_the_period_is_no_milestone_of_the_project(project):
    assert days(project, "myh-beslut", set_days={"milestone:myh-beslut:2026": date(2026, 1, 13)}) == ["2023-01-12"]


def test_a_project_that_starts_on_a_31st_has_its_months(rewritten):
    project = rewritten(("start = 2023-01-01", "start = 2023-01-31"))
    assert [each.key for each in milestones(project, {}) if each.kind == "lägesrapport"][:3] == [
        "milestone:lägesrapport:2023-04-29", "milestone:lägesrapport:2023-07-30", "milestone:lägesrapport:2023-10-30",
    ]  # fmt: skip


# --- What lacks a day -------------------------------------------------------------------------------------


def asked(project, today, *dated, only, set_days=None):
    found = missing(project, date.fromisoformat(today), dated, set_days or {})
    return [(each.key, str(each.asked)) for each in found if only in each.key]


def test_yh_slapp_is_asked_for_each_january_from_october_on(project):
    assert asked(project, "2023-02-01", only="yh-släpp") == [
        ("ask:yh-släpp:2024-01", "2023-10-01"),
        ("ask:yh-släpp:2025-01", "2024-10-01"),
    ]
    assert asked(project, "2024-11-10", only="yh-släpp") == [("ask:yh-släpp:2025-01", "2024-11-11")]
    assert asked(project, "2025-02-01", only="yh-släpp") == []


@pytest.mark.parametrize(
    ("state", "quiet"),
    [({}, True), ({"status": "done"}, True), ({"status": "cancelled"}, False), ({"deleted_at": "2024-10-01"}, False)],
)
def test_what_is_planned_or_held_is_not_asked_for(project, state, quiet):
    event = activity("yh-släpp", "2025-01-23", **state)
    assert (asked(project, "2024-11-01", event, only="yh-släpp") == []) is quiet


def test_the_question_tells_when_the_decisions_came(project):
    (event,) = [each for each in missing(project, date(2024, 2, 1), [], {}) if each.what == "yh-släpp"]
    assert (event.write, event.decided_by) == ("YH-släpp", "Myndigheten för yrkeshögskolan")
    assert event.earlier == (date(2022, 1, 11), date(2023, 1, 12))
    known = {"milestone:myh-beslut:2024": date(2024, 1, 16)}
    (event,) = [each for each in missing(project, date(2024, 2, 1), [], known) if each.what == "yh-släpp"]
    assert event.earlier == (date(2023, 1, 12), date(2024, 1, 16))


def test_a_quarter_without_a_steering_meeting_is_asked_for_before_it_begins(project):
    held = activity("styrgruppsmöte", "2024-02-01", status="done")
    assert asked(project, "2024-02-10", held, only="styrgruppsmöte:2024") == [
        ("ask:styrgruppsmöte:2024-04", "2024-02-19"),
        ("ask:styrgruppsmöte:2024-07", "2024-05-20"),
        ("ask:styrgruppsmöte:2024-10", "2024-08-20"),
    ]
    planned = activity("styrgruppsmöte", "2024-04-11")
    assert asked(project, "2024-02-10", held, planned, only="styrgruppsmöte:2024-04") == []


def test_a_quarter_that_has_begun_without_one_is_asked_for_until_the_next_is(project):
    assert asked(project, "2024-04-03", only="styrgruppsmöte")[0] == ("ask:styrgruppsmöte:2024-04", "2024-04-04")
    assert asked(project, "2024-05-20", only="styrgruppsmöte")[0] == ("ask:styrgruppsmöte:2024-07", "2024-05-21")


def test_no_meeting_is_asked_for_after_the_end(project):
    assert asked(project, "2025-12-30", only="möte") == [
        ("ask:arbetsgruppsmöte:2025-10", "2025-12-31"),
        ("ask:styrgruppsmöte:2025-10", "2025-12-31"),
    ]
    assert missing(project, date(2026, 1, 1), [], {}) == ()


def test_the_day_of_an_application_round_is_asked_for_and_not_guessed(project):
    (coming, _) = [each for each in missing(project, date(2024, 2, 1), [], {}) if "ansökningsomgång" in each.key]
    assert (coming.key, coming.asked) == ("ask:ansökningsomgång:2024", date(2024, 3, 1))
    assert (coming.first, coming.last) == (date(2024, 6, 1), date(2024, 9, 30))  # as in earlier years
    assert coming.earlier == (date(2019, 6, 18), date(2020, 6, 16))
    known = {"milestone:ansökningsomgång:2024": date(2024, 6, 4)}
    assert asked(project, "2024-02-01", only="ansökningsomgång:2024", set_days=known) == []


# --- What hangs on a decision -----------------------------------------------------------------------------


def test_a_yh_slapp_before_or_on_the_day_of_the_decision_is_too_early(project):
    known = {"milestone:myh-beslut:2025": date(2025, 1, 14)}
    for day in ("2025-01-09", "2025-01-14"):
        found = before_decision(activity("yh-släpp", day), project, known)
        assert (found.state, found.day) == ("before", date(2025, 1, 14))
    assert before_decision(activity("yh-släpp", "2025-01-15"), project, known) is None


def test_a_decision_that_nobody_knows_is_told_with_earlier_years(project):
    found = before_decision(activity("yh-släpp", "2025-01-23"), project, {})
    assert (found.state, found.decided_by) == ("unknown", "Myndigheten för yrkeshögskolan")
    assert found.earlier == (date(2022, 1, 11), date(2023, 1, 12))


@pytest.mark.parametrize("state", [{"type": "branschseminarium"}, {"status": "done"}, {"deleted_at": "2024-10-01"}])
def test_nothing_else_hangs_on_it(project, state):
    assert before_decision(activity("yh-släpp", "2025-01-09").model_copy(update=state), project, {}) is None


# --- The project file is checked --------------------------------------------------------------------------

KEY = 'key = "kontaktgenomgång"\n'
WRONG = [
    (('yearly = "11-15"', 'yearly = "11-15"\non = 2024-02-01'), "milestones.3: ska få sina dagar på ett sätt"),
    (('yearly = "11-15"', ""), "milestones.3: ska få sina dagar på ett sätt"),
    (('yearly = "11-15"', 'yearly = "02-29"'), "02-29 finns inte varje år"),
    (('yearly = "11-15"', 'yearly = "11-15"\nask_month = 3'), "ask_month hör till dates"),
    (('on = "evaluation_from"', "on = 2027-01-01"), "milestones.utvärdering: får ingen dag i perioden"),
    (('every_months = "claim_interval_months"', "every_months = 48"), "milestones.lägesrapport: får ingen dag i perioden"),
    (('every_months = "claim_interval_months"', 'every_months = "claims"'), "lägesrapport.every_months: reporting.claims finns inte"),
    (('every_months = "claim_interval_months"', "every_months = 0"), "every_months: ska vara minst 1"),
    ((f'{KEY}name = "Genomgång av kontakter"', f'{KEY}name = ""'), "milestones.3.name: är tomt"),
    ((KEY, 'key = "lägesrapport"\n'), "milestones: lägesrapport står två gånger"),
    ((KEY, 'key = "nyhetsbrev"\n'), "milestones.nyhetsbrev: heter som en aktivitetstyp"),
    (('words = ["kontaktgenomgång"', 'words = ["rekvisition"'), "ordet rekvisition står också i lägesrapport"),
    (('role = "projektledare"\nyearly', 'role = "kassör"\nyearly'), "milestones.kontaktgenomgång: rollen kassör finns inte"),
    (('dates = [2018-09-04,', "dates = [2018-09-04, 2018-06-04,"), "ett år kan bara ha en dag"),
    (('before = "event", days = 60, to = "responsible", text = "bestäm', 'before = "deadline", days = 60, to = "responsible", text = "bestäm'), "här finns ingen sista anmälningsdag"),
    (("days = 60", "days = -1"), "milestones.1.steps.0.days: ska vara minst 0"),
    (('days = 60, to = "responsible", text = "bestäm', 'days = 14, to = "responsible", text = "bestäm'), "milestones.utvärdering: två steg 14 dagar före event"),
    (('decision = "myh-beslut"', 'decision = "kontaktgenomgång"'), "milstolpen kontaktgenomgång med dates finns inte"),
    (('activity_type = "nyhetsbrev"', 'activity_type = "tidning"'), "regular: aktivitetstypen tidning finns inte"),
    (('activity_type = "nyhetsbrev"', 'activity_type = "styrgruppsmöte"'), "regular: styrgruppsmöte står två gånger"),
    (('shows = "status" }', 'shows = "allt" }'), "shows: ska vara något av"),
    (("quiet_weeks = [28,", "quiet_weeks = [54,"), "reminders.quiet_weeks.0: ska vara högst 53"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), WRONG)
def test_a_rhythm_that_cannot_be_is_refused_with_place_and_reason(rewritten, change, sentence):
    with pytest.raises(ProjectFileError) as refusal:
        rewritten(change)
    assert sentence in str(refusal.value)


def test_of_two_project_leaders_neither_ones_days_are_taken(rewritten):
    project = rewritten(
        member("Anna Ek", "projektledare", '"mån"'), member("Bo Ask", "projektledare", '"tis"')
    )  # fmt: skip
    assert days(project, "slutrapport") == ["2026-01-30"]
