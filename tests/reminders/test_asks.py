"""A date nobody has set is asked for, once."""

from datetime import date

from handlers.requests import Outcome

QUESTION = "📌 YH-släppet i januari har inget datum än"


def look(group, when: str) -> list[str]:
    group.at(when).look_for_days()
    return [line for line in group.look() if line == QUESTION]


def test_it_is_asked_the_first_of_october_and_once(group):
    assert look(group, "2024-03-01 12:00") == []
    assert look(group, "2024-09-30 12:00") == []
    assert look(group, "2024-10-01 08:00") == [QUESTION]
    assert look(group, "2024-10-02 08:00") == []
    assert look(group, "2024-12-20 08:00") == []
    assert [each.to for each in group.channel.messages if QUESTION in each.text] == ["C1"]


def test_off_on_the_first_of_october_it_is_asked_late_and_says_so(group):
    look(group, "2024-03-01 12:00")
    assert look(group, "2024-10-03 12:00") == [QUESTION]
    assert "Skulle ha kommit tis 1 oktober kl 8.00." in group.came[0]


def test_a_new_group_in_november_is_asked_the_morning_after(group):
    assert look(group, "2024-11-11 21:00") == []
    assert look(group, "2024-11-12 07:59") == []
    assert look(group, "2024-11-12 08:00") == [QUESTION]
    assert "Skulle ha kommit" not in group.came[0]


def test_no_question_once_there_is_a_date(group):
    look(group, "2024-03-01 12:00")
    group.plan(day="2025-01-23")
    assert QUESTION not in group.at("2024-10-01 08:00").look()
    assert look(group, "2024-10-02 08:00") == []


def test_a_date_that_is_taken_back_is_asked_for_again(group):
    look(group, "2024-03-01 12:00")
    planned = group.plan(day="2025-01-23")
    look(group, "2024-10-01 08:00")
    group.undo(planned)
    assert look(group, "2024-10-05 12:00") == []  # a Saturday
    assert look(group, "2024-10-06 08:00") == []
    assert look(group, "2024-10-07 08:00") == [QUESTION]


def test_what_is_held_is_not_asked_for(group):
    planned = group.at("2024-11-10 12:00").plan(day="2025-01-14")
    look(group, "2024-11-10 12:00")
    group.change(planned, status="done")
    assert look(group, "2025-01-15 12:00") == []
    assert look(group, "2025-01-16 08:00") == []


def test_after_the_month_it_is_too_late_to_ask(group):
    look(group, "2024-03-01 12:00")
    group.at("2025-02-01 00:00").look()
    assert group.came == []
    assert group.reminders("passed") == ["2024-10-01 08:00"]


def test_two_missed_years_are_two_questions(group):
    look(group, "2023-02-01 12:00")
    assert group.reminders("open") == ["2023-10-02 08:00", "2024-10-01 08:00"]
    assert look(group, "2023-12-01 12:00") == [QUESTION]
    assert look(group, "2024-10-01 08:00") == [QUESTION]


def test_a_question_that_was_refused_is_not_asked_when_a_date_has_come(group):
    look(group, "2024-03-01 12:00")
    group.channel.next(Outcome("refused", reason="not_in_channel"))
    look(group, "2024-10-01 08:00")
    group.plan(day="2025-01-23")
    assert group.wait(minutes=16).look() == []
    assert group.delivery()["reason"] == "changed"
    assert group.now().date() == date(2024, 10, 1)
