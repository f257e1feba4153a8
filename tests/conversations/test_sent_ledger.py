"""A ledger export sent to the assistant: nothing is booked before somebody says so."""

import copy
from datetime import date

import pytest

from bot.records import Expense
from bot.swedish.ledger_file import asks_to_match
from handlers import sent_ledger
from handlers.playground import File, Message
from storage import records
from storage.database import Database
from tests.conversations.conftest import MAJA, Group, _label, buttons, labels, text

LEDGER = """Datum;Ver;Konto;Text;Debet;Kredit;Betaldatum
2024-02-13;A101;5800;SL buss;312,00;;2024-02-20
2024-02-13;A101;1930;SL buss;;312,00;
2024-02-07;A102;5010;Kumla kommun lokal;4500,00;;
2024-02-09;A103;6071;ICA;450,00;;
2024-02-09;A104;6071;Coop;450,00;;
2024-02-11;A106;5800;SJ;640,00;;
"""


def logged(group: Group) -> None:
    group.log("utgift 312 kr buss till Kumla 12 februari")
    group.log("utgift 4500 kr lokalhyra i Kumla 6 februari")
    group.log("utgift 450 kr fika 7 februari")


def sent(group: Group, ledger: str = LEDGER, words: str = "huvudboken för februari", **how: str) -> Message:
    """What the assistant says later."""
    before = len(group.answers(MAJA))
    group.slack.message_to_bot(MAJA, words, files=[File("huvudbok.csv", ledger.encode(), "text/csv")], **how)
    group.slack.wait_for(lambda: len(group.answers(MAJA)) >= before + 2)
    return copy.deepcopy(group.answers(MAJA)[-1])


def shown(message: Message) -> str:
    return message.shown.replace("\u00a0", " ")


def booked(group: Group) -> list[tuple[str | None, str | None, str | None]]:
    return [(row["voucher"], row["booked_on"], row["paid_on"]) for row in group.rows("expenses")]


NOT_BOOKED = (None, None, None)


def test_what_is_certain_is_booked_by_one_button_and_taken_back_by_another(either: Group) -> None:
    logged(either)
    message = sent(either)
    assert "2 utgifter stämmer · 1 utgift är osäker · 1 rad är inte loggad" in shown(message)
    assert "A106 · 11 februari 2024 · 640 kr · SJ" in shown(message)
    assert booked(either) == [NOT_BOOKED] * 3, "nothing is booked silently"
    done = either.press(message, "Bokför de här 2")
    assert "2 utgifter är bokförda" in text(done)
    assert booked(either) == [("A101", "2024-02-13", "2024-02-20"), ("A102", "2024-02-07", None), NOT_BOOKED]
    either.press(done.message, "Ändra tillbaka")
    assert booked(either) == [NOT_BOOKED] * 3


def test_a_hundred_with_high_numbers_are_taken_back_too(group: Group) -> None:
    bus = Expense(date=date(2024, 2, 12), amount_ore=100, cost_ore=100, description="Buss", category="Resor och logi")
    database = Database(group.path)
    with database.transaction() as db:
        records.add(db, bus, who=MAJA, at="2024-02-12T09:00:00Z")
        db.execute("UPDATE expenses SET id = 1234567")  # the next ones follow
        audit_line = "INSERT INTO audit (id, at, who, what, record, record_id, fields)"
        db.execute(f"{audit_line} SELECT 12345678, at, who, what, record, 1234567, fields FROM audit")
        for ore in range(200, 10_200, 100):
            alike = bus.model_copy(update={"amount_ore": ore, "cost_ore": ore})
            records.add(db, alike, who=MAJA, at="2024-02-12T09:00:00Z")
    database.close()
    rows = "".join(f"2024-02-13;A{kr};{kr},00\n" for kr in range(2, 102))
    done = group.press(sent(group, f"Datum;Ver;Belopp\n{rows}"), "Bokför de här 100")
    assert booked(group).count(NOT_BOOKED) == 1
    group.press(done.message, "Ändra tillbaka")
    assert booked(group) == [NOT_BOOKED] * 101


def test_what_is_doubtful_is_asked_about(group: Group) -> None:
    logged(group)
    message = sent(group)
    assert "Är det här utgift 3?" in shown(message)
    done = group.press(message, "A104 · 9 februari 2024 · 450 kr · Coop")
    assert "Utgift 3 är bokförd" in text(done)
    assert booked(group)[2] == ("A104", "2024-02-09", None)


def test_of_many_rows_the_nearest_are_offered_and_the_others_are_told(group: Group) -> None:
    logged(group)
    far = "".join(f"2024-02-2{day};B{day};5800;Buss;450,00;;\n" for day in range(4))
    message = sent(group, LEDGER.replace("2024-02-13;A101", f"{far}2024-02-13;A101", 1))
    offered = [_label(button) for button in buttons(message) if "450 kr" in _label(button)]
    assert [label.partition(" ")[0] for label in offered] == ["A103", "A104", "B0", "B1"]
    assert "Det finns 2 rader till som kan vara den." in shown(message)


def test_what_is_not_asked_at_once_is_told(group: Group) -> None:
    for day in range(1, 10):
        group.log(f"utgift 450 kr fika {day} februari")
    assert "Jag frågar om de första 8 osäkra." in shown(sent(group))


def test_two_files_are_told_apart_by_their_names(group: Group) -> None:
    logged(group)
    january = File("jan.csv", b"Datum;Ver;Belopp\n2024-01-31;A1;312,00\n", "text/csv")
    february = File("feb.csv", b"Datum;Ver;Belopp\n2024-02-13;B1;900,00\n", "text/csv")
    before = len(group.answers(MAJA))
    group.slack.message_to_bot(MAJA, "huvudboken", files=[january, february])
    group.slack.wait_for(lambda: len(group.answers(MAJA)) >= before + 2)
    said = shown(group.answers(MAJA)[-1])
    assert "1 utgift stämmer · 1 rad är inte loggad" in said
    assert "Rad 2: B1 · 13 februari 2024 · 900 kr" in said


def test_the_same_ledger_again_proposes_nothing_new(group: Group) -> None:
    logged(group)
    group.press(sent(group), "Bokför de här 2")
    again = shown(sent(group))
    assert "stämmer" not in again
    assert "2 rader är bokförda sedan förut" in again


def test_the_same_message_again_asks_once(group: Group) -> None:
    logged(group)
    sent(group, event_id="Ev1")
    group.stop()
    group.start()
    assert "Jag har redan frågat om det här" in shown(sent(group, event_id="Ev1"))
    assert len(group.rows("pending")) == 1


def test_what_was_booked_meanwhile_is_not_written_over(group: Group) -> None:
    logged(group)
    message = sent(group)
    group.log("bokför 1 B7 14/2")
    assert "Utgift 1 ändrades efter att du såg den" in text(group.press(message, "Bokför de här 2"))
    assert booked(group) == [("B7", "2024-02-14", None), NOT_BOOKED, NOT_BOOKED]


def test_what_is_booked_while_the_ledger_is_compared_is_not_written_over(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged(group)
    compare = sent_ledger.proposal

    def compared(*said: object) -> object:
        group.log("bokför 1 B7 14/2")
        return compare(*said)

    monkeypatch.setattr(sent_ledger, "proposal", compared)
    before = len(group.answers(MAJA))
    group.slack.message_to_bot(MAJA, "huvudboken", files=[File("huvudbok.csv", LEDGER.encode(), "text/csv")])
    group.slack.wait_for(lambda: "stämmer ·" in group.answers(MAJA)[-1].shown and len(group.answers(MAJA)) > before + 1)
    answer = group.press(copy.deepcopy(group.answers(MAJA)[-1]), "Bokför de här 2")
    assert "Utgift 1 ändrades efter att du såg den" in text(answer)
    assert booked(group) == [("B7", "2024-02-14", None), NOT_BOOKED, NOT_BOOKED]


def test_a_file_that_is_no_ledger_is_told(group: Group) -> None:
    logged(group)
    assert "Jag ser ingen bokföring i huvudbok.csv" in shown(sent(group, "Namn;Ort\nAnna;Kumla\n"))


def test_with_nothing_logged_there_is_nothing_to_press(group: Group) -> None:
    message = sent(group)
    assert "5 rader är inte loggade" in shown(message)
    assert not [block for block in message.blocks if block["type"] == "actions"]


@pytest.mark.parametrize(
    ("words", "name", "asks"),
    [
        ("huvudboken för mars", "bok.xlsx", True),
        ("kan du stämma av mot bokföringen?", "bok.csv", True),
        ("reskontra", "reskontra.csv", True),
        ("kvitto på bokföringen 300 kr", "kvitto.pdf", False),
        ("importera", "lista.csv", False),
        ("utgift 300 kr buss", "kvitto.csv", False),
    ],
)
def test_which_files_are_ledgers(words: str, name: str, asks: bool) -> None:
    assert asks_to_match(words, [name]) is asks


def test_a_receipt_still_becomes_a_receipt(group: Group) -> None:
    logged(group)
    answer = group.tell("utgift 99 kr bokföring 3 mars", files=[File("kvitto.png", b"\x89PNG\r\n\x1a\n", "image/png")])
    assert "Koppla" not in str(labels(answer))
    assert "99 kr" in text(answer)
