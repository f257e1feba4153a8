"""A file that an answer brings is asked about, and put in the person's OneDrive by a yes: once, and for nobody else."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.reply import Attachment, Reply
from handlers.calls import Failure
from handlers.teams.consent import CARD, INFO, Consent
from tests.teams.drive import Answer, Drive

MAJA, ANNA, TEAM = "aad:maja", "aad:anna", "tenant:ours"
REPORT = Attachment(name="Lägesrapport.docx", make=lambda: b"PK rapporten")
START = datetime(2024, 3, 14, 8, 0, tzinfo=UTC)


class Chat:
    """What the assistant sends to the personal chat, and what becomes of it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any] | Failure] = []

    def send(self, reference: dict[str, Any], activity: dict[str, Any], thread: str = "") -> dict[str, Any] | Failure:
        answer = self.answers.pop(0) if self.answers else {"id": "1"}
        if not isinstance(answer, Failure):
            self.sent.append(activity)
        return answer

    @property
    def last(self) -> dict[str, Any]:
        (attachment,) = self.sent[-1]["attachments"]
        return dict(attachment)


class Asked:
    """An assistant that asks Maja about files, and what she answers."""

    def __init__(self, drive: Drive) -> None:
        self.drive, self.chat, self.now = drive, Chat(), START
        self.barred: dict[str, Reply] = {}
        self.waited: list[float] = []
        self.reference = {"serviceUrl": f"{drive.url}/teams/", "conversation": {"id": "a:maja"}}
        self.restart()

    def restart(self) -> None:
        chat: Any = self.chat
        self.consent = Consent(
            chat, lambda incoming: self.barred.get(incoming.who, Reply()), lambda: self.now, self.waited.append
        )

    def offer(self, file: Attachment = REPORT) -> Reply | None:
        return self.consent.offer(MAJA, self.reference, file)

    def answer(self, action: str = "accept", who: str = MAJA, context: Any = None, **place: Any) -> str | None:
        """What stands in the question's place then."""
        card = next(
            each["attachments"][0] for each in reversed(self.chat.sent) if each["attachments"][0]["contentType"] == CARD
        )
        value: dict[str, Any] = {
            "type": "fileUpload",
            "action": action,
            "context": context or card["content"]["acceptContext"],
        }
        if action == "accept":
            there = "https://contoso-my.sharepoint.com/personal/maja/Documents/Applications/Lagesrapport.docx"
            value["uploadInfo"] = {
                "contentUrl": there, "name": "Lägesrapport 1.docx", "uniqueId": "1150D938", "fileType": "docx",
                "uploadUrl": f"{self.drive.url}/upload?guid=1",
            } | place  # fmt: skip
        reply = self.consent.invoked(who, TEAM, self.reference, value)
        return reply.plain() if reply else None


@pytest.fixture
def drive() -> Iterator[Drive]:
    found = Drive()
    found.put("/upload", Answer(201, b"{}"))
    yield found
    found.stop()


@pytest.fixture
def asked(drive: Drive) -> Asked:
    return Asked(drive)


def test_a_file_is_asked_about_and_put_there_by_a_yes(asked: Asked, drive: Drive) -> None:
    assert asked.offer() is None
    card = asked.chat.last
    assert (card["contentType"], card["name"], card["content"]["sizeInBytes"]) == (CARD, "Lägesrapport.docx", 12)
    assert drive.calls == [], "nothing goes before the yes"
    assert asked.answer() == "📎 Lägesrapport 1.docx ligger i din OneDrive."
    (call,) = drive.calls
    assert (call.method, call.content, call.headers["content-range"]) == ("PUT", b"PK rapporten", "bytes 0-11/12")
    assert "authorization" not in call.headers
    info = asked.chat.last
    assert (info["contentType"], info["name"]) == (INFO, "Lägesrapport 1.docx")
    assert info["content"] == {"uniqueId": "1150D938", "fileType": "docx"}
    assert info["contentUrl"].endswith("Lagesrapport.docx")


def test_a_no_is_a_no(asked: Asked, drive: Drive) -> None:
    asked.offer()
    assert asked.answer("decline") == "Filen skickades inte."
    assert asked.answer("accept") is None, "and the same question is not asked twice"
    assert drive.calls == []


def test_a_yes_that_comes_twice_is_one_yes(asked: Asked, drive: Drive) -> None:
    asked.offer()
    assert asked.answer() is not None
    assert asked.answer() is None
    assert len(drive.calls) == 1


def test_anothers_yes_is_not_the_persons(asked: Asked, drive: Drive) -> None:
    asked.offer()
    assert asked.answer(who=ANNA) == "Filen finns inte kvar här. Be om den igen."
    asked.reference = asked.reference | {"conversation": {"id": "19:kanalen"}}
    assert asked.answer() == "Filen finns inte kvar här. Be om den igen."
    assert drive.calls == []


def test_who_has_left_since_gets_nothing(asked: Asked, drive: Drive) -> None:
    asked.offer()
    asked.barred[MAJA] = Reply(text=("Jag hjälper arbetsgruppen.",))
    assert asked.answer() == "Jag hjälper arbetsgruppen."
    assert drive.calls == []


@pytest.mark.parametrize("how", ["restart", "an hour", "forged", "nonsense"])
def test_what_does_not_wait_any_more_is_said(asked: Asked, drive: Drive, how: str) -> None:
    asked.offer()
    if how == "restart":
        asked.restart()
    if how == "an hour":
        asked.now += timedelta(hours=1)
    context = {"forged": {"file": "0" * 32}, "nonsense": ["x"]}.get(how)
    assert asked.answer(context=context) == "Filen finns inte kvar här. Be om den igen."
    assert drive.calls == []


def test_an_answer_that_is_none_of_teams_harms_nothing(asked: Asked) -> None:
    reply = asked.consent.invoked(MAJA, TEAM, asked.reference, "accept")
    assert reply is not None and "Be om den igen" in reply.plain()


@pytest.mark.parametrize("address", ["https://example.org/upload", "http://10.0.0.1/upload", "", None, 7])
def test_it_goes_to_nobody_elses_host(asked: Asked, drive: Drive, address: Any) -> None:
    asked.offer()
    said = asked.answer(uploadUrl=address)
    assert said is not None and said.startswith("Det gick inte att skicka Lägesrapport.docx just nu.")
    assert drive.calls == []


@pytest.mark.parametrize(
    ("answers", "said", "calls"),
    [
        ([Answer(429, headers={"retry-after": "7"}), Answer(201)], "📎 Lägesrapport 1.docx ligger", 2),
        ([Answer(503, headers={"retry-after": "300"})], "Det gick inte att skicka", 1),
        ([Answer(500)], "Jag vet inte om Lägesrapport.docx kom fram", 1),
        ([Answer(404)], "Det gick inte att skicka", 1),
        ([Answer(202)], "Det gick inte att skicka", 1),
        ([Answer(302, headers={"location": "http://10.0.0.1/"})], "Det gick inte att skicka", 1),
    ],
    ids=["once more", "too long", "in doubt", "gone", "half", "elsewhere"],
)
def test_a_drive_that_fails_is_told_of(
    asked: Asked, drive: Drive, answers: list[Answer], said: str, calls: int
) -> None:
    drive.put("/upload", *answers)
    asked.offer()
    assert (asked.answer() or "").startswith(said)
    assert len(drive.calls) == calls
    assert asked.waited == ([7.0] if calls == 2 else [])


def test_a_file_that_is_there_is_said_to_be_though_its_card_cannot_be_shown(asked: Asked, drive: Drive) -> None:
    asked.offer()
    asked.chat.answers = [Failure("refused", "http_403")]
    assert asked.answer() == "📎 Lägesrapport 1.docx ligger i din OneDrive."
    assert len(drive.uploaded()) == 1


def broken() -> bytes:
    raise ValueError("Maja Lind")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (broken, "Det gick inte att göra i ordning Lägesrapport.docx just nu."),
        (lambda: b"", "Det gick inte att skicka Lägesrapport.docx just nu."),
        (lambda: b"x" * 11, "Lägesrapport.docx är för stor för att skickas här."),
    ],
    ids=["broken", "empty", "large"],
)
def test_what_cannot_be_asked_about_is_told(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes], said: str
) -> None:
    monkeypatch.setattr("handlers.teams.consent.MOST_BYTES", 10)
    reply = asked.offer(Attachment(name="Lägesrapport.docx", make=make))
    assert reply is not None and reply.plain().startswith(said)
    assert asked.chat.sent == []


def test_a_chat_that_cannot_be_reached_is_told_of(asked: Asked) -> None:
    asked.chat.answers = [Failure("refused", "http_403")]
    reply = asked.offer()
    assert reply is not None and reply.plain().startswith("Det gick inte att skicka")


def test_a_little_patience_is_had_with_the_chat(asked: Asked) -> None:
    asked.chat.answers = [Failure("later", "ratelimited", 2)]
    assert asked.offer() is None
    assert asked.waited == [2]


def test_the_oldest_go_where_there_is_no_room(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.teams.consent.MOST_BYTES", 30)
    for _ in range(3):
        asked.offer()
    first, second, third = (each["attachments"][0]["content"]["acceptContext"] for each in asked.chat.sent)
    assert asked.answer(context=first) == "Filen finns inte kvar här. Be om den igen."
    for kept in (second, third):
        assert asked.answer(context=kept) == "📎 Lägesrapport 1.docx ligger i din OneDrive."


def test_what_was_to_be_said_later_follows_the_files(asked: Asked) -> None:
    said: list[Reply] = []
    reply = Reply(text=("Här.",), files=(REPORT,), later=lambda: Reply(text=("Färdigt.",), files=(REPORT,)))
    asked.consent.attach(MAJA, asked.reference, reply, said.append)
    assert [each.plain() for each in said] == ["Färdigt."]
    assert [each["attachments"][0]["contentType"] for each in asked.chat.sent] == [CARD, CARD], "it may bring files too"


def test_what_fails_later_is_said_with_a_code(asked: Asked) -> None:
    def fail() -> Reply:
        raise ValueError("Maja Lind")

    said: list[Reply] = []
    asked.consent.attach(MAJA, asked.reference, Reply(later=fail), said.append)
    assert "uppge koden" in said[0].plain()
