"""Monday's overview: when it comes, and when there is none; questions for days are one message."""

from bot.project_file import load_project


def look(group, when: str) -> list[str]:
    group.at(when).look_for_days()
    return group.look()


def digests(group) -> list[str]:
    return [text.splitlines()[0] for text in group.came if text.startswith("🗓️")]


def test_with_nothing_to_tell_there_is_none(group):
    look(group, "2024-03-01 12:00")
    assert look(group, "2024-03-04 08:00") == []
    assert group.rows("SELECT state FROM reminders WHERE key = 'digest:2024-W10'") == [{"state": "passed"}]


def test_it_comes_on_monday_at_eight_and_once(group):
    look(group, "2024-03-01 12:00")
    group.plan("Möte", "annat", "2024-03-06")
    assert look(group, "2024-03-04 07:59") == []
    assert look(group, "2024-03-04 08:00") == ["🗓️ Vecka 10, från mån 4 mars"]
    assert look(group, "2024-03-04 08:01") == []
    assert digests(group) == ["🗓️ Vecka 10, från mån 4 mars"]


def test_late_in_its_week_it_comes_and_says_so(group):
    look(group, "2024-03-01 12:00")
    group.plan("Möte", "annat", "2024-03-14")
    look(group, "2024-03-06 12:00")
    assert digests(group) == ["🗓️ Vecka 10, från mån 4 mars"]
    assert "Skulle ha kommit mån 4 mars kl 8.00." in group.came[0]


def test_a_week_old_it_is_not_sent_but_the_new_one_is(group):
    look(group, "2024-03-01 12:00")
    group.plan("Möte", "annat", "2024-03-14")
    look(group, "2024-03-11 08:00")
    assert digests(group) == ["🗓️ Vecka 11, från mån 11 mars"]


def test_what_has_no_day_is_one_message(group):
    group.project = load_project()
    object.__setattr__(group.duty, "project", group.project)
    look(group, "2024-11-15 12:00")
    asked = [line for line in look(group, "2024-11-18 08:00") if "datum" in line]
    assert asked == ["📌 Det här saknar datum"]
    (message,) = [each for each in group.channel.messages if "saknar datum" in each.text.splitlines()[0]]
    assert message.text.count("• ") > 1
    assert not [line for line in look(group, "2024-11-18 08:01") if "datum" in line]
