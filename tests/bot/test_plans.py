"""A plan's steps: the ladder's, with what people have made of them."""

from dataclasses import replace
from datetime import date

from bot.milestones import milestones
from bot.plans import Mark, Step, is_called, responsible, steps, undone
from bot.project import Member
from bot.project_file import load_project
from bot.records import Activity

PROJECT = load_project()
YH_SLAPP = Activity(id=12, type="yh-släpp", title="YH-släpp", date=date(2025, 1, 23), status="planned")


def shown(found: tuple[Step, ...]) -> list[tuple[str, str]]:
    return [(step.on.isoformat(), step.text) for step in found]


def test_yh_slapp_has_the_steps_of_its_ladder_on_working_days():
    assert shown(steps(YH_SLAPP, PROJECT)) == [
        ("2024-10-31", "boka lokal"),
        ("2024-11-28", "skicka inbjudan"),
        ("2024-12-20", "spika programmet"),
        ("2025-01-09", "stäm av anmälningslistan"),
        ("2025-01-16", "skicka praktisk information till de anmälda"),
        ("2025-01-22", "dubbelkolla lokal, teknik och deltagarlista"),
    ]


def test_a_step_is_added_moved_dropped_and_reworded_and_all_move_with_the_event():
    marks = [
        Mark("own:1", before="event", days=30, audience="channel", text="boka fotograf"),
        Mark("event:84", days=70),
        Mark("event:28", dropped=True),
        Mark("event:56", text="skicka inbjudan till alla rektorer"),
    ]
    assert shown(steps(YH_SLAPP, PROJECT, marks))[:3] == [
        ("2024-11-14", "boka lokal"),
        ("2024-11-28", "skicka inbjudan till alla rektorer"),
        ("2024-12-20", "boka fotograf"),  # 24 December and the squeeze day before it are no days to ask on
    ]
    moved = YH_SLAPP.model_copy(update={"date": date(2025, 1, 30)})
    assert shown(steps(moved, PROJECT, marks))[:2] == [
        ("2024-11-21", "boka lokal"),
        ("2024-12-05", "skicka inbjudan till alla rektorer"),
    ]


def test_what_is_put_off_comes_on_the_chosen_day_unless_the_event_is_moved():
    mark = Mark("event:14", put_off_to=date(2025, 1, 18), put_off_for=date(2025, 1, 23), put_off_by="U1")
    (step,) = [each for each in steps(YH_SLAPP, PROJECT, [mark]) if each.name == "event:14"]
    assert step.on == date(2025, 1, 18), "a Saturday: it was chosen"
    later = YH_SLAPP.model_copy(update={"date": date(2025, 3, 20)})
    (step,) = [each for each in steps(later, PROJECT, [mark]) if each.name == "event:14"]
    assert (step.on, step.put_off) == (date(2025, 3, 6), None)


def test_what_was_done_for_another_day_is_to_be_done_again_where_it_was_to_come_later():
    done = {"done_at": "2024-12-01T08:00:00Z", "done_for": date(2025, 1, 23), "done_by": "U1"}
    marks = [Mark("event:84", **done), Mark("event:1", **done)]
    assert [step.name for step in steps(YH_SLAPP, PROJECT, marks) if step.done] == ["event:84", "event:1"]
    moved = YH_SLAPP.model_copy(update={"date": date(2025, 1, 30)})
    assert [step.name for step in steps(moved, PROJECT, marks) if step.done] == ["event:84"]


def test_only_what_is_behind_and_not_done_is_undone():
    done = Mark("event:84", done_at="2024-11-01T08:00:00Z", done_by="U1")
    found = steps(YH_SLAPP, PROJECT, [done])
    assert [step.text for step in undone(found, date(2024, 12, 20))] == ["skicka inbjudan", "spika programmet"]
    assert list(undone(found, date(2025, 1, 24))) == []


def test_a_persons_own_working_days_count_for_what_is_privately_said():
    anna = Member(name="Anna Ek", role="projektledare", slack="U1", working_days=("mån", "tis"))
    project = PROJECT.model_copy(update={"members": (anna,)})
    seminar = Activity(
        type="branschseminarium", title="Seminarium", date=date(2024, 5, 16), status="planned", responsible="Anna"
    )
    by_name = {step.name: step.on for step in steps(seminar, project)}
    assert by_name["event:42"] == date(2024, 4, 2), "Thursday 4 April: Tuesday before"
    assert by_name["event:1"] == date(2024, 5, 15), "to the channel: everybody's days"


def test_a_milestone_is_its_roles_and_has_steps_like_any_plan():
    anna = Member(name="Anna Ek", role="projektledare", slack="U1")
    project = PROJECT.model_copy(update={"members": (anna,)})
    report = next(each for each in milestones(project, {}) if each.key == "milestone:lägesrapport:2024-03-31")
    assert responsible(report, project) == "Anna Ek"
    assert report.date == date(2024, 3, 28), "31 March 2024 is Easter Sunday"
    assert [step.on for step in steps(report, project)] == [date(2024, 3, 14), date(2024, 3, 22), date(2024, 3, 27)]
    moved = replace(report, date=date(2024, 4, 12))
    assert steps(moved, project)[0].on == date(2024, 3, 28)


def test_people_are_known_by_first_name_full_name_and_at_sign():
    assert [is_called("Anna Ek", name) for name in ("Anna", "@anna", "anna ek", " Anna ", "Ann", "Ek", "")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip
