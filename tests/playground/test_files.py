"""Files as Slack has them: on a message, in files.info, and fetched with the app's token only."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient

from handlers.playground import File, Playground

from .kit import ANNA, BOT_TOKEN, GUEST, Assistant
from .test_web_api import error_of

RECEIPT = File("kvitto buss.jpg", b"\xff\xd8bild", "image/jpeg")


def fetched(address: str, token: str | None) -> tuple[str, bytes]:
    """The type and the bytes of what is behind an address."""
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=2) as response:
        return response.headers["Content-Type"], response.read()


def test_a_direct_message_with_a_file_is_a_file_share(playground: Playground, assistant: Assistant) -> None:
    events = []
    assistant.app.event({"type": "message", "subtype": "file_share"})(lambda event: events.append(event))
    playground.message_to_bot(ANNA, "utgift 312 kr buss", files=[RECEIPT])
    file = events[0]["files"][0]
    shown = {"name": "kvitto buss.jpg", "title": "kvitto buss.jpg", "mimetype": "image/jpeg", "filetype": "jpg"}
    shown |= {"size": 6, "mode": "hosted", "file_access": "visible", "user": ANNA, "created": 1710406800}
    assert file | shown == file
    assert file["url_private_download"].startswith(playground.url)


def test_a_mention_and_a_shortcut_carry_the_file(playground: Playground, assistant: Assistant) -> None:
    seen = {}
    assistant.app.event("app_mention")(lambda event: seen.update(mention=event))

    @assistant.app.shortcut("log_it")
    def log_it(ack, body):
        seen.update(shortcut=body["message"])
        ack()

    playground.mention(ANNA, "utgift 312 kr", files=[RECEIPT])
    playground.shortcut(ANNA, "log_it", playground.messages()[0])
    assert "subtype" not in seen["mention"]
    assert seen["mention"]["files"] == seen["shortcut"]["files"]


def test_the_bytes_are_for_the_apps_token_and_others_get_a_page_to_sign_in_on(playground: Playground) -> None:
    address = playground.say(ANNA, "kvittot", files=[RECEIPT]).files[0]["url_private_download"]
    assert fetched(address, BOT_TOKEN) == ("image/jpeg", RECEIPT.content)
    for token in (None, "xoxb-fel"):
        kind, page = fetched(address, token)
        assert kind.startswith("text/html")
        assert b"Logga in" in page


def test_a_deleted_file_is_gone_and_says_so(playground: Playground, client: WebClient) -> None:
    file = playground.say(ANNA, "kvittot", files=[RECEIPT]).files[0]
    assert client.files_info(file=file["id"])["file"] == file
    assert error_of(client.files_info, file="F0INGEN") == "file_not_found"
    playground.delete_file(file["id"])
    assert error_of(client.files_info, file=file["id"]) == "file_deleted"
    assert playground.messages()[0].files == [{"id": file["id"], "mode": "tombstone"}]
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(file["url_private_download"], BOT_TOKEN)


def test_a_download_fails_when_ordered_to(playground: Playground) -> None:
    address = playground.say(ANNA, "kvittot", files=[RECEIPT]).files[0]["url_private_download"]
    playground.fail("file", 429)
    with pytest.raises(urllib.error.HTTPError, match="429"):
        fetched(address, BOT_TOKEN)
    assert fetched(address, BOT_TOKEN)[1] == RECEIPT.content


def test_what_the_app_uploads_can_be_fetched(playground: Playground, client: WebClient) -> None:
    client.files_upload_v2(channel=playground.channel_id, filename="rapport.docx", content=b"innehall", title="Rapport")
    file = playground.messages()[0].files[0]
    assert file["user"] == playground.bot_user_id
    assert fetched(file["url_private_download"], BOT_TOKEN)[1] == b"innehall"


def test_a_file_from_another_workspace_comes_with_its_id_only(playground: Playground, assistant: Assistant) -> None:
    events = []
    assistant.app.event("app_mention")(lambda event: events.append(event))
    playground.mention(GUEST, "utgift 312 kr", files=[RECEIPT])
    file = events[0]["files"][0]
    assert (file["file_access"], file.get("name")) == ("check_file_info", None)
    known = WebClient(BOT_TOKEN, base_url=playground.api_url).files_info(file=file["id"])["file"]
    assert fetched(known["url_private_download"], BOT_TOKEN)[1] == RECEIPT.content


def test_a_file_is_shared_with_a_conversation_and_not_with_a_persons_id(playground: Playground) -> None:
    client = WebClient(token=BOT_TOKEN, base_url=playground.api_url)

    def upload(channel: str) -> object:
        return client.files_upload_v2(channel=channel, filename="yh.ics", content="BEGIN:VCALENDAR")

    assert error_of(lambda: upload(ANNA)) == "invalid_arguments"
    assert playground.refusals.pop().method == "files.completeUploadExternal"
    upload(playground.workspace.dm_of(ANNA))
    (message,) = (each for each in playground.visible(ANNA) if each.files)
    assert (message.files[0]["name"], message.files[0]["mimetype"]) == ("yh.ics", "text/calendar")
