"""A file on what is logged becomes the expense's receipt: kept beside the database, by its content."""

import copy
import hashlib
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from handlers.playground import File, Message
from handlers.slack.files import Files
from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
RECEIPT = File("kvitto.pdf", PDF, "application/pdf")
LINE = "utgift 312 kr buss till Nora 12 mars"


def kept(group: Group) -> list[Path]:
    folder = group.path.with_name(f"{group.path.stem}-kvitton")
    return sorted(folder.iterdir()) if folder.exists() else []


def fetched(group: Group, count: int = 1) -> list[dict[str, Any]]:
    """The receipts, once so many of them are settled."""
    group.slack.wait_for(lambda: len([row for row in group.rows("receipts") if row["state"] != "wanted"]) == count)
    return group.rows("receipts")


def heard(group: Group, words: str) -> Message:
    """What the assistant says of it, which may come before the answer does."""
    found = group.slack.wait_for(lambda: [each for each in group.answers(MAJA) if words in each.shown])
    return copy.deepcopy(found[-1])


def test_a_file_on_a_direct_message_is_the_receipt(either: Group) -> None:
    answer = either.tell(LINE, files=[RECEIPT])
    assert "kvitto.pdf följer med som kvitto" in text(answer)
    (receipt,) = fetched(either)
    digest = hashlib.sha256(PDF).hexdigest()
    assert (receipt["expense_id"], receipt["state"], receipt["sha256"]) == (1, "kept", digest)
    assert (receipt["mimetype"], receipt["size"], receipt["created_by"]) == ("application/pdf", len(PDF), MAJA)
    (file,) = kept(either)
    assert (file.name, file.read_bytes()) == (f"{digest}.pdf", PDF)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_on_a_mention_and_on_a_picked_message_too(group: Group) -> None:
    group.mention(LINE, files=[RECEIPT])
    picked = group.pick(group.slack.say(ANNA, "Taxi 450 kr i går", files=[File("taxi.png", PNG)]))
    assert picked.view is not None
    assert "taxi.png följer med som kvitto" in picked.view.shown
    assert "taxi.png följer med som kvitto" in text(group.submit({}))
    assert [row["name"] for row in fetched(group, 2)] == ["kvitto.pdf", "taxi.png"]
    assert len(kept(group)) == 2


def test_a_picked_file_without_words_is_an_expense_to_fill_in(group: Group) -> None:
    picked = group.pick(group.slack.say(ANNA, "", files=[RECEIPT]))
    assert picked.view is not None
    assert picked.view.title == "Logga utgift"
    group.submit({"amount_ore": "99", "description": "Fika", "category": "outside"})
    assert fetched(group)[0]["expense_id"] == 1


def test_a_file_alone_is_asked_about(group: Group) -> None:
    answer = group.tell("", files=[RECEIPT])
    assert "Vilken utgift hör kvittot till?" in text(answer)
    assert group.rows("expenses") == group.rows("receipts") == []
    group.press(answer.message, "En ny utgift")
    saved = group.submit({"amount_ore": "99", "description": "Fika", "category": "outside"})
    assert "kvitto.pdf följer med som kvitto" in text(saved)
    assert fetched(group)[0]["state"] == "kept"


def test_a_question_in_between_keeps_the_file(group: Group) -> None:
    answer = group.tell("utgift buss 12 mars 240 eller 340 kr", files=[RECEIPT])
    assert group.rows("receipts") == []
    saved = group.press(answer.message, labels(answer)[0])
    assert "kvitto.pdf följer med som kvitto" in text(saved)
    assert fetched(group)[0]["expense_id"] == 1


def test_a_receipt_can_come_later(group: Group) -> None:
    group.log(LINE)
    answer = group.tell("kvitto till utgift 1", files=[RECEIPT])
    assert "kvitto.pdf följer med som kvitto" in text(answer)
    assert fetched(group)[0]["expense_id"] == 1


def test_a_receipt_to_somebody_elses_expense_is_refused(group: Group) -> None:
    group.log(LINE)
    assert "loggades av någon annan" in text(group.tell("kvitto till utgift 1", who=KARIN, files=[RECEIPT]))
    assert "följer med" not in text(group.tell("kvitto till utgift 9", files=[RECEIPT]))
    assert group.rows("receipts") == []


def test_only_expenses_have_receipts(group: Group) -> None:
    answer = group.tell("branschseminarium i Kumla 13 mars, 32 deltagare", files=[RECEIPT])
    assert "Filen sparas inte: bara utgifter har kvitton" in text(answer)
    assert group.rows("receipts") == []


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (File("kvitto.pdf", b"PK\x03\x04 docx", "application/pdf"), "varken en bild eller en PDF"),
        (File("sida.html", b"<!doctype html><p>hej"), "varken en bild eller en PDF"),
    ],
)
def test_what_is_no_receipt_is_said_and_the_expense_stands(group: Group, file: File, why: str) -> None:
    group.tell(LINE, files=[file])
    assert fetched(group)[0]["state"] == "refused"
    told = heard(group, "Jag kunde inte spara")
    assert why in told.shown
    assert "kvitto till utgift 1" in told.shown
    assert told.channel == group.slack.workspace.dm_of(MAJA)
    assert kept(group) == []
    assert group.rows("expenses")[0]["deleted_at"] is None


def test_a_file_that_is_gone_is_said(group: Group) -> None:
    group.slack.fail("files.info", "file_deleted")
    group.tell(LINE, files=[RECEIPT])
    heard(group, "filen är borttagen")


@pytest.mark.parametrize("how", ["ratelimited", "500", "drop", "token_revoked"])
def test_a_slack_that_fails_is_asked_again(group: Group, how: str) -> None:
    group.slack.fail("files.info", how, seconds=0.01)
    group.tell(LINE, files=[RECEIPT])
    group.slack.wait_for(lambda: group.rows("receipts")[0]["attempts"] == 1)
    assert group.rows("receipts")[0]["state"] == "wanted"
    group.clock.turn(minutes=20)
    group.look()
    assert group.rows("receipts")[0]["state"] == "kept"
    assert len(kept(group)) == 1


@pytest.mark.parametrize("how", ["500", "drop"])
def test_a_download_that_fails_is_tried_again(group: Group, how: str) -> None:
    group.slack.fail("file", how)
    group.tell(LINE, files=[RECEIPT])
    group.slack.wait_for(lambda: group.rows("receipts")[0]["attempts"] == 1)
    group.clock.turn(minutes=2)
    group.look()
    assert group.rows("receipts")[0]["state"] == "kept"


def test_a_stop_before_it_is_fetched_loses_nothing(group: Group) -> None:
    group.slack.fail("files.info", "500")
    group.tell(LINE, files=[RECEIPT])
    group.stop()
    group.clock.turn(hours=3)
    group.start()
    assert fetched(group)[0]["state"] == "kept"


def test_the_same_file_on_two_expenses_is_pointed_out_once(group: Group) -> None:
    group.tell(LINE, files=[RECEIPT])
    fetched(group)
    group.tell("utgift 312 kr taxi 12 mars", files=[File("samma.pdf", PDF)])
    fetched(group, 2)
    told = heard(group, "Samma kvitto står på")
    assert "Utgift 1 och Utgift 2" in told.shown
    assert len(kept(group)) == 1, "the bytes are there once"
    assert "Utgift 2 är ångrad" in text(group.press_nth(told, "Ångra", 1))


def test_the_same_message_twice_has_one_receipt(group: Group) -> None:
    group.tell(LINE, files=[RECEIPT], event_id="Ev1")
    group.stop()
    group.start()
    group.slack.message_to_bot(MAJA, LINE, event_id="Ev1", files=[RECEIPT])
    fetched(group)
    assert len(group.rows("receipts")) == len(group.rows("expenses")) == 1


@pytest.mark.parametrize("words", ["", "här är kvittot", "kvitto på bussen", "Kvittot!"])
def test_a_file_can_belong_to_what_was_logged_before(group: Group, words: str) -> None:
    group.log(LINE)
    group.log("utgift 95 kr parkering 11 mars")
    asked = group.tell(words, files=[RECEIPT])
    assert labels(asked)[:2] == ["Utgift 2 · 11 mars 2024 · 95 kr · Resor och logi · Parkering",
                                 "Utgift 1 · 12 mars 2024 · 312 kr · Resor och logi · Buss till Nora"]  # fmt: skip
    assert "kvitto.pdf följer med som kvitto" in text(group.press(asked.message, labels(asked)[1]))
    assert fetched(group)[0]["expense_id"] == 1
    assert "Utgift 1" not in str(labels(group.tell("", files=[RECEIPT]))), "it has its receipt"


def test_a_file_that_could_not_be_had_can_be_sent_again(group: Group) -> None:
    group.slack.fail("files.info", "file_not_found", times=2)
    group.tell(LINE, files=[RECEIPT])
    assert fetched(group)[0]["state"] == "refused"
    source = group.rows("receipts")[0]["source"]
    channel = group.slack.workspace.dm_of(MAJA)
    shared = {"type": "message", "subtype": "file_share", "channel_type": "im", "channel": channel, "user": MAJA}
    again = shared | {
        "text": "kvitto till utgift 1",
        "files": [{"id": source, "name": "kvitto.pdf"}],
        "ts": "1710406900.1",
    }
    group.clock.turn(minutes=1)
    group.slack.event(again, user_id=MAJA)
    group.slack.wait_for(lambda: sum("Jag kunde inte spara" in said.shown for said in group.answers(MAJA)) == 2)
    group.slack.event(again | {"ts": "1710406900.2"}, user_id=MAJA)
    group.slack.wait_for(lambda: group.rows("receipts")[0]["state"] == "kept")


def test_one_file_that_nobody_foresaw_does_not_hold_up_the_others(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Files.__call__

    def strange(self: Files, file_id: str) -> Any:
        if file_id == "FSTRANGE":
            raise UnicodeEncodeError("ascii", "å", 0, 1, "hemligt")
        return real(self, file_id)

    monkeypatch.setattr(Files, "__call__", strange)
    with sqlite3.connect(group.path) as db:
        group.log(LINE)
        db.execute(
            "INSERT INTO receipts (expense_id, name, source, next_try_at, created_by, created_at)"
            " VALUES (1, 'x', 'FSTRANGE', '2024-01-01T00:00:00Z', 'UMAJA', '2024-01-01T00:00:00Z')"
        )
    db.close()
    group.tell("utgift 95 kr parkering 12 mars", files=[RECEIPT])
    group.clock.turn(seconds=30)
    group.look()
    states = {row["name"]: row["state"] for row in group.rows("receipts")}
    assert states == {"x": "wanted", "kvitto.pdf": "kept"}


def test_an_undone_expense_takes_no_receipt(group: Group) -> None:
    logged = group.log(LINE)
    group.press(logged.message, "Ångra")
    assert "ångrades redan" in text(group.tell("kvitto till utgift 1", files=[RECEIPT]))
    assert group.rows("receipts") == []


@pytest.mark.parametrize("said", ["status", "sök Nora", "påminn YH-släpp 23 maj kl 13"])
def test_a_file_that_is_not_kept_is_said_to_be_none(group: Group, said: str) -> None:
    assert "Filen sparas inte" in text(group.tell(said, files=[RECEIPT]))


def test_a_file_with_a_correction_belongs_to_what_is_corrected(group: Group) -> None:
    group.log(LINE)
    assert "följer med som kvitto" in text(group.tell("ändra utgift 1: 340 kr", files=[RECEIPT]))
    assert fetched(group)[0]["expense_id"] == 1


def test_of_several_expenses_each_has_all_the_files_and_it_is_said(group: Group) -> None:
    files = [File("a.png", PNG), File("b.png", PNG)]
    said = text(group.tell("lunch 400 kr och parkering 50 kr 3 mars", files=files))
    assert "a.png och b.png följer med som kvitto på var och en av utgift 1 och 2." in said
