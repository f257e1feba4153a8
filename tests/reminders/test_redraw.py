"""What was posted says what has come of it."""

from datetime import date

import pytest

from handlers.requests import Outcome


@pytest.fixture
def planned(group):
    return group.at("2025-01-15 12:00").plan()


@pytest.fixture
def posted(group, planned):
    group.at("2025-01-16 08:00").look()
    group.wait(minutes=5)
    return planned


def now_says(group) -> list[str]:
    group.wait(seconds=10).look()
    (message,) = group.channel.messages
    return message.text.splitlines()[3:]


def done(group, planned, step="event:7"):
    group.mark(planned, step, done_at=group.now().isoformat(), done_by="U1")


def labels(group) -> list[str]:
    return [button.label for button in group.channel.messages[0].reply.buttons]


def test_done_it_says_by_whom_and_when_and_asks_for_no_more(group, posted):
    done(group, posted)
    line = "✅ Klart: skicka praktisk information till de anmälda. Anna, tors 16 januari kl 8.05"
    assert now_says(group) == [line]
    assert labels(group) == ["Visa planen"]


def test_not_done_after_all_it_stands_as_it_was_sent(group, posted):
    before = labels(group)
    done(group, posted)
    group.wait(seconds=10).look()
    group.mark(posted, "event:7", done_at=None, done_by=None)
    assert now_says(group) == []
    assert labels(group) == before


def test_put_off_it_says_until_when_and_the_new_one_stands_by_itself(group, posted):
    group.mark(
        posted,
        "event:7",
        put_off_to=date(2025, 1, 20),
        put_off_for=posted.date,
        put_off_by="U1",
        put_off_at=group.now().isoformat(),
    )
    assert now_says(group) == ["⏰ Anna sköt upp till mån 20 januari."]
    assert group.at("2025-01-20 08:00").look() == ["📌 YH-släpp om 3 dagar"]
    group.wait(seconds=10).look()
    assert "sköt upp" not in group.came[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "cancelled"}, "Inställt, enligt Anna."),
        (
            {"status": "done", "participants": 45, "women": 20, "men": 25},
            "✅ Aktivitet 1 är loggad av Anna. 45 deltagare",
        ),
    ],
)
def test_called_off_or_held_it_says_so_and_by_whom(group, posted, change, said):
    group.change(posted, **change)
    (line,) = now_says(group)
    assert line.startswith(said)
    assert labels(group) == []


def test_moved_it_says_so_and_nothing_of_the_day_it_was(group, posted):
    group.change(posted, date=date(2025, 1, 30))
    group.wait(seconds=10).look()
    assert group.came == ["📌 YH-släpp\nFlyttat till tors 30 januari 2025."]
    assert labels(group) == ["Visa planen"]


def test_undone_it_says_so(group, posted):
    group.undo(posted)
    assert now_says(group) == ["↩️ Anna tog bort det ur planen."]


def test_of_two_steps_the_one_that_is_left_can_still_be_done(group):
    planned = group.at("2024-12-27 12:00").plan()
    group.at("2025-01-16 12:00").look()
    done(group, planned, "event:14")
    group.wait(seconds=10).look()
    (message,) = group.channel.messages
    assert "✅ Klart: stäm av anmälningslistan" in message.text
    klart = message.reply.buttons[0]
    assert (klart.label, klart.value) == ("Klart", f"{planned.ref} event:7")


@pytest.mark.parametrize("answer", [Outcome("later", retry_after=20), Outcome("in_doubt", reason="500")])
def test_what_could_not_be_drawn_now_is_drawn_later(group, posted, answer):
    group.channel.updates = [answer, answer]
    done(group, posted)
    assert now_says(group) == []
    assert now_says(group) == []
    assert now_says(group)[0].startswith("✅ Klart")


def test_what_may_not_be_changed_any_more_is_left_after_one_try(group, posted):
    group.channel.updates = [Outcome("refused", reason="message_not_found")]
    done(group, posted)
    assert now_says(group) == []
    tries = len(group.channel.attempts)
    assert now_says(group) == []
    assert len(group.channel.attempts) == tries


def test_what_can_never_be_drawn_is_given_up_in_some_minutes(group, posted):
    group.channel.updates = [Outcome("in_doubt", reason="500")] * 1000
    done(group, posted)
    for _ in range(60):
        group.wait(seconds=10).look()
    assert len(group.channel.attempts) < 40


def test_a_change_while_it_is_being_drawn_is_drawn_too(group, posted):
    update, meanwhile = group.channel.update, [lambda: group.change(posted, status="cancelled")]

    def changed(*arguments):
        for change in meanwhile[:]:
            meanwhile.clear()
            change()
        return update(*arguments)

    group.channel.update = changed
    done(group, posted)
    group.look()
    assert now_says(group) == ["Inställt, enligt Anna."]


@pytest.mark.parametrize("answer", [Outcome("in_doubt", reason="timeout"), Outcome("sent")])
def test_a_change_while_it_is_on_its_way_is_drawn_when_it_is_there(group, planned, answer):
    post = group.channel.post

    def changed(*arguments):
        outcome = post(*arguments)
        group.change(planned, status="cancelled")
        return outcome

    group.channel.post = changed
    group.channel.next(answer, arrives=True)
    group.at("2025-01-16 08:00").look()
    assert now_says(group) == ["Inställt, enligt Anna."]


def test_killed_while_drawing_it_is_drawn_again(group, posted, killed):
    update = group.channel.update

    def dies(*_arguments):
        raise killed

    done(group, posted)
    group.channel.update = dies
    with pytest.raises(killed):
        group.look()
    group.channel.update = update
    assert now_says(group)[0].startswith("✅ Klart")
