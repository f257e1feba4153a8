"""A file on what is logged: asked for, downloaded and kept, with the help of a Web API that others wrote."""

import hashlib

import pytest

from tests.emulate.group import Group, wait_for
from tests.emulate.shown import words
from tests.emulate.workspace import BOT, BOT_TOKEN, MAJA

pytestmark = pytest.mark.emulate

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n\xff\x00\xe2"
BUS = "utgift 312 kr buss till Nora 12 mars"


def told(group: Group) -> str:
    """What Maja is told privately, beside the thread."""
    assert wait_for(lambda: [message for message in group.slack.direct(MAJA) if message["user"] == BOT])
    return words(group.slack.direct(MAJA)[-1])


def test_a_file_on_a_direct_message_is_kept_under_its_content(group: Group) -> None:
    assert "kvitto.pdf följer med som kvitto" in group.tell(MAJA, BUS, kvitto=PDF).text
    (receipt,) = group.settled_receipts()
    digest = hashlib.sha256(PDF).hexdigest()
    assert (receipt["expense_id"], receipt["state"], receipt["sha256"]) == (1, "kept", digest)
    assert (receipt["mimetype"], receipt["size"]) == ("application/pdf", len(PDF))
    assert group.path.with_name("yh-kvitton").joinpath(f"{digest}.pdf").read_bytes() == PDF


def test_it_is_opened_with_the_assistants_own_token(group: Group) -> None:
    group.mention(MAJA, BUS, kvitto=PDF)
    assert group.settled_receipts()[0]["state"] == "kept"
    (info,) = group.slack.calls("files.info")
    assert info.answer["file"]["id"] == info.asked["file"] == group.rows("receipts")[0]["source"]
    assert [call.token for call in group.slack.relay.calls if call.method == "files-pri"] == [BOT_TOKEN]


def test_a_file_that_was_deleted_meanwhile_is_told_of_and_the_expense_stands(group: Group) -> None:
    said = group.slack.say(MAJA, BUS, group.slack.private(MAJA), kvitto=PDF)
    group.slack.delete_file(MAJA, said)
    group.hear(said)
    print(group.rows("receipts"), group.slack.calls("files.info"))
    assert group.settled_receipts()[0]["state"] == "refused"
    assert group.slack.calls("files.info")[-1].answer["error"] == "file_not_found"
    assert "Jag kunde inte spara kvitto.pdf: filen är borttagen" in told(group)
    assert group.rows("expenses")[0]["deleted_at"] is None


def test_a_file_that_is_no_receipt_is_told_of(group: Group) -> None:
    group.tell(MAJA, BUS, kvitto=b"PK\x03\x04 docx")
    print(group.rows("receipts"), group.slack.calls("files.info"))
    assert group.settled_receipts()[0]["state"] == "refused"
    assert "varken en bild eller en PDF" in told(group)


@pytest.mark.parametrize("method", ["files.info", "files-pri"])
def test_a_file_that_is_lost_on_its_way_is_asked_for_again(group: Group, method: str) -> None:
    group.slack.relay.lose(method, arrives=True)
    group.tell(MAJA, BUS, kvitto=PDF)
    assert wait_for(lambda: group.rows("receipts")[0]["attempts"] == 1)
    assert group.rows("receipts")[0]["state"] == "wanted"
    group.at(minutes=2)
    assert group.settled_receipts()[0]["state"] == "kept"


def test_the_same_file_on_two_expenses_is_pointed_out(group: Group) -> None:
    group.tell(MAJA, BUS, kvitto=PDF)
    group.settled_receipts()
    group.tell(MAJA, "utgift 95 kr parkering 12 mars", samma=PDF)
    group.settled_receipts(2)
    assert "Samma kvitto står på Utgift 1 och Utgift 2" in told(group)


def test_a_file_in_a_channel_that_it_is_not_in_cannot_be_had_and_that_is_said(group: Group) -> None:
    made = group.slack.client(MAJA).api_call("conversations.create", json={"name": "annat", "is_private": True})
    said = group.slack.say(MAJA, f"{BUS} 2024", made["channel"]["id"], kvitto=PDF)
    group.submit(MAJA, group.pick(MAJA, said).view, {})
    assert group.settled_receipts()[0]["state"] == "refused"
    assert "delad någonstans där jag inte kommer åt den" in told(group)
