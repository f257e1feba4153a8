"""Buttons and forms in Teams: what comes, and what stands in the card's place; the surface alone, over HTTP."""

import threading
from typing import Any

import pytest

from bot.reply import Button, Form, Input, Reply
from handlers.requests import Incoming, Press, Submit
from tests.teams.connector import CHANNEL, GROUP_CHAT, Message
from tests.teams.driver import PERSONAL, Exchange
from tests.teams.house import House
from tests.teams.people import MAJA

Json = dict[str, Any]

BUTTON = Reply(title="Kort", buttons=(Button(label="Visa", action="status", value="pengar"), Button(label="Gör", action="undo", value="activity:1")))  # fmt: skip
FORM = Form(action="save", title="Formulär", context="c", inputs=(Input(name="what", label="Vad", kind="text", required=True), Input(name="heads", label="Antal", kind="number")))  # fmt: skip


def last(house: House) -> Incoming:
    return house.asked[-1]


def shown(house: House, where: Any = MAJA) -> Message:
    assert house.outbox.wait()
    return house.connector.answers(where)[-1]


def press(house: House, label: str, place: str = PERSONAL, reply: Any = None) -> tuple[Message, Exchange]:
    """Pressed on a card that stands there; `reply` is what is answered."""
    house.reply = BUTTON
    house.driver.say("kort", MAJA, place)
    message = shown(house, place or MAJA)
    house.reply = reply
    exchange = house.driver.press(message, label, MAJA)
    assert house.outbox.wait()
    return message, exchange


# --- buttons and forms


def test_a_button_comes_as_it_was_drawn_and_its_answer_takes_the_cards_place(house: House) -> None:
    message, exchange = press(house, "Visa", reply=Reply(title="Pengar"))
    assert last(house).request == Press("status", "pengar")
    assert exchange.card.shown == "Pengar"
    assert message.shown == "Pengar" and len(house.connector.answers(MAJA)) == 1


def test_an_answer_beside_leaves_the_card(house: House) -> None:
    message, exchange = press(house, "Visa", reply=Reply(text=("Vid sidan.",), beside=True))
    assert "Kort" in exchange.card.shown and "Kort" in message.shown
    assert shown(house).shown == "Vid sidan."


def test_pressed_again_before_the_card_is_redrawn_it_is_the_new_card_that_stays(house: House) -> None:
    house.reply = BUTTON
    house.driver.say("kort", MAJA)
    message, held = shown(house), threading.Event()
    for _ in range(4):  # redrawing has to wait its turn
        house.outbox.submit(lambda: held.wait(10))
    house.reply = Reply(title="Gjort")
    assert house.driver.press(message, "Gör", MAJA).card.shown == "Gjort"
    house.reply = Reply(text=("Det är redan gjort.",), beside=True)
    action = {"type": "Action.Execute", "verb": "yh", "data": {"action": "yh.undo", "value": "activity:1"}}
    assert house.driver.execute(message, action, MAJA).card.shown == "Gjort"
    held.set()
    assert shown(house).shown == "Det är redan gjort." and message.shown == "Gjort"


def test_beside_in_a_channel_only_who_pressed_is_told(house: House) -> None:
    message, exchange = press(house, "Gör", CHANNEL, Reply(text=("Det får du inte.",), beside=True))
    assert exchange.told == "Det får du inte."
    assert "Kort" in message.shown and len(house.connector.answers(CHANNEL)) == 1
    much = Reply(title="Mycket", text=("Mer",), beside=True)
    message, exchange = press(house, "Gör", CHANNEL, much)
    assert exchange.told == "Jag svarar dig i vår egen chatt."
    assert "Mycket" in shown(house).shown


def test_a_private_answer_to_a_button_in_a_channel_is_for_who_pressed(house: House) -> None:
    message, exchange = press(house, "Gör", CHANNEL, Reply(title="Eva", personal=True))
    assert exchange.card.shown == "Eva"
    assert "Kort" in message.shown and message.edited == 0


def test_in_a_conversation_of_others_the_card_stays_for_them(house: House) -> None:
    message, exchange = press(house, "Visa", PERSONAL, Reply(title="Ny"))
    house.connector.conversations[GROUP_CHAT].messages.append(copied := Message("9", GROUP_CHAT, message.activity | {}))
    action = {"type": "Action.Execute", "verb": "yh", "data": {"action": "yh.undo", "value": "activity:1"}}
    assert house.driver.execute(copied, action, MAJA).card.shown == "Ny"
    assert house.outbox.wait() and copied.edited == 0 and exchange.status == 200


def test_a_form_in_its_place_and_what_is_wrong_at_its_fields(house: House) -> None:
    message, opened = press(house, "Gör", reply=Reply(form=FORM))
    assert opened.card.inputs == ["in.what", "in.heads"] and message.edited == 0
    house.reply = Reply(problems={"heads": "Skriv ett tal."})
    wrong = house.driver.fill(message, {"what": "Möte", "heads": "många"}, MAJA).card
    request = last(house).request
    assert isinstance(request, Submit) and (request.action, request.context) == ("save", "c")
    assert request.values == {"what": "Möte", "heads": "många"}
    assert "Skriv ett tal." in wrong.shown and wrong.filled({}) == {"in.what": "Möte", "in.heads": "många"}
    house.reply = Reply(title="Sparat")
    assert house.driver.fill(message, {"heads": "3"}, MAJA).card.shown == "Sparat"
    assert shown(house).shown == "Sparat"


def test_two_forms_of_the_same_are_two_and_one_sent_twice_is_one(house: House) -> None:
    found = []
    for _ in range(2):
        message, _ = press(house, "Gör", reply=Reply(form=FORM))
        house.reply = Reply(title="Sparat")
        action = message.card_for(MAJA).action("Spara")
        sent = {"type": "Action.Execute", "verb": "yh", "data": action["data"] | {"in.what": "Möte"}}
        for _ in range(2):
            house.driver.execute(message, sent, MAJA)
            found.append(last(house).key)
    assert found[0] == found[1] != found[2] == found[3]


def test_avbryt_where_nobody_remembers_what_stood_there(house: House) -> None:
    house.reply = Reply(form=FORM)
    house.driver.say("logg", MAJA)
    message = shown(house)
    assert house.driver.press(message, "Avbryt", MAJA).card.shown == "Inget ändrat."
    assert shown(house).shown == "Inget ändrat." and len(house.asked) == 1


def test_what_went_wrong_stands_in_the_form_and_nothing_that_was_filled_in_is_lost(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(incoming: Incoming) -> Reply:
        raise RuntimeError("Karin Öst ringde om bussen")

    message, _ = press(house, "Gör", reply=Reply(form=FORM))
    house.reply = fails
    sorry = house.driver.fill(message, {"what": "Möte"}, MAJA).card
    assert "inget är loggat" in sorry.shown and sorry.filled({})["in.what"] == "Möte"
    code = sorry.shown.partition("uppge koden ")[2][:4]
    assert code in caplog.text and "Karin" not in caplog.text


def test_an_exception_that_nobody_foresaw_is_a_sentence_with_a_code(house: House) -> None:
    def fails(incoming: Incoming) -> Reply:
        raise RuntimeError

    house.reply = fails
    house.driver.say("möte", MAJA)
    assert "Det gick inte att spara just nu, så inget är loggat." in shown(house).shown
    assert "uppge koden" in shown(house).shown


def test_a_button_that_is_none_of_ours_is_told_so(house: House) -> None:
    house.driver.say("hej", MAJA)
    message = shown(house)
    for data in (
        {},
        {"action": "annat"},
        {"action": "yh.submit"},
        {"action": "yh.submit", "form": {"action": 7}},
        {"action": 3},
    ):
        exchange = house.driver.execute(message, {"type": "Action.Execute", "verb": "yh", "data": data}, MAJA)
        assert exchange.status == 200 and "Jag kan inte läsa formuläret" in exchange.told
    assert len(house.asked) == 1


def test_a_form_asked_for_in_a_channel_comes_in_the_persons_own_chat(house: House) -> None:
    house.reply = Reply(form=FORM)
    house.driver.say("logg", MAJA, CHANNEL)
    assert shown(house).card_for(MAJA).inputs == ["in.what", "in.heads"]
    assert "Jag svarade dig privat" in shown(house, CHANNEL).shown
