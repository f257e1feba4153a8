"""A plan is reminded of in the channel, once, also across restarts."""

from datetime import UTC, datetime

from tests.conversations.conftest import MAJA, Group, text


def at(group: Group, *moment: int) -> None:
    group.clock.at = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type]
    group.look()


def about(group: Group, what: str) -> list[str]:
    """What the channel has got about it; what comes on Mondays, and about days that lack, is not counted."""
    return [said for said in group.said() if said.startswith(f"📌 {what}")]


def test_a_plan_is_confirmed_with_its_reminders(group: Group) -> None:
    answer = group.remind("Branschseminarium vård 14 maj i Kumla, anmälan senast 2 maj")
    assert "Aktivitet 1 är planerad" in text(answer)
    assert "tis 14 maj 2024" in text(answer)
    assert "Sista anmälningsdag tors 2 maj 2024" in text(answer)
    assert "Jag påminner" in text(answer)
    (row,) = group.rows("activities")
    assert (row["status"], row["deadline"]) == ("planned", "2024-05-02")


def test_the_channel_is_reminded_by_the_ladder(either: Group) -> None:
    either.remind("Branschseminarium vård 14 maj i Kumla, anmälan senast 2 maj")
    at(either, 2024, 4, 30, 5, 59)
    before = about(either, "Branschseminarium vård")
    at(either, 2024, 4, 30, 6, 0)  # 8.00 summer time; the day before the deadline is a holiday
    (said,) = about(either, "Branschseminarium vård")[len(before) :]
    assert "sista anmälningsdag om 2 dagar" in said


def test_a_restart_neither_repeats_nor_loses_a_reminder(group: Group) -> None:
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro")
    at(group, 2024, 5, 9, 7, 0)
    first = about(group, "YH-släpp")
    assert "om 14 dagar" in first[-1]
    group.stop()
    group.start()
    group.look()
    assert about(group, "YH-släpp") == first
    group.stop()
    group.clock.at = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)  # off when it fell due at 8.00
    group.start()
    group.look()
    assert len(about(group, "YH-släpp")) == len(first) + 1
    assert "Skulle ha kommit tors 16 maj" in about(group, "YH-släpp")[-1]


def test_a_post_in_doubt_is_settled_by_the_channels_history(group: Group) -> None:
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro")
    group.slack.fail("chat.postMessage", "500_accepted")
    at(group, 2024, 5, 9, 7, 0)
    said = group.said()
    group.clock.turn(seconds=30)
    group.look()
    group.clock.turn(minutes=5)
    group.look()
    assert group.said() == said
    assert {row["state"] for row in group.rows("deliveries")} == {"sent"}


def test_a_post_that_never_arrived_is_sent_again(group: Group) -> None:
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro")
    at(group, 2024, 5, 8, 5, 59)  # what lacks a day has been asked for
    before = len(group.said())
    group.slack.fail("chat.postMessage", "500")
    at(group, 2024, 5, 8, 7, 0)
    assert len(group.said()) == before
    group.clock.turn(seconds=30)
    group.look()
    assert len(group.said()) == before + 1


def test_an_undone_plan_is_not_reminded_of(group: Group) -> None:
    planned = group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro")
    group.press(planned.message, "Ångra", who="UANNA")
    at(group, 2024, 5, 22, 7, 0)
    assert not any("Conventum" in said for said in group.said())


def test_what_is_coming_is_listed(group: Group) -> None:
    assert "YH-släppet i januari har inget datum än" in text(group.remind())
    group.remind("Branschseminarium vård 14 maj i Kumla, anmälan senast 2 maj")
    listed = text(group.remind())
    assert "Branschseminarium vård" in listed
    assert "tis 14 maj" in listed


def test_a_plan_needs_a_day_that_is_still_to_come(group: Group) -> None:
    assert "Jag hittade ingen dag" in text(group.remind("Branschseminarium vård i Kumla"))
    assert "redan varit" in text(group.remind("Branschseminarium vård 2024-02-14 i Kumla"))
    assert group.rows("activities") == []


def test_the_other_steps_go_privately_to_whoever_is_responsible(group: Group) -> None:
    group.remind("Branschseminarium vård 14 maj i Kumla, ansvarig Maja")
    at(group, 2024, 5, 7, 7, 0)
    assert not any("Branschseminarium vård" in said for said in group.said())
    private = group.slack.messages(group.slack.workspace.dm_of(MAJA))
    assert "Branschseminarium vård om 7 dagar" in private[-1].shown
    at(group, 2024, 5, 13, 7, 0)
    (said,) = about(group, "Branschseminarium vård i morgon")
    assert "Ansvarig: Maja Lind" in said


def test_a_long_list_says_that_there_is_more(group: Group) -> None:
    for day in range(1, 15):
        group.remind(f"möte med företag {day} den {day} april kl 9")
    assert "Bara de 10 närmaste visas." in text(group.remind())
