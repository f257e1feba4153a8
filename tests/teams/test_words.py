"""What people write in Teams, as it reaches the assistant."""

from typing import Any

import pytest

from handlers.requests import Incoming, Said
from tests.teams.connector import BOT, CHANNEL, GROUP_CHAT
from tests.teams.driver import PERSONAL
from tests.teams.house import House
from tests.teams.people import MAJA

Json = dict[str, Any]


def last(house: House) -> Incoming:
    return house.asked[-1]


def say(house: House, text: str, place: str = PERSONAL, **more: Any) -> str:
    """The words as they reach the assistant."""
    assert house.driver.say(text, MAJA, place, **more).status == 200
    said = last(house).request
    assert isinstance(said, Said)
    return said.text


# --- words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("logg möte i Nora", "logg möte i Nora"),
        ("kostade 1\u00a0250&nbsp;kr", "kostade 1 250 kr"),
        ("Bygg &amp; Anläggning &lt;3", "Bygg & Anläggning <3"),
        ("**möte** i _Nora_ ~~igår~~", "möte i Nora igår"),
        ("rad ett\r\nrad två", "rad ett\nrad två"),
        ('<quoted messageId="1710406801000"/> nej, 35', "nej, 35"),
        ("att göra: boka @Anna", "att göra: boka @Anna"),
        ("text <data>", "text <data>"),
        ("/hjälp", "hjälp"),
        ("och/eller 3/4", "och/eller 3/4"),
        ("👍 klart", "klart"),
        ("", ""),
    ],
)
def test_words_come_as_they_were_written(house: House, written: str, read: str) -> None:
    assert say(house, written) == read


@pytest.mark.parametrize("place", [CHANNEL, GROUP_CHAT])
def test_the_assistants_own_name_is_taken_away_and_others_stay(house: House, place: str) -> None:
    at = f"<at>{BOT['name']}</at>"
    assert say(house, f"{at}&nbsp;status", place) == "status"
    assert say(house, f"{at}, logg möte, ansvarig <at>Anna Ek</at>", place) == "logg möte, ansvarig @Anna Ek"
    assert say(house, f"<p>{at} status</p>", place, textFormat="xml") == "status"


def test_who_only_calls_it_by_name_greets_it(house: House) -> None:
    assert say(house, f"<at>{BOT['name']}</at>&nbsp;", CHANNEL) == "hej"


def test_a_renamed_assistant_is_known_by_its_id(house: House) -> None:
    mention = {"type": "mention", "text": "<at>YH</at>", "mentioned": {"id": BOT["id"], "name": "YH"}}
    assert say(house, "<at>YH</at> status", CHANNEL, entities=[mention]) == "status"


def test_what_is_said_to_others_in_a_channel_is_none_of_ours(house: House) -> None:
    assert house.driver.say("hej <at>Anna Ek</at>", MAJA, CHANNEL).status == 200
    assert house.asked == []


def test_a_message_is_named_among_all_there_are(house: House) -> None:
    house.driver.say("a", MAJA)
    asked = last(house)
    assert isinstance(asked.request, Said) and asked.request.source == asked.key
    assert asked.request.source.startswith(house.connector.messages(MAJA)[0].conversation)
    house.driver.say("b", MAJA, CHANNEL, thread="1710000000000")
    request = last(house).request
    assert isinstance(request, Said) and request.thread == f"{CHANNEL}:1710000000000"


def test_an_older_quotation_is_known_too(house: House) -> None:
    html = '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1710406801000">x</blockquote><p>y</p>'
    house.driver.say("y", MAJA, attachments=[{"contentType": "text/html", "content": html}])
    request = last(house).request
    assert isinstance(request, Said) and request.thread.endswith(":1710406801000")


def test_a_quoted_answer_stands_for_what_it_answered(house: House) -> None:
    house.driver.say("möte i Nora", MAJA)
    asked = last(house).key
    assert house.outbox.wait()
    answer = house.connector.answers(MAJA)[-1]
    entity = {"type": "quotedReply", "quotedReply": {"messageId": answer.id}}
    house.driver.say("nej, 35", MAJA, entities=[entity])
    request = last(house).request
    assert isinstance(request, Said) and request.thread == asked
