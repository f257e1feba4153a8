"""The project's dates in people's own calendars: the file, and the private link over HTTP."""

import hashlib
import logging
import re
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import Message as Headers
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from handlers.playground import Exchange
from tests.conversations.conftest import ANNA, LEADER, MAJA, OUTSIDER, TODAY, Group, labels, text

SEMINAR = "Branschseminarium vård 14 maj kl 9–12 i Kumla, anmälan senast 2 maj, ansvarig Anna"


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Group]:
    """The group with a public address."""
    group = Group(tmp_path / "yh.db", today=TODAY, members=(LEADER,))
    group.public = True
    group.slack.start()
    try:
        group.start()
        yield group
        assert group.slack.refusals == [], "Slack would not have taken what was sent"
    finally:
        group.stop()
        group.slack.stop()


@dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes


def get(address: str, method: str = "GET", **headers: str) -> Answer:
    request = urllib.request.Request(
        address, headers={k.replace("_", "-"): v for k, v in headers.items()}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as answer:
        with answer:
            return Answer(answer.code, answer.headers, answer.read())


def link(exchange: Exchange) -> str:
    found = re.search(r"http://\S+\.ics", text(exchange))
    assert found, text(exchange)
    return found[0]


def files(group: Group, who: str) -> list[Any]:
    """The files that the assistant has sent, as `who` sees them."""
    return [file for message in group.answers(who) for file in message.files]


def sent(group: Group, who: str, count: int = 1) -> bytes:
    """The last of so many files."""
    group.slack.wait_for(lambda: len(files(group, who)) >= count)
    data = group.slack.workspace.files[files(group, who)[-1]["id"]].data
    assert data is not None
    return data


def asked(group: Group, who: str) -> Exchange:
    """'/yh-paminn kalender', and the file has come."""
    before = len(files(group, who))
    exchange = group.remind("kalender", who=who)
    sent(group, who, before + 1)
    return exchange


def asked_file(group: Group) -> bytes:
    """The file as it is now."""
    asked(group, MAJA)
    return sent(group, MAJA)


def events(content: bytes, *, rhythm: bool = False) -> dict[str, Event]:
    """By their titles: what people have planned and logged, or the project's own dates."""
    found = Calendar.from_ical(content).events
    return {str(one["SUMMARY"]): one for one in found if str(one["UID"]).startswith("milestone") == rhythm}


# the file


def test_the_file_comes_privately_after_the_answer(either: Group) -> None:
    either.remind(SEMINAR)
    answer = either.remind("kalender", who=MAJA)
    assert "Kalenderfilen kommer till dig" in text(answer)
    assert labels(answer) == [], "without a public address there is no link to speak of"
    found = events(sent(either, MAJA))
    assert set(found) == {"Branschseminarium vård", "Sista anmälningsdag: Branschseminarium vård"}
    (file,) = files(either, MAJA)
    assert (file["name"], file["mimetype"]) == ("yh-kalender.ics", "text/calendar")
    assert files(either, ANNA) == []


@pytest.mark.parametrize("words", ["kalender", "kan jag få en kalenderfil?", "Visa kalendern", "ics-fil tack"])
def test_the_same_words_do_without_a_command(group: Group, words: str) -> None:
    said = group.slack.message_to_bot(MAJA, words)
    assert said.status == 200
    assert sent(group, MAJA).startswith(b"BEGIN:VCALENDAR")
    answer, with_file = group.answers(MAJA)
    assert answer.shown.startswith("📅 Kalenderfilen kommer")
    assert answer.thread_ts == with_file.thread_ts, "both stand under what was said"


def test_the_projects_own_dates_are_in_it_and_move_when_they_are_given_another_day(group: Group) -> None:
    before = events(asked_file(group), rhythm=True)["Slutrapport och slutrekvisition"]
    assert before["DTSTART"].dt == date(2026, 1, 30)  # the 31st is a Saturday
    group.remind("slutrapporten 20 januari 2026")
    after = events(asked_file(group), rhythm=True)["Slutrapport och slutrekvisition"]
    assert after["DTSTART"].dt == date(2026, 1, 20)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_day_that_nobody_has_settled_is_tentative(group: Group) -> None:
    group.remind("nätverksmöte i maj")
    (vague,) = events(asked_file(group)).values()
    assert vague["STATUS"] == "TENTATIVE"


def test_a_mention_is_answered_in_the_thread_and_the_file_comes_privately(group: Group) -> None:
    group.slack.mention(MAJA, "kalender")
    sent(group, MAJA)
    answer, with_file = sorted(group.answers(MAJA), key=lambda message: bool(message.files))
    assert "Kalenderfilen kommer" in answer.shown
    assert (answer.channel, with_file.channel) == (group.slack.channel_id, group.slack.workspace.dm_of(MAJA))


def test_a_meeting_about_a_calendar_is_logged(group: Group) -> None:
    assert "är loggad" in text(group.tell("kalendermöte med anordnarna i Kumla igår, 5 deltagare"))
    assert "Menade du ”/yh-paminn kalender”" in text(group.remind("kalendr"))


def test_the_file_says_when_where_and_nothing_of_persons(group: Group) -> None:
    group.remind(SEMINAR)
    group.remind("kalender", who=MAJA)
    content = sent(group, MAJA)
    event, deadline = events(content).values()
    assert event.start.astimezone(UTC) == datetime(2024, 5, 14, 7, 0, tzinfo=UTC), "summer time"
    assert (event.end - event.start, event["LOCATION"], event["STATUS"]) == (timedelta(hours=3), "Kumla", "CONFIRMED")
    assert (deadline.start, deadline.end) == (date(2024, 5, 2), date(2024, 5, 3))
    assert b"Anna" not in content
    assert ANNA.encode() not in content


def test_what_moves_keeps_its_uid_and_has_a_higher_sequence(group: Group) -> None:
    group.remind(SEMINAR)
    group.remind("kalender")
    before = events(sent(group, ANNA))["Branschseminarium vård"]
    group.clock.turn(minutes=5)
    group.log("flytta vårdseminariet till 21 maj", who=ANNA)
    group.remind("kalender")
    after = events(sent(group, ANNA, 2))["Branschseminarium vård"]
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt - before["LAST-MODIFIED"].dt == timedelta(minutes=5)
    assert after.start.date() == date(2024, 5, 21)


def test_what_is_called_off_and_what_is_undone_is_dropped_by_the_calendars_that_have_it(group: Group) -> None:
    group.remind("nätverksmöte anordnare 18 april kl 13 i Örebro")
    undone = group.remind("frukostmöte med Karin Öst 19 april kl 8 i Nora")
    group.log("ställ in nätverksmötet 18 april", who=ANNA)
    group.press(undone.message, "Ångra", who=ANNA)
    group.remind("kalender")
    content = sent(group, ANNA)
    removed, cancelled = sorted(events(content).values(), key=lambda event: event["SUMMARY"])
    assert str(cancelled["SUMMARY"]).startswith("Inställt: ")
    assert (cancelled["STATUS"], removed["STATUS"], str(removed["SUMMARY"])) == ("CANCELLED", "CANCELLED", "Borttaget")
    assert "Karin" not in content.decode(), "what was undone is not passed on"
    group.clock.turn(days=60)
    group.remind("kalender")
    assert len(events(sent(group, ANNA, 2))) == 1, "what nobody waits for any more is left out"


def test_what_was_held_stays_and_a_vague_end_is_told(group: Group) -> None:
    group.log("branschseminarium energi i Hallsberg 12 mars kl 9, 28 deltagare varav 11 kvinnor")
    group.remind("kalender", who=MAJA)
    (event,) = events(sent(group, MAJA)).values()
    assert (event["STATUS"], event.end - event.start) == ("CONFIRMED", timedelta(hours=1))
    assert "Sluttiden är inte satt" in event["DESCRIPTION"]
    assert "28" not in event["DESCRIPTION"]


def test_the_uid_is_the_files_own_also_after_a_restart(group: Group) -> None:
    group.remind(SEMINAR)
    group.remind("kalender")
    before = sent(group, ANNA)
    group.stop()
    group.start()
    group.remind("kalender")
    assert sent(group, ANNA, 2) == before
    (own,) = group.rows("calendar")
    assert events(before)["Branschseminarium vård"]["UID"] == f"activity-1@{own['id']}"


def test_an_app_that_may_not_send_files_says_what_to_do(group: Group) -> None:
    group.slack.fail("files.getUploadURLExternal", "missing_scope")
    group.remind("kalender", who=MAJA)
    group.slack.wait_for(lambda: len(group.answers(MAJA)) == 2)
    told = group.answers(MAJA)[-1]
    assert "lägga till files:write i Slack-appen" in told.shown
    assert told.only_for == MAJA
    assert files(group, MAJA) == []


@pytest.mark.parametrize("where", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_a_file_that_is_lost_on_its_way_is_told_of(group: Group, where: str) -> None:
    group.slack.fail(where, "drop")
    group.slack.message_to_bot(MAJA, "kalender")
    group.slack.wait_for(lambda: len(group.answers(MAJA)) == 2)
    assert "Saknas den, så be om den igen" in group.answers(MAJA)[-1].shown


def test_a_slack_that_asks_for_patience_gets_it(group: Group) -> None:
    group.slack.fail("files.completeUploadExternal", 429, seconds=1)
    group.remind("kalender", who=MAJA)
    sent(group, MAJA)
    assert len(files(group, MAJA)) == 1


# the link


def test_the_link_is_given_once_and_then_it_is_said_since_when_there_is_one(public: Group) -> None:
    first = asked(public, MAJA)
    assert labels(first) == ["Ny länk", "Återkalla länken"]
    assert get(link(first)).status == 200
    again = text(asked(public, MAJA))
    assert "Den finns sedan tors 14 mars 2024, senast hämtad tors 14 mars 2024." in again
    assert "http" not in again


def test_only_the_hash_of_a_link_is_kept(public: Group) -> None:
    token = link(asked(public, MAJA)).rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43, "256 bits"
    (row,) = public.rows("feeds")
    assert (row["token_hash"], row["who"]) == (hashlib.sha256(token.encode()).hexdigest(), MAJA)
    with sqlite3.connect(public.path) as db:
        assert not any(token in line for line in db.iterdump())
    db.close()


def test_a_feed_is_what_calendars_expect(public: Group) -> None:
    public.remind(SEMINAR)
    answer = get(link(asked(public, MAJA)))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Branschseminarium vård" in events(answer.body)
    assert answer.body == sent(public, MAJA), "the file says the same"


def test_what_has_not_changed_is_not_sent_again(public: Group) -> None:
    public.remind(SEMINAR)
    address = link(asked(public, ANNA))
    tag = get(address).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"annan", {tag}'):
        same = get(address, If_None_Match=known)
        assert (same.status, same.body, same.headers["ETag"]) == (304, b"", tag)
    head = get(address, "HEAD")
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", tag)
    public.log("flytta vårdseminariet till 21 maj", who=ANNA)
    changed = get(address, If_None_Match=tag)
    assert (changed.status, changed.headers["ETag"] != tag) == (200, True)
    assert get(address, "POST").status == 405


def test_a_link_that_is_revoked_gives_what_no_link_gives(public: Group) -> None:
    first = asked(public, MAJA)
    address = link(first)
    unknown = get(address.replace("/kalender/", "/kalender/x"))
    answer = public.press(first.message, "Återkalla länken", who=MAJA)
    assert "Länken är återkallad" in text(answer)
    revoked = get(address)
    assert (revoked.status, revoked.body) == (unknown.status, unknown.body) == (404, b"Kalendern finns inte.")
    assert dict(revoked.headers) | {"date": ""} == dict(unknown.headers) | {"date": ""}
    assert get(link(public.press(answer.message, "Ny länk", who=MAJA))).status == 200


def test_a_new_link_closes_the_old_one(public: Group) -> None:
    first = asked(public, MAJA)
    second = public.press(first.message, "Ny länk", who=MAJA)
    assert (get(link(first)).status, get(link(second)).status) == (404, 200)
    assert len([row for row in public.rows("feeds") if row["revoked_at"] is None]) == 1


def test_each_has_a_link_of_ones_own(public: Group) -> None:
    mine, hers = (asked(public, who) for who in (MAJA, ANNA))
    public.press(mine.message, "Återkalla länken", who=MAJA)
    assert (get(link(mine)).status, get(link(hers)).status) == (404, 200)


def test_the_channel_never_sees_a_link(public: Group) -> None:
    group = public
    group.mention("kalender")
    group.slack.wait_for(lambda: any("http" in message.shown for message in group.answers(MAJA)))
    group.slack.wait_for(lambda: any("bara du ska se" in said.shown for said in group.answers(ANNA)))
    assert not any("http" in message.shown for message in group.answers(ANNA))


def test_who_has_left_the_group_gets_no_more(public: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.slack.members._FRESH", 0.0)
    address = link(asked(public, MAJA))
    assert get(address).status == 200
    public.slack.workspace.members.remove(MAJA)
    assert (get(address).status, get(address).body) == (404, b"Kalendern finns inte.")
    public.slack.fail("conversations.members", "internal_error", times=3)
    unknown = get(address)
    assert (unknown.status, unknown.headers["Retry-After"]) == (503, "300")
    public.slack.clear_faults()
    public.slack.workspace.members.append(MAJA)
    assert get(address).status == 200


def test_an_outsider_gets_neither_file_nor_link(public: Group) -> None:
    assert "Be projektledaren lägga till dig" in text(public.remind("kalender", who=OUTSIDER))
    assert public.rows("feeds") == []


def test_it_is_read_while_the_file_cannot_be_written(public: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.05)
    address = link(asked(public, MAJA))
    public.stop()
    public.start()
    address = re.sub(r":\d+/", re.search(r":\d+/", public.health_url)[0], address)  # type: ignore[index]
    with sqlite3.connect(public.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert get(address).status == 200
        assert "Kalenderfilen kommer" in text(asked(public, MAJA))
        other.execute("ROLLBACK")
    other.close()


def test_that_it_is_used_is_noted_once_an_hour(public: Group) -> None:
    address = link(asked(public, MAJA))

    def noted() -> str | None:
        get(address)
        (row,) = public.rows("feeds")
        return row["last_fetched_at"]

    first = noted()
    public.clock.turn(minutes=59)
    assert noted() == first == "2024-03-14T09:00:00Z"
    public.clock.turn(minutes=1)
    assert noted() == "2024-03-14T10:00:00Z"


def test_the_link_is_in_no_log_and_not_in_healthz(public: Group, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "uvicorn"), caplog.at_level(logging.INFO):
        address = link(asked(public, MAJA))
        token = address.rpartition("/")[2].removesuffix(".ics")
        get(address)
        get(address.replace(".ics", "x.ics"))
        health = get(public.health_url).body
    assert token not in caplog.text
    assert token.encode() not in health


def test_the_same_press_twice_makes_one_link(public: Group) -> None:
    first = asked(public, MAJA)
    pressed = public.press(first.message, "Ny länk", who=MAJA, trigger_id="1.2.samma")
    again = public.press(first.message, "Ny länk", who=MAJA, trigger_id="1.2.samma")
    assert "Du har en kalenderlänk" in text(again)
    assert get(link(pressed)).status == 200
